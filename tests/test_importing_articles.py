"""Articles that look like positions, and positions that do not."""

from __future__ import annotations

import pytest

from jdbook.importing.articles import is_article
from jdbook.importing.drafts import Draft, Item

TALK = ["你想过为什么吗？", "首先，我们来看一个例子。", "你要学会听。", "其次，你要学会问。", "这样做好吗？"]
DUTIES = ["编制年度计划。", "审核报价。", "协助我公司法务处理纠纷。"]


def draft(title: str, texts: list[str], key: str = "duties", *, numbered: bool = False) -> Draft:
    return Draft(title, {key: [Item([text]) for text in texts]}, has_numbers=numbered)


@pytest.mark.parametrize(
    "text, expected",
    [
        (draft("客户经理", TALK + DUTIES), True),
        (draft("客户经理", DUTIES * 5), False),
        (draft("客户经理", TALK[:1] + DUTIES * 5), False),
        (draft("客户经理", TALK, "qualifications"), False),
        (draft("门店杂志", ["本期导读"]), True),
        (draft("门店杂志", ["审稿"], numbered=True), False),
        (draft("门店杂志", DUTIES * 2, numbered=True), False),
        (draft("出纳", ["收付现金"], numbered=True), False),
        (draft("保洁员", ["清扫楼道"]), False),
    ],
)
def test_articles_are_told_from_positions(text: Draft, expected: bool) -> None:
    assert is_article(text) == expected


def test_items_below_others_count_as_well() -> None:
    parent = Item(["沟通"], [Item([text]) for text in TALK])
    assert is_article(Draft("客户经理", {"duties": [parent]}))
