from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.word.measures import column_widths, ems, grid_rows, lines

TEXT = st.text(st.sampled_from("岗A位b 1，"), max_size=60)


@pytest.mark.parametrize(
    "text, width",
    [("", 0), ("岗位", 2), ("AB", 1), ("，。", 2), ("10000 元", 4), ("𠮷", 1), ("“”", 2), ("①", 1)],
)
def test_a_chinese_character_is_one_em_and_a_latin_one_half(text: str, width: float) -> None:
    assert ems(text) == width


def test_a_date_and_a_share_keep_their_line_in_a_font_of_wide_figures() -> None:
    dejavu = {**dict.fromkeys("0123456789", 0.636), "%": 0.95, "-": 0.36}
    columns = [["日期", "2026-03-02"], ["权重", "40%"], ["修订内容", "按试用情况补充结算程序"]]
    widths = column_widths(columns, 8220, 210, 220)
    for (_, text), width in zip(columns[:2], widths, strict=False):
        assert sum(dejavu[char] for char in text) * 210 + 216 <= width


@pytest.mark.parametrize(
    "text, count", [("", 1), ("岗" * 10, 1), ("岗" * 11, 2), ("一\n\n二", 3), ("岗" * 25, 3)]
)
def test_lines_are_counted_as_they_wrap_and_as_they_are_written(text: str, count: int) -> None:
    assert lines(text, 10) == count


@given(st.lists(st.lists(TEXT, min_size=1, max_size=5), min_size=1, max_size=7))
def test_columns_fill_the_table_exactly_and_none_vanishes(columns: list[list[str]]) -> None:
    widths = column_widths(columns, 8220, 200, 220)
    assert sum(widths) == 8220
    assert min(widths) > 220


def test_where_columns_have_too_little_all_give_way_alike_and_margins_stay() -> None:
    columns = [[""], ["甲" * 4], ["甲" * 6], *([["甲" * 15]] * 4)]
    assert min(column_widths(columns, 8220, 200, 220)) > 220 + 200 / 3


def test_where_everything_fits_every_text_has_its_line() -> None:
    widths = column_widths([["版本", "1.0"], ["修订内容", "首次编写这份说明"]], 8220, 200, 220)
    assert widths[0] >= 2 * 200 + 220
    assert widths[1] > 3 * widths[0]


def test_a_column_of_sentences_is_wide_and_a_short_one_keeps_its_words_whole() -> None:
    matter, action, limit, note = column_widths(
        [["事项", "资" * 60, "资" * 50], ["权限", "审批", "执行"], ["限额", "10000 元及以上", ""], ["说明", "金" * 90, "金" * 80]],
        8220, 200, 220,
    )  # fmt: skip
    assert note > matter > limit > action
    assert action >= 2 * 200 + 220
    assert limit >= 4.5 * 200 + 220


def test_one_long_cell_does_not_squeeze_the_others_below_a_phrase() -> None:
    widths = column_widths([["事项", "办理事务" * 3], ["说明", "字" * 2000]], 8220, 200, 220)
    assert widths[0] >= 4.5 * 200 + 220


def test_a_column_is_not_broken_for_a_last_character_where_its_heading_is_nearly_as_wide() -> None:
    widths = column_widths([["会同或报送", "总经理办公会"], ["说明", "字" * 200]], 8220, 200, 220)
    assert widths[0] >= 6 * 200 + 220


ROOMS = (9.0, 24.0, 39.0)


@pytest.mark.parametrize(
    "needs, rows",
    [
        ([], []),
        ([3], [[(0, 3)]]),
        ([3, 3, 3], [[(0, 1), (1, 1), (2, 1)]]),
        ([3, 3, 3, 3], [[(0, 1), (1, 1), (2, 1)], [(3, 3)]]),
        ([3, 20], [[(0, 1), (1, 2)]]),
        ([3, 30], [[(0, 3)], [(1, 3)]]),
        ([3, 3, 20, 3], [[(0, 1), (1, 2)], [(2, 3)], [(3, 3)]]),
        ([99, 3], [[(0, 3)], [(1, 3)]]),
    ],
)
def test_values_share_rows_and_long_ones_take_the_rest_of_theirs(
    needs: list[float], rows: list[list[tuple[int, int]]]
) -> None:
    assert list(grid_rows(needs, ROOMS)) == rows


@given(st.lists(st.floats(0, 60), max_size=20))
def test_every_value_stands_once_in_order_and_every_row_is_full(needs: list[float]) -> None:
    rows = list(grid_rows(needs, ROOMS))
    assert [index for row in rows for index, _ in row] == list(range(len(needs)))
    assert all(sum(taken for _, taken in row) == 3 for row in rows)
    fits = [(index, taken) for row in rows for index, taken in row if needs[index] <= ROOMS[-1]]
    assert all(needs[index] <= ROOMS[taken - 1] for index, taken in fits)
