"""Raw blocks: HTML blocks of our pages set aside before Markdown takes them apart.

Python-Markdown and MkDocs each parse all HTML of a page tag by tag, which is 40 % of a build. Our templates write a
block from the first character of a line to a blank line and close what they open, so a block can be set aside whole.
One that is not balanced goes the long way; the page is the same either way.
"""

from __future__ import annotations

import re

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

_BLOCK = re.compile(r"(?:\A|(?<=\n\n))<(\w+)\b[^\n]*(?:\n[^\n]+)*(?=\n\n|\n?\Z)")
_BEFORE_ALL_PARSERS = 25


class RawBlocks(Extension):
    """Sets balanced HTML blocks aside; Markdown puts them back at the end."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Markdown's name
        """Register with one page's Markdown."""
        md.preprocessors.register(_Stash(md), "jdbook_raw_blocks", _BEFORE_ALL_PARSERS)


class _Stash(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return _BLOCK.sub(self._set_aside, "\n".join(lines)).split("\n")

    def _set_aside(self, block: re.Match[str]) -> str:
        html, tag = block[0], block[1]
        whole = html.count(f"<{tag}") == html.count(f"</{tag}>")
        return self.md.htmlStash.store(html) if whole and self.md.is_block_level(tag) else html
