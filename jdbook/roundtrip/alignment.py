"""Alignment: which items of two lists are the same ones, changed or not, wherever they stand. Pure.

Equal items first, those in order before those that moved; then the likeliest; then those that alone took another's place.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import chain, pairwise

from jdbook.source import Data

NEAR, FAR = (
    0.4,
    0.65,
)  # likeness from which items at the same place, or elsewhere, count as one that was changed
_HEADS = ("text", "name", "matter", "item", "changes", "outside")

Pairs = dict[int, int]


def align(old: Sequence[Data], new: Sequence[Data]) -> Pairs:
    """Return for each old item that is still there, by its index, the index it has now; in the order of `old`."""
    if old == new:
        return {index: index for index in range(len(old))}
    pairs = _equal([_said(item) for item in old], [_said(item) for item in new])
    _add_alike(pairs, old, new)
    _add_replaced(pairs, len(old), len(new))
    return dict(sorted(pairs.items()))


def staying(pairs: Mapping[int, int]) -> set[int]:
    """Return the old indexes that need not move, as many as possible; `pairs` in the order of the old ones."""
    ends: list[int] = []  # the smallest last new index of a run of each length, and which old index it is
    owners: list[int] = []
    before: dict[int, int | None] = {}
    for index, place in pairs.items():
        length = bisect_left(ends, place)
        ends[length : length + 1], owners[length : length + 1] = [place], [index]
        before[index] = owners[length - 1] if length else None
    return set(_back(owners[-1] if owners else None, before))


def _back(last: int | None, before: Mapping[int, int | None]) -> Iterator[int]:
    while last is not None:
        yield last
        last = before[last]


def head(item: Data) -> str:
    """Return the sentence an item is known by."""
    if isinstance(item, dict):
        return next((said for key in _HEADS if isinstance(said := item.get(key), str)), "") or _words(item)
    return _words(item)


def _words(value: Data) -> str:
    """Return every text in a value, one after another."""
    if isinstance(value, dict):
        value = list(value.values())
    return "\n".join(map(_words, value)) if isinstance(value, list) else value or ""


def _said(item: Data) -> str:
    """Return an item as a text that is the same for equal ones."""
    return "s" + item if isinstance(item, str) else json.dumps(item, ensure_ascii=False, sort_keys=True)


def _equal(old: list[str], new: list[str]) -> Pairs:
    """Return the pairs of equal items: from both ends, in order, then across."""
    first = shared(old, new)
    last = shared(old[first:][::-1], new[first:][::-1])
    middle = old[first : len(old) - last], new[first : len(new) - last]
    pairs = {index: index for index in range(first)}
    pairs |= {len(old) - step: len(new) - step for step in range(last, 0, -1)}
    for block in SequenceMatcher(None, *middle, autojunk=False).get_matching_blocks():
        pairs |= {first + block.a + step: first + block.b + step for step in range(block.size)}
    free = defaultdict(list)
    for index in _free(len(new), pairs.values()):
        free[new[index]].append(index)
    for index in _free(len(old), pairs):
        if places := free[old[index]]:
            pairs[index] = places.pop(0)
    return pairs


def shared(old: Sequence[str], new: Sequence[str]) -> int:
    """Return how many items two lists, or characters two texts, have in common from their beginning."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(old), len(new)))


def _free(count: int, taken: Iterable[int]) -> list[int]:
    known = set(taken)
    return [index for index in range(count) if index not in known]


def _gaps(count: int, paired: Iterable[int], anchors: Mapping[int, int]) -> dict[int, int]:
    """Return for each index without a partner the partner of the nearest anchor above, -1 at the top."""
    gaps, above, known = {}, -1, set(paired)
    for index in range(count):
        above = anchors.get(index, above)
        if index not in known:
            gaps[index] = above
    return gaps


def _both_gaps(pairs: Pairs, old: int, new: int) -> tuple[dict[int, int], dict[int, int]]:
    """Return the gaps that old and new items without a partner stand in, both named by the new item above.

    Items that moved are no anchors: they tell nothing of where their neighbours are.
    """
    anchors = {index: pairs[index] for index in staying(dict(sorted(pairs.items())))}
    here = {place: place for place in anchors.values()}
    return _gaps(old, pairs, anchors), _gaps(new, pairs.values(), here)


def _add_alike(pairs: Pairs, old: Sequence[Data], new: Sequence[Data]) -> None:
    """Add the pairs of items that are alike, the likeliest first; at the same place less likeness will do."""
    gaps, new_gaps = _both_gaps(pairs, len(old), len(new))
    found = []
    for likeness, index, place in _alike({i: old[i] for i in gaps}, {i: new[i] for i in new_gaps}):
        at_place = gaps[index] == new_gaps[place]
        if likeness >= (NEAR if at_place else FAR):
            found.append((-likeness, not at_place, index, place))
    taken = set(pairs.values())
    for _, _, index, place in sorted(found):
        if index not in pairs and place not in taken:
            pairs[index] = place
            taken.add(place)


def _alike(old: Mapping[int, Data], new: Mapping[int, Data]) -> Iterator[tuple[float, int, int]]:
    """Yield how much two items are alike, from 0 to 1, with their indexes; those that hardly are are left out."""
    grams = {index: _grams(item) for index, item in new.items()}
    index_of = defaultdict(list)
    for place, (said, _) in grams.items():
        for pair in said:
            index_of[pair].append(place)
    for index, item in old.items():
        said, everything = _grams(item)
        common = Counter(chain.from_iterable(index_of[pair] for pair in said if pair in index_of))
        for place, count in common.items():
            other, all_of_it = grams[place]
            likeness = 2 * count / (len(said) + len(other))
            if likeness > NEAR / 2:
                is_sentence = everything is said and all_of_it is other
                whole = likeness if is_sentence else _dice(everything, all_of_it)
                yield 0.8 * likeness + 0.2 * whole, index, place


def _grams(item: Data) -> tuple[frozenset[str], frozenset[str]]:
    """Return the pairs of letters in the sentence an item is known by, and in all it says."""
    said = _pairs_in(head(item))
    return said, said if isinstance(item, str) else _pairs_in(_words(item))


def _pairs_in(text: str) -> frozenset[str]:
    return frozenset(map("".join, pairwise(text))) or frozenset((text,))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _add_replaced(pairs: Pairs, old: int, new: int) -> None:
    """Add the pairs of items that stand where as many others stood."""
    gaps, new_gaps = _both_gaps(pairs, old, new)
    for gap in set(gaps.values()):
        gone = [index for index, at in gaps.items() if at == gap]
        come = [index for index, at in new_gaps.items() if at == gap]
        if len(gone) == len(come):
            pairs.update(zip(gone, come, strict=True))
