"""Listing: the positions as data for other systems (positions.json)."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from jdbook.copies import DRAFT
from jdbook.library import Entry
from jdbook.site.memo import Remember, made_anew
from jdbook.site.paths import address, position_page, word_file
from jdbook.site.traces import of_position
from jdbook.site.wiki import Who, Wiki


def positions_json(wiki: Wiki, remember: Remember = made_anew) -> str:
    """Return the JSON text: `{"positions": [...]}`, live positions and withdrawn ones, in the order of their paths.

    Each has a line of its own.
    """
    order = {entry.key: place for place, entry in enumerate(wiki.library.entries)}
    entries = sorted((*wiki.live, *wiki.stubs), key=lambda entry: order[entry.key])
    rows = [
        remember(f"{entry.key}#row", partial(of_position, wiki, entry), partial(_line, wiki, entry))
        if wiki.is_live(entry)
        else _line(wiki, entry)
        for entry in entries
    ]
    return '{"positions": [\n' + ",\n".join(rows) + "\n]}\n"


def _line(wiki: Wiki, entry: Entry) -> str:
    return json.dumps(_row(wiki, entry), ensure_ascii=False)


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
