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

from jdbook.looks import GREY_HEADING, HEADING, LINE, MAIN, NUMBER, XML, Look, height, look, styles

Cell = str | int | Decimal | None

MOST_ROWS, MOST_CHARACTERS = 1_048_576, 32_767  # what Excel opens; heading included
_DATE = (1980, 1, 1, 0, 0, 0)
_FORMULAS = frozenset("=+-@\t")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel takes _x0041_ for A
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


@dataclass(frozen=True, slots=True)
class Asks:
    """What a column asks of who types into it: a hint, and a list to choose from.

    `choices` is the formula of the list as it reads in row 2; `or_else` says what becomes of other values: "stop"
    refuses them, "warning" asks first, "" takes them.
    """

    column: int
    hint: str
    choices: str = ""
    or_else: str = ""
    complaint: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its columns as heading and width in characters, and its rows.

    `grey` are the columns (from 0) that are only for information, `lines` those of them that stay on one line, `asks` what others ask of who types; `depths` says how
    far the text in column `inner` of each row is set in; so many columns as `frozen` says stay in sight; `state` may be
    "hidden" or "veryHidden".
    """

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[Cell]]
    grey: frozenset[int] = frozenset()
    lines: frozenset[int] = frozenset()
    asks: Sequence[Asks] = ()
    depths: Sequence[int] = ()
    inner: int = -1
    frozen: int = 0
    state: str = ""

    @property
    def edited(self) -> bool:
        """Return whether people are to edit it: then its columns have a look even where they are empty."""
        return bool(self.grey or self.asks)


@dataclass(slots=True)
class _Texts:
    """The texts of a workbook, each kept once."""

    places: dict[str, int] = field(default_factory=dict)
    uses: int = 0

    def place(self, text: str) -> int:
        self.uses += 1
        return self.places.setdefault(text, len(self.places))

    def part(self) -> str:
        items = "".join(
            [
                f'<si><t xml:space="preserve">{escape(_ESCAPED.sub("_x005F_", in_cell(text)), quote=False)}</t></si>'
                for text in self.places
            ]
        )
        return f'{XML}<sst xmlns="{MAIN}" count="{self.uses}" uniqueCount="{len(self.places)}">{items}</sst>'


def in_cell(text: str) -> str:
    """Return a text as a cell may hold it: what XML can't say is replaced, what Excel can't hold is cut off."""
    cut = text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"
    return _UNPRINTABLE.sub("\ufffd", cut.replace("\r", " "))


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
            "xl/styles.xml": styles(more=any(sheet.edited for sheet in sheets)),
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
        f'{XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        f"{rows}</Types>"
    )


def _relations(targets: Iterable[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{_PACKAGE}/relationships">{rows}</Relationships>'


def _book(sheets: Sequence[Sheet]) -> str:
    names = "".join(
        f'<sheet name="{escape(sheet.name)}" sheetId="{number}"{_state(sheet)} r:id="rId{number}"/>'
        for number, sheet in enumerate(sheets, 1)
    )
    defined = "".join(_defined(number, sheet) for number, sheet in enumerate(sheets))
    return (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{_OFFICE}"><bookViews><workbookView/></bookViews>'
        f"<sheets>{names}</sheets><definedNames>{defined}</definedNames></workbook>"
    )


def _defined(number: int, sheet: Sheet) -> str:
    """Return the names a sheet needs: of its heading in print, and of its filter, which LibreOffice drops without it."""
    place, cells = f"'{escape(sheet.name)}'!", "$" + _all_cells(sheet).replace(":", ":$")
    cells = re.sub("([A-Z])([0-9])", r"\1$\2", cells)
    return (
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{number}" hidden="1">{place}{cells}</definedName>'
        f'<definedName name="_xlnm.Print_Titles" localSheetId="{number}">{place}$1:$1</definedName>'
    )


def _all_cells(sheet: Sheet) -> str:
    return f"A1:{column_name(len(sheet.columns) - 1)}{min(len(sheet.rows) + 1, MOST_ROWS)}"


def _state(sheet: Sheet) -> str:
    return f' state="{sheet.state}"' if sheet.state else ""


def _sheet(sheet: Sheet, texts: _Texts) -> str:
    names = [column_name(number) for number in range(len(sheet.columns))]
    shown = sheet.rows[: MOST_ROWS - 1]
    all_cells = _all_cells(sheet)
    looks, wrapping = [_column_look(sheet, number) for number in range(len(names))], _wrapping(sheet)
    rows = [
        f'<row r="{number}"{height(row, wrapping)}>'
        f"{''.join(_cells(number, row, names, _looks(sheet, looks, number - 2), texts))}</row>"
        for number, row in enumerate(shown, 2)
    ]
    return "".join([_above(sheet, names, all_cells, texts), *rows, _below(sheet, names, all_cells)])


def _looks(sheet: Sheet, looks: list[Look], row: int) -> list[Look]:
    """Return the looks of a row's texts: as its columns say, but for the text that is set in."""
    if not sheet.depths or not sheet.depths[row]:
        return looks
    return [look(depth=sheet.depths[row]) if at == sheet.inner else one for at, one in enumerate(looks)]


