"""Body: a position's sections as the tables of the form, the label on the left and the content on the right.

Every section is a table of its own, joined to the next without a gap: so the head of an inner table is its table's
first row, and Word repeats it overleaf with the label. The label stands on the invisible first level of the one list
there is, which makes Word count each section's items from 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from jdbook.blocks import Body, Cell, Grid, Items, Section, Table
from jdbook.copies import Copy
from jdbook.word.content import Content, Line, Prose
from jdbook.word.facts import shown
from jdbook.word.layout import PLAIN, Layout
from jdbook.word.looks import GAP, Looks
from jdbook.word.ooxml import paragraph
from jdbook.word.tables import Joint, Lead, pairs_table, prose_table, records_table

CONTROL = "control"
_OF_CONTROL = (CONTROL, "revisions")


def body(copy: Copy, looks: Looks, printed: Collection[str] = (), layout: Layout = PLAIN) -> str:
    """Return the tables of a copy, as a document has them between its head and its signatures.

    Facts of document control whose labels are in `printed` are left out: the template prints them. ValueError for a
    list that does not go on counting where the section's list before ended, and for a character that XML can't hold.
    """
    setter = _Setter(looks, copy)
    kept = [_without(section, printed) for section in copy.sections]
    sections = layout.arranged(section for section in kept if section.body)
    return paragraph(looks.paragraphs[GAP]).join(setter.tables(sections, _held(sections)))


def _held(sections: Sequence[Section]) -> int:
    """Return how many sections at the end stay with what follows them.

    What is signed on a page should be there to read: the last text comes along with the sections of document control.
    """
    of_control = takewhile(lambda section: section.key in _OF_CONTROL, reversed(sections))
    return sum(1 for _ in of_control) + 1


def _without(section: Section, printed: Collection[str]) -> Section:
    """Return the section of document control without the facts that stand elsewhere, any other as it is."""
    if section.key != CONTROL:
        return section
    grids = (body for body in section.body if isinstance(body, Grid))
    left = (Grid(tuple(pair for pair in grid.pairs if pair[0] not in printed)) for grid in grids)
    return Section(section.key, section.label, tuple(grid for grid in left if grid.pairs))


@dataclass(frozen=True, slots=True)
class _Setter:
    """Sets the sections of one copy."""

    looks: Looks
    copy: Copy

    def tables(self, sections: Sequence[Section], held: int) -> Iterator[str]:
        """Yield the tables of the sections; the last row of the `held` last ones stays with what follows."""
        lead: Lead | None = None
        for left, section in zip(range(len(sections) - 1, -1, -1), sections, strict=True):
            _check_count(section)
            parts = list(_parts(section.body))
            for number, part in enumerate(parts):
                end = number == len(parts) - 1
                kept = end and left < held
                joint = Joint("" if number else section.label, number > 0, not end, kept, section.label)
                if kept and left and not isinstance(part, Grid | Table):
                    lead = Lead(self._groups(part), joint)  # goes into the table of the next section
                    continue
                yield self._table(part, joint, lead)
                lead = None

    def _table(self, part: Grid | Table | list[Prose], joint: Joint, lead: Lead | None) -> str:
        if isinstance(part, Grid):
            pairs = [(label, self._shown(cell)) for label, cell in part.pairs]
            return pairs_table(pairs, self.looks, kept=joint.kept, lead=lead)
        if isinstance(part, Table):
            records = [[self._shown(cell) for cell in record] for record in part.rows]
            return records_table(part.columns, records, joint, self.looks, lead)
        return prose_table(self._groups(part), joint, self.looks)

    def _groups(self, part: list[Prose]) -> list[list[Line]]:
        content = Content(self.looks, self.copy.names, self.looks.content_width)
        return [list(content.lines(prose)) for prose in part]

    def _shown(self, cell: Cell) -> str:
        return shown(cell, self.copy.names)


def _parts(bodies: tuple[Body, ...]) -> Iterator[Grid | Table | list[Prose]]:
    """Yield what becomes one table each: a grid, a table, or a run of prose."""
    prose: list[Prose] = []
    for body in bodies:
        if not isinstance(body, Grid | Table):
            prose.append(body)
            continue
        if prose:
            yield prose
            prose = []
        yield body
    if prose:
        yield prose


def _check_count(section: Section) -> None:
    """Raise where Word's numbers would not be the list's own: they run on through a section."""
    expected = 1
    for body in section.body:
        if isinstance(body, Items):
            if body.start != expected:
                raise ValueError(f"{section.key}: a list starts at {body.start} where {expected} comes next")
            expected += len(body.items)
