"""Proposals: where a draft belongs in the library, who its superiors are there, and which positions it may be. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from jdbook.importing.drafts import Draft, Item
from jdbook.leaves import Leaf
from jdbook.library import Entry, Library

_ALIKE, _SHARED = 0.5, 0.6  # how much of titles and of duties must be the same
_TITLE_ALONE = 0.99
_MOST = 3


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a draft may belong: unit and department by id and name, "" where nothing tells; positions it may repeat.

    `superiors` are those of the likeliest of these positions, where the source names none.
    """

    unit: str = ""
    unit_name: str = ""
    department: str = ""
    department_name: str = ""
    superiors: tuple[str, ...] = ()
    unknown_superiors: tuple[str, ...] = ()
    duplicates: tuple[tuple[str, float], ...] = ()  # title with unit, and how much of the duties is the same

    @property
    def folder(self) -> str:
        """Return the folder below jd_source/ the file would go to, "" where nothing tells."""
        return "/".join(part for part in (self.unit, self.department) if part)


class Proposals:
    """Asks a library about drafts; what it needs of the positions is worked out once."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._duties: dict[int, Counter[str]] = {}

    @cached_property
    def _known(self) -> list[tuple[Entry, list[Counter[str]]]]:
        return [
            (entry, [_pairs(name) for name in (entry.title, *entry.position.aliases)])
            for entry in self.library.entries
        ]

    @cached_property
    def _with_pair(self) -> dict[str, set[int]]:
        """Return which positions have a pair of letters in a name, by their number in the library."""
        found: dict[str, set[int]] = {}
        for number, (_, names) in enumerate(self._known):
            for pair in {pair for name in names for pair in name}:
                found.setdefault(pair, set()).add(number)
        return found

    def _said(self, number: int) -> Counter[str]:
        if number not in self._duties:
            self._duties[number] = _pairs(_duties(self._known[number][0].said))
        return self._duties[number]

    def of(self, draft: Draft) -> Proposal:
        """Return what the library tells of a draft."""
        names = _texts(draft.items.get("superior", ()))
        unit = self._unit(draft, names)
        department = self._department(unit, draft)
        entry = self.library.units.get(unit)
        alike = list(self._alike(draft))
        return Proposal(
            unit,
            entry.unit.name if entry else "",
            department,
            entry.department(department).name or "" if entry and department else "",
            () if names else tuple(self._superiors(one for one, _ in alike)),
            tuple(name for name in names if unit and not self._holders(name, unit)),
            tuple((f"{self.library.unit_of(one).unit.name}的{one.title}", shared) for one, shared in alike),
        )

    def _unit(self, draft: Draft, superiors: Iterable[str]) -> str:
        """Return the unit that the draft names, or else the one that has its department and superiors."""
        said = "".join(_texts(draft.items.get("unit", ())))
        for entry in self.library.units.values():
            if said and (entry.unit.name in said or said in (entry.unit.legal_name or "")):
                return entry.id
        votes: Counter[str] = Counter()
        for name in superiors:
            votes.update({unit for unit in self.library.units if self._holders(name, unit)})
        for unit in self.library.units:
            votes[unit] += 2 * bool(self._department(unit, draft))
        best = votes.most_common(2)
        is_clear = bool(best) and best[0][1] > 0 and (len(best) < 2 or best[0][1] > best[1][1])
        return best[0][0] if is_clear else ""

    def _holders(self, name: str, unit: str) -> list[Entry]:
        return [
            entry
            for entry in self.library.by_unit.get(unit, ())
            if name in (entry.title, *entry.position.aliases)
        ]

    def _department(self, unit: str, draft: Draft) -> str:
        """Return the folder of the department that the draft names."""
        said = _texts(draft.items.get("department", ()))
        entry = self.library.units.get(unit)
        if not entry or not said:
            return ""
        folders = dict.fromkeys((*entry.unit.departments, *self.library.departments(unit)))
        return next((folder for folder in folders if entry.department(folder).name in said), "")

    def _superiors(self, entries: Iterable[Entry]) -> list[str]:
        """Return the titles of the superiors of the first position that has any."""
        found = (self.library.superiors(entry) for entry in entries)
        return [one.title for one in next(filter(None, found), ())]

    def _alike(self, draft: Draft) -> Iterator[tuple[Entry, float]]:
        """Yield the positions with a similar title and similar duties, the likeliest first, and how much of these is the same."""
        titles = [_pairs(name) for name in draft.names]
        duties = _pairs("".join(_texts(draft.items.get("duties", ()))))
        found = []
        for number in set().union(*(self._with_pair.get(pair, set()) for title in titles for pair in title)):
            entry, names = self._known[number]
            alike = max(_share(one, other) for one in titles for other in names)
            shared = _share(duties, self._said(number)) if alike >= _ALIKE else 0.0
            if alike >= _TITLE_ALONE or shared >= _SHARED:
                found.append((alike + shared, entry.key, entry, shared))
        found.sort(key=lambda one: one[:2], reverse=True)
        yield from ((entry, shared) for _, _, entry, shared in found[:_MOST])


def _duties(said: Mapping[str, list[Leaf]]) -> str:
    return "".join(value for _, value in said.get("duties", ()) if isinstance(value, str))


def _texts(items: Iterable[Item]) -> list[str]:
    """Return the sentences of nested items."""
    found: list[str] = []
    for item in items:
        found += [item.text, *_texts(item.children)]
    return found


def _pairs(text: str) -> Counter[str]:
    letters = [letter for letter in text.casefold() if letter.isalnum()]
    return Counter(map("".join, pairwise(letters)))


def _share(one: Counter[str], other: Counter[str]) -> float:
    """Return Dice's coefficient of two bags of letter pairs."""
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0
