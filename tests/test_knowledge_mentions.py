"""Mentions: terms are found as people write them, the longest first."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jdbook.knowledge.mentions import Mentions, mentions_of
from jdbook.knowledge.model import Term

TERMS = (
    Term(term="客户", definition="甲"),
    Term(term="客户关系管理", aliases=("CRM", "顾客关系管理"), definition="乙"),
    Term(term="C++", definition="丙"),
)


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.term.term) for m in mentions_of(TERMS).within(text)]


def test_the_longest_name_wins_and_none_overlap() -> None:
    assert found("客户关系管理从客户开始") == [("客户关系管理", "客户关系管理"), ("客户", "客户")]


def test_latin_names_are_words_in_any_case() -> None:
    assert found("学crm，用CRM系统；SCRM、CRMs 不算") == [("crm", "客户关系管理"), ("CRM", "客户关系管理")]
    assert found("C++ 与 c++，abC++") == [("C++", "C++"), ("c++", "C++")]


def test_without_terms_nothing_is_found() -> None:
    assert list(Mentions(()).within("客户")) == []


@given(st.lists(st.text(min_size=1, max_size=5), min_size=1, max_size=5), st.text(max_size=40))
def test_mentions_are_names_of_their_terms(names: list[str], text: str) -> None:
    terms = tuple(Term(term=name, definition="甲") for name in names if name.strip())
    known = {term.term.lower() for term in terms} | {term.term for term in terms}
    end = 0
    for mention in Mentions(terms).within(text):
        assert mention.start >= end
        end = mention.end
        assert {text[mention.start : end], text[mention.start : end].lower()} & known
