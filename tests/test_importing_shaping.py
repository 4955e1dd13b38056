"""Drafts in the shapes that fields declare: what a file says can be read back, and nothing is lost unsaid."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jdbook.importing.drafts import Draft, Item
from jdbook.importing.readers import READERS
from jdbook.importing.recognition import recognise
from jdbook.importing.shaping import file_form, flat, machine_form, unheld
from jdbook.model import Position

CASES = sorted(path for path in (Path(__file__).parent / "imports").iterdir() if path.suffix in READERS)


@pytest.mark.parametrize(
    "key, items, expected",
    [
        ("superior", [Item(["店长"]), Item(["总经理"])], ["店长", "总经理"]),
        ("purpose", [Item(["管好仓库；"]), Item(["少出差错。"])], "管好仓库；少出差错"),
        ("duties", [Item(["收货；"], [Item(["点数。"])], {"frequency": "每日"})], [{"text": "收货", "frequency": "每日", "children": ["点数"]}]),
        ("authority", [Item(["审批："], [Item(["领料；"]), Item(["报废"])])], ["审批：领料", "审批：报废"]),
        ("assessment", [Item(["差错率：不超过 1%"]), Item(["出勤"])], [{"item": "差错率", "standard": "不超过 1%"}, {"item": "出勤"}]),
        ("collaboration", [Item(["采购部：订货"])], [{"with_whom": [{"outside": "采购部"}], "matter": "订货"}]),
        ("collaboration", [Item(["配合盘点"])], [{"with_whom": [{"outside": "待填"}], "matter": "配合盘点"}]),
        ("headcount", [Item(["2 人"])], "2"),
        ("assessment", [Item(["到岗率"], [Item(["40%"]), Item(["≥90%"])], is_part=True)], [{"item": "到岗率", "standard": "≥90%", "weight": "40%"}]),
        ("qualifications", [Item(["夫妻工优先"], [Item(["联系电话：老周"])])], {"preferred": ["夫妻工优先：联系电话：老周"]}),
        ("effective", [Item(["2023.6.1"])], "2023-06-01"),
        ("forms", [Item(["入库单"])], [{"name": "入库单", "handling": ["使用"]}]),
    ],
)  # fmt: skip
def test_a_field_has_the_shape_it_declares(key: str, items: list[Item], expected: Any) -> None:
    data = file_form(Draft("库管", {key: items}), "库管")
    assert data == {"title": "库管", key: expected}
    Position.model_validate(data)


def test_what_no_file_can_hold_is_named() -> None:
    draft = Draft("库管", {"effective": [Item(["发布之日"])], "unit": [Item(["某公司"])]})
    assert file_form(draft, "库管") == {"title": "库管"}
    assert list(unheld(draft)) == [("effective", "发布之日")]


def test_the_machine_form_keeps_sentences_as_they_were() -> None:
    assert machine_form(Draft("库管", {"duties": [Item(["收货；"])]})) == {
        "title": "库管",
        "duties": ["收货；"],
    }


def test_headings_stand_before_each_sentence_below_them() -> None:
    assert list(flat([Item(["甲："], [Item(["乙"], [Item(["丙"])])])])) == ["甲：乙：丙"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_the_file_of_every_draft_can_be_read(path: Path) -> None:
    document = READERS[path.suffix](path.name, path.read_bytes())
    assert document
    for draft in recognise(document).drafts:
        for name in draft.names:
            Position.model_validate(file_form(draft, name))
