from typing import Any

import pytest
from hypothesis import given
from making import position
from strategies_core import positions

from jdbook.model import Duty, Position
from jdbook.roundtrip.normal import WHOLE, Shape, entries, normal, normal_value
from jdbook.source import Source
from jdbook.writing import to_data, to_yaml


@pytest.mark.parametrize(
    "written, same",
    [
        ("superior: 总监", {"superior": ["总监"]}),
        ("superior: {name: 总监}", {"superior": ["总监"]}),
        ("superior: {outside: 董事会}", {"superior": [{"outside": "董事会"}]}),
        ("duties: [{text: 甲}]", {"duties": ["甲"]}),
        ("duties: {text: 甲, children: 乙}", {"duties": [{"text": "甲", "children": ["乙"]}]}),
        (
            "authority: {matter: 甲, action: 审批, limit: {from: 5, unit: 元}}",
            {"authority": [{"matter": "甲", "action": "审批", "limit": {"from": "5"}}]},
        ),
        ("qualifications: {education: 大专}", {"qualifications": {"education": ["大专"]}}),
        ("waive: {text: 理由}", {"waive": {"text": "理由"}}),
        ("conditions: {hours: [], place: ''}", {}),
        ("别的: {甲: [乙, ' ']}", {"别的": {"甲": ["乙"]}}),
    ],
)
def test_ways_of_writing_the_same_have_one_form(written: str, same: dict[str, Any]) -> None:
    data = Source("f.yml", written).data()
    assert isinstance(data, dict)
    assert normal(data) == same


def test_what_nobody_sees_is_no_part_of_it() -> None:
    assert normal({"purpose": " 甲\u200b乙\u3000"}) == {"purpose": "甲乙"}
    assert normal({"purpose": "\u200b"}) == {}


@given(positions())
def test_it_is_the_shortest_form_of_a_position(value: Position) -> None:
    assert normal(to_data(value)) == to_data(value)


@given(positions())
def test_it_is_what_a_file_says(value: Position) -> None:
    data = Source("f.yml", to_yaml(to_data(value))).data()
    assert isinstance(data, dict)
    assert normal(data) == to_data(value)
    assert normal(normal(data)) == normal(data)


def test_shapes_follow_from_the_declarations() -> None:
    duties = WHOLE.below("duties")
    assert (duties.kind, duties.many, duties.label, duties.sentence) == (Duty, True, "主要职责", "text")
    assert duties.one.below("children").one.below("standard").label == "工作标准"
    assert WHOLE.below("qualifications").holds_lists
    assert not duties.one.below("nobody").holds_lists
    assert WHOLE.below("title").rank < WHOLE.below("status").rank < WHOLE.below("nobody").rank
    assert duties.one.spread("甲") == {"text": "甲"}
    assert Shape(str).spread("甲") == "甲"


def test_a_mapping_may_be_asked_for_as_one() -> None:
    assert entries({"text": "甲", "standard": ""}, Shape(Duty)) == {"text": "甲"}
    assert normal_value({"text": "甲"}, Shape(Duty)) == "甲"
    assert position("duties: [{text: 甲}]").duties[0].text == "甲"
