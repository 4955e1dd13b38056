"""The declarations of the model as data, for everything that follows from them: print, schema, import, check codes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from jdbook.model import ABOUT, About, Group, Position
from jdbook.shapes import Record

_PLAIN = About((), Group.CONTENT, private=False, signed=True)


@dataclass(frozen=True, slots=True)
class Field:
    """A declared key: `kind` is what one value is (str, or a Record class), `many` whether there is a list of them."""

    key: str
    name: str
    label: str
    help: str
    kind: type
    many: bool
    about: About

    @property
    def names(self) -> tuple[str, ...]:
        """Return every heading the field is known by, its label first."""
        return (self.label, *self.about.synonyms)


@cache
def fields_of(record: type[Record]) -> tuple[Field, ...]:
    """Return the declared keys of a record class, in the order of declaration."""
    return tuple(_field(name, info) for name, info in record.model_fields.items())


def _field(name: str, info: FieldInfo) -> Field:
    kind, many = _shape(info.annotation)
    extra = info.json_schema_extra
    about = extra.get(ABOUT, _PLAIN) if isinstance(extra, dict) else _PLAIN
    assert isinstance(about, About)
    return Field(info.alias or name, name, info.title or name, info.description or "", kind, many, about)


def _shape(annotation: Any) -> tuple[type, bool]:
    """Return what one value of an annotation is, and whether there are many."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        return _shape(args[0])[0], True
    if origin in (Union, UnionType):
        return _shape(next(arg for arg in args if arg is not type(None)))
    if origin is dict:
        return dict, False
    return (
        (annotation, False)
        if isinstance(annotation, type)
        else (_shape(args[0]) if args and origin and not isinstance(args[0], str) else (str, False))
    )


FIELDS = fields_of(Position)


def labels() -> dict[str, Field]:
    """Return the fields by every heading they are known by; a label wins over another field's synonym."""
    by_synonym = {name: field for field in reversed(FIELDS) for name in field.about.synonyms}
    return by_synonym | {field.label: field for field in FIELDS}


def private_keys(override: Iterable[str] | None) -> frozenset[str]:
    """Return the keys that never reach anything public: those company.yml names, or those declared private."""
    if override is not None:
        return frozenset(override)
    return frozenset(field.key for field in FIELDS if field.about.private)
