"""What search finds: a document for each page, with a line for each thing it says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import hostile
import pytest
from making import library_of

from jdbook.site.search import SYNONYMS, search_data, synonyms, write_stub
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


def data(files: dict[str, str]) -> tuple[list[list[str]], list[Any]]:
    """Return what the script hands to the worker: words alike, and documents."""
    script = search_data(wiki_of(library_of(files)))
    groups, found = json.loads("[" + script.removeprefix("jdSearch(").removesuffix(");\n") + "]")
    return groups, found


def documents(**extra: str) -> dict[str, dict[str, Any]]:
    keys = ("kind", "url", "title", "where", "names", "parts")
    return {one[1]: dict(zip(keys, one, strict=True)) for one in data(FILES | extra)[1]}


CASHIER = "ad/finance/cashier.html"


def test_there_is_a_document_for_every_page_and_a_part_for_every_section_worth_finding() -> None:
    found = documents()
    assert [(one["kind"], url) for url, one in found.items()] == [
        ("h", "index.html"),
        ("o", "ad/index.html"),
        ("o", "ad/finance/index.html"),
        ("f", "charts/ad.html"),
        ("f", "duties.html"),
        ("f", "powers.html"),
        ("f", "compare.html"),
        ("w", "ad/old.html"),
        ("p", CASHIER),
        ("p", "ad/gm.html"),
    ]
    assert [part[:2] for part in found[CASHIER]["parts"]] == [
        ["purpose", "岗位目的"],
        ["duties", "主要职责"],
        ["authority", "管理权限"],
        ["qualifications", "任职资格"],
    ]


KNOWLEDGE = {
    "knowledge/knowledge.yml": "summary: 学习\n",
    "knowledge/glossary.yml": "terms: [{term: 提案, aliases: [<方案>], definition: 说明}]\n",
    "knowledge/ae/pitch.md": "---\ntitle: 怎样提案\nsummary: 摘要\naliases: [比稿]\n---\n开头\n\n## 准备\n\n- 先**排练**\n",
    "knowledge/ae/quiz.yml": "title: 自测\nquestions: [{statement: 提案要准备, answer: 对, explanation: 乙}]\n",
    "ad/gm.yml": "title: 总经理\nforms: [{name: 出差计划表, handling: 审批}]\nstatus: 试行\n",
}


def test_articles_terms_self_tests_and_forms_are_found_too() -> None:
    found = documents(**KNOWLEDGE)
    assert [(one["kind"], url) for url, one in found.items() if url.startswith(("knowledge", "forms"))] == [
        ("a", "knowledge/index.html"),
        ("a", "knowledge/ae/pitch.html"),
        ("q", "knowledge/ae/quiz.html"),
        ("t", "knowledge/glossary.html#%E6%8F%90%E6%A1%88"),
        ("f", "forms/ad.html"),
    ]
    article = found["knowledge/ae/pitch.html"]
    assert (article["title"], article["names"]) == ("怎样提案", ["比稿"])
    assert article["parts"] == [["", "", "摘要"], ["%E5%87%86%E5%A4%87", "准备", "先排练"]]
    assert found["knowledge/glossary.html#%E6%8F%90%E6%A1%88"]["names"] == ["<方案>"]
    assert "提案要准备" in found["knowledge/ae/quiz.html"]["parts"][0][2]
    assert found["forms/ad.html"]["parts"] == [["", "", "出差计划表"]]


def test_a_position_is_found_by_title_code_aliases_and_where_it_belongs() -> None:
    page = documents()[CASHIER]
    assert (page["title"], page["where"]) == ("出纳员", "广告公司 财务部")
    assert page["names"] == ["GG-CW-03", "出纳", "<b>Cashier</b>"]


def test_a_section_has_a_line_for_each_thing_it_says() -> None:
    parts = {anchor: lines for anchor, _, lines in documents()[CASHIER]["parts"]}
    assert parts["duties"].split("\n") == ["办理收付 账款相符", "收现金", "偶发 临时任务"]
    assert parts["authority"] == "支票 执行 总经理"
    assert parts["qualifications"] == "技能 点钞、开票"
    assert parts["purpose"] == "保管资金 & 票据"


def test_what_is_private_withdrawn_or_a_draft_is_not_found() -> None:
    text = search_data(wiki_of(library_of(FILES)))
    assert not [
        word for word in ("密", "旧事", "草稿", "修订过") if word in re.sub(r"^.*\n", "", text, count=1)
    ]


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_whatever_people_type_stays_data(text: str) -> None:
    quoted = json.dumps(hostile.plain(text).replace("、", "").translate(str.maketrans("，,；;", "....")))
    files = {"u/x.yml": f"title: {quoted}\naliases: [{quoted}]\nduties: [{quoted}]\nstatus: 试行\n"}
    assert data(files)[1][-1][2] == json.loads(quoted)


def test_words_that_mean_the_same_come_from_the_list_and_from_the_glossary() -> None:
    groups, _ = data(FILES | KNOWLEDGE)
    assert ["CFO", "首席财务官", "财务总监"] in groups
    assert groups[-1] == ["提案", "<方案>"]


def test_the_list_of_words_alike_holds_groups_without_repetition() -> None:
    assert all(len(group) > 1 and len(set(group)) == len(group) for group in synonyms())
    assert len({frozenset(group) for group in synonyms()}) == len(synonyms())
    assert SYNONYMS.read_text("utf-8").startswith("# ")


def test_the_index_of_material_keeps_only_its_settings_twice(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    (tmp_path / "search/search_index.json").write_text('{"config": {"lang": ["zh"]}, "docs": [1]}', "utf-8")
    write_stub(tmp_path)
    expected = {"config": {"lang": ["zh"]}, "docs": []}
    assert json.loads((tmp_path / "search/search_index.json").read_text("utf-8")) == expected
    script = (tmp_path / "search/search_index.js").read_text("utf-8")
    assert json.loads(script.removeprefix("var __index = ")) == expected
