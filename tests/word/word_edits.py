"""Edits: what people and programs do to a Word file of ours, one by one, as changes of its XML."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from lxml import etree
from word_makers import W, parts_of, text_of, zipped

MAIN = "word/document.xml"
_BY = {f"{W}id": "900", f"{W}author": "人事", f"{W}date": "2026-01-01T00:00:00Z"}


class Paper:
    """A Word file opened for changes; paragraphs are named by a text they hold."""

    def __init__(self, data: bytes) -> None:
        self.parts = parts_of(data)
        self.root = etree.fromstring(self.parts[MAIN])

    def save(self) -> bytes:
        self.parts[MAIN] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return zipped(self.parts)

    def para(self, text: str) -> Any:
        """Return the first paragraph of the body with this text in it."""
        return next(one for one in self.root.iter(f"{W}p") if text in text_of(one))

    def row(self, text: str) -> Any:
        return next(one for one in self.para(text).iterancestors(f"{W}tr"))

    def table(self, text: str) -> Any:
        return next(one for one in self.para(text).iterancestors(f"{W}tbl"))

    def change(self, old: str, new: str) -> None:
        """Give a text within one run another wording."""
        word = next(one for one in self.root.iter(f"{W}t") if old in (one.text or ""))
        word.text = word.text.replace(old, new)

    def insert(self, after: str, text: str) -> Any:
        """Add a paragraph like the one it follows, as Enter does."""
        new = self.like(after, text)
        self.para(after).addnext(new)
        return new

    def like(self, model: str, text: str) -> Any:
        """Return a paragraph with the properties of another one."""
        new = element("p")
        properties = self.para(model).find(f"{W}pPr")
        new.append(deepcopy(properties))
        new.append(run(text))
        return new

    def delete(self, text: str) -> None:
        one = self.para(text)
        one.getparent().remove(one)

    def delete_table(self, text: str) -> None:
        one = self.table(text)
        one.getparent().remove(one)

    def delete_row(self, text: str) -> None:
        one = self.row(text)
        one.getparent().remove(one)

    def move(self, text: str, after: str) -> None:
        one = self.para(text)
        self.para(after).addnext(one)

    def number(self, text: str, level: int, list_: str = "1") -> None:
        """Put a paragraph on a level of a list, as Tab and the list buttons do."""
        properties = self.para(text).find(f"{W}pPr")
        for old in properties.findall(f"{W}numPr"):
            properties.remove(old)
        numbered = element("numPr")
        numbered.append(element("ilvl", val=str(level)))
        numbered.append(element("numId", val=list_))
        properties.insert(1, numbered)

    def style(self, text: str, style: str) -> None:
        self.para(text).find(f"{W}pPr/{W}pStyle").set(f"{W}val", style)

    def split(self, text: str) -> None:
        """Cut the runs of a paragraph into runs of one character, with marks of spelling between them."""
        for one in list(self.para(text).iter(f"{W}r")):
            word = one.find(f"{W}t")
            for char in reversed(word.text if word is not None else ""):
                piece = deepcopy(one)
                piece.find(f"{W}t").text = char
                piece.find(f"{W}t").set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                one.addnext(piece)
                one.addnext(element("proofErr", type="spellStart"))
            if word is not None:
                one.getparent().remove(one)

    def track_insert(self, after: str, text: str) -> None:
        """Add a paragraph with changes tracked."""
        new = self.insert(after, text)
        _mark_end(new, "ins")
        _wrap(new, "ins", keep=True)

    def track_delete(self, text: str, *, end: bool = True) -> None:
        """Delete a paragraph's text with changes tracked, and the end of it."""
        one = self.para(text)
        _wrap(one, "del", keep=False)
        if end:
            _mark_end(one, "del")

    def track_join(self, text: str) -> None:
        """Delete only the end of a paragraph, which joins it to the next."""
        _mark_end(self.para(text), "del")

    def track_change(self, old: str, new: str) -> None:
        """Replace a text within a run with changes tracked."""
        word = next(one for one in self.root.iter(f"{W}t") if old in (one.text or ""))
        whole = word.getparent()
        before, _, behind = word.text.partition(old)
        inserted, deleted = element("ins", **_BY), element("del", **_BY)
        inserted.append(run(new))
        deleted.append(run(old, "delText"))
        for piece in reversed([run(before), deleted, inserted, run(behind)]):
            whole.addnext(piece)
        whole.getparent().remove(whole)

    def track_move(self, text: str, after: str) -> None:
        """Move a paragraph with changes tracked."""
        new = deepcopy(self.para(text))
        one = self.para(text)
        _wrap(one, "moveFrom", keep=True)
        _mark_end(one, "moveFrom")
        _wrap(new, "moveTo", keep=True)
        _mark_end(new, "moveTo")
        self.para(after).addnext(new)

    def track_delete_row(self, text: str) -> None:
        row = self.row(text)
        row.find(f"{W}trPr").append(element("del", **_BY))
        for one in row.iter(f"{W}p"):
            _wrap(one, "del", keep=False)
            _mark_end(one, "del")

    def add_row(self, after: str, *texts: str) -> None:
        """Add a row like the one that holds a text, with these texts in its cells."""
        new = deepcopy(self.row(after))
        for cell, text in zip(new.iter(f"{W}tc"), texts, strict=True):
            first, *more = cell.findall(f"{W}p")
            for one in more:
                cell.remove(one)
            for one in [one for one in first if one.tag != f"{W}pPr"]:
                first.remove(one)
            if text:
                first.append(run(text))
        self.row(after).addnext(new)

    def control(self, text: str) -> None:
        """Put a paragraph into a content control."""
        one = self.para(text)
        outer, inner = element("sdt"), element("sdtContent")
        outer.append(element("sdtPr"))
        outer.append(inner)
        one.addprevious(outer)
        inner.append(one)

    def comment(self, text: str, words: str) -> None:
        """Hang a comment on a paragraph."""
        root = etree.fromstring(f'<w:comments xmlns:w="{W[1:-1]}"/>')
        root.append(element("comment", id="7", author="人事"))
        root[0].append(element("p"))
        root[0][0].append(run(words))
        self.parts["word/comments.xml"] = etree.tostring(root)
        self.para(text).append(element("r"))
        self.para(text)[-1].append(element("commentReference", id="7"))

    def without_marks(self) -> None:
        """Lose every bookmark, as some programs do."""
        for tag in ("bookmarkStart", "bookmarkEnd"):
            for one in list(self.root.iter(f"{W}{tag}")):
                one.getparent().remove(one)


def element(name: str, **attributes: str) -> Any:
    """Return an element of Word; attributes are Word's as well."""
    named = {key if key.startswith("{") else f"{W}{key}": value for key, value in attributes.items()}
    return etree.Element(f"{W}{name}", named)


def run(text: str, tag: str = "t") -> Any:
    made = element("r")
    made.append(element(tag))
    made[0].text = text
    made[0].set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def _wrap(paragraph: Any, tag: str, *, keep: bool) -> None:
    """Put the runs of a paragraph into a tracked change; deleted text bears another name."""
    for one in list(paragraph.findall(f"{W}r")):
        change = element(tag, **_BY)
        one.addprevious(change)
        change.append(one)
        for word in one.iter(f"{W}t") if not keep else ():
            word.tag = f"{W}delText"


def _mark_end(paragraph: Any, tag: str) -> None:
    properties = paragraph.find(f"{W}pPr")
    look = properties.find(f"{W}rPr")
    if look is None:
        look = element("rPr")
        properties.append(look)
    look.append(element(tag, **_BY))


def edited(data: bytes, *edits: Callable[[Paper], object]) -> bytes:
    """Return the file after some edits."""
    paper = Paper(data)
    for edit in edits:
        edit(paper)
    return paper.save()
