import pytest
from making import library_of

from jdbook.blocks import Grid, Ref
from jdbook.copies import Copy, copy_of, published, withdrawn
from jdbook.library import Library

FILES = {
    "company.yml": "schema: 1\nname: 集团\nlegal_name: 集团有限公司\n",
    "ad/unit.yml": "name: 广告公司\ndepartments: {finance: {name: 财务部}}\n",
    "ad/gm.yml": "title: 总经理\nstatus: 试行\n",
    "ad/finance/cashier.yml": (
        "title: 出纳员\ncode: CN\nversion: '1.10'\nstatus: 生效\nsuperior: 总经理\nremuneration: [月薪八千]\n"
        "authority: {matter: 签发支票, action: 执行}\n"
    ),
    "ad/finance/draft.yml": "title: 草拟员\nsuperior: 总经理\nstatus: 草案\n",
    "ad/finance/unsaid.yml": "title: 未注明员\nsuperior: 总经理\n",
    "ad/finance/old.yml": "title: 废止员\nsuperior: 总经理\nstatus: 废止\n",
    "hq/unit.yml": "name: 总部\nlegal_name: 总部有限公司\n",
    "hq/gm.yml": "title: 总经理\nstatus: 试行\n",
    "hq/audit.yml": "title: 审计员\nsuperior: [ad/gm, 总经理]\nstatus: 试行\n",
}
LIBRARY = library_of(FILES)


def made(key: str, library: Library = LIBRARY, *, public: bool = True) -> Copy:
    return copy_of(library, library.by_key[key], public=public)


def identity(copy: Copy) -> dict[str, tuple[object, ...]]:
    (grid,) = copy.sections[0].body
    assert isinstance(grid, Grid)
    return dict(grid.pairs)


def test_a_copy_says_what_headers_and_file_names_need() -> None:
    copy = made("ad/cashier")
    assert (copy.title, copy.code, copy.version, copy.status) == ("出纳员", "CN", "1.10", "生效")
    assert (copy.unit_name, copy.department_name, copy.legal_name) == ("广告公司", "财务部", "集团有限公司")
    assert made("hq/gm").legal_name == "总部有限公司"
    bare = made("ad/unsaid")
    assert (bare.code, bare.version, bare.status) == ("", "", "草案")


def test_where_no_legal_name_is_given_the_companys_name_stands() -> None:
    assert made("ad/x", library_of({"ad/x.yml": "title: 甲\n"})).legal_name == "示例公司"


def test_a_public_copy_has_no_private_field_and_its_own_code() -> None:
    public, whole = made("ad/cashier"), made("ad/cashier", public=False)
    assert "八千" in repr(whole.sections)
    assert "八千" not in repr(public.sections)
    assert public.check_code != whole.check_code


def test_a_public_code_does_not_move_with_a_private_figure() -> None:
    raised = library_of(
        FILES | {"ad/finance/cashier.yml": FILES["ad/finance/cashier.yml"].replace("八千", "九千")}
    )
    assert made("ad/cashier", raised).check_code == made("ad/cashier").check_code
    assert made("ad/cashier", raised, public=False).check_code != made("ad/cashier", public=False).check_code


def test_private_is_what_the_company_says() -> None:
    library = library_of(FILES | {"company.yml": "schema: 1\nname: 甲\nprivate: [authority]\n"})
    copy = made("ad/cashier", library)
    assert "签发支票" not in repr(copy.sections)
    assert "八千" in repr(copy.sections)


def test_what_is_private_is_in_no_header_file_name_or_derived_fact_either() -> None:
    library = library_of(FILES | {"company.yml": "schema: 1\nname: 甲\nprivate: [code, version, superior]\n"})
    copy = made("ad/cashier", library)
    assert (copy.code, copy.version) == ("", "")
    assert "直接上级" not in identity(copy)
    assert "直接下级" not in identity(made("ad/gm", library))
    whole = made("ad/cashier", library, public=False)
    assert (whole.code, whole.version) == ("CN", "1.10")
    assert "直接下级" in identity(made("ad/gm", library, public=False))


def test_unit_department_and_subordinates_are_derived() -> None:
    facts = identity(made("ad/cashier"))
    assert (facts["所属单位"], facts["所属部门"]) == (("广告公司",), ("财务部",))
    assert "直接下级" not in facts
    assert "所属部门" not in identity(made("ad/gm"))
    assert identity(made("hq/gm"))["直接下级"] == (Ref("审计员"),)


def test_a_subordinate_in_another_unit_is_named_with_its_unit() -> None:
    assert Ref("hq/audit") in identity(made("ad/gm"))["直接下级"]


def test_drafts_and_withdrawn_positions_do_not_show_on_the_page_of_their_superior() -> None:
    assert identity(made("ad/gm"))["直接下级"] == (Ref("出纳员"), Ref("hq/audit"))


def test_a_derived_fact_changes_no_code() -> None:
    alone = library_of({path: text for path, text in FILES.items() if path != "hq/audit.yml"})
    assert made("ad/gm", alone).check_code == made("ad/gm").check_code
    assert made("ad/gm", alone).sections != made("ad/gm").sections


def test_document_control_is_printed_and_provenance_is_not() -> None:
    library = library_of(
        {"ad/x.yml": "title: 甲\nsource: 第5篇\nprepared_by: 人事部\nextends: y\n", "ad/y.yml": "title: 乙\n"}
    )
    printed = repr(made("ad/x", library).sections)
    assert "人事部" in printed
    assert "第5篇" not in printed


@pytest.mark.parametrize(
    "drafts, keys",
    [
        (False, ["ad/gm", "ad/cashier", "hq/gm", "hq/audit"]),
        (True, ["ad/gm", "ad/cashier", "ad/draft", "ad/unsaid", "hq/gm", "hq/audit"]),
    ],
)
def test_drafts_are_shown_on_request_and_withdrawn_positions_never(drafts: bool, keys: list[str]) -> None:
    assert [entry.key for entry in published(LIBRARY, drafts=drafts)] == keys
    assert [entry.key for entry in withdrawn(LIBRARY)] == ["ad/old"]
