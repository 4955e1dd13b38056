"""Origin: the text a document was made from, carried inside it, so that what people change in it can be told. Pure.

A part of custom XML, which Word, WPS and LibreOffice keep when they save: for each position its key, its check code and
what the document shows of it, as its file would say it, and how names and derived facts are printed. Of what stands
around the positions it holds digests of the lines, enough to tell a line that somebody added.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import unescape

from jdbook.blocks import Grid
from jdbook.copies import Copy
from jdbook.fields import FIELDS
from jdbook.leaves import references
from jdbook.model import Group, Position
from jdbook.outline import PRINTED, to_blocks
from jdbook.shapes import Record, Reference
from jdbook.word import ooxml
from jdbook.word.facts import shown
from jdbook.word.layout import Layout
from jdbook.word.parts import relations_of
from jdbook.writing import to_data

SPACE = "urn:jdbook:origin:1"
ITEM, _PROPERTIES = "customXml/item1.xml", "customXml/itemProps1.xml"
TYPES = ((_PROPERTIES, ooxml.CUSTOM_TYPE),)
_ID = "{6A646F72-6967-4E00-8000-000000000001}"
_SHORT = (Group.IDENTITY, Group.CONTROL)
_PARAGRAPH = re.compile(r"</w:p>|<w:p[ >]")
_WORDS = re.compile(r"<w:t(?: [^>]*)?>([^<]*)</w:t>")
_RESULT = re.compile(
    r'<w:fldChar [^>]*"separate".*?<w:fldChar [^>]*"end"|<w:fldSimple .*?</w:fldSimple>', re.DOTALL
)
_QUOTE = {"&quot;": '"'}


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a document: the mark of its section, what is told of it, and the XML that stands around its text."""

    mark: str
    told: str
    around: Iterable[str]


def shows(key: str, hidden: Collection[str]) -> bool:
    """Return whether documents show the field with this key where these labels are hidden."""
    field = _BY_KEY[key]
    group = field.about.group
    headed = group in _SHORT and field.kind in (str, Reference) and group.value in hidden
    return group in PRINTED and field.label not in hidden and not headed


_BY_KEY = {field.key: field for field in FIELDS}


def told(copy: Copy, layout: Layout) -> str:
    """Return what a document tells of a position, as XML; nothing that the copy lacks or the layout hides is in it."""
    position = copy.entry.position
    derived = _derived(copy, position, layout.hidden)
    data = {
        key: value
        for key, value in to_data(position).items()
        if shows(key, layout.hidden) and _BY_KEY[key].label not in derived
    }
    whole: dict[str, Any] = {"key": copy.entry.key, "code": copy.check_code, "title": copy.title}
    whole |= {"data": data, "derived": derived, "names": _names(copy, data)}
    return _json(whole)


def _json(whole: Mapping[str, Any]) -> str:
    """Return what is not empty as JSON that may stand in XML."""
    filled = {key: value for key, value in whole.items() if value}
    return ooxml.content(json.dumps(filled, ensure_ascii=False, separators=(",", ":")))


def _derived(copy: Copy, position: Position, hidden: Collection[str]) -> dict[str, str]:
    """Return the facts of the identity that the file does not say, by label, as they are printed."""
    said = dict(_pairs(to_blocks(position, groups=(Group.IDENTITY,))))
    own = [section for section in copy.sections if section.key == Group.IDENTITY.name.lower()]
    if Group.IDENTITY.value in hidden:
        return {}
    return {
        label: shown(cell, copy.names)
        for label, cell in _pairs(own)
        if label not in hidden and said.get(label) != cell
    }


def _pairs(sections: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    for section in sections:
        for body in section.body:
            yield from body.pairs if isinstance(body, Grid) else ()


def _names(copy: Copy, data: Mapping[str, Any]) -> dict[str, str]:
    """Return what those are called that the data names by `unit/id`."""
    values = (getattr(copy.entry.position, _BY_KEY[key].name) for key in data)
    named = dict.fromkeys(str(one) for value in values for one in _named(value))
    return {name: copy.names[name] for name in named if name in copy.names}


def _named(value: Any) -> Iterator[Reference]:
    """Yield everybody that a field's value names."""
    for one in value if isinstance(value, tuple) else (value,):
        if isinstance(one, Reference):
            yield one
        elif isinstance(one, Record):
            yield from references(one)


def parts(
    places: Sequence[Place],
    pages: Iterable[str],
    edges: Iterable[str],
    layout: Layout,
    apart: Collection[str],
) -> dict[str, bytes]:
    """Return the parts, by name, that tell of these positions; none where there are none.

    With them: how sections are called where that differs, which facts of document control stand apart from them, and
    the digests of a handbook's own `pages` and of headers and footers (`edges`).
    """
    if not places:
        return {}
    control = [field.label for field in FIELDS if field.about.group is Group.CONTROL and field.label in apart]
    settings = {"labels": layout.labels, "apart": control, "pages": digests(pages), "edges": digests(edges)}
    inside = [ooxml.element("settings", {}, _json(settings))]
    inside += [
        ooxml.element("position", {"mark": one.mark, "around": digests(one.around)}, one.told)
        for one in places
    ]
    return {
        ITEM: ooxml.custom_item("origin", SPACE, "".join(inside)),
        _PROPERTIES: ooxml.custom_properties(_ID, SPACE),
        relations_of(ITEM): ooxml.relationships([("rId1", "customXmlProps", "itemProps1.xml", False)]),
    }


def digests(xml: Iterable[str]) -> str:
    """Return the digests of the lines in generated XML, each once."""
    return " ".join(dict.fromkeys(digest(line) for text in xml for line in _lines(text)))


def _lines(xml: str) -> Iterator[str]:
    """Yield the texts of paragraphs, without what fields show: programs count that anew."""
    for paragraph in _PARAGRAPH.split(_RESULT.sub("", xml)):
        line = "".join(_WORDS.findall(paragraph))
        if line and not line.isspace():
            yield unescape(line, _QUOTE)


def digest(line: str) -> str:
    """Return a few digits for a line of text, blanks left out."""
    return f"{zlib.crc32(''.join(line.split()).encode()) & 0xFFFFFF:06x}"
