"""Grids: an .xlsx file that people and their programs saved, as sheets of texts. Bounded; nothing is computed or fetched.

Pure: bytes in, texts out. Line breaks in a cell stay; dates and numbers read as people wrote them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

# 10,000 positions are 120 MB, not compressed
MAX_BYTES, MAX_UNPACKED, MAX_PARTS = 200_000_000, 400_000_000, 2_000
_SPARE, _TIMES = 10_000_000, 150  # how many times its size a file may unpack to: workbooks do not shrink more
MAX_ROWS, MAX_COLUMNS, MAX_MERGED = 400_000, 200, 200_000
MAX_LAST = 10_000_000  # more than any sheet has
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_ESCAPE = re.compile("_x(00[01][0-9A-Fa-f])_")  # what some programs write for line ends and other controls
_ESCAPED = "x005F_"  # what stands before a text that only looks like such an escape
_DAY, _MINUTES = len("2026-01-31"), len("23:59")
_PADDED = re.compile(r"0+")
_BOOK, _GLANCE = "xl/workbook.xml", 1_000_000
_FORMULA = re.compile(
    rb'<(?:\w{1,9}:)?c\s(?:[^<>]{0,200}?\s)?r="([A-Z]{1,3})(\d{1,7})"[^<>]{0,200}(?<!/)>\s{0,9}<(?:\w{1,9}:)?f[\s/>]'
)
_LAST = (b"</v>", b":v>", b"</is>", b":is>", b"</f>", b":f>", b"<f ")  # where something in a cell ends
_ROW = re.compile(rb'<(?:\w{1,9}:)?row\s(?:[^<>]{0,500}?\s)?r="(\d{1,7})"')
_OPEN = "=…"  # stands for a formula that no program has worked out
_STRANGE = {
    "e": "是错误值 {}，没有读入；请改成文字再交回来",
    "b": "是逻辑值 {}，没有读入；请先把格子设成文本格式，再写上文字",
}
_NOT_WORKED_OUT = "是公式，里面没有存下算出的结果，没有读入；请直接写上文字，或者打开表格存一次盘再交回来"
_OLE = b"\xd0\xcf\x11\xe0"
Place = tuple[int, int]  # row and column, from 0


class Unreadable(Exception):
    """The file cannot be read; the message says why and what to do, in Chinese."""


@dataclass(frozen=True)
class Grid:
    """A sheet: its name, its rows from the first as texts, and where the text of a cell covered by a merged one stands.

    `strange` are the cells that hold no text anybody wrote (errors, formulas, truth values), and what is to be said of each.
    """

    name: str
    rows: list[tuple[str, ...]]
    merged: Mapping[Place, Place] = field(default_factory=dict)
    strange: Mapping[Place, str] = field(default_factory=dict)


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
            part = self.archive.read(sheet._worksheet_path)
            last = _last_row(part)
            cells = sheet.iter_rows(max_row=max(min((rows or MAX_ROWS) + 1, last), 1))
            found, strange = _read(cells, _formulas(part))
            merged = _merged(part, len(found))
        except Exception as error:  # whatever a reader of strangers' files may raise
            raise broken() from error
        if not rows and max(len(found), last if last < MAX_LAST else 0) > MAX_ROWS:
            raise Unreadable(f"工作表“{name}”超过 {MAX_ROWS} 行。请分成几份。")
        return Grid(name, found, merged, strange)


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


def _read(
    rows: Iterable[tuple[Any, ...]], formulas: Mapping[int, Sequence[int]]
) -> tuple[list[tuple[str, ...]], dict[Place, str]]:
    """Return the rows as texts up to the last one with content, and the cells that hold no text."""
    found: list[tuple[str, ...]] = []
    strange: dict[Place, str] = {}
    for number, row in enumerate(rows):
        cells = [_text(cell) for cell in row[:MAX_COLUMNS]]
        for column, cell in enumerate(row[:MAX_COLUMNS]):
            if said := _STRANGE.get(cell.data_type):
                strange[number, column] = said.format(cells[column])
        for column in formulas.get(number, ()):
            if column < len(cells) and not cells[column]:
                cells[column], strange[number, column] = _OPEN, _NOT_WORKED_OUT
        found.append(_trimmed(cells))
    while found and not any(found[-1]):
        found.pop()
    return found, strange


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    """Return the cells of a row up to the last one with content."""
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _last_row(part: bytes) -> int:
    """Return the number of the last row that holds anything, not only a format; MAX_LAST where it is not told."""
    end = max(part.rfind(mark, 0, part.rfind(b"sheetData>")) for mark in _LAST)
    if end < 0:
        return 0
    start = max(part.rfind(mark, 0, end) for mark in (b"<row ", b":row "))
    match = _ROW.match(part, part.rfind(b"<", 0, start + 1)) if start >= 0 else None
    return int(match[1]) if match else MAX_LAST


def _formulas(part: bytes) -> dict[int, list[int]]:
    """Return the columns of the cells with formulas, by row."""
    found: dict[int, list[int]] = {}
    for match in _FORMULA.finditer(part):
        found.setdefault(int(match[2]) - 1, []).append(_column(match[1]))
    return found


def _text(cell: Any) -> str:
    value = cell.value
    if type(value) is str:
        return _unescaped(value) if "_x" in value or "\r" in value else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    return _dated(value) if isinstance(value, date) else _number(cell)


def _dated(value: date) -> str:
    minutes = value.isoformat().partition("T")[2][:_MINUTES].replace("00:00", "")
    return f"{value.isoformat()[:_DAY]} {minutes}".rstrip()


def _number(cell: Any) -> str:
    value = cell.value
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
