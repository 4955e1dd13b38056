"""The pages of charts: which there are, what stands in them, and what leads to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path

from making import library_of
from test_site_boxes import COMPANY
from test_site_reporting import files

from jdbook.site.charts import chart_pages
from jdbook.site.pages import pages
from jdbook.site.wiki import wiki_of

TEMPLATES = [Path(__file__).resolve().parent.parent / "templates" / "site"]
ADS = {path.replace("xs/boss", "xs/manager"): text for path, text in COMPANY.items()}


def text_of(given: Mapping[str, str], path: str) -> str:
    content = pages(wiki_of(library_of(given)), (), TEMPLATES)[path]
    assert isinstance(content, str)
    return content


def test_every_unit_with_reporting_lines_has_a_chart() -> None:
    loose = {"loose/unit.yml": "name: 散\ntree: false\n", "loose/x.yml": "title: 甲\nstatus: 试行\n"}
    empty = {"empty/x.yml": "title: 草稿\n", "gone/x.yml": "title: 旧\nstatus: 废止\n"}
    wiki = wiki_of(library_of(ADS | loose | empty))
    assert [page.path for page in chart_pages(wiki)] == ["charts/ad.md", "charts/other.md"]


def test_where_superiors_are_private_nothing_tells_who_reports_to_whom() -> None:
    company = {"company.yml": "schema: 1\nname: 公司\nprivate: [superior]\n"}
    made = pages(wiki_of(library_of(ADS | company)), (), TEMPLATES)
    assert not [path for path in made if path.startswith("charts/")]
    assert "董事会" not in str(made["ad/gm.md"])
    assert "jd-org" not in str(made["ad/gm.md"])


def test_a_private_headcount_is_not_on_the_chart() -> None:
    assert "定员" in text_of(ADS, "charts/ad.md")
    hidden = {"company.yml": "schema: 1\nname: 公司\nprivate: [headcount]\n"}
    assert "定员" not in text_of(ADS | hidden, "charts/ad.md")


def test_home_unit_and_positions_lead_to_the_chart() -> None:
    assert '<a href="charts/ad.html">组织架构图</a>' in text_of(ADS, "index.md")
    assert 'href="../charts/ad.html">打开组织架构图' in text_of(ADS, "ad/index.md")
    assert 'href="../../charts/ad.html#p-cashier"' in text_of(ADS, "ad/cw/cashier.md")


def test_every_place_a_page_leads_to_is_on_the_chart() -> None:
    made = pages(wiki_of(library_of(ADS)), (), TEMPLATES)
    wanted = {
        anchor
        for text in made.values()
        if isinstance(text, str)
        for anchor in re.findall(r'charts/ad\.html#(p-[\w-]+)"|href="#(p-[\w-]+)"', text)
        for anchor in anchor
        if anchor
    }
    assert len(wanted) > 4
    chart = text_of(ADS, "charts/ad.md")
    assert all(f'<li id="{anchor}"' in chart for anchor in wanted)


class Balance(HTMLParser):
    """Notes whether tags close in the order in which they open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open, self.wrong = list[str](), list[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, _: object) -> None:
        if tag not in ("input", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


def test_a_chart_is_one_block_of_well_nested_html_whatever_the_lines() -> None:
    for superiors in ({"a": "", "b": "a", "c": "b", "d": "a, c"}, {"a": "b", "b": "a"}, {"a": "", "b": ""}):
        for path in ("charts/u.md", "u/index.md", "u/b.md"):
            for block in re.findall(
                r'^<nav class="jd-chart.*?^</nav>$', text_of(files(superiors), path), re.MULTILINE | re.DOTALL
            ):
                balance = Balance(block)
                assert (balance.open, balance.wrong) == ([], [])
                assert "\n\n" not in block


def test_the_page_of_a_position_does_not_grow_with_the_library() -> None:
    def size(count: int) -> int:
        people = {"a": ""} | {f"p{n:04}": "a" for n in range(count)}
        return len(text_of(files(people), "u/p0000.md"))

    assert size(400) < size(40) + 1000
