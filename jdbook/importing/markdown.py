"""Markdown as lines: what people read, without the signs of the markup; words of the markup stand aside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdbook.importing.document import Document, Line
from jdbook.importing.text import read_text

_HEADING = re.compile(r"[ ]{0,3}(#{1,6})[ \t]*(.*?)[ \t]*#*$")
_QUOTED = re.compile(r"^[ ]{0,3}(?:>[ ]?)+")
_SIGNS = re.compile(r"\*\*|__|`+|(?<=[-*+] )\[ \] |\\(?=[\\`*_{}\[\]()#+.!|-])")
_CELL = re.compile(r"(?<!\\)\|")
_MARKUP = re.compile(r"(<br\s*/?>|<!--.*?-->)", re.IGNORECASE)


def read_markdown(name: str, data: bytes) -> Document | None:
    """Return the lines of a Markdown file, a cell of a table a line; None where it holds no text."""
    raw = read_text(name, data)
    return raw and Document(name, tuple(line for one in raw.lines for line in _lines(one)))


def _lines(raw: Line) -> Iterator[Line]:
    text = _QUOTED.sub("", raw.text)
    if heading := _HEADING.fullmatch(text):
        yield from _plain(heading[2], raw.place, len(heading[1]))
    elif text.lstrip().startswith("|"):
        for column, cell in enumerate(_CELL.split(text.strip().strip("|")), 1):
            yield from _plain(cell.strip(), f"{raw.place}第{column}格", cell=True)
    else:
        yield from _plain(text, raw.place)


def _plain(text: str, place: str, heading: int = 0, *, cell: bool = False) -> Iterator[Line]:
    """Yield what stands between line breaks and comments, and these themselves aside: their letters count as well."""
    for number, piece in enumerate(_MARKUP.split(text)):
        if piece.strip():
            yield Line(_SIGNS.sub("", piece), place, heading, aside=number % 2 == 1, cell=cell)
