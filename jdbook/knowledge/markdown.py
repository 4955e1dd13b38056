"""Markdown of articles: what is in it, with lines. HTML, images and code blocks are not part of it; text stays text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014-\u2026]{2}")
_BREAKS = ("softbreak", "hardbreak")
LEVELS = (2, 3)  # the title of the page is the first level


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written, with its line in the Markdown, counted from 0."""

    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its level (1 to 6), its text, the anchor links lead to, and its line, counted from 0."""

    level: int
    text: str
    anchor: str
    line: int


@cache
def parser() -> MarkdownIt:
    """Return the parser, imported when there is something to parse: a check of positions should not wait for it."""
    from markdown_it import MarkdownIt

    # indented text is a slip in prose far more often than it is code
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable(["code", "fence", "html_block"])


def parse(text: str) -> list[Token]:
    """Return the tokens of an article's Markdown."""
    return parser().parse(text)


def blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Yield the tokens of each block at the top level: a heading, a paragraph, a list, a table, a quotation."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield block
            block = []


def is_heading(token: Token) -> bool:
    """Return whether a heading of the article begins; one inside a list or a quotation is only bold text."""
    return token.type == "heading_open" and token.level == 0


def headings(tokens: Sequence[Token]) -> list[Heading]:
    """Return the headings in order; of two with the same text the second has a number in its anchor."""
    found: list[Heading] = []
    for token, inside in itertools.pairwise(tokens):
        if is_heading(token):
            text = plain(inside)
            alike = sum(1 for heading in found if heading.text == text)
            anchor = re.sub(r"\W+", "-", text).strip("-") + (f"-{alike + 1}" if alike else "")
            found.append(Heading(int(token.tag[1]), text, anchor, _line(token)))
    return found


def links(tokens: Sequence[Token]) -> Iterator[Link]:
    """Yield the links in order."""
    for token in tokens:
        line = _line(token)
        for child in token.children or ():
            line += child.type in _BREAKS
            if child.type == "link_open":
                yield Link(address(child), line)


def address(link: Token) -> str:
    """Return the address a link was written with, without the parser's escapes."""
    return unquote(str(link.attrs["href"]))


def images(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the lines of images, counted from 0."""
    for token in tokens:
        if any(child.type == "image" for child in token.children or ()):
            yield _line(token)


def sections(tokens: Sequence[Token]) -> Iterator[tuple[Heading | None, list[str]]]:
    """Yield each heading with the texts below it up to the next one; first what stands above all, without heading."""
    above, found = None, iter(headings(tokens))
    inside: list[Token] = []
    for token in tokens:
        if is_heading(token):
            yield above, list(sentences(inside))
            above, inside = next(found), []
        inside.append(token)
    yield above, list(sentences(inside))


def sentences(tokens: Sequence[Token]) -> Iterator[str]:
    """Yield the texts people read, a paragraph, list item or table cell at a time, headings left out."""
    within_heading = False
    for token in tokens:
        if token.type == "inline" and not within_heading:
            yield plain(token)
        within_heading = is_heading(token)


def plain(inline: Token) -> str:
    """Return what a reader sees of an inline token."""
    children = inline.children or []
    return "".join(
        seam(children, place) if child.type in _BREAKS else child.content
        for place, child in enumerate(children)
    )


def seam(tokens: Sequence[Token], place: int) -> str:
    """Return what stands where a line ends: nothing between Chinese characters, else a blank."""
    before = tokens[place - 1].content[-1:] if place else ""
    after = tokens[place + 1].content[:1] if place + 1 < len(tokens) else ""
    return "" if _CHINESE.fullmatch(before + after) else " "


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0
