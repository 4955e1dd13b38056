"""Role: what the page of one position shows, as values for its template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from jdbook.blocks import Body, Cell, Grid, Items, Section, Table
from jdbook.copies import Copy
from jdbook.fields import FIELDS
from jdbook.filenames import safe
from jdbook.library import Entry
from jdbook.model import Group
from jdbook.site.boxes import around_boxes
from jdbook.site.glance import glance_of
from jdbook.site.here import Here
from jdbook.site.paths import COMPARE, chart_page, href, position_page, word_file
from jdbook.site.reading_path import reading_path
from jdbook.site.wiki import Wiki

_LABELS = {field.key: field.label for field in FIELDS}
_TOLD_APART = frozenset(_LABELS[key] for key in ("title", "superior", "subordinates"))
_NEIGHBOURS = 15
ADDRESSED = frozenset(("duties", "authority", "assessment", "rules"))  # each item has an anchor, `duties-3`


def role_values(wiki: Wiki, entry: Entry) -> Mapping[str, Any]:
    """Return the values for `position`: the copy, who is around it, its facts and its sections."""
    here = Here(wiki, position_page(entry), entry.unit)
    copy = wiki.copy(entry)
    around = neighbours(wiki, entry)
    at = next(place for place, other in enumerate(around) if other.key == entry.key)
    return {
        "here": here,
        "copy": copy,
        "entry": entry,
        "crumbs": here.way(entry.unit, entry.department),
        "position_page": position_page,
        "glance": glance_of(wiki, entry),
        "path": reading_path(wiki, entry),
        "effective": entry.position.effective,
        "facts": tuple(_facts(copy)),
        "sections": tuple(section for section in copy.sections if section.key != _key(Group.IDENTITY)),
        "starts": {section.key: starts(section) for section in copy.sections if section.key in ADDRESSED},
        "before": around[at - 1] if at else None,
        "after": around[at + 1] if at + 1 < len(around) else None,
        "around": around,
        "boxes": around_boxes(wiki, entry),
        "chart_page": chart_page(entry.unit),
        "compare": _comparing(wiki, entry),
        "word": word_file(entry),
        "word_name": safe(f"{copy.code or entry.id} {copy.title}.docx"),
        "tags": tuple(name for name in (copy.code, *entry.position.aliases) if name),
    }


def _comparing(wiki: Wiki, entry: Entry) -> Markup:
    """Return the URL that compares the position with another one, as seen from its page; empty if there is no other."""
    there = f"{href(COMPARE, position_page(entry))}?a={quote(entry.key)}"
    return Markup(there if wiki.is_comparable else "")


def _key(group: Group) -> str:
    return group.name.lower()


def _facts(copy: Copy) -> Iterator[tuple[str, Cell]]:
    """Yield the short facts that stand in the card, as label and value, without those it tells in words of its own."""
    for section in copy.sections:
        if section.key == _key(Group.IDENTITY):
            yield from (pair for pair in _pairs(section) if pair[0] not in _TOLD_APART)


def _pairs(section: Section) -> Iterator[tuple[str, Cell]]:
    return (pair for body in section.body if isinstance(body, Grid) for pair in body.pairs)


def starts(section: Section) -> tuple[int, ...]:
    """Return the number of the first item of each list and table of a section, as its file counts them."""
    return tuple(accumulate((_length(body) for body in section.body[:-1]), initial=1))


def _length(body: Body) -> int:
    if isinstance(body, Table):
        return len(body.rows)
    return len(body.items) if isinstance(body, Items) else 0


def neighbours(wiki: Wiki, entry: Entry) -> Sequence[Entry]:
    """Return some positions on either side in the department, the position itself among them."""
    entries = wiki.folder_of(entry).entries
    at = next(place for place, other in enumerate(entries) if other.key == entry.key)
    return entries[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS + 1]
