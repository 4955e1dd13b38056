"""Recognition: the lines of a document as drafts of positions, with a trace of every piece. Pure; nothing is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jdbook.importing import numbering
from jdbook.importing.articles import is_article
from jdbook.importing.document import Document, Line
from jdbook.importing.drafts import LABEL, LEFTOVER, MARKUP, NUMBER, Draft, Found, Item, Piece
from jdbook.importing.labels import Label
from jdbook.importing.numbering import Mark
from jdbook.importing.openfield import LABELLED, NAMES, OpenField
from jdbook.importing.scanning import Token, tokens
from jdbook.importing.titles import Title, area_of, employer, is_section, title_at_end, title_in, title_within

_BETWEEN = re.compile(
    r"((?<=[长理监任裁管员])[ \t\u3000]+(?=[\u4e00-\u9fff]{2})|[、,，/；;]\s*|(?<=[\u4e00-\u9fff])(?:和|及|与)(?=[\u4e00-\u9fff]))"
)
_NOTHING = re.compile(r"(?:无|暂无|没有|待定|空|[/／—_＿\-\s]*)[。.;；]?")
_SAYS_DUTIES = re.compile("职责|职务|描述|工作内容|责任")
_REMARK = re.compile(r"[（(][^（）()]*[)）]")
_INTRODUCES = re.compile(r"[:：]\s*$")
_BOILERPLATE = re.compile(
    r"图片已关闭|将本文的Word文档|下载全文|相关推荐|^《[^》]{2,40}\.docx?》$|收集自互联网|仅供(?:网友|大家)?(?:提供)?参考|下载本文|返回(?:顶部|目录)|推荐(?:度|阅读)|本文(?:由|来自|来源)|点击下载|"
    r"范文(?:网|大全|论文)|^\s*(?:第\s*\d+\s*页|共\s*\d+\s*页|[-—]\s*\d+\s*[-—]\s*$)|\.{6,}|…{3,}\s*\d+\s*$"
)
_AHEAD = 2  # lines, in which a position begins below its bare title


class _Went(NamedTuple):
    """A piece of the source, and the draft and key it went to, or only what kind of piece it is."""

    place: str
    text: str
    to: str
    draft: Draft | None = None


def recognise(document: Document) -> Found:
    """Return the drafts in a document and where every piece of it went. A title with nothing below it is no position."""
    reader = _Reader()
    lines = [line for line in document.lines if line.text.strip()]
    for number, line in enumerate(lines):
        reader.read(line, lines[number + 1 : number + 1 + _AHEAD])
    drafts = [draft for draft in reader.drafts if not (draft.is_empty or is_article(draft))]
    _name_untitled(drafts)
    return Found(drafts, list(_trace(reader.went, drafts)))


def _name_untitled(drafts: Sequence[Draft]) -> None:
    """Give drafts without a title the name of a superior whom others speak of, if it fits what they are about."""
    titles = {draft.title for draft in drafts}
    named = [item.text for draft in drafts for item in draft.items.get("superior", ())]
    missing = [name for name in dict.fromkeys(named) if name not in titles]
    for draft in (draft for draft in drafts if not draft.title):
        said = "".join(item.text for items in draft.items.values() for item in items)
        fitting = [name for name in missing if (area := area_of(name)) and area in said]
        if fitting:
            draft.title, draft.is_title_guessed = max(fitting, key=lambda name: len(area_of(name))), True
            missing.remove(draft.title)


def _trace(went: Sequence[_Went], drafts: Sequence[Draft]) -> Iterator[Piece]:
    numbers = {id(draft): number for number, draft in enumerate(drafts)}
    for place, text, to, draft in went:
        if draft is None:
            yield Piece(place, text, to)
        elif id(draft) in numbers:
            yield Piece(place, text, f"positions[{numbers[id(draft)]}].{to}")
        else:
            yield Piece(place, text, LEFTOVER)


@dataclass
class _Reader:
    """Goes through the lines and knows what came before: the position and the field."""

    drafts: list[Draft] = field(default_factory=list)
    went: list[_Went] = field(default_factory=list)
    draft: Draft | None = None
    now: OpenField = field(default_factory=OpenField)
    after: Sequence[Line] = ()

    def read(self, line: Line, after: Sequence[Line]) -> None:
        self.after = after
        if line.aside or _BOILERPLATE.search(line.text):
            self._note(line, line.text, LEFTOVER)
            return
        if is_section(line.text):
            self.draft = None
        title = title_in(line.text)
        if title and (title.sure or (not line.cell and not self._is_item(title) and self._is_begun(title))):
            self._begin(line, title)
            return
        self._read_text(line, line.text)
        if self.now.is_told:
            self.now = OpenField()

    def _is_item(self, title: Title) -> bool:
        """Return whether what looks like a title is the next item of the list that is being read."""
        mark = numbering.leading(title.before.lstrip())
        return mark is not None and bool(self.now.key) and self.now.is_due(mark)

    def _is_begun(self, title: Title) -> bool:
        """Return whether the lines after a bare name speak of a position, or it is set as the title before was."""
        last = self.drafts[-1] if self.drafts else None
        alike = last is not None and last.is_introduced and title.is_introduced
        return alike or _is_begun(self.after)

    def _read_text(self, line: Line, text: str) -> None:
        while glued := title_within(text):
            place, title = glued
            self._take_all(line, text[:place])
            self._begin(line, title)
            text = text[place + len(title.before) + len(title.text) + len(title.after) :]
        if (ending := title_at_end(text)) and self._is_begun(ending[1]):
            self._take_heading(line, text[: ending[0]])
            self._begin(line, ending[1])
        else:
            self._take_all(line, text)

    def _take_all(self, line: Line, text: str) -> None:
        first = text == line.text
        for token in tokens(text):
            self._take(line, token, first=first)
            first = first and not token.text.strip()

    def _take_heading(self, line: Line, text: str) -> None:
        """Take what stands before a title: what is neither item nor said under a label heads several positions."""
        if any(token.mark or token.label for token in tokens(text)):
            self._take_all(line, text)
        else:
            self._note(line, text, LEFTOVER)

    def _take(self, line: Line, token: Token, *, first: bool) -> None:
        if token.label:
            self._name(line, token.text, token.label)
        elif token.mark:
            self._number(line, token.text, token.mark, first=first)
        elif token.is_text:
            self._say(line, token.text)
        else:
            self._note(line, token.text, MARKUP)

    def _begin(self, line: Line, title: Title) -> None:
        """Begin a position."""
        self._note(line, title.before, MARKUP)
        self._open_draft(line, title.text)
        self.drafts[-1].is_introduced = title.is_introduced
        self._note(line, title.after, LABEL)
        self.now = OpenField("duties" if _SAYS_DUTIES.search(title.after) else "")

    def _open_draft(self, line: Line, title: str) -> None:
        """Begin a draft, or, where nothing has been said of the last one of that title, go on with it."""
        unit = employer(title.strip())
        self._draft_of(title.strip().removeprefix(unit))
        words = title.lstrip()
        self._note(line, title[: len(title) - len(words)], MARKUP)
        if unit:
            self._note(line, unit, "unit", self.draft)
            self.drafts[-1].items["unit"] = [Item([unit])]
        self._note(line, words.removeprefix(unit), "title", self.draft)
        self.now = OpenField()

    def _draft_of(self, title: str) -> None:
        if not (self.draft and self.draft.title == title and self.draft.is_empty):
            self.draft = Draft(title)
            self.drafts.append(self.draft)

    def _note(self, line: Line, text: str, to: str, draft: Draft | None = None) -> None:
        if text:
            self.went.append(_Went(line.place, text, to, draft))

    def _name(self, line: Line, text: str, label: Label) -> None:
        if label.key == "superior" and self._is_another():
            self._open_draft(line, "")
        self._note(line, text, LABEL)
        if label.key == "title" or self.draft:
            self.now = OpenField(label.key)

    def _is_another(self) -> bool:
        """Return whether a superior named here is that of another position, whose title is missing."""
        said = self.draft.items if self.draft else {}
        return "superior" in said and "duties" in said and self.now.key == "duties" and _is_begun(self.after)

    def _number(self, line: Line, text: str, mark: Mark, *, first: bool) -> None:
        if self.now.number(mark, first=first):
            self._note(line, text, NUMBER)
        else:
            self._say(line, text)

    def _say(self, line: Line, text: str) -> None:
        """Add a text to the field that is open; without one it is a duty, but for what only introduces others."""
        now = self.now
        if now.key == "title":
            self._open_draft(line, text)
            return
        if _NOTHING.fullmatch(text.strip()) or self._is_remark(text):
            self._note(line, text, LEFTOVER)
            now.mark, now.ended = None, True
            return
        if not now.key and (now.mark or not (_INTRODUCES.search(text) or LABELLED.match(text))):
            now.key = "duties"
        if self.draft and now.key and not now.is_left_by(text, self.after):
            self._add_text(line, text, self.draft, now)
        else:
            self._note(line, text, LEFTOVER)
            now.mark = None

    def _is_remark(self, text: str) -> bool:
        """Return whether a text is a remark in brackets about what comes below it."""
        return not (self.now.mark or self.now.open) and _REMARK.fullmatch(text.strip()) is not None

    def _add_text(self, line: Line, text: str, draft: Draft, now: OpenField) -> None:
        words = text.strip()
        draft.has_numbers |= now.mark is not None
        if now.goes_on(words, self.after):
            now.open[-1][1].texts.append(words)
            self._note(line, text, now.key, draft)
        else:
            for part, is_said in _parts(text, now.key, now.mark):
                self._note(line, part, now.key if is_said else MARKUP, draft if is_said else None)
                if is_said:
                    now.add(draft.items.setdefault(now.key, []), Item([part.strip()]))
        now.end_text(words)


def _is_begun(after: Sequence[Line]) -> bool:
    """Return whether the lines after a bare name speak of a position: one of them begins with a label or an item."""
    for line in after:
        first = next((token for token in tokens(line.text) if token.text.strip()), None)
        if first and (first.label or first.mark):
            return True
        if title_in(line.text):
            return False
    return False


def _parts(text: str, key: str, mark: Mark | None) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it says something: names, and what joins them; sentences without numbers."""
    if key in NAMES:
        pieces = _BETWEEN.split(text)
        yield from ((piece, number % 2 == 0 and bool(piece.strip())) for number, piece in enumerate(pieces))
    elif mark is None and key == "duties":
        yield from ((piece, bool(piece.strip("。 "))) for piece in re.findall(r"[^。]*。|[^。]+", text))
    else:
        yield text, bool(text.strip())
