"""Update: what came back of a position put into the text of its file, with what changed and what stayed as it was. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jdbook.errors import Stop
from jdbook.findings import Finding, Severity
from jdbook.model import Position
from jdbook.reading import read
from jdbook.roundtrip.changes import Change, changes
from jdbook.roundtrip.inherited import Above, own_text
from jdbook.roundtrip.merge import Clash, merged
from jdbook.roundtrip.patching.patch import data_of, patched
from jdbook.roundtrip.patching.places import plain
from jdbook.roundtrip.returned import Returned
from jdbook.source import Source


@dataclass(frozen=True, slots=True)
class Update:
    """The new text of a file, what is different in it, what clashed and stayed, and why nothing could be written, "" if it can.

    `elsewhere` are sentences about changes that belong into the file of another position.
    """

    text: str
    changes: tuple[Change, ...] = ()
    clashes: tuple[Clash, ...] = ()
    refused: str = ""
    elsewhere: tuple[str, ...] = ()


def updated(returned: Returned, text: str, above: Sequence[Above] = ()) -> Update:
    """Return a position's file with what people changed in a document of it; comments and layout stay.

    `above` are the positions whose text it takes over, the nearest first.
    """
    try:
        current = data_of(text)
        own = own_text(returned.base, returned.edited, current, above)
        merge = merged(own.base, own.edited, current)
        new = patched(text, merge.data)
    except Stop as stop:
        return Update(text, refused=str(stop))
    if problem := _problem(new, text):
        return Update(text, changes(current, merge.data), merge.clashes, problem, own.told)
    return Update(new, changes(current, merge.data), merge.clashes, elsewhere=own.told)


def _problem(new: str, old: str) -> str:
    """Return what the new text would have wrong that the old one has not."""
    before = {finding.message for finding in _errors(old)}
    found = [finding for finding in _errors(new) if finding.message not in before]
    return "；".join(f"{finding.message}，{finding.hint}" for finding in found)


def _errors(text: str) -> list[Finding]:
    _, found = read(Position, Source("", plain(text)))
    return [finding for finding in found if finding.severity is Severity.ERROR]
