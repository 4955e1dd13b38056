"""A memo makes a text again only when it must."""

from __future__ import annotations

import making

from jdbook.site.memo import Memo, made_anew


def test_a_text_is_made_once_for_one_wording() -> None:
    memo, made = Memo(), list[str]()

    def make() -> str:
        made.append("x")
        return f"第{len(made)}次"

    def traced(trace: object) -> str:
        return memo.text("page", lambda: trace, make)

    memo.begin("frame")
    first, second = making.position("purpose: 甲"), making.position("purpose: 乙")
    assert [traced(each) for each in (first, making.position("purpose: 甲"), second, second)] == [
        *("第1次", "第1次"),
        *("第2次", "第2次"),
    ]
    memo.begin("frame")
    assert traced(second) == "第2次"
    memo.begin("another frame")
    assert traced(second) == "第3次"


def test_without_a_memo_a_text_is_made_every_time() -> None:
    made = list[str]()

    def make() -> str:
        made.append("x")
        return "text"

    assert [made_anew("page", tuple, make) for _ in range(2)] == ["text", "text"]
    assert len(made) == 2
