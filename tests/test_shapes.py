from decimal import Decimal

import pytest
from hypothesis import given
from pydantic import ValidationError
from strategies_core import records

from jdbook.model import Authority, Duty, Position, Qualifications
from jdbook.shapes import Limit, Reference


@given(records(Limit))
def test_a_limit_is_read_back_from_what_it_prints(limit: Limit) -> None:
    assert Limit.model_validate(Limit.parse(str(limit))) == limit


@pytest.mark.parametrize(
    "data, text",
    [
        ({"from": "10000"}, "10000 元及以上"),
        ({"below": "10000"}, "10000 元以下"),
        ({"from": "0", "below": "0.5", "unit": "万元"}, "0 万元及以上、0.5 万元以下"),
        ({"from": "3", "unit": "天 以下"}, "3 天 以下及以上"),
    ],
)
def test_a_limit_prints_both_bounds_with_its_unit(data: dict[str, str], text: str) -> None:
    assert str(Limit.model_validate(data)) == text
    assert Limit.model_validate(Limit.parse(text)) == Limit.model_validate(data)


@pytest.mark.parametrize(
    "data, reach",
    [
        ({"from": "10000"}, ("元", "10000", None)),
        ({"from": "1.5", "below": "20", "unit": "万元"}, ("元", "15000", "200000")),
        ({"below": "3", "unit": "个百分点"}, ("个百分点", "0", "3")),
    ],
)
def test_how_far_a_limit_reaches_can_be_compared(
    data: dict[str, str], reach: tuple[str, str, str | None]
) -> None:
    unit, low, below = reach
    assert Limit.model_validate(data).reach == (unit, Decimal(low), Decimal(below) if below else None)


@pytest.mark.parametrize("text", ["", "10000", "10000 元", "一万 元以下", "10000元以下", "1 元以下、"])
def test_a_limit_in_other_words_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        Limit.parse(text)


@pytest.mark.parametrize("number", ["0", "5", "10000", "0.5", "123456789012345", "1.2345", "007"])
def test_a_number_is_kept_as_typed(number: str) -> None:
    assert Limit.model_validate({"from": number}).at_least == number


@pytest.mark.parametrize(
    "number",
    [
        "",
        "-1",
        "1,000",
        "1e3",
        "５",
        "٣",
        "一",
        "1.",
        ".5",
        "1.23456",
        "1234567890123456",
        "5元",
        "inf",
        "1 000",
    ],
)
def test_anything_else_is_no_number(number: str) -> None:
    with pytest.raises(ValidationError):
        Limit.model_validate({"from": number})


@pytest.mark.parametrize("day", ["2026-01-31", "2024-02-29", "0001-01-01", " 2026-01-31 "])
def test_a_date_is_written_in_one_way(day: str) -> None:
    assert Position(title="甲", effective=day).effective == day.strip()


@pytest.mark.parametrize(
    "day",
    ["2026-1-31", "2026-02-30", "20260131", "2026/01/31", "2026-W01-1", "２０２６-01-31", "2026-01-31T00:00"],
)
def test_any_other_date_is_refused(day: str) -> None:
    with pytest.raises(ValidationError):
        Position(title="甲", effective=day)


@pytest.mark.parametrize("separator", ["、", "，", ",", "；", ";"])
def test_a_name_is_one_name(separator: str) -> None:
    with pytest.raises(ValidationError):
        Reference(name=f"总经理{separator}副总经理")


@pytest.mark.parametrize(
    "data", [{}, {"name": "甲", "outside": "乙"}, {"name": ""}, {"name": " "}, {"outside": None}]
)
def test_a_reference_names_exactly_one(data: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Reference.model_validate(data)


def test_a_reference_prints_as_the_name_it_holds() -> None:
    assert [str(Reference(name="甲")), str(Reference(outside="乙"))] == ["甲", "乙"]


def test_a_sentence_stands_for_a_record_and_one_value_for_a_list() -> None:
    assert Duty.model_validate("核对") == Duty(text="核对")
    assert Reference.model_validate("甲") == Reference(name="甲")
    assert Position.model_validate({"title": "甲", "duties": "核对"}).duties == (Duty(text="核对"),)
    assert Qualifications.model_validate({"skills": "珠算"}).skills == ("珠算",)


def test_many_may_come_as_a_list_or_a_tuple() -> None:
    assert Position.model_validate({"title": "甲", "aliases": ("乙", "丙")}).aliases == ("乙", "丙")
    assert Position(title="甲", aliases=["乙"]).aliases == ("乙",)  # type: ignore[arg-type]


def test_a_record_that_has_no_sentence_takes_none() -> None:
    with pytest.raises(ValidationError):
        Qualifications.model_validate("本科")


@pytest.mark.parametrize(
    "data", [{}, {"matter": "甲"}, {"action": "审批"}, {"text": "甲", "note": "乙"}, {"note": "乙"}]
)
def test_an_authority_is_a_sentence_or_a_matter_with_an_action(data: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        Authority.model_validate(data)


def test_records_are_frozen_and_know_only_their_keys() -> None:
    with pytest.raises(ValidationError):
        Duty(text="核对").text = "改"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Duty.model_validate({"text": "核对", "nonsense": "乙"})


def test_surrounding_blanks_are_not_part_of_a_text() -> None:
    assert Duty(text="  核对\n").text == "核对"
    with pytest.raises(ValidationError):
        Duty(text=" \n\u3000")


@pytest.mark.parametrize("below", ["10000", "9999.99", "10000.0"])
def test_a_limit_leaves_room_between_its_bounds(below: str) -> None:
    with pytest.raises(ValidationError, match="from 要小于 below"):
        Limit.model_validate({"from": "10000", "below": below})
    assert Limit.model_validate({"from": "10000", "below": "10000.01"}).below == "10000.01"
