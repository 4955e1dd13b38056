"""Outline: a position as blocks, and blocks as a position again. `from_blocks(to_blocks(p)) == p`.

Everything here follows from the declarations: a field's type says which block it becomes, its label heads the section.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import groupby
from typing import Any

from jdbook.blocks import Body, Cell, Definitions, Grid, Item, Items, Paragraph, Ref, Section, Table, Value
from jdbook.fields import FIELDS, Field, fields_of
from jdbook.model import Clause, Group, Position
from jdbook.shapes import Limit, Record, Reference

PRINTED = (Group.IDENTITY, Group.CONTENT, Group.CONTROL)
_GRID_GROUPS = (Group.IDENTITY, Group.CONTROL, Group.INTERNAL)
_PAIR_LABELS = ("名目", "内容")


def to_blocks(
    position: Position,
    *,
    without: AbstractSet[str] = frozenset(),
    derived: Mapping[str, Cell] | None = None,
    groups: Iterable[Group] = tuple(Group),
) -> tuple[Section, ...]:
    """Return the position's sections in print order, empty ones left out.

    `without` names keys to leave out (private ones); `derived` gives identity facts that the library knows and the
    file does not say, by label; `groups` says which kinds of field are wanted.
    """
    fields = [field for field in FIELDS if field.key not in without and getattr(position, field.name)]
    sections = []
    for group in (group for group in Group if group in tuple(groups)):
        here = [field for field in fields if field.about.group is group]
        sections.append(_grid(group, position, here, derived or {}))
        sections += [_section(position, field) for field in here if not _is_short(field)]
    return tuple(section for section in sections if section.body)


def _is_short(field: Field) -> bool:
    """Return whether the field is a short fact that stands in a grid."""
    return field.about.group in _GRID_GROUPS and field.kind in (str, Reference)


def _grid(group: Group, position: Position, fields: Iterable[Field], derived: Mapping[str, Cell]) -> Section:
    pairs = {field.label: _cell(getattr(position, field.name)) for field in fields if _is_short(field)}
    if group is Group.IDENTITY:
        pairs |= derived
    return Section(group.name.lower(), group.value, (Grid(tuple(pairs.items())),) if pairs else ())


def _section(position: Position, field: Field) -> Section:
    return Section(field.key, field.label, tuple(_bodies(field, getattr(position, field.name))))


def _bodies(field: Field, value: Any) -> Iterator[Body]:
    """Yield the blocks a field's value becomes, by its declared type."""
    if field.kind is dict:
        yield Table(_PAIR_LABELS, tuple(((key,), (text,)) for key, text in value.items()))
    elif field.kind is str and field.many:
        yield Items(tuple(Item(text) for text in value))
    elif field.kind is str:
        yield Paragraph(value)
    elif field.many:
        yield from _runs(field.kind, value)
    else:
        yield Definitions(tuple(_set_pairs(value)))


def _runs(kind: type[Record], records: Sequence[Any]) -> Iterator[Body]:
    """Yield a list for each run of sentences of one group and a table for each run of structured records."""
    start = 1
    for (is_sentence, group), run in groupby(
        records, key=lambda record: (_is_sentence(record), _group(record))
    ):
        if is_sentence:
            items = tuple(_item(record) for record in run)
            yield Items(items, group, start)
            start += len(items)
        else:
            yield _table(kind, tuple(run))


def _is_sentence(record: Record) -> bool:
    return bool(record.sentence and getattr(record, record.sentence))


def _group(record: Record) -> str:
    return (isinstance(record, Clause) and record.group) or ""


def _item(record: Record, inner: bool = False) -> Item:
    """Return a sentence with its remarks; a group heads the list at the top level and is a remark below it."""
    apart = {record.sentence, "children"} | (set() if inner else {"group"})
    notes = tuple((label, cell) for name, label, cell in _set_fields(record) if name not in apart)
    children = tuple(_item(child, inner=True) for child in getattr(record, "children", ()))
    return Item(getattr(record, record.sentence), notes, children)


def _table(kind: type[Record], records: Sequence[Record]) -> Table:
    """Return the records as rows, with a column for every key that one of them uses."""
    columns = [field for field in fields_of(kind) if any(getattr(record, field.name) for record in records)]
    rows = tuple(tuple(_cell(getattr(record, field.name)) for field in columns) for record in records)
    return Table(tuple(field.label for field in columns), rows)


def _set_fields(record: Record) -> Iterator[tuple[str, str, Cell]]:
    for field in fields_of(type(record)):
        if value := getattr(record, field.name):
            yield field.name, field.label, _cell(value) if field.name != "children" else ()


def _set_pairs(record: Record) -> Iterator[tuple[str, Cell]]:
    return ((label, cell) for _, label, cell in _set_fields(record))


def _cell(value: Any) -> Cell:
    if value is None:
        return ()
    if isinstance(value, tuple):
        return tuple(one for part in value for one in _cell(part))
    if isinstance(value, Reference):
        return (Ref(str(value), outside=value.outside is not None),)
    return (str(value),)


def from_blocks(sections: Iterable[Section]) -> Position:
    """Return the position whose sections these are; a label that no field declares is a KeyError."""
    data: dict[str, Any] = {}
    by_label = {field.label: field for field in FIELDS}
    for section in sections:
        for body in section.body:
            if isinstance(body, Grid):
                data |= {by_label[label].key: _data(by_label[label], cell) for label, cell in body.pairs}
            else:
                _read_body(by_label[section.label], body, data)
    return Position.model_validate(data)


def _read_body(field: Field, body: Body, data: dict[str, Any]) -> None:
    """Add to `data` what a block of the field's section says."""
    if isinstance(body, Paragraph):
        data[field.key] = body.text
    elif isinstance(body, Definitions):
        data[field.key] = _record(field.kind, body.pairs)
    elif field.kind is dict and isinstance(body, Table):
        data[field.key] = {str(key[0]): str(text[0]) for key, text in body.rows}
    elif isinstance(body, Items):
        data.setdefault(field.key, []).extend(_sentence(field.kind, item, body.title) for item in body.items)
    elif isinstance(body, Table):
        rows = (tuple(zip(body.columns, row, strict=True)) for row in body.rows)
        data.setdefault(field.key, []).extend(_record(field.kind, row) for row in rows)


def _sentence(kind: Any, item: Item, group: str = "") -> Any:
    """Return an item's data: bare text where nothing is added to it."""
    if kind is str:
        return item.text
    data = {kind.sentence: item.text} | ({"group": group} if group else {}) | _record(kind, item.notes)
    if item.children:
        data["children"] = [_sentence(kind, child) for child in item.children]
    return data


def _record(kind: type[Record], pairs: Iterable[tuple[str, Cell]]) -> dict[str, Any]:
    by_label = {field.label: field for field in fields_of(kind)}
    return {by_label[label].key: _data(by_label[label], cell) for label, cell in pairs if cell}


def _data(field: Field, cell: Cell) -> Any:
    values = [_plain(field.kind, value) for value in cell]
    return values if field.many else values[0]


def _plain(kind: type, value: Value) -> Any:
    if isinstance(value, Ref):
        return {"outside": value.name} if value.outside else value.name
    return Limit.parse(value) if kind is Limit else value
