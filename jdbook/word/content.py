"""Content: lists, definitions and prose of a section as paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jdbook.blocks import Cell, Definitions, Item, Items, Paragraph
from jdbook.word.facts import shown
from jdbook.word.looks import CONTINUED, DEFINITION, DEFINITION_NAME, GROUP_NAME, NOTE_NAME, PROSE, Looks
from jdbook.word.measures import lines
from jdbook.word.ooxml import TAB, ParagraphLook, run

Prose = Items | Paragraph | Definitions
SPACE = "　"


class Line(NamedTuple):
    """A paragraph in the making: its look, its runs, and about how many lines it takes."""

    look: ParagraphLook
    runs: str
    height: int


class Content(NamedTuple):
    """Sets prose `width` ems wide; `names` are the titles of people named by `unit/id`."""

    looks: Looks
    names: Mapping[str, str]
    width: float

    def lines(self, body: Prose) -> Iterator[Line]:
        """Yield the paragraphs of a body."""
        if isinstance(body, Paragraph):
            yield self._line(self.looks.paragraphs[PROSE], body.text)
        elif isinstance(body, Definitions):
            for label, cell in body.pairs:
                yield from self._definition(label, cell)
        else:
            if body.title:
                yield self._line(self.looks.paragraphs[GROUP_NAME], body.title)
            for item in body.items:
                yield from self._item(item, 0)

    def _line(self, look: ParagraphLook, text: str, before: str = "") -> Line:
        return Line(look, before + run(text), lines(text, self.width))

    def _item(self, item: Item, level: int) -> Iterator[Line]:
        """Yield an item, its notes on one line, and the items below it; levels beyond the list's last share that."""
        yield self._line(_at(self.looks.items, level), item.text)
        if item.notes:
            notes = [(label, shown(cell, self.names)) for label, cell in item.notes]
            name = self.looks.runs[NOTE_NAME]
            runs = run(SPACE).join(run(f"{label}：", name) + run(text) for label, text in notes)
            height = lines(SPACE.join(f"{label}：{text}" for label, text in notes), self.width)
            yield Line(_at(self.looks.notes, level), runs, height)
        for child in item.children:
            yield from self._item(child, level + 1)

    def _definition(self, label: str, cell: Cell) -> Iterator[Line]:
        """Yield the values of a label below one another, the label before the first."""
        head = run(f"{label}：", self.looks.runs[DEFINITION_NAME])
        for position, value in enumerate(cell):
            text = shown((value,), self.names)
            look = self.looks.paragraphs[CONTINUED if position else DEFINITION]
            yield self._line(look, text, "" if position else head + TAB)


def _at(looks: tuple[ParagraphLook, ...], level: int) -> ParagraphLook:
    return looks[min(level, len(looks) - 1)]
