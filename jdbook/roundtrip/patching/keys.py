"""Keys: entries put into and taken out of a mapping that is written line by line. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

from jdbook.fields import FIELDS
from jdbook.model import Position
from jdbook.roundtrip.normal import Shape
from jdbook.roundtrip.patching import layout
from jdbook.roundtrip.patching.brackets import TooHard, ensure_no_comment
from jdbook.roundtrip.patching.phrasing import bare, entry
from jdbook.roundtrip.patching.places import Edit, Spot
from jdbook.scaffold import example
from jdbook.source import Data

_COLON = re.compile(r"\s*:")
_OURS = {field.key: example(field) for field in FIELDS}


def cut(text: str, spot: Spot, gone: Set[str]) -> Iterator[Edit]:
    """Yield the edits that take out entries with their own comments."""
    pairs = spot.entries or []
    leaving = [key.text in gone for key, _ in pairs]
    if not any(leaving):
        return
    _ensure_plain(text, spot, leaving)
    first = leaving.index(False)
    if first and _is_compact(text, spot):  # the next key takes the place behind the dash
        ensure_no_comment(text, spot.start, pairs[first][0].start)
        yield Edit(spot.start, pairs[first][0].start, "")
        leaving[:first] = [False] * first
    for place, is_leaving in enumerate(leaving):
        if is_leaving:
            yield Edit(*layout.without(text, *_lines_of(text, spot, place)), "")


def _ensure_plain(text: str, spot: Spot, leaving: list[bool]) -> None:
    """Refuse mappings of which nothing would be left, and keys that do not begin their lines."""
    starts = [key.start for key, _ in (spot.entries or [])[1:]]
    begun = (text[layout.line_start(text, start) : start] for start in starts)
    if all(leaving) or any(before.strip(" ?") for before in begun):
        raise TooHard


def _is_compact(text: str, spot: Spot) -> bool:
    """Return whether the first key stands behind a dash."""
    return not layout.begins_line(text, spot.start)


def _lines_of(text: str, spot: Spot, place: int) -> tuple[int, int]:
    """Return where the lines of an entry begin and end, with the comments that belong to it."""
    pairs = spot.entries or []
    key, value = pairs[place]
    floor = layout.line_end(text, _end(pairs[place - 1]) - 1) if place else 0
    start = key.start if not place and _is_compact(text, spot) else layout.lead(text, key.start, floor)
    return start, layout.tail(text, max(key.end, value.end), layout.column(text, spot.start))


def _end(pair: tuple[Spot, Spot]) -> int:
    return max(pair[0].end, pair[1].end)


def added(text: str, spot: Spot, gone: Set[str], come: Mapping[str, Data], shape: Shape) -> Iterator[Edit]:
    """Yield the edits that put in entries: where the key waits for it, or in the order of declaration."""
    if not come:
        return
    _ensure_plain(text, spot, [key.text in gone for key, _ in spot.entries or ()])
    for key, value in come.items():
        if pair := spot.first_entries.get(key):
            yield from _filled(text, pair, value)
        elif (
            shape.kind is Position
            and text[spot.start - 1 : spot.start] in ("", "\n")
            and (found := layout.example_of(text, key))
        ):
            yield _beside_example(key, value, *found)
        else:
            yield _in_order(text, spot, gone, key, value, shape)


def _filled(text: str, pair: tuple[Spot, Spot], new: Data) -> Iterator[Edit]:
    """Yield the edits that put a value behind a key that has none."""
    key, value = pair
    colon = _COLON.match(text, key.end)
    if not colon or key.text is None:
        raise TooHard
    at, end = colon.end(), max(colon.end(), value.end)
    ensure_no_comment(text, at, end)
    if isinstance(new, str):
        yield Edit(at, end, " " + bare(new, False))
        return
    yield Edit(at, end, "")
    below = layout.line_end(text, end - 1)
    yield Edit(below, below, _lines(key.text, new, layout.column(text, key.start)).partition("\n")[2])


def appended(text: str, spot: Spot, key: str, value: Data) -> Edit:
    """Return the edit that writes a key below all others."""
    indent = layout.column(text, spot.start)
    at = layout.tail(text, spot.end, indent)
    return Edit(at, at, _lines(key, value, indent))


def _beside_example(key: str, value: Data, start: int, end: int, said: str) -> Edit:
    """Return the edit that writes a key in place of the line that only showed how; what somebody kept there stays."""
    return Edit(start if said in (_OURS.get(key), "") else end, end, entry(key, value, 0))


def _lines(key: str, value: Data, indent: int) -> str:
    return " " * indent + entry(key, value, indent)


def _in_order(text: str, spot: Spot, gone: Set[str], key: str, value: Data, shape: Shape) -> Edit:
    """Return the edit that writes a key behind the nearest of those declared before it, else before all."""
    indent = layout.column(text, spot.start)
    stay = [place for place, (name, _) in enumerate(spot.entries or ()) if name.text not in gone]
    ranks = {place: shape.below((spot.entries or [])[place][0].text or "").rank for place in stay}
    before = [place for place in stay if ranks[place] <= shape.below(key).rank]
    if before:
        at = _lines_of(text, spot, max(before, key=lambda place: (ranks[place], place)))[1]
        blank = "\n" if shape.kind is Position and _is_spaced(text, spot) else ""
        return Edit(at, at, blank + _lines(key, value, indent))
    first = (spot.entries or [])[stay[0]][0]
    if _is_compact(text, spot):
        return Edit(first.start, first.start, entry(key, value, indent) + " " * indent)
    at = _lines_of(text, spot, stay[0])[0]
    return Edit(at, at, _lines(key, value, indent))


def _is_spaced(text: str, spot: Spot) -> bool:
    """Return whether the entries are set apart by blank lines."""
    count = len(spot.entries or ())
    return count > 2 and all(
        text.endswith("\n\n", 0, _lines_of(text, spot, place)[0]) for place in range(1, count)
    )
