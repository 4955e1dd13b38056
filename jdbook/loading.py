"""Loading: the library of a folder with everything found in it, today's date included."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from jdbook.checks import CHECKS, RULES, run
from jdbook.findings import Finding, errors, ordered
from jdbook.gathering import gather
from jdbook.library import Library
from jdbook.tree import read_tree


@dataclass(frozen=True)
class Checked:
    """A library with its findings in reading order."""

    library: Library
    findings: list[Finding]

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
def load_checked(root: Path, today: date | None = None) -> Checked:
    """Return the library below `root`, checked as of `today` (by default the real one)."""
    tree = read_tree(root)
    library, found = gather(tree.sources, tree.unreadable)
    library = replace(library, today=today or datetime.now().astimezone().date())
    findings = ordered(run(library, CHECKS, RULES, [*tree.findings, *found]))
    fresh = tuple(replace(entry) for entry in library.entries)  # without what the checks remembered of each
    return Checked(replace(library, entries=fresh), findings)
