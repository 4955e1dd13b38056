"""Markdown is read as people see it, and the letters of its markup are not lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.importing.document import Cell, Line
from jdbook.importing.readers.markdown import read_markdown

FIRST = Cell(1, 1, 1, 1)


def lines(text: str) -> list[Line]:
    document = read_markdown("x.md", text.encode())
    assert document is not None
    return list(document.lines)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("## 采购员岗位职责 ##", [Line("采购员岗位职责", "第1行", 2)]),
        ("> **直接上级**：`供应部经理`", [Line("直接上级：供应部经理", "第1行")]),
        ("**要做的事**", [Line("要做的事", "第1行", 7)]),
        ("- [ ] 比价", [Line("- 比价", "第1行")]),
        (
            "| 岗位名称 | 会计 |",
            [Line("岗位名称", "第1行第1格", cell=FIRST), Line("会计", "第1行第2格", cell=Cell(1, 1, 2, 2))],
        ),
        (
            "| 记账<br>报税 |",
            [
                Line("记账", "第1行第1格", cell=FIRST),
                Line("<br>", "第1行第1格", aside=True, cell=FIRST),
                Line("报税", "第1行第1格", cell=FIRST),
            ],
        ),
        ("职责 <!-- 待改 -->", [Line("职责 ", "第1行"), Line("<!-- 待改 -->", "第1行", aside=True)]),
        ("| 甲\\|乙 |", [Line("甲|乙", "第1行第1格", cell=FIRST)]),
        ("1\\. 不是列表", [Line("1. 不是列表", "第1行")]),
        (
            "岗位职责\n---\n会计",
            [Line("岗位职责", "第1行", 2), Line("---", "第2行", aside=True), Line("会计", "第3行")],
        ),
        (
            "见[样表](./a.md)第一栏",
            [Line("见样表", "第1行"), Line("(./a.md)", "第1行", aside=True), Line("第一栏", "第1行")],
        ),
        (
            "| a |\n|---|\n\n| b |",
            [
                Line("a", "第1行第1格", cell=FIRST),
                Line("---", "第2行第1格", aside=True, cell=Cell(1, 2, 1, 1)),
                Line("b", "第4行第1格", cell=Cell(2, 1, 1, 1)),
            ],
        ),
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
