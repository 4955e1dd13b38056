"""Checks of likeness (JD220 …): duties and positions that say nearly the same in other words or with small changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from heapq import nlargest
from itertools import chain, combinations
from operator import add
from typing import NamedTuple

from jdbook.checks.registry import Issue, check
from jdbook.checks.text import duties, normal, quoted
from jdbook.checks.wording import is_catch_all
from jdbook.findings import Severity
from jdbook.library import Entry, Library
from jdbook.source import Path

ERROR, WARNING, HINT = Severity

ALIKE = 0.75  # Dice's coefficient of letter pairs from which two duties count as the same in other words
SHARED = 0.6  # of the shorter list of duties, from which two positions count as the same
_SHORTEST = 8  # letters: shorter sentences are alike by chance
_FEWEST = 3  # duties that two positions of different units, or positions said to be the same, must share
_TELLTALE = 16  # a pair of letters in more duties than that says little about any of them
_COMPARED = 2  # candidates looked at for each duty, whatever the size of the library
_COMMON = 8  # a duty that more positions have is boilerplate: alone it tells nothing about two of them
_NAMED = 3


class _Said(NamedTuple):
    """A duty with where it stands, and its letters without anything between."""

    entry: Entry
    path: Path
    text: str
    letters: str

    @property
    def file(self) -> str:
        return self.entry.source.file


def _said(library: Library) -> list[_Said]:
    found = (
        _Said(entry, path, text, normal(text)) for entry in library.entries for path, text in duties(entry)
    )
    return [one for one in found if len(one.letters) >= _SHORTEST and not is_catch_all(one.text)]


def _pairs(letters: str) -> Iterator[str]:
    return map(add, letters, letters[1:])


def groups(texts: Sequence[str]) -> list[list[int]]:
    """Return the texts that are alike, as places in `texts`, the first of each group before the others.

    Each is compared with a few earlier ones that share most of its telltale pairs of letters, or else its landmark,
    and joins the likeliest.
    """
    counts = Counter(_pairs("\n".join(texts)))
    index: defaultdict[str, list[int]] = defaultdict(list)
    members: dict[int, list[int]] = {}
    for place, text in enumerate(texts):
        telling, landmark = _marks(text, counts)
        shared = Counter(chain.from_iterable(index[pair] for pair in telling if pair in index))
        near = nlargest(_COMPARED, ((n, -other) for other, n in shared.items() if 2 * n > len(telling)))
        near = near or [(0, -other) for other in index.get(landmark, ())[:1]]
        first = _likeliest(text, near, texts) if near else None
        members.setdefault(place if first is None else first, []).append(place)
        for pair in (*telling, landmark) if first is None else ():
            if len(index[pair]) < _TELLTALE:
                index[pair].append(place)
    return [places for places in members.values() if len(places) > 1]


def _marks(text: str, counts: Mapping[str, int]) -> tuple[list[str], str]:
    """Return a text's telltale pairs, and its landmark: the rarest of those that are too common to tell alone.

    Where many copies differ in a number each, only what differs is telltale, and only the landmark leads to the first.
    """
    pairs = {pair: counts[pair] for pair in _pairs(text)}
    telling = [pair for pair, count in pairs.items() if 1 < count <= _TELLTALE]
    frequent = [(count, pair) for pair, count in pairs.items() if count > _TELLTALE]
    return telling, min(frequent)[1] if frequent else ""


def _likeliest(text: str, near: Iterable[tuple[int, int]], texts: Sequence[str]) -> int | None:
    """Return the place of the text most like this one, the first of several, if one of those `near` it is alike."""
    score, place = max((_alike(text, texts[-other]), other) for _, other in near)
    return -place if score >= ALIKE else None


def _alike(text: str, other: str) -> float:
    """Return Dice's coefficient of the pairs of letters of two texts, from 0 to 1."""
    one, another = _set_of_pairs(text), _set_of_pairs(other)
    return 2 * len(one & another) / (len(one) + len(another))


@lru_cache(maxsize=1_000)
def _set_of_pairs(letters: str) -> frozenset[str]:
    return frozenset(_pairs(letters))


@check("JD220", "职责与别的岗位相近", HINT)
def alike(library: Library) -> Iterator[Issue]:
    """**为什么** 两个岗位的职责只差几个字，出了事不知道由谁负责，也可能是复制以后只改了一处。大半相近的，多半是同一个岗位写了两份。

    **怎么改** 写出各自的范围（客户、区域、环节、主办还是协助）；是同一个岗位就合并，一个在另一个之上增加内容就用 `extends`。
    确实是两个单位各管各的，不必改；在 `waive` 写明理由就不再提示。
    """
    said = _said(library)
    counts = Counter(one.file for one in said)
    alike_ones = groups([one.letters for one in said])
    common = {place for places in alike_ones if len(places) > _COMMON for place in places}
    for places in _between(said, alike_ones).values():
        one, another = said[max(places)].entry, said[min(places)].entry
        mine = [place for place in sorted(places) if said[place].entry is one]
        apart = one.unit != another.unit or not library.unit_of(one).is_tree
        if len(mine) < _FEWEST and (apart or common.issuperset(mine)):
            continue
        message = f"有 {len(mine)} 项职责与“{another.title}”（{another.source.file}）相近"
        if len(mine) >= max(_FEWEST, SHARED * min(counts[one.source.file], counts[another.source.file])):
            message += f"，占大半{_differences(said, places, one, another)}"
        else:
            message += f"：{'、'.join(quoted(said[place].text) for place in mine[:_NAMED])}"
        yield Issue(one, said[mine[0]].path, message, "写出两个岗位各自的范围，或合并、用 extends")


def _between(said: Sequence[_Said], alike: Sequence[Sequence[int]]) -> dict[tuple[str, str], set[int]]:
    """Return the duties that two positions share, by their files: ids may still clash."""
    found: dict[tuple[str, str], set[int]] = {}
    for places in alike:
        for first, place in _couples(places):
            if said[place].entry is not said[first].entry:
                both = said[place].file, said[first].file
                found.setdefault(both, set()).update((first, place))
    return found


def _couples(places: Sequence[int]) -> Iterable[tuple[int, int]]:
    """Return which of a group's duties to hold against each other: all, or in a large group each against the first."""
    return combinations(places, 2) if len(places) <= _COMMON else ((places[0], place) for place in places[1:])


def _differences(said: Sequence[_Said], shared: Set[int], one: Entry, other: Entry) -> str:
    """Return what only one of two positions says, the first few of it."""
    parts = []
    for entry, who in ((one, "本岗位"), (other, "对方")):
        only = [duty.text for place, duty in enumerate(said) if duty.entry is entry and place not in shared]
        more = f" 等 {len(only)} 项" if len(only) > _NAMED else ""
        parts.append(f"；只有{who}有：{'、'.join(map(quoted, only[:_NAMED]))}{more}" if only else "")
    return "".join(parts)
