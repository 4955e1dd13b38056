"""What the page of a position is told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from making import entry_of, library_of

from jdbook.site.role import role_values
from jdbook.site.wiki import wiki_of


def values(files: Mapping[str, str], key: str) -> Mapping[str, Any]:
    library = library_of(files)
    wiki = wiki_of(library)
    return role_values(wiki, entry_of(wiki.library, key))


def department(count: int) -> dict[str, str]:
    return {f"u/d/p{n:03}.yml": f"title: 岗位{n:03}\ncode: '{n:03}'\nstatus: 试行\n" for n in range(count)}


def test_the_card_has_the_short_facts_but_not_those_it_tells_itself() -> None:
    files = {
        "u/x.yml": "title: 出纳员\ncode: C1\nlevel: 三级\nsuperior: {outside: 董事会}\nstatus: 试行\nduties: [收款]\n"
    }
    shown = values(files, "u/x")
    assert [label for label, _ in shown["facts"]] == ["岗位编号", "职级", "所属单位"]
    assert [section.key for section in shown["sections"]] == ["duties", "control"]


def test_items_are_numbered_through_lists_and_tables_as_in_the_file() -> None:
    files = {
        "u/x.yml": "title: 出纳员\nstatus: 试行\nauthority:\n  - 甲\n  - 乙\n  - {matter: 丙, action: 决定}\n  - 丁\n"
        "duties: [一, {text: 二, group: 偶发}]\nresponsibilities: [负责]\n"
    }
    assert values(files, "u/x")["starts"] == {"authority": (1, 3, 4), "duties": (1, 2)}


def test_neighbours_are_those_before_and_after_in_the_department() -> None:
    shown = values(department(3), "u/p001")
    assert (shown["before"].title, shown["after"].title) == ("岗位000", "岗位002")
    first, last = values(department(3), "u/p000"), values(department(3), "u/p002")
    assert first["before"] is None
    assert last["after"] is None


def test_in_a_huge_department_only_some_on_either_side_are_named() -> None:
    around = [entry.title for entry in values(department(100), "u/p050")["around"]]
    assert (len(around), around[0], around[-1]) == (31, "岗位035", "岗位065")
    assert len(values(department(100), "u/p000")["around"]) == 16


def test_the_word_file_is_called_by_code_and_title_safely() -> None:
    files = {
        "u/x.yml": "title: 会计/出纳\ncode: A:1\nstatus: 试行\n",
        "u/y.yml": "title: 文员\nstatus: 试行\n",
    }
    assert values(files, "u/x")["word_name"] == "A_1 会计_出纳.docx"
    assert values(files, "u/y")["word_name"] == "y 文员.docx"
