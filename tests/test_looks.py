"""Looks: every look a cell may have is declared, and a row is as high as what stands in it."""

from __future__ import annotations

import re

import pytest

from jdbook.looks import GREY_HEADING, HEADING, NUMBER, height, look, styles


def test_every_look_is_declared_where_it_is_used() -> None:
    plain, more = (len(re.findall("<xf ", styles(more=which))) - 1 for which in (False, True))
    assert max(HEADING, NUMBER, *look()) < plain
    used = [*look(grey=True), *look(grey=True, wrapped=False), *look(depth=1), *look(depth=9), GREY_HEADING]
    assert len({*used, *look()}) == len(used) + 2
    assert plain <= min(used)
    assert max(used) == more - 1


def test_what_only_some_sheets_need_changes_no_look_of_others() -> None:
    assert (
        styles(more=True)
        .split("<cellXfs")[1]
        .split(">", 1)[1]
        .startswith(styles(more=False).split("<cellXfs")[1].split(">", 1)[1].split("</cellXfs>")[0])
    )


@pytest.mark.parametrize(
    "row, points",
    [
        (["短", None, 3], ""),
        (["甲" * 10, "乙", None], ' ht="32"'),
        (["a" * 10, "乙", None], ""),
        (["一\n二\n三", "乙", None], ' ht="47"'),
        (["甲" * 9_000, "", None], ' ht="409"'),
    ],
)
def test_a_row_is_as_high_as_its_longest_text(row: list[object], points: str) -> None:
    assert height(row, [(0, 12), (1, 12), (2, 12)]) == points
