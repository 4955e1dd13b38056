"""Shaping: a draft as the data of a position file, each field in the shape it declares; and as data for machines. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from jdbook.diagnosis import INVISIBLE
from jdbook.fields import FIELDS, Field
from jdbook.importing.drafts import Draft, Item, plain
from jdbook.importing.kinds import sorted_by_kind
from jdbook.model import Clause, Conditions, Duty, Qualifications

TO_FILL_IN = "待填"
_DATE = re.compile(r"\s*([0-9]{4})\s*[-./年]\s*([0-9]{1,2})\s*[-./月]\s*([0-9]{1,2})\s*日?[。.\s]*")
_PEOPLE = re.compile(r"\s*([0-9]{1,4})\s*[人名位]\s*")
_WEIGHT = re.compile(r"\s*[0-9]{1,3}(?:\.[0-9])?\s*(?:%|％|分)\s*")
_LABELLED = re.compile(r"(.{2,30}?)[：:]\s*(.+)", re.DOTALL)


def machine_form(draft: Draft) -> dict[str, Any]:
    """Return a draft as it was recognised: lists of sentences, or of mappings with `text` and `children`."""
    said = {key: list(plain(items)) for key, items in draft.items.items()}
    return {"title": draft.title, **said}


def file_form(draft: Draft, title: str = TO_FILL_IN) -> dict[str, Any]:
    """Return what the file of a draft says, in the order of the fields; what no field can hold as it is stays out."""
    data: dict[str, Any] = {"title": title}
    for field in FIELDS:
        items = draft.items.get(field.key, [])
        if items and field.key not in ("title", "status") and (value := _value(field, items)):
            data[field.key] = _tidy(value)
    return data


def unheld(draft: Draft) -> Iterator[tuple[str, str]]:
    """Yield key and text of what was recognised and no field of a file can hold."""
    held = file_form(draft)
    for key, items in draft.items.items():
        if key not in held and key not in ("unit", "department"):
            yield from ((key, item.text) for item in items)


def _tidy(value: Any) -> Any:
    """Return data whose sentences end without the sign that parted them in the source."""
    if isinstance(value, dict):
        return {key: _tidy(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_tidy(part) for part in value]
    return INVISIBLE.sub("", value).strip().rstrip("；;。") or value


def _value(field: Field, items: list[Item]) -> Any:
    if field.key == "assessment":
        return [criterion for item in items for criterion in _criteria(item)]
    if field.key == "headcount" and (count := _PEOPLE.fullmatch(items[0].text)) and len(items) == 1:
        return count[1]
    if field.key in _SHAPED:
        return [_SHAPED[field.key](text) for text in flat(items)]
    if field.kind in (Qualifications, Conditions):
        return sorted_by_kind(field.kind, items)
    if field.kind in (Duty, Clause):
        return list(plain(items))
    if field.key in ("effective", "review_by"):
        return _date(items[0].text)
    texts = list(flat(items))
    return texts if field.many else "；".join(text.rstrip("；;。 ") for text in texts)


def flat(items: Iterable[Item]) -> Iterator[str]:
    """Yield nested items as sentences: a heading before each of those below it."""
    for item in items:
        below = list(flat(item.children))
        yield from ([f"{item.text.rstrip('：:')}：{text}" for text in below] if below else [item.text])


def _date(text: str) -> str:
    found = _DATE.fullmatch(text)
    return "-".join((found[1], found[2].zfill(2), found[3].zfill(2))) if found else ""


def _criteria(item: Item) -> Iterator[dict[str, Any]]:
    """Yield what an item is measured by: one whose parts tell a weight is a single one."""
    below = [child.text for child in item.children]
    weights = [text for text in below if _WEIGHT.fullmatch(text)]
    if item.is_part and len(weights) == 1 and len(below) > 1:
        standard = "；".join(text.rstrip("；;。 ") for text in below if text not in weights)
        yield {"item": item.text, "standard": standard, "weight": weights[0]}
    else:
        yield from map(_criterion, flat([item]))


def _criterion(text: str) -> dict[str, Any]:
    found = _LABELLED.fullmatch(text)
    return {"item": found[1], "standard": found[2]} if found else {"item": text}


def _collaboration(text: str) -> dict[str, Any]:
    found = _LABELLED.fullmatch(text)
    if found:
        return {"with_whom": [{"outside": found[1]}], "matter": found[2]}
    return {"with_whom": [{"outside": TO_FILL_IN}], "matter": text}


# Records whose parts a sentence does not tell: the sentence goes into the first, the others are to be looked at.
_SHAPED: Mapping[str, Callable[[str], dict[str, Any]]] = {
    "collaboration": _collaboration,
    "forms": lambda text: {"name": text, "handling": ["使用"]},
    "acting_for": lambda text: {"position": [text]},
    "revisions": lambda text: {"changes": text},
}
TO_LOOK_AT = frozenset({"collaboration", "forms", "acting_for"})
