"""The field that is being read: which numbers begin an item in it, where an item belongs, which lines go on. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from jdbook.importing import numbering
from jdbook.importing.document import Line
from jdbook.importing.drafts import Item, Named
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
_WHOLE = re.compile(
    "(?:以上|优先|即可|能力|经验|学历|证书?|精神|意识|专业|健康|责任心)$"
)  # how a requirement ends
# what usually stands within what
_RANK = (
    "第1条",
    "第一条",
    "甲",
    "一",
    "(甲)",
    "(一)",
    "Ⅰ",
    "1",
    "1.1",
    "1.1.1",
    "1.1.1.1",
    "1.1.1.1.1",
    "⒈",
    "1)",
    "(1)",
    "⑴",
    "①",
    "A",
    "A)",
    "(A)",
    BULLET,
    DASH,
)
_OPEN_END = re.compile(r"[、，,（(的和与及]\s*$")
# what sections of a form are about, and no group of duties
_NO_GROUP = re.compile(
    "难点|禁忌|标准|会议|发展|晋升|趋势|指导|关系|对象|责任|日期|地点|联系|年龄|待遇|说明|备注|要求|素质|能力"
)
_HEADING = re.compile(r"[\u4e00-\u9fff]{2,9}")  # of what comes below it, after a number
_SET_APART = re.compile(r"[0-9]{1,2}[.)] ")
_PROSE = 18  # letters, from which a text without a number behind a numbered list is none of its headings
PART = "§"  # the style of an item that names a part of a field
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
    group: Item | None = None  # the part that further ones are parts of
    level: int = 0  # of the heading that names it
    place: str = ""  # of the line that names it
    named: Named = Named.NOTHING
    is_after_fact: bool = False
    is_broken: bool = False  # a word, by the end of its line
    is_full: bool = False  # the line that was read last, up to the margin

    @property
    def is_waiting(self) -> bool:
        """Return whether a fact has been named, and nothing said of it."""
        return self.key in FACTS and not self.open

    @property
    def is_told(self) -> bool:
        """Return whether this is a fact, and something has been said: a fact is over with its line."""
        return self.key in FACTS and bool(self.open)

    def number(self, mark: Mark, *, first: bool) -> bool:
        """Return whether a mark, perhaps the first thing on its line, begins an item here, and keep it if so."""
        self.is_broken = first and not self.ended and self._is_wrapped(mark)
        if self.is_broken or self._is_figure(mark):
            return False
        self.mark, self.ended, self.values[mark.style] = mark, True, mark.value
        return True

    def is_due(self, mark: Mark) -> bool:
        """Return whether a mark goes on with the numbers of a list that is open."""
        return mark.value > 1 and mark.value == self.values.get(mark.style, 0) + 1

    def is_left_by(self, text: str, after: Sequence[Line], *, apart: bool = False) -> bool:
        """Return whether a text, and what comes below it, is no longer about the field: prose behind a numbered list."""
        if not self.is_left and not self.mark and (self.ended or apart) and self.values:
            is_heading = len(text.strip()) < _PROSE and (not apart or self._begins_in(after))
            self.is_left = not is_heading and not self._goes_on_in(after)
        return self.is_left

    def _begins_in(self, after: Sequence[Line]) -> bool:
        """Return whether a list begins on the next line."""
        mark = numbering.leading(after[0].text.lstrip()) if after else None
        return mark is not None and mark.value <= 1

    def _goes_on_in(self, after: Sequence[Line]) -> bool:
        marks = (numbering.leading(line.text.lstrip()) for line in after)
        return any(mark and self.is_due(mark) for mark in marks)

    def _is_figure(self, mark: Mark) -> bool:
        """Return whether a number without a sign counts something else than items: it is none that is due."""
        last = self.values.get(mark.style, 0)
        return mark.is_bare and not last < mark.value <= last + (_SKIPPED if last else 1)

    def _is_wrapped(self, mark: Mark) -> bool:
        """Return whether what looks like a mark is the beginning of a word broken by the end of the line."""
        if _SET_APART.fullmatch(mark.text):
            return False  # no word has a blank there
        styles = [style for style, _ in self.open if style not in ("", PART)]
        if mark.style in styles[:-1] and mark.value == 1:
            return True
        return bool(styles) and mark.style not in styles and _RANK.index(mark.style) < _RANK.index(styles[-1])

    def goes_on(self, words: str, after: Sequence[Line], *, apart: bool = False) -> bool:
        """Return whether a text goes on with the item before it: that ended in a sentence, or the next item comes below."""
        if self.mark or not self.open or LABELLED.match(words) or (apart and not self._goes_on_in(after)):
            return False
        if self.is_broken:
            return True
        if self.ended:
            return len(words) >= _PROSE and self._goes_on_in(after) and not words.endswith(("；", ";"))
        style, item = self.open[-1]
        last = item.texts[-1]
        if style:
            return not _HEADING.fullmatch(last)
        is_whole = self.key == "qualifications" and _WHOLE.search(last)
        return (self.is_full and not is_whole) or _OPEN_END.search(last) is not None

    def count_in(self, words: str, after: Sequence[Line]) -> None:
        """Give a text without a number, that stands between two items and ends as they do, the style of the one before."""
        style = self.open[-1][0] if self.open else ""
        is_apart = not self.mark and self.ended and not self.is_broken
        if is_apart and style in self.values and words.endswith(("；", ";")) and self._goes_on_in(after):
            self.mark = Mark("", style, 0)

    def begin_part(self, items: list[Item], name: str, *, is_outer: bool = False) -> None:
        """Begin a part of the field, whose name stands before what is said of it: within the `outer` part, if there is one."""
        outer = (
            self.open[:1]
            if self.group and not is_outer and self.open and self.open[0][1] is self.group
            else []
        )
        self.mark, self.ended = None, True
        item = Item([name], is_part=True)
        (outer[-1][1].children if outer else items).append(item)
        self.open = [*outer, (PART, item)]
        self.group = item if is_outer else self.group

    def add(self, items: list[Item], item: Item) -> None:
        """Add an item where its style belongs: beside the others of the style, or below the last one."""
        style = self.mark.style if self.mark else ""
        styles = [open_style for open_style, _ in self.open]
        parts = styles.count(PART)
        if style in styles:
            depth = styles.index(style)
        else:
            depth = len(styles) if style or self._is_headed() else parts
        del self.open[depth:]
        (self.open[-1][1].children if self.open else items).append(item)
        self.open.append((style, item))

    def _is_headed(self) -> bool:
        """Return whether the last item, that has a number, is a heading of what comes below it without one."""
        style, item = self.open[-1] if self.open else ("", Item([""]))
        is_whole = self.key == "qualifications" and _WHOLE.search(item.text)
        is_short = not self.ended and not is_whole and _HEADING.fullmatch(item.text) is not None
        return style not in ("", PART) and is_short

    def is_ended_by(self, words: str) -> bool:
        """Return whether a text without a number ends a numbered list: the name of something no field is for."""
        name = LABELLED.match(words)
        if self.mark or not name or not self.open or self.open[0][0] in ("", PART) or self._is_headed():
            return False
        if len(self.open) > 1 and not self.open[-1][0]:
            return False  # it stands beside one that is below an item
        said = words[name.end() :].strip()
        return bool(said) or self.key != "duties" or _NO_GROUP.search(name[0]) is not None

    def end_text(self, words: str, *, full: bool = False) -> None:
        """Take note that a text is over, whether its sentence is, and whether its line is full."""
        self.mark, self.ended, self.is_broken = None, bool(_ENDED.search(words)), False
        self.is_full = full
