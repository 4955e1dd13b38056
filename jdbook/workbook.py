"""Workbooks: sheets of texts as an .xlsx file, the same bytes on every machine. Nothing in a cell is ever a formula.

Written by ourselves and not by openpyxl: 100,000 rows in a few seconds, no date of today inside, and no difference between
versions of a library. The package is stored, not deflated, like those of Word. openpyxl reads it in the tests.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape

Cell = str | int | Decimal | None

MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767  # what Excel opens; heading included
_DATE = (1980, 1, 1, 0, 0, 0)
_HEADING, _TEXT, _QUOTED, _NUMBER = 1, 2, 3, 4  # styles, by their place in cellXfs below
_FORMULAS = ("=", "+", "-", "@", "\t")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel takes _x0041_ for A
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FONT = '<sz val="10"/><name val="微软雅黑"/><family val="2"/><charset val="134"/>'
_TOP = '<alignment vertical="top" wrapText="1"/>'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><fonts count="2"><font>{_FONT}</font><font><b/>{_FONT}</font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE9EEF2"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>'
    f'<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1">{_TOP}</xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1">'
    f"{_TOP}</xf>"
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns as heading and width in characters, and its rows."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]


@dataclass(slots=True)
class _Texts:
    """The texts of a workbook, each kept once."""

    places: dict[str, int] = field(default_factory=dict)
    uses: int = 0

    def place(self, text: str) -> int:
        self.uses += 1
        return self.places.setdefault(text, len(self.places))

    def part(self) -> str:
        items = "".join([f'<si><t xml:space="preserve">{_shown(text)}</t></si>' for text in self.places])
        return (
            f'{_XML}<sst xmlns="{_MAIN}" count="{self.uses}" uniqueCount="{len(self.places)}">{items}</sst>'
        )


def _shown(text: str) -> str:
    """Return a text as a cell may hold it: what XML can't say is replaced, what Excel can't hold is cut off."""
    cut = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
    return escape(_ESCAPED.sub("_x005F_", _UNPRINTABLE.sub("\ufffd", cut.replace("\r", " "))), quote=False)


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """Return the .xlsx file of some sheets: a heading that stays in sight, a filter on every column, long texts wrapped."""
    texts = _Texts()
    pages = {
        f"xl/worksheets/sheet{number}.xml": _sheet(sheet, texts) for number, sheet in enumerate(sheets, 1)
    }
    return _packed(
        {
            "[Content_Types].xml": _types(pages),
            "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
            "xl/workbook.xml": _book(sheets),
            "xl/_rels/workbook.xml.rels": _relations(
                [
                    *(("worksheet", name.removeprefix("xl/")) for name in pages),
                    ("styles", "styles.xml"),
                    ("sharedStrings", "sharedStrings.xml"),
                ]
            ),
            "xl/styles.xml": _STYLES,
            "xl/sharedStrings.xml": texts.part(),
            **pages,
        }
    )


def _packed(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 0
            archive.writestr(info, content)
    return buffer.getvalue()


def _types(pages: Iterable[str]) -> str:
    named = {
        "xl/workbook.xml": "sheet.main",
        "xl/styles.xml": "styles",
        "xl/sharedStrings.xml": "sharedStrings",
        **dict.fromkeys(pages, "worksheet"),
    }
    rows = "".join(
        f'<Override PartName="/{name}" ContentType="{_KIND}.{kind}+xml"/>' for name, kind in named.items()
    )
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{rows}</Types>"
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _book(sheets: Sequence[Sheet]) -> str:
    names = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    headings = "".join(
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">\'{escape(sheet.name)}\'!$1:$1</definedName>'
        for number, sheet in enumerate(sheets)
    )
    return (
        f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{names}</sheets><definedNames>{headings}</definedNames></workbook>"
    )


def _sheet(sheet: Sheet, texts: _Texts) -> str:
    names = [_column(number) for number in range(len(sheet.columns))]
    shown = sheet.rows[: MOST_ROWS - 1]
    all_cells = f"A1:{names[-1]}{len(shown) + 1}"
    rows = [_row(number, row, names, texts) for number, row in enumerate(shown, 2)]
    return "".join([_above(sheet, names, all_cells, texts), *rows, _below(all_cells)])


def _above(sheet: Sheet, names: Sequence[str], all_cells: str, texts: _Texts) -> str:
    """Return what comes before the rows: how the sheet is seen, widths, and the heading."""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, (_, width) in enumerate(sheet.columns, 1)
    )
    heading = "".join(
        f'<c r="{name}1" s="{_HEADING}" t="s"><v>{texts.place(title)}</v></c>'
        for name, (title, _) in zip(names, sheet.columns, strict=True)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{all_cells}"/><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData><row r="1">{heading}</row>'
    )


def _below(all_cells: str) -> str:
    return (
        f'</sheetData><autoFilter ref="{all_cells}"/>'
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _row(number: int, row: Sequence[Cell], names: Sequence[str], texts: _Texts) -> str:
    return f'<row r="{number}">{"".join(_cells(number, row, names, texts))}</row>'


def _cells(number: int, row: Sequence[Cell], names: Sequence[str], texts: _Texts) -> Iterator[str]:
    """Yield the cells that hold something: texts by their place among all texts, numbers as they are."""
    for name, value in zip(names, row, strict=True):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            style = _QUOTED if value.startswith(_FORMULAS) else _TEXT
            yield f'<c r="{name}{number}" s="{style}" t="s"><v>{texts.place(value)}</v></c>'
        else:
            yield f'<c r="{name}{number}" s="{_NUMBER}"><v>{value}</v></c>'


def _column(number: int) -> str:
    """Return the letters of a column counted from 0: A, Z, AA."""
    head, place = divmod(number, 26)
    return (_column(head - 1) if head else "") + chr(ord("A") + place)
