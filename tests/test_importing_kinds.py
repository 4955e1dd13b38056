"""Which list of a record a sentence belongs to."""

from __future__ import annotations

import pytest

from jdbook.importing.drafts import Item
from jdbook.importing.kinds import sorted_by_kind
from jdbook.model import Conditions, Qualifications


@pytest.mark.parametrize(
    "items, expected",
    [
        ([Item(["学历：大专以上"])], {"education": ["大专以上"]}),
        ([Item(["教育背景：会计专业本科"])], {"education": ["教育背景：会计专业本科"]}),
        ([Item(["两年以上库管经验"])], {"experience": ["两年以上库管经验"]}),
        ([Item(["年龄：25 岁以上"])], {"other": ["年龄：25 岁以上"]}),
        ([Item(["身高一米七"])], {"other": ["身高一米七"]}),
        ([Item(["技能"], [Item(["会用天平"]), Item(["会记账"])])], {"skills": ["会用天平", "会记账"]}),
        ([Item(["一般能力"], [Item(["能熬夜"])])], {"abilities": ["一般能力：能熬夜"]}),
        (
            [Item(["证书"], [Item(["电工证"], [Item(["必备"])], is_part=True)], is_part=False)],
            {"certificates": ["电工证：必备"]},
        ),
    ],
)
def test_qualifications(items: list[Item], expected: dict[str, list[str]]) -> None:
    assert sorted_by_kind(Qualifications, items) == expected


def test_conditions_in_the_order_of_the_declaration() -> None:
    items = [Item(["噪声较大"]), Item(["早 9:00 到晚 5:30"]), Item(["空气流通"]), Item(["地点：二号车间"])]
    assert sorted_by_kind(Conditions, items) == {
        "place": ["地点：二号车间"],
        "hours": ["早 9:00 到晚 5:30"],
        "environment": ["空气流通"],
        "hazards": ["噪声较大"],
    }
