from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layouts import changed
from strategies_core import positions, texts

from jdbook.model import Position
from jdbook.roundtrip.merge import Clash, Merged, merged, told_clash
from jdbook.roundtrip.normal import normal
from jdbook.roundtrip.patching.patch import data_of, patched
from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.weaving import woven
from jdbook.writing import to_data

A, B, C, D, N, M = (
    "保管现金和票据",
    "登记银行存款日记账",
    "每月编制财务报表",
    "发放员工工资",
    "新的一项",
    "另外加的",
)

Tree = dict[str, Any]


def of_duties(base: list[Any], edited: list[Any], current: list[Any]) -> Merged:
    return merged({"duties": base}, {"duties": edited}, {"duties": current})


@pytest.mark.parametrize(
    "base, edited, current, result",
    [
        ([A, B, C], [A, B + "和总账", C], [A, B, C, N], [A, B + "和总账", C, N]),
        ([A, B, C], [A, B + "和总账", C], [A + "和印章", B, C], [A + "和印章", B + "和总账", C]),
        ([A, B, C], [B, C], [A, B, C + "并上报"], [B, C + "并上报"]),
        ([A, B, C], [A, B], [B, C], [B]),
        ([A, B], [A, N, B], [A, B, M], [A, N, B, M]),
        ([A, B], [A, B, N], [A, B, M], [A, B, N, M]),
        ([A, B], [A, B, N], [A, B, N], [A, B, N]),
        ([A, B, C], [C, A, B], [A, B + "和总账", C], [C, A, B + "和总账"]),
        ([A, B, C], [C, A, B], [A, B, C, N], [C, A, B, N]),
        ([A, B, C], [A, B + "和总账", C], [C, A, B], [C, A, B + "和总账"]),
        ([A, B], [A, {"text": B, "children": [N]}], [A, B + "和总账"], [A, {"text": B + "和总账", "children": [N]}]),
        (
            [{"text": A, "standard": "无误"}],
            [{"text": A, "standard": "准确"}],
            [{"text": A, "standard": "无误", "frequency": "每日"}],
            [{"text": A, "standard": "准确", "frequency": "每日"}],
        ),
    ],
)  # fmt: skip
def test_what_does_not_touch_is_put_together(base: Any, edited: Any, current: Any, result: Any) -> None:
    found = of_duties(base, edited, current)
    assert (found.data["duties"], found.clashes) == (result, ())


@pytest.mark.parametrize(
    "base, edited, current, clash",
    [
        (
            [A, B],
            [A, B + "和总账"],
            [A, B + "和明细账"],
            Clash(("duties", 1), B, B + "和总账", B + "和明细账"),
        ),
        ([A, B], [A], [N, A, B + "和明细账"], Clash(("duties", 2), B, None, B + "和明细账")),
        ([A, B], [A, B + "和总账"], [A], Clash(("duties", 1), B, B + "和总账", None)),
        ([A, B, C], [C, A, B], [B, A, C], Clash(("duties",), [A, B, C], [C, A, B], [B, A, C])),
        (
            [{"text": A, "standard": "无误"}],
            [{"text": A, "standard": "准确"}],
            [{"text": A, "standard": "及时"}],
            Clash(("duties", 0, "standard"), "无误", "准确", "及时"),
        ),
    ],
)
def test_what_both_changed_stays_and_is_reported(base: Any, edited: Any, current: Any, clash: Clash) -> None:
    found = of_duties(base, edited, current)
    assert found.clashes == (clash,)
    assert found.data["duties"] == current


def test_a_clash_is_no_reason_to_leave_the_rest() -> None:
    base: Tree = {"title": "甲", "level": "一", "code": "1"}
    current: Tree = {"title": "甲", "level": "二", "code": "1"}
    found = merged(base, {"title": "甲", "level": "三", "code": "2"}, current)
    assert found == Merged(
        {"title": "甲", "level": "二", "code": "2"}, (Clash(("level",), "一", "三", "二"),)
    )


def test_what_the_document_does_not_show_stays() -> None:
    back = Returned("ad/cashier", {"title": "甲", "duties": [A]}, {"title": "甲", "duties": [A, N]})
    current: Tree = {
        "title": "甲",
        "duties": A,
        "remuneration": "月薪八千",
        "waive": {"JD101": "理由"},
        "旧的键": "留着",
    }
    assert merged(back.base, back.edited, current).data == {
        "title": "甲",
        "duties": [A, N],
        "remuneration": ["月薪八千"],
        "waive": {"JD101": "理由"},
        "旧的键": "留着",
    }


