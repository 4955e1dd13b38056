"""Sheets: the template's pages, one section each: the position's form, and a handbook's cover, index and register.

A section says which page it is by `{{页：…}}` in its first paragraph. A paragraph or table that begins with `{{仅试行}}`
or the like is printed only then. Rows of a table are kept apart, so that a list can repeat them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, get_args

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from jdbook.model import Status
from jdbook.word.inspection import safe_relations
from jdbook.word.looks import SAMPLES
from jdbook.word.ooxml import HEAD
from jdbook.word.parts import Package, Relation, TemplateError
from jdbook.word.pieces import Piece, piece, places_of, text_of, tidy, xml_of

FORM, COVER, INDEX, REGISTER = NEEDED = ("岗位", "封面", "目录", "签收登记表")
APPROVAL, REVISIONS, CHART = OPTIONAL = ("批准页", "修订记录", "组织架构")
PAGES = NEEDED + OPTIONAL
ALONE, BOUND = "单份", "手册"
# Whether a handbook's pages are counted through, for its contents to name them.
PAGED, UNPAGED = "有页码", "无页码"
CIRCUMSTANCES = frozenset((ALONE, BOUND, PAGED, UNPAGED, *get_args(Status)))
ONLY, _PAGE = "仅", "页："
_MARKER = re.compile(rf"\{{\{{({ONLY}|{_PAGE})([^{{}}]*)\}}\}}")
_ROWS = "{{行}}"
_AFTER_NUMBERING = ("cols", "formProt", "vAlign", "noEndnote", "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a table as its rows; printed always, or `only` in some circumstance."""

    only: str
    opening: str
    rows: tuple[Piece, ...]
    closing: str

    def fill(self, values: Mapping[str, str]) -> str:
        return self.opening + "".join(row.fill(values) for row in self.rows) + self.closing

    def is_printed(self, circumstances: Collection[str]) -> bool:
        return not self.only or self.only in circumstances


def fill(blocks: Iterable[Block], values: Mapping[str, str], circumstances: Collection[str]) -> str:
    """Return the blocks that are printed in these circumstances, with their places filled."""
    return "".join(block.fill(values) for block in blocks if block.is_printed(circumstances))


def names_in(blocks: Iterable[Block], circumstances: Collection[str]) -> frozenset[str]:
    """Return the names of the places that are printed in these circumstances."""
    rows = [row for block in blocks if block.is_printed(circumstances) for row in block.rows]
    return frozenset(name for row in rows for name in row.names)


