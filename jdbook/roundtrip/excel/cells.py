"""Cells: whether a cell still says what was written there, and what it says where it does not. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from math import isclose
from typing import TypeVar

from jdbook.diagnosis import INVISIBLE
from jdbook.ledger.columns import INNER
from jdbook.source import Data
from jdbook.workbook import MOST_CHARACTERS, Cell, in_cell

V = TypeVar("V")
_BLANKS = re.compile(r"[^\S\n]+")
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_NAMES = re.compile(r"[、，,；;\n]+")
_DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 0?0:00(?::00)?)?")
_ENOUGH = 1e-13  # Excel keeps 15 digits
_ESCAPED = "x005F_"


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """Return a text without what programs change on saving: blanks at the ends and in a row, characters that XML lacks."""
    plain = _CONTROLS.sub("\ufffd", in_cell(text).replace(_ESCAPED, "").replace("\t", " "))
    lines = (_BLANKS.sub(" ", line).strip() for line in plain.split("\n"))
    return "\n".join(line for line in lines if line)


def same(text: str, was: Cell) -> bool:
    """Return whether a cell still says what was written there."""
    if was is None or was == "":
        return not text.strip()
    if text == was:
        return True
    if isinstance(was, str):
        return folded(text) == folded(was)
    number = number_in(text)
    return number is not None and isclose(float(number), float(was), rel_tol=_ENOUGH)


def comparable(cell: Cell) -> str:
    """Return a cell so that two that say the same are equal; a number as a text is that number."""
    number = cell if isinstance(cell, Decimal) else number_in(cell) if isinstance(cell, str) else None
    return f"{float(number):.13g}" if number is not None else folded(str(cell or ""))


def cut_off(was: Cell) -> bool:
    """Return whether a text was too long for its cell, so that what stands there cannot be read back."""
    return isinstance(was, str) and len(was) > MOST_CHARACTERS


def number_in(text: str) -> Decimal | None:
    """Return the number a cell holds, if it holds one."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def as_number(text: str) -> str:
    """Return a number as files write it, or the text where it is none."""
    number = number_in(text)
    if number is None or abs(number.adjusted()) > 20:
        return cleaned(text)
    plain = f"{number:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def as_date(text: str) -> str:
    """Return a date as files write it, or the text where it is none."""
    match = _DATE.fullmatch(text.strip())
    return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}" if match else cleaned(text)


def cleaned(text: str) -> str:
    """Return a text as somebody typed it, without what cannot be seen and blanks at the ends of lines."""
    visible = INVISIBLE.sub("", _CONTROLS.sub("", text.replace("\t", " ")))
    return "\n".join(line.rstrip() for line in visible.split("\n")).strip()


def names_in(text: str) -> list[str]:
    """Return the names in a cell: a line each, or with marks between them that no name may hold."""
    return [name for piece in _NAMES.split(text) if (name := cleaned(piece))]


def lines_in(text: str, was: Sequence[str]) -> list[str]:
    """Return the items in a cell, a line each; where an item took several lines before, lines set in go on with theirs."""
    found: list[str] = []
    goes_on = any("\n" in one for one in was)
    for line in text.split("\n"):
        if goes_on and found and line.startswith(INNER):
            found[-1] += f"\n{line.removeprefix(INNER)}"
        elif line.strip():
            found.append(line)
    return found


def count_lines(text: str) -> int:
    """Return how many lines of a text say anything."""
    return sum(bool(line.strip()) for line in text.split("\n"))


def kept(pieces: Iterable[str], was: Sequence[tuple[str, V]]) -> list[tuple[str, V | None]]:
    """Return the items with the values that said the same before, each used once; None beside what is new."""
    pool: dict[str, list[V]] = {}
    for text, value in was:
        pool.setdefault(folded(text), []).append(value)
    return [(piece, pool[key].pop(0) if pool.get(key := folded(piece)) else None) for piece in pieces]


def short(text: str, most: int = 24) -> str:
    """Return a text as a message quotes it."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[:most]}…"


def listed_texts(text: str, was: Sequence[str]) -> list[Data]:
    """Return the texts in a cell, those that said the same before exactly as they were."""
    items = kept(lines_in(text, was), [(one, one) for one in was])
    return [old if old is not None else cleaned(new) for new, old in items]
