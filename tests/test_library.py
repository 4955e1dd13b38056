import pytest
from making import codes, library_of, load_of, marks

from jdbook.gathering import gather
from jdbook.shapes import Reference
from jdbook.source import Source

STAFF = {
    "ad/gm.yml": "title: 总经理\naliases: [老总, GM]\n",
    "ad/finance/cfo.yml": "title: 财务总监\nsuperior: 老总\n",
    "ad/finance/cashier.yml": "title: 出纳员\nsuperior: [财务总监, {outside: 董事会}]\n",
    "hq/gm.yml": "title: 总经理\n",
    "hq/audit.yml": "title: 审计员\nsuperior: [ad/gm, 总经理]\n",
}


def _named(name: str, unit: str = "ad") -> str | None:
    entry = library_of(STAFF).resolve(Reference(name=name), unit).entry
    return entry.key if entry else None


@pytest.mark.parametrize(
    "name, unit, key",
    [
        ("总经理", "ad", "ad/gm"),
        ("总经理", "hq", "hq/gm"),
        ("老总", "ad", "ad/gm"),
        ("GM", "ad", "ad/gm"),
        ("老总", "hq", None),
        ("ad/gm", "hq", "ad/gm"),
        ("ad/cashier", "hq", "ad/cashier"),
        ("ad/finance/cashier", "hq", None),
        ("gm", "ad", None),
        ("ad/总经理", "ad", None),
        ("", "ad", None),
    ],
)
def test_a_reference_means_a_title_or_alias_of_the_unit_or_an_id_of_any(
    name: str, unit: str, key: str | None
) -> None:
    reference = Reference(name=name) if name else Reference(outside="总经理")
    entry = library_of(STAFF).resolve(reference, unit).entry
    assert (entry.key if entry else None) == key


def test_a_title_with_a_slash_is_found_like_any_other() -> None:
    library = library_of(
        {"ad/hr.yml": "title: 行政/人事专员\n", "ad/x.yml": "title: 文员\nsuperior: 行政/人事专员\n"}
    )
    assert [entry.key for entry in library.superiors(library.by_key["ad/x"])] == ["ad/hr"]


def test_a_title_wins_over_an_alias_and_use_of_an_alias_is_told() -> None:
    library = library_of({"ad/a.yml": "title: 经理\n", "ad/b.yml": "title: 主任\naliases: [经理, 头儿]\n"})
    by_title = library.resolve(Reference(name="经理"), "ad")
    assert (by_title.entry, by_title.alias) == (library.by_key["ad/a"], False)
    assert library.resolve(Reference(name="头儿"), "ad").alias


def test_a_name_of_two_means_nobody_and_lists_both() -> None:
    library = library_of({"ad/a.yml": "title: 经理\n", "ad/b.yml": "title: 经理\n"})
    found = library.resolve(Reference(name="经理"), "ad")
    assert found.entry is None
    assert [entry.key for entry in found.candidates] == ["ad/a", "ad/b"]


def test_superiors_and_subordinates_mirror_each_other() -> None:
    library = library_of(STAFF)
    pairs = {(below.key, above.key) for below in library.entries for above in library.superiors(below)}
    assert pairs == {
        ("ad/cfo", "ad/gm"),
        ("ad/cashier", "ad/cfo"),
        ("hq/audit", "ad/gm"),
        ("hq/audit", "hq/gm"),
    }
    assert pairs == {
        (below.key, above.key) for above in library.entries for below in library.subordinates(above)
    }


def test_positions_of_a_name_are_found_in_every_unit() -> None:
    library = library_of(STAFF)
    assert [entry.key for entry in library.elsewhere("总经理")] == ["ad/gm", "hq/gm"]
    assert [entry.key for entry in library.elsewhere("老总")] == ["ad/gm"]


def test_departments_stand_in_the_order_of_unit_yml_then_by_name_and_only_used_ones() -> None:
    library = library_of(
        {
            "ad/unit.yml": "name: 甲\ndepartments:\n  sales: {name: 销售部}\n  empty: {name: 空部}\n  finance: {code: CW}\n",
            "ad/finance/a.yml": "title: 一\n",
            "ad/sales/b.yml": "title: 二\n",
            "ad/zoo/c.yml": "title: 三\n",
            "ad/art/group/d.yml": "title: 四\n",
            "ad/e.yml": "title: 五\n",
        }
    )
    assert library.departments("ad") == ("sales", "finance", "art/group", "zoo")
    names = [library.department_name(library.by_key[f"ad/{id}"]) for id in "abcde"]
    assert names == ["finance", "销售部", "zoo", "group", ""]


