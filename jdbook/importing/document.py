"""Document: a source as lines of text, each with the place people find it by, whatever kind of file it was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line as people see it: its text, where it stands (`第12行`), and its level if it is a heading (0: it is none).

    What stands `aside`, as headers and comments do, belongs to no position. A line of a `cell` stands in a table.
    """

    text: str
    place: str
    heading: int = 0
    aside: bool = False
    cell: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A source by the name of its file."""

    name: str
    lines: tuple[Line, ...]
