"""Rosters: who signs for which position, out of the sheets HR has. Nobody is skipped silently; places are cells."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from jdbook import rules
from jdbook.checks.directory import Names, any_of
from jdbook.findings import Finding, Place, Rule
from jdbook.library import Entry, Library
from jdbook.spreadsheet import Sheet, cell_name

NAME, NUMBER, POSITION, UNIT, JOINED = COLUMNS = ("姓名", "工号", "岗位", "单位", "入职日期")
_REQUIRED = (NAME, NUMBER, POSITION)
_HEADINGS = {
    NAME: ("员工姓名", "名字"),
    NUMBER: ("员工编号", "员工号", "职工号"),
    POSITION: ("岗位名称", "岗位编号", "职位", "职务"),
    UNIT: ("所属单位", "公司", "用人单位"),
    JOINED: ("入职时间", "到岗日期"),
}
_COLUMN = {heading: column for column in COLUMNS for heading in (column, *_HEADINGS[column])}
_SEARCHED = 20  # rows from the top in which the headings may stand
_CHINESE_NAME = re.compile(r"[\u3400-\u9fff·]+(?: [\u3400-\u9fff·]+)+")
_DAY = re.compile(
    r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_DIGITS = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"[2-7]\d{4}(?:\.\d+)?")  # a day as Excel counts them, from 1954 to 2119
_FIRST_DAY = date(1899, 12, 30)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs for a position; `joined` is a date or ""."""

    name: str
    number: str
    joined: str
    entry: Entry
    place: Place


@dataclass
class Roster:
    """The people of a roster in its order, and what is wrong with it."""

    people: list[Person] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def read_roster(file: str, sheets: Sequence[Sheet], library: Library, unit: str = "") -> Roster:
    """Return the people in the sheets of `file`; positions are looked for in `unit` where a row names no unit."""
    reader = _Reader(file, library, unit)
    found = [(sheet, _heading(sheet)) for sheet in sheets]
    for sheet, heading in found:
        if heading is not None:
            reader.read(sheet, *heading)
        elif sheet.rows:
            reader.complain(
                rules.NO_HEADINGS if not any(h for _, h in found) else rules.SHEET_LEFT_OUT,
                Place(f"{file} {sheet.name}".strip()),
                "没有认出表头，这张表没有读取",
                f"第一行写 {'、'.join(COLUMNS)}，其中{'、'.join(_REQUIRED)}必须有",
            )
    if not any(sheet.rows for sheet in sheets):
        reader.complain(rules.NO_HEADINGS, Place(file), "名单是空的", "写上表头和人员，再存一次")
    return reader.roster


