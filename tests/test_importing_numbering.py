"""Marks before items are told from figures, and lists within a line are found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.importing.numbering import BULLET, DASH, chinese, following, leading
from jdbook.importing.readers import lists

MARKS = [
    ("1、编制计划", "1、", "1", 1),
    ("1.执行决议", "1.", "1", 1),
    ("1． 执行决议", "1． ", "1", 1),
    ("３、全角数字", "３、", "1", 3),
    ("01、两位数字", "01、", "1", 1),
    (":3:前面多了冒号", ":3:", "1", 3),
    ("1、2026年完成", "1、", "1", 1),
    ("12) 半个括号", "12) ", "1)", 12),
    ("（3）括号", "（3）", "(1)", 3),
    ("( 3 ) 括号里有空格", "( 3 ) ", "(1)", 3),
    ("⑵ 括号数字", "⑵ ", "⑴", 2),
    ("⑩圈码", "⑩", "①", 10),
    ("一、总则", "一、", "一", 1),
    ("二十一、附则", "二十一、", "一", 21),
    ("（十）其他", "（十）", "(一)", 10),
    ("第三条 考勤", "第三条 ", "第一条", 3),
    ("第12条：考勤", "第12条：", "第1条", 12),
    ("A、甲", "A、", "A", 1),
    ("b) 乙", "b) ", "A)", 2),
    ("（C）丙", "（C）", "(A)", 3),
    ("◆ 图形", "◆ ", BULLET, 0),
    ("•圆点", "•", BULLET, 0),
    ("- 短横", "- ", DASH, 0),
    ("1 没有符号", "1 ", "1", 1),
    ("2受理材料", "2", "1", 2),
    ("%百分号当圆点", "%", DASH, 0),
]


@pytest.mark.parametrize("text, mark, style, value", MARKS)
def test_a_mark_is_known_whatever_people_number_with(text: str, mark: str, style: str, value: int) -> None:
    assert leading(text) == (mark, style, value)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1.5万元以上",
            "2024.1.5起执行",
            "8:30到岗",
            "1,200元",
            "10%以内",
            "2012年度",
            "3 个工作日内",
            "5G网络",
            "12月底",
            "3年以上经验",
            "e.g. 举例",
        ),
        *("（试行）", "第3篇", "-5度", "十分重视", "一线城市", "", "、顿号开头", "AE的工作"),
    ],
)
def test_figures_and_words_are_no_marks(text: str) -> None:
    assert leading(text) is None


def items(text: str) -> list[str]:
    """Return a text cut where its list goes on."""
    first = leading(text)
    assert first
    places = [0, *(place for place, _ in following(text, first, len(first.text)))]
    return [text[start:end] for start, end in zip(places, [*places[1:], None], strict=True)]


@pytest.mark.parametrize(
    "expected",
    [
        ["1.实施客户关怀。", "2.负责市场调研;", "3.归类数据"],
        ["①甲类客户；", "②乙类客户；", "③丙类"],
        ["4.参加提案; ", "6.交总监签字; ", "7.入库"],
        ["1.复核1.5万元以上的支出", "2.报批"],
        ["1、负责1号、2、3号楼的保洁；", "2、巡查"],
        ["3、执行2.3节所列规定", "4、检查记录"],
        ["(1)盘点库存(按月)", "(2)登记台账"],
        ["一、主持会议。", "二、起草报告"],
        ["◆ 接听电话 ", "◆ 登记来访"],
        ["1、2026.1.5前交表。", "2、存档"],
        ["1、到第2、第3车间检查，", "2、填写记录"],
        ["- 甲-乙线路。", "- 丙"],
    ],
)
def test_a_list_within_a_line_is_cut_at_its_marks(expected: list[str]) -> None:
    assert items("".join(expected)) == expected


@given(st.integers(1, 99))
def test_chinese_numerals_are_read(number: int) -> None:
    assert chinese(lists.chinese(number)) == number


@pytest.mark.parametrize("text", ["", "十十", "一二", "百", "二三十"])
def test_what_is_no_numeral_is_nothing(text: str) -> None:
    assert chinese(text) == 0


WORDS = st.text("检查登记核对现金报表客户", min_size=4, max_size=12)


@given(
    st.lists(WORDS, min_size=1, max_size=15),
    st.sampled_from(["{}、", "{}.", "（{}）", "{}) "]),
    st.sampled_from("。；"),
)
def test_what_was_numbered_on_one_line_comes_apart_again(texts: list[str], form: str, stop: str) -> None:
    numbered = [f"{form.format(number)}{text}{stop}" for number, text in enumerate(texts, 1)]
    assert items("".join(numbered)) == numbered


@given(st.text("1234567890一二十、.．()（）①②第条A-•◆ 。；元号\u3000\n", max_size=40))
def test_marks_are_pieces_of_the_text_in_order(text: str) -> None:
    first = leading(text)
    if first is None:
        return
    assert text.startswith(first.text)
    end = len(first.text)
    for place, mark in following(text, first, end):
        assert place >= end
        assert text.startswith(mark.text, place)
        end = place + len(mark.text)
