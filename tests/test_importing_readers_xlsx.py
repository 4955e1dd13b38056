"""Excel workbooks of strangers: what people see in the cells, and nothing that harms."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from jdbook.importing.document import Cell, Line
from jdbook.importing.readers import xlsx
from jdbook.importing.readers.xlsx import read_xlsx

CASES = Path(__file__).parent / "imports"


def saved(rows: list[list[object]], title: str = "岗位") -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def test_cells_have_places_and_keep_their_line_breaks() -> None:
    document = read_xlsx("x.xlsx", saved([["职责", "1、收款\n2、付款<br>3、对账"], [None, 7.0]]))
    assert document is not None
    second, place = Cell(1, 1, 2, 2), "岗位!B1"
    assert list(document.lines) == [
        Line("岗位", "工作表“岗位”", heading=1),
        Line("职责", "岗位!A1", cell=Cell(1, 1, 1, 1)),
        Line("1、收款", place, cell=second),
        Line("2、付款", place, cell=second),
        Line("<br>", place, aside=True, cell=second),
        Line("3、对账", place, cell=second),
        Line("7", "岗位!B2", cell=Cell(1, 2, 2, 2)),
    ]


def test_dates_are_as_people_see_them_and_formulas_stand_aside() -> None:
    document = read_xlsx("x.xlsx", saved([[date(2026, 1, 31), "=1+1"]]))
    assert document is not None
    assert [(line.text, line.aside) for line in document.lines[1:]] == [("2026-01-31", False), ("=1+1", True)]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", "岗位职责".encode()])
def test_another_file_is_none(data: bytes) -> None:
    assert read_xlsx("x.xlsx", data) is None


def test_a_file_cut_off_is_none() -> None:
    whole = (CASES / "26-chemical-plant-list.xlsx").read_bytes()
    assert read_xlsx("x.xlsx", whole[: len(whole) // 2]) is None


def test_a_crowd_of_parts_is_none() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(xlsx.MAX_PARTS + 1):
            archive.writestr(f"xl/{number}.xml", "")
    assert read_xlsx("x.xlsx", made.getvalue()) is None


def test_formats_far_below_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["职责"])
    sheet["B9"] = "收款"
    sheet["C1048576"].number_format = "0.00"
    data = io.BytesIO()
    book.save(data)
    seen: list[int] = []
    read = xlsx._row

    def watched(sheet: str, table: int, row: int, cells: Iterable[tuple[Any, Any]]) -> Iterator[Line]:
        seen.append(row)
        yield from read(sheet, table, row, cells)

    monkeypatch.setattr(xlsx, "_row", watched)
    document = read_xlsx("x.xlsx", data.getvalue())
    assert document is not None
    assert [line.place for line in document.lines] == ["工作表“Sheet”", "Sheet!A1", "Sheet!B9"]
    assert seen == [0, 8]
