"""Tables: the three kinds of table a form is built of: labels beside values, a label beside prose, a label beside records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from jdbook.word.content import Line
from jdbook.word.looks import CELL, COLUMN, CONTENT, GAP, HEADING, LABEL, VALUE, Looks, Sample
from jdbook.word.measures import column_widths, ems, grid_rows, lines
from jdbook.word.ooxml import CellLook, TableLook, cell, paragraph, row, table

WHOLE = 10  # a row of no more lines than this is kept on one page
_TAIL = 4  # lines of text that come along to a page with what follows them
_MARGIN = 220  # what a cell keeps free beside its text, in twips, with some room for fonts of other widths

Pairs = Sequence[tuple[str, str]]


class Joint(NamedTuple):
    """How a table of a section meets its neighbours.

    `label` heads the section's first table and is "" in the others; `above` and `below` say whether the label's column
    goes on there; `kept` demands that the last row stays with what follows; `again` is the label for a later table that
    may go on overleaf.
    """

    label: str
    above: bool = False
    below: bool = False
    kept: bool = False
    again: str = ""


class Lead(NamedTuple):
    """Prose that stands in one table with what follows it, for both to stay on a page."""

    groups: Sequence[Sequence[Line]]
    joint: Joint


def pairs_table(pairs: Pairs, looks: Looks, *, kept: bool = False, lead: Lead | None = None) -> str:
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
    return _led(lead, sample.table, sample.widths, rows, looks)


def _led(
    lead: Lead | None,
    look: TableLook,
    widths: Sequence[int],
    rows: Sequence[str],
    looks: Looks,
    *,
    in_one: bool = True,
) -> str:
    """Return the rows as a table, those of the lead first; not `in_one`, or with other widths, the lead is a table before it."""
    if lead is None:
        return table(look, widths, rows)
    if in_one and widths[0] == looks.text.widths[0] and sum(widths) == sum(looks.text.widths):
        return table(look, widths, [*_prose_rows(*lead, looks, len(widths) - 1), *rows])
    gap = paragraph(looks.paragraphs[GAP])
    return prose_table(*lead, looks) + gap + table(look, widths, rows)


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
    widths = (sample.widths[0], sum(sample.widths[1:]))
    return table(sample.table, widths, list(_prose_rows(groups, joint, looks)))


def _prose_rows(groups: Sequence[Sequence[Line]], joint: Joint, looks: Looks, span: int = 1) -> Iterator[str]:
    """Yield the rows of a prose table, the prose over `span` columns.

    Where the last row has to stay with what follows, the last group is cut: a long row could not stay, and LibreOffice
    lets go of a table of a single row.
    """
    sample = looks.text
    left, right = sample.widths[0], sum(sample.widths[1:])
    held = joint.kept or joint.below
    parts = [(group, False) for group in groups]
    if held and (tail := _tail(groups[-1])):
        parts[-1:] = [(groups[-1][:tail], False), (groups[-1][tail:], True)]
    for number, (group, goes_on) in enumerate(parts, 1):
        is_last, whole = number == len(parts), _height(group) <= WHOLE
        kept = held and is_last and whole
        here = joint._replace(
            again="", label=joint.label if number == 1 else "", below=joint.below and (not is_last or whole)
        )
        head = _label(looks, left, here, _merge(number, len(parts)), kept=kept)
        paragraphs = "".join(paragraph(line.look, line.runs, kept=kept) for line in group)
        opens = here.below if is_last else parts[number][1]
        look = sample.cells[CONTENT].open(above=goes_on, below=opens)
        content = cell(look, right, paragraphs, span=span)
        yield row("" if goes_on else sample.rows[CONTENT], head + content, whole=whole)


def _height(group: Sequence[Line]) -> int:
    return sum(line.height for line in group)


def _tail(group: Sequence[Line]) -> int:
    """Return where the end of a group begins that is to stay with what follows; 0 where it can't be cut."""
    places = [place for place, line in enumerate(group) if line.begins]
    short = [place for place in places if _height(group[place:]) <= _TAIL]
    return next(iter(short), 0) or next(reversed(places), 0)


def _merge(number: int, count: int) -> str:
    """Return how the cell in row `number` of `count` merges with the others of its column."""
    return "" if count == 1 else "restart" if number == 1 else "continue"


def _label(looks: Looks, width: int, joint: Joint, merge: str, *, kept: bool) -> str:
    """Return the label's cell, or an empty one below it: only a label restarts the section's numbers."""
    look = looks.text.cells[HEADING] if joint.label else looks.inner.cells[LABEL]
    text = look.text(joint.label or joint.again, kept=kept)
    return cell(look.open(above=joint.above, below=joint.below), width, text, merge=merge)


def records_table(
    columns: Sequence[str],
    records: Sequence[Sequence[str]],
    joint: Joint,
    looks: Looks,
    lead: Lead | None = None,
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
    blank = joint._replace(label="", above=True, again="")
    for number, (record, height) in enumerate(zip(records, heights, strict=True), 1):
        is_last = number == len(records)
        kept = joint.kept or joint.below if is_last else short
        merge = "continue" if short else _merge(number, len(records))
        head = _label(looks, left, blank, merge, kept=kept)
        cells = head + _cells(sample.cells[CELL], widths, record, kept=kept)
        rows.append(row(sample.rows[CELL], cells, whole=height <= WHOLE))
    # A head row is repeated only where it is its table's first.
    return _led(lead, sample.table, (left, *widths), rows, looks, in_one=short)


def _head_row(
    columns: Sequence[str], widths: Sequence[int], joint: Joint, looks: Looks, *, short: bool, alone: bool
) -> str:
    """Return the heads of the columns beside the label; of a table that may go on overleaf, with the label's own line above."""
    sample = looks.inner
    joint = joint._replace(again="") if short else joint._replace(above=False)
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
