"""Rosters: people as HR lists them; every defect is told with its cell, nobody is skipped silently."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import library_of

from jdbook.rules import NOT_TO_BE_SIGNED, ROSTER
from jdbook.signing.roster import Roster, day_of, named, read_roster
from jdbook.spreadsheet import Sheet

CODES = {rule.code for rule in ROSTER if rule is not NOT_TO_BE_SIGNED}
LIBRARY = library_of(
    {
        "ad/unit.yml": "name: 广告公司\nlegal_name: 某广告有限公司\n",
        "ad/cashier.yml": "title: 出纳员\ncode: GG-01\naliases: [出纳]\nstatus: 试行\n",
        "ad/clerk.yml": "title: 会计员\nstatus: 试行\n",
        "wh/unit.yml": "name: 文化公司\n",
        "wh/cashier.yml": "title: 出纳员\ncode: WH-01\nstatus: 试行\n",
    }
)
HEAD = ("姓名", "工号", "岗位", "单位", "入职日期")


def roster(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD, unit: str = "") -> Roster:
    return read_roster("名单.xlsx", [Sheet("一月", (head, *rows))], LIBRARY, unit)


def told(read: Roster) -> list[str]:
    return [f"{finding.place} {finding.code} {finding.message}；{finding.hint}" for finding in read.findings]


def test_people_come_in_the_order_of_the_roster_with_their_positions() -> None:
    read = roster(
        ("张 三", "001", "GG-01", "", "2024-03-05"),
        ("欧阳 修", "0 02", "出纳", "某广告有限公司", "2024年3月5日"),
        (),
        ("Ann Lee", "003", "会计员", "ad", "45356"),
        ("张三", "001", "会计员", "", ""),
    )
    assert read.findings == []
    assert [(p.name, p.number, p.joined, p.entry.key) for p in read.people] == [
        ("张三", "001", "2024-03-05", "ad/cashier"),
        ("欧阳修", "002", "2024-03-05", "ad/cashier"),
        ("Ann Lee", "003", "2024-03-05", "ad/clerk"),
        ("张三", "001", "", "ad/clerk"),
    ]


def test_every_defect_is_told_with_its_cell() -> None:
    read = roster(
        ("张三", "001", "出纳员", "广告公司", "去年"),
        ("李四", "002", "出纳员", "", ""),
        ("王五", "003", "会记员", "", ""),
        ("赵六", "001", "会计员", "", ""),
        ("", "005", "", "", ""),
        ("钱七", "006", "会计员", "分公司", ""),
        ("张三", "001", "出纳", "广告公司", ""),
    )
    assert told(read) == [
        "名单.xlsx 一月!E2 JD607 入职日期“去年”看不懂，没有印上；写成 2026-01-31 这样的形式",
        "名单.xlsx 一月!C3 JD604 岗位“出纳员”可以指 ad/cashier、wh/cashier；加一列“单位”，写 广告公司 或 文化公司；同一单位里有几个时写岗位编号",
        "名单.xlsx 一月!C4 JD604 没有名为“会记员”的岗位；是不是 会计员？",
        "名单.xlsx 一月!B5 JD605 工号“001”在 名单.xlsx 一月!B2 是“张三”，这里是“赵六”；核对工号和姓名",
        "名单.xlsx 一月!A6 JD603 缺少姓名；补上姓名，或删掉这一行",
        "名单.xlsx 一月!C6 JD603 缺少岗位；补上岗位，或删掉这一行",
        "名单.xlsx 一月!D7 JD604 没有名为“分公司”的单位；现有：广告公司、文化公司",
        "名单.xlsx 一月!B8 JD606 “张三”和岗位“出纳员”在 名单.xlsx 一月!B2 已经有了；只按一份签收；删掉多余的一行",
    ]
    assert [(person.name, person.entry.key) for person in read.people] == [("张三", "ad/cashier")]


def test_headings_may_stand_lower_in_another_order_and_by_other_names() -> None:
    sheet = Sheet(
        "", (("2026年签收名单",), ("序号", "岗 位", "员工编号", "姓 名"), ("1", "会计员", "7", "张三"))
    )
    read = read_roster("名单.csv", [sheet], LIBRARY)
    assert [(person.number, str(person.place)) for person in read.people] == [("7", "名单.csv D3")]


def test_a_unit_given_for_all_settles_who_is_meant() -> None:
    assert [p.entry.key for p in roster(("张三", "1", "出纳员", "", ""), unit="wh").people] == ["wh/cashier"]


def test_sheets_without_headings_are_told() -> None:
    people, notes = Sheet("人", (HEAD, ("张三", "1", "会计员"))), Sheet("说明", (("填写说明",),))
    empty = Sheet("空", ())
    assert [f.code for f in read_roster("x", [people, notes, empty], LIBRARY).findings] == ["JD602"]
    assert [f.code for f in read_roster("x", [notes, empty], LIBRARY).findings] == ["JD601"]
    assert [f.code for f in read_roster("x", [empty], LIBRARY).findings] == ["JD601"]


def test_every_rule_of_rosters_is_tested_here() -> None:
    text = Path(__file__).read_text("utf-8")
    assert [code for code in CODES if text.count(code) < 1] == []


def test_a_code_means_more_than_a_title_and_a_title_more_than_an_alias() -> None:
    library = library_of(
        {
            "a/x.yml": "title: 甲\naliases: [乙]\ncode: 丙\n",
            "a/y.yml": "title: 乙\n",
            "a/z.yml": "title: 丙\n",
        }
    )
    assert [[entry.id for entry in named(library, name)] for name in ("乙", "丙", "丁")] == [["y"], ["x"], []]


@pytest.mark.parametrize(
    "text, day",
    [
        ("2024-03-05", "2024-03-05"),
        ("2024/3/5", "2024-03-05"),
        ("2024.3.5", "2024-03-05"),
        ("2024年3月5日", "2024-03-05"),
        ("2024-03-05 08:30:00", "2024-03-05"),
        ("45356", "2024-03-05"),
        ("45356.5", "2024-03-05"),
        ("2024-02-30", ""),
        ("03-05", ""),
        ("12", ""),
        ("", ""),
    ],
)
def test_a_day_is_understood_however_it_was_written(text: str, day: str) -> None:
    assert day_of(text) == day


CELLS = st.sampled_from(
    ["", "张三", "李四", "001", "1", "出纳员", "会计员", "ad", "2024-1-1", "姓名", "x" * 50]
)


@given(st.lists(st.lists(CELLS, max_size=7).map(tuple), max_size=8))
def test_nobody_is_skipped_silently(rows: list[tuple[str, ...]]) -> None:
    read = roster(*rows)
    told_rows = {int("".join(filter(str.isdigit, str(f.place).rpartition("!")[2]))) for f in read.findings}
    taken_rows = {int("".join(filter(str.isdigit, str(p.place).rpartition("!")[2]))) for p in read.people}
    filled = {number for number, row in enumerate(rows, 2) if any(row[: len(HEAD)])}
    assert filled <= told_rows | taken_rows


def test_full_width_figures_are_the_same_number() -> None:
    read = roster(("张三", "１００２", "会计员", "广告公司", ""), ("李四", "1002", "会计员", "广告公司", ""))
    assert [finding.rule.code for finding in read.findings] == ["JD605"]


def test_a_column_of_the_very_name_counts_more_than_one_of_another_word_for_it() -> None:
    head = ("姓名", "工号", "职务", "岗位", "单位")
    read = read_roster(
        "名单.xlsx", [Sheet("一月", (head, ("张三", "1", "经理", "会计员", "广告公司")))], LIBRARY
    )
    assert [person.entry.title for person in read.people] == ["会计员"]
