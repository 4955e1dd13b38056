"""Blocks: the narrow waist between positions and every format they are read from or written to.

A position becomes a tuple of blocks (`outline.to_blocks`) and every writer takes blocks; importers produce blocks and
`outline.from_blocks` makes a position of them. Blocks hold what a reader sees, labels included, and no layout.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Ref:
    """Somebody named by title, alias or `unit/id`; `outside` says that the library has no page for them."""

    name: str
    outside: bool = False


Value = str | Ref
Cell = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: its sentence, labelled remarks below it (工作标准, 频次), and items below that."""

    text: str
    notes: tuple[tuple[str, Cell], ...] = ()
    children: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Items:
    """A numbered list. `title` names the group the items belong to; `start` is the first item's number."""

    items: tuple[Item, ...]
    title: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of text; line breaks in it count."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading row; a cell holds several values, or none."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """Short facts as label and value, set side by side: the identity block of a form."""

    pairs: tuple[tuple[str, Cell], ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """Labelled lists of sentences below one another, such as 任职资格 with 学历, 经验, 技能."""

    pairs: tuple[tuple[str, Cell], ...]


Body = Items | Paragraph | Table | Grid | Definitions


@dataclass(frozen=True, slots=True)
class Section:
    """A field of the position under its label; `key` is the field's key, or a group's."""

    key: str
    label: str
    body: tuple[Body, ...] = field(default=())


Block = Section
