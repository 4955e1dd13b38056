"""Normal: the one form that all ways of writing the same position share, by what the model says of each value. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jdbook.diagnosis import INVISIBLE
from jdbook.fields import fields_of
from jdbook.model import Position
from jdbook.shapes import Record
from jdbook.source import Data


@dataclass(frozen=True, slots=True)
class Shape:
    """What the model says of a value: what one is (`object`: nothing), whether there may be many, how it is headed."""

    kind: type
    many: bool = False
    label: str = ""
    default: str = ""
    rank: int = 1_000

    def below(self, key: str) -> Shape:
        """Return the shape of the value under a key; keys nobody declared are the last."""
        return _below(self.kind).get(key) or Shape(str if self.kind is dict else object, label=key)

    @property
    def one(self) -> Shape:
        """Return the shape of each of many."""
        return Shape(self.kind, label=self.label)

    @property
    def sentence(self) -> str:
        """Return the key that a bare sentence stands for, "" where none may."""
        return self.kind.sentence if issubclass(self.kind, Record) else ""

    @property
    def holds_lists(self) -> bool:
        """Return whether a value is a mere heading over lists, or over names somebody chose."""
        return self.kind is dict or (
            issubclass(self.kind, Record) and all(shape.many for shape in _below(self.kind).values())
        )

    def spread(self, value: Data) -> Data:
        """Return a bare sentence as the mapping it stands for."""
        return {self.sentence: value} if self.sentence and isinstance(value, str) else value


WHOLE = Shape(Position)


@cache
def _below(kind: type) -> dict[str, Shape]:
    if not issubclass(kind, Record):
        return {}
    return {
        field.key: Shape(
            field.kind, field.many, field.label, _default(kind.model_fields[field.name].default), rank
        )
        for rank, field in enumerate(fields_of(kind))
    }


def _default(value: object) -> str:
    return value if isinstance(value, str) else ""


def normal(data: Mapping[str, Data]) -> dict[str, Data]:
    """Return a position's data in normal form: lists where many may stand, bare sentences, nothing empty or implied."""
    return entries(data, WHOLE)


def normal_value(value: Data, shape: Shape) -> Data:
    """Return a value of a shape in normal form; None where there is nothing."""
    if shape.many:
        items = value if isinstance(value, list) else [value]
        return [one for item in items if (one := normal_value(item, shape.one))] or None
    if isinstance(value, dict):
        return _shortest(entries(value, shape), shape)
    if isinstance(value, list):
        return [one for item in value if (one := normal_value(item, shape))] or None
    return _visible(value or "")


def entries(data: Mapping[str, Data], shape: Shape) -> dict[str, Data]:
    """Return a mapping of a shape with its values in normal form, even if a sentence is all it holds."""
    found: dict[str, Data] = {}
    for key, value in data.items():
        below = shape.below(key)
        one = normal_value(value, below)
        if one and one != below.default:
            found[key] = one
    return found


def _shortest(found: dict[str, Data], shape: Shape) -> Data:
    return found[shape.sentence] if found.keys() == {shape.sentence} else found or None


def _visible(text: str) -> str | None:
    """Return a text as a file can hold it; most have nothing unusual."""
    return (text if text.isprintable() else INVISIBLE.sub("", text)).strip() or None
