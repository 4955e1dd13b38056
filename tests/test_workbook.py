"""Workbooks: what stands in a cell is what was typed, and never a formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as Read
from openpyxl.worksheet.worksheet import Worksheet

from jdbook.workbook import MOST_CHARACTERS, Cell, Sheet, workbook

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("https://example.com")', "\t=1", "=cmd|' /C calc'!A0")


def read(rows: Sequence[Sequence[Cell]], width: int = 1) -> Worksheet:
    columns = [(f"列{number}", 10) for number in range(width)]
    book = load_workbook(io.BytesIO(workbook([Sheet("表", columns, rows)])))
    assert book.sheetnames == ["表"]
    return book["表"]


def cell(value: Cell) -> Read:
    found = read([[value]])["A2"]
    assert isinstance(found, Read)
    return found


def spelled(text: str) -> str:
    """Return a text as XML keeps it: line ends are all the same."""
    return text.replace("\r", " ")


@pytest.mark.parametrize("text", [*hostile.TEXTS, *FORMULAS, "_x0041_", "甲_x000d_乙", " 空格 ", "一\n二"])
def test_a_text_is_what_was_typed(text: str) -> None:
    found = cell(text)
    assert found.data_type == "s"
    assert "_x" in text or found.value == spelled(text)
    assert found.hyperlink is None


@pytest.mark.parametrize("text", FORMULAS)
def test_what_looks_like_a_formula_stays_a_text_when_it_is_edited(text: str) -> None:
    assert cell(text).quotePrefix
    assert not cell("甲" + text).quotePrefix


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_text_makes_a_workbook_that_can_be_read(text: str) -> None:
    assert cell(text).data_type in ("s", "n")


def test_what_excel_would_take_for_another_character_is_kept() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook([Sheet("表", [("列", 9)], [["_x0041_"]])]))) as book:
        assert "_x005F_x0041_" in book.read("xl/sharedStrings.xml").decode()


def test_characters_that_xml_lacks_are_replaced_and_endless_texts_cut() -> None:
    assert cell("甲\x00\x0b\ud800乙").value == "甲\ufffd\ufffd\ufffd乙"
    found = cell("长" * 40_000).value
    assert isinstance(found, str)
    assert (len(found), found[-1]) == (MOST_CHARACTERS, "…")


def test_numbers_are_numbers_and_nothing_is_an_empty_cell() -> None:
    assert (cell(7).value, cell(Decimal("10000.50")).value) == (7, 10000.5)
    assert cell(None).value is None
    assert cell("").value is None


def test_the_heading_stays_in_sight_and_every_column_can_be_filtered() -> None:
    sheet = read([["甲"] * 28, ["乙"] * 28], width=28)
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:AB3"
    with zipfile.ZipFile(io.BytesIO(workbook([Sheet("表", [("列", 9)], [["甲"]])]))) as package:
        assert ">'表'!$A$1:$A$2</definedName>" in package.read("xl/workbook.xml").decode()
    assert sheet["AB1"].value == "列27"
    assert sheet["AB1"].font.b
    assert sheet["AB3"].alignment.wrap_text
    assert sheet.print_title_rows == "$1:$1"


def test_several_sheets_share_their_texts() -> None:
    data = workbook([Sheet(name, [("列", 9)], [["同一句"]]) for name in ("一", "二")])
    assert data.count("同一句".encode()) == 1
    book = load_workbook(io.BytesIO(data))
    assert [sheet["A2"].value for sheet in book.worksheets] == ["同一句", "同一句"]


def test_the_bytes_are_the_same_at_any_time_and_not_compressed() -> None:
    one = workbook([Sheet("表", [("列", 9)], [["甲"]])])
    assert one == workbook([Sheet("表", [("列", 9)], [["甲"]])])
    with zipfile.ZipFile(io.BytesIO(one)) as book:
        infos = book.infolist()
    assert {(info.date_time, info.compress_type, info.create_system) for info in infos} == {
        ((1980, 1, 1, 0, 0, 0), zipfile.ZIP_STORED, 0)
    }
    assert not any("docProps" in info.filename for info in infos)