def test_the_library_is_in_the_order_of_its_sources_and_lists_empty_units() -> None:
    library = library_of({"ad/b.yml": "title: 二\n", "ad/a.yml": "title: 一\n", "hq/unit.yml": "name: 空\n"})
    assert [entry.id for entry in library.entries] == ["b", "a"]
    assert {unit: len(entries) for unit, entries in library.by_unit.items()} == {"ad": 2, "hq": 0}


def test_knowledge_is_no_unit_and_its_files_are_no_positions() -> None:
    library = library_of({"knowledge/safety/fire.md": "---\ntitle: 消防\n---\n"})
    assert [page.record.title for page in library.knowledge.pages] == ["消防"]
    assert (library.entries, library.units) == ((), {})


def test_positions_of_one_title_are_told_apart_by_their_first_alias() -> None:
    library = library_of(
        {
            "pool/unit.yml": "name: 通用岗位\ntree: false\n",
            "pool/a.yml": "title: 业务员\naliases: [杂志广告业务员, 甲]\n",
            "pool/b.yml": "title: 业务员\n",
            "pool/c.yml": "title: 文案\naliases: [写手]\n",
        }
    )
    assert [library.label(entry) for entry in library.entries] == [
        "业务员（杂志广告业务员）",
        "业务员",
        "文案",
    ]


def test_private_fields_are_those_of_the_company() -> None:
    assert library_of({}).private == {"remuneration"}
    files = {"company.yml": "schema: 1\nname: 甲\nprivate: [level, remuneration]\n"}
    assert library_of(files).private == {"level", "remuneration"}


def test_a_position_outside_any_unit_is_found_and_left_out() -> None:
    library, found = load_of({"cashier.yml": "title: 出纳员\n"})
    assert codes(found) == ["JD024"]
    assert found[0].place.file == "jd_source/cashier.yml"
    assert library.entries == ()


def test_a_unit_without_unit_yml_goes_by_its_folder_and_keeps_its_positions() -> None:
    sources = {
        "company.yml": Source("jd_source/company.yml", "schema: 1\nname: 甲\n"),
        "ad/x.yml": Source("jd_source/ad/x.yml", "title: 乙\n"),
    }
    library, found = gather(sources)
    assert [(f.code, str(f.place)) for f in found] == [("JD025", "jd_source/ad")]
    assert library.units["ad"].unit.name == "ad"
    assert [entry.title for entry in library.entries] == ["乙"]


def test_without_company_yml_the_rest_is_read() -> None:
    library, found = gather(
        {"ad/unit.yml": Source("u", "name: 甲\n"), "ad/x.yml": Source("x", "title: 乙\n")}
    )
    assert codes(found) == ["JD026"]
    assert len(library.entries) == 1


def test_nothing_at_all_is_a_library_too() -> None:
    library, found = gather({})
    assert codes(found) == ["JD026"]
    assert (library.entries, dict(library.units)) == ((), {})


def test_a_unit_with_mistakes_still_holds_its_positions() -> None:
    library, found = load_of({"ad/unit.yml": "nam: 甲\n", "ad/x.yml": "title: 乙\n"})
    assert sorted(codes(found)) == ["JD005", "JD012"]
    assert [entry.title for entry in library.entries] == ["乙"]
    assert library.units["ad"].unit.name == "ad"


def test_a_file_that_cannot_be_read_leaves_the_others_and_marks_its_unit() -> None:
    library, found = load_of({"ad/a.yml": "title: [\n", "ad/b.yml": "title: 乙\n", "hq/c.yml": "title: 丙\n"})
    assert marks(found) == ["2:1 JD001"]
    assert [entry.title for entry in library.entries] == ["乙", "丙"]
    assert library.unread == {"ad"}


def test_whether_a_unit_is_a_tree_is_known_of_it() -> None:
    library = library_of({"ad/unit.yml": "name: 甲\ntree: false\n", "hq/unit.yml": "name: 乙\n"})
    assert (library.units["ad"].is_tree, library.units["hq"].is_tree) == (False, True)


def test_other_files_in_a_unit_are_no_positions() -> None:
    library, found = load_of({"ad/readme.md": "# 说明\n", "ad/x.yml": "title: 乙\n"})
    assert (codes(found), len(library.entries)) == ([], 1)
