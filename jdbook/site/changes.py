"""Changes: the revisions of all positions, newest first, in parts of a readable length."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from jdbook.library import Entry
from jdbook.model import Revision
from jdbook.site.here import Here
from jdbook.site.paths import changes_page
from jdbook.site.wiki import Wiki

PART = 200


@dataclass(frozen=True, slots=True)
class Change:
    """A revision with the position it is of."""

    entry: Entry
    revision: Revision


def changes(wiki: Wiki) -> tuple[Change, ...]:
    """Return all revisions: the latest date first, undated ones last, higher versions before lower ones."""
    found = [
        Change(entry, revision)
        for entry in (*wiki.live, *wiki.stubs)
        for revision in entry.position.revisions
    ]
    return tuple(sorted(found, key=_age, reverse=True))


def _age(change: Change) -> tuple[str, tuple[int, ...]]:
    numbers = re.findall(r"\d{1,9}", change.revision.version or "")
    return change.revision.date or "", tuple(int(number) for number in numbers)


def changes_values(wiki: Wiki, found: Sequence[Change]) -> list[Mapping[str, Any]]:
    """Return the values for `changes`, one set for each part; without any change there is one empty part."""
    parts = [found[start : start + PART] for start in range(0, len(found), PART)] or [()]
    return [
        _values(Here(wiki, changes_page(number)), part, number, len(parts))
        for number, part in enumerate(parts, 1)
    ]


def _values(here: Here, part: Sequence[Change], number: int, count: int) -> Mapping[str, Any]:
    return {
        "here": here,
        "crumbs": here.way(),
        "changes": part,
        "number": number,
        "count": count,
        "page_of": changes_page,
    }
