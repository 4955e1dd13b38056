from typing import Any

from hypothesis import given
from making import position
from strategies_core import positions

from jdbook.leaves import leaves
from jdbook.model import Position
from jdbook.shapes import Reference


def test_every_single_value_has_its_path() -> None:
    found = list(
        leaves(
            position(
                """
                title: 出纳员
                aliases: [小甲]
                superior: 总经理
                duties:
                  - {text: 核对, standard: 日清, children: [盘点]}
                authority: {matter: 付款, action: 审批, limit: {below: 5}, with_whom: {outside: 银行}}
                qualifications: {skills: [点钞]}
                """
            )
        )
    )
    assert found == [
        (("title",), "出纳员"),
        (("aliases", 0), "小甲"),
        (("superior", 0), Reference(name="总经理")),
        (("duties", 0, "text"), "核对"),
        (("duties", 0, "children", 0, "text"), "盘点"),
        (("duties", 0, "standard"), "日清"),
        (("authority", 0, "matter"), "付款"),
        (("authority", 0, "action"), "审批"),
        (("authority", 0, "with_whom", 0), Reference(outside="银行")),
        (("qualifications", "skills", 0), "点钞"),
    ]


def test_control_provenance_waivers_and_limits_are_left_out() -> None:
    about = position(
        "status: 试行\nversion: 一版\nsource: 第5篇\nwaive: {JD201: 理由}\nrevisions: [{changes: 改}]\n"
    )
    assert list(leaves(about)) == [(("title",), "出纳员")]


@given(positions())
def test_every_leaf_stands_at_its_path(value: Position) -> None:
    written = value.model_dump(by_alias=True)
    for path, leaf in leaves(value):
        here: Any = written
        for step in path:
            here = here[step]
        assert here == (leaf if isinstance(leaf, str) else leaf.model_dump())
