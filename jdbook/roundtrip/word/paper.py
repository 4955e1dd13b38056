"""Paper: the body of a Word file as a reader sees it: paragraphs and tables, tracked changes accepted, lists by level.

What hangs on a paragraph (comments, footnotes, text boxes) is kept beside it, to be told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jdbook.importing.readers.docx import parsed
from jdbook.importing.readers.lists import W, number_of, value_of
from jdbook.roundtrip.word.runs import GONE, NOTES, UNSEEN, Words
from jdbook.word.looks import NUMBERED


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph: its text, without what fields show as well, the name of its style, and its level in a list, from 0.

    `strange` says that the list is none of the template's. `aside` are sentences on what hangs on it; `pictured` that it
    holds a picture; `follows` that it begins a cell without a line above.
    """

    text: str
    bare: str = ""
    style: str = ""
    level: int | None = None
    strange: bool = False
    aside: tuple[str, ...] = ()
    pictured: bool = False
    follows: bool = False


Cell = tuple[Para, ...]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table as its rows, of which cells may be joined to the one above; with the bookmarks in it."""

    para: Para | None
    rows: tuple[Row, ...] = ()
    marks: tuple[str, ...] = ()
    ends_section: bool = False

    @property
    def paras(self) -> Iterator[Para]:
        """Yield all paragraphs of the block."""
        if self.para:
            yield self.para
        yield from (para for row in self.rows for cell in row for para in cell)


def read_body(parts: Mapping[str, bytes]) -> tuple[Block, ...]:
    """Return the blocks of the main part; KeyError where it is missing, and what lxml raises for broken XML."""
    body = parsed(parts["word/document.xml"]).find(f"{W}body")
    return tuple(_Reader(parts).blocks(body if body is not None else ()))


def read_edges(parts: Mapping[str, bytes]) -> Iterator[Para]:
    """Yield the paragraphs of headers and footers."""
    reader = _Reader(parts)
    for name in sorted(parts):
        if name.startswith(("word/header", "word/footer")):
            yield from (para for block in reader.blocks(parsed(parts[name])) for para in block.paras)


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    above: str
    properties: Any


@dataclass
class _Reader:
    parts: Mapping[str, bytes]
    styles: dict[str, _Style] = field(init=False)
    list: str = ""  # the template's list, and the level on which its items begin
    first: int = 0
    notes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.styles = {one.get(f"{W}styleId"): _style(one) for one in self._all("word/styles.xml", "style")}
        for id_, style in self.styles.items():
            if style.name == NUMBERED[0] and (found := self._listed(id_, None)):
                self.list, self.first = found

    def _all(self, part: str, tag: str) -> Iterable[Any]:
        return parsed(self.parts[part]).iter(f"{W}{tag}") if part in self.parts else ()

    def blocks(self, parent: Iterable[Any]) -> Iterator[Block]:
        """Yield the blocks in a part or in what wraps them; a mark that stands between two belongs to the next."""
        marks: list[str] = []
        held: Para | None = None
        for element in _flat(parent):
            marks += _marks(element)
            if element.tag == f"{W}p":
                para = self._joined(held, self._para(element))
                ends = element.find(f"{W}pPr/{W}sectPr") is not None
                held = para if _is_mark_gone(element) else None
                if held is None:
                    yield Block(para, (), tuple(marks), ends)
                    marks = []
            elif element.tag == f"{W}tbl":
                if held is not None:
                    yield Block(held)
                    held = None
                yield Block(None, tuple(self._rows(element)), tuple(marks))
                marks = []
        if held is not None:
            yield Block(held, (), tuple(marks))

    def _joined(self, held: Para | None, para: Para) -> Para:
        """Return two paragraphs as one, which looks like the one of them that says something."""
        if held is None:
            return para
        look = held if held.text.strip() else para
        aside, pictured = held.aside + para.aside, held.pictured or para.pictured
        return replace(
            look, text=held.text + para.text, bare=held.bare + para.bare, aside=aside, pictured=pictured
        )

    def _rows(self, table: Any) -> Iterator[Row]:
        for row in _flat(table):
            gone = row.find(f"{W}trPr/{W}del") is not None
            if row.tag == f"{W}tr" and not gone:
                yield tuple(self._cell(cell) for cell in _flat(row) if _is_cell(cell))

    def _cell(self, cell: Any) -> Cell:
        """Return the paragraphs of a cell, those of tables in it as well; nothing of one that is joined to that above."""
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        if merge is not None and merge.get(f"{W}val", "continue") == "continue":
            return ()
        first, *more = [para for block in self.blocks(cell) for para in block.paras] or [Para("")]
        above = cell.find(f"{W}tcPr/{W}tcBorders/{W}top")
        follows = above is not None and above.get(f"{W}val") in ("nil", "none")
        return (replace(first, follows=follows), *more)

    def _para(self, element: Any) -> Para:
        words = Words()
        words.collect(element)
        own = element.find(f"{W}pPr")
        id_ = value_of(own.find(f"{W}pStyle")) if own is not None else ""
        listed = self._listed(id_, own)
        style = self.styles[id_].name if id_ in self.styles else ""
        aside = [self._note(one) for one in words.notes]
        aside += [f"文本框“{text}”没有收回" for box in words.boxes if (text := self._boxed(box))]
        if struck := "".join(words.struck).strip():
            aside.append(f"带删除线的“{struck}”仍当作正文；要删除，请直接删掉")
        text, bare = "".join(words.all), "".join(words.bare)
        level, strange = self._level(listed)
        return Para(text, bare, style, level, strange, tuple(aside), words.pictured)

    def _level(self, listed: tuple[str, int] | None) -> tuple[int | None, bool]:
        if listed is None or listed[0] in ("", "0"):
            return None, False
        if listed[0] != self.list:
            return listed[1], True
        return (listed[1] - self.first, False) if listed[1] >= self.first else (None, False)

    def _listed(self, style: str, own: Any) -> tuple[str, int] | None:
        """Return list and level of a paragraph, as it or its styles say; either may say only one of both."""
        number, depth = "", ""
        for properties in (own, *self._inherited(style)):
            wanted = properties.find(f"{W}numPr") if properties is not None else None
            if wanted is not None:
                number = number or value_of(wanted.find(f"{W}numId"))
                depth = depth or value_of(wanted.find(f"{W}ilvl"))
        return (number, number_of(depth, 0)) if number else None

    def _inherited(self, style: str) -> Iterator[Any]:
        for _ in self.styles:  # no chain is longer, unless it bites its own tail
            if style not in self.styles:
                return
            yield self.styles[style].properties
            style = self.styles[style].above

    def _boxed(self, box: Any) -> str:
        return " ".join(para.text for block in self.blocks(box) for para in block.paras).strip()

    def _note(self, element: Any) -> str:
        part, label = NOTES[element.tag]
        if part not in self.notes:
            tag = part.removesuffix("s")
            found = self._all(f"word/{part}.xml", tag)
            self.notes[part] = {one.get(f"{W}id"): _plain(one) for one in found}
        return f"{label}“{self.notes[part].get(element.get(f'{W}id'), '')}”没有收回"


def _style(element: Any) -> _Style:
    name, above = (value_of(element.find(f"{W}{tag}")) for tag in ("name", "basedOn"))
    return _Style(name, above, element.find(f"{W}pPr"))


def _flat(parent: Iterable[Any]) -> Iterator[Any]:
    """Yield paragraphs, tables, rows, cells and marks, also those in content controls and the like."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}bookmarkStart"):
            yield child
        elif child.tag not in UNSEEN:
            yield from _flat(child)


def _marks(element: Any) -> list[str]:
    return [mark.get(f"{W}name") or "" for mark in element.iter(f"{W}bookmarkStart")]


def _is_mark_gone(paragraph: Any) -> bool:
    """Return whether the end of a paragraph is deleted, which joins it to the next one."""
    look = paragraph.find(f"{W}pPr/{W}rPr")
    return look is not None and any(child.tag in GONE for child in look)


def _is_cell(element: Any) -> bool:
    if element.tag != f"{W}tc":
        return False
    across = element.find(f"{W}tcPr/{W}hMerge")
    joined = across is not None and across.get(f"{W}val", "continue") == "continue"
    return not joined and element.find(f"{W}tcPr/{W}cellDel") is None


def _plain(element: Any) -> str:
    words = Words()
    words.collect(element)
    return "".join(words.all).strip()
