"""OOXML: WordprocessingML as text, and nothing else in this package writes any.

Functions return strings to be joined: no tree is built, which is what makes a form cheap. The order of elements within
properties is the schema's (ECMA-376 Part 1, 17), so every string given as "look" or "properties" comes in that order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_FIRST_PARAGRAPH = re.compile(r"<w:p(?: [^>]*[^/>])?>(?:<w:pPr/>|<w:pPr>.*?</w:pPr>)?", re.DOTALL)
TAB = "<w:r><w:tab/></w:r>"
_BREAK, _TAB = (f'</w:t><w:{name}/><w:t xml:space="preserve">' for name in ("br", "tab"))


def escape(text: str) -> str:
    """Return text for an attribute or a line of text; ValueError for a character that XML can't hold."""
    if not _SPECIAL.search(text):
        return text
    if found := _FORBIDDEN.search(text):
        raise ValueError(f"U+{ord(found[0]):04X} can't stand in a Word file: {text[:40]!r}")
    return "".join(_ENTITIES.get(char, char) for char in text)


def content(text: str) -> str:
    """Return text for the inside of an element, quotes as they are; ValueError for a character that XML can't hold."""
    if found := _FORBIDDEN.search(text):
        raise ValueError(f"U+{ord(found[0]):04X} can't stand in a Word file")
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def character_style(style: str) -> str:
    """Return the properties of a run in a character style."""
    return f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>'


def run(text: str, look: str = "") -> str:
    """Return a run with these properties; line ends become breaks, tabs become tabs."""
    text = escape(text)
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() or "  " in text else ""
    if "\n" in text or "\r" in text or "\t" in text:
        text = re.sub(r"\r\n?|\n", _BREAK, text).replace("\t", _TAB)
    return f"<w:r>{look}<w:t{space}>{text}</w:t></w:r>"


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """A paragraph's properties: as they are, and with the demand to stay with what follows."""

    free: str
    kept: str


def in_style(style: str, more: str = "") -> ParagraphLook:
    """Return the look of a paragraph style, with further properties."""
    name = f'<w:pStyle w:val="{style}"/>'
    return ParagraphLook(f"<w:pPr>{name}{more}</w:pPr>", f"<w:pPr>{name}<w:keepNext/>{more}</w:pPr>")


def list_level(level: int, number: str) -> str:
    """Return the properties that put a paragraph on a level (from 0) of a list."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def paragraph(look: ParagraphLook, runs: str = "", *, kept: bool = False) -> str:
    """Return a paragraph of these runs; a kept one stays on a page with what follows."""
    return f"<w:p>{look.kept if kept else look.free}{runs}</w:p>"


@dataclass(frozen=True, slots=True)
class CellLook:
    """A cell's properties apart from its geometry, by whether it is open above and below; its paragraphs and runs.

    `em` is the size of its text in twips.
    """

    properties: Mapping[tuple[bool, bool], str]
    paragraph: ParagraphLook
    run: str
    em: int

    def open(self, *, above: bool = False, below: bool = False) -> str:
        """Return the properties without a line above or below."""
        return self.properties[above, below]

    def text(self, text: str, *, kept: bool = False) -> str:
        """Return a paragraph as the cell's look has it."""
        return paragraph(self.paragraph, run(text, self.run) if text else "", kept=kept)


def cell(look: str, width: int, content: str, *, span: int = 1, merge: str = "") -> str:
    """Return a cell `width` twips wide over `span` columns; `merge` is "restart" or "continue" down a column."""
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    down = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{down}{look}</w:tcPr>{content}</w:tc>'


def row(look: str, cells: str, *, whole: bool = True, header: bool = False) -> str:
    """Return a row; a whole one does not break across pages, a header is repeated on each."""
    flags = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if header else "")
    return f"<w:tr><w:trPr>{flags}{look}</w:trPr>{cells}</w:tr>"


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table's properties, cut where its width and its layout belong."""

    before_width: str
    before_layout: str
    after_layout: str


def table(look: TableLook, widths: Sequence[int], rows: Iterable[str]) -> str:
    """Return a table of fixed layout whose columns are `widths` twips wide: WPS goes by the grid alone."""
    total = f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
    layout = '<w:tblLayout w:type="fixed"/>'
    properties = look.before_width + total + look.before_layout + layout + look.after_layout
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


class Raw(str):
    """XML that stands for itself where a text would be escaped."""

    __slots__ = ()


