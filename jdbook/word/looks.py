"""Looks: what generated tables and paragraphs take from the template: its sample tables and its named styles.

The template shows each kind of table once, with {{标签}} {{内容}}, {{栏目}} {{正文}}, {{表头}} and {{表格}} in the cells.
Borders, shading, margins, row heights, column widths and paragraph styles are read from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import product
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from jdbook.word.ooxml import CellLook, ParagraphLook, TableLook, character_style, in_style, list_level
from jdbook.word.pieces import places_of, xml_of

LABEL, VALUE, HEADING, CONTENT, COLUMN, CELL = "标签", "内容", "栏目", "正文", "表头", "表格"
SAMPLES = (LABEL, VALUE, HEADING, CONTENT, COLUMN, CELL)
PROSE, GROUP_NAME, DEFINITION, CONTINUED, GAP, END = "段落", "分组名", "定义项", "定义续行", "栏间", "节尾"
NOTE_NAME, NOTE, DEFINITION_NAME = RUNS = ("备注名", "备注内容", "定义名")
NUMBERED = tuple(f"条目{level}级" for level in "一二三四")
NOTES = tuple(f"备注{level}级" for level in "一二三四")
PARAGRAPHS = (PROSE, GROUP_NAME, *NUMBERED, *NOTES, DEFINITION, CONTINUED, GAP, END)
STYLES = (*PARAGRAPHS, *RUNS)
_DEEPEST = 8  # a list in Word has nine levels, and the first one is the invisible one of the labels
_GEOMETRY = ("cnfStyle", "tcW", "gridSpan", "hMerge", "vMerge")
_TABLE = tuple(  # what stands before the width, between that and the layout, and after the layout
    names.split()
    for names in (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize",
        "jc tblCellSpacing tblInd tblBorders shd",
        "tblCellMar tblLook tblCaption tblDescription",
    )
)
_ROW = ("trHeight", "tblCellSpacing", "jc", "hidden")


@dataclass(frozen=True, slots=True)
class Sample:
    """One of the template's sample tables: its look, its columns in twips, and its rows' and cells' looks by place."""

    table: TableLook
    widths: tuple[int, ...]
    rows: Mapping[str, str]
    cells: Mapping[str, CellLook]


@dataclass(frozen=True, slots=True)
class Looks:
    """How everything generated looks.

    `grid`, `text` and `inner` are the sample tables for labels beside values, beside prose and beside records;
    `paragraphs` and `runs` hold the named styles; `items` and `notes` are by level, from the top; `em` is the size of
    prose in twips.
    """

    grid: Sample
    text: Sample
    inner: Sample
    paragraphs: Mapping[str, ParagraphLook]
    runs: Mapping[str, str]
    items: tuple[ParagraphLook, ...]
    notes: tuple[ParagraphLook, ...]
    em: int

    @property
    def content_width(self) -> float:
        """Return how many ems fit on a line beside a label, list numbers and margins taken off."""
        return sum(self.text.widths[1:]) / self.em - 3


@dataclass(frozen=True, slots=True)
class NamedStyles:
    """What the template's styles say: ids by name, sizes in twips by id, and the id of the list that numbers items."""

    ids: Mapping[str, str]
    ems: Mapping[str, int]
    number: str


def looks_of(tables: Iterable[Any], named: NamedStyles, declared: Mapping[str, str]) -> Looks:
    """Return the looks in the sample tables and named styles."""
    by_place = {place: table for table in tables for place in places_of(table)}
    grid, text, inner = (_sample(by_place[place], named, declared) for place in (LABEL, CONTENT, CELL))
    paragraphs = {name: in_style(named.ids[name]) for name in PARAGRAPHS}
    last = named.ids[NUMBERED[-1]]
    deeper = [list_level(level, named.number) for level in range(len(NUMBERED) + 1, _DEEPEST + 1)]
    return Looks(
        grid,
        text,
        inner,
        paragraphs,
        {name: character_style(named.ids[name]) for name in RUNS},
        (*(paragraphs[name] for name in NUMBERED), *(in_style(last, level) for level in deeper)),
        tuple(paragraphs[name] for name in NOTES),
        named.ems[named.ids[PROSE]],
    )


def _sample(table: Any, named: NamedStyles, declared: Mapping[str, str]) -> Sample:
    widths = tuple(int(column.get(qn("w:w"), 0)) for column in table.iter(qn("w:gridCol")))
    rows = [(row, cell) for row in table.iter(qn("w:tr")) for cell in row.iter(qn("w:tc"))]
    cells = {place: (row, cell) for row, cell in rows for place in _places(row, cell)}
    properties = (_children(table.tblPr, names, declared) for names in _TABLE)
    return Sample(
        TableLook(*properties),
        widths,
        {place: _children(row.find(qn("w:trPr")), _ROW, declared) for place, (row, _) in cells.items()},
        {place: _cell_look(cell, named, declared) for place, (_, cell) in cells.items()},
    )


def _places(row: Any, cell: Any) -> list[str]:
    """Return the places of a sample cell; an empty one beside {{表格}} counts as a label without text."""
    return list(places_of(cell)) or ([LABEL] if CELL in places_of(row) else [])


def _children(parent: Any, names: Iterable[str], declared: Mapping[str, str]) -> str:
    """Return those children of a properties element that bear one of `names`, in that order, as text."""
    found = [] if parent is None else [child for name in names for child in parent.findall(qn(f"w:{name}"))]
    return "".join(xml_of(child, declared) for child in found)


def _cell_look(cell: Any, named: NamedStyles, declared: Mapping[str, str]) -> CellLook:
    properties = deepcopy(cell.get_or_add_tcPr())
    for child in [child for name in _GEOMETRY for child in properties.findall(qn(f"w:{name}"))]:
        properties.remove(child)
    sides = {
        (above, below): "".join(xml_of(child, declared) for child in _opened(properties, above, below))
        for above, below in product((False, True), repeat=2)
    }
    run = cell.find(f"{qn('w:p')}/{qn('w:r')}/{qn('w:rPr')}")
    first = cell.p_lst[0]
    em = named.ems.get(first.style or "", named.ems[named.ids[PROSE]])
    return CellLook(sides, _paragraph_look(first, declared), "" if run is None else xml_of(run, declared), em)


def _opened(properties: Any, above: bool, below: bool) -> Any:
    """Return a cell's properties without a line above or below."""
    opened = deepcopy(properties)
    sides = [side for side, is_open in (("top", above), ("bottom", below)) if is_open]
    borders = opened.find(qn("w:tcBorders"))
    if sides and borders is None:
        borders = OxmlElement("w:tcBorders")
        opened.insert(0, borders)
    for side in sides:
        for line in borders.findall(qn(f"w:{side}")):
            borders.remove(line)
        nothing = OxmlElement(f"w:{side}", {qn("w:val"): "nil"})
        borders.insert(0 if side == "top" else _place_of_bottom(borders), nothing)
    return opened


def _place_of_bottom(borders: Any) -> int:
    """Return where a bottom line belongs among a cell's lines: after top, left and start."""
    return sum(line.tag in (qn("w:top"), qn("w:left"), qn("w:start")) for line in borders)


def _paragraph_look(paragraph: Any, declared: Mapping[str, str]) -> ParagraphLook:
    free = paragraph.get_or_add_pPr()
    kept = deepcopy(free)
    kept.get_or_add_keepNext()
    return ParagraphLook(xml_of(free, declared), xml_of(kept, declared))
