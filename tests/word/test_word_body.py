"""The body as a whole: whatever the blocks, their text stands in the document once and in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_makers import W, copy_with, fragment, paragraphs, section, template, text_of
from word_rules import defects

from jdbook.blocks import Body, Cell, Definitions, Grid, Item, Items, Paragraph, Ref, Section, Table, Value
from jdbook.word.body import body
from jdbook.word.facts import POSITION
from jdbook.word.form import position_document
from jdbook.word.layout import IDENTITY

LOOKS = template().looks
Tokens = Iterator[str]


def tokens() -> Tokens:
    """Yield texts that are found again: no two are equal, and none is part of another."""
    return (f"⟦{number}⟧岗&<𠮷 {'字' * (number % 40)}" for number in count())


def items_strategy() -> st.SearchStrategy[tuple[int, ...]]:
    """Return shapes of a list: for each item, how many notes and how deep its children go."""
    return st.lists(st.integers(0, 5), min_size=1, max_size=4).map(tuple)


@st.composite
def bodies(draw: st.DrawFn, name: Tokens, start: int) -> tuple[Body, int]:
    kind = draw(st.sampled_from((Items, Paragraph, Table, Definitions)))
    if kind is Paragraph:
        return Paragraph(next(name)), start
    if kind is Table:
        width, height = draw(st.integers(1, 5)), draw(st.integers(0, 4))
        columns = tuple(next(name) for _ in range(width))
        return Table(columns, tuple(tuple(cells(draw, name) for _ in columns) for _ in range(height))), start
    if kind is Definitions:
        return Definitions(
            tuple((next(name), (next(name), next(name))) for _ in range(draw(st.integers(1, 3))))
        ), start
    title = next(name) if draw(st.booleans()) else ""
    items = tuple(item(shape, name) for shape in draw(items_strategy()))
    return Items(items, title, start), start + len(items)


def cells(draw: st.DrawFn, name: Tokens) -> Cell:
    values: list[Value] = [next(name) for _ in range(draw(st.integers(0, 2)))]
    return (*values, *([Ref(next(name))] if draw(st.booleans()) else []))


def item(shape: int, name: Tokens) -> Item:
    text = next(name)
    notes = tuple((next(name), (next(name),)) for _ in range(shape % 3))
    return Item(text, notes, (item(shape - 2, name),) if shape > 1 else ())


@st.composite
def sections(draw: st.DrawFn) -> tuple[Section, ...]:
    name = tokens()
    made = []
    for number in range(draw(st.integers(1, 5))):
        label, start, parts = next(name), 1, []
        for _ in range(draw(st.integers(1, 4))):
            part, start = draw(bodies(name, start))
            parts.append(part)
        made.append(Section(f"key{number}", label, tuple(parts)))
    return tuple(made)


def numbers(text: str) -> list[int]:
    return [int(number) for number in re.findall(r"⟦(\d+)⟧", text)]


@given(sections())
def test_every_text_stands_in_the_body_once_and_in_the_order_of_the_blocks(made: tuple[Section, ...]) -> None:
    expected = [text for each in made for text in texts_of(each)]
    shown = text_of(fragment(body(copy_with(*made), LOOKS)))
    labels = {
        number for each in made for number in numbers(each.label)
    }  # a long table may say its label again
    once = [n for at, n in enumerate(numbers(shown)) if n not in labels or n not in numbers(shown)[:at]]
    assert once == numbers("".join(expected))
    assert all(text in shown for text in expected)


def texts_of(part: Section) -> Iterator[str]:
    """Yield the texts of a section as a reader comes across them."""
    yield part.label
    for each in part.body:
        if isinstance(each, Paragraph):
            yield each.text
        elif isinstance(each, Items):
            yield each.title
            yield from (text for one in each.items for text in item_texts(one))
        elif isinstance(each, Table):
            yield from (
                *each.columns,
                *(value_text(value) for row in each.rows for cell in row for value in cell),
            )
        elif isinstance(each, Definitions):
            yield from (text for label, cell in each.pairs for text in (label, *map(value_text, cell)))


def item_texts(one: Item) -> Iterator[str]:
    yield one.text
    yield from (text for label, cell in one.notes for text in (label, *map(value_text, cell)))
    yield from (text for child in one.children for text in item_texts(child))


def value_text(value: Value) -> str:
    return value.name if isinstance(value, Ref) else value


@given(sections())
def test_whatever_the_blocks_the_document_is_sound(made: tuple[Section, ...]) -> None:
    assert defects(position_document(copy_with(*made), template(), "x")) == []


def styles(xml: str) -> list[str]:
    return [style for style, _ in paragraphs(fragment(xml))]


def test_every_section_restarts_the_list_by_its_label_alone() -> None:
    two = (
        section(Items((Item("甲"),))),
        section(Items((Item("乙"),)), label="管理责任", key="responsibilities"),
    )
    xml = body(copy_with(*two), LOOKS)
    assert styles(xml)[-4:] == ["栏目名", "条目一级", "栏目名", "条目一级"]
    assert "numId" not in xml  # the styles number: no paragraph names a list, and there is one list for all


def test_numbers_go_on_over_the_groups_and_tables_of_a_section() -> None:
    table = Table(("事项",), ((("甲",),),))
    made = section(Items((Item("一"), Item("二"))), table, Items((Item("三"),), title="偶发", start=3))
    assert styles(body(copy_with(made), LOOKS)).count("栏目名") == 1


@pytest.mark.parametrize("start", [1, 3, 0])
def test_a_list_that_does_not_go_on_counting_is_refused_rather_than_printed_with_other_numbers(
    start: int,
) -> None:
    with pytest.raises(ValueError, match=f"duties: a list starts at {start} where 2 comes next"):
        body(copy_with(section(Items((Item("一"),)), Items((Item("二"),), start=start))), LOOKS)


def test_a_character_that_xml_cannot_hold_ends_in_an_error_not_in_a_broken_file() -> None:
    with pytest.raises(ValueError, match=r"U\+0007"):
        position_document(copy_with(section(Paragraph("响\x07铃"))), template(), "x")


def test_identity_facts_stand_in_the_order_people_read_them() -> None:
    labels = ("别名", "定员", "岗位编号", "岗位名称", "所属单位")
    made = Section("identity", "基本信息", (Grid(tuple((label, ("值",)) for label in labels)),))
    shown = text_of(fragment(body(copy_with(made), LOOKS)))
    order = sorted(labels, key=shown.rindex)
    assert order == ["岗位名称", "岗位编号", "所属单位", "定员", "别名"]
    assert set(IDENTITY) <= POSITION


def test_document_control_that_the_template_prints_is_not_printed_again() -> None:
    control = Section("control", "文件控制", (Grid((("版本", ("9.9",)), ("复核日期", ("2030-01-01",)))),))
    shown = text_of(fragment(body(copy_with(control), LOOKS, {"版本"})))
    assert "9.9" not in shown
    assert "复核日期2030-01-01" in shown
    assert "版本" not in text_of(fragment(body(copy_with(control), LOOKS, {"版本", "复核日期"})))


def test_somebody_of_another_unit_goes_by_title() -> None:
    made = section(Table(("协作对象",), (((Ref("media/gm"), Ref("税务局", outside=True)),),)))
    copy = copy_with(made, names={"media/gm": "总经理"})
    assert "总经理、税务局" in text_of(fragment(body(copy, LOOKS)))


def test_the_last_table_stays_with_the_signatures() -> None:
    tables = fragment(body(copy_with(section(Items((Item("一"),)))), LOOKS)).findall(f"{W}tbl")
    rows = [row for table in tables for row in table.iter(f"{W}tr")]
    assert all(paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in rows[-1].iter(f"{W}p"))
    assert not any(paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in rows[0].iter(f"{W}p"))


def test_the_last_text_stands_in_one_table_with_document_control_and_stays_with_it() -> None:
    control = Section("control", "文件控制", (Grid((("复核日期", ("2030-01-01",)),)),))
    revisions = Section("revisions", "修订记录", (Table(("版本",), ((("1.0",),),)),))
    rules = section(
        Items(tuple(Item(f"规矩{number}") for number in range(12))), label="管理制度", key="rules"
    )
    duties = section(Items((Item("零"),)))
    for ending in ((revisions,), (control, revisions)):
        tables = fragment(body(copy_with(duties, rules, *ending), LOOKS)).findall(f"{W}tbl")
        *_, led = tables[: len(tables) - len(ending) + 1]
        rows = led.findall(f"{W}tr")
        assert text_of(rows[0]).startswith("管理制度规矩0")
        assert "规矩8规矩9" in text_of(rows[1])  # the end of a long list is a row of its own
        held = [
            row for table in (led, *tables[len(tables) - len(ending) + 1 :]) for row in table.iter(f"{W}tr")
        ]
        assert [kept_on_a_page(row) for row in held] == [False] + [True] * (len(held) - 1)


def kept_on_a_page(row: Any) -> bool:
    return all(paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in row.iter(f"{W}p"))


def test_prose_is_not_led_into_a_table_that_has_to_repeat_its_head() -> None:
    rows = tuple(((str(number),),) for number in range(30))
    revisions = Section("revisions", "修订记录", (Table(("版本",), rows),))
    rules = section(Items((Item("规矩"),)), label="管理制度", key="rules")
    tables = fragment(body(copy_with(rules, revisions), LOOKS)).findall(f"{W}tbl")
    assert text_of(tables[-1]).startswith("修订记录版本")
    assert text_of(tables[-2]) == "管理制度规矩"
