"""A line that is nothing but the name of a position is told from headings and sentences."""

from __future__ import annotations

import pytest

from jdbook.importing.titles import title_in, title_within

SURE = [
    ("第1篇:客户主管岗位职责", "第1篇:", "客户主管", "岗位职责"),
    ("投递员岗位职责(试运行)", "", "投递员", "岗位职责(试运行)"),
    ("总经理岗位职责()", "", "总经理", "岗位职责()"),
    ("会计、出纳岗位职责", "", "会计、出纳", "岗位职责"),
    ("执行总编:(1名)", "", "执行总编", ":(1名)"),
    ("《施工员岗位责任书》", "《", "施工员", "岗位责任书》"),
    ("客户经理的工作职责：", "", "客户经理", "的工作职责："),
    ("岗位说明书：保教主任", "岗位说明书：", "保教主任", ""),
    ("（二）冷库管理员岗位职责", "（二）", "冷库管理员", "岗位职责"),
    ("三、仓库保管员 岗位说明书", "三、", "仓库保管员", " 岗位说明书"),
]


@pytest.mark.parametrize("line, before, text, after", SURE)
def test_a_title_says_that_it_is_one(line: str, before: str, text: str, after: str) -> None:
    assert title_in(line) == (before, text, after, True)


@pytest.mark.parametrize("line", ["市场营销总监", "一、人事主管", "【行政前台】", "# 测试工程师"])
def test_a_bare_name_may_be_a_title(line: str) -> None:
    title = title_in(line)
    assert title
    assert not title.sure


@pytest.mark.parametrize(
    "line",
    [
        *(
            "岗位职责",
            "主要职责:",
            "财务部岗位职责",
            "某广告有限公司岗位职责",
            "1、完成领导交办的工作",
            "负责人事工作",
        ),
        *(
            "协助总经理",
            "上级主管",
            "岗位要求、职责",
            "总经理办公会由总经理主持，每周一次",
            "",
            "各岗位工作职责",
        ),
    ],
)
def test_headings_and_sentences_are_no_titles(line: str) -> None:
    assert title_in(line) is None


def test_a_title_may_be_glued_behind_a_sentence() -> None:
    found = title_within("7、存档考勤记录; 采购总监岗位职责() 汇报对象:总裁")
    assert found is not None
    place, title = found
    assert (place, title.text, title.after) == (10, "采购总监", "岗位职责() ")
    assert title_within("7、完成其他任务; 起草各部门经理岗位职责并报批") is None
