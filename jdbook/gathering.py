"""Gathering: the library out of sources already read, and what is wrong with it. Pure; nothing raises for content."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Collection, Mapping
from dataclasses import replace

from jdbook import rules
from jdbook.findings import Finding, Place
from jdbook.inheritance import in_full
from jdbook.knowledge import collection
from jdbook.library import Entry, Library, UnitEntry
from jdbook.model import Company, Position, Unit
from jdbook.reading import read
from jdbook.source import Source

COMPANY_FILE, UNIT_FILE = "company.yml", "unit.yml"


def gather(sources: Mapping[str, Source], unreadable: Collection[str] = ()) -> tuple[Library, list[Finding]]:
    """Return the library in `sources` (by path below jd_source/) and what is wrong with it. Never raises for content.

    `unreadable` are the paths of files that are there and have been complained about already.
    """
    findings: list[Finding] = []
    company, company_source = _company(sources, unreadable, findings)
    units = _units(sources, unreadable, findings)
    entries, unread = _entries(sources, units, findings)
    entries, problems = in_full_all(entries)
    unread |= {path.split("/")[0] for path in unreadable}
    knowledge, complaints = collection.load(sources)
    library = Library(company, company_source, units, entries, knowledge, unread)
    return library, [*findings, *problems, *complaints]


_NO_COMPANY = rules.NO_COMPANY_FILE.at(
    Place(f"jd_source/{COMPANY_FILE}"), "找不到 company.yml", "新建它，写 schema: 1 和 name: 公司名称 两行"
)


def _company(
    sources: Mapping[str, Source], unreadable: Collection[str], findings: list[Finding]
) -> tuple[Company, Source]:
    source = sources.get(COMPANY_FILE)
    if source is None:
        findings += [] if COMPANY_FILE in unreadable else [_NO_COMPANY]
        return Company(schema_version="1", name="（未命名）"), Source(f"jd_source/{COMPANY_FILE}", "")
    company, found = read(Company, source)
    findings += found
    return company or Company(schema_version="1", name="（未命名）"), source


def _units(
    sources: Mapping[str, Source], unreadable: Collection[str], findings: list[Finding]
) -> dict[str, UnitEntry]:
    """Return the units by id; a folder without a readable unit.yml goes by its own name."""
    units: dict[str, UnitEntry] = {}
    for unit_id in dict.fromkeys(path.split("/")[0] for path in (*sources, *unreadable) if "/" in path):
        if unit_id == collection.FOLDER:
            continue
        file = f"{unit_id}/{UNIT_FILE}"
        source = sources.get(file)
        unit, found = read(Unit, source) if source else (None, [_no_unit_file(unit_id)])
        findings += [] if file in unreadable else found
        units[unit_id] = UnitEntry(
            unit_id, unit or Unit(name=unit_id), source or Source(f"jd_source/{unit_id}", "")
        )
    return units


def _no_unit_file(unit_id: str) -> Finding:
    place = Place(f"jd_source/{unit_id}")
    return rules.NO_UNIT_FILE.at(
        place, f"文件夹“{unit_id}”里没有 unit.yml", "新建 unit.yml，写一行 name: 单位名称"
    )


def _entries(
    sources: Mapping[str, Source], units: Mapping[str, UnitEntry], findings: list[Finding]
) -> tuple[tuple[Entry, ...], frozenset[str]]:
    """Return the readable positions, and the units in which some could not be read."""
    entries, unread = [], set()
    for path, source in sources.items():
        folder, _, name = path.rpartition("/")
        unit, _, department = folder.partition("/")
        if unit == collection.FOLDER or path == COMPANY_FILE or path == f"{unit}/{UNIT_FILE}":
            continue
        if unit not in units:
            findings.append(
                rules.OUTSIDE_UNIT.at(Place(source.file), f"“{name}”不在任何单位里", "移到单位的文件夹里")
            )
        elif name.endswith(".yml"):
            position, found = read(Position, source)
            findings += found
            if position:
                entries.append(Entry(unit, department, name.removesuffix(".yml"), position, source, position))
            else:
                unread.add(unit)
    return tuple(entries), frozenset(unread)


def in_full_all(entries: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], list[Finding]]:
    """Return the entries with `extends` resolved, and what is wrong with it."""
    positions = {entry.key: entry.position for entry in entries}
    findings: list[Finding] = []
    full = []
    for entry in entries:
        position, problem = (
            in_full(entry.key, ChainMap({entry.key: entry.position}, positions))
            if entry.position.extends
            else (entry.position, None)
        )
        if problem:
            rule, message, hint = problem
            findings.append(rule.at(entry.source.place(("extends",)), message, hint))
        full.append(replace(entry, position=position))
    return tuple(full), findings
