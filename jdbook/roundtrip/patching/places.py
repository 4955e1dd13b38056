"""Places: where every value of a YAML text stands, to the character, and the text with some of it replaced. Pure.

Read by the rules of `source`, which has accepted the text before: no anchors, no tags, no depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from jdbook.diagnosis import INVISIBLE
from jdbook.source import LOADER, Data, joined

_BREAKS = re.compile(r"\r\n?")
_UNSEEN = re.compile(rf"\r\n?|{INVISIBLE.pattern}")
_COMMENT = re.compile(r"(?<![^ \t\n\]}\"'])#[^\n]*")


@dataclass(slots=True)
class Spot:
    """A value with the places where it begins and ends, without the blanks around it; `style` as YAML's events say.

    Those of `live_items` and `live_entries` hold something; of entries under one key only the first counts.
    """

    start: int
    end: int
    style: str = ""
    text: str | None = None
    items: list[Spot] | None = None
    entries: list[tuple[Spot, Spot]] | None = None
    flow: bool = False
    live_items: list[Spot] = field(default_factory=list)
    first_entries: dict[str, tuple[Spot, Spot]] = field(default_factory=dict)
    live_entries: dict[str, tuple[Spot, Spot]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.live_items or self.live_entries)

    def finish(self, end: int) -> None:
        """Take note of what counts, once all that a collection holds is there; `end` is where its bracket closes."""
        for key, value in self.entries or ():
            if key.text is not None:
                self.first_entries.setdefault(key.text, (key, value))
        self.live_entries = {key: pair for key, pair in self.first_entries.items() if not pair[1].is_empty}
        self.live_items = [item for item in self.items or () if not item.is_empty]
        inside = (*(self.items or ())[-1:], *((self.entries or ((),))[-1]))
        self.end = end if self.flow else max(self.end, *(spot.end for spot in inside))

    def leaves(self) -> Iterator[Spot]:
        """Yield every text in a value, keys too."""
        if self.text is not None:
            yield self
        for item in self.items or ():
            yield from item.leaves()
        for key, value in self.entries or ():
            yield from key.leaves()
            yield from value.leaves()


def data_at(spot: Spot) -> Data:
    """Return what stands at a spot, as `Source.data` does."""
    if spot.items is not None:
        return [data_at(item) for item in spot.live_items]
    if spot.entries is not None:
        return {key: data_at(value) for key, (_, value) in spot.live_entries.items()}
    return spot.text


def spot_of(text: str) -> Spot | None:
    """Return the value a text holds, None where it holds none; the text is as `Written.plain` has it."""
    open_ones: list[Spot] = []
    halves: list[Spot | None] = []
    root: Spot | None = None
    next_event = LOADER(text).get_event
    while event := next_event():
        end: Any = event.end_mark
        if isinstance(event, yaml.CollectionEndEvent):
            open_ones.pop().finish(end.index)
            halves.pop()
        elif isinstance(event, yaml.NodeEvent):
            spot = _spot(event, text)
            root = root or spot
            _put(spot, open_ones, halves)
            if spot.text is None:
                open_ones.append(spot)
                halves.append(None)
    return root


def _spot(event: Any, text: str) -> Spot:
    start, end = event.start_mark.index, event.end_mark.index
    if isinstance(event, yaml.ScalarEvent):
        written = text[start:end]
        said = event.value if written == event.value or event.style == "|" else joined(event.value, written)
        return Spot(start, start + len(written.rstrip(" \n")), event.style or "", said.strip())
    flow = bool(event.flow_style)
    if isinstance(event, yaml.MappingStartEvent):
        return Spot(start, end, entries=[], flow=flow)
    return Spot(start, end, items=[], flow=flow)


def _put(spot: Spot, open_ones: list[Spot], halves: list[Spot | None]) -> None:
    """Put a value where it belongs: below the innermost open collection, as an item, a key or what a key holds."""
    if not open_ones:
        return
    above = open_ones[-1]
    if above.items is not None:
        above.items.append(spot)
    elif (key := halves[-1]) is None:
        halves[-1] = spot
    else:
        assert above.entries is not None
        above.entries.append((key, spot))
        halves[-1] = None


def comments(text: str, spot: Spot | None, start: int, end: int) -> list[str]:
    """Return the comments between two places, those in texts left out."""
    taken = [(_content(text, leaf), leaf.end) for leaf in spot.leaves()] if spot else []
    found = []
    while match := _COMMENT.search(text, start, end):
        start = next((last for first, last in taken if first <= match.start() < last), 0)
        if not start:
            start = match.end()
            found.append(match[0].rstrip())
    return found


def _content(text: str, leaf: Spot) -> int:
    """Return where the words of a text begin: of a block below its head, which may have a comment."""
    return text.find("\n", leaf.start) if leaf.style in ("|", ">") else leaf.start


class Edit(NamedTuple):
    """What stands between two places is to be replaced."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit], start: int = 0, end: int | None = None) -> str:
    """Return the part of a text between two places with edits made; of those at one place insertions come first."""
    return "".join(
        part if isinstance(part, str) else text[part[0] : part[1]]
        for part in _pieces(edits, start, len(text) if end is None else end)
    )


def _pieces(edits: Iterable[Edit], start: int, end: int) -> Iterator[str | tuple[int, int]]:
    """Yield what a text consists of after edits: new texts, and places between which the old one stays."""
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end > edit.start)):
        if edit.start > start:
            yield start, edit.start
        yield edit.text
        start = max(start, edit.end)
    if end > start:
        yield start, end


def plain(text: str) -> str:
    """Return the text of a file as it is read: without marks of byte order and such, with plain line ends."""
    return text if text.replace("\n", "").isprintable() else INVISIBLE.sub("", _BREAKS.sub("\n", text))


@dataclass
class Written:
    """A text as it is in a file, and `plain` as it is read: no marks of byte order, plain line ends, one at the end."""

    text: str
    plain: str = field(init=False)
    _whole: str = field(init=False)
    _break: str = field(init=False)
    _at: list[int] | None = field(init=False)  # where each character stands, if that isn't the same

    def __post_init__(self) -> None:
        self._break = "\r\n" if self.text.count("\r\n") * 2 > self.text.count("\n") else "\n"
        is_whole = not self.text or self.text.endswith(("\n", "\r"))
        self._whole = self.text if is_whole else self.text + self._break
        self.plain = plain(self._whole)
        self._at = None if self.plain == self._whole else _places(self._whole)

    def with_edits(self, edits: Iterable[Edit]) -> str:
        """Return the text in the file after edits of the plain one: what is not edited stays byte for byte."""
        before = self._whole[: self._at[0]] if self._at else ""
        pieces = _pieces(edits, 0, len(self.plain))
        text = before + "".join(
            part.replace("\n", self._break) if isinstance(part, str) else self._slice(*part)
            for part in pieces
        )
        return text if self._whole == self.text else text.removesuffix(self._break)

    def _slice(self, start: int, end: int) -> str:
        return self._whole[self._at[start] : self._at[end]] if self._at else self._whole[start:end]


def _places(whole: str) -> list[int]:
    """Return where each character of the plain text stands in the whole one, and where the whole one ends."""
    places: list[int] = []
    seen = 0
    for match in _UNSEEN.finditer(whole):
        places += range(seen, match.start())
        if match[0][0] == "\r":  # a line end, which the plain text has too
            places.append(match.start())
        seen = match.end()
    return [*places, *range(seen, len(whole) + 1)]
