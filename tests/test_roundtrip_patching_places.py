from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies_core import positions

from jdbook.model import Position
from jdbook.roundtrip.patching.places import Edit, Written, comments, data_at, edited, plain, spot_of
from jdbook.source import Source
from jdbook.writing import to_data, to_yaml

TEXT = """# 头
title: "甲" # 名称
duties:
  - 一
    二
  - text: >-  # 折
      三
    children: [四, {text: 五}] # 末
level:
level: 七
"""


def _stretch(*path: Any) -> str:
    spot: Any = spot_of(TEXT)
    for step in path:
        spot = spot.live_items[step] if isinstance(step, int) else spot.live_entries[step][1]
    return TEXT[spot.start : spot.end]


@pytest.mark.parametrize(
    "path, stretch",
    [
        (("title",), '"甲"'),
        (("duties", 0), "一\n    二"),
        (("duties", 1, "text"), ">-  # 折\n      三"),
        (("duties", 1, "children"), "[四, {text: 五}]"),
        (("duties", 1, "children", 1), "{text: 五}"),
        (("duties", 1), "text: >-  # 折\n      三\n    children: [四, {text: 五}]"),
        ((), TEXT[4:].rstrip()),
    ],
)
def test_every_value_has_its_stretch_of_text(path: Any, stretch: str) -> None:
    assert _stretch(*path) == stretch


def test_of_keys_written_twice_the_first_counts_even_if_it_is_empty() -> None:
    spot = spot_of(TEXT)
    assert spot is not None
    assert data_at(spot) == Source("f.yml", TEXT).data()
    assert "level" in spot.first_entries
    assert "level" not in spot.live_entries


@given(positions())
def test_what_stands_there_is_what_the_library_reads(value: Position) -> None:
    text = to_yaml(to_data(value))
    spot = spot_of(text)
    assert spot is not None
    assert data_at(spot) == Source("f.yml", text).data() == to_data(value)


def test_nothing_is_nowhere() -> None:
    assert spot_of("# 注\n") is None


def test_comments_are_told_from_texts_that_look_like_them() -> None:
    text = "# 一\na: '甲 # 二' # 三\nb: |  # 四\n  # 五\nc: 甲#六\nd:\n- 七 #八\n"
    assert comments(text, spot_of(text), 0, len(text)) == ["# 一", "# 三", "# 四", "#八"]
    assert comments(text, None, 4, len(text))[0] == "# 二' # 三"


def test_edits_are_made_from_top_to_bottom_insertions_first() -> None:
    edits = [Edit(2, 4, "X"), Edit(2, 2, "A"), Edit(0, 1, ""), Edit(2, 2, "B"), Edit(3, 5, "")]
    assert edited("0123456", edits) == "1ABX56"
    assert edited("0123456", [Edit(2, 3, "X")], 1, 4) == "1X3"


@pytest.mark.parametrize(
    "text, same",
    [
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("\ufeffa", "a\n"),
        ("a\u200bb\u2028\n", "ab\n"),
        ("", ""),
        ("a\tb\n", "a\tb\n"),
    ],
)
def test_a_text_is_read_without_what_nobody_sees(text: str, same: str) -> None:
    written = Written(text)
    assert written.plain == same
    assert written.with_edits([]) == text
    assert plain(text) == same.removesuffix("\n") + "\n" * text.endswith("\n")


@given(st.text(st.sampled_from("ab\r\n\ufeff\u200b ")), st.integers(0, 20), st.integers(0, 20))
def test_what_is_not_edited_stays(text: str, one: int, other: int) -> None:
    written = Written(text)
    assert written.with_edits([]) == text
    start, end = sorted((min(one, len(written.plain)), min(other, len(written.plain))))
    result = written.with_edits([Edit(start, end, "新")])
    expected = edited(written.plain, [Edit(start, end, "新")])
    assert plain(result).rstrip("\n") == expected.rstrip("\n")


def test_new_lines_end_as_most_do() -> None:
    assert Written("a\r\nb\r\nc\n").with_edits([Edit(2, 2, "x\n")]) == "a\r\nx\r\nb\r\nc\n"
    assert Written("a\r\nb").with_edits([Edit(4, 4, "x\n")]) == "a\r\nb\r\nx"
