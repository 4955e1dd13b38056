"""Texts that say nothing of a position."""

from __future__ import annotations

import pytest

from jdbook.importing.phrases import (
    counts_people,
    is_chapter,
    is_department,
    is_fact,
    is_nothing,
    is_remark,
    is_unsaid,
)


@pytest.mark.parametrize(
    "text",
    [
        "点击下载本文",
        "店长岗位职责\t2",
        "前厅部 ………………… 1",
        "第 1 页 共 6 页",
        "（续表）",
        "单击此处输入文字。",
        "□高中 □大专 □本科",
        "    年  月  日",
    ],
)
def test_what_a_site_or_a_form_says_is_unsaid(text: str) -> None:
    assert is_unsaid(text)


@pytest.mark.parametrize("text", ["负责下载行情", "☑ 合同制  □ 劳务派遣", "每年 6 月编制预算", "填报统计表"])
def test_what_a_position_says_is_not(text: str) -> None:
    assert not is_unsaid(text)


def test_the_other_kinds() -> None:
    assert is_nothing("＿＿＿")
    assert is_nothing("无。")
    assert not is_nothing("无害化处理")
    assert is_remark("（除带班外）")
    assert not is_remark("（一）带班")
    assert is_chapter("基本资料      编号：003")
    assert not is_chapter("基本工作")
    assert is_fact("辖员人数：10人")
    assert not is_fact("辖员人数十人")
    assert counts_people("4人")
    assert not counts_people("人力资源部")
    assert is_department("客房部")
    assert not is_department("客房服务员")
