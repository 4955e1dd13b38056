"""Where pages lie, and the way from one to another."""

from __future__ import annotations

import posixpath
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import entry_of, library_of

from jdbook.site.paths import address, changes_page, href, index_page, position_page, word_file

ENTRIES = library_of(dict.fromkeys(("ad/gm.yml", "ad/财务部/出纳_1.yml", "ad/sales/east/rep.yml", "x/Index.yml", "x/ReadMe.yml", "Word/y.yml", "x/word.yml"), "title: 岗位\n"))  # fmt: skip


@pytest.mark.parametrize(
    "key, page, word",
    [
        ("ad/gm", "ad/gm.md", "word/ad/gm.docx"),
        ("ad/出纳_1", "ad/财务部/出纳_1.md", "word/ad/财务部/出纳_1.docx"),
        ("ad/rep", "ad/sales/east/rep.md", "word/ad/sales/east/rep.docx"),
    ],
)
def test_a_position_lies_where_its_file_lies(key: str, page: str, word: str) -> None:
    entry = entry_of(ENTRIES, key)
    assert (position_page(entry), word_file(entry)) == (page, word)


@pytest.mark.parametrize(
    "target, page, url",
    [
        ("index.md", "ad/finance/x.md", "../../index.html"),
        ("ad/finance/y.md", "ad/finance/x.md", "y.html"),
        ("ad/finance/index.md", "ad/index.md", "finance/index.html"),
        ("ad/gm.md", "ad/finance/x.md", "../gm.html"),
        ("word/ad/x.docx", "ad/x.md", "../word/ad/x.docx"),
        ("ad/x.md", "index.md", "ad/x.html"),
        ("财务/出纳.md", "index.md", "%E8%B4%A2%E5%8A%A1/%E5%87%BA%E7%BA%B3.html"),
    ],
)
def test_links_are_relative_and_escaped(target: str, page: str, url: str) -> None:
    assert href(target, page) == url


def test_a_link_may_name_an_anchor() -> None:
    assert href("checks.md", "ad/x.md", "JD001") == "../checks.html#JD001"


NAMES = st.lists(st.sampled_from(["a", "b", "财", "a-b"]), min_size=1, max_size=4)


@given(NAMES, NAMES)
def test_a_relative_link_arrives(there: list[str], here: list[str]) -> None:
    target, page = "/".join(there) + ".md", "/".join(here) + ".md"
    arrived = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(href(target, page))))
    assert arrived == unquote(address(target))


def test_pages_of_units_departments_and_changes() -> None:
    assert index_page("ad") == "ad/index.md"
    assert index_page("ad", "sales/east") == "ad/sales/east/index.md"
    assert (changes_page(1), changes_page(3)) == ("changes.md", "changes/3.md")
