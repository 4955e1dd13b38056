"""Traces: everything a page shows, as values to compare. A page whose trace is the same as last time need not be made again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from jdbook.leaves import references
from jdbook.library import Entry, UnitEntry
from jdbook.site.boxes import around_boxes, unit_boxes
from jdbook.site.changes import Change
from jdbook.site.here import Here
from jdbook.site.paths import position_page
from jdbook.site.role import neighbours
from jdbook.site.wiki import Folder, Who, Wiki, as_ref

Trace = tuple[object, ...]


def of_position(wiki: Wiki, entry: Entry) -> Trace:
    """Return the trace of a position's page and of all data of it: its text, where it stands, what whom it names is called."""
    if entry.key not in wiki.traces:
        wiki.traces[entry.key] = _of_position(wiki, entry)
    return wiki.traces[entry.key]


def _of_position(wiki: Wiki, entry: Entry) -> Trace:
    around = tuple(
        (wiki.called(other, entry.unit), position_page(other)) for other in neighbours(wiki, entry)
    )
    named = tuple(wiki.target(as_ref(each), entry.unit) for each in references(entry.position))
    place = wiki.library.unit_of(entry).departments_down_to(entry.department)
    return (
        entry.position,
        place,
        _way(wiki, entry),
        around,
        _seen(wiki, entry),
        named,
        around_boxes(wiki, entry),
    )


def of_notice(wiki: Wiki, entry: Entry) -> Trace:
    """Return the trace of the notice of a withdrawn position."""
    return entry.position, _way(wiki, entry)


def of_unit(wiki: Wiki, unit: UnitEntry) -> Trace:
    """Return the trace of a unit's page: its positions by department, and the upper levels of its chart."""
    entries = (entry for folder in wiki.folders(unit.id) for entry in folder.entries)
    return unit.unit, tuple(_seen(wiki, entry) for entry in entries), unit_boxes(wiki, unit.id)


def of_department(wiki: Wiki, unit: UnitEntry, folder: Folder) -> Trace:
    """Return the trace of a department's page."""
    way = Here(wiki, "", unit.id).way(unit.id, folder.path)
    return unit.unit, way, tuple(_seen(wiki, entry) for entry in folder.entries)


def of_home(wiki: Wiki, latest: Sequence[Change]) -> Trace:
    """Return the trace of the home page."""
    units = tuple(
        (
            unit.unit,
            wiki.count(unit.id),
            tuple((d.path, d.name, len(d.entries)) for d in wiki.departments(unit.id)),
        )
        for unit in wiki.units
    )
    knowledge = wiki.knowledge
    reading = knowledge.home.record, len(knowledge.terms), tuple(knowledge.by_topic.items())
    return units, reading, of_changes(wiki, latest)


def of_changes(wiki: Wiki, part: Iterable[Change], parts: int = 1) -> Trace:
    """Return the trace of a list of changes, one of so many parts."""
    return parts, *((_named(wiki, change.entry, ""), change.revision) for change in part)


def _way(wiki: Wiki, entry: Entry) -> Trace:
    return Here(wiki, "", entry.unit).way(entry.unit, entry.department)


def _seen(wiki: Wiki, entry: Entry) -> Trace:
    """Return what lists show of a position."""
    people = (*wiki.superiors(entry), None, *wiki.subordinates(entry))
    return (
        wiki.called(entry, entry.unit),
        entry.position.code,
        position_page(entry),
        tuple(_named(wiki, who, entry.unit) for who in people),
    )


def _named(wiki: Wiki, who: Who | None, unit: str) -> Trace | str | None:
    return (wiki.called(who, unit), position_page(who)) if isinstance(who, Entry) else who
