"""Changes: what differs between two data trees of one position, field by field and item by item. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from jdbook.roundtrip.alignment import align, head, staying
from jdbook.roundtrip.normal import WHOLE, Shape, normal
from jdbook.source import Data, Path


class Kind(StrEnum):
    """What happened to a value."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened: `path` is where the value stood (of an added one: stands now), `to` where it stands now.

    Of an added value `old` is None, of a removed one `new` is None and `to` is empty.
    """

    path: Path
    kind: Kind
    old: Data
    new: Data
    to: Path = ()


def changes(old: Mapping[str, Data], new: Mapping[str, Data]) -> tuple[Change, ...]:
    """Return what has to be done to get from one tree to the other, field by field in the order of declaration."""
    return tuple(_with_moves(list(_of_mappings(_Place((), ()), normal(old), normal(new), WHOLE))))


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stood and where it stands."""

    path: Path
    to: Path

    def below(self, step: str | int, now: str | int | None = None) -> _Place:
        return _Place((*self.path, step), (*self.to, step if now is None else now))

    def said(self, kind: Kind, old: Data, new: Data) -> Change:
        return Change(self.path, kind, old, new, self.to if new is not None else ())


def _of_mappings(
    place: _Place, old: Mapping[str, Data], new: Mapping[str, Data], shape: Shape
) -> Iterator[Change]:
    for key in sorted({**old, **new}, key=lambda key: shape.below(key).rank):
        yield from _of_values(place.below(key), old.get(key), new.get(key), shape.below(key))


def _of_values(place: _Place, old: Data, new: Data, shape: Shape) -> Iterator[Change]:
    """Yield what differs between two values in normal form, each None where there is none."""
    old, new = _comparable(old, new, shape)
    if old == new:
        return
    if isinstance(old, list) and isinstance(new, list):
        yield from _of_lists(place, old, new, shape.one)
    elif isinstance(old, dict) and isinstance(new, dict):
        yield from _of_mappings(place, old, new, shape)
    elif old is None:
        yield place.said(Kind.ADDED, None, new)
    else:
        yield place.said(Kind.REMOVED if new is None else Kind.CHANGED, old, new)


def _comparable(old: Data, new: Data, shape: Shape) -> tuple[Data, Data]:
    """Return two values in a form in which their parts can be told apart: what is missing as an empty collection."""
    nothing: Data = [] if shape.many else {} if shape.holds_lists else None
    old, new = (nothing if value is None else value for value in (old, new))
    if isinstance(old, dict) != isinstance(new, dict):
        return shape.spread(old), shape.spread(new)
    return old, new


def _of_lists(place: _Place, old: Sequence[Data], new: Sequence[Data], shape: Shape) -> Iterator[Change]:
    """Yield the changes of items in the order they have now, each removed one where it stood."""
    pairs = align(old, new)
    in_place = staying(pairs)
    found: list[tuple[int, Change]] = []
    for index, item in enumerate(old):
        if index not in pairs:
            found.append((index, place.below(index).said(Kind.REMOVED, item, None)))
            continue
        now = pairs[index]
        here = place.below(index, now)
        found += ((now, change) for change in _of_values(here, item, new[now], shape))
        if index not in in_place:
            found.append((now, here.said(Kind.MOVED, item, new[now])))
    come = set(range(len(new))) - set(pairs.values())
    found += ((now, Change((*place.to, now), Kind.ADDED, None, new[now], (*place.to, now))) for now in come)
    yield from (change for _, change in sorted(found, key=lambda one: one[0]))


def _with_moves(found: Sequence[Change]) -> Iterator[Change]:
    """Yield changes with what was taken away in one place and put into another of the same field told as one move."""
    sources = _sources(found)
    gone = set(sources.values())
    for number, change in enumerate(found):
        if number in sources:
            yield from _moved(found[sources[number]], change)
        elif number not in gone:
            yield change


def _sources(found: Sequence[Change]) -> dict[int, int]:
    """Return for each added item that was removed elsewhere in its field, by number, the number of its removal."""
    removed: dict[tuple[str | int, str], list[int]] = {}
    for number, change in enumerate(found):
        if change.kind is Kind.REMOVED and isinstance(change.path[-1], int):
            removed.setdefault((change.path[0], head(change.old)), []).append(number)
    return {
        number: numbers.pop(0)
        for number, change in enumerate(found)
        if change.kind is Kind.ADDED
        and isinstance(change.path[-1], int)
        and (numbers := removed.get((change.path[0], head(change.new))))
    }


def _moved(gone: Change, come: Change) -> Iterator[Change]:
    """Yield a move to another list, and what was changed on the way."""
    yield from _of_values(_Place(gone.path, come.to), gone.old, come.new, shape_at(gone.path))
    yield replace(gone, kind=Kind.MOVED, new=come.new, to=come.to)


def shape_at(path: Path) -> Shape:
    """Return what the model says of the value at a path."""
    shape = WHOLE
    for step in path:
        shape = shape.one if isinstance(step, int) else shape.below(step)
    return shape
