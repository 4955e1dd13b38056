"""Organisation charts in a real browser: folding, keys, finding, printing, three hundred positions, no script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import making
import pytest
from playwright.sync_api import Browser, Page, expect
from stage import OpenTab, Tab, built

from benchmarks.chromium import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHART = "charts/u.html"
TEAMS, MEMBERS = 12, 24


def company() -> dict[str, str]:
    """Return a unit of 313 positions: a head, twelve teams, and one who has two superiors."""
    files = {"u/gm.yml": "title: 总经理\nsuperior: {outside: 董事会}\nstatus: 试行\n"}
    departments = ", ".join(f"d{team:02}: {{name: 第{team:02}部}}" for team in range(TEAMS))
    files["u/unit.yml"] = f"name: 大公司\ndepartments: {{{departments}}}\n"
    for team in range(TEAMS):
        files[f"u/d{team:02}/boss{team:02}.yml"] = f"title: 经理{team:02}\nsuperior: 总经理\nstatus: 试行\n"
        for member in range(MEMBERS):
            above = f"经理{team:02}" if (team, member) != (3, 4) else "[经理03, 经理07]"
            files[f"u/d{team:02}/m{team:02}{member:02}.yml"] = (
                f"title: 专员{team:02}{member:02}\nsuperior: {above}\nstatus: 试行\n"
            )
    return files


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(making.library_of(company()), tmp_path_factory.mktemp("charts"))


@pytest.fixture
def tab(site: Path, open_tab: OpenTab) -> Iterator[Tab]:
    tab = open_tab(site.as_uri() + "/")
    yield tab
    assert tab.complaints == []
    assert tab.foreign == []


def seen(page: Page) -> int:
    """Return how many positions are to be seen in full."""
    return page.locator(".jd-node--full:visible").count()


def test_a_large_chart_starts_with_its_upper_levels_and_unfolds_as_a_whole(tab: Tab) -> None:
    page = tab.open(CHART)
    assert page.locator(".jd-node--full").count() == 1 + TEAMS * (MEMBERS + 1)
    assert seen(page) == 1 + TEAMS
    page.get_by_role("button", name="全部展开").click()
    assert seen(page) == 1 + TEAMS * (MEMBERS + 1)
    page.get_by_role("button", name="全部收起").click()
    assert seen(page) == 0
    expect(page.locator(".jd-node--absent")).to_contain_text("董事会")


def test_branches_unfold_with_the_keyboard_and_say_so(tab: Tab) -> None:
    page = tab.open(CHART)
    button = page.get_by_role("button", name="经理03以下 24 个岗位")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert seen(page) == 1 + TEAMS + MEMBERS
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="专员0300")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="专员0301")).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("link", name="经理03", exact=True)).to_be_focused()
    page.keyboard.press("ArrowLeft")
    assert seen(page) == 1 + TEAMS
    page.keyboard.press("ArrowRight")
    assert seen(page) == 1 + TEAMS + MEMBERS
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("经理03")


def test_what_is_folded_cannot_be_reached_with_the_keyboard(tab: Tab) -> None:
    page = tab.open(CHART)
    page.get_by_role("button", name="经理11以下").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.jd-org')") is None


def test_a_position_is_found_with_those_above_it(tab: Tab) -> None:
    page = tab.open(CHART)
    box = page.get_by_label("找岗位或部门")
    box.fill("专员0712")
    expect(page.locator(".jd-tools output")).to_have_text("找到 1 个")
    assert page.locator(".jd-node--full:visible").all_inner_texts()[0].startswith("总经理")
    assert seen(page) == 3
    box.fill("没有这样的")
    expect(page.locator(".jd-tools output")).to_contain_text("没有找到")
    box.fill("第05部")
    assert seen(page) == 2
    page.get_by_role("button", name="经理05以下").click()
    assert seen(page) == 2 + MEMBERS
    box.fill("")
    assert seen(page) == 1 + TEAMS


def test_a_position_leads_to_its_place_on_the_chart(tab: Tab) -> None:
    page = tab.open("u/d03/m0304.html")
    around = page.locator(".jd-org")
    expect(around.locator("[aria-current]")).to_contain_text("专员0304")
    expect(around).to_contain_text("另向经理07汇报")
    expect(around).to_contain_text("另有 15 个同级岗位")
    page.get_by_role("link", name="组织架构图里看").click()
    expect(page.locator(":target > .jd-node")).to_be_in_viewport()
    assert seen(page) == 1 + TEAMS + MEMBERS
    page.locator(":target").get_by_role("link", name="经理07").click()
    expect(page.locator(":target > .jd-node")).to_contain_text("经理07")
    expect(page.locator(":target > .jd-node")).to_be_in_viewport()
    expect(page.locator(":target .jd-node--line:visible")).to_contain_text("专员0304")


def test_an_address_that_leads_nowhere_leaves_the_chart_as_it_is(tab: Tab) -> None:
    for place in ("#%E0%A4%A", "#p-nobody", "#title"):
        assert seen(tab.open(CHART + place)) == 1 + TEAMS


def test_on_paper_everything_is_unfolded_and_no_button_is_left(tab: Tab) -> None:
    page = tab.open(CHART)
    page.get_by_label("找岗位或部门").fill("专员0712")
    page.set_viewport_size({"width": 700, "height": 900})
    page.emulate_media(media="print")
    assert seen(page) == 1 + TEAMS * (MEMBERS + 1)
    assert page.locator(".jd-fold:visible, .jd-tools:visible").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 700


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [CHART, "u/index.html", "u/d03/m0304.html"])
def test_on_a_phone_an_unfolded_chart_fits(site: Path, open_tab: OpenTab, path: str, scheme: str) -> None:
    with served(site) as base:
        page = open_tab(base, width=390, scheme=scheme).open(path)
        if path == CHART:
            page.get_by_role("button", name="全部展开").click()
        wide = "[...document.querySelectorAll('.jd-org .jd-node')].filter(n => n.getBoundingClientRect().right > 390).length"
        assert page.evaluate(wide) == 0
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


CONTRAST = """() => {
  const number = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (text) => number(text).slice(0, 3).map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ratio = (a, b) => (Math.max(light(a), light(b)) + 0.05) / (Math.min(light(a), light(b)) + 0.05);
  const paper = getComputedStyle(document.body).getPropertyValue("background-color");
  const of = (css, key) => [...document.querySelectorAll(css)].map((n) => ratio(getComputedStyle(n)[key], paper));
  return {
    text: Math.min(...of(".jd-org .jd-node a, .jd-org small, .jd-fold", "color")),
    edge: Math.min(...of(".jd-org [data-hue]", "borderLeftColor")),
  };
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_and_colours_of_departments_stand_out(site: Path, open_tab: OpenTab, scheme: str) -> None:
    page = open_tab(site.as_uri() + "/", scheme=scheme).open(CHART)
    ratios = page.evaluate(CONTRAST)
    assert ratios["text"] >= 4.5
    assert ratios["edge"] >= 3


def test_without_scripts_the_whole_chart_is_there(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site.as_uri()}/{CHART}")
    assert page.locator(".jd-node--full:visible").count() == 1 + TEAMS * (MEMBERS + 1)
    assert page.locator(".jd-tools:visible").count() == 0
    context.close()
