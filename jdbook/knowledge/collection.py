"""The knowledge base as one value, read from sources. Nothing raises for what users wrote."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Generic, TypeVar

from jdbook import rules
from jdbook.findings import Finding, Place
from jdbook.knowledge.model import Article, Glossary, Home, SelfTest, Term, Topic
from jdbook.reading import read
from jdbook.shapes import Record
from jdbook.source import Source

FOLDER = "knowledge"
GLOSSARY, HOME = "glossary", "knowledge"
MAX_LETTERS = 100_000
_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n|)---[ \t]*(?:\n|\Z)", re.DOTALL)

R = TypeVar("R", bound=Article | SelfTest | Glossary | Home, covariant=True)
S = TypeVar("S", bound=Record)


@dataclass(frozen=True)
class Page(Generic[R]):
    """A file of the knowledge base: its path below the folder without suffix, and what it says.

    An article's Markdown is `body`, which begins on the 1-based `line`.
    """

    id: str
    record: R
    source: Source
    body: str = ""
    line: int = 1

    @property
    def topic(self) -> str:
        """Return the topic's folder, "" for a page outside any."""
        return self.id.rpartition("/")[0]

    @property
    def waive(self) -> Mapping[str, str]:
        return self.record.waive


Readable = Page[Article] | Page[SelfTest]
Named = Page[Article] | Page[SelfTest] | Term


@dataclass(frozen=True)
class Knowledge:
    """Articles and self-tests in the order of topics and paths, the glossary, and what the topics are called."""

    home: Page[Home]
    glossary: Page[Glossary]
    articles: tuple[Page[Article], ...] = ()
    tests: tuple[Page[SelfTest], ...] = ()
    unread: frozenset[str] = frozenset()  # paths below jd_source/ of files that could not be read

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.glossary.record.terms

    @property
    def topics(self) -> Mapping[str, Topic]:
        return self.home.record.topics

    @property
    def pages(self) -> tuple[Readable, ...]:
        return (*self.articles, *self.tests)

    @property
    def is_empty(self) -> bool:
        return not (self.pages or self.terms)

    @cached_property
    def by_topic(self) -> Mapping[str, tuple[Readable, ...]]:
        """Return the pages by topic; topics and pages that knowledge.yml puts in order stand first."""
        groups: dict[str, list[Readable]] = {topic: [] for topic in self.topics}
        for page in self.pages:
            groups.setdefault(page.topic, []).append(page)
        return {topic: tuple(sorted(pages, key=self._place)) for topic, pages in groups.items() if pages}

    def _place(self, page: Readable) -> int:
        """Return a page's place in the order of reading; those that are not in it come after the others."""
        order = self.topics[page.topic].order if page.topic in self.topics else ()
        names = {page.id, page.record.title}
        return next((place for place, name in enumerate(order) if name in names), len(order))

    def topic_name(self, topic: str) -> str:
        """Return what a topic's folder is called."""
        return self.topics[topic].name if topic in self.topics else topic

    @cached_property
    def _named(self) -> Mapping[str, Named]:
        """Return everything by every name it goes by; what stands first here wins."""
        named: dict[str, Named] = {}
        for name, thing in self._names():
            named.setdefault(name, thing)
        return named

    def _names(self) -> Iterator[tuple[str, Named]]:
        yield from ((page.id, page) for page in self.pages)
        yield from ((page.record.title, page) for page in self.pages)
        yield from ((term.term, term) for term in self.terms)
        yield from ((alias, term) for term in self.terms for alias in term.aliases)
        yield from ((alias, page) for page in self.pages for alias in page.record.aliases)

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._named)

    def find(self, name: str) -> Named | None:
        """Return the page with this path or title, or the term with this name or alias."""
        return self._named.get(name)


def nothing() -> Knowledge:
    """Return a knowledge base with nothing in it."""
    place = Source(f"jd_source/{FOLDER}", "")
    return Knowledge(Page(HOME, Home(), place), Page(GLOSSARY, Glossary(), place))


@dataclass
class _Reader:
    """Reads the files one by one and collects what is wrong with them."""

    findings: list[Finding] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)

    def record(self, kind: type[S], source: Source) -> S | None:
        record, found = read(kind, source)
        self.findings += found
        if record is None:
            self.leave_out(source)
        return record

    def leave_out(self, source: Source) -> None:
        """Keep in mind that a file is there and says nothing."""
        self.unread.add(source.file.partition("/")[2])

    def article(self, name: str, source: Source) -> Iterator[Page[Article]]:
        parts = _FRONT_MATTER.match(source.text)
        if parts is None or len(source.text) > MAX_LETTERS:
            self.findings.append(_too_large(source) if parts else _no_front_matter(source))
            self.leave_out(source)
            return
        # the fence's line stays empty, so that places are those of the file
        front = Source(source.file, "\n" + parts[1])
        if record := self.record(Article, front):
            line = source.text[: parts.end()].count("\n") + 1
            yield Page(name, record, front, source.text[parts.end() :], line)

    def test(self, name: str, source: Source) -> Iterator[Page[SelfTest]]:
        if record := self.record(SelfTest, source):
            yield Page(name, record, source)


def _too_large(source: Source) -> Finding:
    message = f"文章有 {len(source.text)} 字，超过 {MAX_LETTERS} 字，没有读取"
    return rules.TOO_LARGE.at(Place(source.file, 1, 1), message, "分成几篇，或检查是不是放错了文件")


def _no_front_matter(source: Source) -> Finding:
    return rules.NO_FRONT_MATTER.at(
        Place(source.file, 1, 1),
        "文章没有文件头",
        "文件开头加三行：---、title: 文章标题、---",
    )


def load(sources: Mapping[str, Source]) -> tuple[Knowledge, list[Finding]]:
    """Return the knowledge base in `sources` (by path below jd_source/) and what is wrong with its files."""
    reader, empty = _Reader(), nothing()
    here = {path.removeprefix(f"{FOLDER}/"): source for path, source in sources.items() if _is_here(path)}
    home, glossary = here.pop(f"{HOME}.yml", None), here.pop(f"{GLOSSARY}.yml", None)
    topics = (reader.record(Home, home) if home else None) or empty.home.record
    terms = (reader.record(Glossary, glossary) if glossary else None) or empty.glossary.record
    ordered = sorted(here.items(), key=lambda item: _order(topics, item[0]))
    articles = [p for path, s in ordered if path.endswith(".md") for p in reader.article(path[:-3], s)]
    tests = [p for path, s in ordered if path.endswith(".yml") for p in reader.test(path[:-4], s)]
    knowledge = Knowledge(
        Page(HOME, topics, home or empty.home.source),
        Page(GLOSSARY, terms, glossary or empty.glossary.source),
        tuple(articles),
        tuple(tests),
        frozenset(reader.unread),
    )
    return knowledge, reader.findings


def _is_here(path: str) -> bool:
    return path.startswith(f"{FOLDER}/")


def _order(home: Home, path: str) -> tuple[int, str]:
    topics, topic = list(home.topics), path.rpartition("/")[0]
    return (topics.index(topic) if topic in topics else len(topics)), path
