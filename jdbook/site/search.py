"""Search: what the search box of the wiki finds, as one script that the search worker of the wiki reads.

The worker (templates/site/assets/search/) makes its index from it and ranks. Nothing here knows how; this is only what
every page says: its kind, address, title, where it belongs, its other names, and its sections, a line for each thing said.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from urllib.parse import quote

import yaml

from jdbook.blocks import Body, Cell, Definitions, Grid, Item, Items, Paragraph, Ref, Section, Table
from jdbook.knowledge import markdown
from jdbook.knowledge.collection import Page
from jdbook.knowledge.model import Article
from jdbook.library import Entry
from jdbook.model import Group
from jdbook.publish import write_file
from jdbook.site.compare import TITLE
from jdbook.site.forms import forms_of, units_with_forms
from jdbook.site.indexes import indexes_in
from jdbook.site.memo import Remember, made_anew
from jdbook.site.paths import (
    COMPARE,
    GLOSSARY,
    HOME,
    KNOWLEDGE,
    address,
    chart_page,
    forms_page,
    index_page,
    knowledge_page,
    position_page,
)
from jdbook.site.traces import of_position
from jdbook.site.wiki import Wiki

SEARCH_DATA = "assets/search/data.js"
INDEX, INLINE_INDEX = "search/search_index.json", "search/search_index.js"
SYNONYMS = Path(__file__).with_name("synonyms.yml")
POSITION, WITHDRAWN, PLACE, ARTICLE, TERM, TEST, FORMS, HOME_PAGE = "pwoatqfh"  # kinds of pages
_NOT_SEARCHED = frozenset(group.name.lower() for group in Group) | {"revisions"}
_START, _END = "jdSearch(", ");\n"

Part = tuple[str, str, str]  # a section: anchor, heading, lines
Document = tuple[
    str, str, str, str, list[str], list[Part]
]  # kind, address, title, where, other names, sections


def search_data(wiki: Wiki, remember: Remember = made_anew) -> str:
    """Return the script that hands the worker its data: words that mean the same, and a document for each page."""
    around = [_line(document) for document in _around(wiki)]
    positions = [
        remember(f"{entry.key}#search", partial(of_position, wiki, entry), partial(_line_of, wiki, entry))
        for entry in wiki.live
    ]
    alike = json.dumps([*synonyms(), *_terms_alike(wiki)], ensure_ascii=False, separators=(",", ":"))
    documents = ",\n".join([*around, *positions])
    return f"{_START}{alike},[\n{documents}\n]{_END}"


@cache
def synonyms() -> tuple[tuple[str, ...], ...]:
    """Return groups of words that mean the same to people who search."""
    return tuple(tuple(group) for group in yaml.safe_load(SYNONYMS.read_text("utf-8")))


def _terms_alike(wiki: Wiki) -> Iterator[tuple[str, ...]]:
    """Yield the terms of the glossary that go by several names."""
    yield from ((term.term, *term.aliases) for term in wiki.knowledge.terms if term.aliases)


def _line(document: Document) -> str:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def _line_of(wiki: Wiki, entry: Entry) -> str:
    return _line(_of_position(wiki, entry))


def _around(wiki: Wiki) -> Iterator[Document]:
    """Yield the documents of all pages but those of positions in force."""
    yield _document(HOME_PAGE, address(HOME), wiki.library.company.name)
    for unit in wiki.units:
        yield _document(PLACE, address(index_page(unit.id)), unit.unit.name, about=[unit.unit.mission or ""])
        for folder in wiki.departments(unit.id):
            url = address(index_page(unit.id, folder.path))
            yield _document(PLACE, url, folder.name, unit.unit.name, about=[folder.mission])
        if wiki.reporting(unit.id):
            url = address(chart_page(unit.id))
            yield _document(FORMS, url, f"{unit.unit.name}组织架构图", unit.unit.name)
    for index in indexes_in(wiki):
        yield _document(FORMS, address(index.page), index.title, about=[index.about])
    if wiki.is_comparable:
        yield _document(FORMS, address(COMPARE), TITLE, about=["两个岗位并排，标出不同的职责、权限和要求"])
    yield from _of_knowledge(wiki)
    for unit in units_with_forms(wiki):
        names = [form.name for form in forms_of(wiki, unit.id)]
        url = address(forms_page(unit.id))
        yield _document(FORMS, url, f"{unit.unit.name}的表单", unit.unit.name, about=names)
    for entry in wiki.stubs:
        url = address(position_page(entry))
        yield _document(WITHDRAWN, url, wiki.library.label(entry), _where(wiki, entry))


def _of_knowledge(wiki: Wiki) -> Iterator[Document]:
    """Yield the documents of the knowledge base: articles with their sections, terms, self-tests."""
    knowledge = wiki.knowledge
    if knowledge.is_empty:
        return
    name = knowledge.home.record.name
    yield _document(ARTICLE, address(KNOWLEDGE), name, about=[knowledge.home.record.summary or ""])
    for page in knowledge.articles:
        yield _of_article(page, name)
    for test in knowledge.tests:
        words = [question.words for question in test.record.questions]
        url = address(knowledge_page(test.id))
        yield _document(TEST, url, test.record.title, name, about=[test.record.summary or "", *words])
    for term in knowledge.terms:
        url = address(GLOSSARY, markdown.slug(term.term))
        yield _document(TERM, url, term.term, "术语表", term.aliases, about=[term.definition])


def _of_article(page: Page[Article], where: str) -> Document:
    parts = [
        _part(quote(heading.anchor), heading.text, sentences)
        for heading, sentences in markdown.sections(markdown.parse(page.body))
        if heading
    ]
    url, record = address(knowledge_page(page.id)), page.record
    return _document(ARTICLE, url, record.title, where, record.aliases, parts, about=[record.summary or ""])


def _of_position(wiki: Wiki, entry: Entry) -> Document:
    names = [name for name in (entry.position.code, *entry.position.aliases) if name]
    speaker = _Speaker(wiki, entry.unit)
    parts = [
        _part(section.key, section.label, speaker.sentences(section))
        for section in wiki.copy(entry).sections
        if section.key not in _NOT_SEARCHED
    ]
    url = address(position_page(entry))
    return _document(POSITION, url, wiki.library.label(entry), _where(wiki, entry), names, parts)


def _where(wiki: Wiki, entry: Entry) -> str:
    """Return where a position belongs: unit and department."""
    names = (wiki.library.unit_of(entry).unit.name, wiki.library.department_name(entry))
    return " ".join(name for name in names if name)


def _document(
    kind: str,
    url: str,
    title: str,
    where: str = "",
    names: Iterable[str] = (),
    parts: Iterable[Part] = (),
    *,
    about: Iterable[str] = (),
) -> Document:
    """Return a document; `about` are lines that stand for the page itself."""
    whole = _part("", "", about)
    return kind, url, title, where, list(names), [*([whole] if whole[2] else []), *parts]


def _part(anchor: str, heading: str, lines: Iterable[str]) -> Part:
    """Return a section; line ends within a line become blanks."""
    return anchor, heading, "\n".join(" ".join(line.split()) for line in lines if line)


@dataclass(frozen=True, slots=True)
class _Speaker:
    """Says what blocks hold, an item, a row or a value at a time; references by the names readers know."""

    wiki: Wiki
    unit: str

    def sentences(self, section: Section) -> list[str]:
        return [sentence for body in section.body for sentence in self._body(body)]

    def _body(self, body: Body) -> Iterator[str]:
        if isinstance(body, Paragraph):
            yield body.text
        elif isinstance(body, Items):
            for item in body.items:
                yield from self._item(item, body.title)
        elif isinstance(body, Table):
            yield from (" ".join(filter(None, map(self._cell, row))) for row in body.rows)
        elif isinstance(body, (Grid, Definitions)):
            yield from (f"{label} {self._cell(cell)}" for label, cell in body.pairs)

    def _item(self, item: Item, group: str = "") -> Iterator[str]:
        yield " ".join(filter(None, (group, item.text, *(self._cell(cell) for _, cell in item.notes))))
        for child in item.children:
            yield from self._item(child)

    def _cell(self, cell: Cell) -> str:
        return "、".join(self._name(value) if isinstance(value, Ref) else value for value in cell)

    def _name(self, reference: Ref) -> str:
        found = self.wiki.target(reference, self.unit)
        return found[0] if found else reference.name


def write_stub(site: Path) -> None:
    """Leave only the settings in the index that Material fetches with every page: our worker has data of its own.

    There is a copy for pages opened from a folder.
    """
    file = site / INDEX
    config = json.loads(file.read_text("utf-8"))["config"]
    stub = json.dumps({"config": config, "docs": []}, ensure_ascii=False, separators=(",", ":"))
    write_file(file, stub.encode())
    write_file(site / INLINE_INDEX, f"var __index = {stub}".encode())
