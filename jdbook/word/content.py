"""Content: lists, definitions and prose of a section as paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from jdbook.blocks import Cell, Definitions, Item, Items, Paragraph
from jdbook.word.facts import shown
from jdbook.word.looks import (
    CONTINUED,
    DEFINITION,
    DEFINITION_NAME,
    GROUP_NAME,
    NOTE,
    NOTE_NAME,
    PROSE,
    Looks,
)
from jdbook.word.measures import ems, lines
from jdbook.word.ooxml import TAB, ParagraphLook, run

Prose = Items | Paragraph | Definitions
SPACE = "　"
_STEP = 2  # ems by which a level is set in from the one above


class Line(NamedTuple):
    """A paragraph in the making: its look, its runs, about how many lines it takes, and whether a row may begin with it."""

    look: ParagraphLook
    runs: str
    height: int
    begins: bool = False


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
            said = (line for label, cell in body.pairs for line in self._definition(label, cell))
            yield from (line._replace(begins=number > 0) for number, line in enumerate(said))
        else:
            if body.title:
                yield self._line(self.looks.paragraphs[GROUP_NAME], body.title)
            for number, item in enumerate(body.items):
                first, *more = self._item(item, 0)
                yield first._replace(begins=number > 0)
                yield from more

    def _line(self, look: ParagraphLook, text: str, before: str = "") -> Line:
        return Line(look, before + run(text), lines(text, self.width))

    def _item(self, item: Item, level: int) -> Iterator[Line]:
        """Yield an item, its notes, and the items below it; levels beyond the list's last share that.

        Notes stand behind the item where one line holds both, else on a line of their own.
        """
        notes = [(label, shown(cell, self.names)) for label, cell in item.notes]
        told = SPACE.join(f"{label}：{text}" for label, text in notes)
        look = _at(self.looks.items, level)
        if not notes:
            yield self._line(look, item.text)
        elif ems(item.text + SPACE + told) <= self.width - _STEP * level and "\n" not in item.text:
            yield Line(look, run(item.text + SPACE) + self._notes(notes, self.looks.runs[NOTE]), 1)
        else:
            yield self._line(look, item.text)
            yield Line(_at(self.looks.notes, level), self._notes(notes), lines(told, self.width))
        for child in item.children:
            yield from self._item(child, level + 1)

    def _notes(self, notes: Iterable[tuple[str, str]], look: str = "") -> str:
        """Return the runs of notes, each a label and a text in this look."""
        name = self.looks.runs[NOTE_NAME]
        return run(SPACE, look).join(run(f"{label}：", name) + run(text, look) for label, text in notes)

    def _definition(self, label: str, cell: Cell) -> Iterator[Line]:
        """Yield the values of a label below one another, the label before the first."""
        head = run(f"{label}：", self.looks.runs[DEFINITION_NAME])
        for position, value in enumerate(cell):
            text = shown((value,), self.names)
            look = self.looks.paragraphs[CONTINUED if position else DEFINITION]
            yield self._line(look, text, "" if position else head + TAB)


def _at(looks: tuple[ParagraphLook, ...], level: int) -> ParagraphLook:
    return looks[min(level, len(looks) - 1)]
