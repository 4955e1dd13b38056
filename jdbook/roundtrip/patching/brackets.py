"""Brackets: items put into and taken out of `[…]` and `{…}`, whose separators stay as they were typed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from jdbook.roundtrip.patching.places import Edit, comments

Span = tuple[int, int]


class TooHard(Exception):
    """Refusal of an edit that is too fine here; a coarser one will do."""


def rearranged(
    text: str, spans: Sequence[Span], staying: Set[int], come: Mapping[int, str], order: Mapping[int, int]
) -> list[Edit]:
    """Return the edits that leave only those of `spans` that stay, with new parts between them.

    `order` gives the new index of each that stays, `come` the texts by theirs.
    """
    if not staying:
        return _refilled(text, spans, come)
    return [*_cuts(text, spans, staying), *_insertions(spans, staying, come, order)]


def _refilled(text: str, spans: Sequence[Span], come: Mapping[int, str]) -> list[Edit]:
    start, end = spans[0][0], spans[-1][1]
    ensure_no_comment(text, start, end)
    return [Edit(start, end, ", ".join(come[index] for index in sorted(come)))]


def ensure_no_comment(text: str, start: int, end: int) -> None:
    """Refuse to cut out what may hold a comment."""
    if comments(text, None, start, end):
        raise TooHard


def _cuts(text: str, spans: Sequence[Span], staying: Set[int]) -> Iterator[Edit]:
    last = max(staying)
    for index, (start, end) in enumerate(spans):
        if index not in staying:
            cut = (start, spans[index + 1][0]) if index < last else (spans[index - 1][1], end)
            ensure_no_comment(text, *cut)
            yield Edit(*cut, "")


def _insertions(
    spans: Sequence[Span], staying: Set[int], come: Mapping[int, str], order: Mapping[int, int]
) -> Iterator[Edit]:
    places = {order[index]: spans[index][1] for index in staying}
    first = spans[min(staying)][0]
    at = None
    for number in range(len(places) + len(come)):
        at = places.get(number, at)
        if number in come:
            new = come[number]
            yield Edit(first, first, f"{new}, ") if at is None else Edit(at, at, f", {new}")
