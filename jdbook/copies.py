"""Copies: a position as one reader gets it, public or complete, ready for any writer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cache

from jdbook.blocks import Cell, Ref, Section
from jdbook.checkcode import check_code
from jdbook.fields import FIELDS
from jdbook.leaves import references
from jdbook.library import Entry, Library
from jdbook.model import Position
from jdbook.outline import PRINTED, to_blocks

DRAFT, WITHDRAWN = "草案", "废止"
_SUBORDINATES = "直接下级"


@dataclass(frozen=True, slots=True)
class Copy:
    """The sections of one position with what headers, footers and file names say of it. Empty text means: not known."""

    entry: Entry
    unit_name: str
    legal_name: str
    department_name: str
    status: str
    texts_are: str
    check_code: str
    sections: tuple[Section, ...]
    names: Mapping[str, str] = field(default_factory=dict, compare=False, repr=False)  # titles by `unit/id`

    @property
    def title(self) -> str:
        return self.entry.title

    @property
    def code(self) -> str:
        return self.entry.position.code or ""

    @property
    def version(self) -> str:
        return self.entry.position.version or ""


def copy_of(library: Library, entry: Entry, *, public: bool, drafts: bool = False) -> Copy:
    """Return the copy of a position without private fields (`public`), or with all of them (for signing).

    Subordinates that are not shown are not named in it either; `drafts` says that drafts are.
    """
    unit = library.unit_of(entry).unit
    department = library.department_name(entry)
    private = library.private if public else frozenset[str]()
    derived = _derived(library, entry, drafts)
    if private & {"superior", "subordinates"}:
        derived.pop(_SUBORDINATES, None)
    return Copy(
        without(entry, private),
        unit.name,
        unit.legal_name or library.company.legal_name or library.company.name,
        department,
        entry.position.status or DRAFT,
        library.company.texts_are,
        check_code(entry.position, unit.name, department, private),
        to_blocks(entry.position, without=private, derived=derived, groups=PRINTED),
        library.titles,
    )


def printed(library: Library, entry: Entry, *, drafts: bool = False) -> tuple[object, ...]:
    """Return all that a copy of a position is made of but the company, as values to compare."""
    names = tuple(library.titles.get(str(reference)) for reference in references(entry.position))
    derived = _derived(library, entry, drafts)
    return entry.position, library.unit_of(entry).unit, derived, names


def without_private(library: Library) -> Library:
    """Return the library with every private field emptied, so that nothing made of it can give one away."""
    if not library.private:
        return library
    return replace(library, entries=tuple(without(entry, library.private) for entry in library.entries))


def without(entry: Entry, private: AbstractSet[str]) -> Entry:
    """Return the entry with private fields emptied: headers and file names are made of it too. The title stays."""
    names = [name for name in _emptiable(frozenset(private)) if getattr(entry.position, name)]
    empty = {name: Position.model_fields[name].get_default() for name in names}
    return replace(entry, position=entry.position.model_copy(update=empty)) if empty else entry


@cache
def _emptiable(private: frozenset[str]) -> tuple[str, ...]:
    names = (field.name for field in FIELDS if field.key in private)
    return tuple(name for name in names if not Position.model_fields[name].is_required())


def _derived(library: Library, entry: Entry, drafts: bool) -> dict[str, Cell]:
    """Return the identity facts that follow from the library: where the position belongs and who reports to it."""
    facts: dict[str, Cell] = {"所属单位": (library.unit_of(entry).unit.name,)}
    if department := library.department_name(entry):
        facts["所属部门"] = (department,)
    if below := [other for other in library.subordinates(entry) if is_shown(other, drafts=drafts)]:
        facts[_SUBORDINATES] = tuple(Ref(_name_in(entry.unit, other)) for other in below)
    return facts


def _name_in(unit: str, entry: Entry) -> str:
    """Return how a position is referred to from within `unit`."""
    return entry.title if entry.unit == unit else entry.key


def published(library: Library, *, drafts: bool = False) -> Iterator[Entry]:
    """Yield the positions that are shown: drafts only on request, withdrawn ones never in full."""
    return (entry for entry in library.entries if is_shown(entry, drafts=drafts))


def is_shown(entry: Entry, *, drafts: bool) -> bool:
    """Return whether a position is shown in full."""
    return (entry.position.status or DRAFT) not in ({WITHDRAWN} if drafts else {WITHDRAWN, DRAFT})


def withdrawn(library: Library) -> Iterator[Entry]:
    """Yield the positions that keep their code and a stub page."""
    return (entry for entry in library.entries if entry.position.status == WITHDRAWN)
