"""Spreadsheets: .xlsx and .csv files from anybody, as sheets of plain texts. The rim; nothing in them is computed or fetched.

Bounded in size, rows and columns; what can't be read is a Stop that says what to do.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from jdbook.encodings import decoded
from jdbook.errors import Stop, from_os

_FIRST_LINES = 5
MAX_BYTES, MAX_UNPACKED, MAX_PARTS = 20_000_000, 200_000_000, 2_000
MAX_ROWS, MAX_COLUMNS = 20_000, 60
_OLE, _ZIP = b"\xd0\xcf\x11\xe0", b"PK"
_BLANKS = re.compile(r"[\s\u200b\ufeff]+")
_PADDED = re.compile(r"0+")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name ("" in a .csv), and its rows from the first; every cell is a text without blanks around it."""

    name: str
    rows: tuple[tuple[str, ...], ...]


def cell_name(row: int, column: int) -> str:
    """Return how people call the cell in a row and column counted from 0: B4."""
    letters = ""
    column += 1
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{letters}{row + 1}"


def read_sheets(path: Path) -> list[Sheet]:
    """Return the sheets of a file; Stop where it is no spreadsheet we can read."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _unreadable(path, "文件超过 20 MB", "只留下人员名单，另存一份")
        data = path.read_bytes()
    except FileNotFoundError:
        raise Stop(f"找不到 {path}。\n  核对文件名和文件夹；文件名里有空格时加引号。") from None
    except OSError as error:
        raise from_os(error, f"读取 {path.name}") from error
    if data.startswith(_OLE):
        raise _unreadable(
            path, "是旧版 .xls 格式，或设了打开密码", "在 Excel 或 WPS 里去掉密码，另存为 .xlsx"
        )
    return list(_workbook(path, data)) if data.startswith(_ZIP) else [Sheet("", _csv(path, data))]


def _unreadable(path: Path, problem: str, remedy: str) -> Stop:
    return Stop(f"名单读不出来：{path}\n  原因：{problem}\n  办法：{remedy}")


def _workbook(path: Path, data: bytes) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    broken = _unreadable(path, "不是 .xlsx 文件，或已损坏", "在 Excel 或 WPS 里打开，另存为 .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise _unreadable(path, "解压后过大", "只留下人员名单，另存一份")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            rows = sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS)
            yield Sheet(sheet.title, _bounded(path, [_trimmed(map(_text, row)) for row in rows]))
    except Stop:
        raise
    except Exception as error:  # whatever a reader of strangers' files may raise
        raise broken from error


def _bounded(path: Path, rows: list[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
    """Return the rows up to the last one with content; Stop where there are too many."""
    while rows and not any(rows[-1]):
        rows.pop()
    if len(rows) > MAX_ROWS:
        raise _unreadable(path, f"超过 {MAX_ROWS} 行", "分成几份名单")
    return tuple(rows)


def _text(cell: Any) -> str:
    """Return a cell as people see it: dates as 2026-01-31, whole numbers without a point, zeros in front where shown."""
    value = cell.value
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value)
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and _PADDED.fullmatch(str(cell.number_format)):
        return str(value).zfill(len(cell.number_format))
    return _plain(str(value))


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _csv(path: Path, data: bytes) -> tuple[tuple[str, ...], ...]:
    text = decoded(data)
    if text is None or "\0" in text:
        raise _unreadable(path, "不是 .xlsx 或 .csv 文件", "在 Excel 或 WPS 里打开名单，另存为 .xlsx")
    beginning = "\n".join(text.splitlines()[:_FIRST_LINES])  # a title may stand above the headings
    delimiter = max(",\t;", key=beginning.count)
    try:
        rows = [_trimmed(map(_plain, row)) for row in csv.reader(io.StringIO(text), delimiter=delimiter)]
    except csv.Error as error:
        raise _unreadable(path, "引号或分隔符不成对", "在 Excel 或 WPS 里打开名单，另存为 .xlsx") from error
    return _bounded(path, rows)


def _trimmed(row: Iterable[str]) -> tuple[str, ...]:
    """Return the cells of a row up to the last one with content."""
    cells = list(islice(row, MAX_COLUMNS))
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)
