"""Shapes of values that fields are declared with: text, dates, numbers, one-or-many, records, references.

Every scalar arrives as the text that was typed (`source.py`), so no shape ever guesses a type.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, ClassVar, Self, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

JsonSchema = dict[str, Any]
SCALAR: JsonSchema = {"type": ["string", "number", "boolean"]}


def _date(value: str) -> str:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return date.fromisoformat(value).isoformat()
    except ValueError:
        pass
    raise PydanticCustomError("jd_value", "日期写成 2026-01-31 这样的形式")


def _number(value: str) -> str:
    try:
        if re.fullmatch(r"[0-9]{1,15}(\.[0-9]{1,4})?", value) and Decimal(value) >= 0:
            return value
    except InvalidOperation:  # pragma: no cover - the pattern admits only decimals
        pass
    raise PydanticCustomError("jd_value", "写成不带单位的阿拉伯数字，例如 10000；单位写在 unit")


def _name(value: str) -> str:
    if re.search(r"[、，,；;]", value):
        raise PydanticCustomError("jd_value", "一处只写一个名称；有几个时写成列表，例如 [总经理, 副总经理]")
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), WithJsonSchema(SCALAR)]
Date = Annotated[Text, AfterValidator(_date)]
Number = Annotated[Text, AfterValidator(_number)]
Name = Annotated[Text, AfterValidator(_name)]


class _OneOrMany:
    """Marks a tuple that may be written as a single value."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.listed, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        array = handler(schema)
        return {"anyOf": [array["items"], {"type": "array", "items": array["items"]}]}

    @staticmethod
    def listed(value: object) -> object:
        return value if isinstance(value, list | tuple) else [value]


T = TypeVar("T")
Many = Annotated[tuple[T, ...], _OneOrMany()]


def labelled(label: str, default: Any = None, *, alias: str | None = None) -> Any:
    """Return the declaration of a record's key: its Chinese label is what readers see."""
    return Field(default, title=label, alias=alias)


class Record(BaseModel):
    """A mapping with declared keys. `sentence` names the key that a bare sentence stands for, if one may stand there."""

    # built when first used: of two dozen classes a run needs three
    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True, defer_build=True
    )
    sentence: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def _from_sentence(cls, value: object) -> object:
        return {cls.sentence: value} if cls.sentence and isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchema:
        mapping = handler(schema)
        return {"anyOf": [SCALAR, mapping]} if cls.sentence else mapping


class Reference(Record):
    """Somebody named: a title or alias within the unit, `unit/id`, or `{outside: 名称}` for whoever has no page."""

    sentence: ClassVar[str] = "name"
    name: Name | None = labelled("名称")
    outside: Name | None = labelled("库外")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.name is None) == (self.outside is None):
            raise PydanticCustomError("jd_value", "写岗位名称，或写 {outside: 名称}，两者取一")
        return self

    def __str__(self) -> str:
        return self.name or self.outside or ""


_YUAN = {"元": 1, "百元": 100, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "亿元": 100_000_000}


class Limit(Record):
    """How far an authority reaches: from `at_least` (included) and/or below `below` (excluded), in `unit`."""

    at_least: Number | None = labelled("起点（含）", alias="from")
    below: Number | None = labelled("上限（不含）")
    unit: Name = labelled("单位", "元")

    @model_validator(mode="after")
    def _some_bound(self) -> Self:
        if self.at_least is None and self.below is None:
            raise PydanticCustomError(
                "jd_value", "限额要写 from（含该数及以上）或 below（该数以下），至少一个"
            )
        if self.at_least and self.below and Decimal(self.at_least) >= Decimal(self.below):
            raise PydanticCustomError("jd_value", "from 要小于 below，否则没有一个数在限额之内")
        return self

    @property
    def reach(self) -> tuple[str, Decimal, Decimal | None]:
        """Return the unit (元 for all multiples of it), the amount from which and the one below which it holds."""
        multiple = _YUAN.get(self.unit)
        low, below = (
            Decimal(bound) * (multiple or 1) if bound else None for bound in (self.at_least, self.below)
        )
        return "元" if multiple else self.unit, low or Decimal(0), below

    @classmethod
    def parse(cls, text: str) -> dict[str, str]:
        """Return the mapping that prints as `text`, the inverse of `str`; an unknown wording raises ValueError."""
        data: dict[str, str] = {}
        for part in text.split("、"):
            match = re.fullmatch(r"([\d.]+) (.+)(及以上|以下)", part, re.DOTALL)
            if not match:
                raise ValueError(text)
            data |= {"from" if match[3] == "及以上" else "below": match[1], "unit": match[2]}
        return data

    def __str__(self) -> str:
        bounds = [(self.at_least, "及以上"), (self.below, "以下")]
        return "、".join(f"{amount} {self.unit}{word}" for amount, word in bounds if amount)
