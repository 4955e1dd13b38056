import io
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from making import library_of

from jdbook.copies import copy_of
from jdbook.documents import Documents, form_path, load_template
from jdbook.errors import Stop
from jdbook.library import Library

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
FILES = {
    "ad/unit.yml": "name: 广告公司\ndepartments: {finance: {name: 财务部}, art: {name: 美术部}}\n",
    "ad/gm.yml": "title: 总经理\ncode: GG-01\nstatus: 试行\n",
    "ad/art/writer.yml": "title: 文案\nsuperior: 总经理\nstatus: 草案\n",
    "ad/finance/cashier.yml": "title: 出纳员\ncode: GG-02\nsuperior: 总经理\nremuneration: [月薪八千]\nstatus: 生效\n",
    "ad/finance/old.yml": "title: 老会计\ncode: GG-03\nsuperior: 总经理\nstatus: 废止\n",
    "hq/unit.yml": "name: 总部\n",
    "hq/clerk.yml": "title: 文员\nsuperior: {outside: 董事会}\nstatus: 试行\n",
}


def documents(library: Library, *, drafts: bool = False) -> Documents:
    return Documents(library, load_template([TEMPLATES]), drafts)


def text(document: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return archive.read("word/document.xml").decode()


def paths(files: Iterable[tuple[str, bytes]]) -> list[str]:
    return [path for path, _ in files]


@pytest.mark.parametrize(
    "key, path",
    [
        ("ad/gm", "广告公司/GG-01 总经理.docx"),
        ("ad/cashier", "广告公司/财务部/GG-02 出纳员.docx"),
        ("ad/writer", "广告公司/美术部/writer 文案.docx"),
    ],
)
def test_a_form_stands_under_unit_and_department_by_code_or_id_and_title(key: str, path: str) -> None:
    library = library_of(FILES)
    assert form_path(library, copy_of(library, library.by_key[key], public=False)) == path


def test_names_that_no_system_accepts_are_made_safe_part_by_part() -> None:
    library = library_of(
        {"ad/unit.yml": "name: 广告/公司\n", "ad/x.yml": f"title: 行政/人事:{'长' * 80}\ncode: A*1\n"}
    )
    path = form_path(library, copy_of(library, library.entries[0], public=False))
    assert path.startswith("广告_公司/A_1 行政_人事_长长")
    assert path.endswith("长.docx")


def test_the_public_document_has_no_private_field_and_the_other_has() -> None:
    made = documents(library_of(FILES))
    public = dict(made.public())
    whole = dict(made.forms(made.entries))
    assert not any("八千" in text(document) for document in public.values())
    assert "八千" in text(whole["广告公司/财务部/GG-02 出纳员.docx"])


def test_a_document_that_both_may_read_is_made_once_and_is_the_same() -> None:
    made = documents(library_of(FILES))
    pairs = {
        path: (content, one.public[1])
        for one in made.everything(public=True)
        for path, content in [one.file]
        if one.public
    }
    whole, public = pairs["广告公司/GG-01 总经理.docx"]
    assert whole is public
    whole, public = pairs["广告公司/财务部/GG-02 出纳员.docx"]
    assert "月薪八千" in text(whole)
    assert "月薪八千" not in text(public)
    whole, public = pairs["广告公司/财务部/岗位手册 财务部.docx"]
    assert "月薪八千" in text(whole)
    assert "月薪八千" not in text(public)
    books = ["广告公司/财务部/岗位手册 财务部.docx"]
    assert sorted(pairs) == sorted([*paths(made.forms(made.entries)), *books])


def test_a_handbook_without_anything_private_is_the_public_one_too() -> None:
    open_to_all = FILES["ad/finance/cashier.yml"].replace("remuneration: [月薪八千]\n", "")
    made = documents(library_of(FILES | {"ad/finance/cashier.yml": open_to_all}))
    ((content, public),) = [
        (one.file[1], one.public[1]) for one in made.everything(public=True) if one.public and not one.is_form
    ]
    assert content is public


def test_the_public_documents_are_those_that_come_with_everything() -> None:
    made = documents(library_of(FILES))
    assert dict(made.public()) == dict(one.public for one in made.everything(public=True) if one.public)


def test_a_public_handbook_does_not_tell_private_superiors_by_its_chart() -> None:
    private = {"company.yml": "schema: 1\nname: 示例公司\nprivate: [superior, remuneration]\n"}
    more = {"ad/finance/clerk.yml": "title: 记账员\nsuperior: 出纳员\nstatus: 生效\n"}
    for company, told in (({}, True), (private, False)):
        made = documents(library_of(FILES | more | company))
        book = dict(made.public())["word/ad/finance/index.docx"]
        assert ("组织架构" in text(book)) == told


def test_only_what_is_published_has_documents() -> None:
    library = library_of(FILES)
    assert [entry.key for entry in documents(library).entries] == ["ad/gm", "ad/cashier", "hq/clerk"]
    assert [entry.key for entry in documents(library, drafts=True).entries] == [
        *("ad/gm", "ad/writer", "ad/cashier", "hq/clerk")
    ]


def test_there_is_a_handbook_for_the_company_every_unit_and_department_with_somebody_in_it() -> None:
    assert sorted(paths(documents(library_of(FILES)).handbooks())) == [
        "岗位手册 示例公司.docx",
        "广告公司/岗位手册 广告公司.docx",
        "广告公司/财务部/岗位手册 财务部.docx",
        "总部/岗位手册 总部.docx",
    ]
    assert "广告公司/美术部/岗位手册 美术部.docx" in paths(
        documents(library_of(FILES), drafts=True).handbooks()
    )


def test_departments_of_one_name_in_different_places_have_folders_of_their_own() -> None:
    files = {
        "ad/unit.yml": "name: 公司\ndepartments: {a: {name: 甲部}, a/n: {name: 华北组}, b/n: {name: 华北组}}\n",
        "ad/a/n/x.yml": "title: 甲\nsuperior: {outside: 乙}\nstatus: 试行\n",
        "ad/b/n/y.yml": "title: 丙\nsuperior: {outside: 乙}\nstatus: 试行\n",
    }
    made = documents(library_of(files))
    assert paths(made.forms(made.entries)) == ["公司/甲部/华北组/x 甲.docx", "公司/b/华北组/y 丙.docx"]
    assert paths(made.handbooks())[:2] == [
        "公司/甲部/华北组/岗位手册 华北组.docx",
        "公司/b/华北组/岗位手册 华北组.docx",
    ]


def test_the_librarys_own_template_comes_first(tmp_path: Path) -> None:
    assert load_template([tmp_path, TEMPLATES]) == load_template([TEMPLATES])
    own = tmp_path / "word/form.docx"
    own.parent.mkdir()
    own.write_bytes(b"x")
    with pytest.raises(Stop, match=r"form\.docx"):
        load_template([tmp_path, TEMPLATES])


def test_a_handbook_shows_who_reports_to_whom_where_somebody_does() -> None:
    books = dict(documents(library_of(FILES)).handbooks())
    assert "└　出纳员" in text(books["广告公司/岗位手册 广告公司.docx"])
    assert "组织架构" not in text(books["总部/岗位手册 总部.docx"])


BOOKS = {
    **FILES,
    "ad/art/writer.yml": "title: 文案\nsuperior: 总经理\nstatus: 试行\n",
    "ad/finance/bookkeeper.yml": "title: 会计员\nsuperior: 总经理\nstatus: 试行\n",
}


@pytest.mark.parametrize(
    "within, books",
    [
        (["ad/cashier", "ad/bookkeeper"], ["广告公司/财务部/岗位手册 财务部.docx"]),
        (["ad/gm"], []),
        (["hq/clerk", "ad/gm", "ad/writer"], []),
        (
            ["ad/gm", "ad/writer", "ad/cashier", "ad/bookkeeper"],
            [
                "广告公司/财务部/岗位手册 财务部.docx",
                "广告公司/岗位手册 广告公司.docx",
            ],
        ),
    ],
)
def test_of_some_positions_there_are_the_books_they_fill(within: list[str], books: list[str]) -> None:
    assert paths(documents(library_of(BOOKS)).handbooks(within)) == books


def test_of_all_positions_there_are_all_books_but_those_of_one_position() -> None:
    made = documents(library_of(BOOKS))
    everybody = [entry.key for entry in made.entries]
    of_one = {"广告公司/美术部/岗位手册 美术部.docx", "总部/岗位手册 总部.docx"}
    assert list(made.handbooks(everybody)) == [file for file in made.handbooks() if file[0] not in of_one]
