"""Origin: what a workbook of ours was made from, and its sheets as pages, whatever became of them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from pydantic import ValidationError

from jdbook.fields import FIELDS, Field, labels
from jdbook.ledger.carried import Carried, Spoilt, carried_in, keys_in
from jdbook.ledger.columns import (
    CHECK_CODE,
    CODE,
    DEPARTMENT,
    DERIVED,
    FILE,
    KEPT,
    KEY,
    NUMBER,
    POSITIONS,
    TABLES,
    TITLE,
    UNIT,
    Known,
    Names,
    Table,
    field_text,
    outside_in,
    read_back,
    rows_of,
)
from jdbook.model import Position
from jdbook.roundtrip.excel.cells import comparable
from jdbook.roundtrip.excel.grids import Book
from jdbook.roundtrip.excel.pages import Page, page_of, renamed
from jdbook.writing import to_data

_LOOKED_AT = 12
_MOSTLY = 0.6  # of the cells of a column say what was written in another one: it is that one


@dataclass
class Origin:
    """What a workbook was made from: the positions it carries, what everybody is called, its pages as they are now."""

    keys: tuple[str, ...]
    carried: Mapping[str, Carried]
    names: Names
    positions: Page | None = None
    tables: dict[Table, Page] = field(default_factory=dict)
    doubts: list[str] = field(default_factory=list)

    @property
    def fields(self) -> list[Field]:
        """Return the fields that are columns of the sheet of positions and read back."""
        tables = {table.field for table in TABLES}
        return [one for one in FIELDS if one.key in self.keys and one.key not in tables]

    def unit_of(self, unit_name: str) -> str:
        """Return the unit of that name, "" where there is none."""
        return next((one.unit for one in self.names.by_key.values() if one.unit_name == unit_name), "")


def unit_in(key: str) -> str:
    """Return the unit in the key of a position."""
    return key.partition("/")[0]


def origin_of(book: Book) -> Origin:
    """Return what a workbook was made from; Spoilt where that cannot be trusted."""
    rows = book.grid(KEPT).rows
    keys = keys_in(rows[0] if rows else ())
    if not set(keys) <= set(read_back(frozenset())):
        raise Spoilt("底稿是别的版本写的")
    carried = {one.key: one for one in carried_in(rows[1:]) if _fits(one, keys)}
    found = Origin(keys, carried, _names(carried))
    _find_pages(book, found)
    return found


def _fits(one: Carried, keys: Sequence[str]) -> bool:
    """Return true where a position is one of the model's; Spoilt where it is not."""
    try:
        position = Position.model_validate(dict(one.data))
    except ValidationError as error:
        raise Spoilt(f"底稿里“{one.key[:40]}”的内容不合格式") from error
    if not set(one.data) <= set(keys) or to_data(position) != dict(one.data) or "/" not in one.key:
        raise Spoilt(f"底稿里“{one.key[:40]}”的内容不合格式")
    return True


def _names(carried: Mapping[str, Carried]) -> Names:
    known = (
        Known(key, unit_in(key), str(one.facts.get("unit", "")), str(one.data["title"]), _aliases(one))
        for key, one in carried.items()
    )
    outside = (
        (unit_in(key), name) for key, one in carried.items() for name in outside_in(list(one.data.values()))
    )
    return Names(known, outside)


def _aliases(one: Carried) -> list[str]:
    aliases = one.data.get("aliases")
    return [str(alias) for alias in aliases] if isinstance(aliases, list) else []


def _find_pages(book: Book, found: Origin) -> None:
    """Find every sheet: by its name, or where it goes by another one, by its headings."""
    derived = [one.label for one in FIELDS if one.key in DERIVED]
    edited = [one.label for one in found.fields]
    page = _page(book, POSITIONS, [UNIT, DEPARTMENT, *edited, *derived, CHECK_CODE, FILE, KEY], edited)
    if page:
        likely = partial(_likely, page, lambda heading: _written(found, heading))
        found.positions, doubts = renamed(page, edited, likely)
        found.doubts += doubts
    for table in TABLES:
        if table.field in found.keys:
            _find_table(book, found, table)


def _find_table(book: Book, found: Origin, table: Table) -> None:
    edited = [part.heading for part in table.parts]
    page = _page(book, table.sheet, [UNIT, DEPARTMENT, TITLE, CODE, NUMBER, *edited, KEY], edited)
    if page is None:
        return
    if not {KEY, TITLE} & page.columns.keys():
        found.doubts.append(
            f"{page.grid.name}：“{KEY}”和“{TITLE}”两列都没有了，看不出各行是谁的，这张表没有读入"
        )
        return
    likely = partial(_likely, page, lambda heading: _written_in(found, table, heading))
    found.tables[table], doubts = renamed(page, edited, likely)
    found.doubts += doubts


def _page(book: Book, name: str, expected: Sequence[str], edited: Sequence[str]) -> Page | None:
    if name in book.sheets:
        return page_of(book.grid(name), expected)
    for other in book.sheets:
        if other not in {POSITIONS, KEPT, *(table.sheet for table in TABLES)}:
            seen = page_of(book.grid(other, _LOOKED_AT), expected)
            if seen and 2 * len(seen.columns.keys() & set(edited)) > len(edited):
                return page_of(book.grid(other), expected)
    return None


def _likely(
    page: Page, written: Callable[[str], Iterable[str]], missing: str, heading: str, column: int
) -> bool:
    """Return whether a column under another heading is the one that is missing: by a synonym, or by what stands in it."""
    if (known := labels().get(heading)) and known.label == missing:
        return True
    was = set(written(missing))
    cells = [cells[column] for row in page.rows if len(cells := page.grid.rows[row]) > column]
    said = [comparable(cell) for cell in cells if cell.strip()]
    return bool(said) and sum(cell in was for cell in said) >= _MOSTLY * len(said)


def _written(found: Origin, heading: str) -> Iterator[str]:
    """Yield what was written in a column of the sheet of positions."""
    declared = next(one for one in found.fields if one.label == heading)
    for key, one in found.carried.items():
        text = field_text(declared, one.data.get(declared.key), found.names.calls(unit_in(key)))
        if text:
            yield comparable(text)


def _written_in(found: Origin, table: Table, heading: str) -> Iterator[str]:
    """Yield what was written in a column of a sheet of records."""
    at = next(place for place, part in enumerate(table.parts) if part.heading == heading)
    for key, one in found.carried.items():
        for row in rows_of(table, one.data.get(table.field), found.names.calls(unit_in(key))):
            if row.cells[at] is not None:
                yield comparable(row.cells[at])
