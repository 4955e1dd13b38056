"""Documents of ours as a whole: what belongs to no position is told, and what is to be looked at in those there are."""

from __future__ import annotations

from jdbook.roundtrip.documents import Read, read_ours, report_on
from jdbook.roundtrip.returned import Returned

FOUND = Read(
    (
        Returned("ad/a", {"title": "甲"}, {"title": "甲"}, ("岗位!B2：请看",)),
        Returned("", {}, {}, ("职责!C9：看不出\n是谁的",)),
    ),
    ("页眉里写了字",),
)


def test_what_belongs_to_no_position_and_what_is_to_be_looked_at_are_told_apart() -> None:
    assert FOUND.nowhere == ("页眉里写了字", "职责!C9：看不出\n是谁的")
    assert FOUND.looks == ("甲：岗位!B2：请看",)


def test_the_report_holds_all_that_is_to_be_said_a_line_each() -> None:
    report = report_on("清单.xlsx", FOUND)
    assert report.startswith("# 导入报告：清单.xlsx\n")
    assert "## 没有读入（2 处）\n\n- 页眉里写了字\n- 职责!C9：看不出 是谁的\n" in report
    assert "## 请核对（1 处）\n\n- 甲：岗位!B2：请看\n" in report
    assert "没有要核对的地方" in report_on("清单.xlsx", Read(FOUND.returned[:0]))


def test_what_is_none_of_ours_says_so() -> None:
    assert read_ours("岗位职责".encode()).reason == "不是本库导出的文件"
