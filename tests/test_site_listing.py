"""positions.json: what other systems read."""

from __future__ import annotations

import json
from typing import Any

from making import library_of

from jdbook.site.listing import positions_json
from jdbook.site.wiki import wiki_of

FILES = {
    "ad/unit.yml": "name: 广告公司\n",
    "ad/财务/cashier.yml": "title: 出纳员\ncode: GG-1\naliases: [出纳]\nsuperior: [总经理, {outside: 银行}]\n"
    "status: 试行\nversion: 1.10\nsource: [第5篇, 第20篇/篇5]\nremuneration: [密]\n",
    "ad/old.yml": "title: 旧岗\ncode: GG-9\nstatus: 废止\n",
    "ad/gm.yml": "title: 总经理\nstatus: 生效\n",
    "ad/draft.yml": "title: 草稿\nsuperior: 总经理\n",
}


def rows(**extra: str) -> dict[str, dict[str, Any]]:
    data = json.loads(positions_json(wiki_of(library_of(FILES | extra))))
    assert list(data) == ["positions"]
    return {row["title"]: row for row in data["positions"]}


def test_a_position_has_exactly_the_agreed_keys() -> None:
    assert rows()["出纳员"] == {
        "id": "cashier",
        "title": "出纳员",
        "aliases": ["出纳"],
        "code": "GG-1",
        "unit": "ad",
        "department": "财务",
        "superiors": [{"title": "总经理", "unit": "ad", "id": "gm"}, {"title": "银行"}],
        "subordinates": [],
        "source": ["第5篇", "第20篇/篇5"],
        "url": "ad/%E8%B4%A2%E5%8A%A1/cashier.html",
        "word": "word/ad/%E8%B4%A2%E5%8A%A1/cashier.docx",
        "version": "1.10",
        "status": "试行",
    }


def test_subordinates_are_named_with_their_ids_and_drafts_are_not() -> None:
    assert rows()["总经理"]["subordinates"] == [{"title": "出纳员", "unit": "ad", "id": "cashier"}]
    assert "草稿" not in rows()


def test_a_withdrawn_position_is_listed_without_a_document() -> None:
    row = rows()["旧岗"]
    assert (row["status"], row["word"], row["url"]) == ("废止", None, "ad/old.html")


def test_what_is_not_known_is_null() -> None:
    row = rows()["总经理"]
    assert (row["code"], row["version"], row["department"]) == (None, None, "")


def test_private_fields_are_empty_even_if_they_are_part_of_a_row() -> None:
    company = {
        "company.yml": "schema: 1\nname: 公司\nprivate: [code, aliases, superior, source, version, status]\n"
    }
    row = rows(**company)["出纳员"]
    assert [row[key] for key in ("code", "aliases", "superiors", "source", "version", "status")] == [
        None,
        [],
        [],
        [],
        None,
        None,
    ]


def test_rows_come_in_the_order_of_the_library_withdrawn_ones_among_them() -> None:
    assert list(rows()) == ["出纳员", "旧岗", "总经理"]
