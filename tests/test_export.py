import io
import json
from typing import Any

import pytest
from making import library_of
from openpyxl import load_workbook

from jdbook.checkcode import check_code
from jdbook.copies import copy_of
from jdbook.export import as_json, as_xlsx

LIBRARY = library_of(
    {
        "ad/unit.yml": "name: 广告公司\ndepartments: {finance: {name: 财务部}}\n",
        "ad/gm.yml": "title: 总经理\n",
        "ad/finance/base.yml": "title: 出纳员\nsuperior: 总经理\nduties: [核对]\nremuneration: [月薪八千]\n",
        "ad/finance/heir.yml": (
            "title: 出纳主管\nextends: base\nsuperior: [总经理, {outside: 董事会}]\nsubordinates: 出纳员\nwaive: {JD201: 甲}\n"
            "duties: [{text: 带队, standard: 无差错}]\nversion: '1.10'\n"
        ),
    }
)


def rows(*, with_private: bool = False) -> dict[str, dict[str, Any]]:
    text = as_json(LIBRARY, with_private=with_private)
    assert text.endswith("}\n")
    return {row["id"]: row for row in json.loads(text)["positions"]}


def test_every_position_is_there_in_full_in_the_order_of_the_library() -> None:
    assert list(rows()) == ["ad/gm", "ad/base", "ad/heir"] or list(rows()) == [e.key for e in LIBRARY.entries]
    heir = rows()["ad/heir"]
    assert heir["duties"] == ["核对", {"text": "带队", "standard": "无差错"}]
    assert (heir["unit"], heir["department"], heir["version"]) == ("广告公司", "财务部", "1.10")
    assert heir["file"] == "jd_source/ad/finance/heir.yml"


def test_who_reports_to_whom_is_told_by_id_and_title() -> None:
    assert rows()["ad/heir"]["superiors"] == [{"id": "ad/gm", "title": "总经理"}]
    assert [below["id"] for below in rows()["ad/gm"]["subordinates"]] == ["ad/base", "ad/heir"]
    assert not {"superior", "waive"} & rows()["ad/heir"].keys()


def test_private_fields_are_left_out_unless_asked_for() -> None:
    assert "八千" not in as_json(LIBRARY)
    assert rows(with_private=True)["ad/base"]["remuneration"] == ["月薪八千"]
    assert rows(with_private=True)["ad/heir"]["remuneration"] == ["月薪八千"]


def test_the_code_is_that_of_the_text_that_is_given() -> None:
    entry = LIBRARY.by_key["ad/base"]
    assert rows()["ad/base"]["check_code"] == copy_of(LIBRARY, entry, public=True).check_code
    assert rows(with_private=True)["ad/base"]["check_code"] == check_code(
        entry.position, "广告公司", "财务部"
    )


def test_an_empty_library_exports_an_empty_list() -> None:
    assert json.loads(as_json(library_of({}))) == {"positions": []}


def sheets(*, with_private: bool = False) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of every sheet by its name, the cells that hold something by their column's heading."""
    book = load_workbook(io.BytesIO(as_xlsx(LIBRARY, with_private=with_private)))
    found = {}
    for sheet in book.worksheets:
        heading, *rest = sheet.iter_rows(values_only=True)
        found[sheet.title] = [
            {str(name): value for name, value in zip(heading, row, strict=True) if value is not None}
            for row in rest
        ]
    return found


def test_the_workbook_lists_positions_duties_and_authority() -> None:
    found = sheets()
    assert list(found) == ["岗位", "职责", "权限", "表单", "说明", "名单", "底稿"]
    manager, *_, heir = found["岗位"]
    assert manager["直接下级"] == "出纳员\n出纳主管"
    assert (heir["部门"], heir["直接上级"], heir["版本"]) == ("财务部", "总经理\n董事会", "1.10")
    assert (heir["文件"], heir["标识"]) == ("jd_source/ad/finance/heir.yml", "ad/heir")
    assert [(row["岗位"], row["序号"], row["职责"], row["标识"]) for row in found["职责"]] == [
        ("出纳员", "1", "核对", "ad/base"),
        ("出纳主管", "1", "核对", "ad/heir"),
        ("出纳主管", "2", "带队", "ad/heir"),
    ]
    assert found["权限"] == []


def test_the_workbook_holds_private_fields_only_on_request() -> None:
    assert not any("薪酬待遇" in row for row in sheets()["岗位"])
    assert "八千".encode() not in as_xlsx(LIBRARY)
    assert [row.get("薪酬待遇") for row in sheets(with_private=True)["岗位"]] == [
        None,
        "月薪八千",
        "月薪八千",
    ]


@pytest.mark.parametrize("key", ["duties", "authority", "code", "aliases", "superior", "subordinates"])
def test_no_sheet_tells_what_is_private(key: str) -> None:
    secret = (
        "title: 出纳员\ncode: 密\naliases: [密]\nsuperior: [{outside: 密}]\nsubordinates: [{outside: 密}]\n"
        "duties: [密]\nauthority: [密, {matter: 密, action: 决定, with_whom: {outside: 密}}]\n"
    )
    public = {line.split(":")[0] for line in secret.splitlines()} - {"title", key}
    only = "".join(line + "\n" for line in secret.splitlines() if line.split(":")[0] not in public)
    files = {"company.yml": f"schema: 1\nname: 公司\nprivate: [{key}]\n", "ad/x.yml": only}
    assert "密" in only
    assert "密".encode() not in as_xlsx(library_of(files))
