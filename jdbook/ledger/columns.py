"""Ledger: the workbook of positions that people edit and bring back: its sheets, its columns, how content reads in a cell.

`export` writes it and `roundtrip` reads it again; both follow what is declared here. Content is plain data
(`writing.to_data`) throughout, because that is what a workbook carries along.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from jdbook.fields import FIELDS, Field, fields_of
from jdbook.model import Authority, Duty, FormUse
from jdbook.shapes import Limit, Record, Reference
from jdbook.source import Data
from jdbook.workbook import Cell

Called = Callable[[Data], str]  # what a reference is called where it stands
Number = tuple[int, ...]  # of an item among its siblings, after those of the items it stands below

POSITIONS, GUIDE, NAMES, KEPT = "岗位", "说明", "名单", "底稿"
UNIT, DEPARTMENT, TITLE, CODE = "单位", "部门", "岗位", "岗位编号"
NUMBER, KEY, CHECK_CODE, FILE = "序号", "标识", "校验码", "文件"
DERIVED = frozenset(
    {"subordinates", "extends"}
)  # told, not read back: they follow from elsewhere, or change what is told
INNER = "\u3000"  # begins a line that goes on with the item above it
BETWEEN = "、"
OUTSIDE = "库外："  # before the name of somebody without a page whom nobody has named yet
_USUAL_UNIT = str(Limit.model_fields["unit"].default)
_LONG, _SHORT = 44, 14  # how wide a column of sentences is, and one of names
_WIDTHS = {"title": 20, "aliases": 18, "superior": 18, "subordinates": 18, "source": 16, "knowledge": 24}
_WIDTHS |= {"level": 8, "headcount": 8, "status": 8, "version": 8, "nature": 24}


@dataclass(frozen=True, slots=True)
class Part:
    """A column of a sheet of records: the key of what it shows (`limit.from`: one key below another), heading, width."""

    key: str
    heading: str
    width: int


@dataclass(frozen=True)
class Table:
    """A sheet of the records of one field, a row each; those that stand below another come after it, one level deeper."""

    sheet: str
    field: str
    record: type[Record]
    parts: tuple[Part, ...]

    @property
    def sentence(self) -> str:
        """Return the key that is set in where records stand below one another."""
        return self.parts[0].key if not self.record.sentence else self.record.sentence

    @cached_property
    def nests(self) -> bool:
        """Return whether its records may stand below one another."""
        return any(field.kind is self.record for field in fields_of(self.record))

    @cached_property
    def plan(self) -> tuple[tuple[str, str, bool], ...]:
        """Return for every column the key, the one below it or "", and whether it names somebody."""
        keys = (part.key.partition(".") for part in self.parts)
        return tuple(
            (key, below, self.field_at(part).kind is Reference)
            for (key, _, below), part in zip(keys, self.parts, strict=True)
        )

    def field_at(self, part: Part) -> Field:
        """Return the declaration a column follows."""
        key, _, below = part.key.partition(".")
        found = next(field for field in fields_of(self.record) if field.key == key)
        return next(field for field in fields_of(found.kind) if field.key == below) if below else found


TABLES = (
    Table(
        "职责",
        "duties",
        Duty,
        (
            *(Part("group", "类别", 10), Part("text", "职责", 64), Part("standard", "工作标准", 34)),
            Part("frequency", "频次", 12),
        ),
    ),
    Table(
        "权限",
        "authority",
        Authority,
        (
            Part("text", "没有分项的句子", 44),
            *(Part("matter", "事项", 36), Part("action", "权限", 8)),
            *(Part("limit.from", "限额起点（含）", 15), Part("limit.below", "限额上限（不含）", 17)),
            *(Part("limit.unit", "限额单位", 10), Part("with_whom", "会同或报送", 24)),
            Part("note", "说明", 40),
        ),
    ),
    Table(
        "表单",
        "forms",
        FormUse,
        (
            *(Part("name", "表单名称", 34), Part("handling", "经办方式", 18)),
            *(Part("with_whom", "来自或送交", 26), Part("note", "说明", 50)),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """An item as it stands in a sheet: its number, its data without those below it, and its cells in the order of the parts."""

    number: Number
    item: Mapping[str, Data]
    cells: tuple[Cell, ...]


def listed(private: AbstractSet[str]) -> list[Field]:
    """Return the fields that are a column of the sheet of positions: texts and names, one or many."""
    hidden = {*private, *(("subordinates",) if "superior" in private else ())}
    return [field for field in FIELDS if field.key not in hidden and field.kind in (str, Reference)]


def read_back(private: AbstractSet[str]) -> tuple[str, ...]:
    """Return the keys a workbook shows for people to edit, in the order of the declarations."""
    edited = {field.key for field in listed(private)} - DERIVED | {table.field for table in TABLES}
    return tuple(field.key for field in FIELDS if field.key in edited - private)


def width(field: Field) -> int:
    """Return how wide the column of a field is, in characters."""
    wide = field.kind is str and (field.many or field.key == "purpose")
    return _WIDTHS.get(field.key, _LONG if wide else _SHORT)


def items_of(field: Field, value: Data, called: Called) -> list[str]:
    """Return what a field's cell says, an item each."""
    values = value if isinstance(value, list) else [] if value is None else [value]
    return [called(one) if field.kind is Reference else str(one) for one in values]


