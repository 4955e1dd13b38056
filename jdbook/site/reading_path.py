"""Reading path: what a newcomer reads in the first week, in the order of 应知应会, with what it is about and how long it takes."""

from __future__ import annotations

from typing import NamedTuple

from jdbook.knowledge.collection import Page, Readable
from jdbook.knowledge.model import Article
from jdbook.library import Entry
from jdbook.site.glance import kind_of
from jdbook.site.wiki import Wiki

PER_MINUTE = 350  # characters that people read with thought
_QUESTIONS_PER_MINUTE = 2


class Step(NamedTuple):
    """One thing to read, by the name the position gives it; what is not known of it is empty, 0 minutes for a term."""

    name: str
    kind: str = ""
    about: str = ""
    minutes: int = 0


def reading_path(wiki: Wiki, entry: Entry) -> tuple[Step, ...]:
    """Return what a position is to know, step by step."""
    return tuple(_step(wiki, name) for name in entry.position.knowledge)


def _step(wiki: Wiki, name: str) -> Step:
    found = wiki.knowledge.find(name)
    if isinstance(found, Page):
        return Step(name, kind_of(found), found.record.summary or "", minutes(found))
    return Step(name, kind_of(found), found.definition) if found else Step(name)


def minutes(page: Readable) -> int:
    """Return how many minutes a page takes, at least one."""
    record = page.record
    if isinstance(record, Article):
        return max(1, round(len("".join(page.body.split())) / PER_MINUTE))
    return max(1, round(len(record.questions) / _QUESTIONS_PER_MINUTE))
