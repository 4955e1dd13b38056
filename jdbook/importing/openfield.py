"""The field that is being read: which numbers begin an item in it, where an item belongs, which lines go on. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jdbook.importing import numbering
from jdbook.importing.document import Line
from jdbook.importing.drafts import Item
from jdbook.importing.numbering import BULLET, DASH, Mark

NAMES = frozenset({"superior", "subordinates", "aliases"})
FACTS = NAMES | {
    *(
        "title",
        "unit",
        "department",
        "code",
        "level",
        "headcount",
        "nature",
        "status",
        "version",
        "effective",
        "review_by",
    ),
    *("prepared_by", "reviewed_by", "approved_by"),
}
# a label, if not one that a field declares
LABELLED = re.compile(r"[\s【\[]*[\u4e00-\u9fff\s]{2,8}[】\]\s]*[:：]")
_ENDED = re.compile(r"[。；;：:！!？?.…）)”’]\s*$")
# what usually stands within what
_RANK = ("第1条", "第一条", "一", "(一)", "1", "⒈", "1)", "(1)", "⑴", "①", "A", "A)", "(A)", BULLET, DASH)
_OPEN_END = re.compile(r"[、，,（(的和与及]\s*$")
# letters, from which a line without numbers that ends in the middle of a sentence goes on in the next
_WRAPPED = 20
_PROSE = 18  # letters, from which a text without a number behind a numbered list is none of its headings
_SKIPPED = 2  # bare numbers that may be missing in a list


@dataclass
class OpenField:
    """A field that is being read: its key, "" for none; its open items by their style; the mark before the next text."""

    key: str = ""
    open: list[tuple[str, Item]] = field(default_factory=list)
    mark: Mark | None = None
    values: dict[str, int] = field(default_factory=dict)
    ended: bool = True
    is_left: bool = False

    @property
    def is_told(self) -> bool:
        """Return whether this is a fact, and something has been said: a fact is over with its line."""
        return self.key in FACTS and bool(self.open)

    def number(self, mark: Mark, *, first: bool) -> bool:
        """Return whether a mark, perhaps the first thing on its line, begins an item here, and keep it if so."""
        if self._is_figure(mark) or (first and not self.ended and self._is_wrapped(mark)):
            return False
        self.mark, self.ended, self.values[mark.style] = mark, True, mark.value
        return True

    def is_due(self, mark: Mark) -> bool:
        """Return whether a mark goes on with the numbers of a list that is open."""
        return mark.value > 1 and mark.value == self.values.get(mark.style, 0) + 1

    def is_left_by(self, text: str, after: Sequence[Line]) -> bool:
        """Return whether a text, and what comes below it, is no longer about the field: prose behind a numbered list."""
        if not self.is_left and not self.mark and self.ended and self.values:
            self.is_left = len(text.strip()) >= _PROSE and not self._goes_on_in(after)
        return self.is_left

    def _goes_on_in(self, after: Sequence[Line]) -> bool:
        marks = (numbering.leading(line.text.lstrip()) for line in after)
        return any(mark and self.is_due(mark) for mark in marks)

    def _is_figure(self, mark: Mark) -> bool:
        """Return whether a number without a sign counts something else than items: it is none that is due."""
        last = self.values.get(mark.style, 0)
        return mark.is_bare and not last < mark.value <= last + (_SKIPPED if last else 1)

    def _is_wrapped(self, mark: Mark) -> bool:
        """Return whether what looks like a mark is the beginning of a word broken by the end of the line."""
        styles = [style for style, _ in self.open if style]
        return bool(styles) and mark.style not in styles and _RANK.index(mark.style) < _RANK.index(styles[-1])

    def goes_on(self, words: str, after: Sequence[Line]) -> bool:
        """Return whether a text goes on with the item before it: that ended in a sentence, or the next item comes below."""
        if self.mark or not self.open or LABELLED.match(words):
            return False
        if self.ended:
            return len(words) >= _PROSE and self._goes_on_in(after)
        style, item = self.open[-1]
        return bool(style or len(item.texts[-1]) >= _WRAPPED or _OPEN_END.search(item.texts[-1]))

    def add(self, items: list[Item], item: Item) -> None:
        """Add an item where its style belongs: beside the others of the style, or below the last one."""
        style = self.mark.style if self.mark else ""
        styles = [open_style for open_style, _ in self.open]
        depth = styles.index(style) if style in styles else len(styles) if style else 0
        del self.open[depth:]
        (self.open[-1][1].children if self.open else items).append(item)
        self.open.append((style, item))

    def end_text(self, words: str) -> None:
        """Take note that a text is over, and whether its sentence is."""
        self.mark, self.ended = None, bool(_ENDED.search(words))
