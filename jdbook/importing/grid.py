"""Grid: a table as rows of cells that are not empty, each with its lines. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jdbook.importing.document import Line, Role


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell that is not empty: its column in the grid, which cell of its row it is, and its lines by their places."""

    column: int
    order: int
    places: Sequence[int]
    texts: Sequence[str]

    @property
    def text(self) -> str:
        return "".join(self.texts)


Row = list[GridCell]
Roles = Iterator[tuple[GridCell, Role]]


def tables(lines: Sequence[Line]) -> Iterator[list[Row]]:
    """Yield the tables as rows of cells."""
    found: dict[int, dict[int, dict[tuple[int, int], list[int]]]] = {}
    for place, line in enumerate(lines):
        if line.cell and not line.aside:
            table, row, *cell = line.cell
            cells = found.setdefault(table, {}).setdefault(row, {})
            cells.setdefault((cell[0], cell[1]), []).append(place)
    for rows in found.values():
        yield [
            [
                GridCell(column, order, places, [lines[place].text for place in places])
                for (column, order), places in row.items()
            ]
            for row in rows.values()
        ]


def shape(row: Row) -> list[int]:
    """Return the columns of a row's cells."""
    return [cell.column for cell in row]
