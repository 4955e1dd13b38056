"""What cells name: fields by their declared names, fields by words, numbers, remarks."""

from __future__ import annotations

import pytest

from jdbook.importing.columns import bare, declared, is_heading, names_quality, of_heading, spoken_of
from jdbook.importing.document import Part, Role


@pytest.mark.parametrize(
    "text, expected",
    [
        ("直 接 上 级：", "superior"),
        ("三、岗位权力", "authority"),
        ("【任职资格】", "qualifications"),
        ("所属部门", "department"),
        ("直接上级：店长", None),
        ("晋升方向", None),
    ],
)
def test_a_cell_that_is_nothing_but_a_name_names_its_field(text: str, expected: str | None) -> None:
    assert declared(text) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("序号", Role(Part.NUMBER)),
        ("岗位名称", Role(Part.TITLE, "title")),
        ("工作内容及职责", Role(Part.VALUE, "duties")),
        ("要求学历", Role(Part.VALUE, "qualifications", "要求学历")),
        ("月薪", Role(Part.VALUE, "remuneration")),
        ("频次", Role(Part.NOTE, "frequency")),
        ("备注", Role(Part.VALUE)),
        ("职位申请链接", None),
    ],
)
def test_a_heading_tells_what_stands_below(text: str, expected: Role | None) -> None:
    assert of_heading(text) == expected


def test_beside_duties_what_measures_them_is_a_remark() -> None:
    assert of_heading("考核标准") == Role(Part.VALUE, "assessment")
    assert of_heading("考核标准", lists_duties=True) == Role(Part.NOTE, "standard")


def test_the_first_field_that_words_speak_of_counts() -> None:
    assert spoken_of("工作任务及权限：") == "duties"
    assert spoken_of("权限与责任：") == "authority"
    assert spoken_of("参加会议：") == ""


def test_headings_are_short_and_no_sentences() -> None:
    assert is_heading("2、工作 内容：")
    assert not is_heading("负责收款；")
    assert not is_heading("2023.5.20")
    assert bare(" 3、【岗 位】： ") == "岗位"


def test_a_quality_is_named_and_not_said_how_much_of_it() -> None:
    assert names_quality("最低学历")
    assert not names_quality("大专以上学历")
