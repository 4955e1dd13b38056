"""Charts as rows: depth, several superiors, cycles."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from making import library_of

from jdbook.site.chart import chart


def drawn(superiors: Mapping[str, str]) -> list[str]:
    """Return the chart as indented lines; `*` marks a line that repeats a position."""
    library = library_of({
        f"u/{name}.yml": f"title: {name}\n" + (f"superior: [{above}]\n" if above else "") for name, above in superiors.items()
    })  # fmt: skip
    return [
        "  " * row.depth + row.entry.title + "*" * row.repeated
        for row in chart(library.entries, library.superiors)
    ]


def nested(superiors: Mapping[str, str]) -> str:
    """Return the chart as nested brackets, by what rows open and close."""
    library = library_of({
        f"u/{name}.yml": f"title: {name}\n" + (f"superior: [{above}]\n" if above else "") for name, above in superiors.items()
    })  # fmt: skip
    rows = chart(library.entries, library.superiors)
    return "".join(row.entry.title + "(" * row.opens + ")" * row.closes for row in rows)


@pytest.mark.parametrize(
    "superiors, lines",
    [
        ({}, []),
        ({"a": ""}, ["a"]),
        ({"a": "", "b": "a", "c": "b", "d": "a"}, ["a", "  b", "    c", "  d"]),
        ({"a": "", "b": ""}, ["a", "b"]),
        ({"a": "b", "b": ""}, ["b", "  a"]),
        ({"a": "", "b": "", "c": "b, a", "d": "c"}, ["a", "  c*", "b", "  c", "    d"]),
        ({"a": "", "b": "a", "c": "a, b"}, ["a", "  b", "    c*", "  c"]),
        ({"a": "b", "b": "a"}, ["a", "  b", "    a*"]),
        ({"a": "a", "b": "a"}, ["a", "  a*", "  b"]),
        ({"a": "", "b": "c", "c": "b", "d": "c"}, ["a", "b", "  c", "    b*", "    d"]),
        ({"a": "a2, a2", "a2": ""}, ["a2", "  a"]),
        ({"a": "没有的人"}, ["a"]),
    ],
)
def test_everybody_stands_below_every_superior_and_once_in_full(
    superiors: dict[str, str], lines: list[str]
) -> None:
    assert drawn(superiors) == lines


@pytest.mark.parametrize(
    "superiors, brackets",
    [
        ({"a": ""}, "a"),
        ({"a": "", "b": "a", "c": "b"}, "a(b(c))"),
        ({"a": "", "b": "a", "c": "b", "d": "a"}, "a(b(c)d)"),
        ({"a": "", "b": "a", "c": "b", "d": ""}, "a(b(c))d"),
    ],
)
def test_levels_open_and_close_in_pairs(superiors: dict[str, str], brackets: str) -> None:
    assert nested(superiors) == brackets


def test_a_chain_of_thousands_needs_no_deep_recursion() -> None:
    lines = drawn({f"p{n:04}": f"p{n - 1:04}" if n else "" for n in range(3000)})
    assert lines[-1] == "  " * 2999 + "p2999"


def test_a_part_of_a_library_is_drawn_by_itself() -> None:
    library = library_of(
        {"u/a.yml": "title: a\n", "u/b.yml": "title: b\nsuperior: a\n", "u/c.yml": "title: c\nsuperior: b\n"}
    )
    assert [row.depth for row in chart(library.entries[1:], library.superiors)] == [0, 1]
