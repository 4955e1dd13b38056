"""Values: what stands in a cell of a Word file as the values of a field, printed names as those the file gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from jdbook.blocks import Block, Body, Cell, Definitions, Grid, Item, Items, Ref, Section, Table
from jdbook.fields import Field
from jdbook.outline import from_blocks
from jdbook.roundtrip.word.lines import normal
from jdbook.shapes import Limit, Reference
from jdbook.word.facts import shown

_BETWEEN = re.compile(r"[、，,；;\n]+")
_BOUND = re.compile(r"(\d[\d,，]*(?:\.\d+)?)\s*([^\d\s]+?)\s*(及以上|以上|以下)")


class Values:
    """Reads cells of one position: `names` are titles by `unit/id`, as they were printed."""

    def __init__(self, sections: Iterable[Block], names: Mapping[str, str]) -> None:
        self.names = names
        refs = [ref for section in sections for body in section.body for ref in _refs(body)]
        self._known = {self.shown((ref,)): ref for ref in reversed(refs)}

    def shown(self, cell: Cell) -> str:
        """Return a cell as it was printed."""
        return normal(shown(cell, self.names))

    def read(self, field: Field, text: str, before: Cell = ()) -> Cell:
        """Return the values of a field in a text that was printed for `before`; ValueError where it can't be told."""
        text = normal(text)
        if text == self.shown(before):
            return before
        if not text:
            return ()
        if field.kind is Limit:
            return (_limit(text),)
        if not field.many and field.kind is not Reference:
            return (text,)
        parts = [part for one in _BETWEEN.split(text) if (part := one.strip())]
        if not field.many and len(parts) > 1:
            raise ValueError("只能写一个")
        known = {self.shown((value,)): value for value in before}
        return tuple(self._value(field, part, known) for part in parts)

    def _value(self, field: Field, part: str, known: Mapping[str, str | Ref]) -> str | Ref:
        if part in known:
            return known[part]
        return self._known.get(part, Ref(part)) if field.kind is Reference else part


def _refs(body: Body) -> Iterator[Ref]:
    """Yield everybody a block names."""
    if isinstance(body, Grid | Definitions):
        yield from _in_cells(cell for _, cell in body.pairs)
    elif isinstance(body, Table):
        yield from _in_cells(cell for row in body.rows for cell in row)
    elif isinstance(body, Items):
        yield from (ref for item in body.items for ref in _in_item(item))


def _in_cells(cells: Iterable[Cell]) -> Iterator[Ref]:
    yield from (value for cell in cells for value in cell if isinstance(value, Ref))


def _in_item(item: Item) -> Iterator[Ref]:
    yield from _in_cells(cell for _, cell in item.notes)
    yield from (ref for child in item.children for ref in _in_item(child))


def _limit(text: str) -> str:
    """Return a limit in the words it is printed in; ValueError for others."""
    bounds = [
        _BOUND.fullmatch(part.strip()) for part in re.split(r"[、；;\n]|，(?!\d)", text) if part.strip()
    ]
    if not bounds or None in bounds:
        raise ValueError("限额写成“10000 元及以上”或“5000 元以下”的样子")
    found = [(re.sub(r"[,，]", "", one[1]), one[2], one[3]) for one in bounds if one]
    return "、".join(
        f"{amount} {unit}{'以下' if word == '以下' else '及以上'}" for amount, unit, word in found
    )


def problem(field: Field, body: Body) -> str:
    """Return why a block can't stand in a field's section; "" where it can."""
    title = Section("identity", "", (Grid((("岗位名称", ("岗位",)),)),))
    try:
        from_blocks([title, Section(field.key, field.label, (body,))])
    except ValidationError as error:
        return _told(error.errors()[0])
    except ValueError as error:
        return f"读不懂（{error}）"
    return ""


def _told(error: ErrorDetails) -> str:
    """Return what is wrong with a value, in Chinese."""
    if error["type"] == "jd_value":
        return f"不合写法：{error['msg']}"
    if error["type"] == "literal_error":
        return f"里有不能用的词，只能是 {error['ctx']['expected'].replace(' or ', ', ')}"
    return "缺了必须有的一格" if error["type"] in ("missing", "string_too_short") else "不合写法"
