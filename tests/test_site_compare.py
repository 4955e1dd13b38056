"""Comparing two positions: what each says line by line, the list to choose from, and what never is in them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import hostile
import pytest
from making import library_of, load_of

from jdbook.blocks import Definitions, Grid, Item, Items, Paragraph, Ref, Section, Table
from jdbook.site.compare import LIST, Line, compare_files, compare_pages, lines_of
from jdbook.site.memo import Memo
from jdbook.site.pages import Files, pages
from jdbook.site.wiki import Wiki, wiki_of

TEMPLATES = [Path(__file__).resolve().parent.parent / "templates" / "site"]
FILES = {
    "ad/unit.yml": "name: 广告公司\ndepartments: {fin: {name: 财务部}, fin/cash: {name: 资金组}}\n",
    "ad/gm.yml": "title: 总经理\nstatus: 试行\n",
    "ad/fin/cash/cashier.yml": "title: 出纳员\ncode: CW-1\naliases: [出纳]\nsuperior: 总经理\npurpose: 管钱\n"
    "duties: [收款, {text: 付款, children: [核对], frequency: 每日}]\nremuneration: [密薪]\nstatus: 试行\n"
    "revisions: [{version: '1.0', changes: 首编}]\n",
    "ad/fin/draft.yml": "title: 草稿岗\nduties: [密谋]\n",
    "ad/old.yml": "title: 旧岗\nduties: [密谋]\nstatus: 废止\n",
    "hq/gm.yml": "title: 总经理\nsuperior: {outside: 董事会}\nstatus: 试行\n",
}
CASHIER = "assets/data/compare/ad/cashier.js"


def wiki(files: Mapping[str, str] = FILES) -> Wiki:
    return wiki_of(library_of(files))


def made(files: Mapping[str, str] = FILES) -> Files:
    return pages(wiki_of(library_of(files)), (), TEMPLATES)


def data(script: str | bytes, name: str = "jdPosition") -> dict[str, Any]:
    """Return what a script registers."""
    assert isinstance(script, str)
    assert script.startswith(f"{name}(")
    assert script.endswith(");\n")
    value: dict[str, Any] = json.loads(script[len(name) + 1 : -3])
    return value


@pytest.mark.parametrize(
    "body, lines",
    [
        (Paragraph("一\n二"), [Line("一\n二", "")]),
        (
            Items((Item("收款", (("频次", ("每日",)),), (Item("核对"),)), Item("付款")), start=3),
            [
                Line("收款", None, "3", (("频次", "每日"),)),
                Line("核对", None, "3.1"),
                Line("付款", None, "4"),
            ],
        ),
        (Items((Item("临时任务"),), "偶发"), [Line("临时任务", None, "1", (("类别", "偶发"),))]),
        (
            Table(("事项", "权限", "会同"), ((("付款",), (), (Ref("甲"), "乙")), ((), ("审批",), ()))),
            [Line("付款", notes=(("会同", "甲长、乙"),)), Line("审批")],
        ),
        (Grid((("岗位名称", ("出纳",)), ("编号", ("1", "2")))), [Line("1、2", "编号")]),
        (Definitions((("技能", ("点钞", "开票")),)), [Line("点钞", "技能"), Line("开票", "技能")]),
    ],
)
def test_blocks_are_said_line_by_line(body: Any, lines: list[Line]) -> None:
    section = Section("key", "标题", (body,))
    assert (
        list(lines_of(section, lambda value: f"{value.name}长" if isinstance(value, Ref) else value)) == lines
    )


def test_a_script_holds_what_the_public_copy_says_by_section() -> None:
    said = data(compare_files(wiki())[CASHIER])
    assert said["name"] == "出纳员"
    assert said["where"] == ["广告公司", "财务部", "资金组"]
    assert said["url"] == "ad/fin/cash/cashier.html"
    assert [(key, label) for key, label, _ in said["sections"]] == [
        ("identity", "基本信息"),
        ("purpose", "岗位目的"),
        ("duties", "主要职责"),
        ("control", "文件控制"),
    ]
    assert said["sections"][2][2] == [
        {"text": "收款", "number": "1"},
        {"text": "付款", "number": "2", "notes": [["频次", "每日"]]},
        {"text": "核对", "number": "2.1"},
    ]
    assert {"text": "总经理", "label": "直接上级"} in said["sections"][0][2]


def test_the_list_has_every_position_with_its_names_and_place() -> None:
    assert data(compare_files(wiki())[LIST], "jdPositions") == {
        "places": [["广告公司"], ["广告公司", "财务部", "资金组"], ["示例单位"]],
        "rows": [
            ["ad/gm", "总经理（广告公司）", 0, ""],
            ["ad/cashier", "出纳员（广告公司）", 1, "CW-1", "出纳"],
            ["hq/gm", "总经理（示例单位）", 2, ""],
        ],
    }


def test_a_position_home_and_navigation_lead_to_it() -> None:
    files = made()
    assert 'href="../../../compare.html?a=ad/cashier">与别的岗位比较</a>' in str(
        files["ad/fin/cash/cashier.md"]
    )
    assert '<a href="compare.html">比较两个岗位</a>' in str(files["index.md"])


def test_without_scripts_the_page_says_what_is_missing_and_leads_to_the_units() -> None:
    text = str(made()["compare.md"])
    assert "JavaScript" in text
    assert '<a href="ad/index.html">广告公司</a> <small>2 个岗位</small>' in text
    assert "出纳员" not in text


def test_with_one_position_there_is_nothing_to_compare() -> None:
    files = made({"ad/gm.yml": FILES["ad/gm.yml"]})
    assert not [path for path in files if path.startswith(("compare", "assets/data/compare"))]
    assert "compare.html" not in str(files["ad/gm.md"]) + str(files["index.md"])


def test_private_fields_drafts_and_withdrawn_positions_are_in_none_of_it() -> None:
    company = "schema: 1\nname: 甲\nprivate: [remuneration, code, aliases, duties]\n"
    files = compare_files(wiki(FILES | {"company.yml": company}))
    assert set(files) == {LIST, CASHIER, "assets/data/compare/ad/gm.js", "assets/data/compare/hq/gm.js"}
    everything = "".join(files.values()).replace("出纳员", "")
    assert not [word for word in ("密", "旧岗", "CW-1", "出纳", "收款", "草稿") if word in everything]


def test_a_memo_makes_anew_only_what_changed_and_is_never_stale() -> None:
    memo = Memo()
    first = compare_files(wiki(), memo.text)
    for path, old, new in (
        ("ad/fin/cash/cashier.yml", "收款", "收钱"),
        ("ad/gm.yml", "总经理", "总裁"),
        ("ad/unit.yml", "资金组", "资金部"),
        ("hq/gm.yml", "{outside: 董事会}", "ad/cashier"),
    ):
        changed = wiki(FILES | {path: FILES[path].replace(old, new)})
        assert compare_files(changed, memo.text) == compare_files(changed)
    again = compare_files(wiki(FILES | {"hq/gm.yml": FILES["hq/gm.yml"] + "duties: [主持]\n"}), memo.text)
    assert again["assets/data/compare/ad/gm.js"] == first["assets/data/compare/ad/gm.js"]
    assert "主持" in again["assets/data/compare/hq/gm.js"]


def test_positions_follow_in_the_preview_when_a_second_one_appears_or_goes() -> None:
    memo = Memo()
    one = {"ad/gm.yml": FILES["ad/gm.yml"]}
    for files in (one, FILES, one):
        assert pages(wiki_of(library_of(files)), (), TEMPLATES, memo=memo) == made(files)


def test_a_spec_tells_when_the_page_is_to_be_made_again() -> None:
    (spec,) = compare_pages(wiki())
    (same,) = compare_pages(wiki(FILES | {"ad/gm.yml": FILES["ad/gm.yml"] + "duties: [主持]\n"}))
    (other,) = compare_pages(wiki(FILES | {"ad/x.yml": "title: 某岗\nstatus: 试行\n"}))
    assert spec.trace() == same.trace() != other.trace()


def test_hostile_texts_are_data() -> None:
    files = compare_files(wiki_of(load_of(hostile.library())[0]))
    assert len(data(files[LIST], "jdPositions")["rows"]) == len(hostile.TEXTS)
    for number, text in enumerate(hostile.TEXTS):
        said = data(files[f"assets/data/compare/u/p{number:02}.js"])
        (purpose,) = (lines for key, _, lines in said["sections"] if key == "purpose")
        assert "".join(purpose[0]["text"].split()) == "".join(text.split())
