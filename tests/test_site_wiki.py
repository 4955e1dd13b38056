"""What readers may see of a library, and in which order."""

from __future__ import annotations

from making import entry_of, library_of

from jdbook.blocks import Ref
from jdbook.checkcode import check_code
from jdbook.copies import copy_of, without_private
from jdbook.library import Entry, Library
from jdbook.site.wiki import Wiki, wiki_of

UNIT = "name: 广告公司\ncode: GG\ndepartments:\n  sales: {name: 销售部}\n  finance: {name: 财务部, mission: 管钱}\n"
FILES = {
    "ad/unit.yml": UNIT,
    "ad/gm.yml": "title: 总经理\ncode: '01'\nstatus: 生效\n",
    "ad/assistant.yml": "title: 助理\ncode: '02'\nsuperior: 总经理\nstatus: 试行\n",
    "ad/finance/a.yml": "title: 会计\ncode: '12'\nsuperior: 财务总监\nstatus: 试行\nremuneration: [密]\n",
    "ad/finance/b.yml": "title: 财务总监\ncode: '11'\nsuperior: [总经理, {outside: 董事会}]\nstatus: 试行\n",
    "ad/finance/c.yml": "title: 出纳\nsuperior: 财务总监\nstatus: 试行\n",
    "ad/finance/draft.yml": "title: 草稿岗\nsuperior: 财务总监\n",
    "ad/finance/old.yml": "title: 旧岗\nsuperior: 财务总监\nstatus: 废止\n",
    "ad/other/x.yml": "title: 杂务\nsuperior: 草稿岗\nstatus: 试行\n",
    "ad/sales/s.yml": "title: 销售\nsuperior: [design/gm, ad/gone]\nstatus: 试行\n",
    "design/unit.yml": "name: 设计公司\ntree: false\n",
    "design/gm.yml": "title: 总经理\nstatus: 试行\n",
    "design/x.yml": "title: 设计\nsuperior: 总经理\nstatus: 试行\n",
    "empty/unit.yml": "name: 空单位\n",
    "drafts/x.yml": "title: 只有草稿\n",
}


def library() -> Library:
    return library_of(FILES)


def names(people: object) -> list[str]:
    assert isinstance(people, tuple)
    return [who.key if isinstance(who, Entry) else who for who in people]


def folder_titles(wiki: Wiki, unit: str) -> dict[str, list[str]]:
    return {folder.path: [entry.title for entry in folder.entries] for folder in wiki.folders(unit)}


def test_units_without_anything_to_show_are_left_out() -> None:
    assert [unit.id for unit in wiki_of(library()).units] == ["ad", "design"]
    assert [unit.id for unit in wiki_of(library(), drafts=True).units] == ["ad", "design", "drafts"]


def test_positions_stand_by_department_as_unit_yml_lists_them_and_below_their_superiors() -> None:
    assert folder_titles(wiki_of(library()), "ad") == {
        "": ["总经理", "助理"],
        "sales": ["销售"],
        "finance": ["财务总监", "会计", "出纳"],
        "other": ["杂务"],
    }


def test_a_department_is_called_by_its_folder_where_unit_yml_is_silent() -> None:
    folders = wiki_of(library()).departments("ad")
    assert [(folder.name, folder.mission) for folder in folders] == [
        ("销售部", ""),
        ("财务部", "管钱"),
        ("other", ""),
    ]


def test_a_unit_without_reporting_lines_is_drawn_side_by_side() -> None:
    assert [row.depth for row in wiki_of(library()).chart("design")] == [0, 0]


def test_superiors_are_entries_where_they_have_a_page_and_names_elsewhere() -> None:
    wiki, all_of = wiki_of(library()), library()
    assert names(wiki.superiors(entry_of(all_of, "ad/b"))) == ["ad/gm", "董事会"]
    assert names(wiki.superiors(entry_of(all_of, "ad/x"))) == ["草稿岗"], "a draft has no page"
    assert names(wiki.superiors(entry_of(all_of, "ad/s"))) == ["design/gm", "ad/gone"]


def test_subordinates_are_the_live_ones() -> None:
    assert names(wiki_of(library()).subordinates(entry_of(library(), "ad/b"))) == ["ad/a", "ad/c"]
    shown = names(wiki_of(library(), drafts=True).subordinates(entry_of(library(), "ad/b")))
    assert shown == ["ad/a", "ad/c", "ad/draft"]


def test_a_reference_leads_to_a_position_a_notice_or_a_department() -> None:
    wiki = wiki_of(library())
    assert wiki.target(Ref("会计"), "ad") == ("会计", "ad/finance/a.md")
    assert wiki.target(Ref("旧岗"), "ad") == ("旧岗", "ad/finance/old.md")
    assert wiki.target(Ref("财务部"), "ad") == ("财务部", "ad/finance/index.md")
    assert wiki.target(Ref("design/gm"), "ad") == ("总经理（设计公司）", "design/gm.md")
    assert wiki.target(Ref("财务部"), "design") is None
    assert wiki.target(Ref("草稿岗"), "ad") is None
    assert wiki.target(Ref("总经理", outside=True), "ad") is None


def test_a_name_that_two_departments_bear_leads_to_neither() -> None:
    unit = "name: 单位\ndepartments: {a: {name: 销售部}, b: {name: 销售部}, c: {name: 财务部}}\n"
    files = {f"u/{path}/x{path}.yml": f"title: {path}\nstatus: 试行\n" for path in "abc"}
    wiki = wiki_of(library_of({"u/unit.yml": unit} | files))
    assert wiki.target(Ref("销售部"), "u") is None
    assert wiki.target(Ref("财务部"), "u") == ("财务部", "u/c/index.md")


def test_with_a_single_unit_its_name_is_not_repeated() -> None:
    wiki = wiki_of(library_of({"ad/gm.yml": "title: 总经理\nstatus: 试行\n"}))
    assert wiki.called(wiki.live[0], "") == "总经理"


def test_private_fields_are_gone_and_the_public_check_code_stays_the_same() -> None:
    full = library()
    shown = without_private(full)
    assert [e.position.remuneration for e in full.entries if e.id == "a"] == [("密",)]
    assert [e.position.remuneration for e in shown.entries if e.position.remuneration] == []
    for entry in full.entries:
        copy = copy_of(full, entry, public=True)
        assert copy.check_code == check_code(
            entry_of(shown, entry.key).position, copy.unit_name, copy.department_name
        )


def test_a_position_is_live_by_its_status_even_where_status_is_private() -> None:
    private = library_of(FILES | {"company.yml": "schema: 1\nname: 公司\nprivate: [status]\n"})
    assert len(wiki_of(private).live) == len(wiki_of(library()).live)
    assert not wiki_of(private).shows("status")


def test_of_two_positions_with_one_id_the_first_is_shown() -> None:
    files = {"u/a/x.yml": "title: 甲\nstatus: 试行\n", "u/b/x.yml": "title: 乙\nstatus: 试行\n"}
    assert [entry.title for entry in wiki_of(library_of(files)).live] == ["甲"]


def test_counts_are_of_live_positions() -> None:
    wiki = wiki_of(library())
    assert {unit.id: wiki.count(unit.id) for unit in wiki.units} == {"ad": 7, "design": 2}
