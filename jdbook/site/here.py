"""Here: the page being written, and how it links to the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from jdbook.blocks import Cell, Ref, Value
from jdbook.fields import fields_of
from jdbook.knowledge.markdown import slug
from jdbook.knowledge.model import Term
from jdbook.model import FormUse
from jdbook.shapes import Reference
from jdbook.site.boxes import Box
from jdbook.site.literal import line, literal
from jdbook.site.paths import (
    GLOSSARY,
    HOME,
    forms_page,
    href,
    index_page,
    knowledge_page,
    position_page,
)
from jdbook.site.wiki import Folder, Who, Wiki, as_ref

FORM = fields_of(FormUse)[0].label


@dataclass(frozen=True, slots=True)
class Here:
    """The page at `path` of the unit `unit` ("" for pages of the whole company). Templates call it `here`."""

    wiki: Wiki
    path: str
    unit: str = ""
    _explained: set[str] = field(default_factory=set, compare=False, repr=False)

    @property
    def hue(self) -> int:
        """Return the number of the unit's colour, 0 for none."""
        return self.wiki.unit_hue(self.unit) if self.unit else 0

    def href(self, target: str, anchor: str = "") -> Markup:
        """Return the URL of another page or file, as seen from here."""
        return Markup(href(target, self.path, anchor))

    def link(self, text: str, target: str) -> Markup:
        """Return a link to a page; the current page is text only."""
        if target == self.path:
            return literal(text)
        return Markup(f'<a href="{href(target, self.path)}">{literal(text)}</a>')

    def position(self, who: Who) -> Markup:
        """Return a link to a position, or the name of somebody without a page."""
        if isinstance(who, str):
            return literal(who)
        return self.link(self.wiki.called(who, self.unit), position_page(who))

    def positions(self, people: tuple[Who, ...]) -> Markup:
        return Markup("、".join([self.position(who) for who in people]))

    def box(self, box: Box) -> Markup:
        """Return what stands in a box of a chart: the name, as a link if it leads elsewhere, and what is said besides."""
        name = literal(box.text) if box.here else self._leading(box.text, box.page, box.anchor)
        headcount = f"定员 {box.headcount}" if box.headcount else ""
        notes = (("jd-mark", box.mark), ("jd-department", box.department), ("jd-headcount", headcount))
        said = [f' <small class="{kind}">{literal(note)}</small>' for kind, note in notes if note]
        if box.also:
            others = "、".join([self._leading(*other) for other in box.also])
            said.append(f' <small class="jd-also">另向{others}汇报</small>')
        return Markup("".join([name, *said]))

    def _leading(self, text: str, page: str, anchor: str) -> Markup:
        if not page:
            return literal(text)
        return Markup(f'<a href="{href(page, self.path, anchor)}">{literal(text)}</a>')

    def text(self, text: str) -> Markup:
        """Return a text as typed, every term in it explained where it stands first on the page."""
        parts, end = [], 0
        for mention in self.wiki.mentions.within(text):
            if mention.term.term not in self._explained:
                self._explained.add(mention.term.term)
                said = text[mention.start : mention.end]
                parts += [literal(text[end : mention.start]), self._explanation(said, mention.term)]
                end = mention.end
        return Markup("".join([*parts, literal(text[end:])]))

    def _explanation(self, said: str, term: Term) -> Markup:
        url = href(GLOSSARY, self.path, slug(term.term))
        return Markup(
            f'<a class="jd-term" href="{url}" data-tip="{line(term.definition)}">{literal(said)}</a>'
        )

    def named(self, name: str) -> Markup:
        """Return a link to the page or term that goes by a name in the knowledge base, or the name."""
        found = self.wiki.knowledge.find(name)
        if isinstance(found, Term):
            return Markup(f'<a href="{href(GLOSSARY, self.path, slug(found.term))}">{literal(name)}</a>')
        return self.link(found.record.title, knowledge_page(found.id)) if found else literal(name)

    def form(self, name: str) -> Markup:
        """Return a link to a form of the unit in the index of forms."""
        return Markup(f'<a href="{href(forms_page(self.unit), self.path, slug(name))}">{literal(name)}</a>')

    def content(self, values: Cell, label: str = "") -> Markup:
        """Return a cell of what a position says: terms are explained; a name under 表单名称 leads to its form."""
        if label == FORM:
            return Markup("、".join([self.form(str(value)) for value in values]))
        return Markup(
            "、".join([self.text(value) if isinstance(value, str) else self.value(value) for value in values])
        )

    def value(self, value: Value) -> Markup:
        """Return a value of a block: a reference as a link where it leads somewhere."""
        if not isinstance(value, Ref):
            return literal(value)
        found = self.wiki.target(value, self.unit)
        return self.link(*found) if found else literal(value.name)

    def references(self, references: Iterable[Reference]) -> Markup:
        """Return whom a record names, as links where they lead somewhere."""
        return self.cell(tuple(as_ref(reference) for reference in references))

    def cell(self, values: Cell) -> Markup:
        """Return the values of a table's cell or a fact, one after the other."""
        return Markup("、".join([self.value(value) for value in values]))

    def way(self, unit: str = "", department: str = "") -> tuple[tuple[str, str], ...]:
        """Return the way down from home as texts and pages: home, the unit, and the departments around `department`."""
        steps = [("首页", HOME)]
        if unit:
            steps.append((self.wiki.library.units[unit].unit.name, index_page(unit)))
        steps += [(folder.name, index_page(unit, folder.path)) for folder in self._down_to(unit, department)]
        return tuple(step for step in steps if step[1] != self.path)

    def _down_to(self, unit: str, department: str) -> Iterator[Folder]:
        """Yield the department and those its folder lies in, the outermost first, as far as they have positions."""
        parts = department.split("/") if department else []
        for depth in range(len(parts)):
            if folder := self.wiki.department(unit, "/".join(parts[: depth + 1])):
                yield folder
