"""Carrying: comments of items that were put into another list follow them there. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jdbook.roundtrip.changes import Change, Kind, changes
from jdbook.roundtrip.patching import layout
from jdbook.roundtrip.patching.brackets import TooHard
from jdbook.roundtrip.patching.edits import lines_of_items
from jdbook.roundtrip.patching.places import Edit, Spot, Written, comments, spot_of
from jdbook.source import Data, Path


def carried(before: Written, after: str, old: Mapping[str, Data], new: Mapping[str, Data]) -> str:
    """Return the text `after` data changed from old to new, comments of what went to another list above it there."""
    if "#" not in before.plain:
        return after
    found = (one for one in changes(old, new) if one.kind is Kind.MOVED and one.path[:-1] != one.to[:-1])
    written = Written(after)
    return written.with_edits(_comments_above(before.plain, written.plain, found))


def _comments_above(before: str, after: str, moves: Iterable[Change]) -> Iterator[Edit]:
    moves = list(moves)
    old, new = (spot_of(before), spot_of(after)) if moves else (None, None)
    for move in moves:
        spot = spot_at(new, move.to)
        missing = [
            one for one in _comments_of(before, old, move.path) if after.count(one) < before.count(one)
        ]
        if spot and missing:
            begin = layout.line_start(after, spot.start)
            line = after[begin:]
            indent = line[: len(line) - len(line.lstrip(" "))]
            yield Edit(begin, begin, "".join(f"{indent}{one}\n" for one in missing))


def _comments_of(text: str, root: Spot | None, path: Path) -> list[str]:
    """Return the comments that belong to an item of a list that is written line by line."""
    above = spot_at(root, path[:-1])
    step = path[-1]
    if above is None or above.items is None or above.flow or not isinstance(step, int):
        return []
    try:
        return comments(text, root, *lines_of_items(text, above)[step])
    except TooHard:
        return []


def spot_at(spot: Spot | None, path: Path) -> Spot | None:
    """Return the spot at a path of data in normal form, None where there is none."""
    for step in path:
        if spot is None:
            return None
        if isinstance(step, str):
            spot = spot.live_entries[step][1] if step in spot.live_entries else None
        elif spot.items is not None:
            spot = spot.live_items[step] if step < len(spot.live_items) else None
        elif step:  # a single value may stand for a list of one
            return None
    return spot
