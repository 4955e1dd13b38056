"""Rules of a sound Word file, checked by structure: what ECMA-376 demands, and what WPS and Word need beyond it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from lxml import etree
from word_makers import W

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
Parts = Mapping[str, bytes]

# The order in which the schema wants the children of properties (17.3.1.26, 17.3.2.28, 17.4.70, 17.4.60, 17.6.17).
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    "tc": "tcPr p tbl",
    "tr": "tblPrEx trPr tc",
    "tbl": "tblPr tblGrid tr",
}
RANK = {tag: {f"{W}{name}": rank for rank, name in enumerate(names.split())} for tag, names in ORDER.items()}
FREE = {"tc"}  # a cell's paragraphs and tables mix; only its properties come first


def defects(data: bytes) -> list[str]:
    """Return what is wrong with a Word file, a line each; empty for a sound one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        infos = archive.infolist()
        parts = {info.filename: archive.read(info) for info in infos}
    found = [f"{name} is stored twice" for name, n in Counter(i.filename for i in infos).items() if n > 1]
    found += ["entries differ in date or system"] * (len({(i.date_time, i.create_system) for i in infos}) > 1)
    found += [text for rule in _OF_PACKAGES for text in rule(parts)]
    defined = Defined(
        _values(parts, "word/styles.xml", "style", "styleId"),
        _values(parts, "word/document.xml", "bookmarkStart", "name"),
    )
    for name, raw in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
            root = etree.fromstring(raw)
            found += [f"{name}: {text}" for rule in _OF_PARTS for text in rule(root, defined)]
    return found


class Defined(NamedTuple):
    """What a document defines and its parts refer to: ids of styles, names of bookmarks."""

    styles: frozenset[str]
    marks: frozenset[str]


def _values(parts: Parts, part: str, tag: str, attribute: str) -> frozenset[str]:
    return frozenset(
        element.get(f"{W}{attribute}") for element in etree.fromstring(parts[part]).iter(f"{W}{tag}")
    )


def _relations(parts: Parts) -> Iterator[str]:
    for name in (name for name in parts if name.endswith(".rels")):
        rows = etree.fromstring(parts[name])
        if len({row.get("Id") for row in rows}) < len(rows):
            yield f"{name}: ids repeat"
        folder = posixpath.dirname(posixpath.dirname(name))
        for row in rows:
            target = posixpath.normpath(posixpath.join("/", folder, row.get("Target"))).lstrip("/")
            if row.get("TargetMode") == "External":
                yield f"{name}: {row.get('Target')} lies outside"
            elif target not in parts:
                yield f"{name}: {target} is missing"


def _content_types(parts: Parts) -> Iterator[str]:
    rows = list(etree.fromstring(parts["[Content_Types].xml"]))
    named = {row.get("PartName", "").lstrip("/") for row in rows}
    endings = {row.get("Extension") for row in rows}
    yield from (
        f"{name} has no type"
        for name in parts
        if name not in named and name.rpartition(".")[2] not in endings
    )
    yield from (f"{name} has a type and is missing" for name in named - {""} - parts.keys())
    yield from (
        f"{name} is of no special type"
        for name in parts
        if name.startswith("word/") and name.endswith(".xml") and name not in named
    )


def _references(parts: Parts) -> Iterator[str]:
    """Yield relation ids that a part uses and does not define."""
    for name, raw in parts.items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        rels = posixpath.join(posixpath.dirname(name), "_rels", f"{posixpath.basename(name)}.rels")
        defined = {row.get("Id") for row in etree.fromstring(parts[rels])} if rels in parts else set()
        used = {
            value
            for element in etree.fromstring(raw).iter()
            for key, value in element.attrib.items()
            if key.startswith(R)
        }
        yield from (f"{name} uses {id_}, which it does not define" for id_ in sorted(used - defined))


def _order(root: Any, _defined: Defined) -> Iterator[str]:
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        ranks = [RANK[tag].get(child.tag, -1) for child in element] if tag in RANK else []
        if -1 in ranks:
            yield f"{tag} holds {element[ranks.index(-1)].tag.rpartition('}')[2]}"
        if ranks[:1] != sorted(ranks)[:1] if tag in FREE else ranks != sorted(ranks):
            yield f"children of {tag} out of order"
        if len(set(ranks)) < len(ranks) and tag not in ("tc", "tr", "tbl", "sectPr"):
            yield f"a child of {tag} stands twice"


def _unique(root: Any, _defined: Defined) -> Iterator[str]:
    for kind, attribute in (("bookmarkStart", "id"), ("bookmarkStart", "name"), ("bookmarkEnd", "id")):
        values = Counter(element.get(f"{W}{attribute}") for element in root.iter(f"{W}{kind}"))
        yield from (f"{kind} {attribute} {value} repeats" for value, n in values.items() if n > 1)
    drawings = Counter(element.get("id") for element in root.iter("{*}docPr"))
    yield from (f"drawing id {value} repeats" for value, n in drawings.items() if n > 1)


