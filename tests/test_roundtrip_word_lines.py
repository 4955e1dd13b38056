from __future__ import annotations

import pytest

from jdbook.blocks import Cell, Grid, Item, Items, Ref, Section, Table
from jdbook.fields import FIELDS, fields_of
from jdbook.model import Authority, Duty
from jdbook.roundtrip.word.items import Lists
from jdbook.roundtrip.word.lines import Kind, Line, Printed, is_unchanged, normal, paired, printed, prose
from jdbook.roundtrip.word.paper import Para
from jdbook.roundtrip.word.remarks import Remarks
from jdbook.roundtrip.word.values import Values, problem

NAMES = {"ad/gm": "总经理"}
REFS = Section("identity", "", (Grid((("直接上级", (Ref("ad/gm"), Ref("董事会", outside=True))),)),))
VALUES = Values([REFS], NAMES)
FIELD = {field.key: field for field in FIELDS}
COLUMN = {field.label: field for field in fields_of(Authority)}
DUTIES = Section(
    "duties",
    "主要职责",
    (
        Items((Item("记账", (("频次", ("每日",)),), (Item("审单"),)), Item("对账")), "日常"),
        Items((Item("报税"),), "", 3),
    ),
)


def item(text: str, level: int | None = 0, *, opens: bool = False) -> Line:
    return Line(Kind.ITEM, (text,), level, opens, "“主要职责”", text)


def title(text: str) -> Line:
    return Line(Kind.TITLE, (text,), None, opens=True)


UNTOUCHED = [title("日常"), item("记账　频次：每日"), item("审单", 1), item("对账"), item("报税", opens=True)]


def read(lines: list[Line], key: str = "duties", section: Section = DUTIES) -> tuple[object, list[str]]:
    doubts: list[str] = []
    bodies = Lists(FIELD[key], printed(section, NAMES), lines, VALUES, doubts.append).bodies()
    return bodies, doubts


def test_a_section_is_printed_as_lines_with_their_levels_and_groups() -> None:
    lines = printed(DUTIES, NAMES)
    assert [(one.line.kind, one.line.texts[0], one.line.level, one.title) for one in lines] == [
        (Kind.TITLE, "日常", 0, "日常"),
        (Kind.ITEM, "记账　频次：每日", 0, "日常"),
        (Kind.ITEM, "审单", 1, "日常"),
        (Kind.ITEM, "对账", 0, "日常"),
        (Kind.ITEM, "报税", 0, ""),
    ]
    assert [one.apart for one in lines] == [False] * 4 + [True]


def test_lines_are_unchanged_only_with_their_levels_and_rows() -> None:
    before = printed(DUTIES, NAMES)
    assert is_unchanged(before, UNTOUCHED)
    assert not is_unchanged(before, UNTOUCHED[:-1])
    assert not is_unchanged(before, [*UNTOUCHED[:-1], item("报税")])
    assert not is_unchanged(before, [*UNTOUCHED[:2], item("审单"), *UNTOUCHED[3:]])


def test_reading_untouched_lines_gives_the_blocks_they_were_made_of() -> None:
    bodies, doubts = read(UNTOUCHED)
    assert bodies == tuple(Items(one.items, one.title) for one in DUTIES.body if isinstance(one, Items))
    assert doubts == []


def test_remarks_on_a_line_of_their_own_belong_to_the_item_above() -> None:
    paras = [Para("记账", style="条目一级", level=0), Para("频次：每日", style="备注一级"), Para("  ")]
    assert [line.texts for line in prose(paras, "")] == [("记账　频次：每日",)]


def test_the_name_of_a_group_is_told_by_its_style_unless_it_is_numbered() -> None:
    paras = [Para("日常", style="分组名"), Para("记账", style="分组名", level=0)]
    assert [line.kind for line in prose(paras, "")] == [Kind.TITLE, Kind.ITEM]


def test_lines_are_paired_when_equal_moved_or_alike() -> None:
    before = [Printed(item(text)) for text in ("登记日记账", "核对余额", "办理报销")]
    now = [item("办理报销"), item("登记现金日记账"), item("完全不同")]
    assert paired(before, now) == {0: 2, 1: 0}


