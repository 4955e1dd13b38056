"""Wiki: the library as its readers may see it: without private fields, drafts out of sight, everybody in their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from jdbook.blocks import Ref
from jdbook.copies import Copy, copy_of, published, withdrawn, without_private
from jdbook.knowledge.collection import FOLDER, Knowledge, Page, Readable
from jdbook.knowledge.mentions import Mentions, mentions_of
from jdbook.library import Entry, Library, UnitEntry
from jdbook.shapes import Reference
from jdbook.site.chart import Row, chart
from jdbook.site.paths import index_page, knowledge_page, position_page
from jdbook.site.reporting import Absent, Reporting, Superior, reporting, visitors

Who = Entry | str


@dataclass(frozen=True, slots=True)
class Folder:
    """A department, or the positions of a unit outside its departments (`path` is "" then), in the order of the chart."""

    path: str
    name: str
    mission: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Wiki:
    """What is shown of a library: `live` positions in full, `stubs` as a notice. No private field is in it."""

    library: Library
    live: tuple[Entry, ...]
    stubs: tuple[Entry, ...]

    @cached_property
    def _pages(self) -> dict[str, Entry]:
        return {entry.key: entry for entry in (*self.live, *self.stubs)}

    @cached_property
    def _live_keys(self) -> frozenset[str]:
        return frozenset(entry.key for entry in self.live)

    def copy(self, entry: Entry) -> Copy:
        """Return the public copy of a position, the same one at every call."""
        if entry.key not in self._copies:
            self._copies[entry.key] = copy_of(self.library, entry, public=True)
        return self._copies[entry.key]

    @cached_property
    def _copies(self) -> dict[str, Copy]:
        return {}

    @cached_property
    def traces(self) -> dict[str, tuple[object, ...]]:
        """Return what `traces` has made out of positions so far, by their keys."""
        return {}

    def shows(self, key: str) -> bool:
        """Return whether a field is public."""
        return key not in self.library.private

    def is_live(self, entry: Entry) -> bool:
        """Return whether the position is shown in full."""
        return entry.key in self._live_keys

    @property
    def is_comparable(self) -> bool:
        """Return whether there are two positions to compare."""
        return len(self.live) > 1

    @cached_property
    def units(self) -> tuple[UnitEntry, ...]:
        """Return the units with something to show."""
        shown = {entry.unit for entry in self._pages.values()}
        return tuple(unit for unit in self.library.units.values() if unit.id in shown)

    @cached_property
    def _charts(self) -> dict[str, tuple[Row, ...]]:
        return {unit.id: chart(self._live_in(unit.id), self._superiors_in_tree) for unit in self.units}

    @cached_property
    def _live_by_unit(self) -> dict[str, list[Entry]]:
        groups: dict[str, list[Entry]] = {}
        for entry in self.live:
            groups.setdefault(entry.unit, []).append(entry)
        return groups

    def _live_in(self, unit: str) -> tuple[Entry, ...]:
        """Return the unit's live positions: those outside departments first, then by department; by code in each."""
        places = {path: place for place, path in enumerate(self.library.departments(unit))}
        return tuple(
            sorted(
                self._live_by_unit.get(unit, ()),
                key=lambda entry: (places.get(entry.department, -1), *_by_code(entry)),
            )
        )

    def _superiors_in_tree(self, entry: Entry) -> tuple[Entry, ...]:
        return self.library.superiors(entry) if self.library.unit_of(entry).is_tree else ()

    def chart(self, unit: str) -> tuple[Row, ...]:
        """Return the chart of a unit; of one without reporting lines, its positions side by side."""
        return self._charts[unit]

    def chart_of(self, folder: Folder) -> tuple[Row, ...]:
        """Return the chart of a department by itself."""
        return chart(folder.entries, self._superiors_in_tree)

    def reporting(self, unit: str) -> Reporting | None:
        """Return who stands below whom in a unit; None where it has no reporting lines, or they are not public."""
        return self._reporting.get(unit)

    @cached_property
    def _reporting(self) -> dict[str, Reporting]:
        drawn = [
            u.id for u in self.units if u.is_tree and u.id in self._live_by_unit and self.shows("superior")
        ]
        away = visitors(self.live, self.library.superiors)
        return {id: reporting(self._live_in(id), self._above, away.get(id, ())) for id in drawn}

    def _above(self, entry: Entry) -> Iterable[Superior]:
        for reference in entry.position.superior:
            who = self.who(reference, entry.unit)
            yield who if isinstance(who, Entry) else Absent(who, reference.outside is not None)

    @cached_property
    def _folders(self) -> dict[str, tuple[Folder, ...]]:
        return {unit.id: tuple(self._folders_of(unit)) for unit in self.units}

    def _folders_of(self, unit: UnitEntry) -> Iterable[Folder]:
        members: dict[str, list[Entry]] = {}
        for row in self.chart(unit.id):
            if not row.repeated:
                members.setdefault(row.entry.department, []).append(row.entry)
        for path in ("", *self.library.departments(unit.id)):
            if path in members:
                said = unit.department(path)
                yield Folder(
                    path, (said.name or "") if path else "", said.mission or "", tuple(members[path])
                )

    def folders(self, unit: str) -> tuple[Folder, ...]:
        """Return where the unit's positions are: those outside departments first, then each department."""
        return self._folders[unit]

    def departments(self, unit: str) -> tuple[Folder, ...]:
        return tuple(folder for folder in self.folders(unit) if folder.path)

    def count(self, unit: str) -> int:
        """Return how many live positions the unit has."""
        return sum(len(folder.entries) for folder in self.folders(unit))

    def folder_of(self, entry: Entry) -> Folder:
        """Return where a live position stands."""
        return self._folder_by_path[entry.unit, entry.department]

    def department(self, unit: str, path: str) -> Folder | None:
        """Return a department that has live positions."""
        return self._folder_by_path.get((unit, path))

    @cached_property
    def _folder_by_path(self) -> dict[tuple[str, str], Folder]:
        return {(unit.id, folder.path): folder for unit in self.units for folder in self.folders(unit.id)}

    def unit_hue(self, unit: str) -> int:
        """Return the number of a unit's colour, from 1; 0 where there is nothing to tell apart."""
        return self._unit_places[unit] + 1 if len(self.units) > 1 else 0

    @cached_property
    def _unit_places(self) -> dict[str, int]:
        return {unit.id: place for place, unit in enumerate(self.units)}

    def hue(self, entry: Entry) -> int:
        """Return the number of a position's outermost department in its unit, 0 outside of all."""
        return self._outer[entry.unit].index(entry.department.partition("/")[0])

    @cached_property
    def _outer(self) -> dict[str, tuple[str, ...]]:
        folders = {
            unit.id: ("", *(folder.path for folder in self.departments(unit.id))) for unit in self.units
        }
        return {
            unit: tuple(dict.fromkeys(p.partition("/")[0] for p in paths)) for unit, paths in folders.items()
        }

    def superiors(self, entry: Entry) -> tuple[Who, ...]:
        """Return the direct superiors as written: positions with a page, and others by name."""
        return tuple(self.who(reference, entry.unit) for reference in entry.position.superior)

    def subordinates(self, entry: Entry) -> tuple[Entry, ...]:
        """Return the live positions that report to this one."""
        return tuple(below for below in self.library.subordinates(entry) if self.is_live(below))

    def who(self, reference: Reference, unit: str) -> Who:
        """Return the position a reference written in `unit` means if it has a page, else the name as written."""
        entry = self.library.resolve(reference, unit).entry
        return entry if entry and entry.key in self._pages else str(reference)

    def target(self, reference: Ref, unit: str) -> tuple[str, str] | None:
        """Return text and page that a reference in `unit` points to: a position's, or a department's of that unit."""
        if reference.outside:
            return None
        who = self.who(Reference(name=reference.name), unit)
        if isinstance(who, Entry):
            return self.called(who, unit), position_page(who)
        page = self._department_pages.get((unit, reference.name))
        return (reference.name, page) if page else None

    @cached_property
    def _department_pages(self) -> dict[tuple[str, str], str | None]:
        """Return the pages of departments by unit and name; a name that two of them bear leads nowhere."""
        pages: dict[tuple[str, str], str | None] = {}
        for unit in self.units:
            for folder in self.departments(unit.id):
                name = unit.id, folder.name
                pages[name] = None if name in pages else index_page(unit.id, folder.path)
        return pages

    @cached_property
    def mentions(self) -> Mentions:
        """Return what finds the terms that are explained in texts."""
        return mentions_of(tuple(term for term in self.knowledge.terms if term.marked == "true"))

    @property
    def knowledge(self) -> Knowledge:
        return self.library.knowledge

    def page_of_file(self, path: str) -> str | None:
        """Return the page of a file below jd_source/, if it has one here."""
        if path.startswith(f"{FOLDER}/"):
            name = path.removeprefix(f"{FOLDER}/").rpartition(".")[0]
            return knowledge_page(name) if name == "glossary" or name in self._knowledge_ids else None
        entry = self._by_file.get(path)
        return position_page(entry) if entry else None

    @cached_property
    def _knowledge_ids(self) -> frozenset[str]:
        return frozenset(page.id for page in self.knowledge.pages)

    @cached_property
    def _by_file(self) -> dict[str, Entry]:
        return {entry.source.file.partition("/")[2]: entry for entry in self._pages.values()}

    def readers(self, page: Readable) -> tuple[Entry, ...]:
        """Return the positions that are to know an article or a self-test."""
        return self._readers.get(page.id, ())

    @cached_property
    def _readers(self) -> dict[str, tuple[Entry, ...]]:
        readers: dict[str, dict[str, Entry]] = {}
        for entry in self.live:
            for name in entry.position.knowledge:
                if isinstance(found := self.knowledge.find(name), Page):
                    readers.setdefault(found.id, {})[entry.key] = entry
        return {id: tuple(entries.values()) for id, entries in readers.items()}

    def called(self, entry: Entry, unit: str) -> str:
        """Return how a position is called on a page of `unit`: with its own unit where that is another one."""
        label = self.library.label(entry)
        elsewhere = entry.unit != unit and len(self.units) > 1
        return f"{label}（{self.library.unit_of(entry).unit.name}）" if elsewhere else label


def as_ref(reference: Reference) -> Ref:
    """Return a reference as blocks have it."""
    return Ref(str(reference), outside=reference.outside is not None)


def _by_code(entry: Entry) -> tuple[bool, str, str]:
    """Return the order of positions side by side: by code, those without one last."""
    return entry.position.code is None, entry.position.code or "", entry.id


def wiki_of(library: Library, *, drafts: bool = False) -> Wiki:
    """Return what may be shown of a library; `drafts` shows positions in 草案 too."""
    live = frozenset(entry.key for entry in published(library, drafts=drafts))
    stubs = frozenset(entry.key for entry in withdrawn(library))
    shown = without_private(library)
    each_once = tuple({entry.key: entry for entry in reversed(shown.entries)}.values())[
        ::-1
    ]  # the first of two ids
    return Wiki(
        shown,
        tuple(entry for entry in each_once if entry.key in live),
        tuple(entry for entry in each_once if entry.key in stubs),
    )
