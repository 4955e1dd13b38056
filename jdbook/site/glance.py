"""Glance: a position at one look, as plain values: whom it works with, and of each thing asked first only a few lines.

Every line leads to where the page, or another one, says it in full. What the position does not say is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jdbook.fields import FIELDS, fields_of
from jdbook.knowledge.collection import Named, Page
from jdbook.knowledge.markdown import slug
from jdbook.knowledge.model import Article, Term
from jdbook.library import Entry
from jdbook.model import DECIDING, Authority, Collaboration, Duty, Position
from jdbook.shapes import Reference
from jdbook.site.paths import GLOSSARY, knowledge_page, position_page
from jdbook.site.wiki import Wiki, as_ref

LINES = 4  # of a block; a look takes in no more
NAMES = 6  # of people side by side
_ROUTINE_LINES = 3
_ROUTINE = re.compile("每个?(?:工作)?[日天周班]|日常|随时|实时|早|晚")
_OWN = (*DECIDING, "执行")
_PROPOSING = ("提议", "建议")
_LOOKING_ON = ("监督", "知情")
_LABELS = {field.key: field.label for field in FIELDS}


class Person(NamedTuple):
    """Somebody, and their page where they have one."""

    name: str
    page: str = ""


class People(NamedTuple):
    """Those who stand in one relation to the position: the first few, and the others."""

    title: str
    shown: tuple[Person, ...]
    others: tuple[Person, ...] = ()

    @property
    def total(self) -> int:
        """Return how many there are."""
        return len(self.shown) + len(self.others)


class Line(NamedTuple):
    """One thing said, where it stands in full (`page` is "" for the same page), and short remarks."""

    text: str
    anchor: str = ""
    page: str = ""
    marks: tuple[str, ...] = ()
    whom: tuple[Person, ...] = ()


class Block(NamedTuple):
    """A few lines under a title, out of so many items of a section."""

    key: str
    title: str
    lines: tuple[Line, ...]
    total: int

    @property
    def label(self) -> str:
        """Return what the section is called."""
        return _LABELS[self.key]


class Glance(NamedTuple):
    """A position at one look."""

    people: tuple[People, ...]
    blocks: tuple[Block, ...]


def glance_of(wiki: Wiki, entry: Entry) -> Glance:
    """Return what is seen of a position at one look."""
    blocks = (block for block in _blocks(wiki, entry) if block.lines)
    return Glance(tuple(_people(wiki, entry)), tuple(blocks))


def _people(wiki: Wiki, entry: Entry) -> Iterator[People]:
    if wiki.shows("superior"):
        yield _few("直接上级", [_person(wiki, who, entry) for who in wiki.superiors(entry)])
        if wiki.shows("subordinates"):
            yield _few("直接下级", [_person(wiki, who, entry) for who in wiki.subordinates(entry)])
    if colleagues := list(dict.fromkeys(_colleagues(wiki, entry))):
        yield _few(fields_of(Collaboration)[0].label, colleagues)


def _few(title: str, people: list[Person]) -> People:
    """Return the first few; a single one more is not worth hiding."""
    cut = NAMES if len(people) > NAMES + 1 else len(people)
    return People(title, tuple(people[:cut]), tuple(people[cut:]))


def _person(wiki: Wiki, who: Entry | str, entry: Entry) -> Person:
    if isinstance(who, str):
        return Person(who)
    return Person(wiki.called(who, entry.unit), position_page(who))


def _named(wiki: Wiki, reference: Reference, unit: str) -> Person:
    found = wiki.target(as_ref(reference), unit)
    return Person(*found) if found else Person(str(reference))


def _colleagues(wiki: Wiki, entry: Entry) -> Iterator[Person]:
    for item in entry.position.collaboration:
        yield from (_named(wiki, who, entry.unit) for who in item.with_whom)


def _blocks(wiki: Wiki, entry: Entry) -> Iterator[Block]:
    """Yield the blocks in the order in which a newcomer asks."""
    position = entry.position
    yield Block("duties", "要做的事", tuple(_duties(position)), len(position.duties))
    for title, own in (("我能定、能办的", True), ("要报谁、会同谁", False)):
        lines = _few_lines(_powers(wiki, entry, own))
        yield Block("authority", title, lines, len(position.authority))
    yield Block("assessment", "怎么考核", _few_lines(_criteria(position)), len(position.assessment))
    reading = _few_lines(_read(wiki, name) for name in position.knowledge)
    yield Block("knowledge", "上岗先读", reading, len(position.knowledge))


def _few_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(lines)[:LINES]


def _duties(position: Position) -> Iterator[Line]:
    """Yield duties of every day and week before those that come first in the list."""
    numbered = list(enumerate(position.duties, 1))
    routine = [(n, duty) for n, duty in numbered if _is_routine(duty)][:_ROUTINE_LINES]
    others = [(n, duty) for n, duty in numbered if (n, duty) not in routine]
    for n, duty in (*routine, *others)[:LINES]:
        yield Line(duty.text, f"duties-{n}", marks=(duty.frequency,) if duty.frequency else ())


def _is_routine(duty: Duty) -> bool:
    return bool(duty.frequency and _ROUTINE.search(duty.frequency))


def _powers(wiki: Wiki, entry: Entry, own: bool) -> Iterator[Line]:
    """Yield the powers held alone (`own`), or those in which somebody else is asked."""
    for n, item in enumerate(entry.position.authority, 1):
        if item.matter and (_is_own(item) if own else _asks(item)):
            marks = (str(item.action), *((str(item.limit),) if item.limit else ()))
            whom = tuple(_named(wiki, who, entry.unit) for who in item.with_whom)
            yield Line(item.matter, f"authority-{n}", marks=marks, whom=whom)


def _is_own(item: Authority) -> bool:
    return item.action in _OWN and not item.with_whom


def _asks(item: Authority) -> bool:
    """Return whether somebody else has a say. Who supervises or is told decides nothing."""
    return item.action in _PROPOSING or (item.action not in _LOOKING_ON and bool(item.with_whom))


def _criteria(position: Position) -> Iterator[Line]:
    for n, criterion in enumerate(position.assessment, 1):
        yield Line(criterion.item, f"assessment-{n}", marks=(criterion.weight,) if criterion.weight else ())


def _read(wiki: Wiki, name: str) -> Line:
    """Return what is to be read under a name, and what kind of reading it is."""
    found = wiki.knowledge.find(name)
    if isinstance(found, Term):
        return Line(name, slug(found.term), GLOSSARY, (kind_of(found),))
    if found:
        return Line(found.record.title, "", knowledge_page(found.id), (kind_of(found),))
    return Line(name, "knowledge")


def kind_of(found: Named) -> str:
    """Return what kind of reading a page or a term is."""
    if isinstance(found, Page):
        return found.record.kind if isinstance(found.record, Article) else "自测"
    return "术语"
