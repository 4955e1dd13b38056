"""Recognition: the lines of a document as drafts of positions, with a trace of every piece. Pure; nothing is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from jdbook.importing.document import Document, Line
from jdbook.importing.drafts import LABEL, LEFTOVER, MARKUP, NUMBER, Draft, Found, Item, Piece
from jdbook.importing.labels import Label
from jdbook.importing.numbering import BULLET, DASH, Mark
from jdbook.importing.scanning import Token, tokens
from jdbook.importing.titles import Title, is_section, title_in, title_within

_ENDED = re.compile(r"[。；;：:！!？?.…）)”’]\s*$")
# what usually stands within what
_RANK = ("第1条", "第一条", "一", "(一)", "1", "⒈", "1)", "(1)", "⑴", "①", "A", "A)", "(A)", BULLET, DASH)
_NAMES = frozenset({"superior", "subordinates", "aliases"})
_FACTS = _NAMES | {
    *("title", "code", "level", "headcount", "nature", "status", "version", "effective", "review_by"),
    *("prepared_by", "reviewed_by", "approved_by"),
}
_BETWEEN = re.compile(r"([、,，/；;]\s*|(?<=[\u4e00-\u9fff])(?:和|及|与)(?=[\u4e00-\u9fff]))")
_NOTHING = re.compile(r"(?:无|暂无|没有|待定|空|[/／—_＿\-\s]*)[。.;；]?")
_SAYS_DUTIES = re.compile("职责|职务|描述|工作内容|责任")
# a label, if not one that a field declares
_LABELLED = re.compile(r"[\s【\[]*[\u4e00-\u9fff\s]{2,8}[】\]\s]*[:：]")
_INTRODUCES = re.compile(r"[:：]\s*$")
_OPEN_END = re.compile(r"[、，,（(的和与及]\s*$")
# letters, from which a line without numbers that ends in the middle of a sentence goes on in the next
_WRAPPED = 20
_BOILERPLATE = re.compile(
    r"收集自互联网|仅供(?:网友|大家)?(?:提供)?参考|下载本文|返回(?:顶部|目录)|推荐(?:度|阅读)|本文(?:由|来自|来源)|点击下载|"
    r"范文(?:网|大全|论文)|^\s*(?:第\s*\d+\s*页|共\s*\d+\s*页|[-—]\s*\d+\s*[-—]\s*$)|\.{6,}|…{3,}\s*\d+\s*$"
)
_SKIPPED = 2  # bare numbers that may be missing in a list
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
    drafts = [draft for draft in reader.drafts if not draft.is_empty]
    return Found(drafts, list(_trace(reader.went, drafts)))


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
class _Field:
    """A field that is being read: its key, "" for none; its open items by their style; the mark before the next text."""

    key: str = ""
    open: list[tuple[str, Item]] = field(default_factory=list)
    mark: Mark | None = None
    values: dict[str, int] = field(default_factory=dict)
    ended: bool = True

    @property
    def is_told(self) -> bool:
        """Return whether this is a fact, and something has been said: a fact is over with its line."""
        return self.key in _FACTS and bool(self.open)

    def number(self, mark: Mark) -> bool:
        """Return whether a mark begins an item here, and keep it if so."""
        if self._is_figure(mark) or (not self.ended and self._is_wrapped(mark)):
            return False
        self.mark, self.ended, self.values[mark.style] = mark, True, mark.value
        return True

    def _is_figure(self, mark: Mark) -> bool:
        """Return whether a number without a sign counts something else than items: it is none that is due."""
        last = self.values.get(mark.style, 0)
        return mark.is_bare and not last < mark.value <= last + (_SKIPPED if last else 1)

    def _is_wrapped(self, mark: Mark) -> bool:
        """Return whether what looks like a mark is the beginning of a word broken by the end of the line."""
        styles = [style for style, _ in self.open if style]
        return bool(styles) and mark.style not in styles and _RANK.index(mark.style) < _RANK.index(styles[-1])

    def goes_on(self, words: str) -> bool:
        """Return whether a text goes on with the item before it: that ended in the middle of a sentence."""
        if self.mark or not self.open or self.ended or _LABELLED.match(words):
            return False
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


@dataclass
class _Reader:
    """Goes through the lines and knows what came before: the position and the field."""

    drafts: list[Draft] = field(default_factory=list)
    went: list[_Went] = field(default_factory=list)
    draft: Draft | None = None
    now: _Field = field(default_factory=_Field)

    def read(self, line: Line, after: Sequence[Line]) -> None:
        if line.aside or _BOILERPLATE.search(line.text):
            self._note(line, line.text, LEFTOVER)
            return
        if is_section(line.text):
            self.draft = None
        title = title_in(line.text)
        if title and (title.sure or (not line.cell and _is_begun(after))):
            self._begin(line, title)
            return
        self._read_text(line, line.text)
        if self.now.is_told:
            self.now = _Field()

    def _read_text(self, line: Line, text: str) -> None:
        while glued := title_within(text):
            place, title = glued
            self._take_all(line, text[:place])
            self._begin(line, title)
            text = text[place + len(title.before) + len(title.text) + len(title.after) :]
        self._take_all(line, text)

    def _take_all(self, line: Line, text: str) -> None:
        for token in tokens(text):
            self._take(line, token)

    def _take(self, line: Line, token: Token) -> None:
        if token.label:
            self._name(line, token.text, token.label)
        elif token.mark:
            self._number(line, token.text, token.mark)
        elif token.is_text:
            self._say(line, token.text)
        else:
            self._note(line, token.text, MARKUP)

    def _begin(self, line: Line, title: Title) -> None:
        """Begin a position."""
        self._note(line, title.before, MARKUP)
        self._open_draft(line, title.text)
        self._note(line, title.after, LABEL)
        self.now = _Field("duties" if _SAYS_DUTIES.search(title.after) else "")

    def _open_draft(self, line: Line, title: str) -> None:
        if not (self.draft and self.draft.title == title.strip() and self.draft.is_empty):
            self.draft = Draft(title.strip())
            self.drafts.append(self.draft)
        self._note(line, title, "title", self.draft)
        self.now = _Field()

    def _note(self, line: Line, text: str, to: str, draft: Draft | None = None) -> None:
        if text:
            self.went.append(_Went(line.place, text, to, draft))

    def _name(self, line: Line, text: str, label: Label) -> None:
        self._note(line, text, LABEL)
        if label.key == "title" or self.draft:
            self.now = _Field(label.key)

    def _number(self, line: Line, text: str, mark: Mark) -> None:
        if self.now.number(mark):
            self._note(line, text, NUMBER)
        else:
            self._say(line, text)

    def _say(self, line: Line, text: str) -> None:
        """Add a text to the field that is open; without one it is a duty, but for what only introduces others."""
        now = self.now
        if now.key == "title":
            self._open_draft(line, text)
            return
        if _NOTHING.fullmatch(text.strip()):
            self._note(line, text, LEFTOVER)
            now.mark, now.ended = None, True
            return
        if not now.key and (now.mark or not (_INTRODUCES.search(text) or _LABELLED.match(text))):
            now.key = "duties"
        if self.draft and now.key:
            self._add_text(line, text, self.draft, now)
        else:
            self._note(line, text, LEFTOVER)
            now.mark = None

    def _add_text(self, line: Line, text: str, draft: Draft, now: _Field) -> None:
        words = text.strip()
        if now.goes_on(words):
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
    if key in _NAMES:
        pieces = _BETWEEN.split(text)
        yield from ((piece, number % 2 == 0 and bool(piece.strip())) for number, piece in enumerate(pieces))
    elif mark is None and key == "duties":
        yield from ((piece, bool(piece.strip("。 "))) for piece in re.findall(r"[^。]*。|[^。]+", text))
    else:
        yield text, bool(text.strip())
