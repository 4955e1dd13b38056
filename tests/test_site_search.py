"""What search finds: documents of pages and sections, Chinese cut into words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import hostile
import pytest
from making import library_of

from jdbook.site.search import BREAK, documents_json, words, write_index
from jdbook.site.wiki import wiki_of

FILES = {
    "ad/unit.yml": "name: 广告公司\nmission: 做广告\ndepartments: {finance: {name: 财务部, mission: 管钱}}\n",
    "ad/finance/cashier.yml": """\
        title: 出纳员
        code: GG-CW-03
        aliases: [出纳, <b>Cashier</b>]
        superior: 总经理
        purpose: 保管资金 & 票据
        duties: [{text: 办理收付, standard: 账款相符, children: [收现金]}, {text: 临时任务, group: 偶发}]
        authority: [{matter: 支票, action: 执行, with_whom: [ad/gm]}]
        qualifications: {skills: [点钞, 开票]}
        remuneration: [密]
        status: 试行
        revisions: [{changes: 修订过}]
        """,
    "ad/gm.yml": "title: 总经理\nstatus: 试行\n",
    "ad/old.yml": "title: 旧岗\nduties: [旧事]\nstatus: 废止\n",
    "ad/draft.yml": "title: 草稿\n",
}


def documents(**extra: str) -> dict[str, dict[str, Any]]:
    text = documents_json(wiki_of(library_of(FILES | extra)))
    return {document["location"]: document for document in json.loads(text.replace(BREAK, ""))}


def test_there_is_a_document_for_every_page_and_section_worth_finding() -> None:
    cashier = "ad/finance/cashier.html"
    assert list(documents()) == [
        *("index.html", "ad/index.html", "ad/finance/index.html", "ad/old.html", cashier),
        *(f"{cashier}#{key}" for key in ("purpose", "duties", "authority", "qualifications")),
        "ad/gm.html",
    ]


KNOWLEDGE = {
    "knowledge/knowledge.yml": "summary: 学习\n",
    "knowledge/glossary.yml": "terms: [{term: 提案, aliases: [<方案>], definition: 说明}]\n",
    "knowledge/ae/pitch.md": "---\ntitle: 怎样提案\nsummary: 摘要\naliases: [比稿]\n---\n开头\n\n## 准备\n\n- 先**排练**\n",
    "knowledge/ae/quiz.yml": "title: 自测\nquestions: [{statement: 提案要准备, answer: 对, explanation: 乙}]\n",
    "ad/gm.yml": "title: 总经理\nforms: [{name: 出差计划表, handling: 审批}]\nstatus: 试行\n",
}


def test_articles_terms_self_tests_and_forms_are_found_after_positions() -> None:
    found = documents(**KNOWLEDGE)
    assert [location for location in found if location.startswith(("knowledge", "forms"))] == [
        "knowledge/index.html",
        "knowledge/ae/pitch.html",
        "knowledge/ae/pitch.html#%E5%87%86%E5%A4%87",
        "knowledge/ae/quiz.html",
        "knowledge/glossary.html#%E6%8F%90%E6%A1%88",
        "forms/ad.html",
    ]
    article, section = found["knowledge/ae/pitch.html"], found["knowledge/ae/pitch.html#%E5%87%86%E5%A4%87"]
    assert (article["title"], article["text"], article["tags"]) == ("怎样提案", "<p>摘要</p>", ["比稿"])
    assert (section["title"], section["text"]) == ("准备", "<p>先排练</p>")
    assert found["knowledge/glossary.html#%E6%8F%90%E6%A1%88"]["tags"] == ["&lt;方案&gt;"]
    assert "提案要准备" in found["knowledge/ae/quiz.html"]["text"]
    assert "出差计划表" in found["forms/ad.html"]["text"]
    assert article["boost"] < 1 < found["ad/gm.html"]["boost"]


def test_a_position_is_found_by_title_code_and_aliases() -> None:
    page = documents()["ad/finance/cashier.html"]
    assert (page["title"], page["text"]) == ("出纳员", "<p>财务部</p>")
    assert page["tags"] == ["GG-CW-03", "出纳", "&lt;b&gt;Cashier&lt;/b&gt;"]


def test_a_section_has_a_paragraph_for_each_thing_it_says() -> None:
    found = documents()
    assert (
        found["ad/finance/cashier.html#duties"]["text"]
        == "<p>办理收付 账款相符</p><p>收现金</p><p>偶发 临时任务</p>"
    )
    assert found["ad/finance/cashier.html#authority"]["text"] == "<p>支票 执行 总经理</p>"
    assert found["ad/finance/cashier.html#qualifications"]["text"] == "<p>技能 点钞、开票</p>"
    assert found["ad/finance/cashier.html#purpose"]["text"] == "<p>保管资金 &amp; 票据</p>"


def test_what_is_private_withdrawn_or_a_draft_is_not_found() -> None:
    text = documents_json(wiki_of(library_of(FILES)))
    assert not [word for word in ("密", "旧事", "草稿", "修订过") if word in text]


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_results_hold_no_markup_but_ours(text: str) -> None:
    quoted = json.dumps(hostile.plain(text).replace("、", "").translate(str.maketrans("，,；;", "....")))
    files = {"u/x.yml": f"title: {quoted}\naliases: [{quoted}]\nduties: [{quoted}]\nstatus: 试行\n"}
    for document in json.loads(documents_json(wiki_of(library_of(files)))):
        for value in (document["title"], *document.get("tags", ())):
            assert "<" not in value
        assert "<" not in document["text"].replace("<p>", "").replace("</p>", "")


@pytest.mark.parametrize(
    "text, cut",
    [
        ("出纳员", "出纳员"),
        ("商务拓展总监", "商务|拓展|总监"),
        ("现金支票", "现金|支票"),
        ("总经理", "总经理"),
        ("保管空白支票和汇票", "保管|空白|支票和|汇票"),
        ("GM助理", "GM|助理"),
        ("a & b", "a & b"),
        ("", ""),
    ],
)
def test_chinese_is_cut_into_words_that_begin_what_people_type(text: str, cut: str) -> None:
    assert words(text).replace(BREAK, "|").strip("|") == cut


def test_names_that_mix_letters_and_chinese_are_also_kept_whole() -> None:
    files = {"u/x.yml": "title: UI设计师\naliases: [UX设计师, 美术设计师]\nstatus: 试行\n"}
    page = json.loads(documents_json(wiki_of(library_of(files))))[-1]
    assert page["title"].split(BREAK) == ["UI", "设计师"]
    assert page["text"] == f"<p>{words('示例单位')}</p><p>UI设计师</p>"
    assert page["tags"] == ["UX设计师", words("美术设计师")]


def test_cutting_loses_no_letter() -> None:
    text = "与副总经理均签字后，出纳员方可到银行办理支出手续；《出纳办法》第3条。" * 3
    assert words(text).replace(BREAK, "") == text
    assert words(words(text)) == words(text)


def test_the_index_keeps_its_settings_and_gets_the_documents_twice(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    (tmp_path / "search/search_index.json").write_text('{"config": {"lang": ["zh"]}, "docs": []}', "utf-8")
    write_index(tmp_path, '[{"location": "甲"}]\n'.encode())
    expected = {"config": {"lang": ["zh"]}, "docs": [{"location": "甲"}]}
    assert json.loads((tmp_path / "search/search_index.json").read_text("utf-8")) == expected
    script = (tmp_path / "search/search_index.js").read_text("utf-8")
    assert json.loads(script.removeprefix("var __index = ")) == expected
