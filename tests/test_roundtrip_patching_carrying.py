from typing import Any

from jdbook.roundtrip.normal import normal
from jdbook.roundtrip.patching.carrying import carried, spot_at
from jdbook.roundtrip.patching.patch import data_of, patched
from jdbook.roundtrip.patching.places import Written, spot_of

TEXT = "title: 甲\nduties:\n  - 一\n  # 说明\n  - text: 二  # 每天\n    standard: 好  # 很好\n"


def test_comments_follow_an_item_below_another() -> None:
    result = patched(
        TEXT, {"title": "甲", "duties": [{"text": "一", "children": [{"text": "二", "standard": "好"}]}]}
    )
    assert result == (
        "title: 甲\nduties:\n  - text: 一\n    children:\n"
        "      # 说明\n      # 每天\n      # 很好\n      - text: 二\n        standard: 好\n"
    )


def test_comments_follow_an_item_that_is_raised() -> None:
    text = "title: 甲\nduties:\n  - text: 一\n    children:\n      # 说明\n      - 二\n      - 三\n"
    new: dict[str, Any] = {"title": "甲", "duties": [{"text": "一", "children": ["三"]}, "二"]}
    assert patched(text, new) == (
        "title: 甲\nduties:\n  - text: 一\n    children:\n      - 三\n  # 说明\n  - 二\n"
    )


def test_what_did_not_go_anywhere_is_left_alone() -> None:
    new: dict[str, Any] = {"title": "甲", "duties": ["一"]}
    assert carried(Written(TEXT), "title: 甲\n", data_of(TEXT), normal(new)) == "title: 甲\n"
    assert carried(Written("title: 甲\n"), "title: 乙\n", {"title": "甲"}, {"title": "乙"}) == "title: 乙\n"


def test_spots_are_found_by_path() -> None:
    root = spot_of(TEXT)
    for path, text in ((("duties", 1, "standard"), "好"), (("title", 0), "甲"), (("title",), "甲")):
        spot = spot_at(root, path)
        assert spot is not None
        assert spot.text == text
    for path in (("rules",), ("duties", 9), ("title", 1), ("rules", 0)):
        assert spot_at(root, path) is None