def _above(sheet: Sheet, names: Sequence[str], all_cells: str, texts: _Texts) -> str:
    """Return what comes before the rows: how the sheet is seen, widths, and the heading."""
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}"{_of_column(sheet, number - 1)} customWidth="1"/>'
        for number, (_, width) in enumerate(sheet.columns, 1)
    )
    heading = "".join(
        f'<c r="{name}1" s="{GREY_HEADING if at in sheet.grey else HEADING}" t="s"><v>{texts.place(title)}</v></c>'
        for at, (name, (title, _)) in enumerate(zip(names, sheet.columns, strict=True))
    )
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<dimension ref="{all_cells}"/><sheetViews><sheetView workbookViewId="0">'
        f"{_pane(sheet.frozen)}</sheetView></sheetViews>"
        f"{f'<sheetFormatPr defaultRowHeight={chr(34)}{LINE}{chr(34)}/>' if sheet.edited else ''}"
        f'<cols>{widths}</cols><sheetData><row r="1">{heading}</row>'
    )


def _of_column(sheet: Sheet, column: int) -> str:
    """Return how empty cells of a column look, so that what is typed there is a text."""
    return f' style="{_column_look(sheet, column)[0]}"' if sheet.edited else ""


def _column_look(sheet: Sheet, column: int) -> Look:
    return look(grey=column in sheet.grey, wrapped=column not in sheet.lines)


def _wrapping(sheet: Sheet) -> list[tuple[int, int]]:
    """Return the columns whose texts make a row higher, with their widths."""
    columns = enumerate(width for _, width in sheet.columns)
    return [(at, width) for at, width in columns if sheet.edited and at not in sheet.lines]


def _pane(frozen: int) -> str:
    columns, corner = (f'xSplit="{frozen}" ', "bottomRight") if frozen else ("", "bottomLeft")
    return f'<pane {columns}ySplit="1" topLeftCell="{column_name(frozen)}2" activePane="{corner}" state="frozen"/>'


def _below(sheet: Sheet, names: Sequence[str], all_cells: str) -> str:
    asks = "".join(_ask(ask, names[ask.column]) for ask in sheet.asks)
    return (
        f'</sheetData><autoFilter ref="{all_cells}"/>'
        + (f'<dataValidations count="{len(sheet.asks)}">{asks}</dataValidations>' if asks else "")
        + '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
        + (_numbers_as_text(all_cells) if sheet.edited else "")
        + "</worksheet>"
    )


def _ask(ask: Asks, column: str) -> str:
    """Return a data validation down to the last row there can be, so that new rows have it too."""
    kind = ' type="list"' if ask.choices else ""
    shown = (
        f' showErrorMessage="1" errorStyle="{ask.or_else}" error="{escape(ask.complaint)}"'
        if ask.or_else
        else ""
    )
    inside = f"<formula1>{escape(ask.choices, quote=False)}</formula1>" if ask.choices else ""
    return (
        f'<dataValidation{kind} allowBlank="1" showInputMessage="1"{shown} prompt="{escape(ask.hint)}"'
        f' sqref="{column}2:{column}{MOST_ROWS}">{inside}</dataValidation>'
    )


def _numbers_as_text(all_cells: str) -> str:
    """Return the wish not to be warned of texts that look like numbers: versions and codes are meant to be texts."""
    return f'<ignoredErrors><ignoredError sqref="{all_cells}" numberStoredAsText="1"/></ignoredErrors>'


def _cells(
    number: int, row: Sequence[Cell], names: Sequence[str], looks: Sequence[Look], texts: _Texts
) -> Iterator[str]:
    """Yield the cells that hold something: texts by their place among all texts, numbers as they are."""
    for name, value, (plain, quoted) in zip(names, row, looks, strict=True):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            style = quoted if value[0] in _FORMULAS else plain
            yield f'<c r="{name}{number}" s="{style}" t="s"><v>{texts.place(value)}</v></c>'
        else:
            yield f'<c r="{name}{number}" s="{NUMBER}"><v>{value}</v></c>'


def column_name(number: int) -> str:
    """Return the letters of a column counted from 0: A, Z, AA."""
    head, place = divmod(number, 26)
    return (column_name(head - 1) if head else "") + chr(ord("A") + place)
