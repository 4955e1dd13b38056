"""Directory: who or what could have been meant by a name that nobody bears."""

from __future__ import annotations

import difflib
import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from jdbook.library import Entry, Library, UnitEntry

_COMPARED = 8  # how many of the likeliest names are compared letter by letter
_MOST = 3  # how many namesakes a hint lists
_MOST_LISTED = 5  # how many positions a message names: a hundred copies must not make ten thousand lines


class Names:
    """Names to compare others with; only those that share letters are looked at, so that many questions stay cheap."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_letter: defaultdict[str, list[str]] = defaultdict(list)
        for name in dict.fromkeys(names):
            for letter in set(name):
                self._by_letter[letter].append(name)

    def close(self, name: str) -> list[str]:
        """Return up to two names that look like `name`, the most alike first."""
        shared = Counter(other for letter in set(name) for other in self._by_letter.get(letter, ()))
        likely = heapq.nsmallest(
            _COMPARED, shared, key=lambda other: (-shared[other], abs(len(other) - len(name)), other)
        )
        return difflib.get_close_matches(name, likely, n=2, cutoff=0.6)


class Directory:
    """Whom the positions of a library could be meant by."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._bearers: defaultdict[str, list[Entry]] = defaultdict(list)
        for entry in library.entries:
            for name in dict.fromkeys((entry.title, *entry.position.aliases)):
                self._bearers[name].append(entry)

    @cached_property
    def _names(self) -> dict[str, Names]:
        groups = self.library.by_unit.items()
        return {
            unit: Names(name for one in entries for name in (one.title, *one.position.aliases))
            for unit, entries in groups
        }

    def advice(self, name: str, unit: str) -> str:
        """Return what to do about a reference in `unit` that nobody answers to."""
        if "/" in name:
            return "斜线前写单位的文件夹名，斜线后写岗位文件名（不带 .yml）"
        unread = "本单位有文件读不出来，可能就在其中，先改好那份文件；" if unit in self.library.unread else ""
        return unread + self._guess(name, unit)

    def _guess(self, name: str, unit: str) -> str:
        """Return whom or what the name may mean if nothing is broken."""
        if elsewhere := self._bearers.get(name):
            keys = any_of(entry.key for entry in elsewhere[:_MOST])
            return f"别的单位有同名岗位，指的是它就写 {keys}；没有页面的人写 {{outside: {name}}}"
        if name in self.departments[unit]:
            return "这是部门名称，写该部门负责人的岗位名称"
        close = self._names[unit].close(name)
        guess = f"是不是 {any_of(close)}？" if close else "核对岗位名称；"
        return f"{guess}没有页面的人写 {{outside: {name}}}"

    @cached_property
    def departments(self) -> dict[str, frozenset[str]]:
        """Return the names of every unit's departments."""
        return {unit: frozenset(self._departments(entry)) for unit, entry in self.library.units.items()}

    def _departments(self, unit: UnitEntry) -> Iterator[str]:
        for path in (*unit.unit.departments, *self.library.departments(unit.id)):
            yield unit.department(path).name or path


def any_of(names: Iterable[str]) -> str:
    """Return names as the choice they are."""
    return " 或 ".join(names)


def listed(entries: Sequence[Entry], besides: Entry | None = None) -> str:
    """Return positions with their files, the first few of many, for a message; `besides` is one of them to leave out."""
    shown = [entry for entry in entries[: _MOST_LISTED + 1] if entry is not besides][:_MOST_LISTED]
    count = len(entries) - (besides is not None)
    names = "、".join(f"{entry.title}（{entry.source.file}）" for entry in shown)
    return names if count == len(shown) else f"{names}等 {count} 个岗位"
