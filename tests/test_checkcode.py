import random
import textwrap
import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from making import position, source
from strategies_core import positions

from jdbook.checkcode import check_code
from jdbook.fields import FIELDS
from jdbook.model import Position
from jdbook.reading import read
from jdbook.writing import to_data, to_yaml

FULL = """\
title: 出纳员
code: GG-CW-03
level: 专员
superior: [财务总监, {outside: 董事会}]
purpose: 保证资金收付准确、安全。
duties:
  - 每日核对现金。
  - {text: 登记日记账, group: 日常, standard: 日清月结, frequency: 每日, children: [核对银行对账单]}
authority:
  - {matter: 签发支票, action: 执行, limit: {from: 10000}, with_whom: [总经理], note: 两人签字}
qualifications: {education: 大专, skills: [点钞, 识别假币]}
remuneration: [月薪八千元]
status: 试行
"""
SIGNED = [field for field in FIELDS if field.about.signed]
UNSIGNED = [field for field in FIELDS if not field.about.signed]


def code(value: Position, **more: Any) -> str:
    return check_code(value, "广告公司", "财务部", **more)


def test_the_code_of_a_known_text_never_changes() -> None:
    assert code(position(FULL)) == "ce04340760ee"
    assert code(position(FULL), private={"remuneration"}) == "5876b4275e9f"
    assert check_code(position("title: 甲\n"), "乙", "") == "21068c63690c"


def test_a_code_is_twelve_hex_digits() -> None:
    assert len(code(position(FULL))) == 12
    assert int(code(position(FULL)), 16) >= 0


def _shuffled(data: Any, dice: random.Random) -> Any:
    if isinstance(data, dict):
        keys = dice.sample(list(data), len(data))
        return {key: _shuffled(data[key], dice) for key in keys}
    return [_shuffled(part, dice) for part in data] if isinstance(data, list) else data


@given(positions(), st.randoms(use_true_random=False))
def test_the_order_of_keys_does_not_matter(value: Position, dice: random.Random) -> None:
    again, found = read(Position, source(to_yaml(_shuffled(to_data(value), dice))))
    assert not found
    assert again is not None
    assert code(again) == code(value)


@given(positions())
def test_comments_and_layout_do_not_matter(value: Position) -> None:
    text = yaml.safe_dump(to_data(value), allow_unicode=True, default_flow_style=True, width=10_000)
    again, found = read(Position, source("# 注释\n" + text + "# 完\n"))
    assert not found
    assert again is not None
    assert code(again) == code(value)


def test_line_breaks_of_a_long_sentence_do_not_matter() -> None:
    folded = FULL.replace("保证资金收付准确、安全。", "保证资金收付\n  准确、安全。")
    assert folded != FULL
    assert code(position(folded)) == code(position(FULL))


@given(positions(), positions())
def test_what_is_not_signed_does_not_matter(value: Position, other: Position) -> None:
    update = {field.name: getattr(other, field.name) for field in UNSIGNED}
    assert code(value.model_copy(update=update)) == code(value)


@given(positions(), positions(), st.sampled_from(SIGNED))
def test_any_signed_field_changes_the_code(value: Position, other: Position, field: Any) -> None:
    changed = value.model_copy(update={field.name: getattr(other, field.name)})
    one, two = (unicodedata.normalize("NFC", repr(getattr(each, field.name))) for each in (value, changed))
    assert (code(changed) == code(value)) == (one == two)


@given(positions())
def test_moving_a_text_to_another_field_changes_the_code(value: Position) -> None:
    moved = value.model_copy(update={"safety": value.responsibilities, "responsibilities": value.safety})
    assert (code(moved) == code(value)) == (value.safety == value.responsibilities)


@pytest.mark.parametrize(
    "before, after",
    [
        ("10000", "10001"),
        ("from: 10000", "below: 10000"),
        ("from: 10000", "from: 10000, unit: 万元"),
        ("执行", "决定"),
        ("{outside: 董事会}", "董事会"),
        ("日清月结", "日清"),
        ("group: 日常", "group: 偶发"),
        ("核对银行对账单", "核对对账单"),
        ("[总经理]", "[副总经理]"),
        ("点钞, 识别假币", "识别假币, 点钞"),
        ("两人签字", "一人签字"),
        ("level: 专员", "level: 主管"),
        ("月薪八千元", "月薪九千元"),
        ("title: 出纳员", "title: 出纳"),
    ],
)
def test_a_small_change_of_the_text_changes_the_code(before: str, after: str) -> None:
    assert FULL.count(before) == 1
    assert code(position(FULL.replace(before, after))) != code(position(FULL))


def test_a_default_that_is_written_out_does_not_matter() -> None:
    assert code(position(FULL.replace("from: 10000", "from: 10000, unit: 元"))) == code(position(FULL))


def test_unit_and_department_are_part_of_the_text_and_not_mixed_up() -> None:
    value = position(FULL)
    codes = {
        check_code(value, *names)
        for names in [("甲", "乙"), ("乙", "甲"), ("甲乙", ""), ("", "甲乙"), ("甲", "")]
    }
    assert len(codes) == 5


@given(positions(), st.sets(st.sampled_from([field.key for field in FIELDS])))
def test_a_public_code_tells_nothing_of_private_fields(value: Position, private: set[str]) -> None:
    names = [field.name for field in FIELDS if field.key in private]
    blank = {name: Position.model_fields[name].get_default() for name in names if name != "title"}
    hidden = private - {"title"}
    without = value.model_copy(update=blank)
    assert code(value, private=hidden) == code(without, private=hidden) == code(without)


def test_composed_and_decomposed_letters_are_the_same_text() -> None:
    text = textwrap.dedent("title: 甲\nduties: [使用 café 收银系统]\n")
    apart = unicodedata.normalize("NFD", text)
    assert apart != text
    assert code(position(apart)) == code(position(text))
