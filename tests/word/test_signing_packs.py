"""Packs: one document for each person, a register, and the texts that went out; nothing unlawful is handed out to sign."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from making import library_of
from word_dump import dump

from jdbook.checks import CHECKS, RULES, run
from jdbook.documents import load_template
from jdbook.library import Library
from jdbook.signing.packs import obstacles, pack
from jdbook.signing.records import path_of
from jdbook.signing.roster import Person, read_roster
from jdbook.spreadsheet import Sheet
from jdbook.word.layout import Layout

PROJECT = Path(__file__).resolve().parents[2]
HEAD = ("姓名", "工号", "岗位")
FILES = {
    "company.yml": "schema: 1\nname: 集团\ntexts_are: 劳动合同附件\n",
    "ad/unit.yml": "name: 广告公司\nlegal_name: 某广告有限公司\n",
    "ad/cashier.yml": "title: 出纳员\ncode: GG-01\nversion: '1.0'\nduties: [收付现金]\nremuneration: [底薪]\nstatus: 试行\n",
    "ad/fined.yml": "title: 投递员\nduties: [投递报纸]\nrules: [迟到一次罚款50元]\nstatus: 试行\n",
    "ad/waived.yml": "title: 业务员\nduties: [拜访客户]\nrules: [迟到一次罚款50元]\nstatus: 试行\nwaive: {JD304: 签收前删去}\n",
    "ad/draft.yml": "title: 文员\nduties: [收发文件]\n",
    "ad/old.yml": "title: 打字员\nstatus: 废止\n",
}


def people(library: Library, *rows: tuple[str, str, str]) -> list[Person]:
    read = read_roster("名单.csv", [Sheet("", (HEAD, *rows))], library)
    assert read.findings == []
    return read.people


def test_what_is_not_to_be_signed_is_told_with_the_reason() -> None:
    library = library_of(FILES)
    found = run(library, CHECKS, RULES)
    asked = people(
        library,
        ("甲", "1", "出纳员"),
        ("乙", "2", "投递员"),
        ("丙", "3", "业务员"),
        ("丁", "4", "文员"),
        ("戊", "5", "打字员"),
    )
    told = [(person.name, finding.message) for person, finding in obstacles(asked, library, found)]
    assert [name for name, _ in told] == ["乙", "丁", "戊"]
    assert "JD304" in told[0][1]
    assert "jd_source/ad/fined.yml:3" in told[0][1]
    assert [message.rpartition("：")[2] for _, message in told[1:]] == ["状态是草案", "状态是废止"]


def test_a_text_that_inherits_what_is_unlawful_is_not_to_be_signed_either() -> None:
    heirs = {
        "ad/heir.yml": "title: 送报员\nextends: fined\nstatus: 试行\n",
        "ad/other.yml": "title: 推销员\nextends: waived\nstatus: 试行\n",
    }
    library = library_of(FILES | heirs)
    asked = people(library, ("甲", "1", "送报员"), ("乙", "2", "推销员"))
    told = [
        (person.name, finding.message)
        for person, finding in obstacles(asked, library, run(library, CHECKS, RULES))
    ]
    assert [name for name, _ in told] == ["甲"]
    assert "jd_source/ad/fined.yml:3" in told[0][1]


def test_everybody_gets_a_document_with_name_and_number_and_a_row_in_the_register() -> None:
    library = library_of(FILES)
    asked = people(library, ("张三", "001", "出纳员"), ("李/四", "002", "出纳员"), ("张三", "001", "业务员"))
    made = pack("一月", asked, library, load_template((PROJECT / "templates",)))
    documents = {path: dump(data) for path, data in made.documents}
    assert list(documents) == [
        "广告公司/001 张三 出纳员.docx",
        "广告公司/002 李_四 出纳员.docx",
        "广告公司/001 张三 业务员.docx",
        "签收登记表.docx",
    ]
    own = documents["广告公司/001 张三 出纳员.docx"]
    for part in ("张三", "001", "底薪", "本说明书是劳动合同的附件", "GG-01", "一式三份"):
        assert part in own
    assert "李/四" not in own
    register = documents["签收登记表.docx"]
    assert [register.count(part) for part in ("张三 001", "李/四 002", "出纳员")] == [2, 1, 2]
    code = next(iter(made.texts)).rpartition("/")[2].removesuffix(".yml")
    assert path_of(code) in made.texts
    assert len(made.texts) == 2
    assert code in own


@pytest.mark.parametrize(
    "kind, words",
    [
        ("规章制度", "以劳动合同为准"),
        ("告知文件", "不改变劳动合同的约定"),
        ("劳动合同附件", "双方书面协商一致"),
    ],
)
def test_what_the_texts_are_in_law_shapes_the_statement(kind: str, words: str) -> None:
    library = library_of(FILES | {"company.yml": f"schema: 1\nname: 集团\ntexts_are: {kind}\n"})
    made = pack("x", people(library, ("甲", "1", "出纳员")), library, load_template((PROJECT / "templates",)))
    assert words in dump(made.documents[0][1])


def test_a_signed_text_is_whole_whatever_the_layout_hides() -> None:
    library, plain = library_of(FILES), load_template([PROJECT / "templates"])
    hiding = replace(plain, layout=Layout(hidden=("主要职责",)))
    somebody = people(library, ("张三", "1", "出纳员"))
    made = [pack("名单", somebody, library, used).documents for used in (plain, hiding)]
    assert "主要职责" in dump(made[0][0][1])
    assert made[0] == made[1]


def test_the_same_roster_gives_the_same_bytes() -> None:
    library = library_of(FILES)
    asked = people(library, ("甲", "1", "出纳员"))
    template = load_template((PROJECT / "templates",))
    assert pack("x", asked, library, template) == pack("x", asked, library, template)
