"""Pieces: parts of the template with places to fill, `{{名称}}` or `{{名称|若无则印这个}}`, compiled once to plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from jdbook.word.ooxml import Raw, escape

PLACE = re.compile(r"\{\{([^{}|]+)(?:\|([^{}]*))?\}\}")
TOTAL, NUMBER = "总页数", "节号"  # the field that counts the pages; the number of the section in the document
FIELDS = frozenset((TOTAL, NUMBER))
_NAMESPACE = re.compile(r' xmlns:([\w.-]+)="([^"]*)"')
_TOTALS = re.compile(r"\b(NUM|SECTION)PAGES\b")
_NOISE = ("proofErr", "bookmarkStart", "bookmarkEnd", "lastRenderedPageBreak", "commentRangeStart", "commentRangeEnd")  # fmt: skip
_BREAKS = re.compile(r"[\r\n\t]+")
_MARKS = re.compile(r"\}(rsid\w*|paraId|textId)$")


@dataclass(frozen=True, slots=True)
class Piece:
    """XML between places: `texts` is one longer than `places`, which are names with what to print where nothing is known."""

    texts: tuple[str, ...]
    places: tuple[tuple[str, str], ...]

    def fill(self, values: Mapping[str, str]) -> str:
        """Return the XML with every place filled, each on one line."""
        out = [self.texts[0]]
        for (name, default), text in zip(self.places, self.texts[1:], strict=True):
            value = values.get(name)
            out.append(_shown(value) if value else default)
            out.append(text)
        return "".join(out)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.places)


def _shown(value: str) -> str:
    return value if isinstance(value, Raw) else escape(_BREAKS.sub(" ", value))


def piece(xml: str) -> Piece:
    """Return the XML cut at its places."""
    cut = PLACE.split(xml)
    places = tuple((name.strip(), default or "") for name, default in zip(cut[1::3], cut[2::3], strict=True))
    return Piece(tuple(cut[::3]), places)


def tidy(root: Any) -> None:
    """Prepare a part of the template in place: Word's editing marks out, places whole, page totals and ids as places."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    etree.strip_elements(root, *(qn(f"w:{name}") for name in _NOISE), with_tail=False)
    for element in root.iter():
        for name in [name for name in element.attrib if _MARKS.search(name)]:
            del element.attrib[name]
    for paragraph in root.iter(qn("w:p")):
        _make_whole(list(paragraph.iter(qn("w:t"))))
    for number, drawing in enumerate(root.iter(qn("wp:docPr"))):
        drawing.set("id", f"{{{{{NUMBER}}}}}{number:02d}")
    _count_pages(root)


def _make_whole(texts: list[Any]) -> None:
    """Gather every place whose text Word has split into several runs in the run where it begins."""
    whole = "".join(text.text or "" for text in texts)
    owners = [index for index, text in enumerate(texts) for _ in text.text or ""]
    for match in PLACE.finditer(whole):
        owners[match.start() : match.end()] = [owners[match.start()]] * len(match[0])
    for index, text in enumerate(texts):
        text.text = "".join(char for char, owner in zip(whole, owners, strict=True) if owner == index)
        text.set(qn("xml:space"), "preserve")


def _count_pages(root: Any) -> None:
    """Make the fields that count pages a place, since a handbook counts those of one section."""
    place = f"{{{{{TOTAL}|NUMPAGES}}}}"
    for code in root.iter(qn("w:instrText")):
        code.text = _TOTALS.sub(place, code.text or "")
    for field in root.iter(qn("w:fldSimple")):
        field.set(qn("w:instr"), _TOTALS.sub(place, field.get(qn("w:instr"), "")))


def xml_of(element: Any, declared: Mapping[str, str] | None = None) -> str:
    """Return an element as text, without the namespaces that the surrounding part declares."""
    text: str = etree.tostring(element, encoding="unicode", with_tail=False)
    known = declared or {}
    return _NAMESPACE.sub(lambda found: "" if known.get(found[1]) == found[2] else found[0], text)


def text_of(element: Any) -> str:
    """Return the text of an element, all runs together."""
    return "".join(text.text or "" for text in element.iter(qn("w:t")))


def places_of(element: Any) -> Iterator[str]:
    """Yield the names of the places in an element's text."""
    return (name.strip() for name, _ in PLACE.findall(text_of(element)))
