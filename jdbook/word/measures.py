"""Measures: how wide text runs, and how columns and cells share a line. Widths of text in ems, of columns in twips."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

_WIDE = re.compile(
    "[\u1100-\u115f\u2018-\u201d\u2026\u2460-\u24ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\U0001f000-\U0003ffff]"
)

_BROAD = re.compile("[%@MW]")  # Latin, and nearly an em wide
_HALVINGS = 20  # each makes the unit of widths twice as exact
_COMFORT = 4.5  # ems that a column should have if it can use them: no phrase is broken after each word
# Ems beyond its floor up to which a column may be kept from breaking; the best of them is taken.
_UNBROKEN = (1.5, 4.0, 6.0)


def ems(text: str) -> float:
    """Return the width of text on one line: a Chinese character is one em, a Latin one half of it."""
    return (len(text) + len(_WIDE.findall(text))) / 2


def widest(text: str) -> float:
    """Return the width of text on one line in any font that may stand in for the one asked for.

    Times New Roman is narrow: where it is missing, Latin letters and figures take up to two thirds of an em.
    """
    wide = len(_WIDE.findall(text)) + len(_BROAD.findall(text))
    return wide + (len(text) - wide) * 2 / 3


def lines(text: str, width: float) -> int:
    """Return about how many lines text takes where `width` ems fit on one."""
    return sum(max(1, -int(-ems(line) // width)) for line in text.split("\n"))


def column_widths(columns: Sequence[Sequence[str]], total: int, em: int, margin: int) -> tuple[int, ...]:
    """Return the columns' widths, together `total`, for the texts in each (its heading first).

    Where everything fits on one line, long columns of words share what is left over. Where not, room goes by the square root of
    a column's whole text, and none gets more than it needs: a column of sentences is wide, one of phrases is not
    squeezed, one that is mostly empty is narrow. Of several ways to do so, the one with the fewest lines is taken. `em` is an em in twips, `margin` what a cell keeps free.
    """
    sizes = [[widest(text) for text in texts] for texts in columns]
    needs = [max(1.0, *each) for each in sizes]
    room = (total - margin * len(columns)) / em
    if sum(needs) <= room:
        words = [float(max(len(_WIDE.findall(text)) for text in texts)) for texts in columns]
        widths = _spread(needs, words, room)
    else:
        floors = [max(each[0], _COMFORT) for each in sizes]
        weights = [sum(each) ** 0.5 for each in sizes]
        ways = [_shared(needs, _least(needs, floors, more), weights, room) for more in _UNBROKEN]
        widths = min(ways, key=lambda way: _height(sizes, way))
    scale = room * em / sum(widths)  # below an em where the columns can't even have their least
    return _rounded([width * scale + margin for width in widths], total)


def _least(needs: Sequence[float], floors: Sequence[float], more: float) -> list[float]:
    """Return the least widths: all it needs for a column that needs little more than its floor, else that."""
    pairs = zip(needs, floors, strict=True)
    return [need if need <= floor + more else floor for need, floor in pairs]


def _height(sizes: Sequence[Sequence[float]], widths: Sequence[float]) -> float:
    """Return how many lines the rows take whose texts are this wide, a column each."""
    return sum(
        max(-(-size // width) for size, width in zip(row, widths, strict=True))
        for row in zip_longest(*sizes, fillvalue=0.0)
    )


def _spread(needs: Sequence[float], words: Sequence[float], room: float) -> list[float]:
    """Return widths that use up the room: what is left over goes to columns of more than half the most words."""
    shares = [count if count > max(words) / 2 else 0 for count in words]
    if not any(shares):  # nothing but figures
        shares = list(needs)
    spare = (room - sum(needs)) / sum(shares)
    return [need + spare * share for need, share in zip(needs, shares, strict=True)]


def _shared(
    needs: Sequence[float], least: Sequence[float], weights: Sequence[float], room: float
) -> list[float]:
    """Return widths in proportion to weights as far as none falls below its least or goes beyond its need."""

    def by(unit: float) -> list[float]:
        return [
            min(need, max(low, unit * weight))
            for need, low, weight in zip(needs, least, weights, strict=True)
        ]

    low, high = 0.0, max(needs)
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(by(middle)) < room else (low, middle)
    return by(low)


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
