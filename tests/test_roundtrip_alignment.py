import time
from collections.abc import Sequence
from itertools import combinations, pairwise
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.roundtrip.alignment import align, head, shared, staying

A, B, C, D = "保管现金和票据", "登记银行存款日记账", "每月编制财务报表", "发放员工工资"


@pytest.mark.parametrize(
    "old, new, pairs",
    [
        ([A, B], [A, B], {0: 0, 1: 1}),
        ([A, B, C], [A, C], {0: 0, 2: 1}),
        ([A, C], [A, B, C], {0: 0, 1: 2}),
        ([A, B, C], [C, A, B], {0: 1, 1: 2, 2: 0}),
        ([A, B], ["保管现金和印章", B], {0: 0, 1: 1}),
        ([A, B, C], [B, C, "保管现金和印章"], {0: 2, 1: 0, 2: 1}),  # changed and moved
        ([A, B], [A, {"text": B, "children": [C]}], {0: 0, 1: 1}),
        ([A, B, C], [A, "完全不同", C], {0: 0, 1: 1, 2: 2}),  # took its place
        ([A, B, C], [A, "完全不同", "再来一项", C], {0: 0, 2: 3}),
        ([A, A, A], [A, A], {0: 0, 1: 1}),
        (["总监", "经理"], ["经理", "总监"], {0: 1, 1: 0}),
        ([], [A], {}),
    ],
)
def test_items_are_found_again(old: list[Any], new: list[Any], pairs: dict[int, int]) -> None:
    assert align(old, new) == pairs


def test_of_records_with_one_name_the_likelier_is_taken() -> None:
    old: list[Any] = [{"name": "支票", "note": note} for note in ("签发", "保管空白的")]
    new: list[Any] = [{"name": "支票", "note": note} for note in ("保管空白的支票", "签发的")]
    assert align(old, new) == {0: 1, 1: 0}


@given(st.lists(st.sampled_from([A, B, C, D, "甲"])), st.lists(st.sampled_from([A, B, C, D, "甲乙"])))
def test_every_item_has_one_partner_at_most(old: list[Any], new: list[Any]) -> None:
    pairs = align(old, new)
    assert len(set(pairs.values())) == len(pairs)
    assert list(pairs) == sorted(pairs)
    assert set(pairs) <= set(range(len(old)))
    assert set(pairs.values()) <= set(range(len(new)))


@given(st.permutations(range(8)))
def test_as_many_as_possible_stay(order: list[int]) -> None:
    stay = sorted(staying(dict(enumerate(order))))
    longest = max(
        (
            chosen
            for count in range(9)
            for chosen in combinations(range(8), count)
            if _in_order(order, chosen)
        ),
        key=len,
    )
    assert _in_order(order, stay)
    assert len(stay) == len(longest)


def _in_order(order: Sequence[int], chosen: Sequence[int]) -> bool:
    return all(order[one] < order[other] for one, other in pairwise(chosen))


def test_one_that_went_far_moves_alone() -> None:
    assert staying({0: 3, 1: 0, 2: 1, 3: 2}) == {1, 2, 3}
    assert staying({}) == set()


def test_an_item_is_known_by_its_sentence() -> None:
    assert head({"group": "甲", "text": "句"}) == "句"
    assert head({"with_whom": ["甲", {"outside": "乙"}]}) == "甲\n乙"
    assert head("句") == "句"
    assert shared("甲乙", "甲丙") == 1


def test_a_few_hundred_items_take_no_time() -> None:
    random = Random(1)
    letters = "保管现金银行存款账户登记日记账依据原始凭证办理收付款时认真复查付款单"
    old: list[Any] = ["".join(random.choices(letters, k=20)) for _ in range(300)]
    new: list[Any] = ["".join(random.choices(letters, k=20)) for _ in range(300)]
    start = time.perf_counter()
    align(old, new)
    align(old, [text[:9] + "改" + text[10:] for text in reversed(old)])
    assert time.perf_counter() - start < 2
