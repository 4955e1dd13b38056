"""Markdown of articles: what is in it, with lines. HTML, images and code blocks are not part of it; text stays text."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_CHINESE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u2014-\u2026]{2}")
_TAKEN = frozenset({"title", "related", "readers"})  # what a page has besides its headings
_ODD = (
    (re.compile(r"</?[A-Za-z][^<>]*>|<!--"), "HTML"),
    (re.compile(r"\]\("), "没有写对的链接"),
    (re.compile(r"^\[\^[^\]]+\]"), "脚注"),
    (re.compile(r"^\[[ xX]\] "), "任务清单"),
    (re.compile(r"~~[^~]+~~"), "删除线"),
)
_BREAKS = ("softbreak", "hardbreak")
MAX_DEPTH = 60  # of lists and quotations in one another; what stands deeper is not read
LEVELS = (2, 3)  # the title of the page is the first level


@dataclass(frozen=True, slots=True)
class Link:
    """A link as written, with its line in the Markdown, counted from 0."""

    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Outline:
    """What checks ask of an article: its headings and links, the lines with images, and whether all of it was read."""

    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    images: tuple[int, ...]
    oddities: tuple[tuple[int, str], ...]
    too_deep: int | None


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
    return (
        MarkdownIt("commonmark", {"html": False, "maxNesting": MAX_DEPTH})
        .enable("table")
        .disable(["code", "fence", "html_block"])
    )


def parse(text: str) -> list[Token]:
    """Return the tokens of an article's Markdown."""
    return parser().parse(text)


@lru_cache(maxsize=2_000)
def outline(text: str) -> Outline:
    """Return the outline of an article, the same one at every call: parsing is what costs."""
    tokens = parse(text)
    deep = (_line(token) for token in tokens if token.level >= MAX_DEPTH - 1)
    return Outline(
        tuple(headings(tokens)),
        tuple(links(tokens)),
        tuple(images(tokens)),
        tuple(oddities(tokens)),
        next(deep, None),
    )


def oddities(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """Yield the lines of texts that look like markup of other kinds, and what it is: all of it is shown as typed."""
    for line, child in _inside(tokens, "text"):
        for pattern, what in _ODD:
            if pattern.search(child.content):
                yield line, what


def _inside(tokens: Sequence[Token], kind: str) -> Iterator[tuple[int, Token]]:
    """Yield the tokens of a kind within paragraphs and headings, with their lines."""
    for token in tokens:
        line = _line(token)
        for child in token.children or ():
            line += child.type in _BREAKS
            if child.type == kind:
                yield line, child


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
    """Return the headings in order; of two with the same anchor the second gets a number."""
    found: list[Heading] = []
    taken = set(_TAKEN)
    numbers: Counter[str] = Counter()
    for token, inside in itertools.pairwise(tokens):
        if is_heading(token):
            text = plain(inside)
            anchor = name = slug(text)
            while anchor in taken:
                numbers[name] += 1
                anchor = f"{name}-{numbers[name] + 1}"
            taken.add(anchor)
            found.append(Heading(int(token.tag[1]), text, anchor, _line(token)))
    return found


def slug(text: str) -> str:
    """Return a text as an anchor: its letters and digits, dashes between."""
    return re.sub(r"\W+", "-", text).strip("-") or "-"


def links(tokens: Sequence[Token]) -> Iterator[Link]:
    """Yield the links in order."""
    return (Link(address(child), line) for line, child in _inside(tokens, "link_open"))


def address(link: Token) -> str:
    """Return the address a link was written with, without the parser's escapes."""
    return unquote(str(link.attrs["href"]))


def images(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the lines of images, counted from 0."""
    return (line for line, _ in _inside(tokens, "image"))


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
