"""Markdown as lines: what people read, without the signs of the markup; words of the markup stand aside."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from jdbook.importing.document import Cell, Document, Line
from jdbook.importing.readers.markup import parted
from jdbook.importing.readers.text import read_text

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]*(.*?)[ \t]*#*$")
_QUOTED = re.compile(r"^[ ]{0,3}(?:>[ ]?)+")
_SIGNS = re.compile(r"\*\*|__|`+|(?<=[-*+] )\[ \] |\\(?=[\\`*_{}\[\]()#+.!|-])")
_CELL = re.compile(r"(?<!\\)\|")
_BOLD = re.compile(  # a line that stands for a heading
    r"[ ]{0,3}\*\*[^*。；]{1,30}\*\*(?:[（(][^（）()*]{0,8}[）)])?[ ]*"
)
_BELOW_ALL = 7
_RULE = re.compile(r"[|:\-\s]+")
_MARKUP = re.compile(r"((?<=\])\([^()\s]*\))")  # where a link leads
_LINKED = re.compile(r"!?\[([^\[\]]*)\]$")
_UNDERLINE = re.compile(r"[ ]{0,3}(={3,}|-{3,}|\*{3,}|_{3,})[ ]*")
_DONE = re.compile(r"(\s*[-*+] )(\[[xX]\] )")  # before a task that is done


def read_markdown(name: str, data: bytes) -> Document | None:
    """Return the lines of a Markdown file, a cell of a table a line; None where it holds no text."""
    raw = read_text(name, data)
    return raw and Document(name, tuple(_lines(raw.lines)))


def _lines(raw: Sequence[Line]) -> Iterator[Line]:
    tables, rows = 0, 0
    for one, below in zip_longest(raw, raw[1:]):
        text = _QUOTED.sub("", one.text)
        if text.lstrip().startswith("|"):
            tables, rows = tables + (not rows), rows + 1
            yield from _cells(text.strip(), one.place, tables, rows)
            continue
        rows = 0
        if _UNDERLINE.fullmatch(text):
            yield Line(one.text, one.place, aside=True)
            continue
        heading = _HEADING.fullmatch(text)
        line = _UNDERLINE.fullmatch(below.text) if below and text.strip() else None
        level = (
            len(heading[1])
            if heading
            else 0
            if not line
            else 1
            if line[1][0] == "="
            else 2
            if line[1][0] == "-"
            else 0
        )
        if _BOLD.fullmatch(text):
            level = _BELOW_ALL
        yield from _plain(heading[2] if heading else text, one.place, level)


def _cells(text: str, place: str, table: int, row: int) -> Iterator[Line]:
    """Yield the cells of a row that say something; the dashes below the headings stand aside."""
    aside = _RULE.fullmatch(text) is not None
    for number, cell in enumerate(_CELL.split(text.removeprefix("|").removesuffix("|")), 1):
        for line in _plain(cell.strip(), f"{place}第{number}格"):
            yield replace(line, aside=line.aside or aside, cell=Cell(table, row, number, number))


def _plain(text: str, place: str, heading: int = 0) -> Iterator[Line]:
    """Yield what stands between line breaks and comments, and these themselves aside: their letters count as well."""
    if done := _DONE.match(text):
        yield Line(done[2], place, aside=True)
        text = done[1] + text[done.end() :]
    for piece, aside in _parted(text):
        if piece.strip():
            said = piece if aside else _LINKED.sub(r"\1", _SIGNS.sub("", piece))
            yield Line(said, place, heading, aside=aside)


def _parted(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it is markup."""
    for outer, is_markup in parted(text):
        if is_markup:
            yield outer, True
        else:
            yield from ((piece, number % 2 == 1) for number, piece in enumerate(_MARKUP.split(outer)))
