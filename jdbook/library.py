"""Library: everything in jd_source/ as one value that checks and writers ask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from jdbook.fields import private_keys
from jdbook.knowledge import collection
from jdbook.knowledge.collection import Knowledge
from jdbook.leaves import Leaf, leaves_by_key
from jdbook.model import Company, Department, Position, Unit
from jdbook.shapes import Reference
from jdbook.source import Source


@dataclass(frozen=True)
class Entry:
    """A position with where it belongs: unit id, department path below the unit ("" for none), id, and its file.

    `position` reads in full; `own` is what the file itself says, so its paths are the file's.
    """

    unit: str
    department: str
    id: str
    position: Position
    source: Source
    own: Position

    @cached_property
    def said(self) -> Mapping[str, list[Leaf]]:
        """Return every text and reference the file itself says, with its path, by key."""
        return leaves_by_key(self.own)

    @cached_property
    def text(self) -> str:
        """Return every text the file itself says, a line each: for a first look, before `said` says where."""
        return "\n".join(
            value for group in self.said.values() for _, value in group if isinstance(value, str)
        )

    @property
    def key(self) -> str:
        """Return `unit/id`, which names the position in the whole library."""
        return f"{self.unit}/{self.id}"

    @property
    def title(self) -> str:
        return self.position.title

    @property
    def waive(self) -> Mapping[str, str]:
        return self.position.waive


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit with its id, the name of its folder, and its file."""

    id: str
    unit: Unit
    source: Source

    @property
    def waive(self) -> Mapping[str, str]:
        return self.unit.waive

    @property
    def is_tree(self) -> bool:
        return self.unit.tree == "true"

    def department(self, path: str) -> Department:
        """Return what unit.yml says of the department in a folder; its name is the folder's where unit.yml is silent."""
        said = self.unit.departments.get(path, Department())
        return said if said.name else said.model_copy(update={"name": path.rpartition("/")[2]})

    def departments_down_to(self, path: str) -> tuple[str, ...]:
        """Return the names of the departments a folder lies in and of its own, the outermost first; none for ""."""
        steps = path.split("/") if path else []
        return tuple(self.department("/".join(steps[: depth + 1])).name or "" for depth in range(len(steps)))


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who a reference means: exactly one entry, or none with the candidates there are. `alias` says that a by-name was used."""

    entry: Entry | None
    candidates: tuple[Entry, ...] = ()
    alias: bool = False


@dataclass(frozen=True)
class Library:
    """All units and positions, in the order of their paths."""

    company: Company
    company_source: Source
    units: Mapping[str, UnitEntry]
    entries: tuple[Entry, ...]
    knowledge: Knowledge = field(default_factory=collection.nothing)
    unread: frozenset[str] = frozenset()  # units in which some file could not be read
    today: date | None = None  # against which overdue reviews are told; nothing printed depends on it

    @cached_property
    def by_key(self) -> Mapping[str, Entry]:
        return {entry.key: entry for entry in self.entries}

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """Return what every `unit/id` is called."""
        return {entry.key: entry.title for entry in self.entries}

    @cached_property
    def by_unit(self) -> Mapping[str, tuple[Entry, ...]]:
        """Return the entries of every unit, units without any included."""
        return {unit: tuple(entry for entry in group) for unit, group in self._grouped().items()}

    def _grouped(self) -> dict[str, list[Entry]]:
        groups: dict[str, list[Entry]] = {unit: [] for unit in self.units}
        for entry in self.entries:
            groups[entry.unit].append(entry)
        return groups

    @cached_property
    def _titles(self) -> Mapping[tuple[str, str], list[Entry]]:
        return _index((entry.unit, entry.title, entry) for entry in self.entries)

    @cached_property
    def _aliases(self) -> Mapping[tuple[str, str], list[Entry]]:
        return _index(
            (entry.unit, alias, entry) for entry in self.entries for alias in entry.position.aliases
        )

    def label(self, entry: Entry) -> str:
        """Return how lists call a position: its title, with its first alias where another one of the unit has the title."""
        alike = len(self._titles[entry.unit, entry.title]) > 1 and entry.position.aliases
        return f"{entry.title}（{entry.position.aliases[0]}）" if alike else entry.title

    def resolve(self, reference: Reference, unit: str) -> Resolution:
        """Return who a reference written in `unit` means: `unit/id`, else a title there, else an alias there."""
        asked = unit, reference.name or ""
        if asked not in self._answers:
            self._answers[asked] = self._resolution(*asked)
        return self._answers[asked]

    @cached_property
    def _answers(self) -> dict[tuple[str, str], Resolution]:
        return {}

    def _resolution(self, unit: str, name: str) -> Resolution:
        if by_id := self.by_key.get(name):
            return Resolution(by_id)
        for index, alias in ((self._titles, False), (self._aliases, True)):
            if found := index.get((unit, name)):
                return Resolution(found[0] if len(found) == 1 else None, tuple(found), alias)
        return Resolution(None)

    def elsewhere(self, name: str) -> tuple[Entry, ...]:
        """Return the positions of any unit that bear `name` as title or alias."""
        return tuple(entry for entry in self.entries if name == entry.title or name in entry.position.aliases)

    @cached_property
    def _superiors(self) -> Mapping[str, tuple[Entry, ...]]:
        return {entry.key: tuple(self._resolved(entry)) for entry in self.entries}

    def _resolved(self, entry: Entry) -> Iterator[Entry]:
        for reference in entry.position.superior:
            if found := self.resolve(reference, entry.unit).entry:
                yield found

    def superiors(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the direct superiors that have a page."""
        return self._superiors[entry.key]

    @cached_property
    def _subordinates(self) -> Mapping[str, tuple[Entry, ...]]:
        below: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for superior in self.superiors(entry):
                below[superior.key].append(entry)
        return {key: tuple(entries) for key, entries in below.items()}

    def subordinates(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the positions whose direct superior this one is, in the order of their paths."""
        return self._subordinates.get(entry.key, ())

    def unit_of(self, entry: Entry) -> UnitEntry:
        return self.units[entry.unit]

    def department_name(self, entry: Entry) -> str:
        """Return the name of the entry's department, or "" where it belongs to none."""
        return (self.unit_of(entry).department(entry.department).name or "") if entry.department else ""

    @property
    def private(self) -> frozenset[str]:
        """Return the keys that never reach anything public."""
        return private_keys(self.company.private)

    def departments(self, unit: str) -> tuple[str, ...]:
        """Return the department paths of a unit: first those unit.yml lists, in its order, then the others."""
        used = {entry.department for entry in self.by_unit[unit] if entry.department}
        listed = [path for path in self.units[unit].unit.departments if path in used]
        return (*listed, *sorted(used.difference(listed)))


def _index(names: Iterator[tuple[str, str, Entry]]) -> dict[tuple[str, str], list[Entry]]:
    index: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for unit, name, entry in names:
        index[unit, name].append(entry)
    return dict(index)
