"""Result: a source with its drafts, what to look at in each, what was left over, and what the library tells of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jdbook.importing.document import Document
from jdbook.importing.doubts import Doubt, confidence, doubts_of
from jdbook.importing.drafts import LEFTOVER, Draft, Found, Piece
from jdbook.importing.proposals import Proposal, Proposals
from jdbook.importing.recognition import recognise
from jdbook.importing.shaping import machine_form

_OWNER = re.compile(r"positions\[(\d+)\]\.(.+)")


_ASIDE = frozenset({"页眉", "页脚", "批注", "脚注"})


@dataclass(frozen=True, slots=True)
class Checked:
    """A draft with what to look at, the source's text around it that went nowhere, and what it may be in the library.

    `first` is the title of an earlier draft of the same text, "" for none; `places` are the first and last by key.
    """

    draft: Draft
    doubts: Sequence[Doubt]
    leftovers: Sequence[Piece]
    proposal: Proposal
    places: Mapping[str, tuple[str, str]]
    first: str = ""

    @property
    def confidences(self) -> dict[str, str]:
        """Return how sure each field is, by key."""
        return {key: confidence(self.draft, key, self.doubts) for key in self.draft.items}

    @property
    def open(self) -> int:
        """Return how many places there are to look at."""
        return sum(not doubt.repaired for doubt in self.doubts)


@dataclass(frozen=True, slots=True)
class Result:
    """A source that was read: its name, its drafts, and its whole text piece by piece."""

    name: str
    drafts: Sequence[Checked]
    trace: Sequence[Piece]
    leftovers: Sequence[Piece] = field(default=())  # of no draft: before the first, and aside


def result_of(document: Document, proposals: Proposals, seen: dict[str, str]) -> Result:
    """Return what a document comes to; `seen` holds the titles of drafts by their text and is added to."""
    found = recognise(document)
    around, places = _around(found), _places(found)
    drafts = []
    for number, draft in enumerate(found.drafts):
        text = _text_of(draft)
        first = seen.get(text, "")
        seen.setdefault(text, f"{document.name} 的{draft.title}")
        drafts.append(
            Checked(
                draft,
                doubts_of(draft),
                around.get(number, ()),
                proposals.of(draft),
                places.get(number, {}),
                first,
            )
        )
    return Result(document.name, drafts, found.trace, around.get(-1, ()))


def _text_of(draft: Draft) -> str:
    """Return all that a draft says, but for blanks and punctuation."""
    return "".join(letter for letter in str(machine_form(draft)) if letter.isalnum())


def _around(found: Found) -> dict[int, list[Piece]]:
    """Return what was left over, by the number of the draft it stands with or behind; -1 before the first, and aside."""
    left: dict[int, list[Piece]] = {}
    now = -1
    for piece in found.trace:
        owner = _OWNER.fullmatch(piece.to)
        if owner:
            now = max(now, int(owner[1]))
        elif piece.to == LEFTOVER and piece.text.strip():
            left.setdefault(-1 if piece.place in _ASIDE else now, []).append(piece)
    return left


def _places(found: Found) -> dict[int, dict[str, tuple[str, str]]]:
    """Return where each field stands in the source, by draft and key."""
    places: dict[int, dict[str, tuple[str, str]]] = {}
    for piece in found.trace:
        if owner := _OWNER.fullmatch(piece.to):
            by_key = places.setdefault(int(owner[1]), {})
            first, _ = by_key.get(owner[2], (piece.place, ""))
            by_key[owner[2]] = (first, piece.place)
    return places


def machine_data(results: Iterable[Result]) -> dict[str, Any]:
    """Return all results as one plain value: positions, the trace of every piece, and what to look at."""
    positions: list[dict[str, Any]] = []
    trace: list[dict[str, str]] = []
    findings: list[dict[str, Any]] = []
    for result in results:
        start = len(positions)
        for number, checked in enumerate(result.drafts, start):
            positions.append(_position(result.name, checked))
            findings += [
                {
                    "position": number,
                    "path": list(doubt.path),
                    "place": doubt.place,
                    "message": doubt.message,
                    "repaired": doubt.repaired,
                }
                for doubt in checked.doubts
            ]
        trace += [
            {"place": piece.place, "text": piece.text, "to": _moved(piece.to, start)}
            for piece in result.trace
        ]
    return {"positions": positions, "trace": trace, "findings": findings}


def _position(source: str, checked: Checked) -> dict[str, Any]:
    proposal = checked.proposal
    about = {
        "file": source,
        "place": {key: list(places) for key, places in checked.places.items()},
        "confidence": checked.confidences,
        "proposed": {
            "unit": proposal.unit,
            "department": proposal.department,
            "superiors": list(proposal.superiors),
            "unknown_superiors": list(proposal.unknown_superiors),
        },
        "duplicates": [{"title": title, "duties": round(share, 2)} for title, share in proposal.duplicates],
        "repeats": checked.first,
    }
    return machine_form(checked.draft) | {"import": about}


def _moved(to: str, start: int) -> str:
    owner = _OWNER.fullmatch(to)
    return f"positions[{int(owner[1]) + start}].{owner[2]}" if owner else to
