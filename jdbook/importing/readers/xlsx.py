"""Excel workbooks of strangers as lines: every cell with its place (岗位!B4), its line breaks kept; nothing is computed.

A sheet is a table with its name as a heading. Size is bounded; what can't be read is None.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from jdbook.importing.document import Cell, Document, Line, bounded
from jdbook.importing.readers.markup import parted
from jdbook.spreadsheet import cell_name

MAX_PARTS, MAX_UNPACKED = 3_000, 100_000_000
MAX_ROWS, MAX_COLUMNS = 1_048_576, 200  # rows: as many as a sheet can have


def read_xlsx(name: str, data: bytes) -> Document | None:
    """Return the lines of an .xlsx file; None for a file that is none, is broken, or would unpack to something huge."""
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
            return None
        values, formulas = (
            load_workbook(io.BytesIO(data), read_only=True, data_only=values, keep_links=False)
            for values in (True, False)
        )
        return Document(name, bounded(_lines(values, formulas)))
    except Exception:  # whatever a reader of strangers' files may raise
        return None


def _lines(values: Any, formulas: Any) -> Iterator[Line]:
    for number, (sheet, other) in enumerate(zip(values.worksheets, formulas.worksheets, strict=True), 1):
        yield Line(sheet.title, f"工作表“{sheet.title}”", heading=1)
        bounds = {"max_row": MAX_ROWS, "max_col": MAX_COLUMNS, "values_only": True}
        rows = zip(sheet.iter_rows(**bounds), other.iter_rows(**bounds), strict=False)
        for row, (shown, written) in enumerate(rows):
            if _holds(shown) or _holds(written):
                yield from _row(sheet.title, number, row, zip(shown, written, strict=False))


def _holds(row: tuple[Any, ...]) -> bool:
    """Return whether anything stands in a row; a format far below makes thousands in which nothing does."""
    return row.count(None) < len(row)


def _row(sheet: str, table: int, row: int, cells: Iterable[tuple[Any, Any]]) -> Iterator[Line]:
    """Yield the lines of what each cell shows; a formula stands aside before what it comes to."""
    for column, (value, written) in enumerate(cells):
        if value is None and written is None:
            continue
        cell, place = Cell(table, row + 1, column + 1, column + 1), f"{sheet}!{cell_name(row, column)}"
        if isinstance(written, str) and written.startswith("="):
            yield Line(written, place, aside=True, cell=cell)
        for text in _text(value).splitlines():
            for piece, is_markup in parted(text):
                if piece.strip():
                    yield Line(piece, place, aside=is_markup, cell=cell)


def _text(value: Any) -> str:
    """Return a value as people see it: dates as 2026-01-31, whole numbers without a point."""
    if value is None:
        return ""
    if hasattr(value, "strftime"):
        return str(value.strftime("%Y-%m-%d"))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return re.sub(r"_x000[dD]_", "", str(value))
