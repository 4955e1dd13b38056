"""Checks of working together (JD122): what one position says of another, and the other does not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jdbook.checks.registry import Issue, check
from jdbook.checks.text import references
from jdbook.findings import Severity
from jdbook.library import Entry, Library
from jdbook.source import Path

HINT = Severity.HINT


@check("JD122", "协作关系只写了一边", HINT)
def one_sided(library: Library) -> Iterator[Issue]:
    """**为什么** 甲写了与乙协作，乙的文本里没有提到甲：乙不知道有这件事，配合不上时也说不清。

    **怎么改** 在对方的 `collaboration` 里写上对应的事项；直接上级与直接下级之间不必互写。
    """
    departments = {unit: _departments(library, unit) for unit in library.units}
    named = {entry.key: _named_by(entry, library, departments[entry.unit]) for entry in library.entries}
    for entry in library.entries:
        for number, item in enumerate(entry.own.collaboration):
            for index, reference in enumerate(item.with_whom):
                other = library.resolve(reference, entry.unit).entry if reference.name else None
                if other is None or named[other.key] & _as_named(entry) or _mentions(other, entry):
                    continue
                if other not in (
                    *library.superiors(entry),
                    *library.subordinates(entry),
                ):
                    path: Path = ("collaboration", number, "with_whom", index)
                    message = f"“{other.title}”的文本里没有提到“{entry.title}”"
                    yield Issue(
                        entry, path, message, f"在 {other.source.file} 的 collaboration 里写上对应的事项"
                    )


def _as_named(entry: Entry) -> set[str]:
    """Return by what others may refer to a position: itself, its department, and those around that."""
    steps = entry.department.split("/")
    return {entry.key, *(f"{entry.unit}/{'/'.join(steps[:depth])}/" for depth in range(1, len(steps) + 1))}


def _mentions(other: Entry, entry: Entry) -> bool:
    """Return whether a position names another in a sentence."""
    return any(name in other.text for name in (entry.title, *entry.position.aliases))


def _departments(library: Library, unit: str) -> dict[str, str]:
    """Return the departments of a unit by name, as their path with a slash at the end."""
    about = library.units[unit]
    return {about.department(path).name or path: f"{unit}/{path}/" for path in library.departments(unit)}


def _named_by(entry: Entry, library: Library, departments: Mapping[str, str]) -> set[str]:
    """Return whom a position refers to: keys of positions, and departments."""
    found = set()
    for _, reference in references(entry):
        if name := reference.name:
            other = library.resolve(reference, entry.unit).entry
            found.add(other.key if other else departments.get(name, ""))
    return found
