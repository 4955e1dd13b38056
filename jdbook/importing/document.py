"""Document: a source as lines of text, each with the place people find it by, whatever kind of file it was."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import islice
from typing import NamedTuple


class Cell(NamedTuple):
    """Where a cell stands: the number of its table, its row, its column in the grid, and which cell of the row it is."""

    table: int
    row: int
    column: int
    order: int


class Part(Enum):
    """What a cell is in its table."""

    HEAD = auto()  # names a column
    LABEL = auto()  # names a field
    SUBLABEL = auto()  # names a part of the field that is open
    NUMBER = auto()  # counts
    TITLE = auto()  # is the position that its row is about
    VALUE = auto()
    AHEAD = auto()  # is a value of the position that a later cell of its row names
    NOTE = auto()  # is a remark on the value before it
    ASIDE = auto()  # says nothing a position has a field for


class Role(NamedTuple):
    """What a cell is in its table, and of which field, "" for the one that is open; `under` is the part of the field."""

    part: Part
    key: str = ""
    under: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line as people see it: its text, where it stands (`第12行`), and its level if it is a heading (0: it is none).

    What stands `aside`, as headers and comments do, belongs to no position. A line of a `cell` stands in a table; its
    `role` there is told by `tables`, if it has one.
    """

    text: str
    place: str
    heading: int = 0
    aside: bool = False
    cell: Cell | None = None
    role: Role | None = None
    apart: bool = False  # from the line before it, in a document where not all lines are
    full: bool = False  # of letters up to the margin, at which the lines around it end as well


_EMPTY = 0.35  # of all lines, from which empty ones stand everywhere and part nothing
_AROUND = 30  # lines before and behind one, among which the margin is looked for
_RAGGED = 4  # halves of a letter, by which lines broken at a margin differ
_SEVERAL = 3  # lines, that make a margin
_WIDE = "\u2000"  # from which letters are as wide as Chinese ones
MAX_LINES = 60_000  # of a document; one more says that there are too many


def set_apart(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that say something, those behind an empty one marked where empty lines part what belongs together."""
    said = [line for line in lines if line.text.strip()]
    if len(lines) - len(said) > _EMPTY * len(lines):
        return said
    return [
        replace(line, apart=True) if number and not lines[number - 1].text.strip() else line
        for number, line in enumerate(lines)
        if line.text.strip()
    ]


def filled(lines: Sequence[Line]) -> list[Line]:
    """Return the lines, those marked that reach the margin: as long as the longest around them, of which there are several."""
    widths = [0 if line.aside or line.cell else _width(line.text) for line in lines]
    found = []
    for place, line in enumerate(lines):
        around = widths[max(0, place - _AROUND) : place + _AROUND + 1]
        margin = max(around) - _RAGGED
        is_full = widths[place] >= margin and sum(width >= margin for width in around) >= _SEVERAL
        found.append(replace(line, full=True) if is_full and widths[place] else line)
    return found


def _width(text: str) -> int:
    """Return how wide a text is, in halves of a Chinese letter."""
    return sum(1 + (letter >= _WIDE) for letter in text.rstrip())


def bounded(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Return lines, but no more than tell that there are too many."""
    return tuple(islice(lines, MAX_LINES + 1))


@dataclass(frozen=True, slots=True)
class Document:
    """A source by the name of its file."""

    name: str
    lines: tuple[Line, ...]
