"""The rim around MkDocs: its configuration, a build in another process, and what a failing one says."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
import yaml
from making import library_of

from jdbook.site import generator
from jdbook.site.errors import GeneratorError
from jdbook.site.generator import build, configure, environ
from jdbook.site.pages import pages
from jdbook.site.wiki import wiki_of
from jdbook.site.writing import write_pages

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = [PROJECT / "templates" / "site"]
FILES = {
    "company.yml": "schema: 1\nname: A&B <公司>\nlegal_name: A&B 有限公司\ntheme: {logo: our.svg}\n",
    "ad/unit.yml": "name: '*广告*'\ndepartments: {d: {name: 财务部}}\n",
    "ad/gm.yml": "title: 总经理\nstatus: 试行\nduties: [主持工作]\n",
    "ad/d/x.yml": "title: 出纳员\nsuperior: 总经理\nstatus: 试行\nduties: [签发现金支票]\n",
    "ad/old.yml": "title: 旧岗\nstatus: 废止\n",
}


def configured(folder: Path, *template_dirs: Path, project: Path = PROJECT) -> Path:
    """Write pages and configuration below `folder`; the site goes to `folder`/site."""
    library, work = library_of(FILES), folder / ".build"
    write_pages(pages(wiki_of(library), (), TEMPLATES), work / "pages")
    dirs = [*template_dirs, *TEMPLATES]
    return configure(
        wiki_of(library), project=project, template_dirs=dirs, build_dir=work, site_dir=folder / "site"
    )


def test_the_configuration_builds_on_the_projects_own(tmp_path: Path) -> None:
    config = yaml.safe_load(configured(tmp_path).read_text("utf-8"))
    assert config == {
        "INHERIT": os.path.relpath(PROJECT / "mkdocs.yml", tmp_path / ".build"),
        "site_name": "A&#38;B &#60;公司&#62; 岗位说明书",
        "copyright": "A&#38;B 有限公司",
        "docs_dir": "pages",
        "site_dir": "../site",
        "theme": {"custom_dir": "overrides", "logo": "assets/our.svg"},
        "nav": [
            {"首页": "index.md"},
            {"这事谁负责": "duties.md"},
            {"比较两个岗位": "compare.md"},
            {"&#42;广告&#42;": ["ad/index.md", {"组织架构图": "charts/ad.md"}, {"财务部": "ad/d/index.md"}]},
            {"变更": "changes.md"},
            {"检查说明": "checks.md"},
        ],
        "not_in_nav": "*",
    }


def test_the_configuration_is_the_same_wherever_the_library_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place in ("here", "there"):
        (tmp_path / place / "project").mkdir(parents=True)
    one = configured(tmp_path / "here", project=tmp_path / "here/project")
    monkeypatch.chdir(tmp_path / "there")
    other = configured(Path(), project=Path("project"))
    assert one.read_text("utf-8") == other.read_text("utf-8")


def test_an_unchanged_configuration_is_not_written_again(tmp_path: Path) -> None:
    before = configured(tmp_path).stat().st_mtime_ns
    assert configured(tmp_path).stat().st_mtime_ns == before


def test_overrides_of_the_user_win_over_the_built_in_ones(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "overrides/partials").mkdir(parents=True)
    (mine / "overrides/partials/turn.html").write_text("mine", "utf-8")
    configured(tmp_path, mine)
    overrides = tmp_path / ".build/overrides"
    assert (overrides / "partials/turn.html").read_text("utf-8") == "mine"
    assert (overrides / "main.html").read_bytes() == (TEMPLATES[0] / "overrides/main.html").read_bytes()


def test_mkdocs_has_no_clock_no_banner_and_utf8() -> None:
    env = environ({"SOURCE_DATE_EPOCH": "1900000000", "PYTHONPATH": "elsewhere", "TZ": "Asia/Shanghai"})
    assert (env["SOURCE_DATE_EPOCH"], env["NO_MKDOCS_2_WARNING"], env["PYTHONUTF8"]) == (
        "315532800",
        "1",
        "1",
    )
    assert env["PYTHONPATH"].split(os.pathsep) == [str(PROJECT), "elsewhere"]
    assert env["TZ"] == "Asia/Shanghai"


@pytest.mark.slow
def test_a_build_makes_every_page_and_tells_how_far_it_is(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    build(configured(tmp_path), lambda done, total: steps.append((done, total)))
    site = tmp_path / "site"
    made = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    assert made == [
        *("404.html", "ad/d/index.html", "ad/d/x.html", "ad/gm.html", "ad/index.html", "ad/old.html"),
        *("changes.html", "charts/ad.html", "checks.html", "compare.html", "duties.html", "index.html"),
    ]
    assert steps == [(n, 11) for n in range(1, 12)]
    assert (site / "positions.json").is_file()
    index = json.loads((site / "search/search_index.json").read_text("utf-8"))
    assert index["docs"] == []
    assert '"ad/d/x.html"' in (site / "assets/search/data.js").read_text("utf-8")
    assert (site / "search/search_index.js").read_text("utf-8").startswith("var __index = {")


@pytest.mark.slow
def test_names_of_the_company_are_escaped_once(tmp_path: Path) -> None:
    build(configured(tmp_path))
    home = (tmp_path / "site/index.html").read_text("utf-8")
    assert "<title>首页 - A&#38;B &#60;公司&#62; 岗位说明书</title>" in home
    assert 'title="A&#38;B &#60;公司&#62; 岗位说明书"' in home
    assert "&amp;#" not in home
    assert "A&B" not in home
    missing = (tmp_path / "site/404.html").read_text("utf-8")
    assert '<a href="/ad/index.html" data-to="ad/index.html">&#42;广告&#42;</a>' in missing
    assert "<title>找不到页面 - A&#38;B &#60;公司&#62; 岗位说明书</title>" in missing


@pytest.mark.slow
def test_no_page_names_another_host_as_a_source(tmp_path: Path) -> None:
    build(configured(tmp_path))
    for page in (tmp_path / "site").rglob("*.html"):
        sources = re.findall(r"""(?:src|href)=["']?((?:https?:)?//[^"'\s>]+)""", page.read_text("utf-8"))
        assert sources == [], page


@pytest.mark.slow
@pytest.mark.parametrize(
    "broken, said",
    [
        (
            "{% extends 'base.html' %}{% block content %}{{ nothing() }}{% endblock %}",
            "'nothing' is undefined",
        ),
        ("{% extends 'base.html' %}{% block content %}", "Unexpected end of template"),
    ],
)
def test_a_failing_mkdocs_is_told_in_chinese_with_its_last_words(
    tmp_path: Path, broken: str, said: str
) -> None:
    (tmp_path / "mine/overrides").mkdir(parents=True)
    (tmp_path / "mine/overrides/main.html").write_text(broken, "utf-8")
    with pytest.raises(GeneratorError, match=f"网页没有生成，MkDocs 停在：.*{said}") as raised:
        build(configured(tmp_path, tmp_path / "mine"))
    assert said in raised.value.log
    assert len(raised.value.log.splitlines()) <= generator.LOG_LINES


def test_a_broken_mkdocs_yml_is_told_too(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "project/mkdocs.yml").write_text("theme: {name: 没有这个主题}\n", "utf-8")
    with pytest.raises(GeneratorError, match="没有这个主题"):
        build(configured(tmp_path, project=tmp_path / "project"))
