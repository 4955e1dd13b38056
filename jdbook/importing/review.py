"""Review: what the page shows on which source and drafts stand side by side, as plain values for its template. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from jdbook.fields import FIELDS
from jdbook.importing.doubts import Doubt, label_of
from jdbook.importing.drafts import Piece
from jdbook.importing.result import Checked, Result

_AMBER, _AMBER_ENDS = 50, 75  # hues of what was left over, which no field has
_KEYS = ("unit", "department", *(field.key for field in FIELDS))
_OWNER = re.compile(r"positions\[(\d+)\]\.(.+)")


def page_values(result: Result) -> dict[str, Any]:
    """Return what the review page of a source shows."""
    used = {owner[2] for piece in result.trace if (owner := _OWNER.fullmatch(piece.to))}
    hues = _hues([key for key in _KEYS if key in used])
    return {
        "name": result.name,
        "fields": [_field(key, hues) for key in hues],
        "rows": [
            _row(place, list(pieces), result.drafts, hues)
            for place, pieces in groupby(result.trace, lambda piece: piece.place)
        ],
        "drafts": [_draft(number, checked, hues) for number, checked in enumerate(result.drafts)],
    }


def _hues(keys: Sequence[str]) -> dict[str, int]:
    """Return a hue in degrees for each field that the source speaks of, as far from the others as so many can be."""
    step = (360 - _AMBER) / max(len(keys), 1)
    return {key: round(_AMBER_ENDS + number * step) % 360 for number, key in enumerate(keys)}


def _field(key: str, hues: Mapping[str, int]) -> dict[str, Any]:
    return {"key": key, "label": label_of(key), "hue": hues.get(key, 0)}


def _row(
    place: str, pieces: Sequence[Piece], drafts: Sequence[Checked], hues: Mapping[str, int]
) -> dict[str, Any]:
    return {"place": place, "pieces": [_piece(piece, drafts, hues) for piece in pieces]}


def _piece(piece: Piece, drafts: Sequence[Checked], hues: Mapping[str, int]) -> dict[str, Any]:
    owner = _OWNER.fullmatch(piece.to)
    if not owner:
        return {"text": piece.text, "kind": piece.to, "field": None}
    title = f"{drafts[int(owner[1])].draft.title}：{label_of(owner[2])}"
    return {"text": piece.text, "field": _field(owner[2], hues), "to": piece.to, "title": title}


def _draft(number: int, checked: Checked, hues: Mapping[str, int]) -> dict[str, Any]:
    draft = checked.draft
    fields = [
        _field(key, hues)
        | {
            "to": f"positions[{number}].{key}",
            "sure": checked.confidences[key],
            "items": draft.items[key],
            "doubts": [doubt for doubt in checked.doubts if doubt.path[0] == key],
        }
        for key in _KEYS
        if key in draft.items
    ]
    return {"title": draft.title or "（没有岗位名称）", "told": list(_told(checked)), "fields": fields}


def _told(checked: Checked) -> Iterator[str]:
    """Yield what stands below the title: where it belongs, and what it may repeat."""
    if checked.proposal.unit:
        yield f"建议归入：{checked.proposal.unit_name} {checked.proposal.department_name}".rstrip()
    for title, share in checked.proposal.duplicates:
        yield f"库里可能已有：{title}（职责相同约 {share:.0%}）"
    if checked.first:
        yield f"与{checked.first}的内容完全相同"
    yield from _messages(doubt for doubt in checked.doubts if doubt.path[0] == "title")


def _messages(doubts: Iterable[Doubt]) -> Iterator[str]:
    return (doubt.message for doubt in doubts)
