"""Leaves: the single values a position is made of, each with its path in the file. Follows the declarations."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from jdbook.fields import fields_of
from jdbook.model import Group
from jdbook.shapes import Limit, Record, Reference
from jdbook.source import Path

Leaf = tuple[Path, str | Reference]
_KEPT = (Group.IDENTITY, Group.CONTENT)


def leaves(record: Record, path: Path = (), keys: Collection[str] = ()) -> Iterator[Leaf]:
    """Yield every text and every reference in a record, in the order of the declarations; or only those under `keys`.

    Document control, provenance and waivers are left out: they are about the text, not part of it. So are limits.
    """
    values = record.__dict__
    for key, name, is_leaf, many in _plan(type(record)):
        value: Any = values[name]
        if not value or (keys and key not in keys):
            continue
        if not many:
            yield from (((*path, key), value),) if is_leaf else leaves(value, (*path, key))
            continue
        for index, item in enumerate(value):
            yield from (((*path, key, index), item),) if is_leaf else leaves(item, (*path, key, index))


def leaves_by_key(record: Record) -> dict[str, tuple[Leaf, ...]]:
    """Return the leaves of a record under the key of the field they belong to."""
    groups: dict[str, list[Leaf]] = {}
    for path, value in leaves(record):
        groups.setdefault(str(path[0]), []).append((path, value))
    return {key: tuple(group) for key, group in groups.items()}


@cache
def _plan(kind: type[Record]) -> tuple[tuple[str, str, bool, bool], ...]:
    """Return key, attribute, whether it is a leaf, and whether there are many, for the fields to go through."""
    return tuple(
        (field.key, field.name, field.kind in (str, Reference), field.many)
        for field in fields_of(kind)
        if field.kind not in (dict, Limit) and field.about.group in _KEPT
    )
