from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from layouts import changed
from strategies_core import positions, texts

from jdbook.model import Position
from jdbook.roundtrip.changes import Change, Kind, changes, shape_at
from jdbook.roundtrip.normal import normal
from jdbook.writing import to_data

A, B, C, D = "保管现金和票据", "登记银行存款日记账", "每月编制财务报表", "发放员工工资"
BASE: dict[str, Any] = {
    "title": "出纳员",
    "superior": "财务总监",
    "duties": [A, B, {"text": C, "standard": "无误"}, D],
}


def said(**edited: Any) -> list[tuple[str, str, str]]:
    """Return the changes from BASE as kind, path and where it went, in short."""
    new = {key: value for key, value in (BASE | edited).items() if value}
    return [(one.kind.value, _short(one.path), _short(one.to)) for one in changes(BASE, new)]


def _short(path: tuple[str | int, ...]) -> str:
    return ".".join(map(str, path))


def test_a_changed_sentence_is_one_change() -> None:
    assert changes(BASE, BASE | {"duties": [A, B + "和总账", BASE["duties"][2], D]}) == (
        Change(("duties", 1), Kind.CHANGED, B, B + "和总账", ("duties", 1)),
    )


@pytest.mark.parametrize(
    "edited, expected",
    [
        ({"duties": [A, "新的一项", *BASE["duties"][1:]]}, [("added", "duties.1", "duties.1")]),
        ({"duties": BASE["duties"][1:]}, [("removed", "duties.0", "")]),
        ({"duties": [D, *BASE["duties"][:3]]}, [("moved", "duties.3", "duties.0")]),
        (
            {"duties": [A, B, {"text": C, "standard": "准确"}, D]},
            [("changed", "duties.2.standard", "duties.2.standard")],
        ),
        ({"duties": [A, B, C, D]}, [("removed", "duties.2.standard", "")]),
        (
            {"duties": [A, {"text": B, "frequency": "每日"}, BASE["duties"][2], D]},
            [("added", "duties.1.frequency", "duties.1.frequency")],
        ),
        (
            {"duties": [A, B, {"text": C, "standard": "无误", "children": [D]}]},
            [("moved", "duties.3", "duties.2.children.0")],
        ),
        (
            {"duties": [{"text": A, "children": ["新的分项", B]}, *BASE["duties"][2:]]},
            [("added", "duties.0.children.0", "duties.0.children.0"), ("moved", "duties.1", "duties.0.children.1")],
        ),
        ({"superior": ["财务总监", "总经理"]}, [("added", "superior.1", "superior.1")]),
        ({"superior": None}, [("removed", "superior.0", "")]),
        ({"superior": {"name": "财务总监"}}, []),
        (
            {"qualifications": {"education": "大专", "skills": ["打字"]}},
            [
                ("added", "qualifications.education.0", "qualifications.education.0"),
                ("added", "qualifications.skills.0", "qualifications.skills.0"),
            ],
        ),
        ({"level": "七级"}, [("added", "level", "level")]),
    ],
    ids=str,
)  # fmt: skip
def test_things_are_told_as_what_was_done(
    edited: dict[str, Any], expected: list[tuple[str, str, str]]
) -> None:
    assert said(**edited) == expected


def test_what_moved_and_changed_is_told_as_both() -> None:
    edited = [D, A, B, {"text": C + "并上报", "standard": "无误"}]
    assert [one.kind for one in changes(BASE, BASE | {"duties": edited})] == [Kind.MOVED, Kind.CHANGED]
    raised = BASE | {"duties": [A, B, C, D]}
    lowered = BASE | {"duties": [A, B, {"text": D, "children": [{"text": C, "frequency": "每月"}]}]}
    assert [(one.kind, one.path[-1]) for one in changes(raised, lowered)] == [
        (Kind.ADDED, "frequency"),
        (Kind.MOVED, 2),
    ]


def test_fields_are_told_in_the_order_of_the_form() -> None:
    new: dict[str, Any] = {"status": "试行", "duties": [A], "title": "出纳"}
    old: dict[str, Any] = {"title": "出纳员", "duties": [A, B]}
    assert [one.path[0] for one in changes(old, new)] == ["title", "duties", "status"]


def test_shapes_are_found_by_path() -> None:
    assert shape_at(("duties", 0, "children", 1, "standard")).label == "工作标准"


@given(positions())
def test_nothing_changed_nothing_told(value: Position) -> None:
    assert changes(to_data(value), to_data(value)) == ()


@given(positions(), positions(), st.integers(), st.lists(texts, min_size=2, max_size=3))
def test_whatever_differs_is_told_with_what_stands_there(
    value: Position, other: Position, seed: int, words: list[str]
) -> None:
    old = to_data(value)
    new = normal(changed(old, Random(seed), words, to_data(other)))
    found = changes(old, new)
    assert bool(found) == (old != new)
    for one in found:
        assert one.kind is Kind.ADDED or _at(old, one.path) in (one.old, None)
        assert one.kind is Kind.REMOVED or _at(new, one.to) in (one.new, None)
    assert {one.path[0] for one in found} == {key for key in {**old, **new} if old.get(key) != new.get(key)}


def _at(data: Any, path: tuple[str | int, ...]) -> Any:
    """Return what stands at a path; None where a sentence stands for the mapping that the path goes through."""
    for step in path:
        if isinstance(data, str):
            return None
        data = data[step]
    return data
