"""Reader: what came before in a document, and where every piece of it went; it adds to drafts. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import zip_longest
from typing import NamedTuple, Self

from jdbook.importing import columns
from jdbook.importing.document import Cell, Line
from jdbook.importing.drafts import LABEL, LEFTOVER, MARKUP, NUMBER, Draft, Item, Named
from jdbook.importing.numbering import Mark
from jdbook.importing.openfield import FACTS, LABELLED, NAMES, OpenField
from jdbook.importing.parts import parts
from jdbook.importing.phrases import counts_people, is_chapter, is_fact, is_nothing, is_remark, is_sentence
from jdbook.importing.scanning import Token, tokens
from jdbook.importing.titles import Title, bare, employer, order_of, title_in, title_within

_SAYS_DUTIES = re.compile("职责|职务|描述|工作内容|责任")
# behind a name on its line: another label, that no field declares, and what it says
_OTHER_FACT = re.compile(r"(?<=\S)[ \t\u3000]{2,}(?=[\u4e00-\u9fff]{2,8}[:：])")
# behind a title: remarks in brackets, numbers of people
_BEHIND = re.compile(
    r"([（(【][^（）()【】]*[^\s（）()【】][^（）()【】]*[）)】]|[×xX*]\s*[0-9]{1,3}\s*[名人]?|[0-9]{1,3}\s*[名人位])"
)
_COUNTED = re.compile(r"([（(×xX*]?\s*(?:编制|定员|招聘|共|各)?\s*)([0-9]{1,3})(\s*[名人位]?\s*[）)]?)")
_AROUND = " \t\u3000\xa0；;。，,：:"  # a title, and no part of it
_INTRODUCES = re.compile(r"[:：]\s*$")


class Went(NamedTuple):
    """A piece of the source, and the draft and key it went to, or only what kind of piece it is."""

    place: str
    text: str
    to: str
    draft: Draft | None = None


class Kept(NamedTuple):
    """A fact said of a position before its title: its key, its text, and which piece of the trace it is."""

    key: str
    text: str
    piece: int


@dataclass
class Reader:
    """Goes through the lines and knows what came before: the position and the field."""

    drafts: list[Draft] = field(default_factory=list)
    went: list[Went] = field(default_factory=list)
    draft: Draft | None = None
    now: OpenField = field(default_factory=OpenField)
    fields: dict[str, OpenField] = field(default_factory=dict)  # of the columns of a table
    cell: Cell | None = None  # that was read last
    part_table: int | None = None  # in which a part of a field was begun last
    after: Sequence[Line] = ()  # that come next
    kept: list[Kept] = field(default_factory=list)  # for the next position whose title has a label
    carried: dict[str, str] = field(default_factory=dict)  # facts of a list of positions, by key
    counted: Mark | None = None  # the number of the next cell, in a cell of its own
    begun: str = ""  # the beginning of a label that the line ends

    @classmethod
    def about(cls, draft: Draft) -> Self:
        """Return a reader of a document that is about one position."""
        return cls(drafts=[draft], draft=draft)

    def is_title_again(self, text: str) -> bool:
        """Return whether a text only repeats the title that the file is named by."""
        draft = self.draft
        is_new = draft is not None and draft.title_from and draft.is_empty
        return bool(is_new and draft and text.strip() == draft.title)

    def take_all(self, line: Line, text: str) -> None:
        """Take a text piece by piece: labels, numbers, and what is said."""
        first, found = text == line.text, list(tokens(text))
        for token, after in zip_longest(found, found[1:]):
            if token.mark and after and after.label:
                self.note(line, token.text, NUMBER)
            else:
                self._take(line, token, first=first)
            first = first and not token.text.strip()

    def _take(self, line: Line, token: Token, *, first: bool) -> None:
        if token.label:
            key = token.label.key or columns.spoken_of(token.text)
            self.name(line, token.text, key, Named.LABEL if token.label.key else Named.WORDS)
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
        self.drafts[-1].order = order_of(title.before)
        self._note_behind(line, title.after)
        key = "duties" if _SAYS_DUTIES.search(title.after) else ""
        self.now = OpenField(key, level=line.heading, named=Named.TITLE if key else Named.NOTHING)

    def open_draft(self, line: Line, title: str, *, labelled: bool = False) -> None:
        """Begin a draft, or, where nothing has been said of the last one of that title, go on with it.

        One that the document has `labelled` as the title may come after facts about the position.
        """
        words = bare(title.strip(_AROUND)).strip(_AROUND)
        unit = employer(words)
        self._draft_of(words.removeprefix(unit), line.place, labelled=labelled)
        start = title.index(words)
        self.note(line, title[:start], MARKUP)
        if unit:
            self.note(line, unit, "unit", self.draft)
            self.drafts[-1].items["unit"] = [Item([unit], place=line.place)]
        self.note(line, words.removeprefix(unit), "title", self.draft)
        self._note_behind(line, title[start + len(words) :])
        self.now = OpenField()

    def _note_behind(self, line: Line, text: str) -> None:
        """Note what stands behind a title: the word for what is below, how many people there are to be, or more than that."""
        for piece in _BEHIND.split(text):
            count = _COUNTED.fullmatch(piece)
            if count and self.draft:
                before, number, after = count.groups()
                self.note(line, before, MARKUP)
                self.note(line, number, "headcount", self.draft)
                self.note(line, after, MARKUP)
                self.draft.items.setdefault("headcount", [Item([number], place=line.place)])
            else:
                self.note(line, piece, LEFTOVER if _BEHIND.fullmatch(piece) else LABEL)

    def _open_labelled(self, line: Line, text: str) -> None:
        """Begin the draft whose title stands behind its label, perhaps with a number of people."""
        within = title_within(text)
        title = title_in(text) or (within[1] if within and within[0] == 0 else None)
        is_whole = title is not None and len(title.before + title.text + title.after) == len(text)
        if title and is_whole and not title.before.strip():
            self.note(line, title.before, MARKUP)
            self.open_draft(line, title.text, labelled=True)
            self._note_behind(line, title.after)
        elif is_sentence(text):
            self.note(line, text, LEFTOVER)
        else:
            self.open_draft(line, text, labelled=True)

    def _draft_of(self, title: str, place: str, *, labelled: bool) -> None:
        draft = self.draft
        is_new = draft is None or draft.title != title or "duties" in draft.items
        if is_new or not (labelled or (draft and draft.is_empty)):
            self.draft = Draft(title, place=place)
            self.drafts.append(self.draft)
        self.fields.clear()
        if labelled and self.draft:
            self._use_kept(self.draft)
        self.kept.clear()

    def keep(self, line: Line, text: str, key: str) -> None:
        """Keep a fact for the next position; it is left over if none comes."""
        self.note(line, text, LEFTOVER)
        self.kept.append(Kept(key, text.strip(), len(self.went) - 1))

    def _use_kept(self, draft: Draft) -> None:
        for key, text, number in self.kept:
            place, piece, *_ = self.went[number]
            draft.items.setdefault(key, []).append(Item([text], place=place))
            draft.named.setdefault(key, Named.LABEL)
            self.went[number] = Went(place, piece, key, draft)

    def note(self, line: Line, text: str, to: str, draft: Draft | None = None) -> None:
        if text:
            self.went.append(Went(line.place, text, to, draft))

    def name(self, line: Line, text: str, key: str, named: Named = Named.LABEL) -> None:
        """Take a text as the label of a field."""
        if key == "superior" and self._is_another():
            self.open_draft(line, "")
        self.note(line, text, LABEL)
        if key == "title" or self.draft or key in FACTS:
            place = "" if line.cell else line.place
            self.now = OpenField(key, level=line.heading, is_left=not key, place=place, named=named)

    def _is_another(self) -> bool:
        """Return whether a superior named here is that of another position, whose title is missing."""
        said = self.draft.items if self.draft else {}
        return "superior" in said and "duties" in said and self.now.key == "duties" and is_begun(self.after)

    def select(self, key: str) -> OpenField:
        """Return the field of a column, which goes on from row to row."""
        self.now = self.fields.setdefault(key, OpenField(key, named=Named.LABEL))
        return self.now

    def number(self, line: Line, text: str, mark: Mark, *, first: bool) -> None:
        last = self.now.mark
        is_again = last is not None and last.value == mark.value  # by a program and by hand
        if is_again or self.now.number(mark, first=first):
            self.note(line, text, NUMBER)
        else:
            self.say(line, text)

    def say(self, line: Line, text: str) -> None:
        """Add a text to the field that is open; without one it is a duty, but for what only introduces others."""
        if self.now.key == "prepared_by" and counts_people(text):
            self.now = replace(
                self.now, key="headcount", open=[]
            )  # 编制 says who wrote a text, or how many people there are to be
        if self.now.key in NAMES and (other := _OTHER_FACT.search(text)):
            self.say(line, text[: other.start()])
            self.note(line, text[other.start() :], LEFTOVER)
        elif self._ends_field(text):
            self.now = OpenField(is_left=True)
            self.note(line, text, LEFTOVER)
        elif self.now.key == "title":
            self._open_labelled(line, text)
        elif self._says_nothing(text):
            self.note(line, text, LEFTOVER)
            self.now.mark, self.now.ended = None, True
            if self.now.is_waiting:
                self.now = OpenField(is_after_fact=True)
        elif not self.draft and self.now.key in FACTS:
            self.keep(line, text, self.now.key)
            self.now = OpenField(is_after_fact=True)
        else:
            self._say_in_field(line, text)

    def _ends_field(self, text: str) -> bool:
        """Return whether a text is the label of something that no field is for."""
        label = LABELLED.match(text.strip()) if self.now.key in FACTS else None
        is_label = label and (self.now.is_told or label.end() == len(text.strip()))
        return bool(is_label) or self.now.is_ended_by(text.strip())

    def _says_nothing(self, text: str) -> bool:
        """Return whether a text adds nothing here: it is empty, a heading, a remark above items, or a fact no field is for."""
        now = self.now
        is_first = not (now.mark or now.open)
        is_fact_here = now.is_after_fact or (now.named is Named.TITLE and is_first)
        return (
            now.is_left
            or is_nothing(text)
            or is_chapter(text)
            or (is_first and is_remark(text))
            or (is_fact_here and is_fact(text))
        )

    def _say_in_field(self, line: Line, text: str) -> None:
        now = self.now
        if not now.key and (now.mark or not (_INTRODUCES.search(text) or LABELLED.match(text))):
            now.key = "duties"
        if self.draft and now.key and not now.is_left_by(text, self.after, apart=line.apart):
            self._add_text(line, text, self.draft, now)
        else:
            self.note(line, text, LEFTOVER)
            now.mark = None

    def _add_text(self, line: Line, text: str, draft: Draft, now: OpenField) -> None:
        words = text.strip()
        draft.has_numbers |= now.mark is not None
        now.count_in(words, self.after)
        if now.goes_on(words, self.after, apart=line.apart):
            now.open[-1][1].texts.append(words)
            self.note(line, text, now.key, draft)
        else:
            for part, is_said in parts(text, now, inline=now.place == line.place):
                self.note(line, part, now.key if is_said else MARKUP, draft if is_said else None)
                if is_said:
                    now.add(draft.items.setdefault(now.key, []), self._item(line, part, now))
        now.end_text(words, full=line.full)

    def _item(self, line: Line, text: str, now: OpenField) -> Item:
        if self.draft:
            self.draft.named.setdefault(now.key, now.named)
        return Item([text.strip()], place=line.place, number=now.mark.value if now.mark else 0)


def is_begun(after: Sequence[Line]) -> bool:
    """Return whether the lines after a bare name speak of a position: one of them begins with a label or an item."""
    for line in after:
        first = next((token for token in tokens(line.text) if token.text.strip()), None)
        if is_chapter(columns.bare(line.text)):
            return False
        if first and (first.label or first.mark):
            return True
        if title_in(line.text):
            return False
    return False
