"""The wiki in a real browser: nothing from elsewhere, nothing broken, from a server and from a folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Page, expect
from stage import OpenTab, Tab

from benchmarks.chromium import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
KINDS = (
    *(
        "index.html",
        "ad-company/index.html",
        "ad-company/finance/index.html",
        "ad-company/finance/cashier.html",
    ),
    *("changes.html", "charts/ad-company.html", "checks.html", "forms.html", "forms/ad-company.html"),
    *("duties.html", "powers.html", "compare.html"),
    *(
        "knowledge/index.html",
        "knowledge/glossary.html",
        "knowledge/ae/work.html",
        "knowledge/crm/quiz-judge.html",
    ),
)


@pytest.mark.parametrize("path", KINDS)
def test_a_page_asks_no_other_host_and_has_nothing_to_complain_of(sample: Tab, path: str) -> None:
    sample.open(path).wait_for_timeout(400)
    sample.search("总经理")
    assert len(sample.requests) > 5
    assert sample.foreign == []
    assert sample.complaints == []


def test_every_page_opens_from_a_folder_and_asks_for_nothing_outside_of_it(
    sample_in_folder: Tab, sample_site: Path
) -> None:
    pages = sorted(page.relative_to(sample_site).as_posix() for page in sample_site.rglob("*.html"))
    for path in pages:
        sample_in_folder.open(path)
    assert len(sample_in_folder.requests) > len(pages) > 100
    assert sample_in_folder.foreign == []
    assert sample_in_folder.complaints == []
    sample_in_folder.open("404.html").get_by_role("link", name="文化传播公司").click()
    assert sample_in_folder.page.title().startswith("文化传播公司")


@pytest.mark.parametrize("path", KINDS)
def test_a_page_opened_from_a_folder_does_neither_and_search_works_there(
    sample_in_folder: Tab, path: str
) -> None:
    sample_in_folder.open(path).wait_for_timeout(400)
    assert "ad-company/finance/cashier.html" in sample_in_folder.search("出纳员")
    assert sample_in_folder.foreign == []
    assert sample_in_folder.complaints == []


def pages_of(site: Path) -> Iterator[str]:
    return (path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.name != "404.html")


def test_every_internal_link_leads_to_a_file_and_an_anchor_that_is_there(sample_site: Path) -> None:
    checked, anchors = 0, 0
    for page in pages_of(sample_site):
        text = (sample_site / page).read_text("utf-8")
        for link in re.findall(r'(?:href|src)="([^"]*)"', text):
            assert not urlsplit(link).scheme, link
            target = unquote(urlsplit(urljoin(page, link)).path) or page
            if target.startswith("word/"):
                continue  # written by the other half of a build
            assert (sample_site / target).is_file(), (page, link)
            checked += 1
            if anchor := unquote(urlsplit(link).fragment):
                assert f'id="{anchor}"' in (sample_site / target).read_text("utf-8"), (page, link)
                anchors += 1
    assert checked > 500
    assert anchors > 50


def test_every_result_of_a_search_leads_to_a_section_that_is_there(sample: Tab) -> None:
    sample.open("index.html")
    for found in sample.search("支票"):
        page = sample.open(found)
        assert page.locator(":target").count() == ("#" in found)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", KINDS)
def test_on_a_phone_nothing_is_wider_than_the_screen(
    sample_site: Path, open_tab: OpenTab, path: str, scheme: str
) -> None:
    with served(sample_site) as base:
        page = open_tab(base, width=390, scheme=scheme).open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_superior_and_subordinate_lead_to_each_other(sample: Tab) -> None:
    page = sample.open("ad-company/finance/cashier.html")
    page.locator(".jd-people").get_by_role("link", name="财务总监").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("财务总监")
    page.locator(".jd-people").get_by_role("link", name="出纳员").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("出纳员")


def test_the_way_up_and_the_neighbours_are_one_click_away(sample: Tab) -> None:
    page = sample.open("ad-company/finance/cashier.html")
    assert page.locator(".jd-crumbs").inner_text().split("\n") == ["首页", "广告公司", "财务部", "出纳员"]
    page.locator(".jd-turn").get_by_role("link", name="会计员").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("会计员")
    page.locator(".jd-around").get_by_role("link", name="财务部").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("财务部")


def test_the_download_has_the_code_and_the_title_for_a_name(sample: Tab) -> None:
    link = sample.open("ad-company/finance/cashier.html").get_by_role("link", name="下载 Word")
    assert link.get_attribute("download") == "GG-CW-03 出纳员.docx"
    assert link.get_attribute("href") == "../../word/ad-company/finance/cashier.docx"


def test_the_page_is_chinese_and_the_scheme_can_be_switched(sample: Tab) -> None:
    page = sample.open("index.html")
    assert page.locator("html").get_attribute("lang") == "zh"
    assert page.locator("body").get_attribute("data-md-color-scheme") == "default"
    page.locator("label[title=切换到深色]").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_a_term_is_explained_where_it_is_first_used_and_leads_to_the_glossary(sample: Tab) -> None:
    page = sample.open("knowledge/ae/work.html")
    term = page.locator(".jd-term").first
    expect(term).to_have_text("AE")
    assert page.locator(".jd-term", has_text=re.compile("^AE$")).count() == 1
    term.hover()
    expect(page.locator("[role=tooltip]").first).to_contain_text("在广告公司里")
    term.click()
    expect(page.locator(":target h2")).to_contain_text("AE")


def test_a_position_and_its_reading_lead_to_each_other(sample: Tab) -> None:
    page = sample.open("general/market/ae.html")
    page.locator("#knowledge ~ .jd-reads").get_by_role("link", name="沟通与会议").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("沟通与会议")
    page.locator(".jd-people-list").get_by_role("link", name="AE（通用岗位）").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("AE")


def test_a_self_test_is_marked_in_the_browser(sample: Tab) -> None:
    page = sample.open("knowledge/crm/quiz-service.html")
    questions = page.locator(".jd-question")
    for answer in questions.first.locator("label[data-right] input").all():
        answer.check()
    page.get_by_role("button", name="交卷").click()
    count = questions.count()
    expect(page.locator(".jd-score output")).to_have_text(f"{count} 题答对 1 题，{count - 1} 题没有作答")
    expect(questions.first).to_have_attribute("data-result", "对")
    wrong = questions.nth(1)
    wrong.locator("label:not([data-right]) input").first.check()
    expect(page.locator(".jd-score output")).to_have_text("")
    wrong.locator("input").first.press("Enter")
    expect(page.locator(".jd-score output")).to_have_text("")
    page.get_by_role("button", name="交卷").click()
    expect(wrong).to_have_attribute("data-result", "错")
    expect(wrong.locator("details p").first).to_be_visible()
    page.get_by_role("button", name="重做").click()
    assert questions.locator(":checked").count() == 0
    expect(wrong).not_to_have_attribute("data-result", "错")


def test_a_form_leads_to_everybody_who_handles_it(sample: Tab) -> None:
    page = sample.open("ad-company/finance/cashier.html")
    page.locator("#forms ~ table").get_by_role("link", name="工资表").first.click()
    row = page.locator("tr:target")
    expect(row.locator("td").first).to_have_text("工资表")
    assert sample.complaints == []


def test_the_box_on_the_home_page_leads_into_the_search(sample: Tab) -> None:
    page = sample.open("index.html")
    page.locator(".jd-search__box").click()
    expect(page.locator(".md-search__input")).to_be_focused()


@pytest.fixture
def astray(sample: Tab, sample_site: Path) -> Tab:
    """Return a tab that gets the page for what is missing wherever nothing is, as from a server that is set up so."""
    missing = (sample_site / "404.html").read_text("utf-8")
    sample.page.route(
        "**/*gone.html", lambda route: route.fulfill(status=404, body=missing, content_type="text/html")
    )
    return sample


def gone(tab: Tab, path: str) -> Page:
    """Return the page for what is missing, once it knows where the site is."""
    page = tab.open(path)
    expect(page.get_by_role("heading", level=1)).to_have_text("找不到这个页面")
    expect(page.locator("#home")).to_have_attribute("href", re.compile(r"/in/a%20folder/index\.html$"))
    return page


@pytest.mark.parametrize("path", ["gone.html", "nowhere/deep/gone.html", "ad-company/charts/gone.html"])
def test_a_missing_page_leads_on_from_any_depth(astray: Tab, path: str) -> None:
    links = gone(astray, path).get_by_role("listitem").get_by_role("link")
    names = links.all_inner_texts()
    assert names[:4] == ["首页", "这事谁负责", "这事谁批", "比较两个岗位"]
    for at in range(len(names)):
        answer = astray.page.request.head(str(links.nth(at).evaluate("link => link.href")))
        assert answer.ok, names[at]
    assert astray.foreign == []


def test_a_missing_page_points_out_the_unit_it_was_in_without_trying_addresses(astray: Tab) -> None:
    page = gone(astray, "ad-company/finance/gone.html")
    assert page.locator("[data-near]").all_inner_texts() == ["广告公司"]
    assert [url for url in astray.requests if url.endswith("positions.json")] == [
        astray.base + "positions.json"
    ]
    page.get_by_role("link", name="广告公司").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("广告公司")


def test_a_missing_page_searches_the_site(astray: Tab) -> None:
    page = gone(astray, "ad-company/finance/gone.html")
    page.get_by_role("searchbox").fill("管钱的出纳员")
    page.keyboard.press("Enter")
    page.locator(".md-search-result__link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("出纳员")
    assert astray.foreign == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_missing_page_fits_a_phone(sample_site: Path, open_tab: OpenTab, scheme: str) -> None:
    with served(sample_site) as base:
        page = open_tab(base, width=390, scheme=scheme).open("404.html")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_print_leaves_out_what_paper_cannot_use(sample: Tab) -> None:
    page = sample.open("ad-company/finance/cashier.html")
    page.emulate_media(media="print")
    for part in (".md-header", ".jd-crumbs", ".jd-turn", ".jd-actions", ".md-sidebar--primary"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.get_by_role("heading", name="主要职责")).to_be_visible()
    assert (
        page.locator(".jd-table td").first.evaluate("cell => getComputedStyle(cell).display") == "table-cell"
    )
