"""Headings are known by the names the fields declare, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.fields import labels
from jdbook.importing.labels import Label, leading, within

HEADINGS = [
    ("直接上级：总经理", "直接上级：", "superior"),
    ("直接上级: 总经理", "直接上级: ", "superior"),
    ("汇报对象  ：总经理", "汇报对象  ：", "superior"),
    ("岗 位 职 责", "岗 位 职 责", "duties"),
    ("岗位\n职责", "岗位\n职责", "duties"),
    ("职　级：P3", "职　级：", "level"),
    ("【任职要求】本科以上", "【任职要求】", "qualifications"),
    ("主要职责（试行）：", "主要职责（试行）：", "duties"),
    ("管理权限 1、审批请假", "管理权限 ", "authority"),
    ("岗位职责：", "岗位职责：", "duties"),
    ("kpi：完成率", "kpi：", "assessment"),
    ("待遇：面议", "待遇：", "remuneration"),
]


@pytest.mark.parametrize("text, heading, key", HEADINGS)
def test_a_heading_is_known_however_it_is_written(text: str, heading: str, key: str) -> None:
    assert leading(text) == (heading, key)


@pytest.mark.parametrize(
    "text", ["职责所在", "责任重大", "岗位津贴每月发放", "上级交办的其他工作", "薪酬核算主管", "", "总经理"]
)
def test_a_sentence_that_begins_with_such_a_word_has_no_heading(text: str) -> None:
    assert leading(text) is None


@pytest.mark.parametrize(
    "text, found",
    [
        ("承担各项义务。 管理责任：对所管工作负责", [("管理责任：", "responsibilities")]),
        ("推动质量提升的工作任职要求：(1)本科", [("任职要求：", "qualifications")]),
        ("对各项工作负责。 主要职责: 1.主持", [("主要职责: ", "duties")]),
        ("月底被辞退。 薪酬待遇:\n", [("薪酬待遇:\n", "remuneration")]),
        ("明确上级责任：谁批准谁负责", []),
        ("完成任务。待遇：面议。考核：按月", [("待遇：", "remuneration"), ("考核：", "assessment")]),
        ("直接上级：总经理", []),
    ],
)
def test_headings_in_the_middle_of_a_line_have_a_colon(text: str, found: list[tuple[str, str]]) -> None:
    assert [label for _, label in within(text)] == found


@pytest.mark.parametrize("name", sorted(labels()))
def test_every_declared_name_is_a_heading(name: str) -> None:
    label = leading(f"{' '.join(name)}：内容")
    assert label is not None
    key = labels()[name].key
    assert label.key == ("qualifications" if key == "knowledge" else key)


def test_a_name_in_a_box_is_one_label() -> None:
    assert list(within("1【责任】，【难点】")) == [
        (1, Label("【责任】", "responsibilities")),
        (6, Label("【难点】", "")),
    ]


@given(st.text("直接上级岗位职责任要求：: 、。1\n（）【】", max_size=30))
def test_headings_are_pieces_of_the_text_in_order(text: str) -> None:
    if first := leading(text):
        assert text.startswith(first.text)
    end = 0
    for place, label in within(text):
        assert place >= end
        assert text.startswith(label.text, place)
        end = place + len(label.text)
