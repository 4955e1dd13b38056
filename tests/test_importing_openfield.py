"""The field that is being read: numbers, places of items, lines that go on."""

from __future__ import annotations

from jdbook.importing import numbering, openfield
from jdbook.importing.document import Line
from jdbook.importing.drafts import Item, plain
from jdbook.importing.numbering import Mark, leading
from jdbook.importing.openfield import OpenField


def mark(text: str) -> Mark:
    found = leading(text)
    assert found
    return found


def said(now: OpenField, items: list[Item], text: str) -> None:
    """Read an item with its number."""
    number = mark(text)
    assert now.number(number, first=True)
    now.add(items, Item([text[len(number.text) :]]))
    now.end_text(text)


def test_items_stand_below_those_of_an_outer_style() -> None:
    now, items = OpenField("duties"), list[Item]()
    for text in ("1、收货；", "（1）点数；", "（2）验质；", "2、发货；"):
        said(now, items, text)
    assert list(plain(items)) == [{"text": "收货；", "children": ["点数；", "验质；"]}, "发货；"]


def test_a_figure_without_a_sign_is_a_number_only_if_it_is_due() -> None:
    now, items = OpenField("duties"), list[Item]()
    said(now, items, "1收货；")
    assert not now.number(mark("9工位"), first=True)
    assert now.number(mark("2发货；"), first=True)


def test_prose_behind_a_numbered_list_leaves_the_field_but_not_between_two_items() -> None:
    after = [Line("2、发货；", "第3行")]
    prose = "发货前要同客户确认好收货的地址和时间。"
    now, items = OpenField("duties"), list[Item]()
    said(now, items, "1、收货；")
    assert not now.is_left_by(prose, after)
    assert now.is_left_by(prose, [])
    assert now.is_left_by("短句", [])  # what comes below is not about the field either


def test_every_style_of_number_has_its_rank() -> None:
    assert {style.name for style in numbering._STYLES} == set(openfield._RANK)
