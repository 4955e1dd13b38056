"""Tables: what each cell is: a heading, a label, a number, a value, or the position that its row is about. Pure.

Two kinds of table are told apart row by row: forms, in which labels stand left of what they name, and lists, in which a
row of headings names the columns below it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jdbook.importing import columns
from jdbook.importing.document import Line, Part, Role
from jdbook.importing.forms import form_roles
from jdbook.importing.grid import GridCell, Roles, Row, tables
from jdbook.importing.listing import Listing
from jdbook.importing.titles import title_in


def understood(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the roles of those that stand in tables."""
    found = list(lines)
    for rows in tables(lines):
        for cell, role in _roles(rows):
            for place in cell.places:
                found[place] = replace(lines[place], role=role)
    return found


def _roles(rows: list[Row]) -> Roles:
    """Yield the cells of a table whose role can be told."""
    labelling = {
        cell.column for row in rows if len(row) > 1 for cell in row if columns.declared(cell.text) is not None
    }
    listing = Listing(rows, has_labels=bool(labelling))
    for number, row in enumerate(rows):
        if (headings := listing.headings(number)) is not None:
            yield from listing.head(number, headings)
        elif listing.covers(number):
            yield from listing.roles(row)
        elif len(row) == 1 and listing.is_of_positions and row[0].order == 1:
            yield row[0], listing.alone(row[0])
        elif len(row) == 1 and _is_part(row[0], rows):
            yield row[0], Role(Part.SUBLABEL)
        elif len(row) > 1 or row[0].order > 1:
            yield from form_roles(row, labelling)


def _is_part(cell: GridCell, rows: list[Row]) -> bool:
    """Return whether a cell without any beside it stands below others that name what is beside them."""
    beside = sum(
        other.column == cell.column and columns.is_heading(other.text) for row in rows for other in row[:-1]
    )
    is_named = columns.declared(cell.text) is not None or title_in(cell.text) is not None
    return beside > len(rows) / 2 and columns.is_heading(cell.text) and not is_named
