"""Round trip, the parts of reading a workbook: cells, grids, pages, whose a row is, what it was made from."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from strategies import texts

from jdbook.ledger.carried import Carried, Spoilt, head, row_of
from jdbook.ledger.columns import TABLES, Known, Names
from jdbook.model import Authority, Duty
from jdbook.roundtrip.excel.cells import (
    as_date,
    as_number,
    cleaned,
    comparable,
    folded,
    kept,
    lines_in,
    names_in,
    same,
)
from jdbook.roundtrip.excel.fitting import problem_with, problems_with
from jdbook.roundtrip.excel.grids import Book, Grid, Unreadable, opened
from jdbook.roundtrip.excel.origin import origin_of
from jdbook.roundtrip.excel.owners import owned
from jdbook.roundtrip.excel.pages import Page, page_of, renamed
from jdbook.roundtrip.excel.records import Reader
from jdbook.workbook import Cell, Sheet, workbook

NAMES = Names(
    [Known("ad/a", "ad", "广告公司", "出纳员", []), Known("ad/b", "ad", "广告公司", "会计员", [])], []
)


@given(texts)
def test_a_text_says_what_it_said_whatever_programs_do_to_its_blanks(text: str) -> None:
    assert same(text, text)
    assert same(f" {text}\n", text)
    assert same(text.replace(" ", "\u00a0 "), text) or "\u00a0" not in text.replace(" ", "\u00a0 ")
    assert folded(folded(text)) == folded(text)
    assert comparable(text) == comparable(text)


@pytest.mark.parametrize(
    "text, was, alike",
    [
        ("", None, True),
        (" ", "", True),
        ("", "甲", False),
        ("10000.5", Decimal("10000.50"), True),
        ("１０,０００", Decimal(10000), True),
        ("1e15", Decimal("999999999999999.9999"), True),
        ("10001", Decimal(10000), False),
        ("甲", Decimal(1), False),
        ("nan", Decimal(1), False),
        ("一\n二", "一\n\n 二", True),
        ("一 二", "一\n二", False),
    ],
)
def test_what_counts_as_the_same(text: str, was: Cell, alike: bool) -> None:
    assert same(text, was) is alike


@pytest.mark.parametrize(
    "text, number",
    [("10,000", "10000"), ("１０", "10"), ("2.50", "2.5"), ("1e3", "1000"), ("一万", "一万"), ("1e999999", "1e999999")],
)  # fmt: skip
def test_numbers_are_written_as_files_write_them(text: str, number: str) -> None:
    assert as_number(text) == number


@pytest.mark.parametrize("text", ["2026-1-3", "2026/01/03", "2026年1月3日", "2026.1.3", "2026-01-03 00:00"])
def test_dates_are_written_as_files_write_them(text: str) -> None:
    assert as_date(text) == "2026-01-03"


def test_cells_are_taken_apart() -> None:
    assert names_in("甲、乙，丙\n\n丁; ") == ["甲", "乙", "丙", "丁"]
    assert lines_in("　一\n\n　二", ["一"]) == ["　一", "　二"]
    assert lines_in("一\n　二\n三", ["一\n二"]) == ["一\n二", "三"]
    assert kept(["甲", "甲", "乙"], [("甲", 1)]) == [("甲", 1), ("甲", None), ("乙", None)]
    assert cleaned(" 甲\t乙 \n 丙\x00\u200b ") == "甲 乙\n 丙"


def book(*rows: Sequence[Any], merged: str = "", formats: str = "") -> Book:
    made, out = Workbook(), io.BytesIO()
    sheet = made.worksheets[0]
    sheet.title = "表"
    for row in rows:
        sheet.append(list(row))
    if merged:
        sheet.merge_cells(merged)
    if formats:
        sheet["A1"].number_format = formats
    made.save(out)
    return opened(out.getvalue())


def test_a_cell_reads_as_people_see_it() -> None:
    row = [
        7,
        2.0,
        2.5,
        date(2026, 1, 2),
        datetime.fromisoformat("2026-01-02T03:04:00"),
        "一\r\n二_x000D_",
        None,
    ]
    assert book(row, [None], formats="000").grid("表").rows == [
        ("007", "2", "2.5", "2026-01-02", "2026-01-02 03:04", "一\n二\n")
    ]


def test_covered_cells_know_what_they_show() -> None:
    grid = book(["甲", "乙"], ["", ""], ["", "丙"], merged="A1:A3").grid("表")
    assert grid.merged == {(1, 0): (0, 0), (2, 0): (0, 0)}
    page = page_of(Grid("表", [("标识", "职责"), *grid.rows], {(2, 0): (1, 0)}), ["标识", "职责"])
    assert page is not None
    assert [page.text(row, "标识") for row in page.rows] == ["甲", ""]
    assert page_of(Grid("表", [("标识", "职责"), ("甲",), ("",)], {(2, 0): (1, 0)}), ["标识", "职责"])


def test_a_huge_merged_cell_covers_no_more_than_there_is() -> None:
    assert len(book(["甲"], ["乙"], merged="A1:C3000").grid("表").merged) < 10


@given(st.binary(max_size=200))
def test_bytes_that_are_no_workbook_are_refused(data: bytes) -> None:
    for one in (data, b"PK\x03\x04" + data):
        with pytest.raises(Unreadable, match="请"):
            opened(one)


def page(*rows: Sequence[str], columns: Sequence[str] = ("标识", "单位", "岗位", "序号", "职责")) -> Page:
    found = page_of(Grid("职责", [tuple(columns), *(tuple(row) for row in rows)]), columns)
    assert found is not None
    return found


def test_headings_are_found_below_a_title_and_cells_have_names() -> None:
    found = page_of(
        Grid("表", [("清单",), ("", "标 识：", "备注", "职责*"), ("", "ad/a", "", "收款")]), ["标识", "职责"]
    )
    assert found is not None
    assert (found.head, dict(found.columns), found.rows) == (1, {"标识": 1, "职责": 3}, (2,))
    assert (found.place(2, "职责"), found.place(2, "频次"), found.quoted(2)) == (
        "表!D3",
        "表第3行",
        "ad/a｜收款",
    )
    assert list(found.unknown()) == [("备注", 2)]
    assert page_of(Grid("表", [("甲", "乙")]), ["标识", "职责"]) is None
    assert page_of(Grid("表", []), ["标识", "职责"]) is None


def test_a_column_under_another_heading_is_taken_where_it_is_likely() -> None:
    wanted = ["标识", "职责", "频次"]
    given = page_of(Grid("表", [("标识", "职责", "多久"), ("ad/a", "收款", "每日")]), wanted)
    assert given is not None
    found, said = renamed(
        given, wanted, lambda missing, heading, column: (missing, heading, column) == ("频次", "多久", 2)
    )
    assert (found.text(1, "频次"), said) == ("每日", [])
    _, said = renamed(given, wanted, lambda *_: False)
    assert said == ["表!C1：不认识的列“多久”，没有读入；如果它就是“频次”，请把标题改回“频次”再交回来"]


def test_whose_a_row_is() -> None:
    given = page(
        ("ad/a", "", "", "1", "一"),
        ("", "广告公司", "会计员", "", "二"),
        ("", "", "会计员", "", "三"),
        ("x/y", "", "", "", "四"),
        ("", "广告公司", "司机", "1", "五"),
        ("ad/a", "", "会计员", "", "六"),
        ("ad/b", "", "", "", ""),
    )
    found = owned(TABLES[0], given, NAMES, {("广告公司", "司机"): "司机"})
    assert found.rows == {"ad/a": [1], "ad/b": [2, 3, 6], "司机": [5]}
    assert list(found.nobody) == [4]
    assert list(found.doubts) == ["ad/b"]


def test_a_row_that_says_nothing_of_it_belongs_where_it_stands() -> None:
    given = page(
        ("ad/a", "", "", "1", "一"),
        ("", "", "", "", "二"),
        ("", "", "", "", "三"),
        ("ad/a", "", "", "2", "四"),
    )
    assert owned(TABLES[0], given, NAMES, {}).rows == {"ad/a": [1, 2, 3, 4]}
    given = page(("ad/a", "", "", "1", "一"), ("", "", "", "2", "二"), ("ad/b", "", "", "1", "三"))
    assert owned(TABLES[0], given, NAMES, {}).rows == {"ad/a": [1, 2], "ad/b": [3]}
    given = page(("ad/a", "", "", "1", "一"), ("", "", "", "", "二"), ("ad/b", "", "", "1", "三"))
    assert list(owned(TABLES[0], given, NAMES, {}).nobody) == [2]


TWICE = Names(
    [
        Known("ad/a", "ad", "广告公司", "出纳员", []),
        Known("tv/a", "tv", "电视台", "出纳员", []),
        Known("tv/b", "tv", "电视台", "司机", []),
        Known("tv/c", "tv", "电视台", "司机", []),
    ],
    [],
)


@pytest.mark.parametrize(
    "row, said",
    [
        (("", "", "出纳员", "", "一"), "广告公司、电视台都有“出纳员”，请在“单位”一格写上单位"),
        (("ad/x", "", "出纳员", "", "一"), "标识“ad/x”不是这份表里的岗位；广告公司、电视台都有“出纳员”"),
        (("", "电视台", "司机", "", "一"), "电视台有 2 个“司机”，请写上“标识”"),
        (("", "广告公司", "司机", "", "一"), "“广告公司”没有“司机”，有这个岗位的是电视台"),
        (("", "", "厨师", "", "一"), "没有叫“厨师”的岗位"),
        (("", "广告公司", "", "", "一"), "没有写岗位"),
    ],
)
def test_why_a_row_is_nobodys_is_said(row: Sequence[str], said: str) -> None:
    found = owned(TABLES[0], page(row), TWICE, {})
    assert found.nobody[1].startswith(said) or said in found.nobody[1]
    assert found.rows == {}


def test_a_key_nobody_has_is_told_where_the_row_is_read() -> None:
    given = page(("x/y", "电视台", "出纳员", "1", "一"), ("x/y", "", "", "2", "二"))
    found = owned(TABLES[0], given, TWICE, {})
    assert found.rows == {"tv/a": [1, 2]}
    assert [doubt for doubt in found.doubts["tv/a"] if "标识“x/y”" in doubt] == [
        "职责!A2：标识“x/y”不是这份表里的岗位；按“出纳员”读入",
        "职责!A3：标识“x/y”不是这份表里的岗位",
    ]


def test_rows_are_read_against_what_was_written() -> None:
    base: Any = ["一", {"text": "二", "children": ["甲"]}]
    same_rows = page(("", "", "", "2", "二"), ("", "", "", "1", " 一"), ("", "", "", "2.1", "甲"))
    assert Reader(TABLES[0], same_rows, NAMES, "ad").read(same_rows.rows, base) is base
    swapped = page(("", "", "", "1", "二"), ("", "", "", "1.1", "甲"), ("", "", "", "2", "一"))
    read = Reader(TABLES[0], swapped, NAMES, "ad").read(swapped.rows, base)
    assert read == [{"text": "二", "children": [{"text": "甲"}]}, {"text": "一"}]


def test_problems_are_said_in_the_words_of_a_sheet() -> None:
    assert problem_with(Duty, {"text": "甲"}) == ""
    assert problem_with(Duty, {"group": "甲"}) == "缺少内容"
    wrong = problems_with(Authority, {"matter": "甲", "action": "拍板", "limit": {"from": "两万"}})
    assert [one.partition("，")[0] for one in wrong] == ["权限不能是“拍板”", "限额起点（含）写成了“两万”"]


@pytest.mark.parametrize(
    "rows, said",
    [
        ([], "第一行"),
        ([("x", "title")], "第一行"),
        ([head(["titel"])], "别的版本"),
        ([head(["title"]), row_of(Carried("ad/a", {"title": "甲", "code": "1"}, {}))], "不合格式"),
        ([head(["title"]), row_of(Carried("ad/a", {"title": []}, {}))], "不合格式"),
        ([head(["title", "level"]), row_of(Carried("ad/a", {"level": "1"}, {}))], "不合格式"),
        ([head(["title"]), row_of(Carried("a", {"title": "甲"}, {}))], "不合格式"),
        (
            [head(["title", "duties"]), row_of(Carried("ad/a", {"title": "甲", "duties": "乙"}, {}))],
            "不合格式",
        ),
    ],
)
def test_what_was_carried_must_fit_the_model(rows: list[tuple[str, ...]], said: str) -> None:
    width = max(map(len, rows), default=1)
    first, *rest = [(*row, *[""] * (width - len(row))) for row in rows] or [("",)]
    made = workbook([Sheet("底稿", [(text, 9) for text in first], rest)])
    with pytest.raises(Spoilt, match=said):
        origin_of(opened(made))
