"""What a newcomer reads, in order, and how long it takes."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import entry_of, library_of

from jdbook.knowledge.collection import Page
from jdbook.site.pages import pages
from jdbook.site.reading_path import PER_MINUTE, Step, minutes, reading_path
from jdbook.site.wiki import Wiki, wiki_of

TEMPLATES = Path(__file__).resolve().parent.parent / "templates" / "site"
QUESTION = "{statement: 甲, answer: 对, explanation: 乙}"


def wiki(knowledge: str, body: str = "先准备。", questions: int = 1, company: str = "") -> Wiki:
    return wiki_of(
        library_of(
            {
                "company.yml": f"schema: 1\nname: 公司\n{company}",
                "u/unit.yml": "name: 单位\n",
                "u/x.yml": f"title: 客户执行\nstatus: 试行\nknowledge: {knowledge}\n",
                "knowledge/knowledge.yml": "topics: {ae: {name: 客户执行}}\n",
                "knowledge/glossary.yml": "terms: [{term: 提案, definition: 说明方案}]\n",
                "knowledge/ae/pitch.md": f"---\ntitle: 怎样提案\nkind: 方法\nsummary: 会讲\n---\n{body}\n",
                "knowledge/ae/quiz.yml": f"title: 题\nquestions: [{', '.join([QUESTION] * questions)}]\n",
            }
        )
    )


def test_a_path_keeps_the_order_and_says_what_each_step_is_about_and_how_long_it_takes() -> None:
    made = wiki("[题, 怎样提案, 提案, 没有的]")
    assert reading_path(made, entry_of(made.library, "u/x")) == (
        Step("题", "自测", "", 1),
        Step("怎样提案", "方法", "会讲", 1),
        Step("提案", "术语", "说明方案"),
        Step("没有的"),
    )


@pytest.mark.parametrize(
    "letters, taken", [(1, 1), (PER_MINUTE, 1), (PER_MINUTE * 4 + 20, 4), (PER_MINUTE * 4 - 20, 4)]
)
def test_an_article_takes_as_long_as_its_letters_blanks_aside(letters: int, taken: int) -> None:
    (page,) = wiki("[没有的]", body="字 \n" * letters).knowledge.articles
    assert minutes(page) == taken


@pytest.mark.parametrize("questions, taken", [(1, 1), (3, 2), (10, 5)])
def test_a_self_test_takes_half_a_minute_a_question(questions: int, taken: int) -> None:
    (page,) = wiki("[没有的]", questions=questions).knowledge.tests
    assert isinstance(page, Page)
    assert minutes(page) == taken


def test_the_page_adds_the_minutes_up() -> None:
    text = pages(wiki("[怎样提案, 题]", questions=10), (), [TEMPLATES])["u/x.md"]
    assert isinstance(text, str)
    assert "约 6 分钟" in text
    assert text.index("怎样提案</a>") < text.index("题</a>")


def test_what_is_private_has_no_path() -> None:
    text = pages(wiki("[怎样提案]", company="private: [knowledge]\n"), (), [TEMPLATES])["u/x.md"]
    assert isinstance(text, str)
    assert "怎样提案" not in text
