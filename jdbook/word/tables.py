"""Tables: the three kinds of table a form is built of: labels beside values, a label beside prose, a label beside records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from jdbook.word.content import Line
from jdbook.word.looks import CELL, COLUMN, CONTENT, HEADING, LABEL, VALUE, Looks, Sample
from jdbook.word.measures import column_widths, ems, grid_rows, lines
from jdbook.word.ooxml import CellLook, cell, paragraph, row, table

WHOLE = 10  # a row of no more lines than this is kept on one page
_MARGIN = 220  # what a cell keeps free beside its text, in twips, with some room for fonts of other widths

Pairs = Sequence[tuple[str, str]]


class Joint(NamedTuple):
    """How a table of a section meets its neighbours.

    `label` heads the section's first table and is "" in the others; `above` and `below` say whether the label's column
    goes on there; `kept` demands that the last row stays with what follows.
    """

    label: str
    above: bool = False
    below: bool = False
    kept: bool = False


def pairs_table(pairs: Pairs, looks: Looks, *, kept: bool = False) -> str:
    """Return labels and values side by side; all rows stay together."""
    sample = looks.grid
    slots = range(1, len(sample.widths) // 2 + 1)
    rooms = [(sum(sample.widths[1 : 2 * taken]) - _MARGIN) / sample.cells[VALUE].em for taken in slots]
    plan = list(grid_rows([ems(value) for _, value in pairs], rooms))
    rows = []
    for number, places in enumerate(plan, 1):
        stays = kept or number < len(plan)
        cells = _pairs_cells([(*pairs[index], taken) for index, taken in places], sample, kept=stays)
        rows.append(row(sample.rows[VALUE], "".join(cells)))
    return table(sample.table, sample.widths, rows)


def _pairs_cells(places: Iterable[tuple[str, str, int]], sample: Sample, *, kept: bool) -> Iterable[str]:
    """Yield the cells of a row of label, value and the number of slots they take."""
    widths = iter(sample.widths)
    for label, value, slots in places:
        yield _cell(sample.cells[LABEL], next(widths), label, kept=kept)
        span = 2 * slots - 1
        yield _cell(sample.cells[VALUE], sum(next(widths) for _ in range(span)), value, span=span, kept=kept)


def _cell(look: CellLook, width: int, text: str, *, span: int = 1, kept: bool = False) -> str:
    return cell(look.open(), width, look.text(text, kept=kept), span=span)


def prose_table(groups: Sequence[Sequence[Line]], joint: Joint, looks: Looks) -> str:
    """Return the label beside prose, a row for each group of lines."""
    sample = looks.text
    left, right = sample.widths[0], sum(sample.widths[1:])
    heights = [sum(line.height for line in group) for group in groups]
    joint = joint._replace(below=joint.below and heights[-1] <= WHOLE)
    rows = []
    for number, (group, height) in enumerate(zip(groups, heights, strict=True), 1):
        is_last, whole = number == len(groups), height <= WHOLE
        kept = (joint.kept or joint.below) and is_last and whole
        here = joint if number == 1 else joint._replace(label="")
        head = _label(looks, left, here, _merge(number, len(groups)), kept=kept)
        paragraphs = "".join(paragraph(line.look, line.runs, kept=kept) for line in group)
        content = cell(sample.cells[CONTENT].open(below=joint.below and is_last), right, paragraphs)
        rows.append(row(sample.rows[CONTENT], head + content, whole=whole))
    return table(sample.table, (left, right), rows)


def _merge(number: int, count: int) -> str:
    """Return how the cell in row `number` of `count` merges with the others of its column."""
    return "" if count == 1 else "restart" if number == 1 else "continue"


def _label(looks: Looks, width: int, joint: Joint, merge: str, *, kept: bool) -> str:
    """Return the label's cell, or an empty one below it: only a label restarts the section's numbers."""
    look = looks.text.cells[HEADING] if joint.label else looks.inner.cells[LABEL]
    text = look.text(joint.label, kept=kept)
    return cell(look.open(above=joint.above, below=joint.below), width, text, merge=merge)


def records_table(
    columns: Sequence[str], records: Sequence[Sequence[str]], joint: Joint, looks: Looks
) -> str:
    """Return records under the heads of their columns.

    A short table stays on one page with its label beside all of it; in a longer one the head row comes again on every
    page, with the label.
    """
    sample = looks.inner
    left, total = sample.widths[0], sum(sample.widths[1:])
    texts = [[head, *(record[index] for record in records)] for index, head in enumerate(columns)]
    em = sample.cells[CELL].em
    widths = column_widths(texts, total, em, _MARGIN)
    rooms = [(width - _MARGIN) / em for width in widths]
    heights = [max(map(lines, record, rooms)) for record in records]
    short = 1 + sum(heights) <= WHOLE
    rows = [_head_row(columns, widths, joint, looks, short=short, alone=not records)]
    blank = joint._replace(label="", above=True)
    for number, (record, height) in enumerate(zip(records, heights, strict=True), 1):
        is_last = number == len(records)
        kept = joint.kept or joint.below if is_last else short
        merge = "continue" if short else _merge(number, len(records))
        head = _label(looks, left, blank, merge, kept=kept)
        cells = head + _cells(sample.cells[CELL], widths, record, kept=kept)
        rows.append(row(sample.rows[CELL], cells, whole=height <= WHOLE))
    return table(sample.table, (left, *widths), rows)


def _head_row(
    columns: Sequence[str], widths: Sequence[int], joint: Joint, looks: Looks, *, short: bool, alone: bool
) -> str:
    """Return the heads of the columns beside the label; of a table that may go on overleaf, with the label's own line above."""
    sample = looks.inner
    if not short:
        joint = joint._replace(above=False)
    label = _label(
        looks,
        sample.widths[0],
        joint._replace(below=joint.below or not alone),
        "restart" if short and not alone else "",
        kept=True,
    )
    heads = _cells(sample.cells[COLUMN], widths, columns, kept=True)
    return row(sample.rows[COLUMN], label + heads, header=not short)


def _cells(look: CellLook, widths: Iterable[int], texts: Iterable[str], *, kept: bool) -> str:
    return "".join(_cell(look, width, text, kept=kept) for width, text in zip(widths, texts, strict=True))
