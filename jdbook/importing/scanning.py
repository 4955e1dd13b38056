"""Scanning: a line cut into marks, labels and texts, which put together again are the line. Pure."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from jdbook.importing import labels, numbering
from jdbook.importing.labels import Label
from jdbook.importing.numbering import Mark

_BLANKS = " \t\u3000\xa0\ufeff\u200b"
_BLANK = re.compile(f"[{_BLANKS}]+")


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
    inner = deque(place for place, _ in labels.within(line))
    place = 0
    while place < len(line):
        if blanks := _BLANK.match(line, place):
            yield Token(blanks[0])
            place = blanks.end()
        mark = numbering.leading(line, place)
        if mark:
            yield Token(mark.text, mark=mark)
            place += len(mark.text)
        if label := labels.leading(line, place):
            yield Token(label.text, label=label)
            place += len(label.text)
        elif place < len(line):
            end = _end(line, place, mark, inner)
            yield Token(line[place:end])
            place = end


def _end(line: str, place: int, mark: Mark | None, inner: deque[int]) -> int:
    """Return where a text ends that began behind a mark, or without one: at the next label or item on its line."""
    while inner and inner[0] <= place:
        inner.popleft()
    ends = [inner[0] if inner else len(line)]
    if mark:
        ends += [found for found, _ in islice(numbering.following(line, mark, place), 1)]
    return min(ends)
