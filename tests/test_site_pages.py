"""The wiki as files: which pages there are, what stands in them, and what never does."""

from __future__ import annotations

import html
import json
import os
import posixpath
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import hostile
import pytest
import yaml
from making import library_of, load_of

from jdbook.findings import Rule, Severity
from jdbook.site.memo import Memo
from jdbook.site.pages import Files, navigation, pages
from jdbook.site.wiki import wiki_of

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = [PROJECT / "templates" / "site"]
GOLDEN = Path(__file__).parent / "golden" / "site"
RULES = (
    Rule("JD301", "末位淘汰", Severity.WARNING, "**为什么** 违法。\n\n**怎么改** 删掉 `末位`。"),
    Rule("JD001", "写法有误", Severity.ERROR, "**为什么** 读不出来。"),
)
COMPANY = {
    "ad/unit.yml": "name: 广告公司\nmission: 做广告\ndepartments:\n  finance: {name: 财务部, mission: 管钱}\n",
    "ad/gm.yml": "title: 总经理\nsuperior: {outside: 董事会}\nstatus: 试行\n",
    "ad/finance/director.yml": "title: 财务总监\ncode: GG-CW-01\nsuperior: 总经理\nstatus: 试行\n",
    "ad/finance/accountant.yml": "title: 会计员\ncode: GG-CW-02\naliases: [会计]\nsuperior: 财务总监\nstatus: 试行\n",
    "ad/finance/cashier.yml": (GOLDEN / "cashier.yml").read_text("utf-8"),
    "design/unit.yml": "name: 设计公司\n",
    "design/gm.yml": "title: 总经理\nstatus: 试行\n",
}


def made(files: Mapping[str, str], *, drafts: bool = False) -> Files:
    return pages(wiki_of(library_of(files), drafts=drafts), RULES, TEMPLATES)


def page(files: Mapping[str, str], path: str) -> str:
    content = made(files)[path]
    assert isinstance(content, str)
    return content


def test_a_role_page_reads_as_agreed() -> None:
    """With JDBOOK_ACCEPT=1 the page becomes what is agreed; git shows what that changes."""
    text = page(COMPANY, "ad/finance/cashier.md")
    golden = GOLDEN / "cashier.md"
    if os.environ.get("JDBOOK_ACCEPT") == "1":
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_there_is_a_page_for_the_company_every_unit_department_and_position() -> None:
    markdown = sorted(path for path in made(COMPANY) if path.endswith(".md"))
    assert markdown == [
        *(
            "ad/finance/accountant.md",
            "ad/finance/cashier.md",
            "ad/finance/director.md",
            "ad/finance/index.md",
        ),
        *(
            "ad/gm.md",
            "ad/index.md",
            "changes.md",
            "charts/ad.md",
            "charts/design.md",
            "checks.md",
            "compare.md",
            "design/gm.md",
            "design/index.md",
            "duties.md",
            "index.md",
            "powers.md",
        ),
    ]


class Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.targets += [value for name, value in attrs if name == "href" and value and tag == "a"]


def test_every_link_of_every_page_leads_to_a_page_or_a_word_file() -> None:
    files = made(COMPANY)
    there = {path.removesuffix(".md") + ".html" for path in files if path.endswith(".md")}
    there |= {
        f"word/{path.removesuffix('.md')}.docx"
        for path in files
        if re.search(r"(cashier|gm|director|ant)\.md$", path)
    }
    there |= {path for path in files if path.endswith(".xlsx")} | {"word/ad/finance/index.docx"}
    checked = 0
    for path, text in files.items():
        if path.endswith(".md") and isinstance(text, str):
            front = re.findall(r'^(?:- |before: |after: )\[".*", "([^"]+)"\]$', text, re.MULTILINE)
            for target in (*Links(text).targets, *front):
                checked += 1
                file = unquote(re.split("[?#]", target)[0]) or posixpath.basename(path)
                file = file.removesuffix(".md") + ".html" if file.endswith(".md") else file
                assert posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) in there, (
                    path,
                    target,
                )
    assert checked > 60


def test_superior_and_subordinates_link_to_each_other() -> None:
    assert '<a href="director.html">财务总监</a>' in page(COMPANY, "ad/finance/cashier.md")
    assert '<a href="cashier.html">出纳员</a>' in page(COMPANY, "ad/finance/director.md")
    assert '<a href="finance/director.html">财务总监</a>' in page(COMPANY, "ad/gm.md")


