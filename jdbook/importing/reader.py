"""Reader: what came before in a document, and where every piece of it went; it adds to drafts. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import NamedTuple

from jdbook.importing.document import Cell, Line
from jdbook.importing.drafts import LABEL, LEFTOVER, MARKUP, NUMBER, Draft, Item
from jdbook.importing.numbering import Mark
from jdbook.importing.openfield import FACTS, LABELLED, OpenField
from jdbook.importing.parts import parts
from jdbook.importing.phrases import counts_people, is_chapter, is_nothing, is_remark
from jdbook.importing.scanning import Token, tokens
from jdbook.importing.titles import Title, employer, title_in

_SAYS_DUTIES = re.compile("职责|职务|描述|工作内容|责任")
_INTRODUCES = re.compile(r"[:：]\s*$")


class Went(NamedTuple):
    """A piece of the source, and the draft and key it went to, or only what kind of piece it is."""

    place: str
    text: str
    to: str
    draft: Draft | None = None


@dataclass
class Reader:
    """Goes through the lines and knows what came before: the position and the field."""

    drafts: list[Draft] = field(default_factory=list)
    went: list[Went] = field(default_factory=list)
    draft: Draft | None = None
    now: OpenField = field(default_factory=OpenField)
    fields: dict[str, OpenField] = field(default_factory=dict)  # of the columns of a table
    cell: Cell | None = None  # that was read last
    after: Sequence[Line] = ()  # that come next
    counted: Mark | None = None  # the number of the next cell, in a cell of its own
    begun: str = ""  # the beginning of a label that the line ends

    def take_all(self, line: Line, text: str) -> None:
        first, found = text == line.text, list(tokens(text))
        for token, after in zip_longest(found, found[1:]):
            if token.mark and after and after.label:
                self.note(line, token.text, NUMBER)
            else:
                self._take(line, token, first=first)
            first = first and not token.text.strip()

    def _take(self, line: Line, token: Token, *, first: bool) -> None:
        if token.label:
            self.name(line, token.text, token.label.key)
        elif token.mark:
            self.number(line, token.text, token.mark, first=first)
        elif token.is_text:
            self.say(line, token.text)
        else:
            self.note(line, token.text, MARKUP)

    def begin(self, line: Line, title: Title) -> None:
        """Begin a position."""
        self.note(line, title.before, MARKUP)
        self.open_draft(line, title.text)
        self.drafts[-1].is_introduced, self.drafts[-1].level = title.is_introduced, line.heading
        self.note(line, title.after, LABEL)
        self.now = OpenField("duties" if _SAYS_DUTIES.search(title.after) else "", level=line.heading)

    def open_draft(self, line: Line, title: str, *, labelled: bool = False) -> None:
        """Begin a draft, or, where nothing has been said of the last one of that title, go on with it.

        One that the document has `labelled` as the title may come after facts about the position.
        """
        unit = employer(title.strip())
        self._draft_of(title.strip().removeprefix(unit), labelled=labelled)
        words = title.lstrip()
        self.note(line, title[: len(title) - len(words)], MARKUP)
        if unit:
            self.note(line, unit, "unit", self.draft)
            self.drafts[-1].items["unit"] = [Item([unit])]
        self.note(line, words.removeprefix(unit), "title", self.draft)
        self.now = OpenField()

    def _draft_of(self, title: str, *, labelled: bool) -> None:
        draft = self.draft
        is_new = draft is None or draft.title != title or "duties" in draft.items
        if is_new or not (labelled or (draft and draft.is_empty)):
            self.draft = Draft(title)
            self.drafts.append(self.draft)
        self.fields.clear()

    def note(self, line: Line, text: str, to: str, draft: Draft | None = None) -> None:
        if text:
            self.went.append(Went(line.place, text, to, draft))

    def name(self, line: Line, text: str, key: str) -> None:
        """Take a text as the label of a field."""
        if key == "superior" and self._is_another():
            self.open_draft(line, "")
        self.note(line, text, LABEL)
        if key == "title" or self.draft:
            self.now = OpenField(
                key, level=line.heading, is_left=not key, place="" if line.cell else line.place
            )

    def _is_another(self) -> bool:
        """Return whether a superior named here is that of another position, whose title is missing."""
        said = self.draft.items if self.draft else {}
        return "superior" in said and "duties" in said and self.now.key == "duties" and is_begun(self.after)

    def select(self, key: str) -> OpenField:
        """Return the field of a column, which goes on from row to row."""
        self.now = self.fields.setdefault(key, OpenField(key))
        return self.now

    def number(self, line: Line, text: str, mark: Mark, *, first: bool) -> None:
        if self.now.number(mark, first=first):
            self.note(line, text, NUMBER)
        else:
            self.say(line, text)

    def say(self, line: Line, text: str) -> None:
        """Add a text to the field that is open; without one it is a duty, but for what only introduces others."""
        now = self.now
        if now.is_left or is_chapter(text):
            self.note(line, text, LEFTOVER)
            return
        if now.key == "prepared_by" and counts_people(text):
            now.key = "headcount"  # 编制 is said of who wrote a text and of how many people there are to be
        if (now.key in FACTS and LABELLED.fullmatch(text.strip())) or now.is_ended_by(text.strip()):
            self.now = OpenField(is_left=True)
            self.note(line, text, LEFTOVER)
            return
        if now.key == "title":
            self.open_draft(line, text, labelled=True)
            return
        if is_nothing(text) or self._is_remark(text):
            self.note(line, text, LEFTOVER)
            now.mark, now.ended = None, True
            return
        if not now.key and (now.mark or not (_INTRODUCES.search(text) or LABELLED.match(text))):
            now.key = "duties"
        if self.draft and now.key and not now.is_left_by(text, self.after):
            self._add_text(line, text, self.draft, now)
        else:
            self.note(line, text, LEFTOVER)
            now.mark = None

    def _is_remark(self, text: str) -> bool:
        """Return whether a text is a remark in brackets about what comes below it."""
        return not (self.now.mark or self.now.open) and is_remark(text)

    def _add_text(self, line: Line, text: str, draft: Draft, now: OpenField) -> None:
        words = text.strip()
        draft.has_numbers |= now.mark is not None
        if now.goes_on(words, self.after):
            now.open[-1][1].texts.append(words)
            self.note(line, text, now.key, draft)
        else:
            for part, is_said in parts(text, now, inline=now.place == line.place):
                self.note(line, part, now.key if is_said else MARKUP, draft if is_said else None)
                if is_said:
                    now.add(draft.items.setdefault(now.key, []), Item([part.strip()]))
        now.end_text(words)


def is_begun(after: Sequence[Line]) -> bool:
    """Return whether the lines after a bare name speak of a position: one of them begins with a label or an item."""
    for line in after:
        first = next((token for token in tokens(line.text) if token.text.strip()), None)
        if first and (first.label or first.mark):
            return True
        if title_in(line.text):
            return False
    return False
