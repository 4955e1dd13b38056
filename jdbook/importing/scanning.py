"""Scanning: a line cut into marks, labels and texts, which put together again are the line. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from jdbook.importing import labels, numbering
from jdbook.importing.labels import Label
from jdbook.importing.numbering import Mark

_BLANKS = " \t\u3000\xa0\ufeff\u200b"


class Token(NamedTuple):
    """A piece of a line: blanks, or what begins an item, or names a field, or else a text."""

    text: str
    mark: Mark | None = None
    label: Label | None = None

    @property
    def is_text(self) -> bool:
        """Return whether this is what something says, and not how it is laid out."""
        return not (self.mark or self.label) and bool(self.text.strip(_BLANKS))


def tokens(line: str) -> Iterator[Token]:
    """Yield the pieces of a line in order."""
    rest = line
    while rest:
        blanks = rest[: len(rest) - len(rest.lstrip(_BLANKS))]
        if blanks:
            yield Token(blanks)
        rest = rest[len(blanks) :]
        mark = numbering.leading(rest)
        if mark:
            yield Token(mark.text, mark=mark)
            rest = rest[len(mark.text) :]
        if label := labels.leading(rest):
            yield Token(label.text, label=label)
            rest = rest[len(label.text) :]
        elif rest:
            end = _end(rest, mark)
            yield Token(rest[:end])
            rest = rest[end:]


def _end(text: str, mark: Mark | None) -> int:
    """Return where a text ends that began behind a mark, or without one: at the next label or item on its line."""
    ends = [place for place, _ in labels.within(text)][:1]
    if mark:
        ends += [place for place, _ in numbering.following(text, mark)][:1]
    return min(ends, default=len(text))
