"""Remarks: what stands behind the text of an item under a label of its own, such as 工作标准 and 频次."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from jdbook.blocks import Cell, Item
from jdbook.fields import fields_of
from jdbook.roundtrip.word.lines import normal
from jdbook.roundtrip.word.values import Values
from jdbook.shapes import Record

_MOST = 12
Notes = tuple[tuple[str, Cell], ...]


class Remarks:
    """Tells the remarks of items of a kind from their text; None for a kind whose items bear none."""

    def __init__(self, kind: type[Record] | None, values: Values) -> None:
        apart = {kind.sentence, "children"} if kind else set()
        self.fields = {one.label: one for one in fields_of(kind) if one.key not in apart} if kind else {}
        labels = "|".join(map(re.escape, self.fields))
        self.values, self._cut = values, re.compile(rf"(?:^|\s)({labels})[：:]")

    def split(self, text: str, was: Item | None) -> tuple[str, Notes]:
        """Return text and remarks of an item; where both are possible, as the item was before (`was`)."""
        cuts = self._cuts(text)
        ways = [(text[: cut.start()].strip(), self._notes(text, cuts[n:], was)) for n, cut in enumerate(cuts)]
        ways = [way for way in ways if way[0] and way[1]]
        if not ways:
            return text, ()
        of_text = len(self._cuts(was.text)) if was else 0
        if was is None or not of_text:
            return ways[0]
        same = [way for way in ways if way[0] == normal(was.text)]
        same += [way for way in ways if way[1] == was.notes]
        return next(iter(same), ways[min(of_text, len(ways) - 1)])

    def _cuts(self, text: str) -> list[re.Match[str]]:
        """Return where remarks may begin; nowhere in a text that is made of little else."""
        cuts = list(islice(self._cut.finditer(text), _MOST + 1)) if self.fields else []
        return cuts if len(cuts) <= _MOST else []

    def only(self, text: str) -> Notes:
        """Return the remarks of a line that holds nothing else; none for other lines."""
        cuts = self._cuts(text)
        return self._notes(text, cuts, None) if cuts and not cuts[0].start() else ()

    def _notes(self, text: str, cuts: Sequence[re.Match[str]], was: Item | None) -> Notes:
        """Return the remarks that begin at these places; none where a label comes twice or has nothing behind it."""
        before = dict(was.notes) if was else {}
        ends = [*(cut.start() for cut in cuts[1:]), len(text)]
        found = {
            cut[1]: self.values.read(self.fields[cut[1]], text[cut.end() : end], before.get(cut[1], ()))
            for cut, end in zip(cuts, ends, strict=True)
        }
        whole = len(found) == len(cuts) and all(found.values())
        return tuple((label, found[label]) for label in self.fields if label in found) if whole else ()