def test_somebody_outside_and_somebody_unknown_are_named_without_a_link() -> None:
    files = COMPANY | {"ad/x.yml": "title: 某岗\nsuperior: [没有这个人, {outside: 总经理}]\nstatus: 试行\n"}
    text = page(files, "ad/x.md")
    assert '<span class="jd-person">没有这个人</span> <span class="jd-person">总经理</span>' in text


def test_drafts_are_nowhere_unless_asked_for() -> None:
    files = COMPANY | {
        "ad/finance/x.yml": "title: 密谋员\nsuperior: 财务总监\nrevisions: [{changes: 密谋}]\n"
    }
    assert [path for path, content in made(files).items() if "密谋".encode() in _bytes(content)] == []
    shown = [
        path for path, content in made(files, drafts=True).items() if "密谋员".encode() in _bytes(content)
    ]
    assert set(shown) >= {
        "ad/finance/x.md",
        "ad/finance/director.md",
        "ad/index.md",
        "positions.json",
        "assets/search/data.js",
    }


def test_a_withdrawn_position_keeps_its_code_on_a_notice_and_reports_to_nobody() -> None:
    files = COMPANY | {
        "ad/finance/old.yml": "title: 旧岗\ncode: GG-CW-09\nsuperior: 财务总监\nduties: [旧事]\nstatus: 废止\n"
    }
    notice = page(files, "ad/finance/old.md")
    assert "已经废止" in notice
    assert "岗位编号 GG-CW-09 保留" in notice
    assert "旧事" not in notice
    assert "word/" not in notice
    assert "旧岗" not in page(files, "ad/finance/director.md")
    assert "旧岗" not in page(files, "ad/finance/index.md")


def test_what_refers_to_a_withdrawn_position_leads_to_the_notice() -> None:
    files = COMPANY | {
        "ad/old.yml": "title: 旧岗\nstatus: 废止\n",
        "ad/x.yml": "title: 某岗\nsuperior: 旧岗\nstatus: 试行\n",
    }
    assert '<a href="old.html">旧岗</a>' in page(files, "ad/x.md")


EVERY_FIELD = """
title: 岗位
code: 秘闻
aliases: [秘闻]
level: 秘闻
headcount: 秘闻
superior: 秘闻
subordinates: [秘闻]
acting_for: [{position: 秘闻, when: 秘闻}]
nature: 秘闻
purpose: 秘闻
duties: [{text: 秘闻, standard: 秘闻, frequency: 秘闻, group: 秘闻, children: [秘闻]}]
authority: [秘闻, {matter: 秘闻, action: 决定, limit: {from: 1, unit: 秘闻}, with_whom: [秘闻], note: 秘闻}]
responsibilities: [秘闻]
procedures: [秘闻]
forms: [{name: 秘闻, handling: 填写, with_whom: 秘闻, note: 秘闻}]
collaboration: [{with_whom: 秘闻, matter: 秘闻}]
qualifications: {education: 秘闻}
conditions: {place: 秘闻}
safety: [秘闻]
assessment: [{item: 秘闻}]
rules: [秘闻]
remuneration: [秘闻]
knowledge: [秘闻]
version: 秘闻
prepared_by: 秘闻
reviewed_by: 秘闻
approved_by: 秘闻
revisions: [{version: 秘闻, changes: 秘闻, prepared_by: 秘闻}]
source: 秘闻
"""
PRIVATE = tuple(line.split(":")[0] for line in EVERY_FIELD.strip().splitlines()[1:])


def test_no_private_field_is_in_any_file_whichever_fields_are_private() -> None:
    assert len(PRIVATE) > 25
    company = f"schema: 1\nname: 公司\nprivate: [{', '.join((*PRIVATE, 'status'))}]\n"
    for status in ("试行", "废止"):
        files = made({"company.yml": company, "u/x.yml": f"{EVERY_FIELD}status: {status}\n"})
        assert "u/x.md" in files
        assert [
            path
            for path, content in files.items()
            if "秘闻".encode() in _bytes(content) and path != "checks.md"
        ] == []


