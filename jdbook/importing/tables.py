"""Tables: what each cell is: a heading, a label, a number, a value, or the position that its row is about. Pure.

Two kinds of table are told apart row by row: forms, in which labels stand left of what they name, and lists, in which a
row of headings names the columns below it. A list with a column of titles has a position in each row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from jdbook.importing import columns
from jdbook.importing.document import Line, Part, Role
from jdbook.importing.openfield import FACTS
from jdbook.importing.titles import is_post, title_in

_FIGURE = re.compile(r"\s*[0-9]{1,3}[.、]?\s*")
_ACTION = 4  # letters of what says how far a power goes: 审核
_FIELDS = frozenset(
    {"duties", "authority", "responsibilities", "superior", "assessment"}
)  # that have tables of their own
_MANY = 3  # headings, that need not be known to be some


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell that is not empty: its column in the grid, which cell of its row it is, and its lines by their places."""

    column: int
    order: int
    places: Sequence[int]
    texts: Sequence[str]

    @property
    def text(self) -> str:
        return "".join(self.texts)


_Row = list[_Cell]
_Roles = Iterator[tuple[_Cell, Role]]


def understood(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with the roles of those that stand in tables."""
    found = list(lines)
    for rows in _tables(lines):
        for cell, role in _Table(rows).roles():
            for place in cell.places:
                found[place] = replace(lines[place], role=role)
    return found


def _tables(lines: Sequence[Line]) -> Iterator[list[_Row]]:
    """Yield the tables as rows of cells."""
    tables: dict[int, dict[int, dict[tuple[int, int], list[int]]]] = {}
    for place, line in enumerate(lines):
        if line.cell and not line.aside:
            table, row, *cell = line.cell
            cells = tables.setdefault(table, {}).setdefault(row, {})
            cells.setdefault((cell[0], cell[1]), []).append(place)
    for rows in tables.values():
        yield [
            [
                _Cell(column, order, places, [lines[place].text for place in places])
                for (column, order), places in row.items()
            ]
            for row in rows.values()
        ]


class _Table:
    """One table, gone through row by row; `named` says what the columns are up to the row `until`."""

    def __init__(self, rows: list[_Row]) -> None:
        self.rows = rows
        self.labelling = {
            cell.column
            for row in rows
            if len(row) > 1
            for cell in row
            if columns.declared(cell.text) is not None
        }
        self.named: Mapping[int, Role] = self._without_headings()
        self.until = len(rows)

    def roles(self) -> _Roles:
        """Yield the cells whose role can be told."""
        for number, row in enumerate(self.rows):
            if (headings := self._headings(number)) is not None:
                yield from self._headed(number, headings)
            elif self._is_listed(number):
                yield from self._listed(row)
            elif len(row) == 1 and self._is_list_of_positions and row[0].order == 1:
                yield row[0], Role(Part.ASIDE)
            elif len(row) == 1 and self._is_part(row[0]):
                yield row[0], Role(Part.SUBLABEL)
            elif len(row) > 1 or row[0].order > 1:
                yield from self._form(row)

    def _is_part(self, cell: _Cell) -> bool:
        """Return whether a cell without any beside it stands below others that name what is beside them."""
        beside = sum(
            other.column == cell.column and columns.is_heading(other.text)
            for row in self.rows
            for other in row[:-1]
        )
        is_named = columns.declared(cell.text) is not None or title_in(cell.text) is not None
        return beside > len(self.rows) / 2 and columns.is_heading(cell.text) and not is_named

    @property
    def _is_list_of_positions(self) -> bool:
        return any(role.part is Part.TITLE for role in self.named.values())

    def _is_listed(self, number: int) -> bool:
        """Return whether a row belongs to the columns that are named: a label of its own, or another shape, ends them."""
        row = self.rows[number]
        is_list = self._is_list_of_positions
        is_alone = len(row) == 1 and row[0].order == 1 and len(self.named) > 1
        is_labelled = columns.declared(row[0].text) is not None and not is_list
        if number >= self.until or is_labelled or (is_alone and not is_list):
            self.named = {}
        return bool(self.named) and not is_alone

    # Lists

    def _headings(self, number: int) -> _Row | None:
        """Return the cells of a row that head the columns below it, if it is a row of headings; its first may head a group."""
        row, below = self.rows[number], self.rows[number + 1] if number + 1 < len(self.rows) else []
        if not below or len(row) < 2:
            return None
        if row[0].order == 1 and below[0].order > 1 and self._is_group(number):
            return row[1:]
        consecutive = [cell.order for cell in row] == [row[0].order + place for place in range(len(row))]
        if not consecutive or not all(columns.is_heading(cell.text) for cell in row):
            return None
        known = all(columns.of_heading(cell.text) for cell in row)
        return row if known or self._is_set_apart(number) else None

    def _is_group(self, number: int) -> bool:
        """Return whether two rows beside a merged cell are headings and what stands below them."""
        row, below, after = self.rows[number][1:], self.rows[number + 1], self.rows[number + 2 : number + 3]
        same = [cell.column for cell in row] == [cell.column for cell in below]
        ends = not after or after[0][0].order == 1
        headed = all(columns.is_heading(cell.text) for cell in row)
        return same and ends and headed and len(row) > 1 and not columns.names_quality(below[0].text)

    def _headed(self, number: int, headings: _Row) -> _Roles:
        """Yield the roles of a row of headings, and note what they say of the rows below."""
        group = self.rows[number][: -len(headings)]
        yield from self._form([*group, headings[0]]) if group else ()
        yield from ((cell, Role(Part.HEAD)) for cell in headings)
        self.until = len(self.rows)
        self.named = self._columns(number, headings)

    def _is_set_apart(self, number: int) -> bool:
        """Return whether a row whose cells are not all known is one of headings: several, and the next has the same columns."""
        row, below = self.rows[number], self.rows[number + 1]
        same = [cell.column for cell in row] == [cell.column for cell in below]
        forms = any(columns.declared(cell.text) is not None for cell in (row[0], below[0]))
        if columns.of_heading(row[0].text) == Role(Part.NUMBER) or self._is_list(row):
            return True
        return len(row) >= _MANY and same and not forms

    def _is_list(self, row: _Row) -> bool:
        """Return whether a row heads a list of positions: one of its columns is that of titles, another that of a field."""
        found = [columns.of_heading(cell.text) for cell in row]
        keys = {role.key for role in found if role and role.key}
        return "title" in keys and len(keys) >= _MANY

    def _columns(self, number: int, row: _Row) -> dict[int, Role]:
        """Return what the columns are below a row of headings."""
        keys = {role.key for cell in row if (role := columns.of_heading(cell.text))}
        if "title" not in keys and not keys & _FIELDS:
            return self._plain_columns(number, row)
        lists_duties = "duties" in keys and "title" not in keys
        named = {
            cell.column: columns.of_heading(cell.text, lists_duties=lists_duties) or Role(Part.ASIDE)
            for cell in row
        }
        return (
            {column: self._power(number, column, role) for column, role in named.items()}
            if lists_duties
            else named
        )

    def _power(self, number: int, column: int, role: Role) -> Role:
        """Return the role of a column beside duties: one that only says how far a power goes is none of authority."""
        below = [cell for row in self.rows[number + 1 :] for cell in row if cell.column == column]
        is_action = all(len(text.strip()) <= _ACTION for cell in below for text in cell.texts)
        return Role(Part.ASIDE) if role.key == "authority" and is_action else role

    def _plain_columns(self, number: int, row: _Row) -> dict[int, Role]:
        """Return the roles in a table about the field that is open: of one row by their headings, of more joined row by row."""
        if len(row) == 2 and all(_is_generic(cell.text) for cell in row):
            return {}
        shape = [cell.column for cell in row]
        same = [*takewhile(lambda other: [cell.column for cell in other] == shape, self.rows[number + 1 :])]
        self.until = number + 1 + len(same)
        if len(same) == 1 and not all(_is_plain(cell.text) for cell in row):
            return {cell.column: Role(Part.VALUE, under=columns.bare(cell.text)) for cell in row}
        first, *others = row
        return {first.column: Role(Part.SUBLABEL)} | {cell.column: Role(Part.VALUE) for cell in others}

    def _without_headings(self) -> dict[int, Role]:
        """Return what the columns are of a list of positions that has no headings: posts, their superiors, long texts."""
        full = [row for row in self.rows if len(row) >= _MANY]
        titled = [row for row in full if row[0].column == 1]
        if self.labelling or not titled or not all(_is_name(row[0].text) for row in titled):
            return {}
        if not all(is_post(row[1].text) for row in titled):
            return {}
        named = {1: Role(Part.TITLE, "title"), titled[0][1].column: Role(Part.VALUE, "superior")}
        return named | {cell.column: self._said(cell) for cell in titled[0][2:]}

    def _said(self, cell: _Cell) -> Role:
        return Role(Part.VALUE, "qualifications" if re.search("学历|经验|以上", cell.text) else "duties")

    def _listed(self, row: _Row) -> _Roles:
        title = next((cell.column for cell in row if self._role(cell).part is Part.TITLE), 0)
        for cell in row:
            role = self._role(cell)
            is_ahead = cell.column < title and role.part is Part.VALUE and role.key in FACTS
            yield cell, role._replace(part=Part.AHEAD) if is_ahead else role

    def _role(self, cell: _Cell) -> Role:
        role = self.named.get(cell.column, Role(Part.ASIDE))
        is_no_number = role.part is Part.NUMBER and not _FIGURE.fullmatch(cell.texts[0])
        return Role(Part.ASIDE) if is_no_number else role

    # Forms

    def _form(self, row: _Row) -> _Roles:
        """Yield the roles in a row of labels and what they name."""
        labelled = False
        for number, cell in enumerate(row):
            beside = number + 1 < len(row)
            if beside and not labelled and _FIGURE.fullmatch(cell.text):
                yield cell, Role(Part.NUMBER)
            elif self._is_label(cell, beside=beside):
                yield cell, Role(Part.LABEL, columns.declared(cell.text) or columns.spoken_of(cell.text))
                labelled = True
            elif self._is_sublabel(row, number):
                is_sibling = number > 0 and number % 2 == 0 and columns.declared(row[0].text) is not None
                yield cell, Role(Part.LABEL) if is_sibling else Role(Part.SUBLABEL)
                labelled = True
            elif labelled or cell.order > 1:
                yield cell, Role(Part.VALUE)

    def _is_label(self, cell: _Cell, *, beside: bool) -> bool:
        if columns.declared(cell.text) is not None:
            return True
        is_known = columns.spoken_of(cell.text) not in ("", "qualifications")
        return (
            columns.is_heading(cell.text)
            and is_known
            and (beside or cell.text.rstrip().endswith(("：", ":")))
        )

    def _is_sublabel(self, row: _Row, number: int) -> bool:
        """Return whether a cell names a part of a field, or something that no field is for, and is not itself said of it."""
        cell, before = row[number], row[number - 1] if number else None
        if not columns.is_heading(cell.text):
            return False
        if cell.column in self.labelling and number % 2 == 0:
            return True
        if number + 1 == len(row):
            return False
        is_fact = columns.declared(row[0].text) in FACTS
        if before is None or (number == 1 and len(row) == _MANY and before.order == 1 and not is_fact):
            return True
        in_pairs = number % 2 == 0 and len(row) % 2 == 0
        return in_pairs and (columns.declared(row[0].text) is not None or not columns.is_heading(before.text))


def _is_plain(text: str) -> bool:
    role = columns.of_heading(text)
    return role is not None and not role.key and not role.under


_GENERIC = re.compile("项目|内容|具体内容|说明")


def _is_generic(text: str) -> bool:
    """Return whether a heading says no more than that there is a label or a text below it."""
    return _GENERIC.fullmatch(columns.bare(text)) is not None


def _is_name(text: str) -> bool:
    return is_post(text) and columns.is_heading(text)