@pytest.mark.parametrize("text", ["甲\r\n乙", "甲\n乙 ", "\xad甲\r乙"])
def test_texts_are_compared_as_programs_keep_them(text: str) -> None:
    assert normal(text) == "甲\n乙"


@pytest.mark.parametrize(
    "label, text, before, cell",
    [
        ("会同或报送", "总经理、董事会", (), (Ref("ad/gm"), Ref("董事会", outside=True))),
        ("会同或报送", "会计员；出纳员", (), (Ref("会计员"), Ref("出纳员"))),
        ("会同或报送", "总经理", (Ref("总经理", outside=True),), (Ref("总经理", outside=True),)),
        ("会同或报送", "", (Ref("会计员"),), ()),
        ("事项", "甲、乙", ("丙",), ("甲、乙",)),
        ("限额", "5,000元以下", (), ("5000 元以下",)),
        ("限额", "1 万元及以上、3万元以下", (), ("1 万元及以上、3 万元以下",)),
    ],
)
def test_a_cell_is_read_as_its_field_has_it(label: str, text: str, before: Cell, cell: Cell) -> None:
    assert VALUES.read(COLUMN[label], text, before) == cell


def test_a_limit_in_other_words_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="限额写成"):
        VALUES.read(COLUMN["限额"], "大额")


@pytest.mark.parametrize(
    "key, body, told",
    [
        ("authority", Table(("事项", "权限"), ((("甲",), ("审批",)),)), ""),
        ("authority", Table(("事项", "权限"), ((("甲",), ("点头",)),)), "里有不能用的词，只能是"),
        ("authority", Table(("事项",), ((("甲",),),)), "不合写法：结构化的权限要有"),
        ("effective", Grid((("生效日期", ("明天",)),)), "不合写法：日期写成"),
        ("assessment", Table(("权重",), ((("一成",),),)), "缺了必须有的一格"),
    ],
)
def test_what_is_wrong_with_a_block_is_told_in_chinese(key: str, body: Table | Grid, told: str) -> None:
    assert problem(FIELD[key], body).startswith(told)
    assert bool(problem(FIELD[key], body)) == bool(told)


@pytest.mark.parametrize(
    "text, was, said",
    [
        ("记账", None, ("记账", ())),
        ("记账　频次：每日", None, ("记账", (("频次", ("每日",)),))),
        ("记账 频次:每日 工作标准：准确", None, ("记账", (("工作标准", ("准确",)), ("频次", ("每日",))))),
        ("频次：每日", None, ("频次：每日", ())),
        ("记账　频次：", None, ("记账　频次：", ())),
        ("写明　频次：几次", Item("写明　频次：几次"), ("写明　频次：几次", ())),
    ],
)
def test_remarks_are_told_from_the_text_by_their_labels(
    text: str, was: Item | None, said: tuple[str, object]
) -> None:
    remarks = Remarks(Duty, VALUES)
    if was:  # an item whose own text looks like a remark, with a remark behind it
        text, was = f"{text}　频次：每日", Item(was.text, (("频次", ("每月",)),))
        said = (said[0], (("频次", ("每日",)),))
    assert remarks.split(text, was) == said


def test_kinds_without_remarks_keep_their_text_whole() -> None:
    assert Remarks(None, VALUES).split("甲　频次：每日", None) == ("甲　频次：每日", ())


def test_typed_numbers_are_levels() -> None:
    lines = [item("1、甲", None), item("（1）乙", None), item("①丙", None), item("2. 丁", None)]
    bodies, doubts = read(lines, section=Section("duties", "主要职责"))
    assert bodies == (Items((Item("甲", (), (Item("乙", (), (Item("丙"),)),)), Item("丁"))),)
    assert doubts == []


def test_a_number_that_belongs_to_the_text_stays() -> None:
    section = Section("duties", "主要职责", (Items((Item("一、二线城市的客户维护"),)),))
    bodies, doubts = read([item("一、二线城市的客户拓展")], section=section)
    assert bodies == (Items((Item("一、二线城市的客户拓展"),)),)
    assert doubts == []