def _anchors(root: Any, defined: Defined) -> Iterator[str]:
    """Yield links and page references to bookmarks that are nowhere."""
    used = [link.get(f"{W}anchor") for link in root.iter(f"{W}hyperlink") if link.get(f"{W}anchor")]
    used += [
        (code.text or "").split()[1] for code in root.iter(f"{W}instrText") if "PAGEREF" in (code.text or "")
    ]
    yield from (f"nothing is marked {name}" for name in used if name not in defined.marks)


def _styles(root: Any, defined: Defined) -> Iterator[str]:
    tags = ("pStyle", "rStyle", "tblStyle", "basedOn")
    used = {element.get(f"{W}val") for tag in tags for element in root.iter(f"{W}{tag}")}
    yield from (f"style {name} is not defined" for name in sorted(used - defined.styles))


def _fonts(root: Any, _defined: Defined) -> Iterator[str]:
    for fonts in root.iter(f"{W}rFonts"):
        if not (fonts.get(f"{W}eastAsia") or fonts.get(f"{W}eastAsiaTheme")):
            yield "a font names no East Asian face"


def _fields(root: Any, _defined: Defined) -> Iterator[str]:
    """Yield fields that are not closed, or have no result to show before anybody counts."""
    result: str | None = None
    depth = 0
    for element in root.iter(f"{W}fldChar", f"{W}t"):
        kind = element.get(f"{W}fldCharType")
        depth += {"begin": 1, "end": -1}.get(kind, 0)
        if kind == "separate":
            result = ""
        elif kind == "end":
            yield from ["a field has no result"] * (not (result or "").strip())
            result = None
        elif kind is None and result is not None:
            result += element.text or ""
    yield from ["a field is not closed"] * (depth != 0)


def _tables(root: Any, _defined: Defined) -> Iterator[str]:
    for table in root.iter(f"{W}tbl"):
        grid = [int(column.get(f"{W}w")) for column in table.findall(f"{W}tblGrid/{W}gridCol")]
        layout = table.find(f"{W}tblPr/{W}tblLayout")
        if layout is None or layout.get(f"{W}type") != "fixed":
            yield "a table's layout is not fixed"
        if (width := table.find(f"{W}tblPr/{W}tblW")) is None or int(width.get(f"{W}w")) != sum(grid):
            yield "a table is not as wide as its grid"
        open_: set[tuple[int, int]] = set()
        for number, row in enumerate(table.findall(f"{W}tr"), 1):
            places = list(_cells(row, grid))
            yield from (f"row {number}: {text}" for text in _row_defects(places, grid, open_))
            open_ = {(at, span) for at, span, _, merge in places if merge}


def _cells(row: Any, grid: list[int]) -> Iterator[tuple[int, int, Any, str]]:
    """Yield the cells of a row: first column, columns spanned, element, how it is merged downwards."""
    at = 0
    for cell in row.findall(f"{W}tc"):
        span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
        columns = 1 if span is None else int(span.get(f"{W}val"))
        yield at, columns, cell, "" if merge is None else merge.get(f"{W}val") or "continue"
        at += columns


def _row_defects(
    places: list[tuple[int, int, Any, str]], grid: list[int], open_: set[tuple[int, int]]
) -> Iterator[str]:
    if sum(span for _, span, _, _ in places) != len(grid):
        yield "does not fill the grid"
    for at, span, cell, merge in places:
        if int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w")) != sum(grid[at : at + span]):
            yield "a cell is not as wide as its columns"
        if cell[-1].tag != f"{W}p":
            yield "a cell does not end with a paragraph"
        if merge == "continue" and (at, span) not in open_:
            yield "a merged cell continues nothing"


def _lists(root: Any, _defined: Defined) -> Iterator[str]:
    if len(root.findall(f"{W}num")) >= 2000:
        yield "2,000 lists: Word stops numbering"


def _text(root: Any, _defined: Defined) -> Iterator[str]:
    """Yield texts whose blanks Word would swallow, and places nobody filled."""
    for text in root.iter(f"{W}t"):
        blank = "{http://www.w3.org/XML/1998/namespace}space"
        if text.text and text.text != text.text.strip() and text.get(blank) != "preserve":
            yield f"blanks at the edge of {text.text!r} are lost"


_OF_PACKAGES: tuple[Callable[[Parts], Iterator[str]], ...] = (_relations, _content_types, _references)
_OF_PARTS: tuple[Callable[[Any, Defined], Iterator[str]], ...] = (
    _order, _unique, _anchors, _styles, _fonts, _fields, _tables, _lists, _text,
)  # fmt: skip
