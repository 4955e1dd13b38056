"""Body: a position's sections as the tables of the form, the label on the left and the content on the right.

Every section is a table of its own, joined to the next without a gap: so the head of an inner table is its table's
first row, and Word repeats it overleaf with the label. The label stands on the invisible first level of the one list
there is, which makes Word count each section's items from 1.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from jdbook.blocks import Body, Cell, Grid, Items, Section, Table
from jdbook.copies import Copy
from jdbook.word.content import Content, Prose
from jdbook.word.facts import shown
from jdbook.word.layout import PLAIN, Layout
from jdbook.word.looks import GAP, Looks
from jdbook.word.ooxml import paragraph
from jdbook.word.tables import Joint, pairs_table, prose_table, records_table

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
    held = _held(sections)
    tables = [table for section in sections for table in setter.tables(section, last=section.key in held)]
    return paragraph(looks.paragraphs[GAP]).join(tables)


def _held(sections: Sequence[Section]) -> frozenset[str]:
    """Return the keys of the sections whose end stays with what follows.

    What is signed on a page should be there to read: where the last section is of document control, the one before
    comes along.
    """
    end = 2 if sections and sections[-1].key in _OF_CONTROL else 1
    return frozenset(section.key for section in sections[-end:])


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

    def tables(self, section: Section, *, last: bool) -> Iterator[str]:
        """Yield the tables of a section; of a `last` one, the last row stays with what follows."""
        _check_count(section)
        parts = list(_parts(section.body))
        for number, part in enumerate(parts):
            end = number == len(parts) - 1
            joint = Joint("" if number else section.label, above=number > 0, below=not end, kept=last and end)
            yield self._table(part, joint)

    def _table(self, part: Grid | Table | list[Prose], joint: Joint) -> str:
        if isinstance(part, Grid):
            pairs = [(label, self._shown(cell)) for label, cell in part.pairs]
            return pairs_table(pairs, self.looks, kept=joint.kept)
        if isinstance(part, Table):
            records = [[self._shown(cell) for cell in record] for record in part.rows]
            return records_table(part.columns, records, joint, self.looks)
        content = Content(self.looks, self.copy.names, self.looks.content_width)
        return prose_table([list(content.lines(prose)) for prose in part], joint, self.looks)

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
