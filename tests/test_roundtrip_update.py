"""What came back of a position put into its file: what changed, what stayed, and what can't be written."""

from __future__ import annotations

from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.telling import told
from jdbook.roundtrip.update import updated
from jdbook.source import Data

FILE = """# 出纳的职责
title: 出纳员
duties:
  - 每日核对现金   # 下班前
  - 登记日记账
remuneration: [月薪面议]
"""
BASE: dict[str, Data] = {"title": "出纳员", "duties": ["每日核对现金", "登记日记账"]}


def test_what_changed_is_written_and_the_rest_stays() -> None:
    edited = BASE | {"duties": ["每日核对现金", "登记现金日记账", "保管印鉴"]}
    update = updated(Returned("ad/cashier", BASE, edited), FILE)
    assert update.text == FILE.replace("  - 登记日记账\n", "  - 登记现金日记账\n  - 保管印鉴\n")
    assert [told(change) for change in update.changes] == [
        "主要职责 第2项：改为「登记现金日记账」（原为「登记日记账」）",
        "主要职责 第3项：新增「保管印鉴」",
    ]
    assert not update.clashes


def test_nothing_changed_leaves_every_byte() -> None:
    update = updated(Returned("ad/cashier", BASE, BASE), FILE)
    assert (update.text, update.changes, update.clashes) == (FILE, (), ())


def test_what_the_file_changed_as_well_is_a_clash_and_stays() -> None:
    today = FILE.replace("登记日记账", "登记银行日记账")
    edited = BASE | {"duties": ["每日核对现金", "登记现金日记账"]}
    update = updated(Returned("ad/cashier", BASE, edited), today)
    assert update.text == today
    assert [clash.path for clash in update.clashes] == [("duties", 1)]


def test_what_the_file_can_not_say_is_refused() -> None:
    update = updated(Returned("ad/cashier", BASE, BASE | {"effective": "明年"}), FILE)
    assert update.text == FILE
    assert "日期写成" in update.refused


def test_a_file_that_can_not_be_read_is_left_alone() -> None:
    update = updated(Returned("ad/cashier", BASE, BASE | {"title": "出纳"}), "title: [")
    assert update.text == "title: ["
    assert "读不懂" in update.refused