def field_text(field: Field, value: Data, called: Called) -> str:
    """Return a field's cell: a text as it is, of many a line each; what takes several lines is set in after the first."""
    items = items_of(field, value, called)
    return "\n".join(one.replace("\n", f"\n{INNER}") for one in items) if field.many else "".join(items)


def rows_of(table: Table, items: Data, called: Called, above: Number = ()) -> Iterator[Row]:
    """Yield the rows of a field's records: each, then those below it."""
    for place, item in enumerate(items if isinstance(items, list) else [], 1):
        whole = as_mapping(table, item)
        below = whole.get("children") if table.nests else None
        flat = {key: value for key, value in whole.items() if key != "children"} if below else whole
        number = (*above, place)
        yield Row(number, flat, cells_of(table, flat, called))
        if below:
            yield from rows_of(table, below, called, number)


def as_mapping(table: Table, item: Data) -> Mapping[str, Data]:
    """Return a record's data with the key that a bare sentence leaves out."""
    return item if isinstance(item, dict) else {table.record.sentence: item}


def cells_of(table: Table, item: Mapping[str, Data], called: Called) -> tuple[Cell, ...]:
    """Return the cells of a record, without those below it."""
    return tuple([_cell(item.get(key), below, refers, called) for key, below, refers in table.plan])


def _cell(value: Any, below: str, refers: bool, called: Called) -> Cell:
    if value is None:
        return None
    if isinstance(value, list):
        return BETWEEN.join([called(one) for one in value] if refers else value)
    if below == "unit":
        return str(value.get(below, _USUAL_UNIT))
    if below:
        return Decimal(value[below]) if below in value else None
    return str(value)


def numbered(number: Number) -> str:
    """Return how people read the number of an item: 3, or 3.1 for the first one below the third."""
    return ".".join(map(str, number))


@dataclass(frozen=True, slots=True)
class Known:
    """A position by everything it may be called."""

    key: str
    unit: str
    unit_name: str
    title: str
    aliases: Sequence[str]

    @property
    def names(self) -> tuple[str, ...]:
        return (self.title, *self.aliases)


class Names:
    """What everybody is called in a workbook, and who is meant by what stands there."""

    def __init__(self, known: Iterable[Known], outside: Iterable[tuple[str, str]]) -> None:
        """Take the positions, and who has no page by unit and name."""
        self.by_key = {one.key: one for one in known}
        self._titled: dict[tuple[str, str], list[Known]] = {}
        self._named: dict[tuple[str, str], set[str]] = {}
        self._in_full: dict[str, list[Known]] = {}
        for one in self.by_key.values():
            self._titled.setdefault((one.unit, one.title), []).append(one)
            self._in_full.setdefault(f"{one.unit_name}/{one.title}", []).append(one)
            for name in one.names:
                self._named.setdefault((one.unit, name), set()).add(one.key)
        self.outside = dict.fromkeys(outside)
        self._anywhere = {name for _, name in self.outside}

    def called(self, reference: Data, unit: str) -> str:
        """Return what somebody is called in a unit: by title there, with the name of the unit elsewhere."""
        if isinstance(reference, dict):
            return str(reference.get("outside") or reference.get("name") or "")
        found = self.by_key.get(str(reference))
        if found is None or len(self._titled[found.unit, found.title]) > 1:
            return str(reference)
        return found.title if found.unit == unit else f"{found.unit_name}/{found.title}"

    def calls(self, unit: str) -> Called:
        """Return `called` for the references of one unit."""
        return lambda reference: self.called(reference, unit)

    def now_called(self, key: str, unit: str, title: str) -> None:
        """Take note of a title that somebody gave a position: others may already refer to it."""
        self._named.setdefault((unit, title), set()).add(key)

    def meant(self, text: str, unit: str) -> tuple[Data, bool]:
        """Return the reference somebody wrote, and whether it is sure who is meant."""
        marked = text.replace(":", "：", 1)
        if marked.startswith(OUTSIDE) and (name := marked.removeprefix(OUTSIDE).strip()):
            return {"outside": name}, True
        if (unit, text) in self._named:
            return text, len(self._named[unit, text]) == 1
        if text in self.by_key:
            return text, True
        if text in self._anywhere:
            return {"outside": text}, True
        found = self._in_full.get(text, [])
        return (found[0].key, True) if len(found) == 1 else (text, False)

    def titled(self, unit_name: str, label: str) -> list[Known]:
        """Return the positions that lists call so in the unit of that name."""
        return [one for one in self._labelled.get(label, []) if not unit_name or one.unit_name == unit_name]

    @cached_property
    def _labelled(self) -> dict[str, list[Known]]:
        found: dict[str, list[Known]] = {}
        for one in self.by_key.values():
            for label in {self.label(one.key), one.title}:
                found.setdefault(label, []).append(one)
        return found

    def label(self, key: str) -> str:
        """Return how lists call a position: its title, with its first alias where another one of the unit has the title."""
        one = self.by_key[key]
        alike = len(self._titled[one.unit, one.title]) > 1 and one.aliases
        return f"{one.title}（{one.aliases[0]}）" if alike else one.title


def outside_in(data: Data) -> Iterator[str]:
    """Yield everybody without a page that some data names."""
    if isinstance(data, dict):
        if isinstance(name := data.get("outside"), str) and len(data) == 1:
            yield name
        for value in data.values():
            yield from outside_in(value)
    elif isinstance(data, list):
        for value in data:
            yield from outside_in(value)
