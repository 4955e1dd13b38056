"""Inheritance: the full text of a position that `extends` another, plus what is wrong with the chain."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jdbook import rules
from jdbook.fields import FIELDS, Field, fields_of
from jdbook.findings import Rule
from jdbook.model import Group, Position
from jdbook.shapes import Record

Problem = tuple[Rule, str, str]
_INHERITED = tuple(field for field in FIELDS if field.about.group is Group.CONTENT)


def in_full(key: str, positions: Mapping[str, Position]) -> tuple[Position, Problem | None]:
    """Return the position `key` (`unit/id`) with everything it inherits; with a broken chain, as far as that holds."""
    chain, problem = _chain(key, positions)
    position = positions[chain[-1]]
    for heir in reversed(chain[:-1]):
        position = merged(position, positions[heir])
    return position, problem


def line_of(key: str, positions: Mapping[str, Position]) -> list[str]:
    """Return the keys from a position up through those whose text it inherits."""
    return _chain(key, positions)[0]


def _chain(key: str, positions: Mapping[str, Position]) -> tuple[list[str], Problem | None]:
    """Return the keys from a position up to the one that extends nothing."""
    chain = [key]
    while parent := positions[chain[-1]].extends:
        above = parent if "/" in parent else f"{chain[-1].split('/')[0]}/{parent}"
        if above not in positions:
            return chain, (
                rules.EXTENDS_UNKNOWN,
                f"继承的岗位“{parent}”不存在",
                "写同一单位里的 id，或“单位/id”",
            )
        if above in chain:
            return chain, (
                rules.EXTENDS_CYCLE,
                f"继承成了循环：{' → '.join([*chain, above])}",
                "去掉其中一个 extends",
            )
        chain.append(above)
    return chain, None


def merged(parent: Position, heir: Position) -> Position:
    """Return `heir` with the content of `parent`: lists one after the other, single values the heir's where it has one."""
    update = {
        field.name: _joined(field, getattr(parent, field.name), getattr(heir, field.name))
        for field in _INHERITED
    }
    return heir.model_copy(update=update)


def _joined(field: Field, above: Any, own: Any) -> Any:
    if field.many:
        return (*above, *(item for item in own if item not in above))
    if isinstance(above, Record) and isinstance(own, Record):
        parts = {
            part.name: _joined(part, getattr(above, part.name), getattr(own, part.name))
            for part in fields_of(field.kind)
        }
        return own.model_copy(update=parts)
    return own if own is not None else above
