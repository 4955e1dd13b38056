"""Word files of strangers as lines: paragraphs, tables, text boxes and content controls as people see them.

Insertions that are tracked count, deletions do not; numbers Word puts by itself are shown; headers, footers and comments
come last, as lines aside. Nothing is fetched or run, and size is bounded.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from jdbook.importing.document import Cell, Document, Line, bounded
from jdbook.importing.readers.lists import Lists, W, lists_of, number_of, value_of

MAX_PARTS = 3_000
MAX_UNPACKED, MAX_PART = 40_000_000, 12_000_000  # bytes of all parts that are read, and of one
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_UNSEEN = frozenset(
    {f"{W}{name}" for name in ("del", "moveFrom", "instrText", "pPr", "rPr", "sdtPr")} | {_FALLBACK}
)
_MOVED = (f"{W}moveFrom",)  # what stands where it was moved to as well
_CHARACTERS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}noBreakHyphen": "-"}
_ASIDE = (("header", "页眉"), ("footer", "页脚"), ("comments", "批注"), ("footnotes", "脚注"))


def read_docx(name: str, data: bytes) -> Document | None:
    """Return the lines of a .docx file; None for a file that is none, is broken, or would unpack to something huge."""
    parts = unpacked(data, "word/")
    if parts is None:
        return None
    try:
        return Document(name, bounded(_Reader(parts).lines()))
    except (RuntimeError, KeyError, etree.XMLSyntaxError):
        return None


def unpacked(
    data: bytes, *folders: str, most: int = MAX_UNPACKED, most_of_part: int = MAX_PART
) -> dict[str, bytes] | None:
    """Return the parts of XML in these folders of a file by name; None for a file that is broken or would be huge."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            texts = [info for info in infos if _is_text(info, folders, most_of_part)]
            if len(infos) > MAX_PARTS or sum(info.file_size for info in texts) > most:
                return None
            return {info.filename: archive.read(info) for info in texts}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, KeyError):
        return None


def _is_text(info: zipfile.ZipInfo, folders: tuple[str, ...], most: int) -> bool:
    name = info.filename
    return name.startswith(folders) and name.endswith(".xml") and info.file_size <= most


def parsed(data: bytes) -> Any:
    """Return a part's root; a document type, which could define entities, is refused."""
    root = etree.fromstring(
        data, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    )
    if root.getroottree().docinfo.doctype:
        raise KeyError("document type")
    return root


@dataclass
class _Reader:
    """Goes through the parts of a file; `place` counts paragraphs, `tables` tables."""

    parts: dict[str, bytes]
    paragraphs: int = 0
    tables: int = 0
    numbers: Lists = field(init=False)
    styles: dict[str, Any] = field(init=False)

    def __post_init__(self) -> None:
        self.numbers = lists_of(self._part("word/numbering.xml"))
        sheet = self._part("word/styles.xml")
        found = sheet.iter(f"{W}style") if sheet is not None else ()
        self.styles = {style.get(f"{W}styleId"): style for style in found}

    def _part(self, name: str) -> Any:
        return parsed(self.parts[name]) if name in self.parts else None

    def lines(self) -> Iterator[Line]:
        body = parsed(self.parts["word/document.xml"]).find(f"{W}body")
        yield from self._blocks(body, "")
        for kind, label in _ASIDE:
            for name in sorted(self.parts):
                if name.startswith(f"word/{kind}"):
                    for line in self._blocks(parsed(self.parts[name]), label):
                        yield Line(line.text, label, aside=True)

    def _blocks(self, parent: Any, place: str) -> Iterator[Line]:
        """Yield the lines of the paragraphs and tables in a part, in a cell, or in whatever wraps them."""
        for block in parent if parent is not None else ():
            if block.tag == f"{W}p":
                yield from self._paragraph(block, place)
            elif block.tag == f"{W}tbl":
                yield from self._table(block)
            elif block.tag not in _UNSEEN:
                yield from self._blocks(block, place)

    def _table(self, table: Any) -> Iterator[Line]:
        self.tables += 1
        number = self.tables
        for row, cells in enumerate(_within(table, f"{W}tr"), 1):
            column = 1
            for order, cell in enumerate(_within(cells, f"{W}tc"), 1):
                at = Cell(number, row, column, order)
                for line in self._blocks(cell, f"表{number}第{row}行第{order}格"):
                    yield line if line.cell else replace(line, cell=at)
                column += _span(cell)

    def _paragraph(self, paragraph: Any, place: str) -> Iterator[Line]:
        if not place:
            self.paragraphs += 1
            place = f"第{self.paragraphs}段"
        pieces: list[str] = []
        boxes: list[Any] = []
        _collect(paragraph, pieces, boxes)
        text = "".join(pieces)
        if text.strip():
            heading, number = self._heading(paragraph), self._number(paragraph)
            for line in f"{number}{text}".split("\n"):
                yield Line(line, place, heading)
        for box in boxes:
            if isinstance(box, str):
                yield Line(box, place, aside=True)
            else:
                yield from self._blocks(box, f"{place}的文本框")

    def _number(self, paragraph: Any) -> str:
        """Return the number Word shows before a paragraph, which it or its style asks for."""
        for properties in self._properties(paragraph):
            wanted = properties.find(f"{W}numPr")
            if wanted is not None:
                id, depth = (wanted.find(f"{W}{name}") for name in ("numId", "ilvl"))
                return self.numbers.next(value_of(id), number_of(value_of(depth), 0))
        return ""

    def _heading(self, paragraph: Any) -> int:
        """Return the level of a heading, 0 for other paragraphs."""
        for properties in self._properties(paragraph):
            level = value_of(properties.find(f"{W}outlineLvl"))
            if level.isdecimal() and int(level) < 9:
                return int(level) + 1
        return 0

    def _properties(self, paragraph: Any) -> Iterator[Any]:
        """Yield the properties of a paragraph, then those of its style and of the styles that is based on."""
        own = paragraph.find(f"{W}pPr")
        if own is None:
            return
        yield own
        style, seen = value_of(own.find(f"{W}pStyle")), set[str]()
        while style in self.styles and style not in seen:
            seen.add(style)
            properties = self.styles[style].find(f"{W}pPr")
            if properties is not None:
                yield properties
            style = value_of(self.styles[style].find(f"{W}basedOn"))


def _span(cell: Any) -> int:
    """Return over how many columns of the grid a cell reaches."""
    return number_of(value_of(cell.find(f"{W}tcPr/{W}gridSpan")), 1)


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Yield the rows of a table or the cells of a row, also those in content controls."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _within(child, tag)


def _collect(element: Any, pieces: list[str], boxes: list[Any]) -> None:
    """Collect what a paragraph says; and the text boxes that hang on it, with figures of where they stand before them."""
    for child in element:
        if child.tag in _UNSEEN:
            boxes += ["".join(child.itertext(f"{W}t"))] if child.tag in _MOVED else []
        elif child.tag == f"{W}txbxContent":
            boxes.append(child)
        elif child.tag == f"{W}t":
            pieces.append(child.text or "")
        elif child.tag in _CHARACTERS:
            pieces.append(_CHARACTERS[child.tag])
        elif not len(child) and (child.text or "").strip():
            boxes.append(child.text)
        else:
            _collect(child, pieces, boxes)
