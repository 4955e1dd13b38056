"""Carried: what a workbook was made from, as rows of a sheet nobody sees, and back. Pure.

A row holds a position: its key, the beginning of a SHA-256, and JSON in pieces that fit in a cell. The JSON is written so
that no program that saves the workbook again can change it: no character outside ASCII and common Chinese, no line
end, nothing that looks like an escape of Excel's.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jdbook.source import Data

FORMAT = "jdbook 底稿 1"
_PIECE = 30_000
_MARK = "|"  # before every piece, so that none begins with a blank or looks like a number or a formula
_UNSAFE = re.compile("[^ -~\u3001-\u3015\u4e00-\u9fff\uff01-\uff5e]|_(?=x)")
_SURE, _PARTS = 16, 2


@dataclass(frozen=True, slots=True)
class Carried:
    """A position as it was when the workbook was made: its data for the keys it shows, and what it tells besides."""

    key: str
    data: Mapping[str, Data]
    facts: Mapping[str, str]


class Spoilt(Exception):
    """What a workbook carries cannot be trusted; the message says which row, in Chinese."""


def head(keys: Sequence[str]) -> tuple[str, ...]:
    """Return the first row: the format, and the keys that are read back."""
    return FORMAT, " ".join(keys)


def row_of(carried: Carried) -> tuple[str, ...]:
    """Return a position as a row."""
    text = json.dumps([carried.data, carried.facts], ensure_ascii=False, separators=(",", ":"))
    safe = _UNSAFE.sub(_escaped, text)
    pieces = [_MARK + safe[at : at + _PIECE] for at in range(0, len(safe), _PIECE)]
    return carried.key, _sum(carried.key, safe), *pieces


def _escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))


def _sum(key: str, text: str) -> str:
    return hashlib.sha256(f"{key}\n{text}".encode()).hexdigest()[:_SURE]


def keys_in(row: Sequence[str]) -> tuple[str, ...]:
    """Return the keys that are read back, from the first row; Spoilt where it is none."""
    if len(row) < 2 or row[0] != FORMAT:
        raise Spoilt("底稿的第一行不是本程序写的")
    return tuple(row[1].split())


def carried_in(rows: Sequence[Sequence[str]]) -> Iterator[Carried]:
    """Yield the positions of the rows after the first; Spoilt where one was changed."""
    for row in rows:
        if any(row):
            yield _carried(row)


def _carried(row: Sequence[str]) -> Carried:
    key, code, *pieces = (*row, "", "")[: max(len(row), 2)]
    text = "".join(piece.removeprefix(_MARK) for piece in pieces)
    if _sum(key, text) != code:
        raise Spoilt(f"底稿里“{key[:40]}”的内容被改过或不完整")
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Spoilt(f"底稿里“{key[:40]}”的内容读不出来") from error
    if not (isinstance(found, list) and len(found) == _PARTS and all(isinstance(one, dict) for one in found)):
        raise Spoilt(f"底稿里“{key[:40]}”的内容读不出来")
    return Carried(key, *found)
