from typing import Any

import pytest
import yaml
from hypothesis import given
from making import position
from strategies_core import positions, texts

from jdbook.model import Position
from jdbook.source import Source
from jdbook.writing import in_one_line, to_data, to_yaml


def test_data_is_in_its_shortest_form_and_in_the_order_of_the_declarations() -> None:
    whole = position(
        """
        waive: {JD201: 理由}
        duties: [{text: 核对}, {text: 登记, standard: 日清, children: [{text: 盘点}]}]
        superior: {name: 总经理}
        authority: {matter: 付款, action: 审批, limit: {from: 5, unit: 元}, with_whom: [{name: 甲}, {outside: 乙}]}
        title: 出纳员
        """
    )
    data = to_data(whole)
    assert data == {
        "title": "出纳员",
        "superior": ["总经理"],
        "duties": ["核对", {"text": "登记", "standard": "日清", "children": ["盘点"]}],
        "authority": [
            {
                "matter": "付款",
                "action": "审批",
                "limit": {"from": "5"},
                "with_whom": ["甲", {"outside": "乙"}],
            }
        ],
        "waive": {"JD201": "理由"},
    }
    assert list(data) == ["title", "superior", "duties", "authority", "waive"]


def test_yaml_is_written_as_people_write_it() -> None:
    data: dict[str, Any] = {
        "title": "出纳员",
        "version": "1.10",
        "duties": ["核对", {"text": "登记", "children": ["盘点"]}],
    }
    assert to_yaml(data) == (
        "title: 出纳员\nversion: '1.10'\nduties:\n  - 核对\n  - text: 登记\n    children:\n      - 盘点\n"
    )


def test_a_value_that_occurs_twice_is_written_twice() -> None:
    shared = ["核对"]
    assert to_yaml({"duties": shared, "safety": shared}) == "duties:\n  - 核对\nsafety:\n  - 核对\n"


@pytest.mark.parametrize(
    "typed",
    ["no", "1.10", "007", "~", "null", "2026-01-01", "a: b", "- a", "#x", "@x", "“甲”", "甲：乙", "-一"],
)
def test_what_looks_like_something_else_is_quoted(typed: str) -> None:
    text = to_yaml({"purpose": typed})
    assert yaml.safe_load(text) == {"purpose": typed}
    assert Source("f.yml", text).data() == {"purpose": typed}
    assert Source("f.yml", text).findings == []


@given(texts)
def test_any_text_is_written_so_that_it_reads_back(text: str) -> None:
    written = Source("f.yml", to_yaml({"purpose": text, "duties": [text, {"text": text}]}))
    assert written.findings == []
    assert written.data() == {"purpose": text, "duties": [text, {"text": text}]}


@given(positions())
def test_a_position_is_its_data(value: Position) -> None:
    assert Position.model_validate(to_data(value)) == value


def test_a_long_sentence_stays_on_its_line() -> None:
    sentence = "每日核对现金 与账簿，" * 200
    assert to_yaml({"purpose": sentence}).count("\n") == 1


def test_a_mapping_is_not_mistaken_for_a_sentence() -> None:
    strange = Position.model_validate({"title": "甲", "waive": {"text": "理由"}})
    assert Position.model_validate(to_data(strange)) == strange


@given(texts)
def test_data_in_one_line_may_stand_in_brackets(text: str) -> None:
    line = in_one_line({"name": text, "with_whom": [text, {"outside": text}]})
    assert "\n" not in line
    written = Source("f.yml", f"forms: [{line}, {in_one_line(text)}]")
    assert written.data() == {"forms": [{"name": text, "with_whom": [text, {"outside": text}]}, text]}


def test_one_line_is_written_as_people_write_it() -> None:
    assert (
        in_one_line([{"name": "日记账", "handling": ["填写", "1.0"]}])
        == "[{name: 日记账, handling: [填写, '1.0']}]"
    )
    assert in_one_line("甲\n乙") == '"甲\\n乙"'