def _heading(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """Return the row of the headings and the places of the columns in it."""
    for number, row in enumerate(sheet.rows[:_SEARCHED]):
        named = [(place, _plain(cell).replace(" ", "")) for place, cell in enumerate(row)]
        columns = {_COLUMN[cell]: place for place, cell in reversed(named) if cell in _COLUMN}
        exact = {cell: place for place, cell in reversed(named) if cell in COLUMNS}
        columns |= exact  # counts more than another word for the column
        if all(column in columns for column in _REQUIRED):
            return number, columns
    return None


@dataclass
class _Reader:
    """Reads the rows of one file, whatever the number of its sheets."""

    file: str
    library: Library
    unit: str
    roster: Roster = field(default_factory=Roster)
    _names: dict[str, tuple[str, Place]] = field(default_factory=dict)
    _seen: dict[tuple[str, str], Place] = field(default_factory=dict)

    def complain(self, rule: Rule, place: Place, message: str, hint: str) -> None:
        self.roster.findings.append(rule.at(place, message, hint))

    def read(self, sheet: Sheet, heading: int, columns: Mapping[str, int]) -> None:
        """Take in the rows below the headings."""
        for number, row in enumerate(sheet.rows[heading + 1 :], heading + 1):
            if any(row):
                cells = {c: _plain(row[at]) if at < len(row) else "" for c, at in columns.items()}
                self._row(_Row(self.file, sheet.name, number, columns, cells))

    def _row(self, row: _Row) -> None:
        missing = [column for column in _REQUIRED if not row.cells[column]]
        for column in missing:
            self.complain(
                rules.MISSING_CELL, row.place(column), f"缺少{column}", f"补上{column}，或删掉这一行"
            )
        joined = self._day(row)
        if missing or not (entry := self._entry(row)):
            return
        name, number = _name(row.cells[NAME]), row.cells[NUMBER].replace(" ", "")
        if self._is_somebody_else(name, number, row) or self._is_again(number, entry, row):
            return
        self.roster.people.append(Person(name, number, joined, entry, row.place(NAME)))

    def _is_somebody_else(self, name: str, number: str, row: _Row) -> bool:
        known, where = self._names.setdefault(number, (name, row.place(NUMBER)))
        if known != name:
            message = f"工号“{number}”在 {where} 是“{known}”，这里是“{name}”"
            self.complain(rules.TWO_NAMES, row.place(NUMBER), message, "核对工号和姓名")
        return known != name

    def _is_again(self, number: str, entry: Entry, row: _Row) -> bool:
        here = row.place(NUMBER)
        first = self._seen.setdefault((number, entry.key), here)
        if first != here:
            message = f"“{row.cells[NAME]}”和岗位“{entry.title}”在 {first} 已经有了"
            self.complain(rules.LISTED_TWICE, here, message, "只按一份签收；删掉多余的一行")
        return first != here

    def _day(self, row: _Row) -> str:
        text = row.cells.get(JOINED, "")
        day = day_of(text)
        if text and not day:
            message = f"入职日期“{text}”看不懂，没有印上"
            self.complain(rules.BAD_DAY, row.place(JOINED), message, "写成 2026-01-31 这样的形式")
        return day

    def _entry(self, row: _Row) -> Entry | None:
        """Return the position a row names, or complain."""
        unit = self._unit(row)
        if unit is None:
            return None
        wanted = row.cells[POSITION]
        found = named(self.library, wanted, unit)
        if len(found) == 1:
            return found[0]
        if found:
            units = any_of(dict.fromkeys(self.library.unit_of(entry).unit.name for entry in found))
            message = f"岗位“{wanted}”可以指 {'、'.join(entry.key for entry in found[:5])}"
            hint = f"加一列“单位”，写 {units}；同一单位里有几个时写岗位编号"
        else:
            close = self._known(unit).close(wanted)
            message = f"没有名为“{wanted}”的岗位"
            hint = f"是不是 {any_of(close)}？" if close else "写岗位名称或岗位编号"
        self.complain(rules.UNKNOWN_POSITION, row.place(POSITION), message, hint)
        return None

    def _unit(self, row: _Row) -> str | None:
        """Return the id of the unit a row names, "" for none; None, with a complaint, where there is no such unit."""
        name = row.cells.get(UNIT, "")
        if not name:
            return self.unit
        for unit in self.library.units.values():
            if name in (unit.id, unit.unit.name, unit.unit.legal_name):
                return unit.id
        known = "、".join(unit.unit.name for unit in self.library.units.values())
        self.complain(rules.UNKNOWN_POSITION, row.place(UNIT), f"没有名为“{name}”的单位", f"现有：{known}")
        return None

    def _known(self, unit: str) -> Names:
        entries = self.library.by_unit[unit] if unit else self.library.entries
        return Names(name for entry in entries for name in (entry.title, *entry.position.aliases))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its cells by column."""

    file: str
    sheet: str
    number: int
    columns: Mapping[str, int]
    cells: Mapping[str, str]

    def place(self, column: str) -> Place:
        """Return where the cell of a column stands, as people say it: 名单.xlsx Sheet1!B4."""
        name = cell_name(self.number, self.columns[column])
        return Place(f"{self.file} {self.sheet}!{name}" if self.sheet else f"{self.file} {name}")


def named(library: Library, name: str, unit: str = "") -> Sequence[Entry]:
    """Return the positions of a unit ("" for all) that a code, a title or else an alias means."""
    pool = library.by_unit[unit] if unit else library.entries
    return next(filter(None, _by_kind_of_name(pool, name)), ())


def _by_kind_of_name(pool: Sequence[Entry], name: str) -> Iterator[list[Entry]]:
    yield [entry for entry in pool if name in (entry.position.code, entry.key)]
    yield [entry for entry in pool if entry.title == name]
    yield [entry for entry in pool if name in entry.position.aliases]


def _plain(text: str) -> str:
    """Return a cell's text with full-width letters and figures as ordinary ones: １００２ and 1002 are one number."""
    return unicodedata.normalize("NFKC", text)


def _name(text: str) -> str:
    """Return a name without the blanks that are put between the characters of short Chinese ones."""
    return text.replace(" ", "") if _CHINESE_NAME.fullmatch(text) else text


def day_of(text: str) -> str:
    """Return a day, however it was written, as 2026-01-31; "" for what is none."""
    if _SERIAL.fullmatch(text):
        return (_FIRST_DAY + timedelta(days=int(float(text)))).isoformat()
    match = _DAY.fullmatch(text) or _DIGITS.fullmatch(text)
    try:
        return date(*(int(part) for part in match.groups())).isoformat() if match else ""
    except ValueError:
        return ""
