"""Export: the positions as data for other systems, and as lists for Excel."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from jdbook.checkcode import check_code
from jdbook.copies import without
from jdbook.fields import FIELDS, Field
from jdbook.library import Entry, Library
from jdbook.matters import departments, duties_sheet, powers_of, powers_sheet
from jdbook.shapes import Reference
from jdbook.workbook import Cell, Sheet, workbook
from jdbook.writing import to_data

KINDS = ("xlsx", "json")
POSITIONS = "岗位"
_LONG = 40  # how wide a column of sentences is


def as_json(library: Library, *, with_private: bool = False) -> str:
    """Return every position in full (inherited content included) as JSON text; private fields only on request."""
    private = _private(library, with_private)
    rows = [_row(library, entry, private) for entry in library.entries]
    return json.dumps({"positions": rows}, ensure_ascii=False, indent=1) + "\n"


def _private(library: Library, with_private: bool) -> frozenset[str]:
    return frozenset[str]() if with_private else library.private


def _row(library: Library, entry: Entry, private: frozenset[str]) -> dict[str, Any]:
    unit, department = library.unit_of(entry).unit.name, library.department_name(entry)
    data = to_data(entry.position)
    content = {
        field.key: data[field.key] for field in FIELDS if field.key in data and field.key not in private
    }
    return {
        "id": entry.key,
        "unit": unit,
        "department": department,
        "file": entry.source.file,
        "check_code": check_code(entry.position, unit, department, private),
        "superiors": [{"id": above.key, "title": above.title} for above in library.superiors(entry)],
        "subordinates": [{"id": below.key, "title": below.title} for below in library.subordinates(entry)],
        **{key: value for key, value in content.items() if key not in ("superior", "subordinates", "waive")},
    }


def as_xlsx(library: Library, *, with_private: bool = False) -> bytes:
    """Return a workbook of every position, every duty and all authority; private fields only on request."""
    private = _private(library, with_private)
    shown = replace(library, entries=tuple(without(entry, private) for entry in library.entries))
    powers = [power for entries in shown.by_unit.values() for power in powers_of(entries)]
    sheets = [
        positions_sheet(library, private),
        duties_sheet(shown, shown.entries),
        powers_sheet(shown, powers, lambda who, _: library.titles.get(str(who), str(who))),
    ]
    return workbook(sheets)


def positions_sheet(library: Library, private: frozenset[str]) -> Sheet:
    """Return the sheet of positions: every declared field of plain texts or names a column, lists a line each."""
    fields = [field for field in FIELDS if field.key not in private and field.kind in (str, Reference)]
    columns = [("单位", 14), ("部门", 16), *((field.label, _width(field)) for field in fields)]
    rows = [tuple(_cells(library, entry, fields, private)) for entry in library.entries]
    return Sheet(POSITIONS, [*columns, ("校验码", 14), ("文件", 30)], rows)


def _width(field: Field) -> int:
    return _LONG if field.kind is str and (field.many or field.key == "purpose") else 16


def _cells(library: Library, entry: Entry, fields: list[Field], private: frozenset[str]) -> Iterator[Cell]:
    unit, department = library.unit_of(entry).unit.name, library.department_name(entry)
    yield unit
    yield " / ".join(departments(library, entry))
    for field in fields:
        yield "\n".join(_said(library, entry, field))
    yield check_code(entry.position, unit, department, private)
    yield entry.source.file


def _said(library: Library, entry: Entry, field: Field) -> list[str]:
    """Return what a field says, names by title; who reports to a position follows from the library."""
    if field.key == "subordinates":
        return [below.title for below in library.subordinates(entry)]
    value = getattr(entry.position, field.name)
    values = value if field.many else [value] if value else []
    return [library.titles.get(str(one), str(one)) if isinstance(one, Reference) else one for one in values]
