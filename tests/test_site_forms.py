"""The index of forms: who fills, approves and keeps which, unit by unit."""

from __future__ import annotations

from pathlib import Path

from making import library_of

from jdbook.site.forms import forms_of, units_with_forms
from jdbook.site.pages import pages
from jdbook.site.spec import PageSpec
from jdbook.site.wiki import wiki_of

TEMPLATES = [Path(__file__).resolve().parent.parent / "templates" / "site"]
FILES = {
    "ad/gm.yml": "title: 总经理\nforms:\n  - {name: 出差计划表, handling: 审批, with_whom: 业务员}\nstatus: 试行\n",
    "ad/rep.yml": "title: 业务员\nsuperior: 总经理\nforms:\n  - {name: 报价单, handling: 填写, with_whom: {outside: 客户}}\n"
    "  - {name: 出差计划表, handling: [填写, 提交], with_whom: 总经理, note: 出差前}\nstatus: 试行\n",
    "ad/draft.yml": "title: 草稿岗\nforms:\n  - {name: 密表, handling: 保管}\n",
    "hq/x.yml": "title: 某岗\nstatus: 试行\n",
}
WIKI = wiki_of(library_of(FILES))


def test_a_form_has_everybody_who_handles_it_from_the_top_down() -> None:
    forms = {form.name: [entry.title for entry, _ in form.uses] for form in forms_of(WIKI, "ad")}
    assert forms == {"出差计划表": ["总经理", "业务员"], "报价单": ["业务员"]}
    assert [unit.id for unit in units_with_forms(WIKI)] == ["ad"]


def test_the_pages_name_and_link_everybody() -> None:
    files = {
        path: text
        for path, text in pages(wiki_of(library_of(FILES)), (), TEMPLATES).items()
        if isinstance(text, str)
    }
    assert sorted(path for path in files if "forms" in path) == ["forms.md", "forms/ad.md"]
    assert '<a href="forms/ad.html#%E6%8A%A5%E4%BB%B7%E5%8D%95">报价单</a>' in files["forms.md"]
    text = files["forms/ad.md"]
    assert '<tr id="出差计划表">' in text
    assert text.count('<a href="../ad/rep.html">业务员</a>') == 3
    assert '<td data-label="经办方式">填写、提交</td>' in text
    assert '<td data-label="来自或送交">客户</td>' in text
    assert "密表" not in "".join(files.values())
    assert '<a href="../forms/ad.html#%E6%8A%A5%E4%BB%B7%E5%8D%95">报价单</a>' in files["ad/rep.md"]


def test_without_forms_there_are_no_pages_of_them() -> None:
    assert not any(
        "forms" in path for path in pages(wiki_of(library_of({"hq/x.yml": FILES["hq/x.yml"]})), (), TEMPLATES)
    )


def test_private_forms_are_in_no_page() -> None:
    files = FILES | {"company.yml": "schema: 1\nname: 甲\nprivate: [forms]\n"}
    assert not any(
        "出差计划表" in text
        for text in pages(wiki_of(library_of(files)), (), TEMPLATES).values()
        if isinstance(text, str)
    )


def test_a_spec_says_what_a_page_shows_without_making_it() -> None:
    spec = PageSpec("a.md", "home", dict, lambda: (1,))
    assert (spec.trace(), spec.values()) == ((1,), {})
