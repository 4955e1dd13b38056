"""Lines: a section as a list of lines, as it was printed and as it came back, for the two to be compared and paired."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from enum import Enum
from typing import NamedTuple

from jdbook.blocks import Cell, Item, Items, Section, Table
from jdbook.roundtrip.word.paper import Para
from jdbook.word.content import SPACE
from jdbook.word.facts import shown
from jdbook.word.looks import GROUP_NAME, NOTES

DEEPEST = 7  # levels beyond share the look of this one
_ALIKE, _ALIKE_FAR = 0.4, 0.6
_MOST_COMPARED, _MOST_LINES, _MOST_LETTERS = 40_000, 3_000, 300


class Kind(Enum):
    """What a line is: the name of a group, an item, a row of a table, or the heads of its columns."""

    TITLE = "title"
    ITEM = "item"
    HEAD = "head"
    ROW = "row"


class Line(NamedTuple):
    """A line of a section: its texts (of a row with the labels of their columns), and its level in the list, if it has one.

    `opens` says that it begins a row of its own; `where` names its place, `source` is the text as it stands there;
    `cells` are the texts of a row with the labels of their columns; `strange` says that the list is none of ours,
    `follows` that a row continues the one above.
    """

    kind: Kind
    texts: tuple[str, ...]
    level: int | None = 0
    opens: bool = False
    where: str = ""
    source: str = ""
    strange: bool = False
    cells: tuple[tuple[str, str], ...] = ()
    follows: bool = False


class Printed(NamedTuple):
    """A line as it was printed, and what it was made of: an item, or a row's cells by the labels of their columns.

    `title` is that of the group it stands in; `apart` says that the row before belongs to another group.
    """

    line: Line
    item: Item | None = None
    cells: Mapping[str, Cell] = {}
    title: str = ""
    apart: bool = False


def normal(text: str) -> str:
    """Return a text as programs keep it: line ends of one kind, no blanks around it."""
    return re.sub(r"\r\n?", "\n", text).replace("\u2011", "-").replace("\xad", "").strip()


def printed(section: Section, names: Mapping[str, str]) -> list[Printed]:
    """Return the lines of a section as it was printed."""
    return [line for body in _bodies(section) for line in _lines(*body, names)]


def _bodies(section: Section) -> Iterator[tuple[Items | Table, bool]]:
    """Yield the lists and tables, each with whether it follows a list that has a title."""
    titled = False
    for body in section.body:
        if isinstance(body, Items | Table):
            yield body, titled
        titled = isinstance(body, Items) and bool(body.title)


def _lines(body: Items | Table, titled: bool, names: Mapping[str, str]) -> Iterator[Printed]:
    if isinstance(body, Table):
        yield Printed(Line(Kind.HEAD, tuple(sorted(body.columns))))
        for row in body.rows:
            cells = dict(zip(body.columns, row, strict=True))
            texts = {label: shown(cell, names) for label, cell in cells.items()}
            yield Printed(Line(Kind.ROW, row_texts(texts)), None, cells)
        return
    if body.title:
        yield Printed(Line(Kind.TITLE, (normal(body.title),)), title=body.title)
    for number, item in enumerate(body.items):
        first, *more = _items(item, 0, names)
        apart = titled and not body.title and not number
        yield Printed(*first, title=body.title, apart=apart)
        yield from (Printed(*one, title=body.title) for one in more)


def row_texts(cells: Mapping[str, str]) -> tuple[str, ...]:
    """Return a row's texts in an order that does not hang on that of the columns, empty ones left out."""
    filled = sorted((label, normal(text)) for label, text in cells.items() if normal(text))
    return tuple(part for pair in filled for part in pair)


def _items(item: Item, level: int, names: Mapping[str, str]) -> Iterator[tuple[Line, Item]]:
    text = with_notes(item.text, [(label, shown(cell, names)) for label, cell in item.notes])
    yield Line(Kind.ITEM, (normal(text),), min(level, DEEPEST)), item
    for child in item.children:
        yield from _items(child, level + 1, names)


