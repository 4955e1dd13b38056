"""Where a draft belongs in a library, and what it may repeat there."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from jdbook.importing.drafts import Draft, Item
from jdbook.importing.proposals import Proposals
from jdbook.library import Library

FILES = {
    "company.yml": "schema: 1\nname: 集团\n",
    "shop/unit.yml": "name: 门店\nlegal_name: 某某商贸有限公司\ndepartments: {cash: {name: 财务部}}\n",
    "shop/boss.yml": "title: 店长\naliases: [门店经理]\nduties: [主持门店工作]\n",
    "shop/cash/cashier.yml": "title: 出纳员\nsuperior: 店长\nduties: [每日核对现金并登记日记账, 每月报税]\n",
    "plant/unit.yml": "name: 工厂\n",
    "plant/boss.yml": "title: 厂长\nduties: [主持工厂工作]\n",
}


@pytest.fixture
def proposals(library_of: Callable[[Mapping[str, str]], Library]) -> Proposals:
    return Proposals(library_of(FILES))


def draft(title: str, **said: list[str]) -> Draft:
    return Draft(title, {key: [Item([text]) for text in texts] for key, texts in said.items()})


def test_the_unit_is_the_one_named_or_the_one_that_has_its_superiors(proposals: Proposals) -> None:
    assert proposals.of(draft("会计", unit=["某某商贸有限公司"])).unit == "shop"
    assert proposals.of(draft("会计", superior=["厂长"])).unit == "plant"
    assert proposals.of(draft("会计", superior=["门店经理"])).unit == "shop"
    assert proposals.of(draft("会计", superior=["董事长"])).unit == ""


def test_the_department_is_the_one_named(proposals: Proposals) -> None:
    found = proposals.of(draft("会计", department=["财务部"], superior=["店长", "总账会计"]))
    assert (found.folder, found.unit_name, found.department_name) == ("shop/cash", "门店", "财务部")
    assert found.unknown_superiors == ("总账会计",)


def test_positions_of_the_same_title_or_the_same_duties_are_told(proposals: Proposals) -> None:
    same = proposals.of(draft("出纳员", duties=["接待顾客"]))
    assert [title for title, _ in same.duplicates] == ["门店的出纳员"]
    alike = proposals.of(draft("出纳", duties=["每日核对现金并登记日记账", "每月报税"]))
    assert [title for title, _ in alike.duplicates] == ["门店的出纳员"]
    assert alike.duplicates[0][1] > 0.9
    assert proposals.of(draft("出纳", duties=["接待顾客"])).duplicates == ()


def test_where_no_superior_is_named_that_of_a_like_position_is_proposed(proposals: Proposals) -> None:
    assert proposals.of(draft("出纳员", duties=["接待顾客"])).superiors == ("店长",)
    assert proposals.of(draft("出纳员", superior=["店长"])).superiors == ()
    assert proposals.of(draft("花匠", duties=["浇花"])).superiors == ()
