"""Compare: any two positions side by side in the browser (比较两个岗位).

Here is what each of them says, line by line, a script for each position that registers itself (so it works from a
folder), and the list to choose from. The browser loads the two chosen ones and finds what differs (assets/diff.js).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from jdbook.blocks import Body, Cell, Definitions, Grid, Item, Items, Paragraph, Ref, Section, Table, Value
from jdbook.fields import FIELDS, fields_of
from jdbook.library import Entry
from jdbook.matters import departments
from jdbook.model import Clause
from jdbook.site.here import Here
from jdbook.site.memo import Remember, made_anew
from jdbook.site.paths import COMPARE, address, compare_file, index_page, position_page
from jdbook.site.spec import PageSpec
from jdbook.site.traces import of_position
from jdbook.site.wiki import Wiki

TITLE = "比较两个岗位"
LIST = "assets/data/compare.js"
_LEFT_OUT = frozenset({"revisions"})  # what became of one position says nothing of another
_HEADS = next(field.label for field in FIELDS if field.key == "title")  # stands above the lines
_GROUP = next(field.label for field in fields_of(Clause) if field.name == "group")
Named = Callable[[Value], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing a section says. `label` is what it answers (学历; "" for the section itself), None in lists and tables."""

    text: str
    label: str | None = None
    number: str = ""
    notes: tuple[tuple[str, str], ...] = ()


def lines_of(section: Section, named: Named = str) -> tuple[Line, ...]:
    """Return what a section says, line by line; `named` says what readers call whom a value names."""
    said = _Speaker(named)
    return tuple(line for body in section.body for line in said.body(body))


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Says what blocks hold."""

    named: Named

    def body(self, body: Body) -> Iterator[Line]:
        if isinstance(body, Paragraph):
            yield Line(body.text, "")
        elif isinstance(body, Items):
            for number, item in enumerate(body.items, body.start):
                yield from self._item(item, str(number), body.title)
        elif isinstance(body, Table):
            yield from (self._row(body.columns, row) for row in body.rows)
        elif isinstance(body, Grid):
            yield from (Line(self._cell(cell), label) for label, cell in body.pairs if label != _HEADS)
        elif isinstance(body, Definitions):
            yield from (Line(self.named(value), label) for label, cell in body.pairs for value in cell)

    def _item(self, item: Item, number: str, group: str = "") -> Iterator[Line]:
        notes = tuple((label, self._cell(cell)) for label, cell in item.notes)
        yield Line(item.text, number=number, notes=(((_GROUP, group), *notes) if group else notes))
        for place, child in enumerate(item.children, 1):
            yield from self._item(child, f"{number}.{place}")

    def _row(self, columns: tuple[str, ...], row: tuple[Cell, ...]) -> Line:
        """Return a row as the first thing it says, and the others as notes."""
        said = [(label, self._cell(cell)) for label, cell in zip(columns, row, strict=True) if cell]
        return Line(said[0][1] if said else "", notes=tuple(said[1:]))

    def _cell(self, cell: Cell) -> str:
        return "、".join(self.named(value) for value in cell)


def compare_pages(wiki: Wiki) -> Iterator[PageSpec]:
    """Yield the page, which holds no position."""
    if wiki.is_comparable:
        yield PageSpec(COMPARE, "compare", partial(_values, wiki), partial(_seen, wiki))


def _seen(wiki: Wiki) -> tuple[object, ...]:
    return tuple((unit.unit, wiki.count(unit.id)) for unit in wiki.units)


def _values(wiki: Wiki) -> Mapping[str, Any]:
    here = Here(wiki, COMPARE)
    units = [(unit.unit.name, index_page(unit.id), wiki.count(unit.id)) for unit in wiki.units]
    return {"here": here, "crumbs": here.way(), "title": TITLE, "units": units, "list": LIST}


def compare_files(wiki: Wiki, remember: Remember = made_anew) -> dict[str, str]:
    """Return the list to choose from, and what each position says, by path."""
    if not wiki.is_comparable:
        return {}
    return {LIST: _list(wiki)} | {
        compare_file(entry): remember(
            f"{entry.key}#compare", partial(of_position, wiki, entry), partial(_part, wiki, entry)
        )
        for entry in wiki.live
    }


def _list(wiki: Wiki) -> str:
    """Return where positions are, and for each its key, name, place, code and other names."""
    entries = [entry for unit in wiki.units for folder in wiki.folders(unit.id) for entry in folder.entries]
    places = list(dict.fromkeys(_where(wiki, entry) for entry in entries))
    at = {place: number for number, place in enumerate(places)}
    rows = [
        [
            entry.key,
            wiki.called(entry, ""),
            at[_where(wiki, entry)],
            entry.position.code or "",
            *entry.position.aliases,
        ]
        for entry in entries
    ]
    return _script("jdPositions", {"places": places, "rows": rows})


def _where(wiki: Wiki, entry: Entry) -> tuple[str, ...]:
    """Return the names of the unit and of the departments down to a position."""
    return wiki.library.unit_of(entry).unit.name, *filter(None, departments(wiki.library, entry))


def _part(wiki: Wiki, entry: Entry) -> str:
    named = partial(_named, wiki, entry.unit)
    sections = [
        [section.key, section.label, [_plain(line) for line in lines_of(section, named)]]
        for section in wiki.copy(entry).sections
        if section.key not in _LEFT_OUT
    ]
    about = {"name": wiki.library.label(entry), "where": _where(wiki, entry)}
    return _script("jdPosition", about | {"url": address(position_page(entry)), "sections": sections})


def _plain(line: Line) -> dict[str, Any]:
    """Return a line as diff.js reads it; what it has not is left out."""
    values = {
        "text": line.text,
        "label": line.label,
        "number": line.number or None,
        "notes": line.notes or None,
    }
    return {key: value for key, value in values.items() if value is not None}


def _named(wiki: Wiki, unit: str, value: Value) -> str:
    if not isinstance(value, Ref):
        return value
    found = wiki.target(value, unit)
    return found[0] if found else value.name


def _script(name: str, data: object) -> str:
    return f"{name}({json.dumps(data, ensure_ascii=False, separators=(',', ':'))});\n"
