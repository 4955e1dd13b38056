"""Export: the positions as data for other systems."""

from __future__ import annotations

import json
from typing import Any

from jdbook.checkcode import check_code
from jdbook.fields import FIELDS
from jdbook.library import Entry, Library
from jdbook.writing import to_data


def as_json(library: Library, *, with_private: bool = False) -> str:
    """Return every position in full (inherited content included) as JSON text; private fields only on request."""
    private = frozenset[str]() if with_private else library.private
    rows = [_row(library, entry, private) for entry in library.entries]
    return json.dumps({"positions": rows}, ensure_ascii=False, indent=1) + "\n"


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