def picture(relation: str, number: int, size: int, text: str) -> str:
    """Return a run with a square picture of `size` English Metric Units; `text` describes it, `number` is its own."""
    name = f'id="{number}" name="picture {number}" descr="{escape(text)}"'
    spaces = f'xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture"'
    extent = f'cx="{size}" cy="{size}"'
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent {extent}/><wp:docPr {name}/><a:graphic {spaces}><a:graphicData uri="{_DRAWING}/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {name}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        f"</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def bookmark(number: int, name: str) -> str:
    """Return an empty bookmark; `number` is unique within the document."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def at_start(content: Iterable[str], marks: str) -> Iterator[str]:
    """Yield the content with marks in its first paragraph.

    LibreOffice takes a mark that stands before a paragraph for the end of the page before.
    """
    found = False
    for text in content:
        place = None if found else _FIRST_PARAGRAPH.search(text)
        found = found or place is not None
        yield f"{text[: place.end()]}{marks}{text[place.end() :]}" if place else text
    if not found:
        yield marks


def section_end(look: ParagraphLook, properties: str, marks: str, *, is_last: bool) -> str:
    """Return the paragraph that ends a section; the last section's properties stand behind it, others' in it."""
    if is_last:
        return f"<w:p>{look.free}{marks}</w:p>{properties}"
    return f"<w:p>{look.free.removesuffix('</w:pPr>')}{properties}</w:pPr>{marks}</w:p>"


def document(root: str, content: Iterable[str]) -> Iterator[bytes]:
    """Yield the main part; `root` is the start tag's inside, with every namespace that the content uses."""
    yield f"{HEAD}<w:document {root}><w:body>".encode()
    yield from (text.encode() for text in content)
    yield b"</w:body></w:document>"


def relationships(rows: Iterable[tuple[str, str, str, bool]]) -> bytes:
    """Return a part of relations: id, type (a bare word is one of Word's own), target, whether that is no part."""
    inside = "".join(_relationship(*row) for row in rows)
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'.encode()


def _relationship(id_: str, kind: str, target: str, external: bool) -> str:
    full = kind if "/" in kind else f"{RELATIONS}/{kind}"
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{id_}" Type="{full}" Target="{escape(target)}"{mode}/>'


def content_types(defaults: Iterable[tuple[str, str]], overrides: Iterable[tuple[str, str]]) -> bytes:
    """Return the part that types all others, by extension and by name."""
    by_extension = (f'<Default Extension="{name}" ContentType="{kind}"/>' for name, kind in defaults)
    by_name = (f'<Override PartName="/{escape(name)}" ContentType="{kind}"/>' for name, kind in overrides)
    return f'{HEAD}<Types xmlns="{_PACKAGE}/content-types">{"".join(by_extension)}{"".join(by_name)}</Types>'.encode()


def word_type(kind: str) -> str:
    """Return the content type of a header, a footer or the main document ("document.main")."""
    return f"{_WORD_TYPE}.{kind}+xml"


CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
CORE_RELATION = f"{_PACKAGE}/relationships/metadata/core-properties"


def core_properties(facts: Iterable[tuple[str, str]]) -> bytes:
    """Return the document's properties (such as dc:title, cp:version), empty ones left out. No dates: none is known."""
    inside = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in facts if text)
    spaces = f'xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return f"{HEAD}<cp:coreProperties {spaces}>{inside}</cp:coreProperties>".encode()


CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def element(name: str, attributes: Mapping[str, str], inside: str) -> str:
    """Return an element of XML of our own, empty attributes left out."""
    told = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items() if value)
    return f"<{name}{told}>{inside}</{name}>"


def custom_item(name: str, space: str, inside: str) -> bytes:
    """Return a part of XML of our own: a root element of this name, in this namespace."""
    return f'{HEAD}<{name} xmlns="{space}">{inside}</{name}>'.encode()


def custom_properties(id_: str, space: str) -> bytes:
    """Return the part that says, by the id it bears and its namespace, what a part of XML of our own is."""
    schemas = f'<ds:schemaRefs><ds:schemaRef ds:uri="{space}"/></ds:schemaRefs>'
    opening = f'<ds:datastoreItem ds:itemID="{id_}" xmlns:ds="{_CUSTOM}">'
    return f"{HEAD}{opening}{schemas}</ds:datastoreItem>".encode()
