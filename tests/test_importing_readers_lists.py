"""Numbers that Word puts before paragraphs are counted as Word counts them."""

from __future__ import annotations

import pytest
from lxml import etree

from jdbook.importing.readers.lists import Lists, W, lists_of

SPACE = W.strip("{}")


def lists(levels: str, more: str = "") -> Lists:
    root = (
        f'<w:numbering xmlns:w="{SPACE}"><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}</w:numbering>'
    )
    return lists_of(etree.fromstring(root))


def level(depth: int, format: str, text: str, start: int = 1) -> str:
    return f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{format}"/><w:lvlText w:val="{text}"/></w:lvl>'


@pytest.mark.parametrize(
    "format, text, shown",
    [
        ("decimal", "%1.", "3. "),
        ("decimal", "（%1）", "（3） "),
        ("chineseCounting", "%1、", "三、 "),
        ("chineseCountingThousand", "第%1条", "第三条 "),
        ("lowerLetter", "%1)", "c) "),
        ("upperLetter", "%1、", "C、 "),
        ("decimalEnclosedCircle", "%1", "③ "),
        ("bullet", "\uf0b7", "• "),
        ("none", "x", ""),
        ("somethingNew", "%1.", "3. "),
    ],
)
def test_a_number_is_shown_in_its_format(format: str, text: str, shown: str) -> None:
    made = lists(level(0, format, text))
    assert [made.next("1", 0) for _ in range(3)][-1] == shown


def test_deeper_levels_begin_anew_and_may_show_those_above() -> None:
    made = lists(level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2"))
    shown = [made.next("1", depth) for depth in (0, 1, 1, 0, 1)]
    assert shown == ["一、 ", "一.1 ", "一.2 ", "二、 ", "二.1 "]


def test_lists_of_one_kind_go_on_counting_unless_they_begin_anew() -> None:
    more = (
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )
    made = lists(level(0, "decimal", "%1."), more)
    assert [made.next(id, 0) for id in ("1", "2", "3", "3", "2")] == ["1. ", "2. ", "5. ", "6. ", "3. "]


def test_what_is_not_declared_has_no_number() -> None:
    assert lists(level(0, "decimal", "%1.")).next("9", 0) == ""
    assert lists(level(0, "decimal", "%1.")).next("1", 4) == ""
    assert lists_of(None).next("1", 0) == ""
