from __future__ import annotations

from word_makers import CASHIER, COMPANY, copy

from jdbook.blocks import Ref
from jdbook.word.facts import HANDBOOK, POSITION, ROW, facts_of, shown


def test_facts_are_what_the_grids_of_a_copy_say_with_whose_it_is() -> None:
    facts = facts_of(copy(), COMPANY)
    assert facts["岗位名称"] == "出纳员"
    assert facts["岗位编号"] == "SL-01"
    assert facts["直接上级"] == "董事会"
    assert facts["公司"] == COMPANY
    assert facts["用人单位"] == "示例公司"
    assert facts["校验码"] == copy().check_code
    assert set(facts) <= POSITION


def test_what_is_not_known_is_not_in_the_facts() -> None:
    facts = facts_of(copy("title: 出纳员"), COMPANY)
    assert "岗位编号" not in facts
    assert "生效日期" not in facts
    assert facts["状态"] == "草案"


def test_a_private_fact_is_unknown_to_a_public_copy() -> None:
    text = CASHIER + "level: M9\n"
    assert facts_of(copy(text), COMPANY)["职级"] == "M9"
    assert "M9" not in facts_of(copy(text, private=["level"], public=True), COMPANY).values()


def test_lists_of_records_are_no_facts_that_a_place_could_print() -> None:
    assert "修订记录" not in POSITION
    assert "主要职责" not in POSITION
    assert {"岗位名称", "别名", "复核日期", "校验码"} <= POSITION
    assert POSITION - {"二维码"} < ROW
    assert "校验码" not in HANDBOOK


def test_values_are_shown_in_a_row_people_by_their_titles() -> None:
    assert shown(("甲", Ref("sample/x"), Ref("乙", outside=True)), {"sample/x": "出纳员"}) == "甲、出纳员、乙"
    assert shown(()) == ""
