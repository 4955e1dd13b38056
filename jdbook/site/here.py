"""Here: the page being written, and how it links to the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from jdbook.blocks import Cell, Ref, Value
from jdbook.site.literal import literal
from jdbook.site.paths import HOME, href, index_page, position_page
from jdbook.site.wiki import Folder, Who, Wiki


@dataclass(frozen=True, slots=True)
class Here:
    """The page at `path` of the unit `unit` ("" for pages of the whole company). Templates call it `here`."""

    wiki: Wiki
    path: str
    unit: str = ""

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

    def value(self, value: Value) -> Markup:
        """Return a value of a block: a reference as a link where it leads somewhere."""
        if not isinstance(value, Ref):
            return literal(value)
        found = self.wiki.target(value, self.unit)
        return self.link(*found) if found else literal(value.name)

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
