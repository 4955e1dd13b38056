"""What a check is: a function over the library with its rule."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import ModuleType
from typing import Protocol

from jdbook.findings import Rule, Severity
from jdbook.library import Entry, Library
from jdbook.source import Path, Source


class Owner(Protocol):
    """Whoever a file speaks for: a position, a unit, an article. It may accept findings with a reason."""

    @property
    def source(self) -> Source: ...
    @property
    def waive(self) -> Mapping[str, str]: ...


@dataclass(frozen=True, slots=True)
class Issue:
    """What a check found: whose file, the path of the value in it, what is wrong and what to do.

    `line` is the 1-based line where that is known better than by a path, as in the Markdown of an article.
    """

    owner: Owner
    path: Path
    message: str
    hint: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """A rule with the function that finds where it is broken."""

    rule: Rule
    find: Callable[[Library], Iterable[Issue]]


def check(
    code: str, title: str, severity: Severity
) -> Callable[[Callable[[Library], Iterable[Issue]]], Check]:
    """Make a function over the library a check. Its docstring is the manual users read: **为什么** and **怎么改**."""

    def decorate(find: Callable[[Library], Iterable[Issue]]) -> Check:
        return Check(Rule(code, title, severity, inspect.getdoc(find) or ""), find)

    return decorate


def check_each(
    code: str, title: str, severity: Severity
) -> Callable[[Callable[[Entry, Library], Iterable[Issue]]], Check]:
    """Make a function over one position (and the library around it) a check."""

    def decorate(find: Callable[[Entry, Library], Iterable[Issue]]) -> Check:
        def over_all(library: Library) -> Iterable[Issue]:
            for entry in library.entries:
                yield from find(entry, library)

        return Check(Rule(code, title, severity, inspect.getdoc(find) or ""), over_all)

    return decorate


def checks_in(module: ModuleType) -> tuple[Check, ...]:
    """Return the checks a module defines, in the order of their codes."""
    return tuple(
        sorted(
            (value for value in vars(module).values() if isinstance(value, Check)), key=lambda c: c.rule.code
        )
    )
