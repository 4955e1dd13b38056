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
    named = deque(sorted({place for place, _ in labels.within(line)}))
    lists: dict[str, Mark] = {}  # that are open on this line, outermost first, with the last mark of each
    place = 0
    while place < len(line):
        if blanks := _BLANK.match(line, place):
            yield Token(blanks[0])
            place = blanks.end()
        if mark := numbering.leading(line, place):
            _open(lists, mark)
            yield Token(mark.text, mark=mark)
            place += len(mark.text)
        if label := labels.leading(line, place):
            yield Token(label.text, label=label)
            place += len(label.text)
        elif place < len(line):
            end = _end(line, place, lists, named)
            yield Token(line[place:end])
            place = end


def _open(lists: dict[str, Mark], mark: Mark) -> None:
    """Note a mark: a list that it goes on with ends those within it."""
    if mark.style in lists:
        for style in [*lists][[*lists].index(mark.style) :]:
            del lists[style]
    lists[mark.style] = mark


def _end(line: str, place: int, lists: dict[str, Mark], named: deque[int]) -> int:
    """Return where a text ends: at the next label or item on its line."""
    while named and named[0] <= place:
        named.popleft()
    ends = [named[0] if named else len(line)]
    for mark in lists.values():
        ends += [found for found, _ in islice(numbering.following(line, mark, place), 1)]
    return numbering.inner(line, place + 1, min(ends))
