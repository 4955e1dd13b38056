"""Loading: the library of a folder with everything found in it, today's date included; at once, or in two steps."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType

from jdbook.checks import CHECKS, RULES, run
from jdbook.findings import Finding, errors, ordered
from jdbook.gathering import gather
from jdbook.library import Library
from jdbook.source import Source
from jdbook.tree import read_tree


@dataclass(frozen=True)
class Loaded:
    """A library with what was found in it so far, in reading order."""

    library: Library
    findings: list[Finding]
    sources: Mapping[str, Source] = field(repr=False)  # by path below jd_source/

    @property
    def publishable(self) -> bool:
        return not errors(self.findings)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Pause the garbage collector: loading makes millions of objects that all stay, and collecting costs a third.

    Frozen, they are not looked through again either, neither later nor at the end. They hold no cycles, so they still go
    when nobody refers to them.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@_no_collecting()
def load(root: Path, today: date | None = None, known: Mapping[str, Source] = MappingProxyType({})) -> Loaded:
    """Return the library below `root` as of `today` (by default the real one) with what was found on reading it.

    `known` are the sources of an earlier time: what has not changed since is not taken apart again.
    """
    tree = read_tree(root, known)
    library, found = gather(tree.sources, tree.unreadable)
    library = replace(library, today=today or datetime.now().astimezone().date())
    return Loaded(library, ordered([*tree.findings, *found]), tree.sources)


@_no_collecting()
def check(loaded: Loaded) -> Loaded:
    """Return a library that has been read with all that is found in it."""
    library = loaded.library
    findings = ordered(run(library, CHECKS, RULES, loaded.findings))
    fresh = tuple(replace(entry) for entry in library.entries)  # without what the checks remembered of each
    return replace(loaded, library=replace(library, entries=fresh), findings=findings)


def load_checked(root: Path, today: date | None = None) -> Loaded:
    """Return the library below `root`, checked as of `today` (by default the real one)."""
    return check(load(root, today))
