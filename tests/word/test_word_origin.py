from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import making
from lxml import etree
from word_makers import CASHIER, COMPANY, copy, parts_of, template
from word_rules import defects

from jdbook.copies import Copy, copy_of
from jdbook.word.form import draw, position_document
from jdbook.word.handbook import Chapter, Handbook, handbook, register
from jdbook.word.layout import layout_of
from jdbook.word.origin import ITEM, SPACE, digest, digests, told

_IN = f"{{{SPACE}}}"
LONG = f"{CASHIER}remuneration: [月薪八千]\naliases: [出纳]\nwaive: {{JD201: 内部的话}}\nsource: 第5篇\n"


def carried(data: bytes) -> Any:
    return etree.fromstring(parts_of(data)[ITEM])


def positions(data: bytes) -> list[Any]:
    return [json.loads(one.text) for one in carried(data).iter(f"{_IN}position")]


def settings(data: bytes) -> Any:
    return json.loads(carried(data).find(f"{_IN}settings").text)


def form(made: Copy, layout: str = "") -> bytes:
    return position_document(made, replace(template(), layout=layout_of(layout)[0]), COMPANY)


def test_a_document_tells_what_it_was_made_from() -> None:
    made = copy()
    assert positions(form(made)) == [
        {
            "key": "sample/clerk",
            "code": made.check_code,
            "title": "出纳员",
            "data": {
                "title": "出纳员",
                "code": "SL-01",
                "superior": [{"outside": "董事会"}],
                "purpose": "保管现金，办理收付",
                "duties": ["登记日记账", "核对余额"],
                "status": "试行",
                "version": "1.0",
            },
            "derived": {"所属单位": "示例单位"},
        }
    ]


def test_the_part_is_typed_and_referred_to_and_has_no_defects() -> None:
    data = form(copy())
    assert defects(data) == []
    parts = parts_of(data)
    assert b'Target="../customXml/item1.xml"' in parts["word/_rels/document.xml.rels"]
    assert b'Target="itemProps1.xml"' in parts["customXml/_rels/item1.xml.rels"]
    assert b"customXmlProperties+xml" in parts["[Content_Types].xml"]
    assert SPACE.encode() in parts["customXml/itemProps1.xml"]


def test_same_copy_same_bytes_and_little_more_than_the_text() -> None:
    assert form(copy(LONG)) == form(copy(LONG))
    assert len(parts_of(form(copy(LONG)))[ITEM]) < 2_000


def test_nothing_private_or_internal_is_told() -> None:
    public = form(copy(LONG, public=True))
    assert "月薪".encode() in form(copy(LONG))
    for word in ("月薪", "remuneration", "内部的话", "第5篇", "waive", "source"):
        assert word.encode() not in public, word


def test_private_superiors_are_not_given_away_by_what_is_derived() -> None:
    library = making.library_of(
        {
            "company.yml": f"{making.COMPANY}private: [superior]\n",
            "ad/boss.yml": "title: 主管\nstatus: 试行\n",
            "sample/clerk.yml": "title: 员工\nsuperior: ad/boss\nstatus: 试行\n",
        }
    )
    for key in library.by_key:
        (one,) = positions(form(copy_of(library, library.by_key[key], public=True)))
        assert set(one) <= {"key", "code", "title", "data", "derived"}
        assert set(one["derived"]) == {"所属单位"}
        assert set(one["data"]) == {"title", "status"}


def test_what_the_layout_hides_is_not_told() -> None:
    data = form(copy(LONG), "hidden: [薪酬待遇, 别名, 主要职责, 所属单位]\n")
    (one,) = positions(data)
    assert not {"remuneration", "aliases", "duties"} & set(one["data"])
    assert "derived" not in one
    assert b"\xe6\x9c\x88\xe8\x96\xaa" not in data
    (headless,) = positions(form(copy(LONG), "hidden: [基本信息]\n"))
    assert not {"title", "code", "superior", "aliases"} & set(headless["data"])
    assert "derived" not in headless


def test_names_are_told_where_others_are_printed() -> None:
    library = making.library_of(
        {"ad/gm.yml": "title: 总经理\n", "sample/clerk.yml": "title: 员工\nsuperior: [ad/gm, 主管]\n"}
    )
    (one,) = positions(form(copy_of(library, library.by_key["sample/clerk"], public=False)))
    assert one["names"] == {"ad/gm": "总经理"}


def test_derived_subordinates_replace_those_of_the_file() -> None:
    files = {
        "sample/boss.yml": "title: 主管\nsubordinates: [员工, 别人]\nstatus: 试行\n",
        "sample/clerk.yml": "title: 员工\nsuperior: 主管\nstatus: 试行\n",
    }
    library = making.library_of(files)
    (one,) = positions(form(copy_of(library, library.by_key["sample/boss"], public=False)))
    assert one["derived"]["直接下级"] == "员工"
    assert "subordinates" not in one["data"]


def test_settings_say_how_sections_are_called_and_what_stands_apart() -> None:
    said = settings(form(copy(), "labels: {主要职责: 岗位职责}\n"))
    assert said["labels"] == {"主要职责": "岗位职责"}
    assert {"状态", "版本", "编制", "批准"} <= set(said["apart"])
    assert "labels" not in settings(form(copy()))


def test_a_handbook_tells_of_every_position_and_of_its_own_pages() -> None:
    drawn = [draw(copy(), template(), COMPANY), draw(copy(LONG), template(), COMPANY)]
    book = Handbook("岗位手册", "示例", COMPANY, "示例公司", [Chapter("", drawn)])
    data = handbook(book, template())
    assert [len(one["data"]) for one in positions(data)] == [7, 9]
    marks = [one.get("mark") for one in carried(data).iter(f"{_IN}position")]
    first = int(marks[0].removeprefix("_jd"))
    assert marks == [f"_jd{first}", f"_jd{first + 1}"]
    assert digest("岗位 2 个") in settings(data)["pages"].split()
    assert ITEM not in parts_of(register(book, template()))


def test_hostile_text_is_text() -> None:
    title = "\"<&>]]>'{}"
    made = copy("title: '\"<&>]]>''{}'\nstatus: 试行\n")
    (one,) = positions(form(made))
    assert one["title"] == title
    assert told(made, layout_of("")[0]).count("<") == 0


def test_digests_are_of_lines_without_what_fields_show() -> None:
    field = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    xml = (
        '<w:p><w:pPr/><w:r><w:t xml:space="preserve">共 </w:t></w:r>'
        f"{field.format('begin')}{field.format('separate')}<w:r><w:t>12</w:t></w:r>{field.format('end')}"
        "<w:r><w:t>页 &lt;</w:t></w:r></w:p><w:p/>"
        '<w:p><w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple></w:p>'
    )
    assert digests([xml, xml]) == digest("共页<") == digest("共　页 <")
