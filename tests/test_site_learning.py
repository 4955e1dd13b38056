"""The pages of the knowledge base: home, articles, glossary, self-tests, and the ways between them and the positions."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from making import library_of
from strategies_core import texts

from jdbook.knowledge.model import Question
from jdbook.site.learning import choices
from jdbook.site.pages import navigation, pages
from jdbook.site.wiki import wiki_of

TEMPLATES = [Path(__file__).resolve().parent.parent / "templates" / "site"]
FILES = {
    "ad/x.yml": "title: 客户代表\nknowledge: [AE 的工作, 提案, AE 自测, 没有的]\npurpose: 负责提案和提案后的跟进\nstatus: 试行\n",
    "knowledge/knowledge.yml": "summary: 学习\ntopics:\n  ae: {name: 客户执行, order: [AE 的工作, ae/ability]}\n",
    "knowledge/ae/ability.md": "---\ntitle: AE 的能力\nkind: 方法\n---\n",
    "knowledge/ae/work.md": "---\ntitle: AE 的工作\nsummary: 每天做什么\nrelated: [AE 的能力, 提案]\n---\n\n## 一天\n\n先提案。\n",
    "knowledge/ae/quiz.yml": "title: AE 自测\nread: AE 的工作\nquestions:\n"
    "  - {statement: AE 只对外, answer: 错, explanation: 也对内, read: AE 的能力}\n"
    "  - {question: 选, right: [甲, 乙], wrong: [丙], explanation: 丁}\n",
    "knowledge/glossary.yml": "terms:\n  - {term: 提案, aliases: [方案说明], definition: 说明方案, differences: 一说不同, see_also: [AE 的能力]}\n"
    "  - {term: AE 的能力, definition: 同名的术语}\n",
}


def made(files: dict[str, str] = FILES) -> dict[str, str]:
    found = pages(wiki_of(library_of(files)), (), TEMPLATES)
    return {path: text for path, text in found.items() if isinstance(text, str)}


def test_there_is_a_page_for_everything_and_none_without_a_knowledge_base() -> None:
    assert sorted(path for path in made() if path.startswith("knowledge/")) == [
        "knowledge/ae/ability.md",
        "knowledge/ae/quiz.md",
        "knowledge/ae/work.md",
        "knowledge/glossary.md",
        "knowledge/index.md",
    ]
    without = made({"ad/x.yml": FILES["ad/x.yml"]})
    assert not any(path.startswith("knowledge/") for path in without)
    assert "知识库" not in without["index.md"]


def test_pages_are_listed_in_the_order_of_reading() -> None:
    home = made()["knowledge/index.md"]
    places = [home.index(title) for title in ("AE 的工作</a>", "AE 的能力</a>", "AE 自测</a>")]
    assert places == sorted(places)
    assert "每天做什么" in home


def test_an_article_shows_who_is_to_know_it_and_what_is_related() -> None:
    text = made()["knowledge/ae/work.md"]
    assert "## 一天 {: #一天 }" in text
    assert '<span class="jd-person"><a href="../../ad/x.html">客户代表</a></span>' in text
    assert '<li><a href="ability.html">AE 的能力</a></li>' in text
    assert 'after: ["AE 的能力", "ability.html"]' in text


def test_a_position_links_what_it_is_to_know() -> None:
    text = made()["ad/x.md"]
    path = text[text.index('<ol class="jd-reads">') :]
    assert '<span class="jd-kind">文章</span> <a href="../knowledge/ae/work.html">AE 的工作</a>' in path
    assert (
        '<span class="jd-kind">术语</span> <a href="../knowledge/glossary.html#%E6%8F%90%E6%A1%88">提案</a>'
        in path
    )
    assert "<li>没有的</li>" in path
    assert text.count('class="jd-term"') == 0, "the purpose of a position is a lead, not prose"


def test_the_glossary_has_every_term_with_its_ways_on() -> None:
    text = made()["knowledge/glossary.md"]
    assert '<section class="jd-entry" id="提案">' in text
    for part in ("方案说明", "说明方案", "一说不同", '<a href="ae/ability.html">AE 的能力</a>', "详见"):
        assert part in text


def test_a_self_test_marks_right_options_and_explains_them() -> None:
    text = made()["knowledge/ae/quiz.md"]
    assert text.count("<label data-right>") == 3
    assert text.count('type="checkbox"') == 3
    assert text.count('type="radio"') == 2
    assert "<p>也对内 <small>阅读：" in text


OPTIONS = st.lists(texts, min_size=2, max_size=6, unique_by=str.strip)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    options, right = draw(OPTIONS), draw(st.integers(1, 5))
    right = min(right, len(options) - 1)
    return Question(
        question=draw(texts), right=tuple(options[:right]), wrong=tuple(options[right:]), explanation="解"
    )


@given(questions())
def test_options_are_all_there_in_an_order_that_stays(question: Question) -> None:
    shown = choices(question)
    assert sorted(choice.text for choice in shown) == sorted((*question.right, *question.wrong))
    assert {choice.text for choice in shown if choice.right} == set(question.right)
    assert shown == choices(question)


def test_a_statement_is_right_or_wrong() -> None:
    shown = choices(Question(statement="甲", answer="错", explanation="解"))
    assert [(choice.text, choice.right) for choice in shown] == [("对", False), ("错", True)]


def test_right_options_do_not_all_stand_first() -> None:
    orders = {
        tuple(
            choice.right
            for choice in choices(
                Question(question=f"题{n}", right=("甲", "乙"), wrong=("丙", "丁"), explanation="解")
            )
        )
        for n in range(20)
    }
    assert len(orders) > 3


def test_the_knowledge_base_is_in_the_navigation() -> None:
    items = navigation(wiki_of(library_of(FILES)))
    assert {"知识库": ["knowledge/index.md", {"术语表": "knowledge/glossary.md"}]} in items
