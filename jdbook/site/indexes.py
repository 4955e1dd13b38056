"""Indexes: who is responsible for what (职责索引) and who decides what (权限索引), over the whole company.

A page holds no row: they come in parts, scripts that register themselves (so it works from a folder), one or more for
each unit. The browser loads the parts it needs and filters them (assets/who.js). An Excel file has the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, get_args

from jdbook.fields import FIELDS
from jdbook.library import Entry, UnitEntry
from jdbook.matters import (
    Power,
    departments,
    duties_of,
    duties_sheet,
    parts_of,
    powers_of,
    powers_sheet,
)
from jdbook.model import DECIDING, Action, Duty
from jdbook.shapes import Limit, Reference
from jdbook.site.here import Here
from jdbook.site.memo import Remember, made_anew
from jdbook.site.paths import (
    DUTIES,
    POWERS,
    address,
    index_page,
    part_file,
    position_page,
    table_file,
)
from jdbook.site.spec import PageSpec
from jdbook.site.traces import of_position
from jdbook.site.wiki import Wiki, as_ref
from jdbook.workbook import Sheet, workbook

PART = 2_000  # rows in a part: half a megabyte, read and looked through without a pause
Row = tuple[Entry, int, list[Any]]  # whose it is, its number there, what it says
_LABELS = {field.key: field.label for field in FIELDS}


@dataclass(frozen=True, slots=True)
class Index:
    """An index: its page, what it is called and its rows are, the field of positions it is made of, its rows, its sheet."""

    name: str
    page: str
    title: str
    about: str
    said: str
    field: str
    rows: Callable[[Wiki, str], Iterator[Row]]
    sheet: Callable[[Wiki], Sheet]

    @property
    def label(self) -> str:
        """Return what the field is called on the pages of positions."""
        return _LABELS[self.field]

    def holds(self, wiki: Wiki, unit: str) -> bool:
        """Return whether a unit has anything in it."""
        return any(getattr(entry.position, self.field) for entry in _entries(wiki, unit))

    def units(self, wiki: Wiki) -> tuple[UnitEntry, ...]:
        """Return the units that have anything in it."""
        return tuple(unit for unit in wiki.units if self.holds(wiki, unit.id))

    def count(self, wiki: Wiki, unit: str) -> int:
        """Return how many rows a unit has."""
        return sum(len(getattr(entry.position, self.field)) for entry in _entries(wiki, unit))


def _entries(wiki: Wiki, unit: str) -> Iterator[Entry]:
    """Yield the unit's positions in the order of the chart."""
    return (entry for folder in wiki.folders(unit) for entry in folder.entries)


def _everybody(wiki: Wiki) -> Iterator[Entry]:
    return (entry for unit in wiki.units for entry in _entries(wiki, unit.id))


def _duty_rows(wiki: Wiki, unit: str) -> Iterator[Row]:
    for entry, number, duty in duties_of(_entries(wiki, unit)):
        yield entry, number, _duty(duty)


def _duty(duty: Duty) -> list[Any]:
    """Return a duty as who.js reads it: text, parts, 工作标准, 频次, 类别."""
    return _trimmed([duty.text, list(parts_of(duty)), duty.standard, duty.frequency, duty.group])


def _power_rows(wiki: Wiki, unit: str) -> Iterator[Row]:
    for power in powers_of(_entries(wiki, unit)):
        yield power.entry, power.number, _power(wiki, power)


def _power(wiki: Wiki, power: Power) -> list[Any]:
    """Return authority as who.js reads it: a sentence alone; else matter, action, limit, whom, note, bounds, measured."""
    item, limit = power.item, power.item.limit
    if item.text:
        return [item.text]
    whom = [_whom(wiki, who, power.entry.unit) for who in item.with_whom]
    measured = [] if limit else sorted(power.measured)
    bounds = _bounds(limit) if limit else []
    return _trimmed([item.matter, item.action, str(limit or ""), whom, item.note, bounds, measured])


def _bounds(limit: Limit) -> list[str | None]:
    unit, low, below = limit.reach
    return [unit, f"{low:f}", None if below is None else f"{below:f}"]


def _whom(wiki: Wiki, who: Reference, unit: str) -> list[str]:
    """Return what somebody is called, and their page where they have one."""
    found = wiki.target(as_ref(who), unit)
    return [found[0], address(found[1])] if found else [str(who)]


def _called(wiki: Wiki, who: Reference, unit: str) -> str:
    return _whom(wiki, who, unit)[0]


def _trimmed(row: list[Any]) -> list[Any]:
    """Return a row without what is empty at its end."""
    while not row[-1]:
        row.pop()
    return [cell or 0 for cell in row]


def _sheet_of_duties(wiki: Wiki) -> Sheet:
    return duties_sheet(wiki.library, _everybody(wiki))


def _sheet_of_powers(wiki: Wiki) -> Sheet:
    powers = (power for unit in wiki.units for power in powers_of(_entries(wiki, unit.id)))
    return powers_sheet(wiki.library, powers, partial(_called, wiki))