def with_notes(text: str, notes: Iterable[tuple[str, str]]) -> str:
    """Return an item's text with its remarks behind it."""
    return SPACE.join((text, *(f"{label}：{note}" for label, note in notes)))


def prose(cell: Sequence[Para], where: str) -> list[Line]:
    """Return the lines of a cell of prose; remarks on lines of their own are joined to the item above."""
    lines: list[Line] = []
    follows = any(para.follows for para in cell[:1])
    for para in cell:
        text = normal(para.text)
        if not text:
            continue
        if para.style in NOTES and lines and lines[-1].kind is Kind.ITEM:
            joined = f"{lines[-1].source}{SPACE}{text}"
            lines[-1] = lines[-1]._replace(texts=(joined,), source=joined)
            continue
        titled = para.style == GROUP_NAME and para.level is None
        kind, opens = (Kind.TITLE if titled else Kind.ITEM), not lines
        lines.append(Line(kind, (text,), para.level, opens, where, text, para.strange, (), follows))
    return lines


def is_unchanged(before: Sequence[Printed], now: Sequence[Line]) -> bool:
    """Return whether lines came back as they were printed."""
    return len(before) == len(now) and all(
        old.line.kind == new.kind
        and old.line.texts == new.texts
        and (
            new.kind is not Kind.ITEM
            or min(-1 if new.level is None else new.level, DEEPEST) == old.line.level
        )
        and (not old.apart or (new.opens and not new.follows))
        for old, new in zip(before, now, strict=True)
    )


def paired(before: Sequence[Printed], now: Sequence[Line]) -> dict[int, int]:
    """Return which of the lines now (by place) was which of those before: equal ones, moved ones, then similar ones.

    Of a section that has grown beyond measure, none is.
    """
    if len(now) > _MOST_LINES:
        return {}
    old = [(one.line.kind, one.line.texts) for one in before]
    new = [(one.kind, one.texts) for one in now]
    pairs: dict[int, int] = {}
    changes = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs |= zip(range(j1, j2), range(i1, i2), strict=True)
        elif tag == "replace":
            changes.append((range(i1, i2), range(j1, j2)))
    left = _pair_moved(old, new, pairs)
    if left * (len(new) - len(pairs)) <= _MOST_COMPARED:
        for olds, news in changes:
            _pair_alike(before, now, olds, news, pairs, _ALIKE)
        _pair_alike(before, now, range(len(old)), range(len(new)), pairs, _ALIKE_FAR)
    return pairs


def _pair_moved(old: Sequence[object], new: Sequence[object], pairs: dict[int, int]) -> int:
    """Pair equal lines wherever they stand, in their order; return how many old ones are left."""
    had = set(pairs.values())
    left = [index for index in range(len(old)) if index not in had]
    for index, line in enumerate(new):
        same = None if index in pairs else next((one for one in left if old[one] == line), None)
        if same is not None:
            pairs[index] = same
            left.remove(same)
    return len(left)


def _pair_alike(
    before: Sequence[Printed],
    now: Sequence[Line],
    olds: Sequence[int],
    news: Sequence[int],
    pairs: dict[int, int],
    least: float,
) -> None:
    """Pair lines of one kind that are alike, in their order, each with the one most alike that is left."""
    had = set(pairs.values())
    left = [index for index in olds if index not in had]
    for index in (index for index in news if index not in pairs):
        ratios = [(_likeness(before[one].line, now[index]), -one) for one in left]
        best, place = max(ratios, default=(0.0, 0))
        if best >= least:
            pairs[index] = -place
            left.remove(-place)


def _likeness(old: Line, new: Line) -> float:
    if old.kind is not new.kind:
        return 0.0
    was, now = ("\n".join(line.texts)[:_MOST_LETTERS] for line in (old, new))
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > _ALIKE and matcher.quick_ratio() > _ALIKE else 0.0