@dataclass(frozen=True, slots=True)
class PagePart:
    """A header or footer: the id by which the section's properties refer to it, "header" or "footer", and its content."""

    id: str
    kind: str
    piece: Piece
    relations: tuple[Relation, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One of the template's pages; on the position's form, what is generated stands between `before` and `after`.

    `properties` are those of a section whose pages count from 1, `continuing` of one that counts on.
    """

    before: tuple[Block, ...]
    after: tuple[Block, ...]
    properties: Piece
    continuing: Piece
    page_parts: tuple[PagePart, ...]

    @property
    def names(self) -> frozenset[str]:
        """Return the names of all places on the page itself."""
        pieces = [row for block in self.before + self.after for row in block.rows]
        return frozenset(name for each in pieces for name in each.names)

    @property
    def edge_names(self) -> frozenset[str]:
        """Return the names of all places in the page's headers and footers."""
        return frozenset(name for part in self.page_parts for name in part.piece.names)

    @property
    def printed(self) -> frozenset[str]:
        """Return the names of the places that are printed whether a form stands alone or in a handbook, apart from its edges."""
        alone, bound = (names_in((*self.before, *self.after), (one,)) for one in (ALONE, BOUND))
        return alone & bound

    @property
    def circumstances(self) -> frozenset[str]:
        """Return in which circumstances some of the page's blocks are printed."""
        return frozenset(block.only for block in self.before + self.after if block.only)


@dataclass(slots=True)
class Division:
    """A section of the template while it is read: its paragraphs and tables, and its properties."""

    elements: list[Any]
    properties: Any

    @property
    def samples(self) -> list[Any]:
        return [element for element in self.elements if set(places_of(element)).intersection(SAMPLES)]

    def around_samples(self) -> tuple[list[Any], list[Any]]:
        """Return what stands before the first sample table and after the last one."""
        where = [self.elements.index(sample) for sample in self.samples] or [len(self.elements)]
        return self.elements[: where[0]], self.elements[where[-1] + 1 :]


def divide(source: Package, document: Any) -> dict[str, Division]:
    """Return the template's sections by the name of the page; headers that go on are written out."""
    tidy(document)
    sections = list(_sections(document.body))
    divisions = {_take_page(division): division for division in sections}
    if not set(NEEDED) <= set(divisions) <= set(PAGES) or len(sections) != len(divisions):
        needed, optional = "、".join(NEEDED), "、".join(OPTIONAL)
        raise TemplateError(
            source.path,
            f"每节是一页，应有 {needed}，可以有 {optional}；现有 {len(sections)} 节：{'、'.join(divisions)}",
            f"用分节符隔开各页，并在每节第一段写明是哪一页，例如 {{{{页：{FORM}}}}}",
        )
    return divisions


def _sections(body: Any) -> Iterator[Division]:
    inherited: dict[tuple[str, str], Any] = {}
    elements: list[Any] = []
    for element in body:
        ends = element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
        if element.tag == qn("w:sectPr"):
            yield Division(elements, _spelled_out(element, inherited))
        elif ends is not None:
            kept = [element] if text_of(element) else []
            ends.getparent().remove(ends)
            yield Division(elements + kept, _spelled_out(ends, inherited))
            elements = []
        else:
            elements.append(element)


def _spelled_out(properties: Any, inherited: dict[tuple[str, str], Any]) -> Any:
    """Return a section's properties with the headers it takes over from earlier ones, pages counted from 1."""
    own = properties.findall(qn("w:headerReference")) + properties.findall(qn("w:footerReference"))
    inherited |= {(one.tag, one.get(qn("w:type"), "default")): one for one in own}
    for one in own:
        properties.remove(one)
    for position, one in enumerate(inherited.values()):
        properties.insert(position, deepcopy(one))
    for old in properties.findall(qn("w:type")) + properties.findall(qn("w:pgNumType")):
        properties.remove(old)
    numbering = OxmlElement("w:pgNumType", {qn("w:start"): "1"})
    properties.insert_element_before(numbering, *(f"w:{name}" for name in _AFTER_NUMBERING))
    return properties


def _take_page(division: Division) -> str:
    """Return the name that a section's marker gives it, taking the marker out, along with a paragraph that held no more."""
    for element in division.elements:
        if found := _take_marker(element, _PAGE):
            if element.tag == qn("w:p") and not text_of(element):
                division.elements.remove(element)
            return found
    return "（未写明）"


def _take_marker(element: Any, kind: str) -> str:
    """Return what the marker of this kind in an element says, taking it out, along with a run that held nothing else."""
    for text in element.iter(qn("w:t")):
        found = _MARKER.search(text.text or "")
        if found and found[1] == kind:
            text.text = text.text.replace(found[0], "", 1)
            if not text.text:
                text.getparent().getparent().remove(text.getparent())
            return found[2].strip()
    return ""


def sheet(division: Division, parts: Mapping[str, PagePart], declared: Mapping[str, str]) -> Sheet:
    """Return the page; `parts` gives its headers and footers by the ids of relations."""
    before, after = division.around_samples()
    _hold_together(after)
    references = [child for child in division.properties if child.get(qn("r:id"))]
    ids = list(dict.fromkeys(reference.get(qn("r:id")) for reference in references))
    for reference in references:
        reference.set(qn("r:id"), f"{{{{{reference.get(qn('r:id'))}}}}}")
    return Sheet(
        tuple(_block(element, declared) for element in before),
        tuple(_block(element, declared) for element in after),
        piece(xml_of(division.properties, declared)),
        piece(xml_of(_counting_on(division.properties), declared)),
        tuple(parts[id_] for id_ in ids),
    )


def _counting_on(properties: Any) -> Any:
    """Return a section's properties without the count from 1."""
    continuing = deepcopy(properties)
    continuing.remove(continuing.find(qn("w:pgNumType")))
    return continuing


def _hold_together(elements: list[Any]) -> None:
    """Keep everything after the samples on one page, in place: signatures never stand apart from each other."""
    for element in elements:
        for row in element.iter(qn("w:tr")):
            properties = row.get_or_add_trPr()
            if properties.find(qn("w:cantSplit")) is None:
                properties.append(OxmlElement("w:cantSplit"))
        for paragraph in element.iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _block(element: Any, declared: Mapping[str, str]) -> Block:
    only = _take_marker(element, ONLY)
    rows = element.findall(qn("w:tr"))
    if not rows:
        return Block(only, "", (piece(xml_of(element, declared)),), "")
    frame = deepcopy(element)
    for row in frame.findall(qn("w:tr")):
        frame.remove(row)
    frame.tblPr.autofit = False
    frame.tblGrid.tail = _ROWS
    opening, closing = xml_of(frame, declared).split(_ROWS)
    return Block(only, opening, tuple(piece(xml_of(row, declared)) for row in rows), closing)


def page_part(source: Package, relation: Relation) -> PagePart:
    """Return the header or footer that a relation of the template leads to."""
    root = source.parse(relation.target)
    tidy(root)
    refers = tuple(safe_relations(source, relation.target))
    return PagePart(relation.id, relation.kind, piece(HEAD + xml_of(root)), refers)
