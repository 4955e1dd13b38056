from typing import Any

import pytest
from hypothesis import given
from strategies_core import positions

from jdbook.model import Position
from jdbook.roundtrip.changes import changes
from jdbook.roundtrip.telling import place, told
from jdbook.writing import to_data

A, B, C, D = "保管现金和票据", "登记银行存款日记账", "每月编制财务报表", "发放员工工资"
OLD: dict[str, Any] = {
    "title": "出纳员",
    "duties": [A, B, {"text": C, "standard": "无误"}],
    "authority": [{"matter": "付款", "action": "审批", "limit": {"below": "5000"}}],
    "qualifications": {"education": ["大专"]},
}


@pytest.mark.parametrize(
    "edited, line",
    [
        ({"duties": [A, B + "和总账", OLD["duties"][2]]}, "主要职责 第2项：改为「登记银行存款日记账和总账」（原为「登记银行存款日记账」）"),
        ({"duties": [A, B, {"text": C, "standard": "准确"}]}, "主要职责 第3项的工作标准：改为「准确」（原为「无误」）"),
        ({"duties": [OLD["duties"][2], A, B]}, "主要职责 第3项：移到第1项（「每月编制财务报表」）"),
        ({"duties": [{"text": A, "children": [B]}, OLD["duties"][2]]}, "主要职责 第2项：移到第1项的分项第1项（「登记银行存款日记账」）"),
        ({"duties": [A, B]}, "主要职责 第3项：删去「每月编制财务报表；工作标准：无误」"),
        ({"duties": [*OLD["duties"], D]}, "主要职责 第4项：新增「发放员工工资」"),
        ({"duties": [{"text": A, "children": [D]}, *OLD["duties"][1:]]}, "主要职责 第1项的分项第1项：新增「发放员工工资」"),
        ({"qualifications": {"education": ["本科"]}}, "任职资格的学历 第1项：改为「本科」（原为「大专」）"),
        ({"title": "出纳"}, "岗位名称：改为「出纳」（原为「出纳员」）"),
        ({"status": "试行"}, "状态：新增「试行」"),
        ({"authority": [OLD["authority"][0] | {"limit": {"below": "8000"}}]}, "管理权限 第1项的限额的上限（不含）：改为「8000」（原为「5000」）"),
        ({"authority": [OLD["authority"][0] | {"with_whom": [{"outside": "董事会"}]}]}, "管理权限 第1项的会同或报送第1项：新增「库外：董事会」"),
        ({"purpose": "一\n二"}, "岗位目的：新增「一 二」"),
    ],
)  # fmt: skip
def test_a_change_is_a_line_for_people(edited: dict[str, Any], line: str) -> None:
    assert [told(change) for change in changes(OLD, OLD | edited)] == [line]


def test_of_long_sentences_only_what_differs_is_shown() -> None:
    long = "每日核对现金与账簿" * 20
    [line] = [told(one) for one in changes({"purpose": long}, {"purpose": long[:90] + "改" + long[90:]})]
    assert line == (
        "岗位目的：改为「…与账簿每日核对现金与账簿改每日核对现金与账簿每日核…」"
        "（原为「…与账簿每日核对现金与账簿每日核对现金与账簿每日核…」）"
    )
    assert told(changes({}, {"purpose": long})[0]).endswith("…」")


def test_places_are_called_as_on_the_form() -> None:
    assert place(("duties", 2)) == "主要职责 第3项"
    assert place(("duties", 2, "text")) == "主要职责 第3项"
    assert place(("duties", 2, "children", 0, "standard")) == "主要职责 第3项的分项第1项的工作标准"
    assert place(("waive", "JD101")) == "接受的检查结果的JD101"
    assert place(("waive", "甲\n乙")) == "接受的检查结果的甲 乙"


@given(positions(), positions())
def test_every_change_is_one_line(value: Position, other: Position) -> None:
    for change in changes(to_data(value), to_data(other)):
        assert told(change)
        assert len(told(change).splitlines()) == 1
