"""The list of changes: newest first, in parts."""

from __future__ import annotations

from making import library_of

from jdbook.site import changes as module
from jdbook.site.changes import PART, changes, changes_values
from jdbook.site.wiki import wiki_of


def listed(*revisions: str) -> list[str]:
    files = {
        f"u/p{number}.yml": f"title: p{number}\nstatus: 试行\nrevisions: [{revision}]\n"
        for number, revision in enumerate(revisions)
    }
    return [change.revision.changes for change in changes(wiki_of(library_of(files)))]


def test_later_dates_come_first_and_undated_changes_last() -> None:
    order = listed("{changes: 无}", "{date: 2026-01-02, changes: 新}", "{date: 2025-12-31, changes: 旧}")
    assert order == ["新", "旧", "无"]


def test_of_one_date_the_higher_version_comes_first_by_number() -> None:
    assert listed("{version: '1.9', changes: a}", "{version: '1.10', changes: b}", "{changes: c}") == [
        "b",
        "a",
        "c",
    ]


def test_equal_changes_keep_the_order_of_the_library() -> None:
    assert listed("{changes: a}", "{changes: b}", "{changes: c}") == ["a", "b", "c"]


def test_a_withdrawn_position_is_listed_and_a_draft_is_not() -> None:
    files = {
        "u/a.yml": "title: a\nstatus: 废止\nrevisions: [{changes: 废止}]\n",
        "u/b.yml": "title: b\nrevisions: [{changes: 草案}]\n",
    }
    assert [change.revision.changes for change in changes(wiki_of(library_of(files)))] == ["废止"]


def test_a_long_list_comes_in_parts_of_its_own_pages() -> None:
    many = "[" + ", ".join(f"{{changes: 第{n}次}}" for n in range(PART + 1)) + "]"
    wiki = wiki_of(library_of({"u/x.yml": f"title: x\nstatus: 试行\nrevisions: {many}\n"}))
    parts = changes_values(wiki, changes(wiki))
    assert [(part["here"].path, len(part["changes"]), part["count"]) for part in parts] == [
        ("changes.md", PART, 2),
        ("changes/2.md", 1, 2),
    ]


def test_without_changes_there_is_one_empty_part() -> None:
    wiki = wiki_of(library_of({}))
    assert [part["changes"] for part in changes_values(wiki, changes(wiki))] == [()]
    assert module.changes(wiki) == ()
