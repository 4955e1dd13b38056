"""Weaving: the order of a list that two sides changed, each item behind the one it was put behind. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jdbook.roundtrip.alignment import staying
from jdbook.source import Data

Thread = list[tuple[str, int]]


def woven(
    kept: Mapping[int, Data],
    edited: Sequence[Data],
    in_edited: Mapping[int, int],
    current: Sequence[Data],
    in_current: Mapping[int, int],
    *,
    by_edited: bool,
) -> list[Data]:
    """Return the items that are `kept`, by their old index, and those that either side added, in one order.

    The order is that of `current`, or of `edited` where only that was put into another one. What both sides added
    stands there once.
    """
    one = _thread("edited", edited, in_edited, kept)
    other = _thread("current", current, in_current, kept)
    theirs = [current[index] for side, index in other if side == "current"]
    one = [step for step in one if step[0] != "edited" or not _taken(edited[step[1]], theirs)]
    first, second = (one, other) if by_edited else (other, one)
    said = {"base": kept, "edited": edited, "current": current}
    return [said[side][index] for side, index in _plaited(first, second)]  # type: ignore[index]


def _thread(side: str, items: Sequence[Data], places: Mapping[int, int], kept: Mapping[int, Data]) -> Thread:
    """Return a side's items in its order: those of old by their old index, as far as they are kept, and its own."""
    old = {place: index for index, place in places.items()}
    steps = [("base", old[place]) if place in old else (side, place) for place in range(len(items))]
    return [step for step in steps if step[0] != "base" or step[1] in kept]


def _taken(item: Data, others: list[Data]) -> bool:
    """Return whether an item is among others, and take it away from them."""
    if item in others:
        others.remove(item)
        return True
    return False


def _plaited(first: Thread, second: Thread) -> Thread:
    """Return the first thread with what only the second has put behind the step it stands behind there.

    Steps that stand elsewhere in the second are passed over: what stood behind one stays where it was.
    """
    result = list(first)
    places = {step: place for place, step in enumerate(first)}
    anchors = staying({place: places[step] for place, step in enumerate(second) if step in places})
    at = 0
    for place, step in enumerate(second):
        if place in anchors:
            at = result.index(step) + 1
        elif step not in places:
            result.insert(at, step)
            at += 1
    return result
