"""Leaves: the single values a position is made of, each with its path in the file; whom it names. Follows the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from jdbook.fields import fields_of
from jdbook.model import Group
from jdbook.shapes import Limit, Record, Reference
from jdbook.source import Path

Leaf = tuple[Path, str | Reference]
_KEPT = (Group.IDENTITY, Group.CONTENT)


def leaves(record: Record) -> list[Leaf]:
    """Return every text and every reference in a record, in the order of the declarations.

    Document control, provenance and waivers are left out: they are about the text, not part of it. So are limits.
    """
    return [leaf for group in leaves_by_key(record).values() for leaf in group]


def leaves_by_key(record: Record) -> dict[str, list[Leaf]]:
    """Return the leaves of a record under the key of the field they belong to; keys without any are left out."""
    groups: dict[str, list[Leaf]] = {}
    values = record.__dict__
    for key, name, is_leaf, many in _plan(type(record)):
        if value := values[name]:
            _collect(value, (key,), is_leaf, many, groups.setdefault(key, []))
    return groups


def _collect(value: Any, path: Path, is_leaf: bool, many: bool, found: list[Leaf]) -> None:
    """Add a field's leaves to those found. A library has hundreds of thousands, so this makes one list and no detours."""
    if many:
        for index, item in enumerate(value):
            _collect(item, (*path, index), is_leaf, False, found)
    elif is_leaf:
        found.append((path, value))
    else:
        values = value.__dict__
        kind: type[Record] = type(value)
        for key, name, leaf_below, many_below in _plan(kind):
            if below := values[name]:
                _collect(below, (*path, key), leaf_below, many_below, found)


@cache
def _plan(kind: type[Record]) -> tuple[tuple[str, str, bool, bool], ...]:
    """Return key, attribute, whether it is a leaf, and whether there are many, for the fields to go through."""
    return tuple(
        (field.key, field.name, field.kind in (str, Reference), field.many)
        for field in fields_of(kind)
        if field.kind not in (dict, Limit) and field.about.group in _KEPT
    )


def references(record: Record) -> Iterator[Reference]:
    """Yield everybody a record names, wherever it does."""
    for name in _naming(type(record)):
        value: Any = getattr(record, name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, Reference):
                yield part
            elif isinstance(part, Record):
                yield from references(part)


@cache
def _naming(kind: type[Record]) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(kind) if may_name(field.kind))


def may_name(kind: type, above: tuple[type, ...] = ()) -> bool:
    """Return whether a kind of value is a reference or may hold one, in it or deeper; `above` are the kinds it stands in."""
    if kind is Reference or kind in above or not issubclass(kind, Record):
        return kind is Reference
    return any(may_name(field.kind, (*above, kind)) for field in fields_of(kind))
