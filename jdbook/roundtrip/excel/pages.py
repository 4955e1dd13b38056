"""Pages: a sheet with headings, whose cells are asked for by heading. Columns may have moved, come or gone. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from jdbook.ledger.columns import KEY, TITLE
from jdbook.roundtrip.excel.cells import short
from jdbook.roundtrip.excel.grids import Grid
from jdbook.workbook import column_name

_LOOKED_AT = 10  # rows in which the headings may stand: people put a title above them
_MARKS = re.compile(r"[\s*＊：:]+")


@dataclass(frozen=True)
class Page:
    """A sheet with where its headings stand: columns by heading, and the rows below that hold anything."""

    grid: Grid
    head: int
    columns: Mapping[str, int]
    rows: tuple[int, ...]

    @cached_property
    def order(self) -> Mapping[int, int]:
        """Return the place of every row among those that hold anything."""
        return {row: at for at, row in enumerate(self.rows)}

    def text(self, row: int, heading: str) -> str:
        """Return what a cell shows: one covered by a merged cell shows what that says; "" where there is no such column."""
        column = self.columns.get(heading)
        return "" if column is None else self._shown(row, column)

    def _shown(self, row: int, column: int) -> str:
        cells = self.grid.rows[row]
        if self.grid.merged and (row, column) in self.grid.merged:
            row, column = self.grid.merged[row, column]
            cells = self.grid.rows[row]
        return cells[column] if column < len(cells) else ""

    def covered(self, row: int, heading: str) -> bool:
        """Return whether a cell only shows what a merged one says."""
        return (row, self.columns.get(heading, -1)) in self.grid.merged

    def unreadable(self, row: int, heading: str) -> str:
        """Return why what stands in a cell itself can't be taken for a text, "" where it can."""
        return self.grid.strange.get((row, self.columns.get(heading, -1)), "")

    def place(self, row: int, heading: str = "") -> str:
        """Return how people call a cell, or a row where there is no such column: 岗位!B4."""
        column = self.columns.get(heading)
        if column is None:
            return f"{self.grid.name}第{row + 1}行"
        return f"{self.grid.name}!{column_name(column)}{row + 1}"

    def quoted(self, row: int) -> str:
        """Return what a row says, in short, for a message about it."""
        said = [short(cell) for cell in self.grid.rows[row] if cell.strip()]
        return "｜".join(said[:6])

    def unknown(self) -> Iterator[tuple[str, int]]:
        """Yield the headings nobody expects, with their columns."""
        known = set(self.columns.values())
        for column, cell in enumerate(self.grid.rows[self.head]):
            if column not in known and cell.strip():
                yield cell.strip(), column


def page_of(grid: Grid, expected: Sequence[str]) -> Page | None:
    """Return a sheet by its headings, of which the row with most of them is taken; None where hardly any is there."""
    found = [_columns(row, expected) for row in grid.rows[:_LOOKED_AT]]
    head = max(range(len(found)), key=lambda row: len(found[row]), default=0)
    if not found or not _enough(found[head], expected):
        return None
    rows = tuple(
        row for row in range(head + 1, len(grid.rows)) if any(cell.strip() for cell in grid.rows[row])
    )
    return Page(grid, head, found[head], rows)


def _columns(row: Sequence[str], expected: Sequence[str]) -> dict[str, int]:
    wanted = {_MARKS.sub("", heading): heading for heading in expected}
    columns: dict[str, int] = {}
    for column, cell in enumerate(row):
        if heading := wanted.get(_MARKS.sub("", cell)):
            columns.setdefault(heading, column)
    return columns


def _enough(columns: Mapping[str, int], expected: Sequence[str]) -> bool:
    named = KEY in columns or TITLE in columns or len(columns) > len(expected) // 2
    return named and len(columns) > 1


def renamed(
    page: Page, expected: Sequence[str], likely: Callable[[str, str, int], bool]
) -> tuple[Page, list[str]]:
    """Return the page with columns that go by another heading now, and what is to be said of those that are not found.

    `expected` are the headings that are read back; `likely` says of an expected heading that is missing and an unknown one whether the column is the same.
    """
    columns = dict(page.columns)
    unknown = dict(page.unknown())
    for missing in [heading for heading in expected if heading not in columns]:
        for heading, column in unknown.items():
            if column not in columns.values() and likely(missing, heading, column):
                columns[missing] = column
                break
    found = Page(page.grid, page.head, columns, page.rows)
    lost = [heading for heading in expected if heading not in columns]
    if not lost or not (strange := dict(found.unknown())):
        return found, []
    name, column = next(iter(strange.items()))
    where = f"{page.grid.name}!{column_name(column)}{page.head + 1}"
    return found, [
        f"{where}：不认识的列“{short(name)}”，没有读入；如果它就是“{lost[0]}”，请把标题改回“{lost[0]}”再交回来"
    ]
