"""Inherited: what a document shows of other positions, told apart from what the position's own file can say. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from jdbook.roundtrip.alignment import align, staying
from jdbook.roundtrip.changes import Change, Kind, changes
from jdbook.roundtrip.normal import WHOLE, Shape, normal
from jdbook.roundtrip.telling import place, told
from jdbook.source import Data, Path


@dataclass(frozen=True, slots=True)
class Above:
    """A position whose text others take over: what it is called, its file, and what that file itself says."""

    title: str
    file: str
    data: Mapping[str, Data]


@dataclass(frozen=True, slots=True)
class Own:
    """What came back of a position's own text, both in normal form, and in Chinese what people did to inherited text."""

    base: Mapping[str, Data]
    edited: Mapping[str, Data]
    told: tuple[str, ...] = ()


def own_text(
    base: Mapping[str, Data], edited: Mapping[str, Data], current: Mapping[str, Data], above: Sequence[Above]
) -> Own:
    """Return what came back without what stands in the files of those `above`, the nearest first."""
    if not above:
        return Own(base, edited)
    base, edited = normal(base), normal(edited)
    parting = _Parting([(one, normal(one.data)) for one in above])
    kept = parting.mappings((), base, edited, normal(current), WHOLE)
    lines = (parting.line(change) for change in changes(base, edited))
    return Own(*kept, tuple(line for line in (*lines, *parting.ahead) if line))


@dataclass
class _Parting:
    """The parting under way: where inherited values stood, and where they stand now, with whose they are."""

    above: Sequence[tuple[Above, Mapping[str, Data]]]
    before: dict[Path, Above] = field(default_factory=dict)
    now: dict[Path, Above] = field(default_factory=dict)
    ahead: list[str] = field(default_factory=list)

    def mappings(
        self,
        path: Path,
        base: Mapping[str, Data],
        edited: Mapping[str, Data],
        current: Mapping[str, Data],
        shape: Shape,
    ) -> tuple[dict[str, Data], dict[str, Data]]:
        """Return the own part of two mappings."""
        kept: tuple[dict[str, Data], dict[str, Data]] = {}, {}
        for key in {**base, **edited}:
            parts = self.values(
                (*path, key), base.get(key), edited.get(key), current.get(key), shape.below(key)
            )
            for side, part in zip(kept, parts, strict=True):
                if part is not None:
                    side[key] = part
        return kept

    def values(self, path: Path, base: Data, edited: Data, current: Data, shape: Shape) -> tuple[Data, Data]:
        """Return the own part of two values, each None where there is none."""
        if isinstance(base, list):
            came, said = (side if isinstance(side, list) else [] for side in (edited, current))
            one, other = self.lists(path, base, came, said)
            return one or None, other or None
        if isinstance(base, dict) and shape.holds_lists:
            new, own = (side if isinstance(side, dict) else {} for side in (edited, current))
            was, now = self.mappings(path, base, new, own, shape)
            return was or None, now or None
        if base is not None and current is None and (whose := self._whose(path, base)):
            self.before[path] = self.now[path] = whose
            return None, None
        if current is None and self._whose(path, edited):  # changed above by now, just so
            return None, None
        return base, edited

    def lists(
        self, path: Path, base: Sequence[Data], edited: Sequence[Data], current: Sequence[Data]
    ) -> tuple[list[Data], list[Data]]:
        """Return the own items of two lists."""
        pairs = align(base, edited)
        partners = {index: edited[place] for index, place in sorted(pairs.items(), key=lambda one: one[1])}
        whose = self._owners(path, base, partners, current)
        there = {pairs[index]: one for index, one in whose.items() if index in pairs}
        open_ = self._open(path, {index: base[index] for index in whose}, partners)
        self.before |= {(*path, index): whose[index] for index in open_}
        self.now |= {(*path, pairs[index]): whose[index] for index in open_ if index in pairs}
        self._see_ahead(path, there, {pairs[index] for index in staying(pairs) & whose.keys()})
        return (
            [item for index, item in enumerate(base) if index not in whose],
            [item for index, item in enumerate(edited) if index not in there],
        )

    def _open(self, path: Path, was: Mapping[int, Data], now: Mapping[int, Data]) -> set[int]:
        """Return which inherited items, by their index, do not stand above by now as they came back."""
        said = self._said(path)
        if [item for index, item in now.items() if index in was] == said != [*was.values()]:
            return set()
        kept = align([*was.values()], said)
        gone = {index for number, index in enumerate(was) if index not in now and number not in kept}
        done = {index for index in was.keys() & now.keys() if was[index] not in said and now[index] in said}
        return was.keys() - gone - done

    def _said(self, path: Path) -> list[Data]:
        """Return the items of a list that are inherited today."""
        found: list[Data] = []
        for _, data in reversed(self.above):
            items = _at(dict(data), path)
            found += [item for item in (items if isinstance(items, list) else []) if item not in found]
        return found

    def _see_ahead(self, path: Path, there: Mapping[int, Above], fixed: set[int]) -> None:
        """Note where own items were put before inherited ones, which print can't follow."""
        if any(index not in there for index in range(max(fixed, default=0))):
            self.ahead.append(
                f"{place(path)}：继承来的条目总是排在前面，放到它们前面的条目仍排在它们后面；"
                f"要改次序，请改“{there[max(fixed)].title}”（{there[max(fixed)].file}）"
            )

    def _owners(
        self, path: Path, base: Sequence[Data], partners: Mapping[int, Data], current: Sequence[Data]
    ) -> dict[int, Above]:
        """Return whose the inherited items are, by their index.

        They stand before the own ones, so one among them that nobody says any more was changed there since; so was one
        that is said there as it came back.
        """
        found = {}
        for index, item in enumerate(base):
            one = self._whose(path, item)
            if not one and index in partners and item not in current:
                one = self._whose(path, partners[index])
            if one:
                found[index] = one
        nearest = None
        for index in range(max(found, default=-1), -1, -1):
            nearest = found.setdefault(index, nearest) if nearest else found[index]
        return dict(sorted(found.items()))

    def _whose(self, path: Path, value: Data) -> Above | None:
        """Return who says a value at a path, or has it among those there."""
        for one, data in self.above:
            said = _at(dict(data), path)
            if (value is not None and said == value) or (isinstance(said, list) and value in said):
                return one
        return None

    def line(self, change: Change) -> str:
        """Return what to tell of a change, "" of one of own text."""
        stood = () if change.kind is Kind.ADDED else _prefixes(change.path)
        stands = _prefixes(change.to) if change.kind is Kind.ADDED else ()
        whose = next(filter(None, (*map(self.before.get, stood), *map(self.now.get, stands))), None)
        return (
            f"{told(change)}；没有写入：这一条来自“{whose.title}”（{whose.file}），请到那里改"
            if whose
            else ""
        )


def _prefixes(path: Path) -> Iterator[Path]:
    return (path[:end] for end in range(1, len(path) + 1))


def _at(data: Data, path: Path) -> Data:
    for step in path:
        data = data.get(step) if isinstance(data, dict) and isinstance(step, str) else None
    return data