def test_from_a_document_to_the_file() -> None:
    """The whole way: what came back, the file as somebody changed it meanwhile, the file afterwards."""
    back = Returned(
        "ad/cashier",
        {"title": "出纳员", "superior": ["总监"], "duties": [A, B, {"text": C, "standard": "无误"}]},
        {
            "title": "出纳员",
            "superior": ["总经理"],
            "duties": [{"text": C, "standard": "准确"}, A + "和印章", B, D],
        },
    )
    text = (
        "title: 出纳员\nsuperior: 副总监  # 暂时\n\nduties:\n"
        f"  # 每天\n  - {A}\n  - {N}  # 新加的\n  - {B}\n"
        f"  - text: {C}\n    standard: 无误\n    frequency: 每月\nremuneration: 月薪八千  # 保密\n"
    )
    found = merged(back.base, back.edited, data_of(text))
    assert found.clashes == (Clash(("superior", 0), "总监", "总经理", "副总监"),)
    assert patched(text, found.data) == (
        "title: 出纳员\nsuperior: 副总监  # 暂时\n\nduties:\n"
        f"  - text: {C}\n    standard: 准确\n    frequency: 每月\n"
        f"  # 每天\n  - {A}和印章\n  - {N}  # 新加的\n  - {B}\n  - {D}\nremuneration: 月薪八千  # 保密\n"
    )


def test_lists_and_headings_that_one_side_took_away_or_filled() -> None:
    base: Tree = {"duties": [A], "qualifications": {"education": ["大专"]}}
    edited: Tree = {"qualifications": {"education": ["大专"], "skills": ["打字"]}, "safety": [N]}
    current: Tree = {"duties": [A, B], "safety": [M]}
    data: Tree = {"duties": [B], "safety": [N, M], "qualifications": {"skills": ["打字"]}}
    assert merged(base, edited, current) == Merged(data, ())


def test_a_sentence_and_a_structure_are_not_mixed() -> None:
    base: Tree = {"authority": ["审批付款"], "superior": ["总监"]}
    edited: Tree = {"authority": [{"matter": "付款", "action": "审批"}], "superior": [{"outside": "董事会"}]}
    current: Tree = {"authority": ["审批一万元以内的付款"], "superior": ["副总监"]}
    found = merged(base, edited, current)
    assert found.data == current
    assert [clash.path for clash in found.clashes] == [("authority", 0), ("superior", 0)]


def test_a_limit_is_one_thing() -> None:
    def of(**limit: str) -> dict[str, Any]:
        return {"title": "甲", "authority": [{"matter": "付款", "action": "审批", "limit": limit}]}

    found = merged(
        of(**{"from": "1", "below": "9"}),
        of(**{"from": "8", "below": "9"}),
        of(**{"from": "1", "below": "5"}),
    )
    assert [clash.path for clash in found.clashes] == [("authority", 0, "limit")]
    assert found.data == of(**{"from": "1", "below": "5"})


def test_a_clash_is_a_line_for_people() -> None:
    clash = of_duties([A, B], [A], [A, B + "和明细账"]).clashes[0]
    assert told_clash(clash) == (
        "主要职责 第2项：文档和岗位文件都改过，改得不同，岗位文件没有改动。"
        "文档里删去了，岗位文件现在是「登记银行存款日记账和明细账」，出文档时是「登记银行存款日记账」"
    )


def test_items_are_woven_in_one_order() -> None:
    kept: Any = {0: A, 1: B}
    current = ([B, M, A], {0: 2, 1: 0})
    assert woven(kept, [A, B, N], {0: 0, 1: 1}, *current, by_edited=False) == [B, N, M, A]
    assert woven(kept, [A, B, N], {0: 0, 1: 1}, *current, by_edited=True) == [M, A, B, N]


Words = st.lists(texts, min_size=2, max_size=3)


@given(positions(), positions(), st.integers(), Words)
def test_where_one_side_changed_nothing_the_other_is_the_result(
    value: Position, other: Position, seed: int, words: list[str]
) -> None:
    base = to_data(value)
    edited = normal(changed(base, Random(seed), words, to_data(other)))
    for sides in ((base, edited, base), (base, base, edited), (base, edited, edited)):
        assert merged(*sides) == Merged(edited, ())


@given(positions(), positions(), st.integers(), st.integers(), Words)
def test_changes_in_different_fields_never_clash(
    value: Position, other: Position, one: int, another: int, words: list[str]
) -> None:
    base = to_data(value)
    edited, current = (normal(changed(base, Random(seed), words, to_data(other))) for seed in (one, another))
    keys = {
        key
        for key in {**base, **edited, **current}
        if base.get(key) != edited.get(key) and base.get(key) != current.get(key)
    }
    found = merged(base, edited, current)
    if not keys:
        assert not found.clashes
        for key in {**base, **edited, **current}:
            changed_there = edited.get(key) if base.get(key) != edited.get(key) else current.get(key)
            assert found.data.get(key) == changed_there
    assert {clash.path[0] for clash in found.clashes} <= keys


@given(st.permutations([A, B, C, D]), st.permutations([A, B, C, D]), st.sets(st.sampled_from([A, B, C, D])))
def test_no_item_is_lost_or_doubled(one: list[str], other: list[str], gone: set[str]) -> None:
    found = of_duties([A, B, C, D], [N, *(item for item in one if item not in gone)], [*other, M])
    expected = sorted({A, B, C, D, N, M} - gone)
    assert sorted(map(str, found.data["duties"] or [])) == expected
