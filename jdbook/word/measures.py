"""Measures: how wide text runs, and how columns and cells share a line. Widths of text in ems, of columns in twips."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_WIDE = re.compile(
    "[\u1100-\u115f\u2018-\u201d\u2026\u2460-\u24ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U0001f000-\U0003ffff]"
)

_COMFORT = 4.5  # ems that a column should have if it can use them: no phrase is broken after each word


def ems(text: str) -> float:
    """Return the width of text on one line: a Chinese character is one em, a Latin one half of it."""
    return (len(text) + len(_WIDE.findall(text))) / 2


def lines(text: str, width: float) -> int:
    """Return about how many lines text takes where `width` ems fit on one."""
    return sum(max(1, -int(-ems(line) // width)) for line in text.split("\n"))


def column_widths(columns: Sequence[Sequence[str]], total: int, em: int, margin: int) -> tuple[int, ...]:
    """Return the columns' widths, together `total`, for the texts in each (its heading first).

    Where not everything fits on one line, room goes by the square root of a column's whole text, and none gets more
    than it needs: a column of sentences is wide, one of phrases is not squeezed, one that is mostly empty is narrow.
    `em` is an em in twips, `margin` what a cell keeps free.
    """
    sizes = [[ems(text) for text in texts] for texts in columns]
    needs = [max(each) for each in sizes]
    room = (total - margin * len(columns)) / em
    if sum(needs) > room:
        least = [max(each[0], min(need, _COMFORT)) for each, need in zip(sizes, needs, strict=True)]
        needs = _shared(needs, least, [sum(each) ** 0.5 for each in sizes], room)
    return _rounded([need * em + margin for need in needs], total)


def _shared(needs: list[float], least: list[float], weights: list[float], room: float) -> list[float]:
    """Return widths by weight, none below its least or above its need as long as there is room for that."""
    widths = dict(enumerate(least))
    open_ = [index for index, need in enumerate(needs) if need > least[index]]
    while open_ and (rest := room - sum(widths.values()) + sum(widths[index] for index in open_)) > 0:
        unit = rest / sum(weights[index] for index in open_)
        fixed = {
            index: bound
            for index in open_
            if (bound := _clamped(weights[index] * unit, least[index], needs[index]))
        }
        if not fixed:
            return list((widths | {index: weights[index] * unit for index in open_}).values())
        tight = {index: bound for index, bound in fixed.items() if bound == least[index]} or fixed
        widths |= tight
        open_ = [index for index in open_ if index not in tight]
    return list(widths.values())


def _clamped(width: float, least: float, most: float) -> float:
    """Return the bound that a width breaks, 0 for none."""
    return least if width < least else most if width > most else 0


def _rounded(widths: Sequence[float], total: int) -> tuple[int, ...]:
    """Return whole numbers in proportion to `widths` whose sum is `total`."""
    edges = [round(sum(widths[: index + 1]) * total / sum(widths)) for index in range(len(widths))]
    return tuple(right - left for left, right in zip([0, *edges[:-1]], edges, strict=True))


Row = list[tuple[int, int]]


def grid_rows(needs: Sequence[float], rooms: Sequence[float]) -> Iterator[Row]:
    """Yield rows of (index of a value, slots it takes); `rooms[n]` ems fit into n + 1 slots, `needs` are the values'.

    Order is kept. A value too long for a slot takes the rest of its row where it fits there, else a row of its own; the
    last value of a row takes what is left over.
    """
    row: Row = []
    left = len(rooms)
    for index, need in enumerate(needs):
        if not left or (row and need > rooms[0] and need > rooms[left - 1]):
            yield _stretched(row, left)
            row, left = [], len(rooms)
        taken = 1 if need <= rooms[0] else left
        row.append((index, taken))
        left -= taken
    if row:
        yield _stretched(row, left)


def _stretched(row: Row, left: int) -> Row:
    index, taken = row[-1]
    return [*row[:-1], (index, taken + left)]
