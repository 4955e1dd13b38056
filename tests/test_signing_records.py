"""Records: a kept text gives its check code for good, and says what has changed since."""

from __future__ import annotations

from hypothesis import given
from making import library_of, source
from strategies_core import positions

from jdbook.checkcode import check_code
from jdbook.copies import copy_of
from jdbook.library import Library
from jdbook.model import Position
from jdbook.signing.records import KeptText, differences, kept, path_of, read_kept, said
from jdbook.writing import to_data, to_yaml

FILE = "title: 出纳员\ncode: GG-01\nversion: '1.0'\nduties: [收付, {text: 盘点, frequency: 每日}]\nremuneration: [底薪]\nstatus: 试行\n"


def library(text: str = FILE) -> Library:
    return library_of(
        {"ad/unit.yml": "name: 广告公司\ndepartments: {finance: {name: 财务部}}\n", "ad/finance/x.yml": text}
    )


def text_of(made: Library) -> tuple[str, str]:
    copy = copy_of(made, made.entries[0], public=False)
    return copy.check_code, kept(copy)


def read_back(text: str) -> KeptText:
    record, found = read_kept(source(text, "jd_source/_records/texts/x.yml"))
    assert record is not None
    assert found == []
    return record


def test_a_kept_text_is_whole_and_says_whose_it_is() -> None:
    code, text = text_of(library())
    record = read_back(text)
    assert record.is_whole
    assert (record.check_code, record.position_id, record.unit, record.department) == (
        code,
        "ad/x",
        "广告公司",
        "财务部",
    )
    assert (record.code, record.version, record.text.remuneration) == ("GG-01", "1.0", ("底薪",))
    assert path_of(code) == f"_records/texts/{code}.yml"


def test_a_letter_changed_by_hand_is_noticed() -> None:
    _, text = text_of(library())
    assert not read_back(text.replace("盘点", "盘存")).is_whole
    assert not read_back(text.replace("财务部", "资金部")).is_whole
    assert read_back(text.replace("GG-01", "GG-02")).is_whole, "the code of a position is not signed"


@given(positions())
def test_any_text_keeps_its_check_code(value: Position) -> None:
    made = library(to_yaml(to_data(value.model_copy(update={"extends": None}))))
    code, text = text_of(made)
    record = read_back(text)
    assert record.is_whole
    assert check_code(record.text, record.unit, record.department or "") == code


def test_what_has_changed_is_told_section_by_section() -> None:
    then = library().entries[0].position
    now = (
        library(FILE.replace("收付", "收付款").replace("[底薪]", "[底薪, 提成]") + "purpose: 管钱\n")
        .entries[0]
        .position
    )
    found = {change.label: (change.gone, change.new) for change in differences(then, now)}
    assert found == {
        "主要职责": (("收付",), ("收付款",)),
        "薪酬待遇": ((), ("提成",)),
        "岗位目的": ((), ("管钱",)),
    }
    assert list(differences(then, then)) == []


def test_a_new_order_is_a_change() -> None:
    then = library().entries[0].position
    now = then.model_copy(update={"duties": then.duties[::-1]})
    assert [(change.label, change.gone, change.new) for change in differences(then, now)] == [
        ("主要职责", (), ())
    ]


def test_everything_of_a_text_is_said() -> None:
    assert said(library().entries[0].position)["主要职责"] == ("收付", "盘点（频次：每日）")


def test_a_change_of_a_duty_s_group_alone_is_told() -> None:
    then, now = (
        library(FILE.replace("{text: 盘点,", f"{{text: 盘点, group: {group},")).entries[0].position
        for group in ("偶发", "协助")
    )
    assert [(one.gone, one.new) for one in differences(then, now)] != []
    assert all(one.gone and one.new for one in differences(then, now))
