"""Raw blocks: HTML and plain lists of our pages, set aside before Markdown takes them apart.

Python-Markdown and MkDocs each parse all HTML of a page tag by tag, and try every pattern on every line of a list, which
is more than half of a build. Our templates write a block from the first character of a line to a blank line and close
what they open, so a block of HTML can be set aside whole; and their lists hold texts in which nothing means anything to
Markdown, so that the HTML of a list is known at once. What is not like this goes the long way; the page is the same
either way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

_BEFORE_ALL_PARSERS = 25
_HTML = re.compile(r"<(\w+)\b.*", re.DOTALL)
_TAG = r"</?(?:a|b|br|code|em|i|small|span|strong)\b[^<>\n]*>"
_TEXT = (
    rf"(?:[^\\`*_{{}}\[\]<>&\n]|{_TAG}|&\#?\w+;)*"  # no mark of Markdown but in tags, where it means nothing
)
_ITEM = re.compile(rf"((?:    )*)(\d+|-)(?:(?<=\d)\.|(?<=-)) (?=\S)({_TEXT})(?<! )")
_OPENS = re.compile(r"^ {0,3}<", re.MULTILINE)
_LIKE_A_LIST = re.compile(r"^(?:[ \t]|\d+\.|[-*+] )", re.MULTILINE)
_PART = 4  # blanks that a level is indented by

Item = tuple[int, str, str]  # level, number or mark, text


class RawBlocks(Extension):
    """Sets balanced HTML blocks and plain lists aside; Markdown puts them back at the end."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register with one page's Markdown."""
        md.preprocessors.register(_Stash(md), "jdbook_raw_blocks", _BEFORE_ALL_PARSERS)


class _Stash(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        blocks = "\n".join(lines).split("\n\n")
        return "\n\n".join(self._left(blocks)).split("\n")

    def _left(self, blocks: Sequence[str]) -> Iterator[str]:
        """Yield what is left for Markdown: of a block that is set aside, the sign that is replaced in the end."""
        for place, block in enumerate(blocks):
            left = self._set_aside(blocks, place)
            yield left
            if left == block and _OPENS.search(block):  # what follows may be part of it
                yield from blocks[place + 1 :]
                return

    def _set_aside(self, blocks: Sequence[str], place: int) -> str:
        block = blocks[place]
        if found := _HTML.fullmatch(block.rstrip("\n")):
            return self._html(block, found[1])
        made = list_html(block.strip("\n"))
        if not made or _LIKE_A_LIST.search(_first_text(reversed(blocks[:place]))):
            return block
        alone = not _LIKE_A_LIST.search(_first_text(blocks[place + 1 :]))
        return self.md.htmlStash.store(made) if alone else block  # Markdown may see one list in both

    def _html(self, block: str, tag: str) -> str:
        whole = self.md.is_block_level(tag) and _is_one(block, tag)
        return self.md.htmlStash.store(block) if whole else block


def _first_text(blocks: Iterable[str]) -> str:
    return next((block for block in blocks if block.strip("\n")), "")


def _is_one(block: str, tag: str) -> bool:
    """Return whether a block ends where the element that begins it does."""
    depth = 0
    for found in re.finditer(rf"<(/?){tag}\b", block):
        depth += -1 if found[1] else 1
        if not depth:
            return block[found.end() :].rstrip("\n") == ">"
    return False


def list_html(block: str) -> str:
    """Return the HTML of a list as Markdown makes it, or "" if the block is anything but a plain list."""
    found = [_ITEM.fullmatch(line) for line in block.split("\n")]
    items = [(len(one[1]) // _PART, one[2], one[3]) for one in found if one]
    return "".join(_written(items)) if len(items) == len(found) and _is_regular(items) else ""


def _is_regular(items: Sequence[Item]) -> bool:
    """Return whether no item is more than a level deeper than the one before, and each level is all of a kind."""
    kinds: list[bool] = []
    for level, mark, _ in items:
        if level > len(kinds):
            return False
        del kinds[level + 1 :]
        if level == len(kinds):
            kinds.append(mark == "-")
        if kinds[level] != (mark == "-"):
            return False
    return bool(items)


def _written(items: Sequence[Item]) -> Iterator[str]:
    """Yield the tags and texts of a regular list."""
    open_lists: list[str] = []
    for level, mark, text in items:
        if level == len(open_lists):
            open_lists.append("ul" if mark == "-" else "ol")
            yield f"<{open_lists[-1]}{_start(mark)}>\n<li>{text}"
        else:
            yield from _closing(open_lists, level + 1)
            yield f"</li>\n<li>{text}"
    yield from _closing(open_lists, 0)


def _start(mark: str) -> str:
    return "" if mark in ("-", "1") else f' start="{mark}"'


def _closing(open_lists: list[str], depth: int) -> Iterator[str]:
    """Yield what closes lists until only `depth` of them are open."""
    while len(open_lists) > depth:
        yield f"</li>\n</{open_lists.pop()}>\n"
