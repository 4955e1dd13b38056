"""Spreadsheets of strangers: read as people see them, bounded, and refused in words that help."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from jdbook.errors import Stop
from jdbook.spreadsheet import MAX_ROWS, Sheet, cell_name, read_sheets


def workbook(path: Path, sheets: dict[str, list[list[Any]]], formats: dict[str, str] | None = None) -> Path:
    """Write an .xlsx with these rows; `formats` gives number formats by cell of the first sheet."""
    book = Workbook(write_only=False)
    del book[book.sheetnames[0]]
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    for cell, number_format in (formats or {}).items():
        book.worksheets[0][cell].number_format = number_format
    book.save(path)
    return path


@pytest.mark.parametrize(
    "row, column, name", [(0, 0, "A1"), (3, 1, "B4"), (0, 25, "Z1"), (9, 26, "AA10"), (0, 701, "ZZ1")]
)
def test_cells_are_called_as_people_call_them(row: int, column: int, name: str) -> None:
    assert cell_name(row, column) == name


def test_every_kind_of_cell_is_read_as_it_is_shown(tmp_path: Path) -> None:
    row = [
        " 张\u3000三 ",
        1001,
        7,
        3.0,
        2.5,
        datetime.fromisoformat("2024-03-05T08:00:00"),
        date(2024, 1, 2),
        True,
        None,
        "a\nb",
    ]
    path = workbook(tmp_path / "名单.xlsx", {"一": [row], "二": [["x"], [None], [None]]}, {"C1": "0000"})
    assert read_sheets(path) == [
        Sheet("一", (("张 三", "1001", "0007", "3", "2.5", "2024-03-05", "2024-01-02", "True", "", "a b"),)),
        Sheet("二", (("x",),)),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_read_in_any_encoding_of_an_office(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "名单.csv"
    path.write_bytes(
        delimiter.join(["姓名", "工号"]).encode(encoding)
        + f"\r\n张三{delimiter}001\r\n".encode(encoding).removeprefix(b"\xff\xfe")
    )
    assert read_sheets(path) == [Sheet("", (("姓名", "工号"), ("张三", "001")))]


def test_formulas_are_not_computed_and_links_are_not_followed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "x.xlsx", {"一": [["=1+1", "=[1]别处!A1", '=WEBSERVICE("http://x")'], ["y"]]})
    assert read_sheets(path)[0].rows == ((), ("y",))


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 250_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content, problem",
    [
        (b"\xd0\xcf\x11\xe0rest", "旧版 .xls 格式"),
        (b"PK\x03\x04broken", "已损坏"),
        (bomb(), "解压后过大"),
        (b"\x00\x01\x02\x80" * 9, "不是 .xlsx 或 .csv 文件"),
        (b'a,"b\n' + b"x" * 200_000, "引号或分隔符"),
        (b"x\n" * (MAX_ROWS + 1), f"超过 {MAX_ROWS} 行"),
    ],
)
def test_what_is_no_roster_is_refused_with_a_way_out(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "名单.xlsx"
    path.write_bytes(content)
    with pytest.raises(Stop, match=problem) as stop:
        read_sheets(path)
    assert "办法：" in str(stop.value)


def test_a_missing_or_huge_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="找不到"):
        read_sheets(tmp_path / "没有.xlsx")
    large = tmp_path / "大.csv"
    with large.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(Stop, match="超过 20 MB"):
        read_sheets(large)


def test_an_entity_bomb_ends_as_a_broken_file(tmp_path: Path) -> None:
    good = workbook(tmp_path / "x.xlsx", {"一": [["甲"]]})
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 1000}">' for n in range(12))
    evil = f'<?xml version="1.0"?><!DOCTYPE w [{entities}]><worksheet><sheetData><row><c t="inlineStr"><is><t>&e11;</t></is></c></row></sheetData></worksheet>'
    out = tmp_path / "evil.xlsx"
    with zipfile.ZipFile(good) as archive, zipfile.ZipFile(out, "w") as copy:
        for info in archive.infolist():
            data = archive.read(info)
            copy.writestr(info, evil if info.filename.endswith("sheet1.xml") else data)
    with pytest.raises(Stop, match="已损坏"):
        read_sheets(out)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_as_text_or_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    for data in (content, b"PK" + content):
        path.write_bytes(data)
        with suppress(Stop):
            assert all(
                isinstance(cell, str) for sheet in read_sheets(path) for row in sheet.rows for cell in row
            )
