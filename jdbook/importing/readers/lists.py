"""Lists: the numbers Word puts before paragraphs by itself, which stand nowhere in the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from jdbook.importing.numbering import BULLET

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_DIGITS = "零一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")


def chinese(number: int) -> str:
    """Return a number below 100 in Chinese; a larger one in figures."""
    tens, ones = divmod(number, 10)
    if not 0 < number < 100:
        return str(number)
    ten = "" if not tens else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return ten + (_DIGITS[ones] if ones or not tens else "")


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= 20 else str(number)


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": chinese,
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda number: f"{number:02}",
}


class Level(NamedTuple):
    """How a level of a list is numbered: from which number on, in which format, with what around it."""

    start: int
    format: str
    text: str


@dataclass
class Lists:
    """The lists of a document by their id, and how far each has been counted."""

    levels: dict[str, dict[int, Level]]
    families: dict[str, str]  # lists that go on counting each other
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, id: str, depth: int) -> str:
        """Return the number of the next paragraph of a list at a level, with a blank behind it; "" where there is none."""
        levels = self.levels.get(id, {})
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(self.families.get(id, id), {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]
        return self._shown(levels, counts, depth)

    def _shown(self, levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
        level = levels[depth]
        if level.format == "bullet":
            return f"{BULLET} "

        def number(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            own = levels.get(at, level)
            return _FORMATS.get(own.format, str)(counts.get(at, own.start))

        shown = "" if level.format == "none" else _PLACE.sub(number, level.text)
        return f"{shown} " if shown else ""


def lists_of(numbering: Any) -> Lists:
    """Return the lists that the root of numbering.xml declares, None for a document without any."""
    if numbering is None:
        return Lists({}, {})
    kinds = {one.get(f"{W}abstractNumId"): dict(_levels(one)) for one in numbering.iter(f"{W}abstractNum")}
    levels, families = {}, {}
    for one in numbering.iter(f"{W}num"):
        id, kind = one.get(f"{W}numId"), value_of(one.find(f"{W}abstractNumId"))
        changed = dict(_changes(one, kinds.get(kind, {})))
        levels[id] = kinds.get(kind, {}) | changed
        families[id] = id if changed else kind
    return Lists(levels, families)


def _levels(kind: Any) -> Iterator[tuple[int, Level]]:
    for level in kind.iter(f"{W}lvl"):
        depth = number_of(level.get(f"{W}ilvl"), 0)
        yield depth, _level(level)


def _level(level: Any) -> Level:
    parts = (level.find(f"{W}{name}") for name in ("start", "numFmt", "lvlText"))
    start, format, text = (value_of(part) for part in parts)
    return Level(number_of(start, 1), format or "decimal", text)


def _changes(one: Any, levels: dict[int, Level]) -> Iterator[tuple[int, Level]]:
    """Yield the levels that a list changes of its kind: another beginning, or everything."""
    for override in one.iter(f"{W}lvlOverride"):
        depth = number_of(override.get(f"{W}ilvl"), 0)
        own, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
        level = _level(own) if own is not None else levels.get(depth)
        if level:
            yield depth, level._replace(start=number_of(value_of(start), level.start))


def value_of(element: Any) -> str:
    """Return the value an element of Word holds, "" where it or the element is missing."""
    return str(element.get(f"{W}val") or "") if element is not None else ""


def number_of(text: str | None, otherwise: int) -> int:
    """Return a text as a small number, or what stands for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 6 else otherwise
