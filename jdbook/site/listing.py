"""Listing: the positions as data for other systems (positions.json)."""

from __future__ import annotations

import json
from typing import Any

from jdbook.copies import DRAFT
from jdbook.library import Entry
from jdbook.site.paths import address, position_page, word_file
from jdbook.site.wiki import Who, Wiki


def positions_json(wiki: Wiki) -> str:
    """Return the JSON text: `{"positions": [...]}`, live positions and withdrawn ones, in the order of their paths."""
    order = {entry.key: place for place, entry in enumerate(wiki.library.entries)}
    entries = sorted((*wiki.live, *wiki.stubs), key=lambda entry: order[entry.key])
    return (
        json.dumps({"positions": [_row(wiki, entry) for entry in entries]}, ensure_ascii=False, indent=1)
        + "\n"
    )


def _row(wiki: Wiki, entry: Entry) -> dict[str, Any]:
    """Return one position; `unit` and `department` are paths, `url` and `word` relative to the site's root."""
    position = entry.position
    live = wiki.is_live(entry)
    return {
        "id": entry.id,
        "title": entry.title,
        "aliases": list(position.aliases),
        "code": position.code,
        "unit": entry.unit,
        "department": entry.department,
        "superiors": [_who(who) for who in wiki.superiors(entry)],
        "subordinates": [_who(who) for who in wiki.subordinates(entry)],
        "source": list(position.source),
        "url": address(position_page(entry)),
        "word": address(word_file(entry)) if live else None,
        "version": position.version,
        "status": position.status or (DRAFT if wiki.shows("status") else None),
    }


def _who(who: Who) -> dict[str, str]:
    return {"title": who} if isinstance(who, str) else {"title": who.title, "unit": who.unit, "id": who.id}
