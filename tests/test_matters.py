"""Matters: duties and authority of many positions as lists and as sheets."""

from __future__ import annotations

from decimal import Decimal

from making import library_of

from jdbook.matters import (
    departments,
    duties_of,
    duties_sheet,
    parts_of,
    powers_of,
    powers_sheet,
)
from jdbook.shapes import Reference
from jdbook.workbook import Cell, Sheet

LIBRARY = library_of(
    {
        "ad/unit.yml": "name: 广告公司\ndepartments: {fin: {name: 财务部}, fin/cash: {name: 资金组}}\n",
        "ad/a-gm.yml": "title: 总经理\nauthority:\n  - 指挥全局\n  - {matter: 付款, action: 审批, limit: {from: 5, unit: 万元}}\n"
        "  - {matter: 招聘, action: 决定}\n",
        "ad/fin/b.yml": "title: 财务总监\ncode: CW-1\nsuperior: 总经理\nauthority:\n"
        "  - {matter: ' 付 款 ', action: 审批, limit: {from: 10000, below: 50000}, with_whom: [总经理, {outside: 银行}], note: 两人签}\n"
        "  - {matter: 付款, action: 知情}\n",
        "ad/fin/cash/c.yml": "title: 出纳员\nsuperior: 财务总监\nduties:\n  - 收款\n"
        "  - {text: 付款, standard: 无差错, frequency: 每日, group: 日常, children: [核对, {text: 盖章, standard: 清晰, children: [登记]}]}\n"
        "authority:\n  - {matter: 付款, action: 执行, limit: {below: 1, unit: 万元}}\n",
    }
)
POWERS = powers_of(LIBRARY.entries)


def named(sheet: Sheet) -> list[dict[str, Cell]]:
    """Return the rows of a sheet, the cells that hold something by their column's heading."""
    names = [name for name, _ in sheet.columns]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value not in (None, "")}
        for row in sheet.rows
    ]


def test_every_duty_has_its_number_and_what_stands_below_it() -> None:
    found = [(entry.title, number, duty.text) for entry, number, duty in duties_of(LIBRARY.entries)]
    assert found == [("出纳员", 1, "收款"), ("出纳员", 2, "付款")]
    *_, (_, _, duty) = duties_of(LIBRARY.entries)
    assert list(parts_of(duty)) == ["核对", "盖章（工作标准：清晰）", "　登记"]


def test_authority_in_one_matter_stands_together_from_the_lowest_limit_up_and_sentences_last() -> None:
    found = [
        (power.item.matter or power.item.text, power.entry.title, str(power.item.limit or ""))
        for power in POWERS
    ]
    assert found == [
        ("付款", "出纳员", "1 万元以下"),
        ("付 款", "财务总监", "10000 元及以上、50000 元以下"),
        ("付款", "总经理", "5 万元及以上"),
        ("付款", "财务总监", ""),
        ("招聘", "总经理", ""),
        ("指挥全局", "总经理", ""),
    ]
    assert [sorted(power.measured) for power in POWERS] == [["元"]] * 4 + [[], []]


def test_departments_are_named_from_the_outermost_in() -> None:
    entries = {entry.title: departments(LIBRARY, entry) for entry in LIBRARY.entries}
    assert entries == {"总经理": (), "财务总监": ("财务部",), "出纳员": ("财务部", "资金组")}


def test_the_sheet_of_duties_loses_nothing() -> None:
    first, second = named(duties_sheet(LIBRARY, LIBRARY.entries))
    assert first == {
        "单位": "广告公司",
        "部门": "财务部 / 资金组",
        "岗位": "出纳员",
        "序号": 1,
        "职责": "收款",
    }
    assert second == first | {
        "序号": 2, "职责": "付款", "类别": "日常", "工作标准": "无差错", "频次": "每日",
        "分项": "核对\n盖章（工作标准：清晰）\n　登记",
    }  # fmt: skip


def test_the_sheet_of_authority_has_limits_as_numbers_and_sentences_in_a_column_of_their_own() -> None:
    def called(who: Reference, unit: str) -> str:
        return f"{unit}的{who}"

    _, director, *_, sentence = named(powers_sheet(LIBRARY, POWERS, called))
    assert director == {
        "事项": "付 款", "权限": "审批", "限额起点（含）": Decimal(10000), "限额上限（不含）": Decimal(50000),
        "限额单位": "元", "会同或报送": "ad的总经理、ad的银行", "说明": "两人签",
        "单位": "广告公司", "部门": "财务部", "岗位": "财务总监", "岗位编号": "CW-1",
    }  # fmt: skip
    assert sentence == {"没有分项的句子": "指挥全局", "单位": "广告公司", "岗位": "总经理"}
