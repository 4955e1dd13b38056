"""Markdown is read as people see it, and the letters of its markup are not lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.importing.document import Line
from jdbook.importing.markdown import read_markdown


def lines(text: str) -> list[Line]:
    document = read_markdown("x.md", text.encode())
    assert document is not None
    return list(document.lines)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("## 采购员岗位职责 ##", [Line("采购员岗位职责", "第1行", 2)]),
        ("> **直接上级**：`供应部经理`", [Line("直接上级：供应部经理", "第1行")]),
        ("- [ ] 比价", [Line("- 比价", "第1行")]),
        (
            "| 岗位名称 | 会计 |",
            [Line("岗位名称", "第1行第1格", cell=True), Line("会计", "第1行第2格", cell=True)],
        ),
        (
            "| 记账<br>报税 |",
            [
                Line("记账", "第1行第1格", cell=True),
                Line("<br>", "第1行第1格", aside=True, cell=True),
                Line("报税", "第1行第1格", cell=True),
            ],
        ),
        ("职责 <!-- 待改 -->", [Line("职责 ", "第1行"), Line("<!-- 待改 -->", "第1行", aside=True)]),
        ("| 甲\\|乙 |", [Line("甲|乙", "第1行第1格", cell=True)]),
        ("1\\. 不是列表", [Line("1. 不是列表", "第1行")]),
        ("", []),
    ],
)
def test_what_people_read_is_told_without_signs(text: str, expected: list[Line]) -> None:
    assert lines(text) == expected


def test_another_file_is_none() -> None:
    assert read_markdown("x.md", b"\x00\x01") is None


@given(st.text("岗位职责ab1. #*_|<br>!-`[]\\\n", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    kept = "".join(line.text for line in lines(text))
    assert [letter for letter in text if letter.isalnum()] == [letter for letter in kept if letter.isalnum()]
