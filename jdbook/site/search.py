"""Search: the index that Material's search reads, made from the positions themselves.

The only place that knows what the index looks like; another engine replaces this module. A document is a page
(`location` without anchor) or a section of it; `title` weighs most, `tags` even more. Chinese is cut into words by
rjieba, since Material finds words by their beginnings only.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from html import escape
from pathlib import Path
from typing import Any

import rjieba

from jdbook.blocks import Body, Cell, Definitions, Grid, Item, Items, Paragraph, Ref, Section, Table
from jdbook.knowledge import markdown
from jdbook.knowledge.collection import Page
from jdbook.knowledge.model import Article
from jdbook.library import Entry
from jdbook.model import Group
from jdbook.publish import write_file
from jdbook.site.forms import forms_of, units_with_forms
from jdbook.site.memo import Remember, made_anew
from jdbook.site.paths import (
    GLOSSARY,
    HOME,
    KNOWLEDGE,
    address,
    forms_page,
    index_page,
    knowledge_page,
    position_page,
)
from jdbook.site.traces import of_position
from jdbook.site.wiki import Wiki

Document = dict[str, Any]

SEARCH_DOCUMENTS = "search.json"  # among the pages; mkdocs.yml keeps it off the site
INDEX, INLINE_INDEX = "search/search_index.json", "search/search_index.js"
BREAK = "\u200b"  # a separator in mkdocs.yml; browsers show nothing for it
_CHINESE = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
_HAN = re.compile(f"[{_CHINESE}]+")
_MIXED = re.compile(f"[0-9A-Za-z][{_CHINESE}]|[{_CHINESE}][0-9A-Za-z]")
_NOT_SEARCHED = frozenset(group.name.lower() for group in Group) | {"revisions"}
_POSITION, _SECTION, _READING = (
    4,
    2,
    0.1,
)  # what weighs how much: somebody who searches mostly means a position


def documents_json(wiki: Wiki, remember: Remember = made_anew) -> str:
    """Return the documents of all pages as a JSON list, sections after the page they belong to."""
    overview = [json.dumps(document, ensure_ascii=False) for document in _overview(wiki)]
    positions = [
        remember(
            f"{entry.key}#search", partial(of_position, wiki, entry), partial(_lines_of_position, wiki, entry)
        )
        for entry in wiki.live
    ]
    return "[" + ",\n".join([*overview, *positions]) + "]\n"


def _lines_of_position(wiki: Wiki, entry: Entry) -> str:
    return ",\n".join(json.dumps(document, ensure_ascii=False) for document in _of_position(wiki, entry))


def _overview(wiki: Wiki) -> Iterator[Document]:
    """Yield the documents of the pages around the positions."""
    yield _document(address(HOME), wiki.library.company.name)
    for unit in wiki.units:
        yield _document(address(index_page(unit.id)), unit.unit.name, [unit.unit.mission or ""])
        for folder in wiki.departments(unit.id):
            yield _document(address(index_page(unit.id, folder.path)), folder.name, [folder.mission])
    yield from (document | {"boost": _READING} for document in _of_knowledge(wiki))
    for unit in units_with_forms(wiki):
        names = [form.name for form in forms_of(wiki, unit.id)]
        yield _document(address(forms_page(unit.id)), f"{unit.unit.name}的表单", names)
    for entry in wiki.stubs:
        yield _document(address(position_page(entry)), wiki.library.label(entry))


def _of_knowledge(wiki: Wiki) -> Iterator[Document]:
    """Yield the documents of the knowledge base: articles with their sections, terms, self-tests."""
    knowledge = wiki.knowledge
    if not knowledge.is_empty:
        yield _document(address(KNOWLEDGE), knowledge.home.record.name, [knowledge.home.record.summary or ""])
    for page in knowledge.articles:
        yield from _of_article(page)
    for test in knowledge.tests:
        words = [question.words for question in test.record.questions]
        yield _document(
            address(knowledge_page(test.id)), test.record.title, [test.record.summary or "", *words]
        )
    for term in knowledge.terms:
        page_of_term = _document(address(GLOSSARY, markdown.slug(term.term)), term.term, [term.definition])
        yield _tagged(page_of_term, term.aliases)


def _of_article(page: Page[Article]) -> Iterator[Document]:
    path = knowledge_page(page.id)
    yield _tagged(
        _document(address(path), page.record.title, [page.record.summary or ""]), page.record.aliases
    )
    for heading, sentences in markdown.sections(markdown.parse(page.body)):
        if heading:
            yield _document(address(path, heading.anchor), heading.text, sentences)


def _tagged(document: Document, names: Sequence[str]) -> Document:
    return document | ({"tags": [_name(name) for name in names]} if names else {})


def _of_position(wiki: Wiki, entry: Entry) -> Iterator[Document]:
    url = address(position_page(entry))
    names = [name for name in (entry.position.code, *entry.position.aliases) if name]
    page = _document(
        url,
        wiki.library.label(entry),
        [wiki.library.department_name(entry) or wiki.library.unit_of(entry).unit.name],
    )
    if _MIXED.search(entry.title):
        page["text"] += f"<p>{_name(entry.title)}</p>"
    yield _tagged(page, names) | {"boost": _POSITION}
    speaker = _Speaker(wiki, entry.unit)
    for section in wiki.copy(entry).sections:
        if section.key not in _NOT_SEARCHED:
            said = _document(f"{url}#{section.key}", section.label, speaker.sentences(section))
            yield said | {"boost": _SECTION}


def _document(location: str, title: str, paragraphs: list[str] | None = None) -> Document:
    text = "".join(f"<p>{_shown(paragraph)}</p>" for paragraph in paragraphs or () if paragraph)
    return {"location": location, "title": _shown(title), "text": text}


def _shown(text: str) -> str:
    """Return text as the results show it: escaped, since they take it for HTML, and with a break around Chinese words."""
    return words(escape(text, quote=False))


def _name(text: str) -> str:
    """Return a name as the results show it. One like UI设计师 stays whole: Material does not cut what is typed there."""
    return escape(text, quote=False) if _MIXED.search(text) else _shown(text)


def words(text: str) -> str:
    """Return the text with a break around every Chinese word."""
    return _HAN.sub(lambda run: BREAK + BREAK.join(_words(run[0])) + BREAK, text.replace(BREAK, "")).strip(
        BREAK
    )


def _words(run: str) -> list[str]:
    """Return the words of a run of Chinese, long ones in parts.

    A single character joins the word before it: Material takes what people type apart by the words of the index, and
    would stop at that character (支 of 支票) where it is a word.
    """
    found: list[str] = []
    for word in (part for whole in rjieba.cut(run) for part in _parts(whole)):
        if len(word) == 1 and found:
            found[-1] += word
        else:
            found.append(word)
    return found


@lru_cache(maxsize=20_000)
def _parts(word: str) -> tuple[str, ...]:
    """Return the shorter words that a long one is made of (现金, 支票), or the word where they do not make it up."""
    if len(word) < 4:
        return (word,)
    shorter = [part for part in rjieba.cut_for_search(word) if 1 < len(part) < len(word)]
    parts: list[str] = []
    while rest := word[sum(map(len, parts)) :]:
        fitting = [part for part in shorter if rest.startswith(part)]
        if not fitting:
            return (word,)
        parts.append(max(fitting, key=len))
    return tuple(parts)


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


def write_index(site: Path, documents: bytes) -> None:
    """Put the documents into the index MkDocs left in a built site, and into its copy for pages opened from a folder."""
    file = site / INDEX
    config = json.dumps(json.loads(file.read_text("utf-8"))["config"], ensure_ascii=False)
    index = (f'{{"config":{config},"docs":'.encode(), documents, b"}")
    write_file(file, *index)
    write_file(site / INLINE_INDEX, b"var __index = ", *index)
