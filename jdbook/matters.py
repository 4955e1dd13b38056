"""Matters: who is responsible for what and who decides what, over many positions; as lists and as sheets for Excel."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jdbook.fields import fields_of
from jdbook.library import Entry, Library
from jdbook.model import Authority, Duty
from jdbook.shapes import Limit, Reference
from jdbook.workbook import Cell, Sheet

_Held = tuple[Entry, int, Authority]
Called = Callable[[Reference, str], str]  # what a reference is called, and the unit it is written in

DUTIES, POWERS = "职责", "权限"
_WHERE = (("单位", 14), ("部门", 16), ("岗位", 18), ("岗位编号", 14))
_DUTY = (("序号", 6), ("类别", 8), ("职责", 60), ("分项", 50), ("工作标准", 30), ("频次", 10))
_POWER = (
    *(("事项", 40), ("权限", 8), ("限额起点（含）", 14), ("限额上限（不含）", 16), ("限额单位", 10)),
    *(("会同或报送", 24), ("说明", 40), ("没有分项的句子", 60)),
)
_INNER = "　"
_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Power:
    """An item of authority with who holds it, and its number there.

    `measured` are the units in which anybody's limits in this matter are written: without a limit of its own, the item
    holds at every amount of those.
    """

    entry: Entry
    number: int
    item: Authority
    measured: frozenset[str]


def duties_of(entries: Iterable[Entry]) -> Iterator[tuple[Entry, int, Duty]]:
    """Yield every duty with whose it is and its number there."""
    return (
        (entry, number, duty) for entry in entries for number, duty in enumerate(entry.position.duties, 1)
    )


def parts_of(duty: Duty) -> Iterator[str]:
    """Yield what stands below a duty, a sentence each, deeper ones set in."""
    for child in duty.children:
        yield _sentence(child)
        yield from (_INNER + part for part in parts_of(child))


def _sentence(duty: Duty) -> str:
    """Return a duty with its remarks in brackets."""
    remarks = [
        f"{field.label}：{value}"
        for field in fields_of(Duty)
        if field.name not in ("text", "children") and (value := getattr(duty, field.name))
    ]
    return f"{duty.text}（{'；'.join(remarks)}）" if remarks else duty.text


def powers_of(entries: Iterable[Entry]) -> list[Power]:
    """Return the authority of the positions of a unit: matter by matter, lower limits first; then whole sentences."""
    matters: dict[str, list[_Held]] = {}
    sentences: list[Power] = []
    for entry in entries:
        for number, item in enumerate(entry.position.authority, 1):
            if item.matter:
                matters.setdefault(_normal(item.matter), []).append((entry, number, item))
            else:
                sentences.append(Power(entry, number, item, frozenset()))
    return [power for held in matters.values() for power in _by_limit(held)] + sentences


def _by_limit(held: list[_Held]) -> Iterator[Power]:
    """Yield what positions hold in one matter: those with limits from the lowest up, then those without."""
    measured = frozenset(item.limit.reach[0] for *_, item in held if item.limit)
    for entry, number, item in sorted(held, key=lambda one: _floor(one[2])):
        yield Power(entry, number, item, measured)


def _floor(item: Authority) -> tuple[bool, str, Decimal]:
    unit, low, _ = item.limit.reach if item.limit else ("", Decimal(0), None)
    return item.limit is None, unit, low


@lru_cache(maxsize=50_000)
def _normal(matter: str) -> str:
    """Return a matter without what does not tell two of them apart: blanks, punctuation, width, case."""
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", matter)).casefold() or matter


def departments(library: Library, entry: Entry) -> tuple[str, ...]:
    """Return the names of the departments a position lies in, the outermost first."""
    return library.unit_of(entry).departments_down_to(entry.department)


def _where(library: Library, entry: Entry) -> tuple[Cell, ...]:
    return (
        library.unit_of(entry).unit.name,
        " / ".join(departments(library, entry)),
        library.label(entry),
        entry.position.code,
    )


def duties_sheet(library: Library, entries: Iterable[Entry]) -> Sheet:
    """Return the sheet of all duties of some positions."""
    rows = [row for entry in entries for row in _duties(library, entry)]
    return Sheet(DUTIES, (*_WHERE, *_DUTY), rows)


def _duties(library: Library, entry: Entry) -> Iterator[tuple[Cell, ...]]:
    where = _where(library, entry)
    for _, number, duty in duties_of([entry]):
        parts = "\n".join(parts_of(duty))
        yield (*where, number, duty.group, duty.text, parts, duty.standard, duty.frequency)


def powers_sheet(library: Library, powers: Iterable[Power], called: Called) -> Sheet:
    """Return the sheet of authority, the matter first; `called` says what readers call whom an item names."""
    rows = [(*_power(power, called), *_where(library, power.entry)) for power in powers]
    return Sheet(POWERS, (*_POWER, *_WHERE), rows)


def _power(power: Power, called: Called) -> tuple[Cell, ...]:
    item = power.item
    whom = "、".join(called(who, power.entry.unit) for who in item.with_whom)
    return item.matter, item.action, *_limit(item.limit), whom, item.note, item.text


def _limit(limit: Limit | None) -> tuple[Cell, ...]:
    if limit is None:
        return None, None, None
    low, below = (Decimal(bound) if bound else None for bound in (limit.at_least, limit.below))
    return low, below, limit.unit
