"""Records: the rows of a sheet of records, edited, as the data of one position's field. Pure.

A row is compared with what was written from the item it stands for, cell by cell; only what differs is an edit. So what
a sheet does not show, and what programs change on saving, stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jdbook.ledger.columns import NUMBER, Names, Number, Part, Row, Table, numbered, rows_of
from jdbook.roundtrip.excel.cells import (
    as_number,
    cleaned,
    comparable,
    count_lines,
    cut_off,
    names_in,
    same,
    short,
)
from jdbook.roundtrip.excel.fitting import people_in, problems_with
from jdbook.roundtrip.excel.pages import Page
from jdbook.source import Data
from jdbook.workbook import Cell

_NUMBER = re.compile(r"\d{1,6}(?:[.．]\d{1,6})*")
_LAST = 10**9
_BEFORE = -(10**6)
_ONE_LINE = ("text", "matter", "name")  # what a row is: of several lines, people may mean several rows
Step = tuple[int, int]  # a number, and what comes after it without one of its own


@dataclass
class Line:
    """A row of a sheet: where it stands, its number if it has one, what it stood for, its item as edited, its place."""

    row: int
    number: Number | None
    cells: Mapping[str, str]
    was: Row | None = None
    item: dict[str, Any] | None = None
    place: tuple[Step, ...] = ()
    below: list[Line] = field(default_factory=list)
    unsure: list[tuple[str, str, str]] = field(
        default_factory=list
    )  # heading, what is not sure, how it is read


@dataclass
class Reader:
    """Reads the rows of one sheet that belong to one position."""

    table: Table
    page: Page
    names: Names
    unit: str
    doubts: list[str] = field(default_factory=list)

    def read(self, rows: Sequence[int], base: Data) -> Data:
        """Return the field's data as the rows say it; the same object where nothing was edited."""
        before = list(rows_of(self.table, base, self.names.calls(self.unit)))
        lines = [line for line in map(self._line, rows) if any(cell.strip() for cell in line.cells.values())]
        self._match(lines, before)
        self._place(lines)
        untouched = len(lines) == len(before) and all(
            line.was is not None and line.was.number == line.number and self._says(line, line.was)
            for line in lines
        )
        if untouched:
            return base
        for line in lines:
            line.item = self._item(line)
        if before and not lines:
            self.doubts.append(f"{self.page.grid.name}：原有的 {len(before)} 行全部删掉了，请核对")
        return [_whole(line) for line in self._nested(lines)]

    def _line(self, row: int) -> Line:
        text = self.page.text(row, NUMBER).strip().rstrip(".．、")
        match = _NUMBER.fullmatch(text)
        if text and not match:
            self.doubts.append(
                f"{self.page.place(row, NUMBER)}：序号“{short(text)}”不是 3、3.1 这样的数，按上一行往下排"
            )
        number = tuple(map(int, re.split("[.．]", text))) if match else None
        cells = {part.key: self.page.text(row, part.heading) for part in self._parts()}
        return Line(row, number, cells)

    def _parts(self) -> Iterator[Part]:
        """Yield the columns that are still there."""
        return (part for part in self.table.parts if part.heading in self.page.columns)

    def _says(self, line: Line, row: Row) -> bool:
        """Return whether a line says all that a row said."""
        return all(
            same(line.cells[part.key], cell)
            for part, cell in zip(self.table.parts, row.cells, strict=True)
            if part.key in line.cells
        )

    def _match(self, lines: Sequence[Line], before: Sequence[Row]) -> None:
        """Find out which item each line stands for: by number and content, by content, then by number."""
        left = {row.number: row for row in before}
        for line in lines:
            if line.number in left and self._says(line, left[line.number]):
                line.was = left.pop(line.number)
        self._match_content(lines, left)
        for line in lines:
            if line.was is None and line.number in left:
                line.was = left.pop(line.number)
        self._match_unreadable(lines, [row.number for row in before], left)
        for line in lines:
            if NUMBER not in self.page.columns and line.was:
                line.number = line.was.number

    def _match_content(self, lines: Sequence[Line], left: dict[Number, Row]) -> None:
        """Find lines that say what an item under another number said; take those items out of `left`."""
        alike: dict[tuple[str, ...], list[Row]] = {}
        for row in left.values():
            alike.setdefault(self._content(row.cells), []).append(row)
        for line in lines:
            said = [line.cells.get(part.key) for part in self.table.parts]
            if line.was is None and (rows := alike.get(self._content(said))):
                line.was = left.pop(rows.pop(0).number)

    def _match_unreadable(
        self, lines: Sequence[Line], order: Sequence[Number], left: dict[Number, Row]
    ) -> None:
        """Take a line of which a cell says nothing for the item after that of the line above, so that its text stays."""
        for above, line in zip((None, *lines), lines, strict=False):
            strange = any(self.page.unreadable(line.row, part.heading) for part in self._parts())
            if not strange or line.was or (above and not above.was):
                continue
            after = order.index(above.was.number) + 1 if above and above.was else 0
            line.was = left.pop(order[after], None) if after < len(order) else None

    def _content(self, cells: Sequence[Cell]) -> tuple[str, ...]:
        """Return what the columns that are still there say, in a form to compare."""
        return tuple(
            comparable(cell)
            for part, cell in zip(self.table.parts, cells, strict=True)
            if part.heading in self.page.columns
        )

    def _item(self, line: Line) -> dict[str, Any] | None:
        """Return the item of a line: what it was, with the cells that say something else; None where it can't be read."""
        item: dict[str, Any] = dict(line.was.item) if line.was else {}
        for at, (part, (key, below, refers)) in enumerate(
            zip(self.table.parts, self.table.plan, strict=True)
        ):
            was = line.was.cells[at] if line.was else None
            if part.key not in line.cells or same(line.cells[part.key], was) or self._kept(line, part, was):
                continue
            value = self._value(line, part, item.get(key), refers)
            if below:
                item[key] = _with(dict(item.get(key) or {}), below, value)
            else:
                _with(item, key, value)
        if "limit" in item and not {"from", "below"} & item["limit"].keys():
            del item["limit"]
        return self._valid(line, item)

    def _kept(self, line: Line, part: Part, was: object) -> bool:
        """Return whether a cell cannot be read, and say so."""
        if self.page.covered(line.row, part.heading):
            self._doubt(line, part.heading, "是合并的单元格，这一格没有读入；请拆开合并，各写各的")
            return True
        if reason := self.page.unreadable(line.row, part.heading):
            self._doubt(line, part.heading, reason)
            return True
        if isinstance(was, str) and cut_off(was):
            self._doubt(line, part.heading, "原文超过 Excel 一格的上限，导出时截断了，改动没有读入")
            return True
        return False

    def _doubt(self, line: Line, heading: str, what: str) -> None:
        self.doubts.append(f"{self.page.place(line.row, heading)}：{what}")

    def _value(self, line: Line, part: Part, was: Any, refers: bool) -> Any:
        """Return what a cell that was edited says."""
        text, declared = line.cells[part.key], self.table.field_at(part)
        if refers:
            return self._people(line, part.heading, text, was or [])
        if declared.many:
            return names_in(text)
        if part.key in _ONE_LINE and count_lines(text) > max(count_lines(str(was or "")), 1):
            line.unsure.append((part.heading, f"一格里写了 {count_lines(text)} 行", AS_ONE))
        return as_number(text) if part.key in ("limit.from", "limit.below") else cleaned(text)

    def _people(self, line: Line, heading: str, text: str, was: Sequence[Data]) -> list[Data]:
        known = [(self.names.called(one, self.unit), one) for one in was]
        people, unsure = people_in(text, known, self.names, self.unit)
        line.unsure += [(heading, STRANGER.format(name), AS_IT_STANDS) for name in unsure]
        return people

    def _valid(self, line: Line, item: dict[str, Any]) -> dict[str, Any] | None:
        """Return an item that fits, or what it was, with everything that is wrong with it said."""
        problems = [] if line.was and item == line.was.item else problems_with(self.table.record, item)
        if not problems:
            for heading, what, how in line.unsure:
                self._doubt(line, heading, what + how)
            return item
        said = [f"{self._where(line, problem)}{problem}" for problem in problems]
        said += [f"{self.page.place(line.row, at)} {what}" for at, what, _ in line.unsure]
        rest = "这一行整行保留原来的内容" if line.was else f"这一行没有读入：{self.page.quoted(line.row)}"
        self.doubts.append(f"{self.page.place(line.row)}：{'；'.join(said)}；{rest}")
        return dict(line.was.item) if line.was else None

    def _where(self, line: Line, problem: str) -> str:
        """Return the cell whose text a problem quotes, "" where it is about the row as a whole."""
        for part in self._parts():
            text = cleaned(line.cells[part.key])
            if text and f"“{text}”" in problem:
                return f"{self.page.place(line.row, part.heading)} "
        return ""

    def _place(self, lines: Sequence[Line]) -> None:
        """Give every line its place among the others: by its number, or after the line above it."""
        for at, line in enumerate(lines):
            if line.number:
                line.place = tuple((step, 0) for step in line.number)
                continue
            above = lines[at - 1] if at and self._adjacent(lines[at - 1], line) else None
            line.place = self._unnumbered(above, self._next(lines, at), line)

    def _adjacent(self, above: Line, line: Line) -> bool:
        return self.page.order[line.row] == self.page.order[above.row] + 1

    def _next(self, lines: Sequence[Line], at: int) -> Line | None:
        """Return the next line with a number where nothing else stands between."""
        while at + 1 < len(lines) and self._adjacent(lines[at], lines[at + 1]):
            at += 1
            if lines[at].number:
                return lines[at]
        return None

    def _unnumbered(self, above: Line | None, after: Line | None, line: Line) -> tuple[Step, ...]:
        following = after.number if after and after.number else ()
        if above is None:
            before = tuple((step, 0) for step in following)
            return (*before[:-1], (before[-1][0], _BEFORE)) if before else ((_LAST, line.row),)
        depth = len(above.place)
        if self.table.nests and len(following) > depth:
            return (*above.place, (0, 1))
        if depth > 1 and len(following) < depth:
            said = numbered(tuple(step for step, _ in above.place))
            self._doubt(line, NUMBER, f"没有写序号，排在 {said} 之后、同一层；不是的话请写上序号")
        last, after_it = above.place[-1]
        return (*above.place[:-1], (last, after_it + 1))

    def _nested(self, lines: Sequence[Line]) -> list[Line]:
        """Return the lines of the first level in order, the others below theirs."""
        ordered = sorted((line for line in lines if line.item is not None), key=lambda line: line.place)
        parents: dict[tuple[Step, ...], Line] = {}
        for line in ordered:
            if line.place not in parents or (line.was and line.was.number == line.number):
                parents[line.place] = line
        top = []
        for line in ordered:
            above = line.place[:-1]
            if not above or not self.table.nests:
                top.append(line)
            elif above in parents:
                parents[above].below.append(line)
            else:
                said = numbered(tuple(step for step, _ in above))
                self._doubt(line, NUMBER, f"上面没有序号 {said} 的一行，这一行按单独的一项读入")
                top.append(line)
        return top


AS_ONE = "，按一项读入；如果是几项，请一项插入一行，分开写"
STRANGER = "“{}”不在岗位名单里，也不是已有的库外名称"
AS_IT_STANDS = "，照写读入；写错了请改，库外的人请写成“库外：名称”"


def _with(data: dict[str, Any], key: str, value: Any) -> dict[str, Any]:
    """Return the data with a value, or without one that is empty."""
    if value in ("", []):
        data.pop(key, None)
    else:
        data[key] = value
    return data


def _whole(line: Line) -> Data:
    """Return a line's item with those below it."""
    item = dict(line.item or {})
    if line.below:
        item["children"] = [_whole(one) for one in line.below]
    return item
