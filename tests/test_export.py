import json
from typing import Any

from making import library_of

from jdbook.checkcode import check_code
from jdbook.copies import copy_of
from jdbook.export import as_json

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
