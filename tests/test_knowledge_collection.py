"""The knowledge base: files become pages and terms, whatever is wrong with them; everything is found by its names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import marks, sources_of

from jdbook.findings import Finding
from jdbook.knowledge.collection import Knowledge, load, nothing

FILES = {
    "knowledge/knowledge.yml": "topics:\n  crm: {name: 客户关系管理}\n  ae: {name: 客户执行}\n",
    "knowledge/glossary.yml": "terms:\n  - {term: 提案, aliases: [方案说明], definition: 向客户说明方案}\n",
    "knowledge/ae/work.md": "---\ntitle: AE 的工作\naliases: [AE 日常]\n---\n\n正文。\n",
    "knowledge/ae/quiz.yml": "title: AE 自测\nquestions:\n  - {statement: 甲, answer: 对, explanation: 乙}\n",
    "knowledge/crm/concept.md": "---\ntitle: 概念\nkind: 方法\n---\n",
    "knowledge/note.md": "---\ntitle: 说明\n---\n",
}


def loaded(files: dict[str, str]) -> tuple[Knowledge, list[Finding]]:
    return load({path: source for path, source in sources_of(files).items() if path.startswith("knowledge/")})


def test_pages_stand_in_the_order_of_their_topics() -> None:
    knowledge, found = loaded(FILES)
    assert found == []
    assert [page.id for page in knowledge.pages] == ["crm/concept", "ae/work", "note", "ae/quiz"]
    assert {topic: [page.id for page in pages] for topic, pages in knowledge.by_topic.items()} == {
        "crm": ["crm/concept"],
        "ae": ["ae/work", "ae/quiz"],
        "": ["note"],
    }
    assert [knowledge.topic_name(topic) for topic in ("crm", "x")] == ["客户关系管理", "x"]


@pytest.mark.parametrize("name", ["ae/work", "AE 的工作", "AE 日常"])
def test_a_page_goes_by_its_path_its_title_and_its_aliases(name: str) -> None:
    knowledge, _ = loaded(FILES)
    assert knowledge.find(name) is knowledge.articles[1]


@pytest.mark.parametrize("name", ["提案", "方案说明"])
def test_a_term_goes_by_its_name_and_its_aliases(name: str) -> None:
    knowledge, _ = loaded(FILES)
    assert knowledge.find(name) is knowledge.terms[0]
    assert knowledge.find("比稿") is None


def test_an_article_explains_the_term_of_the_same_name() -> None:
    knowledge, _ = loaded(FILES | {"knowledge/pitch.md": "---\ntitle: 提案\n---\n"})
    assert knowledge.find("提案") in knowledge.articles


def test_the_body_of_an_article_knows_its_first_line() -> None:
    knowledge, _ = loaded({"knowledge/a.md": "---\ntitle: 甲\nkind: 案例\n---\n\n第一段\n"})
    (page,) = knowledge.articles
    assert (page.body, page.line) == ("\n第一段\n", 5)


@pytest.mark.parametrize(
    "path, text, expected",
    [
        ("a.md", "# 没有文件头\n", ["1:1 JD034"]),
        ("a.md", "", ["1:1 JD034"]),
        ("a.md", "---\ntitle: 甲\n没有结束\n", ["1:1 JD034"]),
        ("a.md", "---\n---\n正文\n", ["0:0 JD003"]),
        ("a.md", "---\n- 甲\n---\n", ["2:1 JD004"]),
        ("a.md", "---\ntitle：甲\n---\n", ["2:6 JD013"]),
        ("a.md", "---\ntitle: 甲\nkind: 小说\ntittle: 乙\n---\n", ["3:1 JD016", "4:1 JD005"]),
        ("a.md", "---\nkind: 案例\n---\n", ["2:1 JD012"]),
        ("glossary.yml", "- {term: 甲, definition: 乙}\n", ["1:1 JD004"]),
        ("glossary.yml", "terms:\n  - {term: 甲}\n", ["2:5 JD012"]),
        ("q.yml", "title: 题\nquestions:\n  - {statement: 甲, explanation: 乙}\n", ["3:5 JD016"]),
        ("q.yml", "title: 题\nquestions:\n  - {question: 甲, right: 乙, explanation: 丙}\n", ["3:5 JD016"]),
        (
            "q.yml",
            "title: 题\nquestions:\n  - {question: 甲, right: 乙, wrong: 乙, explanation: 丙}\n",
            ["3:5 JD016"],
        ),
        ("q.yml", "title: 题\nquestions:\n  - {explanation: 丙}\n", ["3:5 JD016"]),
        ("knowledge.yml", "topics: {ae: 甲}\n", ["1:10 JD006"]),
    ],
)
def test_what_is_wrong_with_a_file_is_told_with_its_place(path: str, text: str, expected: list[str]) -> None:
    _, found = loaded({f"knowledge/{path}": text})
    assert marks(found) == expected


def test_one_bad_file_leaves_the_others_readable() -> None:
    knowledge, found = loaded(FILES | {"knowledge/ae/bad.md": "正文", "knowledge/crm/bad.yml": "a: [1"})
    assert len(found) == 2
    assert len(knowledge.pages) == 4


@given(st.text(max_size=60), st.sampled_from(["a.md", "a.yml", "glossary.yml", "knowledge.yml"]))
def test_no_text_makes_loading_fail(text: str, name: str) -> None:
    for content in (text, f"---\n{text}\n---\n{text}"):
        knowledge, _ = loaded({f"knowledge/{name}": content})
        assert len(knowledge.pages) <= 1


def test_without_files_there_is_nothing() -> None:
    assert nothing().is_empty
    assert not loaded(FILES)[0].is_empty
