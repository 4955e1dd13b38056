"""Learning: the pages of the knowledge base, its home, articles, glossary and self-tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from zlib import crc32

from jdbook.knowledge.collection import Page, Readable
from jdbook.knowledge.links import target_of
from jdbook.knowledge.markdown import outline, slug
from jdbook.knowledge.model import Article, Question, SelfTest
from jdbook.site.here import Here
from jdbook.site.paths import GLOSSARY, KNOWLEDGE, knowledge_page, position_page
from jdbook.site.prose import prose
from jdbook.site.spec import PageSpec
from jdbook.site.traces import Trace
from jdbook.site.wiki import Wiki


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a question, as it is shown."""

    text: str
    right: bool


def learning_pages(wiki: Wiki) -> Iterator[PageSpec]:
    """Yield the pages of the knowledge base; nothing where there is none."""
    knowledge = wiki.knowledge
    if knowledge.is_empty:
        return
    yield PageSpec(KNOWLEDGE, "knowledge", partial(_home, wiki), partial(_seen_at_home, wiki))
    if knowledge.terms:
        yield PageSpec(GLOSSARY, "glossary", partial(_glossary, wiki), lambda: (knowledge.terms,))
    for article in knowledge.articles:
        yield _spec(wiki, article, "article", partial(_article, wiki, article))
    for test in knowledge.tests:
        yield _spec(wiki, test, "selftest", partial(_test, wiki, test))


def _spec(wiki: Wiki, page: Readable, template: str, values: Callable[[], Mapping[str, Any]]) -> PageSpec:
    return PageSpec(knowledge_page(page.id), template, values, partial(_seen_on_page, wiki, page))


def _home(wiki: Wiki) -> Mapping[str, Any]:
    here, knowledge = Here(wiki, KNOWLEDGE), wiki.knowledge
    return {
        "here": here,
        "crumbs": here.way(),
        "home": knowledge.home.record,
        "topics": [
            (knowledge.topic_name(topic), knowledge.topics.get(topic), pages)
            for topic, pages in knowledge.by_topic.items()
        ],
        "terms": knowledge.terms,
        "page_of": knowledge_page,
        "glossary_page": GLOSSARY,
    }


def _seen_at_home(wiki: Wiki) -> Trace:
    pages = (
        (page.id, page.record.title, page.record.kind, page.record.summary) for page in wiki.knowledge.pages
    )
    return wiki.knowledge.home.record, len(wiki.knowledge.terms), *pages


def _glossary(wiki: Wiki) -> Mapping[str, Any]:
    here = Here(wiki, GLOSSARY)
    return {
        "here": here,
        "crumbs": _way(here),
        "terms": wiki.knowledge.terms,
        "anchor": slug,
        "details": {page.record.title: page for page in wiki.knowledge.articles},
        "page_of": knowledge_page,
    }


def _way(here: Here) -> tuple[tuple[str, str], ...]:
    return *here.way(), (here.wiki.knowledge.home.record.name, KNOWLEDGE)


def _shared(wiki: Wiki, page: Readable) -> dict[str, Any]:
    """Return what an article and a self-test both show: who is to know it, and what stands beside it."""
    here = Here(wiki, knowledge_page(page.id))
    beside = wiki.knowledge.by_topic[page.topic]
    at = beside.index(page)
    return {
        "here": here,
        "crumbs": _way(here),
        "page": page,
        "record": page.record,
        "topic": wiki.knowledge.topic_name(page.topic) if page.topic else "",
        "readers": wiki.readers(page),
        "around": beside,
        "before": beside[at - 1] if at else None,
        "after": beside[at + 1] if at + 1 < len(beside) else None,
        "page_of": knowledge_page,
    }


def _article(wiki: Wiki, page: Page[Article]) -> Mapping[str, Any]:
    values = _shared(wiki, page)
    return values | {"text": tuple(prose(values["here"], page))}


def _test(wiki: Wiki, page: Page[SelfTest]) -> Mapping[str, Any]:
    questions = [(question, choices(question)) for question in page.record.questions]
    return _shared(wiki, page) | {"questions": questions}


def choices(question: Question) -> Sequence[Choice]:
    """Return the options in an order that does not give the right ones away, the same at every build."""
    if question.answer:
        return [Choice(word, word == question.answer) for word in ("对", "错")]
    options = [Choice(text, right=True) for text in question.right]
    options += [Choice(text, right=False) for text in question.wrong]
    return sorted(options, key=lambda option: (crc32(f"{question.words}{option.text}".encode()), option.text))


def _seen_on_page(wiki: Wiki, page: Readable) -> Trace:
    beside = tuple((other.id, other.record.title) for other in wiki.knowledge.by_topic[page.topic])
    readers = tuple((wiki.called(entry, ""), position_page(entry)) for entry in wiki.readers(page))
    targets = (target_of(link.target, page.id) for link in outline(page.body).links)
    linked = tuple(wiki.page_of_file(target.path) for target in targets if target)
    return page.record, page.body, wiki.knowledge.home.record, beside, readers, linked
