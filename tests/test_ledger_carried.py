"""Carried: what a workbook was made from comes back as it was, or not at all."""

from __future__ import annotations

import hostile
import pytest
from hypothesis import given
from strategies import positions

from jdbook.ledger.carried import Carried, Spoilt, carried_in, head, keys_in, row_of
from jdbook.model import Position
from jdbook.workbook import MOST_CHARACTERS, in_cell
from jdbook.writing import to_data


@given(positions())
def test_any_position_comes_back(position: Position) -> None:
    carried = Carried("ad/x", to_data(position), {"unit": "广告公司"})
    row = row_of(carried)
    assert list(carried_in([row, ()])) == [carried]
    assert all(in_cell(cell) == cell == cell.strip() for cell in row)


@pytest.mark.parametrize(
    "text", [*hostile.TEXTS, "_x0041_", "\u2028\x85\ufeff", "😀", "长" * 70_000, "\ud800"]
)
def test_nothing_in_a_row_can_be_changed_on_saving(text: str) -> None:
    row = row_of(Carried("ad/x", {"title": text}, {}))
    assert all(len(cell) <= MOST_CHARACTERS and "\n" not in cell and "_x" not in cell for cell in row)
    assert all(cell[0] == "|" for cell in row[2:])
    assert next(carried_in([row])).data == {"title": text}


@pytest.mark.parametrize(
    "change",
    [
        lambda row: (row[0], row[1], row[2].replace("甲", "乙")),
        lambda row: (row[0], row[1], row[2][:-1]),
        lambda row: ("ad/y", *row[1:]),
        lambda row: row[:2],
        lambda row: row[:1],
        lambda _: ("", "x"),
    ],
)
def test_a_row_that_was_changed_is_spoilt(change: object) -> None:
    assert callable(change)
    with pytest.raises(Spoilt, match="底稿"):
        list(carried_in([change(row_of(Carried("ad/x", {"title": "甲"}, {})))]))


@pytest.mark.parametrize("text", ["[1", "1", "[1,2]", "[[],{}]", "[" * 100_000])
def test_json_of_another_shape_is_spoilt(text: str) -> None:
    from jdbook.ledger.carried import _sum

    with pytest.raises(Spoilt, match="读不出来"):
        list(carried_in([("ad/x", _sum("ad/x", text), f"|{text}")]))


def test_the_first_row_names_the_keys() -> None:
    assert keys_in(head(("title", "duties"))) == ("title", "duties")
    for row in ((), ("title",), ("x", "title")):
        with pytest.raises(Spoilt, match="第一行"):
            keys_in(row)
