"""Hypothesis strategies that follow from the declarations: a field added to the model is tested without a word here."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any, Literal, TypeVar, get_args, get_origin

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import AfterValidator

from jdbook import shapes
from jdbook.diagnosis import INVISIBLE
from jdbook.fields import Field, fields_of
from jdbook.model import Authority, Clause, Duty, Position
from jdbook.shapes import Limit, Record, Reference

R = TypeVar("R", bound=Record)

_CHINESE = "岗位职责负责每日核对现金与账簿，报总经理批准。：；、（）《》“”—…"
_YAML = " \n\t:#-[]{}&*!|>'\"%@`,?=~\\<>$"
_OTHER = "abcXYZ0189éÅ①½𠮷😀👩‍💻\u0301"
_CHARACTERS = st.sampled_from(_CHINESE + _YAML + _OTHER) | st.characters(exclude_categories=("Cs", "Cn"))
_DRAWN = st.text(_CHARACTERS, min_size=1, max_size=30).map(lambda text: INVISIBLE.sub("", text).strip())

texts = (
    st.sampled_from(["no", "1.10", "007", "~", "null", "2026-01-01", "- 甲", "a: b", "#x"]) | _DRAWN
).filter(bool)
names = texts.map(lambda text: "".join(c for c in text if c not in "、，,；;").strip()).filter(bool)
dates = st.dates().map(lambda day: day.isoformat())
numbers = st.from_regex(r"\A[0-9]{1,15}(\.[0-9]{1,4})?\Z")


def _marks(annotation: Any) -> Iterator[Any]:
    """Yield the validators and choices an annotation mentions, at any depth."""
    if get_origin(annotation) is Literal:
        yield st.sampled_from(get_args(annotation))
    for part in get_args(annotation):
        yield part.func if isinstance(part, AfterValidator) else None
        yield from _marks(part)


_BY_MARK: dict[Any, SearchStrategy[str]] = {
    shapes._date: dates,
    shapes._number: numbers,
    shapes._name: names,
}


def _words(record: type[Record], field: Field) -> SearchStrategy[str]:
    """Return the strategy for one text of a field, by its declared type."""
    info = record.model_fields[field.name]
    marks = [part.func for part in info.metadata if isinstance(part, AfterValidator)]
    for mark in (*marks, *_marks(info.annotation)):
        if isinstance(mark, SearchStrategy):
            return mark
        if mark in _BY_MARK:
            return _BY_MARK[mark]
    return texts


def _one(record: type[Record], field: Field, depth: int) -> SearchStrategy[Any]:
    if field.kind is dict:
        inside = get_args(record.model_fields[field.name].annotation)[1]
        values = data_of(inside, depth) if isinstance(inside, type) else texts
        return st.dictionaries(texts, values, min_size=1, max_size=2)
    if issubclass(field.kind, Record):
        return data_of(field.kind, depth)
    return _words(record, field)


def _values(record: type[Record], field: Field, depth: int) -> SearchStrategy[Any]:
    one = _one(record, field, depth)
    return st.lists(one, min_size=1, max_size=3) if field.many else one


@st.composite
def _fields(draw: st.DrawFn, record: type[Record], depth: int) -> dict[str, Any]:
    """Return data for some of a record's keys, the required ones among them."""
    infos = record.model_fields
    usable = [field for field in fields_of(record) if field.key != "children" or depth]
    required = [field for field in usable if infos[field.name].is_required()]
    drawn = draw(st.lists(st.sampled_from(usable), max_size=6, min_size=not required, unique=True))
    return {
        field.key: draw(_values(record, field, depth - (field.key == "children")))
        for field in dict.fromkeys((*required, *drawn))
    }


def data_of(record: type[Record], depth: int = 2) -> SearchStrategy[Any]:
    """Return plain data that makes a valid record of the class."""
    if record is Reference:
        return names.map(lambda name: {"name": name}) | names.map(lambda name: {"outside": name})
    if record is Limit:
        bounds = st.tuples(st.none() | numbers, st.none() | numbers).filter(_leaves_room)
        return st.builds(_limit, bounds, names)
    if record is Authority:
        return texts.map(lambda text: {"text": text}) | _structured(depth)
    return _fields(record, depth)


def _leaves_room(bounds: tuple[str | None, str | None]) -> bool:
    at_least, below = bounds
    return Decimal(at_least) < Decimal(below) if at_least and below else any(bounds)


def _limit(bounds: tuple[str | None, str | None], unit: str) -> dict[str, str]:
    pairs = zip(("from", "below"), bounds, strict=True)
    return {key: bound for key, bound in pairs if bound} | {"unit": unit}


def _structured(depth: int) -> SearchStrategy[dict[str, Any]]:
    fields = {field.key: field for field in fields_of(Authority) if field.key != "text"}
    drawn = {key: _values(Authority, field, depth) for key, field in fields.items()}
    required = {key: drawn.pop(key) for key in ("matter", "action")}
    return st.fixed_dictionaries(required, optional=drawn)


def records(record: type[R]) -> SearchStrategy[R]:
    """Return valid records of a class, with any of its keys set."""
    return data_of(record).map(record.model_validate)


def positions() -> SearchStrategy[Position]:
    """Return positions as a file may declare them: any of the keys, any text a file can hold."""
    return records(Position)


clauses, duties = records(Clause), records(Duty)
