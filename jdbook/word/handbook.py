"""Handbook: the positions of a department or a unit in one document, a section each, between its own pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jdbook.word.assembly import Facts, Leaf, assemble, mark, numbered
from jdbook.word.facts import BRANCH, GROUP, PAGE, ROW
from jdbook.word.form import Drawn
from jdbook.word.package import Template
from jdbook.word.pieces import Piece
from jdbook.word.sheets import (
    APPROVAL,
    BOUND,
    CHART,
    COVER,
    INDEX,
    PAGED,
    REGISTER,
    REVISIONS,
    UNPAGED,
    Block,
    Sheet,
)

_FRONT = (COVER, APPROVAL, REVISIONS, INDEX, CHART)  # those that the template lacks are left out
_STEP, _TURN = "　　", "└　"


@dataclass(frozen=True, slots=True)
class Chapter:
    """Positions in the order of print, under a department's name, or "" where there is nothing to tell apart."""

    name: str
    positions: Sequence[Drawn]


class Post(NamedTuple):
    """A line of the organisation chart: a position `depth` levels below the top, again where it stood before."""

    drawn: Drawn
    depth: int
    repeated: bool = False

    @property
    def branch(self) -> str:
        """Return the title behind what shows its level."""
        title = f"{self.drawn.copy.title}（见上）" if self.repeated else self.drawn.copy.title
        return f"{_STEP * (self.depth - 1)}{_TURN}{title}" if self.depth else title


@dataclass(frozen=True, slots=True)
class Handbook:
    """What a handbook says of itself (its title, whose it is, company and employer), its chapters, and its chart.

    With `pages`, its pages are counted through, and the contents name the page on which each position begins, by the
    mark of its section; 0 for those that are not known yet.
    """

    title: str
    subtitle: str
    company: str
    employer: str
    chapters: Sequence[Chapter]
    chart: Sequence[Post] = ()
    pages: Mapping[str, int] | None = None

    @property
    def positions(self) -> list[Drawn]:
        return [drawn for chapter in self.chapters for drawn in chapter.positions]

    @property
    def is_paged(self) -> bool:
        return self.pages is not None


def names_pages(template: Template) -> bool:
    """Return whether the template's contents have a place for page numbers."""
    return PAGE in template.sheets[INDEX].names


def marks_of(book: Handbook, template: Template) -> list[str]:
    """Return the marks of the positions' sections, in their order."""
    first = len(_front(book, template)) + 1
    return [mark(first + number) for number in range(len(book.positions))]


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
    front = _front(book, template)
    first = len(front) + 1
    for number, page in enumerate(front, 1):
        yield _list(template.sheets[page], book, facts, number, first)
    for number, drawn in enumerate(book.positions, first):
        yield drawn.leaf(template, number, BOUND, through=book.is_paged)
    yield _list(template.sheets[REGISTER], book, facts, first + len(book.positions), first)


def _front(book: Handbook, template: Template) -> list[str]:
    return [page for page in _FRONT if page in template.sheets and (page != CHART or book.chart)]


def _list(sheet: Sheet, book: Handbook, facts: Facts, number: int, first: int = 1) -> Leaf:
    """Return a page of the handbook itself, the rows for positions repeated in its tables.

    `first` is the number of the first position's section.
    """
    facts = numbered(facts, number, through=book.is_paged)
    now = (BOUND, PAGED if book.is_paged else UNPAGED)
    blocks = [block for block in sheet.before + sheet.after if block.is_printed(now)]
    content = [_filled(block, book, facts, first) for block in blocks]
    return Leaf(sheet, content, facts, continues=book.is_paged and number > 1, around=content)


def _filled(block: Block, book: Handbook, facts: Facts, first: int) -> str:
    """Return a block; its rows about positions come for every chapter and position, those around them once."""
    about = [bool(row.names & (ROW - facts.keys())) for row in block.rows]
    if not any(about):
        return block.fill(facts)
    start, behind = about.index(True), len(about) - about[::-1].index(True)
    rows = [row.fill(facts) for row in block.rows[:start]]
    rows += _repeated(block.rows[start:behind], book, first)
    rows += [row.fill(facts) for row in block.rows[behind:]]
    return block.opening + "".join(rows) + block.closing


def _repeated(rows: Sequence[Piece], book: Handbook, first: int) -> Iterator[str]:
    """Yield the rows about chapters and positions for each of them in turn, those of the chart in its order."""
    known = _known(book, first)
    if any(BRANCH in row.names for row in rows):
        for post in book.chart:
            facts = {**known[id(post.drawn)], BRANCH: post.branch}
            yield from (row.fill(facts) for row in rows)
        return
    of_chapters = [row for row in rows if GROUP in row.names]
    of_positions = [row for row in rows if GROUP not in row.names]
    for chapter in book.chapters:
        if chapter.name:
            yield from (row.fill({GROUP: chapter.name}) for row in of_chapters)
        for drawn in chapter.positions:
            yield from (row.fill(known[id(drawn)]) for row in of_positions)


def _known(book: Handbook, first: int) -> dict[int, Facts]:
    """Return what rows can say of every position, with its number in the book, the mark of its section and its page."""
    pages = book.pages or {}
    known: dict[int, Facts] = {}
    for number, drawn in enumerate(book.positions, 1):
        here = mark(first + number - 1)
        own = {"序号": str(number), "书签": here, PAGE: str(pages.get(here, 0))}
        known[id(drawn)] = {**drawn.facts, **own}
    return known
