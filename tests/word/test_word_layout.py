"""layout.yml: the order, names and choice of what a form prints, without a line of Python."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_makers import TEMPLATE, copy, fragment, root, template, text_of

from jdbook.blocks import Grid, Section, Table
from jdbook.documents import LayoutError, load_template
from jdbook.outline import PRINTED
from jdbook.word.body import body
from jdbook.word.form import position_document
from jdbook.word.layout import NAMES, PLAIN, Layout, layout_of, permuted

TEXT = """\
title: 出纳员
code: SL-01
aliases: [出纳]
superior: {outside: 董事会}
purpose: 保管现金
duties: [登记日记账]
qualifications: {education: 大专}
assessment: [{item: 差错, standard: 没有, weight: "60%"}]
status: 试行
revisions: [{version: "1.0", date: 2026-01-01, changes: 首次}]
"""


def printed(layout: Layout = PLAIN) -> str:
    return text_of(fragment(body(copy(TEXT), template().looks, (), layout)))


def places(text: str, *words: str) -> list[str]:
    """Return the words in the order in which they stand in the text."""
    return sorted(words, key=text.index)


def test_the_layout_that_comes_along_changes_nothing_and_names_every_section() -> None:
    layout, problems = layout_of(TEMPLATE.with_name("layout.yml").read_text("utf-8"))
    assert problems == []
    assert printed(layout) == printed()
    assert len(PRINTED) == 3
    assert {section.label for section in copy(TEXT).sections} <= set(layout.order)


def test_two_sections_change_places_and_others_stay() -> None:
    words = ("保管现金", "登记日记账", "大专", "没有")
    swapped = layout_of("order: [任职资格, 主要职责]\n")[0]
    assert places(printed(), *words) == [*words]
    assert places(printed(swapped), *words) == ["保管现金", "大专", "登记日记账", "没有"]


def test_facts_of_the_grid_change_places_too() -> None:
    layout = layout_of("order: [直接上级, 岗位名称]\n")[0]
    assert places(printed(layout), "出纳员", "董事会") == ["董事会", "出纳员"]


def test_columns_change_places_with_what_is_in_them() -> None:
    shown = printed(layout_of("columns: {考核标准: [权重, 考核项目]}\n")[0])
    assert places(shown, "60%", "差错") == ["60%", "差错"]


def test_sections_and_facts_go_by_other_names_or_are_not_printed() -> None:
    shown = printed(layout_of("labels: {主要职责: 岗位职责, 别名: 又称}\nhidden: [岗位目的, 岗位编号]\n")[0])
    assert "岗位职责" in shown
    assert "又称" in shown
    assert not {"主要职责", "别名", "岗位目的", "保管现金", "SL-01"} & {
        word for word in NAMES if word in shown
    }
    assert "保管现金" not in shown
    assert "SL-01" not in shown


def test_a_grid_of_which_all_is_hidden_leaves_no_empty_table() -> None:
    section = Section("identity", "基本信息", (Grid((("岗位名称", ("甲",)),)),))
    assert Layout(hidden=("岗位名称",)).arranged([section]) == []


@pytest.mark.parametrize(
    "text, said",
    [
        ("order: [任职, 主要职责]\n", "order 里的“任职”"),
        ("hidden: [备注]\n", "hidden 里的“备注”"),
        ("labels: {职责: 事}\n", "labels 里的“职责”"),
        ("columns: {岗位目的: [甲]}\n", "columns 里的“岗位目的”"),
        ("columns: {考核标准: [分数]}\n", "columns 的“考核标准”里的“分数”"),
        ("次序: [主要职责]\n", "第 1 行"),
        ("- 主要职责\n", "第 1 行"),
        ("order: &a [主要职责]\n", "第 1 行"),
    ],
)
def test_what_can_not_be_followed_is_named(text: str, said: str) -> None:
    (problem,) = layout_of(text)[1]
    assert said in problem


@pytest.mark.parametrize("text", ["", "# 都用自带的\n"])
def test_a_layout_that_says_nothing_is_the_plain_one(text: str) -> None:
    assert layout_of(text) == (PLAIN, [])


@given(st.permutations(range(6)), st.lists(st.integers(0, 8), unique=True))
def test_permuting_keeps_everything_and_what_is_not_named_stays(things: list[int], order: list[int]) -> None:
    made = permuted(things, [str(one) for one in order], str)
    assert sorted(made) == sorted(things)
    assert [one for one in made if one in order] == [one for one in order if one in things]
    assert all(old == new for old, new in zip(things, made, strict=True) if old not in order)


def put(folder: Path, text: str | bytes) -> Path:
    (folder / "word").mkdir()
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "word/layout.yml").write_bytes(data)
    return folder


def test_a_library_lays_out_its_forms_and_takes_the_rest_from_the_project(tmp_path: Path) -> None:
    own = put(tmp_path, "labels: {主要职责: 岗位职责}\n")
    made = load_template([own, TEMPLATE.parents[1]])
    assert "岗位职责" in text_of(root(position_document(copy(TEXT), made, "示例")).find(".//*"))


@pytest.mark.parametrize("data", ["order: [任职]\n", b"\xff\xfe\x00", "# " + "长" * 40_000])
def test_a_layout_that_can_not_be_used_stops_with_the_way_out(tmp_path: Path, data: str | bytes) -> None:
    own = put(tmp_path, data)
    with pytest.raises(LayoutError) as stopped:
        load_template([own, TEMPLATE.parents[1]])
    assert str(own / "word/layout.yml") in str(stopped.value)
    assert "办法" in str(stopped.value)


def test_a_table_without_the_columns_named_stays_as_it_is() -> None:
    table = Table(("甲", "乙"), ((("一",), ("二",)),))
    section = Section("assessment", "考核标准", (table,))
    assert Layout(columns={"考核标准": ("权重",)}).arranged([section]) == [section]
