"""Cells: the lines of tables, read by what their cell is there. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from jdbook.importing import columns
from jdbook.importing.document import Line, Part, Role
from jdbook.importing.drafts import LABEL, LEFTOVER, NUMBER, Item, Named
from jdbook.importing.numbering import leading
from jdbook.importing.openfield import PART, OpenField
from jdbook.importing.phrases import is_nothing, is_unsaid
from jdbook.importing.reader import Reader
from jdbook.importing.titles import is_title

_WITH_PARTS = frozenset(
    {"qualifications", "conditions", "assessment", "duties", "collaboration", "procedures", "rules", "safety"}
)


def read_cell(reader: Reader, line: Line, role: Role) -> None:
    """Read a line of a cell whose role is known."""
    if reader.cell != line.cell and reader.now.is_told and not role.key:
        reader.now = OpenField(is_left=True)  # a fact is over with its cell
    if is_unsaid(line.text):
        reader.note(line, line.text, LEFTOVER)
    else:
        _READ[role.part](reader, line, role)
    reader.cell = line.cell


def _head(reader: Reader, line: Line, _: Role) -> None:
    reader.note(line, line.text, LABEL)


def _leave(reader: Reader, line: Line, _: Role) -> None:
    reader.note(line, line.text, LEFTOVER)


def _label(reader: Reader, line: Line, role: Role) -> None:
    if role.key == reader.now.key == "duties" and reader.now.group and columns.names_tasks(line.text):
        reader.note(line, line.text, LABEL)  # what is below belongs to the duty above
        return
    named = Named.LABEL if columns.declared(line.text) is not None else Named.WORDS
    reader.name(line, line.text, role.key, named)


def _number(reader: Reader, line: Line, _: Role) -> None:
    """Take a figure in a cell of its own as the number of what stands beside it."""
    reader.counted = leading(f"{line.text.strip().rstrip('.、')}、")
    reader.note(line, line.text, NUMBER)


def _begin(reader: Reader, line: Line, _: Role) -> None:
    """Begin the position that a row is about; what is no title ends the list."""
    if reader.cell == line.cell or not is_title(line.text):
        reader.draft = None if reader.cell != line.cell else reader.draft
        reader.note(line, line.text, LEFTOVER)
    else:
        kept = {fact.key for fact in reader.kept}
        reader.open_draft(line, line.text, labelled=True)
        for key, text in reader.carried.items():
            if key not in kept:
                reader.drafts[-1].items.setdefault(key, []).append(Item([text], place=line.place))


def _await(reader: Reader, line: Line, role: Role) -> None:
    """Keep a value for the position that the row is about; a cell that reaches over several rows says it of all."""
    reader.keep(line, line.text, role.key)
    reader.carried[role.key] = line.text.strip()


def _name_part(reader: Reader, line: Line, _: Role) -> None:
    """Take a cell as the name of a part of the field that is open; where none can be, what it names is left over."""
    if reader.draft and reader.now.key not in _WITH_PARTS and columns.names_quality(line.text):
        reader.now = OpenField("qualifications", named=Named.WORDS)  # which the form does not name
    now, draft = reader.now, reader.draft
    if reader.cell == line.cell and now.open and now.open[-1][0] == PART:
        now.open[-1][1].texts.append(line.text.strip())
        reader.note(line, line.text, now.key, draft)
    elif draft and now.key in _WITH_PARTS and (not now.open or now.open[0][0] == PART):
        is_within = _is_within(reader, line)
        now.begin_part(draft.items.setdefault(now.key, []), line.text.strip(), is_outer=not is_within)
        reader.part_table = reader.part_table if is_within else line.cell and line.cell.table
        reader.note(line, line.text, now.key, draft)
    else:
        reader.now = OpenField(is_left=True)
        reader.note(line, line.text, LEFTOVER)


def _is_within(reader: Reader, line: Line) -> bool:
    """Return whether a table stands in a cell beside the part that was begun last, or goes on there."""
    table = line.cell and line.cell.table
    return reader.part_table is not None and table != reader.part_table and bool(reader.now.open)


def _remark(reader: Reader, line: Line, role: Role) -> None:
    """Add a remark to the item that was read last; a group stands above those that follow."""
    now, draft, name = reader.now, reader.draft, role.key
    if name == "group" and draft:
        now = reader.select("duties")
        now.begin_part(draft.items.setdefault("duties", []), line.text.strip(), is_outer=True)
        now.open[-1][1].is_part = False
        reader.note(line, line.text, "duties", draft)
    elif (
        now.key == "duties"
        and now.open
        and reader.cell != line.cell
        and name not in now.open[-1][1].notes
        and not is_nothing(line.text)
    ):
        now.open[-1][1].notes[name] = line.text.strip()
        reader.note(line, line.text, now.key, draft)
    else:
        reader.note(line, line.text, LEFTOVER)


def _take_spoken(reader: Reader, line: Line, end: int, role: Role) -> None:
    """Take a cell that says itself what it is: its label, and the rest as the group or the remark that it names."""
    if role.part is Part.NOTE:
        reader.note(line, line.text[:end], LABEL)
        _remark(reader, replace(line, text=line.text[end:]), role)
    else:
        _leave(reader, line, role)


def _value(reader: Reader, line: Line, role: Role) -> None:
    now = reader.select(role.key) if role.key else reader.now
    remark = columns.spoken_remark(line.text) if now.key == "duties" and reader.cell != line.cell else None
    if remark:
        _take_spoken(reader, line, *remark)
        return
    mark, draft = reader.counted, reader.draft
    if role.under and draft and now.key and reader.cell != line.cell:
        now.begin_part(draft.items.setdefault(now.key, []), role.under)
    if mark:
        now.mark, now.ended, reader.counted = mark, True, None
    if now.is_left:
        reader.note(line, line.text, LEFTOVER)
    else:
        reader.take_all(line, line.text)


_READ: dict[Part, Callable[[Reader, Line, Role], None]] = {
    Part.HEAD: _head,
    Part.LABEL: _label,
    Part.SUBLABEL: _name_part,
    Part.NUMBER: _number,
    Part.TITLE: _begin,
    Part.VALUE: _value,
    Part.AHEAD: _await,
    Part.NOTE: _remark,
    Part.ASIDE: _leave,
}
