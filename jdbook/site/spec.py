"""Specs: pages to be made, before they are. What a page shows can be compared without making it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from jdbook.site.memo import Trace


@dataclass(frozen=True, slots=True)
class PageSpec:
    """A page to be made: its path, its template, the values for it, and the trace of what it shows."""

    path: str
    template: str
    values: Callable[[], Mapping[str, Any]]
    trace: Trace
