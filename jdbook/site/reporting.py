"""Reporting: who stands below whom in a unit, once each. Further superiors are second lines; circles are cut open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jdbook.library import Entry


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody who is named as a superior and has no page: outside the library, or not set up in it."""

    name: str
    outside: bool


Superior = Entry | Absent
Key = str | Absent
_Above = Mapping[str, Sequence[Superior]]


def key_of(who: Superior) -> Key:
    """Return what tells a superior from the others; entries are too large to compare."""
    return who.key if isinstance(who, Entry) else who


@dataclass(frozen=True, slots=True)
class Reporting:
    """The lines of a unit: everybody is in `below` one superior or is a top; all their other superiors are in `also`.

    `tops` are positions that report to nobody, and superiors who are not positions of the unit. `beside` has those
    whose second line leads to a superior, and positions of other units that report to one here.
    """

    tops: tuple[Superior, ...]
    main: Mapping[str, Superior | None]
    also: Mapping[str, tuple[Superior, ...]]
    below: Mapping[Key, tuple[Entry, ...]]
    beside: Mapping[Key, tuple[Entry, ...]]


def reporting(
    entries: Sequence[Entry], superiors: Callable[[Entry], Iterable[Superior]], visitors: Sequence[Entry] = ()
) -> Reporting:
    """Return the lines among the positions of a unit, in their order; `visitors` report there from other units."""
    above = {entry.key: _named(entry, superiors) for entry in entries}
    main = _main(entries, above)
    also = {key: tuple(who for who in named if who is not main[key]) for key, named in above.items()}
    return Reporting(
        tuple(_tops(entries, main)),
        main,
        also,
        _grouped((who, entry) for entry in entries if (who := main[entry.key])),
        _grouped(_second_lines(entries, also, visitors, superiors)),
    )


def _second_lines(
    entries: Sequence[Entry],
    also: Mapping[str, Sequence[Superior]],
    visitors: Sequence[Entry],
    superiors: Callable[[Entry], Iterable[Superior]],
) -> Iterator[tuple[Superior, Entry]]:
    """Yield second lines, and those of visitors, as superior and position."""
    yield from ((who, entry) for entry in entries for who in also[entry.key])
    yield from ((who, entry) for entry in visitors for who in _named(entry, superiors) if key_of(who) in also)


def _named(entry: Entry, superiors: Callable[[Entry], Iterable[Superior]]) -> tuple[Superior, ...]:
    """Return the superiors of a position, each once; nobody is their own."""
    named = {key_of(who): who for who in superiors(entry)}
    named.pop(entry.key, None)
    return tuple(named.values())


def _main(entries: Sequence[Entry], above: _Above) -> Mapping[str, Superior | None]:
    """Return below whom everybody stands: the first superior within the unit, else the first, and never in a circle."""
    main = {key: _first(named, above) for key, named in above.items()}
    rank = {entry.key: place for place, entry in enumerate(entries)}
    done: set[str] = set()
    for entry in entries:
        trail = _trail(entry.key, main, done)
        done.update(trail)
        back = main[trail[-1]] if trail else None
        if back and (key := key_of(back)) in trail:
            opened = min(trail[trail.index(str(key)) :], key=rank.__getitem__)
            main[opened] = next((who for who in above[opened] if not _leads_to(who, opened, main)), None)
    return main


def _first(named: Sequence[Superior], above: _Above) -> Superior | None:
    within = (who for who in named if key_of(who) in above)
    return next(within, named[0] if named else None)


def _trail(start: str, main: Mapping[str, Superior | None], done: set[str]) -> list[str]:
    """Return the way up from a position through the unit, as far as it is new."""
    trail: dict[str, None] = {}
    key: Key | None = start
    while isinstance(key, str) and key in main and key not in done and key not in trail:
        trail[key] = None
        who = main[key]
        key = key_of(who) if who else None
    return list(trail)


def _leads_to(who: Superior, key: str, main: Mapping[str, Superior | None]) -> bool:
    """Return whether the way up from a superior comes by a position."""
    start = key_of(who)
    return isinstance(start, str) and key in _trail(start, main, set())


def _tops(entries: Sequence[Entry], main: Mapping[str, Superior | None]) -> Iterator[Superior]:
    found: dict[Key, Superior] = {}
    for entry in entries:
        top = main[entry.key] or entry
        if key_of(top) not in main or top is entry:
            found.setdefault(key_of(top), top)
    return iter(found.values())


def _grouped(pairs: Iterable[tuple[Superior, Entry]]) -> Mapping[Key, tuple[Entry, ...]]:
    groups: dict[Key, list[Entry]] = {}
    for who, entry in pairs:
        groups.setdefault(key_of(who), []).append(entry)
    return {key: tuple(group) for key, group in groups.items()}


def visitors(
    entries: Iterable[Entry], superiors: Callable[[Entry], Iterable[Entry]]
) -> Mapping[str, Sequence[Entry]]:
    """Return the positions that report to a unit from other units, by that unit."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        for unit in dict.fromkeys(above.unit for above in superiors(entry)):
            if unit != entry.unit:
                found.setdefault(unit, []).append(entry)
    return found
