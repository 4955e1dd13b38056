"""The indexes: what their pages, parts and Excel files hold, and what never is in them."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import hostile
import pytest
from making import library_of, load_of
from openpyxl import load_workbook

from jdbook.site import indexes
from jdbook.site.indexes import OF_DUTIES, OF_POWERS, index_files, index_pages, indexes_in, indexes_of
from jdbook.site.memo import Memo
from jdbook.site.pages import Files, pages
from jdbook.site.search import SEARCH_DATA
from jdbook.site.wiki import Wiki, wiki_of

TEMPLATES = [Path(__file__).resolve().parent.parent / "templates" / "site"]
FILES = {
    "ad/unit.yml": "name: 广告公司\ndepartments: {fin: {name: 财务部}}\n",
    "ad/gm.yml": "title: 总经理\nauthority:\n  - 指挥全局\n  - {matter: 付款, action: 审批, limit: {from: 1, unit: 万元}}\nstatus: 试行\n",
    "ad/fin/cashier.yml": "title: 出纳员\ncode: CW-1\nsuperior: 总经理\n"
    "duties: [收款, {text: 付款, children: [核对], frequency: 每日}]\n"
    "authority: [{matter: 付款, action: 执行, with_whom: [总经理, {outside: 银行}], note: 两人签}]\nstatus: 试行\n",
    "ad/fin/draft.yml": "title: 草稿岗\nduties: [密谋]\nauthority: [密谋]\n",
    "ad/old.yml": "title: 旧岗\nduties: [密谋]\nstatus: 废止\n",
    "hq/x.yml": "title: 某岗\nstatus: 试行\n",
}


def wiki(files: Mapping[str, str] = FILES) -> Wiki:
    return wiki_of(library_of(files))


def made(files: Mapping[str, str] = FILES) -> Files:
    return pages(wiki_of(library_of(files)), (), TEMPLATES)


def part(content: str | bytes) -> dict[str, Any]:
    """Return what a part registers."""
    assert isinstance(content, str)
    assert content.startswith("jdPart(")
    assert content.endswith(");\n")
    data: dict[str, Any] = json.loads(content[len("jdPart(") : -3])
    return data


def test_a_part_holds_every_duty_of_a_unit_with_its_position() -> None:
    data = part(index_files(wiki())["assets/data/duties/ad/1.js"])
    assert data == {
        "unit": "ad",
        "departments": [[], ["财务部"]],
        "people": [["出纳员", "ad/fin/cashier.html", 1, "CW-1"]],
        "rows": [[0, 1, "收款"], [0, 2, "付款", ["核对"], 0, "每日"]],
    }


def test_a_part_holds_authority_with_bounds_in_yuan_and_sentences() -> None:
    data = part(index_files(wiki())["assets/data/powers/ad/1.js"])
    assert [person[0] for person in data["people"]] == ["总经理", "出纳员"]
    assert data["rows"] == [
        [0, 2, "付款", "审批", "1 万元及以上", 0, 0, ["元", "10000", None]],
        [1, 1, "付款", "执行", 0, [["总经理", "ad/gm.html"], ["银行"]], "两人签", 0, ["元"]],
        [0, 1, "指挥全局"],
    ]


def test_a_long_list_comes_in_parts_which_the_page_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "PART", 1)
    files = made()
    assert [path for path in files if path.startswith("assets/data/duties/")] == [
        "assets/data/duties/ad/1.js",
        "assets/data/duties/ad/2.js",
    ]
    assert part(files["assets/data/duties/ad/2.js"])["rows"] == [[0, 2, "付款", ["核对"], 0, "每日"]]
    text = files["duties.md"]
    assert isinstance(text, str)
    assert text.count("duties&#47;ad&#47;") == 2


def test_without_scripts_the_page_leads_to_the_units_and_to_the_excel_file() -> None:
    text = made()["powers.md"]
    assert isinstance(text, str)
    assert '<a href="ad/index.html">广告公司</a> <small>3 项</small>' in text
    assert 'href="assets/data/powers.xlsx" download="这事谁批.xlsx"' in text
    assert "JavaScript" in text
    assert "某岗" not in text
    assert "指挥全局" not in text


def test_actions_are_those_that_occur_and_the_duties_have_none() -> None:
    files = made()
    assert "<option>审批</option><option>执行</option></select>" in str(files["powers.md"])
    assert 'name="action"' not in str(files["duties.md"])


def test_home_units_and_navigation_lead_to_what_is_there() -> None:
    files = made()
    assert '<a href="duties.html">这事谁负责</a>' in str(files["index.md"])
    assert 'href="../powers.html?unit=ad"' in str(files["ad/index.md"])
    assert "?unit=" not in str(files["hq/index.md"])
    assert [index.name for index in indexes_in(wiki())] == ["duties", "powers"]
    assert indexes_of(wiki(), "hq") == ()


def test_without_duties_and_authority_there_is_nothing_of_it() -> None:
    files = made({"hq/x.yml": FILES["hq/x.yml"]})
    assert not any(path.startswith("assets/data/") for path in files)
    assert not {"duties.md", "powers.md"} & files.keys()
    assert "jd-tile" not in str(files["index.md"])


def test_the_excel_files_have_the_rows_of_the_index() -> None:
    files = index_files(wiki())
    content = {}
    for name in ("duties", "powers"):
        data = files[f"assets/data/{name}.xlsx"]
        assert isinstance(data, bytes)
        (sheet,) = load_workbook(io.BytesIO(data)).worksheets
        content[name] = [row[:8] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert content["duties"][1] == ("广告公司", "财务部", "出纳员", "CW-1", 2, None, "付款", "核对")
    assert content["powers"] == [
        ("付款", "审批", 1, None, "万元", None, None, None),
        ("付款", "执行", None, None, None, "总经理、银行", "两人签", None),
        (None, None, None, None, None, None, None, "指挥全局"),
    ]


def test_drafts_withdrawn_positions_and_private_fields_are_in_none_of_it() -> None:
    def holding(files: Files, word: str) -> list[str]:
        texts = {path: data if isinstance(data, bytes) else data.encode() for path, data in files.items()}
        texts[SEARCH_DATA] = texts[SEARCH_DATA].partition(b"\n")[2]  # without the words that mean the same
        return [path for path, data in texts.items() if word.encode() in data]

    assert holding(made(), "密谋") == []
    private = FILES | {"company.yml": "schema: 1\nname: 甲\nprivate: [duties, authority, code]\n"}
    assert holding(made(private), "付款") == holding(made(private), "CW-1") == []
    assert indexes_in(wiki(private)) == ()


def test_a_memo_makes_only_the_excel_file_anew_whose_rows_changed() -> None:
    memo = Memo()
    first = index_files(wiki(), memo.text)
    changed = FILES | {"ad/fin/cashier.yml": FILES["ad/fin/cashier.yml"].replace("收款", "收钱")}
    second = index_files(wiki(changed), memo.text)
    assert second == index_files(wiki(changed))
    assert second["assets/data/powers.xlsx"] is first["assets/data/powers.xlsx"]
    assert second["assets/data/duties.xlsx"] != first["assets/data/duties.xlsx"]


def test_hostile_texts_are_data_in_parts_and_texts_in_cells() -> None:
    files = index_files(wiki_of(load_of(hostile.library())[0]))
    rows = part(files["assets/data/duties/u/1.js"])["rows"]
    assert len(rows) == len(hostile.TEXTS)
    for index in (OF_DUTIES, OF_POWERS):
        data = files[f"assets/data/{index.name}.xlsx"]
        assert isinstance(data, bytes)
        (sheet,) = load_workbook(io.BytesIO(data)).worksheets
        kinds = {
            cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None
        }
        assert kinds <= {"s", "n"}


def test_a_spec_tells_when_a_page_is_to_be_made_again() -> None:
    traces = [spec.trace() for spec in index_pages(wiki())]
    more = FILES | {"ad/fin/cashier.yml": FILES["ad/fin/cashier.yml"].replace("收款", "收款, 记账")}
    assert [spec.trace() != seen for spec, seen in zip(index_pages(wiki(more)), traces, strict=True)] == [
        True,
        False,
    ]