OF_DUTIES = Index(
    "duties",
    DUTIES,
    "这事谁负责",
    "职责索引：各岗位的每一项主要职责，按关键词、单位和部门查。",
    "职责",
    "duties",
    _duty_rows,
    _sheet_of_duties,
)
OF_POWERS = Index(
    "powers",
    POWERS,
    "这事谁批",
    "权限索引：什么事、什么权限、多大限额、会同谁、归哪个岗位；写上金额，就看到这个数谁能定。",
    "权限",
    "authority",
    _power_rows,
    _sheet_of_powers,
)
INDEXES = (OF_DUTIES, OF_POWERS)


def indexes_in(wiki: Wiki) -> tuple[Index, ...]:
    """Return the indexes that have anything to show."""
    return tuple(index for index in INDEXES if index.units(wiki))


def indexes_of(wiki: Wiki, unit: str) -> tuple[Index, ...]:
    """Return the indexes in which a unit has anything."""
    return tuple(index for index in INDEXES if index.holds(wiki, unit))


def index_pages(wiki: Wiki) -> Iterator[PageSpec]:
    """Yield the page of each index that has anything to show."""
    for index in indexes_in(wiki):
        yield PageSpec(index.page, "who", partial(_values, wiki, index), partial(_seen, wiki, index))


def _seen(wiki: Wiki, index: Index) -> tuple[object, ...]:
    return tuple((unit.unit, index.count(wiki, unit.id)) for unit in index.units(wiki))


def _values(wiki: Wiki, index: Index) -> Mapping[str, Any]:
    here = Here(wiki, index.page)
    return {
        "here": here,
        "crumbs": here.way(),
        "index": index,
        "units": [_unit(wiki, index, unit) for unit in index.units(wiki)],
        "deciding": DECIDING,
        "actions": _actions(wiki) if index is OF_POWERS else (),
        "table": table_file(index.name),
    }


def _unit(wiki: Wiki, index: Index, unit: UnitEntry) -> Mapping[str, Any]:
    count = index.count(wiki, unit.id)
    parts = [address(part_file(index.name, unit.id, part + 1)) for part in range(-(-count // PART))]
    return {
        "id": unit.id,
        "name": unit.unit.name,
        "page": index_page(unit.id),
        "count": count,
        "parts": " ".join(parts),
    }


def _actions(wiki: Wiki) -> list[str]:
    """Return the actions that some position may take, in the order in which they are declared."""
    used = {item.action for entry in wiki.live for item in entry.position.authority}
    return [action for action in get_args(Action) if action in used]


def index_files(wiki: Wiki, remember: Remember = made_anew) -> dict[str, str | bytes]:
    """Return the parts and the Excel files of all indexes by their path."""
    files: dict[str, str | bytes] = {}
    for index in indexes_in(wiki):
        parts: dict[str, str] = {}
        for unit in index.units(wiki):
            name, trace = f"{index.name}/{unit.id}#rows", partial(_shown, wiki, unit)
            parts |= remember(name, trace, partial(_parts, wiki, index, unit))
        files |= parts
        shown = (*(unit.unit.name for unit in index.units(wiki)), *parts.items())
        path = table_file(index.name)
        files[path] = remember(path, partial(tuple, shown), partial(_table, wiki, index))
    return files


def _table(wiki: Wiki, index: Index) -> bytes:
    return workbook([index.sheet(wiki)])


def _shown(wiki: Wiki, unit: UnitEntry) -> tuple[object, ...]:
    return tuple(of_position(wiki, entry) for entry in _entries(wiki, unit.id))


def _parts(wiki: Wiki, index: Index, unit: UnitEntry) -> dict[str, str]:
    """Return the rows of a unit in parts, by their path."""
    rows = list(index.rows(wiki, unit.id))
    return {
        part_file(
            index.name, unit.id, start // PART + 1
        ): f"jdPart({_part(wiki, unit, rows[start : start + PART])});\n"
        for start in range(0, len(rows), PART)
    }


def _part(wiki: Wiki, unit: UnitEntry, rows: Sequence[Row]) -> str:
    """Return rows as JSON: a row refers to its position by place, a position to its department."""
    holders = list({entry.key: entry for entry, *_ in rows}.values())
    places = {entry.key: place for place, entry in enumerate(holders)}
    folders = dict.fromkeys(departments(wiki.library, entry) for entry in _entries(wiki, unit.id))
    at = {folder: place for place, folder in enumerate(folders)}
    people = [_holder(wiki, entry, at[departments(wiki.library, entry)]) for entry in holders]
    data = {
        "unit": unit.id,
        "departments": list(folders),
        "people": people,
        "rows": [[places[entry.key], number, *row] for entry, number, row in rows],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _holder(wiki: Wiki, entry: Entry, department: int) -> list[Any]:
    return _trimmed(
        [wiki.library.label(entry), address(position_page(entry)), department, entry.position.code]
    )
