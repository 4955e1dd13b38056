"""Lines of reporting: everybody once, whatever the positions say of their superiors."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import library_of

from jdbook.library import Entry
from jdbook.site.reporting import Absent, Reporting, Superior, reporting, visitors
from jdbook.site.wiki import wiki_of

NAMES = tuple("abcdefgh")


def files(superiors: Mapping[str, str]) -> dict[str, str]:
    return {
        f"u/{name}.yml": f"title: {name}\nstatus: 试行\n" + (f"superior: [{above}]\n" if above else "")
        for name, above in superiors.items()
    }


def lines_of(superiors: Mapping[str, str]) -> Reporting:
    lines = wiki_of(library_of(files(superiors))).reporting("u")
    assert lines
    return lines


def name(who: Superior | None) -> str:
    if who is None:
        return ""
    return who.id if isinstance(who, Entry) else f"{who.name}{'!' if who.outside else '?'}"


def told(lines: Reporting) -> dict[str, str]:
    """Return what stands above everybody: below whom they are, and in brackets their second lines."""
    also = {key: "".join(f"({name(who)})" for who in others) for key, others in lines.also.items()}
    return {key.partition("/")[2]: name(who) + also[key] for key, who in lines.main.items()}


@pytest.mark.parametrize(
    "superiors, above, tops",
    [
        ({"a": "", "b": "a"}, {"a": "", "b": "a"}, ["a"]),
        ({"a": "{outside: x}", "b": "a"}, {"a": "x!", "b": "a"}, ["x!"]),
        ({"a": "没有", "b": "没有"}, {"a": "没有?", "b": "没有?"}, ["没有?"]),
        ({"a": "", "b": "a", "c": "a, b"}, {"a": "", "b": "a", "c": "a(b)"}, ["a"]),
        ({"a": "", "b": "{outside: x}, a"}, {"a": "", "b": "a(x!)"}, ["a"]),
        ({"a": "a"}, {"a": ""}, ["a"]),
        ({"a": "a, b, b", "b": ""}, {"a": "b", "b": ""}, ["b"]),
        ({"a": "b", "b": "a"}, {"a": "(b)", "b": "a"}, ["a"]),
        ({"a": "b", "b": "a, c", "c": ""}, {"a": "(b)", "b": "a(c)", "c": ""}, ["a", "c"]),
        ({"a": "b, c", "b": "a", "c": ""}, {"a": "c(b)", "b": "a", "c": ""}, ["c"]),
        ({"a": "b, {outside: x}", "b": "a"}, {"a": "x!(b)", "b": "a"}, ["x!"]),
    ],
)
def test_everybody_stands_below_one_superior_and_the_others_are_second_lines(
    superiors: dict[str, str], above: dict[str, str], tops: list[str]
) -> None:
    lines = lines_of(superiors)
    assert told(lines) == above
    assert [name(top) for top in lines.tops] == tops


def test_below_and_beside_are_the_same_lines_seen_from_above() -> None:
    lines = lines_of({"a": "", "b": "a", "c": "b, a", "d": "{outside: x}, a"})
    assert [entry.id for entry in lines.below["u/a"]] == ["b", "d"]
    assert [entry.id for entry in lines.beside["u/a"]] == ["c"]
    assert [entry.id for entry in lines.beside[Absent("x", outside=True)]] == ["d"]


def test_who_reports_to_a_unit_from_another_one_is_a_visitor_there() -> None:
    library = library_of(files({"a": ""}) | {"v/x.yml": "title: x\nsuperior: u/a\nstatus: 试行\n"})
    assert {
        unit: [e.key for e in found] for unit, found in visitors(library.entries, library.superiors).items()
    } == {"u": ["v/x"]}
    lines = wiki_of(library).reporting("u")
    assert lines
    assert [entry.key for entry in lines.beside["u/a"]] == ["v/x"]


def test_a_chain_of_thousands_needs_no_deep_recursion() -> None:
    library = library_of(files({f"p{n:04}": f"p{n - 1:04}" if n else "" for n in range(3000)}))
    lines = reporting(library.entries, library.superiors)
    assert len(lines.tops) == 1


graphs = st.dictionaries(
    st.sampled_from(NAMES),
    st.lists(st.sampled_from((*NAMES, "{outside: x}", "没有")), max_size=3),
    min_size=1,
)


@given(graphs)
def test_whoever_reports_to_whom_everybody_is_reached_once_from_the_tops(graph: dict[str, list[str]]) -> None:
    lines = lines_of({who: ", ".join(above) for who, above in graph.items()})
    reached, stack = list[str](), [*lines.tops]
    while stack:
        who = stack.pop()
        if isinstance(who, Entry):
            reached.append(who.id)
            stack += lines.below.get(who.key, ())
        else:
            stack += lines.below[who]
    assert sorted(reached) == sorted(graph)
