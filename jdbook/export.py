"""Export: the positions as data for other systems, and as a workbook to edit and bring back."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from jdbook.checkcode import check_code
from jdbook.copies import without
from jdbook.fields import FIELDS
from jdbook.ledger.columns import DERIVED, Known, Names, outside_in, read_back
from jdbook.ledger.sheets import Told, sheets_of
from jdbook.library import Entry, Library
from jdbook.matters import departments
from jdbook.workbook import workbook
from jdbook.writing import to_data

KINDS = ("xlsx", "json")


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
    """Return a workbook of every position, its duties, authority and forms, to be edited; private fields only on request."""
    private = _private(library, with_private)
    told = [_told(library, entry, private) for entry in library.entries]
    return workbook(sheets_of(told, _names(library, told, read_back(private)), private))


def _told(library: Library, entry: Entry, private: frozenset[str]) -> Told:
    """Return what the workbook tells of a position: its data without private fields, and what follows from the library."""
    unit, department = library.unit_of(entry).unit.name, library.department_name(entry)
    return Told(
        entry.key,
        entry.unit,
        to_data(without(entry, _not_told(private)).position),
        unit=unit,
        department=" / ".join(departments(library, entry)),
        subordinates=()
        if private & {"superior", "subordinates"}
        else tuple(below.key for below in library.subordinates(entry)),
        check_code=check_code(entry.position, unit, department, private),
        file=entry.source.file,
    )


@cache
def _not_told(private: frozenset[str]) -> frozenset[str]:
    told = {*read_back(private), *DERIVED}
    return private.union(field.key for field in FIELDS if field.key not in told)


def _names(library: Library, told: list[Told], keys: tuple[str, ...]) -> Names:
    """Return what everybody is called; private by-names are not known here."""
    known = (
        Known(one.key, one.unit_id, one.unit, entry.title, one.data.get("aliases", ()))
        for one, entry in zip(told, library.entries, strict=True)
    )
    return Names(
        known,
        ((one.unit_id, name) for one in told for name in outside_in([one.data.get(key) for key in keys])),
    )
