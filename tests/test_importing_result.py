"""What a source comes to as a whole, its drafts' files, the report and the page on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from jdbook.importing.document import Document, Line
from jdbook.importing.drafting import draft_files
from jdbook.importing.proposals import Proposals
from jdbook.importing.report import code_in, report, summary
from jdbook.importing.result import Result, machine_data, result_of
from jdbook.importing.review import page_values
from jdbook.library import Library

TEXT = """前言
出纳员岗位职责
直接上级：店长
职责：
1、核对现金；
2、每天下班前登记现金日
记账；
备注：两份
导购员、收银员岗位职责
1、接待顾客；
出纳员岗位职责
直接上级：店长
职责：
1、核对现金；
2、每天下班前登记现金日
记账；"""


@pytest.fixture
def result(library_of: Callable[[Mapping[str, str]], Library]) -> Result:
    files = {
        "company.yml": "schema: 1\nname: 集团\n",
        "shop/unit.yml": "name: 门店\n",
        "shop/a.yml": "title: 出纳员\nduties: [核对现金]\n",
    }
    lines = tuple(Line(text, f"第{number}行") for number, text in enumerate(TEXT.split("\n"), 1))
    return result_of(Document("甲.txt", lines), Proposals(library_of(files)), {})


def test_a_text_that_occurs_twice_gives_two_drafts_the_second_marked(result: Result) -> None:
    assert [checked.draft.title for checked in result.drafts] == ["出纳员", "导购员、收银员", "出纳员"]
    assert [checked.first for checked in result.drafts] == ["", "", "甲.txt 的出纳员"]


def test_leftovers_stand_with_the_draft_they_follow(result: Result) -> None:
    assert [piece.text for piece in result.leftovers] == ["前言"]
    assert [piece.text for piece in result.drafts[0].leftovers] == ["备注：两份"]
    assert result.drafts[0].places["duties"] == ("第5行", "第7行")


def test_each_position_has_a_file_and_shared_texts_one_for_each_title(result: Result) -> None:
    files = draft_files(result)
    assert [[name for name, _ in shared] for shared in files] == [
        ["出纳员.yml"],
        ["导购员.yml", "收银员.yml"],
        ["出纳员-2.yml"],
    ]
    assert files[0][0][1] == (
        "# 导入自 甲.txt。看过后移到所属部门的文件夹（原文没有写单位和部门），再运行 python build.py check。\n"
        "# 库里可能已有：门店的出纳员（职责相同的部分约 33%）。\n"
        "title: 出纳员\n"
        "superior:\n"
        "  - 店长\n"
        "duties:\n"
        "  - 核对现金\n"
        "  # 原文断行，已接成一句（第6行）\n"
        "  - 每天下班前登记现金日记账\n"
        "status: 草案\n"
        "source:\n"
        "  - 甲.txt 第2行\n"
        "\n"
        "# 原文中这一段附近没有归入任何字段的内容，有用的请挪到合适的字段，其余删掉：\n"
        "#   第8行：备注：两份\n"
    )


def test_the_report_says_what_was_found_where_and_how_sure(result: Result) -> None:
    text = report(result, ["甲.yml", "乙.yml", "丙.yml"], "abc123")
    assert code_in(text) == "abc123"
    for line in (
        "认出 3 个岗位",
        "| 主要职责 | 第5行–第7行 | 2 | 高 |",
        "- 岗位名称：原文几个岗位合写一份：导购员、收银员（第9行）",
        "- 与甲.txt 的出纳员的内容完全相同，是重复的一份",
        "- 第1行：前言",
    ):
        assert line in text
    assert summary(result) == "甲.txt：3 个岗位，1 处请核对，1 份重复，2 个库里可能已有"


def test_the_machine_form_counts_positions_over_all_sources(result: Result) -> None:
    data = machine_data([result, result])
    assert len(data["positions"]) == 6
    owners = {piece["to"] for piece in data["trace"] if piece["to"].startswith("positions")}
    assert "positions[0].duties" in owners
    assert "positions[5].duties" in owners
    assert {finding["position"] for finding in data["findings"]} >= {0, 3}
    assert data["positions"][0]["import"]["confidence"] == {"superior": "高", "duties": "高"}


def test_the_page_shows_every_piece_and_the_field_it_went_to(result: Result) -> None:
    values = page_values(result)
    shown = "".join(piece["text"] for row in values["rows"] for piece in row["pieces"])
    assert shown == TEXT.replace("\n", "")
    assert [field["label"] for field in values["fields"]] == ["岗位名称", "直接上级", "主要职责"]
    amber = range(26, 75)
    assert not any(field["hue"] in amber for field in values["fields"])
