"""Checks of working together (JD122): what one position says of another, and the other does not."""

from __future__ import annotations

from collections.abc import Iterator

from jdbook.checks.registry import Issue, check
from jdbook.checks.text import references
from jdbook.findings import Severity
from jdbook.library import Entry, Library

HINT = Severity.HINT


@check("JD122", "协作关系只写了一边", HINT)
def one_sided(library: Library) -> Iterator[Issue]:
    """**为什么** 甲写了与乙协作，乙的文本里没有提到甲：乙不知道有这件事，配合不上时也说不清。

    **怎么改** 在对方的 `collaboration` 里写上对应的事项；直接上级与直接下级之间不必互写。
    """
    named = {entry.key: _named_by(entry, library) for entry in library.entries}
    for entry in library.entries:
        near = {other.key for other in (*library.superiors(entry), *library.subordinates(entry))}
        for number, item in enumerate(entry.own.collaboration):
            for index, reference in enumerate(item.with_whom):
                other = library.resolve(reference, entry.unit).entry if reference.name else None
                if other and other is not entry and other.key not in near | named_of(entry, other, named):
                    path = ("collaboration", number, "with_whom", index)
                    message = f"“{other.title}”的文本里没有提到“{entry.title}”"
                    yield Issue(
                        entry, path, message, f"在 {other.source.file} 的 collaboration 里写上对应的事项"
                    )


def named_of(entry: Entry, other: Entry, named: dict[str, frozenset[str]]) -> frozenset[str]:
    """Return the key of `other` if it names `entry` in turn, or the department `entry` belongs to."""
    return (
        frozenset({other.key})
        if named[other.key] & {entry.key, f"{entry.unit}/{entry.department}/"}
        else frozenset()
    )


def _named_by(entry: Entry, library: Library) -> frozenset[str]:
    """Return whom a position refers to: keys of positions, and departments as their path with a slash at the end."""
    unit = library.unit_of(entry)
    departments = {unit.department(path).name: path for path in library.departments(entry.unit)}
    found = set()
    for _, reference in references(entry):
        other = library.resolve(reference, entry.unit).entry if reference.name else None
        if other:
            found.add(other.key)
        elif reference.name in departments:
            found.add(f"{entry.unit}/{departments[reference.name]}/")
    return frozenset(found)
