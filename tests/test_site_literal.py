"""Text from YAML is shown as it was typed, whatever Markdown and its extensions would make of it."""

from __future__ import annotations

import hostile
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup

from jdbook.site.literal import line, literal

PLACES = {
    "running text": ("{}", literal),
    "after text": ("前 {}", literal),
    "a list": ("1. {}", literal),
    "an inner list": ("1. 外\n    1. {}", literal),
    "a heading": ("## {} {{: #duties }}", line),
    "a table of Markdown": ("| 列 | 列 |\n|---|---|\n| {} | 值 |", literal),
    "a cell of HTML": ("<table>\n<tr><td>{}</td></tr>\n</table>", literal),
    "a paragraph of HTML": ("<p class=\"jd-lead\">{}</p>", literal),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("text", hostile.TEXTS)
def test_a_text_is_shown_as_typed_wherever_it_stands(text: str, place: str) -> None:
    pattern, shown = PLACES[place]
    harmless, page = hostile.rendered(pattern.format("甲")), hostile.rendered(pattern.format(shown(text)))
    assert hostile.plain(page.text) == hostile.plain(harmless.text.replace("甲", text))
    assert page.tags == harmless.tags
    assert page.values == harmless.values


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_a_text_is_whole_in_an_attribute(text: str) -> None:
    page = hostile.rendered(f'<p title="{line(text)}">甲</p>')
    assert [hostile.plain(value) for value in page.values] == [hostile.plain(text)]
    assert page.tags == ["p"]


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=12))
@example("c/o")
@example("1/2")
def test_no_string_of_ascii_means_anything_to_any_extension(text: str) -> None:
    page = hostile.rendered(str(literal(text)))
    assert page.text.strip() == text
    assert page.tags == ["p"]


def test_codes_and_numbers_stay_readable_in_the_source() -> None:
    assert literal("GG-CW-03 版本 1.0，100%") == "GG-CW-03 版本 1.0，100%"


def test_line_breaks_are_kept_in_running_text_and_not_in_a_line() -> None:
    assert literal("甲\n乙") == "甲<br>乙"
    assert line("甲\n  乙") == "甲 乙"


def test_control_characters_and_half_characters_become_visible_replacements() -> None:
    assert literal("甲\x02\x1b\ud800乙") == "甲\ufffd\ufffd\ufffd乙"


def test_markup_passes_and_nothing_is_shown_of_nothing() -> None:
    assert literal(Markup("<b>")) == "<b>"
    assert literal(None) == ""
    assert literal(3) == "3"