def test_the_same_fields_are_all_shown_where_nothing_is_private() -> None:
    company = "schema: 1\nname: 公司\nprivate: [extends]\n"
    text = page({"company.yml": company, "u/x.yml": EVERY_FIELD + "status: 试行\n"}, "u/x.md")
    assert text.count("秘闻") > 30
    assert 'data-status="试行"' in text


def _bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def test_the_reference_of_checks_has_every_rule_by_family_with_an_anchor() -> None:
    text = page(COMPANY, "checks.md")
    assert re.findall(r"^## .*|^### .*", text, re.MULTILINE) == [
        "## 读取文件 {: #读取文件 }",
        "### JD001 写法有误 {: #JD001 .jd-rule }",
        "## 用工合规 {: #用工合规 }",
        "### JD301 末位淘汰 {: #JD301 .jd-rule }",
    ]
    assert all(rule.manual in text for rule in RULES)
    assert re.findall('data-severity="(..)"', text) == ["错误", "警告"]


def test_a_rule_of_an_unknown_family_is_listed_too() -> None:
    rule = Rule("XY001", "别的", Severity.HINT, "说明")
    text = pages(wiki_of(library_of(COMPANY)), [rule], TEMPLATES)["checks.md"]
    assert "## 其他" in _bytes(text).decode()


def test_pages_of_a_unit_have_its_colour_unless_there_is_only_one() -> None:
    files = made(COMPANY)
    for page in ("ad/index.md", "ad/finance/index.md", "ad/finance/cashier.md", "charts/ad.md"):
        assert "\nhue: 1\n" in _bytes(files[page]).decode()
    assert "\nhue: 2\n" in _bytes(files["design/gm.md"]).decode()
    assert "\nhue: " not in _bytes(files["duties.md"]).decode()
    alone = made({path: text for path, text in COMPANY.items() if not path.startswith("design")})
    assert not any(b"hue: " in _bytes(text) for path, text in alone.items() if path.endswith(".md"))


def test_a_seventh_unit_has_the_colour_of_the_first() -> None:
    units = {f"u{number}/unit.yml": f"name: 单位{number}\n" for number in range(7)}
    posts = {f"u{number}/x.yml": "title: 甲\nstatus: 试行\n" for number in range(7)}
    files = made(units | posts)
    colours = [
        re.findall(r"^hue: (.*)$", _bytes(files[f"u{n}/x.md"]).decode(), re.MULTILINE) for n in range(7)
    ]
    assert colours == [["1"], ["2"], ["3"], ["4"], ["5"], ["6"], ["1"]]


def test_home_says_how_much_there_is() -> None:
    home = _bytes(made(COMPANY)["index.md"]).decode()
    assert re.findall(r"<li><b>(\d+)</b> (.*)</li>", home) == [
        ("5", "个岗位"),
        ("2", "个单位"),
        ("1", "个部门"),
    ]


def test_a_library_without_positions_still_has_a_home() -> None:
    files = made({})
    assert "# 示例公司" in _bytes(files["index.md"]).decode()
    assert json.loads(files["positions.json"]) == {"positions": []}


def named(name: str) -> Files:
    """Return the pages of a library in which everything that may have a name has this one."""
    quoted = json.dumps(name, ensure_ascii=False)
    library, _ = load_of({
        "company.yml": f"schema: 1\nname: {quoted}\nlegal_name: {quoted}\n",
        "u/unit.yml": f"name: {quoted}\nmission: {quoted}\ndepartments:\n  d: {{name: {quoted}, mission: {quoted}}}\n",
        "u/d/x.yml": f"title: {quoted}\ncode: {quoted}\naliases: [{quoted}]\nsuperior: [{quoted}, {{outside: {quoted}}}]\n"
        f"purpose: {quoted}\nstatus: 试行\nversion: {quoted}\nrevisions: [{{changes: {quoted}}}]\n",
        "u/d/y.yml": f"title: 下级\nsuperior: [{quoted}]\nstatus: 试行\n",
        "u/d/z.yml": f"title: 旧岗\ncode: {quoted}\nstatus: 废止\n",
    })  # fmt: skip
    return pages(wiki_of(library), RULES, TEMPLATES)


def spelled(text: str) -> str:
    """Return a text as a name may be spelled: line breaks stay; marks that separate names or lines are not allowed."""
    return text.translate(str.maketrans("、，,；;", ".....", "\u2028\u2029\x85")).strip()


