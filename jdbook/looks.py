"""Looks: how cells of a workbook look, as the styles part of an .xlsx file. A cell names its look by its place there."""

from __future__ import annotations

from collections.abc import Sequence

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

LINE, _MORE, _HIGHEST = 17, 15, 409  # points: a row of one line, every line more, the highest row of Excel
Look = tuple[
    int, int
]  # of a plain text, and of one that looks like a formula: a quote in front of it keeps it a text

HEADING, NUMBER, GREY_HEADING = 1, 4, 9
_TEXT: Look = (2, 3)
_GREY: Look = (5, 6)
_GREY_LINE: Look = (7, 8)  # on one line, however long
_INNER, _DEEPEST = 10, 4  # texts set in, by at most so many steps; a pair for each

_SIZE, _NAME = '<sz val="10"/>', '<name val="微软雅黑"/><family val="2"/><charset val="134"/>'
_TOP = '<alignment vertical="top" wrapText="1"/>'
_QUOTES = ' quotePrefix="1"'
_FONTS: tuple[str, ...] = (f"<font>{_SIZE}{_NAME}</font>", f"<font><b/>{_SIZE}{_NAME}</font>")
_FILLS: tuple[str, ...] = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE9EEF2"/></patternFill></fill>',
)
_TEXTS = (
    'numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0"{} applyNumberFormat="1" applyAlignment="1"'
)
_LOOKS: tuple[str, ...] = (
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    '<xf numFmtId="0" fontId="1" fillId="2" borderId="0" xfId="0" applyFont="1" applyFill="1"/>',
    f"<xf {_TEXTS.format('')}>{_TOP}</xf>",
    f"<xf {_TEXTS.format(_QUOTES)}>{_TOP}</xf>",
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top"/></xf>',
)
_MORE_FONTS = tuple(f'<font>{bold}{_SIZE}<color rgb="FF7F7F7F"/>{_NAME}</font>' for bold in ("", "<b/>"))
_MORE_FILLS = tuple(
    f'<fill><patternFill patternType="solid"><fgColor rgb="{color}"/></patternFill></fill>'
    for color in ("FFF2F2F2", "FFE0E0E0")
)
_BORDERS: tuple[str, ...] = ("<border><left/><right/><top/><bottom/><diagonal/></border>",)
_SIDES = ("left", "right", "top", "bottom")
_LINES = "".join(f'<{side} style="thin"><color rgb="FFD9D9D9"/></{side}>' for side in _SIDES)
_MORE_BORDER = f"<border>{_LINES}<diagonal/></border>"  # a fill hides the lines between cells
_SHADED = ' applyFont="1" applyFill="1" applyBorder="1"'
_GREYS = _TEXTS.replace('fontId="0" fillId="0" borderId="0"', 'fontId="2" fillId="3" borderId="1"') + _SHADED
_MORE_LOOKS = (
    f"<xf {_GREYS.format('')}>{_TOP}</xf>",
    f"<xf {_GREYS.format(_QUOTES)}>{_TOP}</xf>",
    f'<xf {_GREYS.format("")}><alignment vertical="top"/></xf>',
    f'<xf {_GREYS.format(_QUOTES)}><alignment vertical="top"/></xf>',
    f'<xf numFmtId="0" fontId="3" fillId="4" borderId="1" xfId="0"{_SHADED}/>',
    *(
        f'<xf {_TEXTS.format(quotes)}><alignment horizontal="left" vertical="top" wrapText="1" indent="{2 * depth}"/></xf>'
        for depth in range(1, _DEEPEST + 1)
        for quotes in ("", _QUOTES)
    ),
)


def styles(*, more: bool) -> str:
    """Return the part of looks; `more` adds those that only some sheets need."""
    fonts, fills, borders, looks = _FONTS, _FILLS, _BORDERS, _LOOKS
    if more:
        fonts, fills, borders = (*fonts, *_MORE_FONTS), (*fills, *_MORE_FILLS), (*borders, _MORE_BORDER)
        looks = (*looks, *_MORE_LOOKS)
    return (
        f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="{len(fonts)}">{"".join(fonts)}</fonts>'
        f'<fills count="{len(fills)}">{"".join(fills)}</fills>'
        f'<borders count="{len(borders)}">{"".join(borders)}</borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        f'<cellXfs count="{len(looks)}">{"".join(looks)}</cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    )


def look(*, grey: bool = False, wrapped: bool = True, depth: int = 0) -> Look:
    """Return the look of a text: `grey` where it is only for information, else set in by `depth` steps."""
    if grey:
        return _GREY if wrapped else _GREY_LINE
    plain = _INNER + 2 * (min(depth, _DEEPEST) - 1)
    return (plain, plain + 1) if depth else _TEXT


def height(row: Sequence[object], wrapping: Sequence[tuple[int, int]]) -> str:
    """Return how high a row is, about: not every program finds that out by itself."""
    lines = 1
    for at, width in wrapping:
        cell = row[at]
        if isinstance(cell, str) and (2 * len(cell) > width or "\n" in cell):
            lines = max(lines, sum(-(-_wide(line) // (width - 1)) or 1 for line in cell.split("\n")))
    return f' ht="{min(_MORE * (lines - 1) + LINE, _HIGHEST)}"' if lines > 1 else ""


def _wide(text: str) -> int:
    """Return how wide a text is: a Chinese character, three bytes, is as wide as two letters."""
    return (len(text.encode(errors="replace")) + len(text)) // 2
