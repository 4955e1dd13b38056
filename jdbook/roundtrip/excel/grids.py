"""Grids: an .xlsx file that people and their programs saved, as sheets of texts. Bounded; nothing is computed or fetched.

Pure: bytes in, texts out. Line breaks in a cell stay; dates and numbers read as people wrote them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

# 10,000 positions are 120 MB, not compressed
MAX_BYTES, MAX_UNPACKED, MAX_PARTS = 200_000_000, 400_000_000, 2_000
_SPARE, _TIMES = 10_000_000, 150  # how many times its size a file may unpack to: workbooks do not shrink more
MAX_ROWS, MAX_COLUMNS, MAX_MERGED = 400_000, 200, 200_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ESCAPE = re.compile("_x(00[01][0-9A-Fa-f])_")  # what some programs write for line ends and other controls
_ESCAPED = "x005F_"  # what stands before a text that only looks like such an escape
_DAY, _MINUTES = len("2026-01-31"), len("23:59")
_PADDED = re.compile(r"0+")
_BOOK, _GLANCE = "xl/workbook.xml", 1_000_000
_OLE = b"\xd0\xcf\x11\xe0"
Place = tuple[int, int]  # row and column, from 0


class Unreadable(Exception):
    """The file cannot be read; the message says why and what to do, in Chinese."""


@dataclass(frozen=True)
class Grid:
    """A sheet: its name, its rows from the first as texts, and where the text of a cell covered by a merged one stands."""

    name: str
    rows: list[tuple[str, ...]]
    merged: Mapping[Place, Place] = field(default_factory=dict)


@dataclass(frozen=True)
class Book:
    """The sheets of a file by name, each read when it is asked for."""

    sheets: Mapping[str, Any]
    archive: zipfile.ZipFile

    def grid(self, name: str, rows: int = 0) -> Grid:
        """Return a sheet, or of a stranger its first `rows`; Unreadable where there are too many."""
        sheet = self.sheets[name]
        try:
            sheet.reset_dimensions()
            found = [_texts(row) for row in sheet.iter_rows(max_row=(rows or MAX_ROWS) + 1)]
            while found and not any(found[-1]):
                found.pop()
            merged = _merged(self.archive.read(sheet._worksheet_path), len(found))
        except Exception as error:  # whatever a reader of strangers' files may raise
            raise broken() from error
        if not rows and len(found) > MAX_ROWS:
            raise Unreadable(f"工作表“{name}”超过 {MAX_ROWS} 行。请分成几份。")
        return Grid(name, found, merged)


def broken() -> Unreadable:
    """Return what is said of a file that is damaged or no .xlsx at all."""
    return Unreadable("不是 .xlsx 文件，或已损坏。请在 Excel 或 WPS 里打开，另存为 .xlsx 再试。")


def opened(data: bytes) -> Book:
    """Return the sheets of a file; Unreadable where it is no .xlsx that can be read."""
    from openpyxl import load_workbook

    if data.startswith(_OLE):
        raise Unreadable(
            "是旧版 .xls 格式，或设了打开密码。请在 Excel 或 WPS 里去掉密码，另存为 .xlsx 再试。"
        )
    if len(data) > MAX_BYTES:
        raise Unreadable("文件过大。请分成几份。")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
        if len(infos) > MAX_PARTS or _unpacked(infos) > min(MAX_UNPACKED, _SPARE + _TIMES * len(data)):
            raise Unreadable("解压后过大，不像是岗位清单。请核对文件。")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        return Book({sheet.title: sheet for sheet in book.worksheets}, archive)
    except Unreadable:
        raise
    except Exception as error:  # whatever a reader of strangers' files may raise
        raise broken() from error


def _unpacked(infos: Iterable[zipfile.ZipInfo]) -> int:
    return sum(info.file_size for info in infos)


def names_a_sheet(data: bytes, name: str) -> bool:
    """Return whether a file is a workbook that has a sheet of that name, at a glance."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(_BOOK) as part:
            return f'"{name}"'.encode() in part.read(_GLANCE)
    except Exception:  # whatever a stranger's file may raise
        return False


def _texts(row: tuple[Any, ...]) -> tuple[str, ...]:
    """Return the cells of a row up to the last one with content."""
    cells = [_text(cell) for cell in row[:MAX_COLUMNS]]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(cell: Any) -> str:
    value = cell.value
    if type(value) is str:
        return _unescaped(value) if "_x" in value or "\r" in value else value
    if value is None:
        return ""
    if isinstance(value, date):
        minutes = value.isoformat().partition("T")[2][:_MINUTES].replace("00:00", "")
        return f"{value.isoformat()[:_DAY]} {minutes}".rstrip()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    if type(value) is int and _PADDED.fullmatch(str(cell.number_format)):
        return str(value).zfill(len(cell.number_format))
    return str(value)


def _unescaped(text: str) -> str:
    plain = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace(_ESCAPED, "")
    return plain.replace("\r\n", "\n").replace("\r", "\n")


def _merged(part: bytes, rows: int) -> dict[Place, Place]:
    """Return for every covered cell of merged ones the cell whose text it shows."""
    covered: dict[Place, Place] = {}
    for match in _MERGED.finditer(part):
        left, right = _column(match[1]), min(_column(match[3]), MAX_COLUMNS - 1)
        top, bottom = int(match[2]) - 1, min(int(match[4]), rows) - 1
        for place in _covered(top, bottom, left, right):
            if len(covered) >= MAX_MERGED:
                return covered
            covered[place] = top, left
    return covered


def _covered(top: int, bottom: int, left: int, right: int) -> Iterator[Place]:
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left):
                yield row, column


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number - 1
