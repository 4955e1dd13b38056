"""Forms: who fills, approves and keeps which form, unit by unit, from what the positions say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from jdbook.library import Entry, UnitEntry
from jdbook.model import FormUse
from jdbook.site.here import Here
from jdbook.site.paths import FORMS, forms_page, position_page
from jdbook.site.spec import PageSpec
from jdbook.site.traces import Trace
from jdbook.site.wiki import Wiki, as_ref


@dataclass(frozen=True, slots=True)
class Form:
    """A form with the positions that handle it, in the order of the chart."""

    name: str
    uses: tuple[tuple[Entry, FormUse], ...]


def forms_of(wiki: Wiki, unit: str) -> tuple[Form, ...]:
    """Return the forms of a unit in the order in which its positions name them."""
    found: dict[str, list[tuple[Entry, FormUse]]] = {}
    for folder in wiki.folders(unit):
        for entry in folder.entries:
            for use in entry.position.forms:
                found.setdefault(use.name, []).append((entry, use))
    return tuple(Form(name, tuple(uses)) for name, uses in found.items())


def units_with_forms(wiki: Wiki) -> tuple[UnitEntry, ...]:
    """Return the units in which some position handles a form."""
    having = {entry.unit for entry in wiki.live if entry.position.forms}
    return tuple(unit for unit in wiki.units if unit.id in having)


def forms_pages(wiki: Wiki) -> Iterator[PageSpec]:
    """Yield the overview of all forms and a page for each unit; nothing where no position names any."""
    units = units_with_forms(wiki)
    if units:
        yield PageSpec(
            FORMS, "forms", partial(_overview, wiki, units), partial(_seen_in_overview, wiki, units)
        )
    for unit in units:
        yield PageSpec(
            forms_page(unit.id),
            "unit-forms",
            partial(_of_unit, wiki, unit),
            partial(_seen_in_unit, wiki, unit),
        )


def _overview(wiki: Wiki, units: tuple[UnitEntry, ...]) -> Mapping[str, Any]:
    here = Here(wiki, FORMS)
    return {
        "here": here,
        "crumbs": here.way(),
        "units": [(unit, forms_page(unit.id), forms_of(wiki, unit.id)) for unit in units],
    }


def _seen_in_overview(wiki: Wiki, units: tuple[UnitEntry, ...]) -> Trace:
    return tuple((unit.unit, tuple(form.name for form in forms_of(wiki, unit.id))) for unit in units)


def _of_unit(wiki: Wiki, unit: UnitEntry) -> Mapping[str, Any]:
    here = Here(wiki, forms_page(unit.id), unit.id)
    return {
        "here": here,
        "crumbs": (*here.way(unit.id), ("表单", FORMS)),
        "unit": unit,
        "forms": forms_of(wiki, unit.id),
    }


def _seen_in_unit(wiki: Wiki, unit: UnitEntry) -> Trace:
    uses = ((entry, use) for form in forms_of(wiki, unit.id) for entry, use in form.uses)
    return unit.unit, *(
        (
            wiki.called(entry, unit.id),
            position_page(entry),
            use,
            tuple(wiki.target(as_ref(who), unit.id) for who in use.with_whom),
        )
        for entry, use in uses
    )
