"""Ledger: what stands in the cells of the workbook follows from the declarations, and everybody is called by one name."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from jdbook.fields import FIELDS, fields_of
from jdbook.ledger.columns import (
    DERIVED,
    TABLES,
    Known,
    Names,
    Table,
    field_text,
    listed,
    numbered,
    outside_in,
    read_back,
    rows_of,
)

NAMES = Names(
    [
        Known("ad/gm", "ad", "广告公司", "总经理", ["GM"]),
        Known("ad/a", "ad", "广告公司", "业务员", ["甲"]),
        Known("ad/b", "ad", "广告公司", "业务员", []),
        Known("m/gm", "m", "传媒", "总经理", []),
    ],
    [("ad", "银行"), ("m", "客户")],
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.field)
def test_a_sheet_of_records_shows_every_key_of_them(table: Table) -> None:
    keys = {part.key.partition(".")[0] for part in table.parts} | ({"children"} if table.nests else set())
    assert keys == {field.key for field in fields_of(table.record)}
    assert table.sentence in keys


def test_every_short_field_is_a_column_and_private_ones_are_none() -> None:
    assert {field.key for field in listed(frozenset())} >= {
        "title",
        "aliases",
        "superior",
        "safety",
        "status",
    }
    assert "remuneration" not in read_back(frozenset({"remuneration"}))
    assert not {"superior", "subordinates"} & {field.key for field in listed(frozenset({"superior"}))}
    assert not DERIVED & set(read_back(frozenset()))


def test_records_become_rows_with_those_below_them() -> None:
    duties, authority, _ = TABLES
    data: Any = [
        "一",
        {"text": "二", "group": "日常", "children": ["甲", {"text": "乙", "children": ["子"]}]},
    ]
    rows = [(numbered(row.number), row.cells) for row in rows_of(duties, data, str)]
    assert rows == [
        ("1", (None, "一", None, None)),
        ("2", ("日常", "二", None, None)),
        ("2.1", (None, "甲", None, None)),
        ("2.2", (None, "乙", None, None)),
        ("2.2.1", (None, "子", None, None)),
    ]
    item: Any = {
        "matter": "付款",
        "action": "执行",
        "limit": {"from": "5.0"},
        "with_whom": ["m/gm", {"outside": "银行"}],
    }
    (row,) = rows_of(authority, [item], NAMES.calls("ad"))
    assert row.cells == (None, "付款", "执行", Decimal("5.0"), None, "元", "传媒/总经理、银行", None)
    assert list(rows_of(authority, None, str)) == []


def test_a_list_stands_a_line_each() -> None:
    by_key = {field.key: field for field in FIELDS}
    assert field_text(by_key["safety"], ["一\n二", "三"], str) == "一\n\u3000二\n三"
    assert field_text(by_key["purpose"], "一\n二", str) == "一\n二"
    assert field_text(by_key["superior"], ["ad/gm", "x"], NAMES.calls("ad")) == "总经理\nx"
    assert field_text(by_key["purpose"], None, str) == ""


@pytest.mark.parametrize(
    "reference, unit, called",
    [
        ("ad/gm", "ad", "总经理"),
        ("ad/gm", "m", "广告公司/总经理"),
        ("ad/a", "ad", "ad/a"),
        ("总监", "ad", "总监"),
        ({"outside": "银行"}, "ad", "银行"),
    ],
)
def test_everybody_is_called_so_that_it_is_sure_who_is_meant(reference: Any, unit: str, called: str) -> None:
    assert NAMES.called(reference, unit) == called


@pytest.mark.parametrize(
    "text, unit, meant, sure",
    [
        ("总经理", "ad", "总经理", True),
        ("GM", "ad", "GM", True),
        ("GM", "m", "GM", False),
        ("业务员", "ad", "业务员", False),
        ("ad/a", "m", "ad/a", True),
        ("广告公司/总经理", "m", "ad/gm", True),
        ("广告公司/业务员", "m", "广告公司/业务员", False),
        ("客户", "ad", {"outside": "客户"}, True),
        ("谁", "ad", "谁", False),
        ("库外：税务局", "ad", {"outside": "税务局"}, True),
        ("库外: 税务局", "ad", {"outside": "税务局"}, True),
        ("库外：", "ad", "库外：", False),
    ],
)
def test_who_is_meant_by_a_name(text: str, unit: str, meant: Any, sure: bool) -> None:
    assert NAMES.meant(text, unit) == (meant, sure)


def test_positions_are_found_by_what_lists_call_them() -> None:
    assert [NAMES.label(key) for key in ("ad/gm", "ad/a", "ad/b")] == ["总经理", "业务员（甲）", "业务员"]
    assert [one.key for one in NAMES.titled("广告公司", "业务员（甲）")] == ["ad/a"]
    assert [one.key for one in NAMES.titled("", "总经理")] == ["ad/gm", "m/gm"]
    assert [one.key for one in NAMES.titled("传媒", "总经理")] == ["m/gm"]


def test_those_without_a_page_are_found_at_any_depth() -> None:
    assert list(outside_in([{"outside": "甲"}, {"with_whom": [{"outside": "乙"}, "丙"]}, None])) == [
        "甲",
        "乙",
    ]
