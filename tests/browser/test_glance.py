"""The page of a position in a browser: one look at the top, and a link to each item that can be copied."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect
from stage import OpenTab, Tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CASHIER = "ad-company/finance/cashier.html"
KEPT = "navigator.clipboard.writeText = async (text) => { window.kept = text; }"
BY_HAND = """Object.defineProperty(navigator, "clipboard", { value: undefined });
document.execCommand = () => { window.kept = document.activeElement.value; return true; }"""
FAILING = """Object.defineProperty(navigator, "clipboard", { value: undefined });
document.execCommand = () => false"""


def pin(page: Page, id: str) -> None:
    """Point at an item and press its link."""
    found = page.locator(f"#{id}")
    found.locator("..").hover()
    expect(found).to_have_css("opacity", "1")
    found.click()


@pytest.mark.parametrize("script", [KEPT, BY_HAND], ids=["clipboard", "by hand"])
@pytest.mark.parametrize("id", ["duties-3", "authority-2", "rules-1"])
def test_the_link_of_an_item_is_copied_from_a_folder_too(sample_in_folder: Tab, id: str, script: str) -> None:
    page = sample_in_folder.open(CASHIER + "?h=x")
    page.evaluate(script)
    expect(page.locator(f"#{id}")).to_have_css("opacity", "0")
    pin(page, id)
    expect(page.get_by_role("status")).to_have_text("已复制这一项的链接")
    assert page.evaluate("window.kept") == f"{sample_in_folder.base}{CASHIER}#{id}"
    assert page.evaluate("location.hash") == f"#{id}"
    expect(page.get_by_role("status")).to_be_empty(timeout=6000)
    assert (sample_in_folder.foreign, sample_in_folder.complaints) == ([], [])


def test_the_real_clipboard_has_the_link(sample: Tab) -> None:
    sample.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = sample.open(CASHIER)
    pin(page, "duties-1")
    expect(page.get_by_role("status")).to_contain_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"{sample.base}{CASHIER}#duties-1"


def test_where_nothing_can_be_copied_the_address_has_it(sample: Tab) -> None:
    page = sample.open(CASHIER)
    page.evaluate(FAILING)
    pin(page, "duties-2")
    expect(page.get_by_role("status")).to_contain_text("地址栏")
    assert page.url.endswith("#duties-2")


def test_the_keyboard_reaches_the_link_and_sees_it(sample: Tab) -> None:
    page = sample.open(CASHIER)
    page.evaluate(KEPT)
    page.locator("#duties-1").focus()
    page.keyboard.press("Tab")
    found = page.locator("#duties-2")
    expect(found).to_be_focused()
    expect(found).to_have_css("opacity", "1")
    assert page.get_by_role("link", name="第 2 项的链接").count() > 0
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("已复制")
    assert page.evaluate("window.kept").endswith("#duties-2")


def test_an_address_leads_to_the_item_which_stands_out(sample: Tab) -> None:
    page = sample.open(CASHIER + "#duties-9")
    item = page.locator("li:has(> :target)")
    expect(item).to_have_text("发放公司员工工资")
    expect(item).to_be_in_viewport()
    plain = page.locator("#duties-8").locator("..").evaluate("e => getComputedStyle(e).backgroundColor")
    assert item.evaluate("e => getComputedStyle(e).backgroundColor") != plain


def test_a_line_of_the_look_leads_to_the_item_in_full(sample: Tab) -> None:
    page = sample.open(CASHIER)
    look = page.get_by_role("region", name="一页看懂")
    look.get_by_role("link", name="签发现金支票和转账支票").click()
    expect(page.locator("tr:has(:target) td").first).to_have_text("签发现金支票和转账支票")
    look.get_by_role("link", name="主要职责 13 项").click()
    expect(page.locator("h2:target")).to_contain_text("主要职责")


def test_headings_go_down_a_step_at_a_time_and_no_id_stands_twice(sample: Tab) -> None:
    page = sample.open("ad-company/gm.html")
    levels = page.locator("article :is(h1, h2, h3, h4)").evaluate_all("all => all.map(e => +e.tagName[1])")
    assert levels[:3] == [1, 2, 3]
    assert all(below - above <= 1 for above, below in pairwise(levels))
    ids = page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", [CASHIER, "ad-company/gm.html", "general/market/ae.html"])
def test_the_look_is_seen_without_scrolling_and_the_page_is_light(sample: Tab, path: str) -> None:
    page = sample.open(path)
    bottom = page.locator(".jd-glance").evaluate("e => e.getBoundingClientRect().bottom")
    assert bottom <= 900
    assert len(page.content().encode()) < 60_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_soft_can_still_be_read(sample_in_folder: Tab, open_tab: OpenTab, scheme: str) -> None:
    page = open_tab(sample_in_folder.base, scheme=scheme).open("ad-company/gm.html")
    pairs = page.locator(".jd-glance :is(dt, h3, small, p a, li > a)").evaluate_all(
        """all => all.map(e => {
          let at = e;
          while (at && /, 0\\)$|transparent/.test(getComputedStyle(at).backgroundColor)) at = at.parentElement;
          return [getComputedStyle(e).color, at ? getComputedStyle(at).backgroundColor : "rgb(255, 255, 255)"];
        })"""
    )
    assert len(pairs) > 15
    for ink, paper in pairs:
        dark, light = sorted(map(luminance, (ink, paper)))
        assert (light + 0.05) / (dark + 0.05) >= 4.5, (ink, paper)


def luminance(color: str) -> float:
    """Return how light a colour is, as WCAG counts."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", color)[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_printed_it_is_two_pages_with_the_look_first_and_no_navigation(sample: Tab) -> None:
    page = sample.open(CASHIER)
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) <= 2
    page.emulate_media(media="print")
    for hidden in (".md-header", ".md-sidebar", ".jd-crumbs", ".jd-pin", ".jd-turn", ".jd-button"):
        expect(page.locator(hidden).first).to_be_hidden()
    tops = [
        page.locator(name).evaluate("e => e.getBoundingClientRect().top")
        for name in ("h1", ".jd-glance", "#duties")
    ]
    assert tops == sorted(tops)


def test_on_a_phone_the_look_is_one_column(open_tab: OpenTab, sample: Tab) -> None:
    page = open_tab(sample.base, width=390).open("ad-company/gm.html")
    lefts = page.locator(".jd-look").evaluate_all(
        "all => all.map(e => Math.round(e.getBoundingClientRect().left))"
    )
    assert len(set(lefts)) == 1
