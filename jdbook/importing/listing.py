"""Listing: tables in which a row of headings names the columns below it; with a column of titles, a position in each row. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile

from jdbook.importing import columns
from jdbook.importing.document import Part, Role
from jdbook.importing.forms import FIGURE
from jdbook.importing.grid import GridCell, Roles, Row, shape
from jdbook.importing.openfield import FACTS
from jdbook.importing.phrases import is_department
from jdbook.importing.titles import is_post, title_in

_ACTION = 4  # letters of what says how far a power goes: 审核
_FIELDS = frozenset(
    {"duties", "authority", "responsibilities", "superior", "assessment"}
)  # that have tables of their own
_NAME = 20  # letters
_MANY = 3  # headings, that need not be known to be some
_MOSTLY = 0.6
_GENERIC = re.compile("项目?|内容|具体内容|说明|条目|值")
_MARK_ALONE = re.compile(
    r"\s*(?:[0-9]{1,3}[.、]?|[Ⅰ-Ⅻ]|[①-⑳]|[一二三四五六七八九十]{1,2}[、.]?|[A-Za-z][.)]?)\s*"
)


class Listing:
    """What the columns of a table are, from row to row: `named` holds up to the row `until`."""

    def __init__(self, rows: list[Row], *, has_labels: bool) -> None:
        self.rows = rows
        self.named: Mapping[int, Role] = {} if has_labels else self._without_headings()
        self.until = len(rows)
        self.headed = -1  # the row of headings that was read last

    @property
    def is_of_positions(self) -> bool:
        """Return whether each row is about a position."""
        return any(role.part is Part.TITLE for role in self.named.values())

    def covers(self, number: int) -> bool:
        """Return whether a row belongs to the columns that are named: a label of its own, or another shape, ends them."""
        row = self.rows[number]
        is_list = self.is_of_positions
        is_alone = len(row) == 1 and row[0].order == 1 and len(self.named) > 1
        is_labelled = columns.declared(row[0].text) is not None and not is_list
        is_label_alone = is_alone and columns.declared(row[0].text) not in (None, "title")
        if number >= self.until or is_labelled or is_label_alone or (is_alone and not is_list):
            self.named = {}
        return bool(self.named) and not is_alone

    def headings(self, number: int) -> Row | None:
        """Return the cells of a row that head the columns below it, if it is a row of headings; its first may head a group."""
        row, below = self.rows[number], self.rows[number + 1] if number + 1 < len(self.rows) else []
        if not below or len(row) < 2:
            return None
        if row[0].order == 1 and below[0].order > 1 and (self._is_group(number) or _are_columns(row[1:])):
            return row[1:]
        if not all(columns.is_heading(cell.text) and not columns.says_how_much(cell.text) for cell in row):
            return None
        if self._is_list(row) or self._is_second(number):
            return row
        if [cell.order for cell in row] != [row[0].order + place for place in range(len(row))]:
            return None
        known = all(columns.of_heading(cell.text) for cell in row)
        return row if known or self._is_set_apart(number) else None

    def _is_second(self, number: int) -> bool:
        """Return whether a row stands below one of headings, and names parts of what one of them names."""
        row = self.rows[number]
        is_below = self.is_of_positions and number == self.headed + 1 and row[0].order > 1
        return is_below and any(columns.of_heading(cell.text) for cell in row)

    def _part_of_heading(self, cell: GridCell) -> Role:
        """Return what the cells are below a part of a heading: by its own words, or by those of the heading above it."""
        left = [column for column in self.named if column <= cell.column]
        above = self.named[max(left)] if left else Role(Part.ASIDE)
        part = above._replace(under=columns.bare(cell.text)) if above.key == "qualifications" else None
        own = columns.of_heading(cell.text)
        if own == Role(Part.VALUE) and above.key:  # 内容 below 岗位职责
            return above
        return own or part or Role(Part.ASIDE)

    def _is_group(self, number: int) -> bool:
        """Return whether two rows beside a merged cell are headings and what stands below them."""
        row, below, after = self.rows[number][1:], self.rows[number + 1], self.rows[number + 2 : number + 3]
        same = shape(row) == shape(below)
        ends = not after or after[0][0].order == 1
        headed = all(columns.is_heading(cell.text) and not columns.says_how_much(cell.text) for cell in row)
        return same and ends and headed and len(row) > 1 and not columns.names_quality(below[0].text)

    def head(self, number: int, headings: Row) -> Roles:
        """Yield the roles of a row of headings, and note what they say of the rows below."""
        for group in self.rows[number][: -len(headings)]:
            key = columns.declared(group.text) or columns.spoken_of(group.text)
            yield group, Role(Part.LABEL, key) if key else Role(Part.SUBLABEL)
        yield from ((cell, Role(Part.HEAD)) for cell in headings)
        if self.is_of_positions and number == self.headed + 1:  # parts of a heading above
            self.named = {**self.named, **{cell.column: self._part_of_heading(cell) for cell in headings}}
        else:
            self.until = len(self.rows)
            self.named = self._columns(number, headings)
        self.headed = number

    def _is_set_apart(self, number: int) -> bool:
        """Return whether a row whose cells are not all known is one of headings: several, and the next has the same columns."""
        row, below = self.rows[number], self.rows[number + 1]
        same = shape(row) == shape(below)
        forms = any(columns.declared(cell.text) is not None for cell in (row[0], below[0]))
        if columns.of_heading(row[0].text) == Role(Part.NUMBER) or self._is_list(row):
            return True
        return len(row) >= _MANY and same and not forms

    def _is_list(self, row: Row) -> bool:
        """Return whether a row heads a list of positions: one of its columns is that of titles, another that of a field."""
        found = [columns.of_heading(cell.text) for cell in row]
        keys = {role.key for role in found if role and role.key}
        has_value = any(
            is_post(cell.text) and (not role or role.key == "assessment")  # 绩效考核主管 is a post
            for role, cell in zip(found, row, strict=True)
        )
        return "title" in keys and len(keys) >= _MANY and not has_value

    def _columns(self, number: int, row: Row) -> dict[int, Role]:
        """Return what the columns are below a row of headings."""
        keys = {role.key for cell in row if (role := columns.of_heading(cell.text))}
        if "title" not in keys and not keys & _FIELDS:
            return self._plain_columns(number, row)
        lists_duties = "duties" in keys and "title" not in keys
        named = {
            cell.column: columns.of_heading(cell.text, lists_duties=lists_duties) or Role(Part.ASIDE)
            for cell in row
        }
        if "title" in keys:  # what has no field there is a remark, and goes on with nothing
            aside = Role(Part.ASIDE)
            return {column: aside if role == Role(Part.VALUE) else role for column, role in named.items()}
        named = self._numbers_below(number, named)
        if lists_duties:
            return {column: self._power(number, column, role) for column, role in named.items()}
        return named

    def _numbers_below(self, number: int, named: dict[int, Role]) -> dict[int, Role]:
        """Return the columns with what a heading names moved beside it, where only numbers stand below it."""
        plain = [column for column, role in named.items() if role == Role(Part.VALUE)]
        for column, role in named.items():
            below = [cell for row in self.rows[number + 1 :] for cell in row if cell.column == column][:_MANY]
            if role.key and plain and below and all(_MARK_ALONE.fullmatch(cell.text) for cell in below):
                return {**named, column: Role(Part.NUMBER), plain[0]: role}
        return named

    def _power(self, number: int, column: int, role: Role) -> Role:
        """Return the role of a column beside duties: one that only says how far a power goes is none of authority."""
        below = [cell for row in self.rows[number + 1 :] for cell in row if cell.column == column]
        is_action = all(len(text.strip()) <= _ACTION for cell in below for text in cell.texts)
        return Role(Part.ASIDE) if role.key == "authority" and is_action else role

    def _plain_columns(self, number: int, row: Row) -> dict[int, Role]:
        """Return the roles in a table about the field that is open: of one row by their headings, of more joined row by row."""
        if len(row) == 2 and all(_is_generic(cell.text) for cell in row):
            return {}
        if _are_columns(row):
            found = {cell.column: columns.of_heading(cell.text, lists_duties=True) for cell in row}
            return {column: role or Role(Part.ASIDE) for column, role in found.items()}
        same = [*takewhile(lambda other: shape(other) == shape(row), self.rows[number + 1 :])]
        self.until = number + 1 + len(same)
        if len(same) == 1 and not all(_is_plain(cell.text) for cell in row):
            return {cell.column: Role(Part.VALUE, under=columns.bare(cell.text)) for cell in row}
        first, *others = row
        return {first.column: Role(Part.SUBLABEL)} | {cell.column: Role(Part.VALUE) for cell in others}

    def _without_headings(self) -> dict[int, Role]:
        """Return what the columns are of a list of positions that has no headings: posts, their superiors, long texts."""
        titled = [row for row in self.rows if len(row) >= _MANY and row[0].column == 1]
        posts = [row for row in titled if _is_name(row[0].text) and _ends_as_post(row[1].text)]
        if not posts or len(posts) < _MOSTLY * len(titled):
            return {}
        named = {1: Role(Part.TITLE, "title"), posts[0][1].column: Role(Part.VALUE, "superior")}
        keys = ["duties", "qualifications"] if len(posts[0]) > _MANY else [_said(posts[0][2])]
        return named | {
            cell.column: Role(Part.VALUE, key) for cell, key in zip(posts[0][2:], keys, strict=False)
        }

    def alone(self, cell: GridCell) -> Role:
        """Return what a cell is that stands alone in a list of positions: a department that those below belong to, or aside."""
        is_place = is_department(columns.bare(cell.text))
        return Role(Part.AHEAD, "department") if is_place else Role(Part.ASIDE)

    def roles(self, row: Row) -> Roles:
        """Yield what the cells of a row are by their columns."""
        title = next((cell.column for cell in row if self._role(cell).part is Part.TITLE), 0)
        for cell in row:
            role = self._role(cell)
            is_fact = role.part is Part.VALUE and role.key in FACTS and self.is_of_positions
            if is_fact and not title:
                yield cell, Role(Part.ASIDE)
            else:
                yield cell, role._replace(part=Part.AHEAD) if is_fact and cell.column < title else role

    def _role(self, cell: GridCell) -> Role:
        role = self.named.get(cell.column, Role(Part.ASIDE))
        is_no_number = role.part is Part.NUMBER and not FIGURE.fullmatch(cell.texts[0])
        return Role(Part.ASIDE) if is_no_number else role


def _said(cell: GridCell) -> str:
    return "qualifications" if re.search("学历|经验|以上", cell.text) else "duties"


def _is_plain(text: str) -> bool:
    role = columns.of_heading(text)
    return role is not None and not role.key and not role.under


def _are_columns(row: Row) -> bool:
    """Return whether cells head numbers, values, and remarks on them."""
    found = [columns.of_heading(cell.text, lists_duties=True) for cell in row]
    parts = {role.part for role in found if role}
    return len(row) > 1 and Part.VALUE in parts and bool(parts & {Part.NUMBER, Part.NOTE})


def _ends_as_post(text: str) -> bool:
    return any(is_post(name) for name in re.split("[、/，,或和]", text))


def _is_generic(text: str) -> bool:
    """Return whether a heading says no more than that there is a label or a text below it."""
    return _GENERIC.fullmatch(columns.bare(text)) is not None


def _is_name(text: str) -> bool:
    return title_in(text) is not None and len(text) <= _NAME
