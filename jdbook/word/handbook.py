"""Handbook: the positions of a department or a unit in one document: cover, index, a section each, register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from jdbook.word.assembly import Facts, Leaf, assemble, mark, numbered
from jdbook.word.facts import GROUP, ROW
from jdbook.word.form import Drawn
from jdbook.word.package import Template
from jdbook.word.pieces import Piece
from jdbook.word.sheets import BOUND, COVER, INDEX, REGISTER, Block, Sheet

_FIRST = 3  # the number of the first position's section: cover and index come before it


@dataclass(frozen=True, slots=True)
class Chapter:
    """Positions in the order of print, under a department's name, or "" where there is nothing to tell apart."""

    name: str
    positions: Sequence[Drawn]


@dataclass(frozen=True, slots=True)
class Handbook:
    """What a handbook says of itself (its title, whose it is, company and employer), and its chapters."""

    title: str
    subtitle: str
    company: str
    employer: str
    chapters: Sequence[Chapter]

    @property
    def positions(self) -> list[Drawn]:
        return [drawn for chapter in self.chapters for drawn in chapter.positions]


def handbook(book: Handbook, template: Template) -> bytes:
    """Return the Word file of a handbook; the positions stand in the order of its chapters."""
    return assemble(template, list(_leaves(book, template, _facts(book))), _properties(book))


def _facts(book: Handbook) -> Facts:
    return {
        "手册名称": book.title,
        "副题": book.subtitle,
        "公司": book.company,
        "用人单位": book.employer,
        "岗位数": str(len(book.positions)),
    }


def register(book: Handbook, template: Template) -> bytes:
    """Return the Word file of the register alone, a row for each of the book's people."""
    facts = _facts(book)
    return assemble(template, [_list(template.sheets[REGISTER], book, facts, 1)], _properties(book))


def _properties(book: Handbook) -> tuple[tuple[str, str], ...]:
    return (
        ("dc:title", f"{book.subtitle}{book.title}"),
        ("dc:creator", book.employer),
        ("dc:language", "zh-CN"),
    )


def _leaves(book: Handbook, template: Template, facts: Facts) -> Iterator[Leaf]:
    """Yield the sections of the handbook in their order."""
    yield _list(template.sheets[COVER], book, facts, 1)
    yield _list(template.sheets[INDEX], book, facts, 2)
    for number, drawn in enumerate(book.positions, _FIRST):
        yield drawn.leaf(template, number, BOUND)
    yield _list(template.sheets[REGISTER], book, facts, _FIRST + len(book.positions))


def _list(sheet: Sheet, book: Handbook, facts: Facts, number: int) -> Leaf:
    """Return a page of the handbook itself, the rows for positions repeated in its tables."""
    facts = numbered(facts, number)
    blocks = [block for block in sheet.before + sheet.after if block.is_printed((BOUND,))]
    return Leaf(sheet, [_filled(block, book, facts) for block in blocks], facts)


def _filled(block: Block, book: Handbook, facts: Facts) -> str:
    """Return a block; its rows about positions come for every chapter and position, those around them once."""
    about = [bool(row.names & (ROW - facts.keys())) for row in block.rows]
    if not any(about):
        return block.fill(facts)
    first, behind = about.index(True), len(about) - about[::-1].index(True)
    rows = [row.fill(facts) for row in block.rows[:first]]
    rows += _repeated(block.rows[first:behind], book)
    rows += [row.fill(facts) for row in block.rows[behind:]]
    return block.opening + "".join(rows) + block.closing


def _repeated(rows: Sequence[Piece], book: Handbook) -> Iterator[str]:
    """Yield the rows about chapters and positions for each of them in turn."""
    of_chapters = [row for row in rows if GROUP in row.names]
    of_positions = [row for row in rows if GROUP not in row.names]
    numbers = count(1)
    for chapter in book.chapters:
        if chapter.name:
            yield from (row.fill({GROUP: chapter.name}) for row in of_chapters)
        for drawn, number in zip(chapter.positions, numbers, strict=False):
            facts = {**drawn.facts, "序号": str(number), "书签": mark(_FIRST + number - 1)}
            yield from (row.fill(facts) for row in of_positions)
