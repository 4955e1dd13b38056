from __future__ import annotations

from word_makers import W, fragment, paragraphs, template, text_of

from jdbook.blocks import Definitions, Item, Items, Paragraph, Ref
from jdbook.word.content import Content, Prose
from jdbook.word.ooxml import paragraph


def shown(body: Prose, **names: str) -> list[tuple[str, str]]:
    content = Content(template().looks, names, template().looks.content_width)
    return paragraphs(fragment("".join(paragraph(line.look, line.runs) for line in content.lines(body))))


def test_a_paragraph_is_one_paragraph_with_its_line_breaks() -> None:
    assert shown(Paragraph("一\n二")) == [("段落", "一\n二")]


def test_items_stand_on_the_levels_of_the_list() -> None:
    items = Items(
        (Item("甲", children=(Item("乙", children=(Item("丙", children=(Item("丁"),)),)), Item("戊"))),)
    )
    assert shown(items) == [
        ("条目一级", "甲"),
        ("条目二级", "乙"),
        ("条目三级", "丙"),
        ("条目四级", "丁"),
        ("条目二级", "戊"),
    ]


def test_levels_below_the_named_styles_go_on_in_the_same_list() -> None:
    item = Item("底")
    for _ in range(9):
        item = Item("层", children=(item,))
    content = Content(template().looks, {}, 39)
    xml = fragment("".join(paragraph(line.look, line.runs) for line in content.lines(Items((item,)))))
    levels = [level.get(f"{W}val") for level in xml.iter(f"{W}ilvl")]
    assert levels == ["5", "6", "7", "8", "8", "8"]
    assert len(paragraphs(xml)) == 10


def test_a_group_s_name_heads_its_items() -> None:
    assert shown(Items((Item("甲"),), title="偶发")) == [("分组名", "偶发"), ("条目一级", "甲")]


def test_notes_stand_behind_their_item_where_there_is_room() -> None:
    item = Item("甲", notes=(("频次", ("每日",)),), children=(Item("乙", notes=(("频次", ("每年",)),)),))
    assert shown(Items((item,))) == [("条目一级", "甲　频次：每日"), ("条目二级", "乙　频次：每年")]


def test_a_deeper_level_has_less_room_for_notes() -> None:
    item = Item("甲" * 30, notes=(("频次", ("每日",)),))
    assert len(shown(Items((item,)))) == 1
    assert len(shown(Items((Item("上", children=(item,)),)))) == 3


def test_notes_of_a_long_item_stand_on_one_small_line_below_it() -> None:
    item = Item(
        "甲" * 30,
        notes=(("工作标准", ("准确",)), ("频次", ("每日", "每月"))),
        children=(Item("乙\n丙", notes=(("频次", ("每年",)),)),),
    )
    assert shown(Items((item,))) == [
        ("条目一级", "甲" * 30),
        ("备注一级", "工作标准：准确　频次：每日、每月"),
        ("条目二级", "乙\n丙"),
        ("备注二级", "频次：每年"),
    ]


def test_names_of_notes_are_told_from_their_texts_by_style() -> None:
    content = Content(template().looks, {}, 39)
    lines = list(
        content.lines(
            Items((Item("甲" * 39, notes=(("频次", ("频次：每日　标准：高",)), ("标准", ("低",)))),))
        )
    )
    named = [
        text_of(run)
        for run in fragment(lines[1].runs).findall(f"{W}r")
        if run.find(f".//{W}rStyle") is not None
    ]
    assert named == ["频次：", "标准："]


def test_definitions_put_the_label_before_the_first_of_its_values() -> None:
    body = Definitions((("学历", ("本科",)), ("技能", ("甲", "乙", Ref("sample/x")))))
    assert shown(body, **{"sample/x": "出纳员"}) == [
        ("定义项", "学历：\t本科"),
        ("定义项", "技能：\t甲"),
        ("定义续行", "乙"),
        ("定义续行", "出纳员"),
    ]


def test_heights_grow_with_the_text() -> None:
    content = Content(template().looks, {}, 10)
    assert [line.height for line in content.lines(Items((Item("岗" * 25), Item("岗"))))] == [3, 1]
