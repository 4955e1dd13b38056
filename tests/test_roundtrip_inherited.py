"""What people do to inherited text in a document belongs into the file it comes from, and is told."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layouts import changed
from strategies_core import positions, texts

from jdbook.inheritance import merged as in_full
from jdbook.model import Position
from jdbook.roundtrip.inherited import Above, Own, own_text
from jdbook.roundtrip.merge import merged
from jdbook.roundtrip.normal import normal
from jdbook.writing import to_data

A, B, C, OWN, NEW = (
    "拜访客户并签订合同",
    "收集竞争对手的资料",
    "每月提交市场分析",
    "带领市场部的团队",
    "新写的一条职责",
)
STAFF = Above("市场人员", "jd_source/ad/staff.yml", {"title": "市场人员", "duties": [A, B, C]})
SENTENCE = "没有写入：这一条来自“市场人员”（jd_source/ad/staff.yml），请到那里改"


def parted(base: list[Any], edited: list[Any], own: list[Any]) -> Own:
    return own_text({"duties": base}, {"duties": edited}, {"duties": own}, [STAFF])


def test_of_text_nobody_touched_only_the_own_is_left() -> None:
    assert parted([A, B, C, OWN], [A, B, C, OWN], [OWN]) == Own({"duties": [OWN]}, {"duties": [OWN]})


@pytest.mark.parametrize(
    "edited, said",
    [
        ([A, C, OWN], f"主要职责 第2项：删去「{B}」；{SENTENCE}"),
        ([A, B + "和报价", C, OWN], f"主要职责 第2项：改为「{B}和报价」（原为「{B}」）；{SENTENCE}"),
        ([A, B, OWN, C], f"主要职责 第3项：移到第4项（「{C}」）；{SENTENCE}"),
        (
            [A, {"text": B, "children": [NEW]}, C, OWN],
            f"主要职责 第2项的分项第1项：新增「{NEW}」；{SENTENCE}",
        ),
    ],
)
def test_what_was_done_to_inherited_items_is_told_with_their_origin(edited: list[Any], said: str) -> None:
    found = parted([A, B, C, OWN], edited, [OWN])
    assert said in found.told
    assert (found.base, found.edited) == ({"duties": [OWN]}, {"duties": [OWN]})


def test_own_items_come_through() -> None:
    found = parted([A, B, C, OWN], [A, B, C, OWN + "和预算", NEW], [OWN])
    assert found == Own({"duties": [OWN]}, {"duties": [OWN + "和预算", NEW]})


def test_an_item_put_before_inherited_ones_is_taken_and_its_place_told() -> None:
    found = parted([A, B, C, OWN], [A, NEW, B, C, OWN], [OWN])
    assert found.edited == {"duties": [NEW, OWN]}
    assert len(found.told) == 1
    assert "继承来的条目总是排在前面" in found.told[0]


def test_what_changed_above_since_the_document_was_made_is_still_inherited() -> None:
    older = "拜访客户"
    assert parted([older, B, C, OWN], [B, C, OWN], [OWN]).told == (
        f"主要职责 第1项：删去「{older}」；{SENTENCE}",
    )


def test_values_and_headings_are_parted_too() -> None:
    data: dict[str, Any] = {
        "purpose": "开发市场",
        "qualifications": {"education": ["大专"], "skills": ["驾驶"]},
    }
    above = Above("市场人员", "jd_source/ad/staff.yml", {"title": "市场人员"} | data)
    base = (
        {"title": "市场主管"} | data | {"qualifications": {"education": ["大专", "本科"], "skills": ["驾驶"]}}
    )
    edited = base | {"purpose": "守住市场", "qualifications": {"education": ["本科"], "skills": ["驾驶"]}}
    current: dict[str, Any] = {"title": "市场主管", "qualifications": {"education": ["本科"]}}
    found = own_text(base, edited, current, [above])
    assert (found.base, found.edited) == (current, current)
    assert len(found.told) == 2


def test_the_nearest_that_says_it_is_named() -> None:
    near = Above("市场专员", "jd_source/ad/near.yml", {"duties": [C]})
    told = own_text({"duties": [A, C]}, {"duties": [A]}, {}, [near, STAFF]).told
    assert "“市场专员”" in told[0]
    assert own_text({"duties": [A]}, {}, {}, []).told == ()


@pytest.mark.parametrize(
    "base, edited",
    [
        (["拜访老客户", B, C, OWN], [A, B, C, OWN]),
        ([A, B, "每月提交分析", OWN], [A, B, C, OWN]),
        ([A, NEW, B, C, OWN], [A, B, C, OWN]),
        ([A, C, B, OWN], [A, B, C, OWN]),
        (["拜访老客户", B, C, OWN], ["拜访老客户", B, C, OWN]),
    ],
    ids=["changed", "last changed", "removed", "moved", "only there"],
)
def test_what_was_done_there_by_now_is_no_news(base: list[Any], edited: list[Any]) -> None:
    assert parted(base, edited, [OWN]) == Own({"duties": [OWN]}, {"duties": [OWN]})


def test_a_value_that_was_changed_there_just_so_is_no_news() -> None:
    above = Above("市场人员", "jd_source/ad/staff.yml", {"purpose": "守住市场"})
    assert own_text({"purpose": "开发市场"}, {"purpose": "守住市场"}, {}, [above]) == Own({}, {})


@given(positions(), positions(), positions(), st.integers(), st.lists(texts, min_size=2, max_size=3))
def test_no_change_is_lost_in_silence_or_taken_for_a_clash(
    parent: Position, heir: Position, other: Position, seed: int, words: list[str]
) -> None:
    base, own = to_data(in_full(parent, heir)), to_data(heir)
    edited = normal(changed(base, Random(seed), words, to_data(other)))
    found = own_text(base, edited, own, [Above("甲", "jd_source/ad/a.yml", to_data(parent))])
    if edited != normal(base):
        assert found.told or found.base != found.edited
    assert not merged(found.base, found.edited, normal(own)).clashes
