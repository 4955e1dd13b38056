"""What a person should look at in a draft."""

from __future__ import annotations

from jdbook.importing.doubts import Doubt, confidence, doubts_of, label_of
from jdbook.importing.drafts import Draft, Item, Named


def told(draft: Draft) -> list[tuple[tuple[str | int, ...], str]]:
    return [(doubt.path, doubt.message) for doubt in doubts_of(draft)]


def items(*numbers: int) -> list[Item]:
    return [Item([f"第{number}件事"], number=number, place=f"第{number}行") for number in numbers]


def test_nothing_is_doubtful_in_a_plain_draft() -> None:
    draft = Draft("出纳", {"duties": items(1, 2, 3)}, named={"duties": Named.LABEL})
    assert doubts_of(draft) == []
    assert confidence(draft, "duties", []) == "高"


def test_titles() -> None:
    assert told(Draft("")) == [(("title",), "原文没有写岗位名称，请补上")]
    assert told(Draft("导购员、收银员")) == [(("title",), "原文几个岗位合写一份：导购员、收银员")]
    assert "推断" in told(Draft("仓储部主管", title_from="文件名"))[0][1]


def test_numbers_that_repeat_or_are_missing() -> None:
    assert told(Draft("出纳", {"duties": items(1, 2, 2, 5)})) == [
        (("duties", 2), "原文编号重复 2，已重新编号"),
        (("duties", 3), "原文编号从 2 跳到 5，请核对有没有漏掉"),
    ]
    below = Item(["管账"], items(1, 3), number=1)
    assert told(Draft("出纳", {"duties": [below]}))[0][0] == ("duties", 0, "children", 1)


def test_sentences() -> None:
    joined = Item(["登记每天的", "收支"])
    ragged, long = Item(["、登记"]), Item(["管" * 200])
    messages = [message for _, message in told(Draft("出纳", {"duties": [joined, ragged, long]}))]
    assert messages == [
        "原文断行，已接成一句",
        "开头可能是没有认出的编号或断句",
        "这一项有 200 个字，可能是几项合在一起",
    ]


def test_how_sure_a_field_is() -> None:
    draft = Draft("出纳", {"duties": items(1)})
    for named, expected in (
        (Named.LABEL, "高"),
        (Named.TITLE, "高"),
        (Named.WORDS, "中"),
        (Named.NOTHING, "低"),
    ):
        draft.named["duties"] = named
        assert confidence(draft, "duties", []) == expected
    draft.named["duties"] = Named.LABEL
    assert confidence(draft, "duties", [Doubt(("duties", 0), "", "看")]) == "中"
    assert confidence(draft, "duties", [Doubt(("duties", 0), "", "看", repaired=True)]) == "高"


def test_fields_to_complete_and_private_ones() -> None:
    draft = Draft("出纳", {"forms": [Item(["收据"])], "remuneration": [Item(["面议"])]})
    assert [path for path, _ in told(draft)] == [("forms",), ("remuneration",)]
    assert [label_of(key) for key in ("forms", "department", "x")] == ["表单文件", "所属部门", "x"]
