"""Prose: the Markdown of an article as headings and finished blocks of HTML, with links to pages and terms explained."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from jdbook.knowledge import markdown
from jdbook.knowledge.collection import Page
from jdbook.knowledge.links import is_elsewhere, target_of
from jdbook.knowledge.model import Article
from jdbook.site.here import Here
from jdbook.site.literal import line, literal

_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A heading (`level` 2 or 3, with its anchor) or, with level 0, a block of HTML without blank lines."""

    level: int
    text: Markup
    anchor: str = ""


def prose(here: Here, page: Page[Article]) -> Iterator[Part]:
    """Yield the parts of an article as seen from `here`."""
    tokens = markdown.parse(page.body)
    headings = iter(markdown.headings(tokens))
    renderer = _Renderer(here, page.id)
    for block in markdown.blocks(tokens):
        if markdown.is_heading(block[0]):
            heading = next(headings)
            yield Part(min(max(heading.level, 2), _DEEPEST), line(heading.text), heading.anchor)
        else:
            yield Part(0, renderer.block(block))


class _Renderer(RendererHTML):
    """Writes blocks as HTML in which every text is literal. A method is called for each token of its name."""

    def __init__(self, here: Here, page: str) -> None:
        super().__init__()
        self._here = here
        self._page = page
        self._link = ""  # the closing tag of the link that is open

    def block(self, tokens: Sequence[Token]) -> Markup:
        """Return a block as HTML; blank lines would end it for the site generator."""
        html = self.render(tokens, markdown.parser().options, {})
        return Markup("\n".join(row for row in html.split("\n") if row.strip()))

    def text(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return a text, with terms explained unless it is that of a link."""
        text = tokens[idx].content
        return literal(text) if self._link else self._here.text(text)

    def code_inline(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return a text as code."""
        return f"<code>{literal(tokens[idx].content)}</code>"

    def image(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return what an image says in words: no image is published."""
        return literal(tokens[idx].content)

    def softbreak(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return what stands where a line of the file ends."""
        return markdown.seam(tokens, idx)

    def hardbreak(self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return a line break."""
        return "<br>"

    def heading_open(self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return the start of a heading inside a list or a quotation."""
        return "<p><strong>"

    def heading_close(self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return the end of one."""
        return "</strong></p>"

    def link_open(self, tokens: Sequence[Token], idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return the start of a link that leads somewhere; of any other only the text is left."""
        link = str(tokens[idx].attrs["href"])
        self._link = "</a>"
        if is_elsewhere(link):
            return f'<a href="{line(link)}" rel="noopener noreferrer">'
        target = target_of(markdown.address(tokens[idx]), self._page)
        page = (
            (self._here.wiki.page_of_file(target.path) if target.path else self._here.path)
            if target
            else None
        )
        if not (target and page):
            self._link = "<!-- -->"
            return ""
        return f'<a href="{self._here.href(page, target.anchor)}">'

    def link_close(self, _tokens: Sequence[Token], _idx: int, _options: OptionsDict, _env: EnvType) -> str:
        """Return the end of the link that is open."""
        tag, self._link = self._link, ""
        return tag if tag == "</a>" else ""