def body_of(content: str | bytes) -> hostile.Page:
    """Return the page below its front matter, without check codes and file names, which follow from the text."""
    _, _, body = _bytes(content).decode().partition("\n---\n")
    return hostile.rendered(re.sub(r'"jd-code">[0-9a-f]{12}<|download="[^"]*"', '"jd-code"><', body))


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_names_of_every_kind_stay_text_on_every_page(text: str) -> None:
    name, harmless = spelled(text), named("甲")
    for path, content in named(name).items():
        if path.endswith(".md"):
            page, plain = body_of(content), body_of(harmless[path])
            assert page.tags == plain.tags, path
            assert hostile.plain(page.text) == hostile.plain(plain.text.replace("甲", name)), path
            assert [
                hostile.plain(value).replace(hostile.plain(name), "甲") for value in page.values
            ] == plain.values, path


@pytest.mark.parametrize("text", hostile.TEXTS)
def test_names_of_every_kind_are_whole_in_the_front_matter(text: str) -> None:
    name, harmless = spelled(text), named("甲")
    for path, content in named(name).items():
        if path.endswith(".md"):
            front, plain = (_bytes(each).decode().split("\n---\n")[0] for each in (content, harmless[path]))
            assert not re.search("[<>]", front), path
            assert unescaped(yaml.safe_load(front[4:])) == replaced(
                yaml.safe_load(plain[4:]), "甲", hostile.plain(name)
            ), path


def unescaped(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: unescaped(part) for key, part in value.items()}
    return [unescaped(part) for part in value] if isinstance(value, list) else html.unescape(value)


def replaced(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {key: replaced(part, old, new) for key, part in value.items()}
    return (
        [replaced(part, old, new) for part in value] if isinstance(value, list) else value.replace(old, new)
    )


def test_a_memo_gives_the_same_pages_and_makes_only_what_changed() -> None:
    memo = Memo()
    first = pages(wiki_of(library_of(COMPANY)), RULES, TEMPLATES, memo=memo)
    assert first == made(COMPANY)
    for change in (
        {"ad/finance/accountant.yml": COMPANY["ad/finance/accountant.yml"] + "duties: [新的职责]\n"},
        {"ad/finance/director.yml": COMPANY["ad/finance/director.yml"].replace("财务总监", "财务经理")},
        {"ad/unit.yml": COMPANY["ad/unit.yml"].replace("财务部", "资金部")},
        {"ad/finance/new.yml": "title: 新岗\nsuperior: 出纳员\nstatus: 试行\n"},
        {"company.yml": "schema: 1\nname: 改名公司\nprivate: [duties]\n"},
        {},
    ):
        files = COMPANY | change
        assert pages(wiki_of(library_of(files)), RULES, TEMPLATES, memo=memo) == made(files)


def test_the_navigation_has_units_and_departments_and_no_position() -> None:
    assert navigation(wiki_of(library_of(COMPANY))) == [
        {"首页": "index.md"},
        {"这事谁负责": "duties.md"},
        {"这事谁批": "powers.md"},
        {"比较两个岗位": "compare.md"},
        {"广告公司": ["ad/index.md", {"组织架构图": "charts/ad.md"}, {"财务部": "ad/finance/index.md"}]},
        {"设计公司": ["design/index.md", {"组织架构图": "charts/design.md"}]},
        {"变更": "changes.md"},
        {"检查说明": "checks.md"},
    ]


def test_templates_and_assets_of_the_user_win_over_the_built_in_ones(tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/jd.css").write_bytes(b"/* mine */")
    (tmp_path / "withdrawn.md.j2").write_text("# {{ entry.title|line }} 没了\n", "utf-8")
    library = library_of({"u/x.yml": "title: 岗位\nstatus: 废止\n", "u/y.yml": "title: 在岗\nstatus: 试行\n"})
    files = pages(wiki_of(library), RULES, [tmp_path, *TEMPLATES])
    assert files["u/x.md"] == "# 岗位 没了\n"
    assert "在岗" in _bytes(files["u/y.md"]).decode()
    assert files["assets/jd.css"] == b"/* mine */"
    assert files["assets/logo.svg"] == (TEMPLATES[0] / "assets/logo.svg").read_bytes()
