"""Recognition: the lines of a document as drafts of positions, with a trace of every piece. Pure; nothing is dropped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath as PurePath

from jdbook.importing.articles import is_article
from jdbook.importing.cells import read_cell
from jdbook.importing.document import Document, Line, filled, set_apart
from jdbook.importing.drafts import LEFTOVER, Draft, Found, Piece
from jdbook.importing.lines import read_line
from jdbook.importing.reader import Reader, Went
from jdbook.importing.tables import understood
from jdbook.importing.titles import area_of, title_in

_AHEAD = 2  # lines, in which a position begins below its bare title


def recognise(document: Document) -> Found:
    """Return the drafts in a document and where every piece of it went. A title with nothing below it is no position."""
    lines = understood(filled(set_apart(document.lines)))
    reader = _read(lines, Reader())
    title = title_in(PurePath(document.name).stem)
    if not reader.drafts and title:  # nothing in it says what it is about
        reader = _read(lines, Reader.about(Draft(title.text.strip(), title_from="文件名")))
    drafts = [draft for draft in reader.drafts if not (draft.is_empty or is_article(draft))]
    _name_untitled(drafts)
    return Found(drafts, list(_trace(reader.went, drafts)))


def _read(lines: Sequence[Line], reader: Reader) -> Reader:
    for number, line in enumerate(lines):
        reader.after = lines[number + 1 : number + 1 + _AHEAD]
        if line.role:
            read_cell(reader, line, line.role)
        else:
            read_line(reader, line)
    return reader


def _name_untitled(drafts: Sequence[Draft]) -> None:
    """Give drafts without a title the name of a superior whom others speak of, if it fits what they are about."""
    titles = {draft.title for draft in drafts}
    named = [item.text for draft in drafts for item in draft.items.get("superior", ())]
    missing = [name for name in dict.fromkeys(named) if name not in titles]
    for draft in (draft for draft in drafts if not draft.title):
        said = "".join(item.text for items in draft.items.values() for item in items)
        fitting = [name for name in missing if (area := area_of(name)) and area in said]
        if fitting:
            draft.title = max(fitting, key=lambda name: len(area_of(name)))
            draft.title_from = "别的岗位所写的直接上级"
            missing.remove(draft.title)


def _trace(went: Sequence[Went], drafts: Sequence[Draft]) -> Iterator[Piece]:
    numbers = {id(draft): number for number, draft in enumerate(drafts)}
    for place, text, to, draft in went:
        if draft is None:
            yield Piece(place, text, to)
        elif id(draft) in numbers:
            yield Piece(place, text, f"positions[{numbers[id(draft)]}].{to}")
        else:
            yield Piece(place, text, LEFTOVER)
