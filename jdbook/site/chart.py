"""Chart: who reports to whom as rows of a nested list. Several superiors are kept, cycles do no harm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from jdbook.library import Entry

Superiors = Callable[[Entry], Iterable[Entry]]


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a chart, in reading order, `depth` levels below the top.

    `opens` says that rows below it follow one level deeper, `closes` how many levels end after it. A position with
    several superiors stands in full below the first; `repeated` marks its lines below the others.
    """

    entry: Entry
    depth: int
    opens: bool
    closes: int
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    entry: Entry
    depth: int
    repeated: bool


def chart(entries: Sequence[Entry], superiors: Superiors) -> tuple[Row, ...]:
    """Return the rows for `entries`; superiors that are not among them count as absent."""
    scope = {entry.key: entry for entry in entries}
    above = {entry.key: [s.key for s in superiors(entry) if s.key in scope] for entry in entries}
    below: dict[str, list[tuple[Entry, bool]]] = {key: [] for key in scope}
    for entry in entries:
        for place, key in enumerate(dict.fromkeys(above[entry.key])):
            below[key].append((entry, place > 0))
    lines: list[_Line] = []
    seen: set[str] = set()
    roots = [entry for entry in entries if not above[entry.key]]
    for start in (*roots, *entries):  # the second round meets only those who are in a cycle
        _walk(start, below, seen, lines)
    return _rows(lines)


def _walk(
    start: Entry, below: Mapping[str, list[tuple[Entry, bool]]], seen: set[str], lines: list[_Line]
) -> None:
    """Add the lines for `start` and everybody below, unless they are there already."""
    stack = [_Line(start, 0, False)] if start.key not in seen else []
    while stack:
        here = stack.pop()
        repeated = here.repeated or here.entry.key in seen
        lines.append(_Line(here.entry, here.depth, repeated))
        if not repeated:
            seen.add(here.entry.key)
            stack += [_Line(e, here.depth + 1, again) for e, again in reversed(below[here.entry.key])]


def _rows(lines: Sequence[_Line]) -> tuple[Row, ...]:
    depths = [*(line.depth for line in lines[1:]), 0]
    return tuple(
        Row(line.entry, line.depth, after > line.depth, max(line.depth - after, 0), line.repeated)
        for line, after in zip(lines, depths, strict=False)
    )
