"""Charts: the page of the organisation chart of every unit that has reporting lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from jdbook.library import UnitEntry
from jdbook.site.boxes import AT_ONCE, level, unit_boxes
from jdbook.site.here import Here
from jdbook.site.paths import chart_page
from jdbook.site.spec import PageSpec
from jdbook.site.traces import Trace
from jdbook.site.wiki import Wiki


def chart_pages(wiki: Wiki) -> Iterator[PageSpec]:
    """Yield the page of each unit's chart."""
    for unit in wiki.units:
        if wiki.reporting(unit.id):
            values, trace = partial(_values, wiki, unit), partial(_seen, wiki, unit)
            yield PageSpec(chart_page(unit.id), "chart", values, trace)


def _values(wiki: Wiki, unit: UnitEntry) -> Mapping[str, Any]:
    here, boxes = Here(wiki, chart_page(unit.id), unit.id), unit_boxes(wiki, unit.id)
    return {
        "here": here,
        "crumbs": here.way(unit.id),
        "unit": unit,
        "boxes": boxes,
        "count": wiki.count(unit.id),
        "level": level(boxes),
        "large": len(boxes) > AT_ONCE,
    }


def _seen(wiki: Wiki, unit: UnitEntry) -> Trace:
    return unit.unit, unit_boxes(wiki, unit.id)
