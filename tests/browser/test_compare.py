"""Two positions side by side in a browser: chosen, compared, shared, from a folder, without a mouse or without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import hostile
import making
import pytest
from playwright.sync_api import Browser, Page, expect
from stage import OpenTab, Tab, built

from benchmarks.chromium import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COMPANY = {
    "a/unit.yml": "name: 甲公司\ndepartments: {fin: {name: 财务部}}\n",
    "a/gm.yml": "title: 总经理\nstatus: 试行\n",
    "a/fin/cashier.yml": "title: 出纳员\ncode: CW-1\naliases: [管钱的]\nsuperior: 总经理\nstatus: 试行\npurpose: 管钱\n"
    "duties: [保管现金, 按时发放工资, 完成总经理交办的任务]\n"
    "authority: [{matter: 付款, action: 执行, limit: {below: 10000}}]\nqualifications: {education: 大专, skills: [点钞]}\n",
    "a/fin/clerk.yml": "title: 会计员\nsuperior: 总经理\nstatus: 试行\npurpose: 管账\n"
    "duties: [完成总经理交代的任务, 登记账簿, 保管现金]\n"
    "authority: [{matter: 付款, action: 审核, limit: {below: 10000}}]\nqualifications: {education: 本科}\nsafety: [锁好柜子]\n",
    "b/unit.yml": "name: 乙公司\n",
    "b/gm.yml": "title: 总经理\nstatus: 试行\n",
    **{f"b/p{n:02}.yml": f"title: 岗位{n:02}\nstatus: 试行\nduties: [事项]\n" for n in range(40)},
}
PAIR = "compare.html?a=a/cashier&b=a/clerk"
SUMMARY = "^5 条相同，4 条不尽相同，4 条只有出纳员有，2 条只有会计员有$"


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(making.load_of(COMPANY)[0], tmp_path_factory.mktemp("compare"))


@pytest.fixture
def tab(company: Path, open_tab: OpenTab) -> Tab:
    """Return a tab on it opened from a folder, without a server."""
    return open_tab(company.as_uri() + "/")


def told(page: Page, text: str) -> None:
    expect(page.get_by_role("status")).to_have_text(re.compile(text))


def rows(page: Page, heading: str) -> list[tuple[str, str, str]]:
    """Return the rows of a section that are seen: what they are, and both cells as read."""
    section = page.locator(
        ".jd-compare__part", has=page.get_by_role("heading", name=re.compile(f"^{heading}"))
    )
    return [
        (
            row.get_attribute("data-state") or "",
            *(" ".join(cell.split()) for cell in row.locator("td").all_inner_texts()),
        )  # type: ignore[misc]
        for row in section.locator("tbody tr:visible").all()
    ]


def test_two_positions_stand_side_by_side_with_what_differs_marked(tab: Tab) -> None:
    page = tab.open(PAIR)
    told(page, SUMMARY)
    assert rows(page, "主要职责") == [
        ("same", "1. 保管现金", "3. 保管现金"),
        ("apart", "只有出纳员有： 2. 按时发放工资", ""),
        ("changed", "3. 完成总经理交办的任务", "1. 完成总经理交代的任务"),
        ("apart", "", "只有会计员有： 2. 登记账簿"),
    ]
    assert page.locator("tr[data-state=changed] mark").all_inner_texts() == [
        *("钱", "账"),
        *("办", "代"),
        *("执行", "审核"),
        *("大专", "本科"),
    ]
    assert (tab.foreign, tab.complaints) == ([], [])


def test_only_the_two_that_are_chosen_are_loaded(tab: Tab) -> None:
    told(tab.open(PAIR), SUMMARY)
    loaded = sorted(url.removeprefix(tab.base) for url in tab.requests if "/data/" in url)
    assert loaded == [
        "assets/data/compare.js",
        "assets/data/compare/a/cashier.js",
        "assets/data/compare/a/clerk.js",
    ]


def test_a_position_leads_to_it_and_the_other_is_found_by_any_of_its_names(tab: Tab) -> None:
    page = tab.open("a/fin/clerk.html")
    page.get_by_role("link", name="与别的岗位比较").click()
    told(page, "^再选一个岗位")
    expect(page.get_by_role("combobox", name="第一个岗位")).to_have_value("会计员（甲公司）")
    for typed in ("管钱", "cw-1", "财务部 出纳"):
        page.get_by_role("combobox", name="第二个岗位").fill(typed)
        expect(page.get_by_role("option").first).to_contain_text("出纳员（甲公司）")
    page.get_by_role("option").first.click()
    told(page, "只有会计员有，4 条|4 条只有出纳员有")
    assert page.url == tab.base + "compare.html?a=a/clerk&b=a/cashier"
    assert page.title() == "会计员 与 出纳员 - 比较"


def test_everything_is_done_with_the_keyboard(tab: Tab) -> None:
    page = tab.open("compare.html")
    told(page, "^选两个岗位")
    first = page.get_by_role("combobox", name="第一个岗位")
    first.focus()
    page.keyboard.insert_text("岗位")
    told(page, "^40 个岗位可选")
    expect(page.get_by_role("listbox")).to_contain_text("还有 28 个")
    for key, name in (
        ("ArrowDown", "岗位00"),
        ("ArrowDown", "岗位01"),
        ("ArrowUp", "岗位00"),
        ("ArrowUp", "岗位11"),
    ):
        page.keyboard.press(key)
        active = first.get_attribute("aria-activedescendant") or ""
        expect(page.locator(f"#{active}")).to_contain_text(name)
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(first).to_have_value("")
    page.keyboard.insert_text("出纳")
    page.keyboard.press("Enter")
    told(page, "^再选一个岗位")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="对调")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_contain_text("会计员")
    page.keyboard.press("Enter")
    told(page, SUMMARY)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    told(page, "^只看不同：")


def test_only_differences_are_shown_shared_and_come_back(tab: Tab) -> None:
    page = tab.open(PAIR)
    told(page, SUMMARY)
    page.get_by_label("只看不同").check()
    expect(page.get_by_role("heading", name="文件控制")).to_be_hidden()
    assert [state for state, *_ in rows(page, "主要职责")] == ["apart", "changed", "apart"]
    assert page.url == tab.base + PAIR + "&only=1"
    page.goto(page.url)
    told(page, SUMMARY)
    expect(page.get_by_label("只看不同")).to_be_checked()
    assert len(rows(page, "主要职责")) == 3


def test_swapping_turns_everything_around(tab: Tab) -> None:
    page = tab.open(PAIR)
    told(page, SUMMARY)
    page.get_by_role("button", name="对调").click()
    told(page, "2 条只有会计员有，4 条只有出纳员有$")
    assert page.locator(".jd-compare__heads a").all_inner_texts() == ["会计员", "出纳员"]
    assert page.url == tab.base + "compare.html?a=a/clerk&b=a/cashier"


def test_two_of_one_name_are_told_apart_and_the_same_twice_is_told(tab: Tab) -> None:
    page = tab.open("compare.html?a=a/gm&b=b/gm")
    told(page, "只有总经理（甲公司）有")
    page = tab.open("compare.html?a=a/gm&b=a/gm&only=1")
    told(page, "^两边选的是同一个岗位$")
    expect(page.get_by_text("没有不同的地方")).to_be_visible()


def test_what_is_typed_and_not_chosen_is_taken_back_and_an_empty_box_chooses_nobody(tab: Tab) -> None:
    page = tab.open(PAIR)
    told(page, SUMMARY)
    second = page.get_by_role("combobox", name="第二个岗位")
    second.fill("没有这种岗位")
    told(page, "^没有这样的岗位$")
    page.keyboard.press("Tab")
    expect(second).to_have_value("会计员（甲公司）")
    told(page, SUMMARY)
    second.fill("")
    page.keyboard.press("Tab")
    told(page, "^再选一个岗位")
    assert page.url == tab.base + "compare.html?a=a/cashier"
    assert page.locator(".jd-compare__part").count() == 0


def test_an_address_of_a_position_that_is_gone_says_so(tab: Tab) -> None:
    page = tab.open("compare.html?a=a/cashier&b=a/gone")
    expect(page.locator(".jd-compare__hint")).to_contain_text("没有找到岗位 a/gone")
    told(page, "^再选一个岗位")


@pytest.mark.parametrize(
    "gone, said",
    [("compare/a/clerk.js", "会计员（甲公司）的数据没有读到"), ("compare.js", "岗位的清单没有读到")],
)
def test_a_script_that_is_missing_is_told(tab: Tab, gone: str, said: str) -> None:
    tab.page.route(f"**/data/{gone}", lambda route: route.abort())
    page = tab.open(PAIR)
    expect(page.locator(".jd-compare__hint")).to_contain_text(said)


def test_without_scripts_it_says_what_is_missing(company: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(company.as_uri() + "/compare.html")
    expect(page.locator(".jd-compare form")).to_be_hidden()
    expect(page.locator("article")).to_contain_text("JavaScript")
    page.locator(".jd-compare__start").get_by_role("link", name="甲公司").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("甲公司")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_they_stand_below_each_other(company: Path, open_tab: OpenTab, scheme: str) -> None:
    page = open_tab(company.as_uri() + "/", width=390, scheme=scheme).open(PAIR)
    told(page, SUMMARY)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    one, other = (cell.bounding_box() for cell in page.locator("tr[data-state=changed] td").all()[:2])
    assert one
    assert other
    assert one["y"] + one["height"] <= other["y"] + 1
    assert [state for state, *_ in rows(page, "主要职责")] == ["same", "apart", "changed", "apart"]


def test_on_paper_there_are_the_results_and_no_form(tab: Tab) -> None:
    page = tab.open(PAIR)
    told(page, SUMMARY)
    page.emulate_media(media="print")
    expect(page.locator(".jd-compare form")).to_be_hidden()
    expect(page.locator(".jd-compare__heads")).to_be_visible()


def test_hostile_texts_are_compared_as_typed(hostile_site: Path, open_tab: OpenTab) -> None:
    with served(hostile_site) as base:
        tab = open_tab(base)
        for number, text in enumerate(hostile.TEXTS):
            other = (number + 1) % len(hostile.TEXTS)
            page = tab.open(f"compare.html?a=u/p{number:02}&b=u/p{other:02}")
            told(page, "条")
            result = page.locator(".jd-compare__result")
            assert result.locator(":is(script, svg, img, em, code, [onclick], [onerror])").count() == 0
            assert "".join(text.split()) in "".join(result.inner_text().split())
            page.get_by_role("combobox", name="第一个岗位").fill("样本")
            assert page.locator("[role=option] :not(small)").count() == 0
        assert tab.page.evaluate("window.hacked") is None
        assert (tab.foreign, tab.complaints) == ([], [])


def test_what_stands_in_the_address_is_harmless(tab: Tab) -> None:
    page = tab.open("compare.html?a=%3Cimg%20src=x%20onerror=window.hacked=1%3E&b=__proto__")
    expect(page.locator(".jd-compare__hint")).to_contain_text("<img src=x")
    assert page.evaluate("window.hacked") is None
    assert (tab.foreign, tab.complaints) == ([], [])


def letters(page: Page, one: str, other: str) -> Any:
    return page.evaluate("([one, other]) => jdDiff.letters(one, other)", [one, other])


@pytest.mark.parametrize(
    "one, other, mine, yours",
    [
        ("每月发放工资", "每周发放工资", "每[月]发放工资", "每[周]发放工资"),
        ("付款", "收款", "[付]款", "[收]款"),
        ("核对单据", "核对全部单据", "核对单据", "核对[全部]单据"),
        ("甲乙丙丁", "戊乙己庚", "[甲乙丙丁]", "[戊乙己庚]"),
        ("😀甲", "😁甲", "[😀]甲", "[😁]甲"),
        ("", "新", "", "[新]"),
        ("同", "同", "同", "同"),
    ],
)
def test_characters_that_differ_are_found(tab: Tab, one: str, other: str, mine: str, yours: str) -> None:
    def shown(parts: list[tuple[str, bool]]) -> str:
        return "".join(text if both else f"[{text}]" for text, both in parts)

    left, right = letters(tab.open("compare.html"), one, other)
    assert (shown(left), shown(right)) == (mine, yours)


def test_nothing_is_lost_however_texts_differ(tab: Tab) -> None:
    page = tab.open("compare.html")
    for one in hostile.TEXTS:
        for side, text in zip(letters(page, one, hostile.TEXTS[0]), (one, hostile.TEXTS[0]), strict=True):
            assert "".join(said for said, _ in side) == text


def test_large_and_long_sections_are_compared_without_a_pause(tab: Tab) -> None:
    took, count = tab.open("compare.html").evaluate(
        """() => {
          const lines = (seed) => Array.from({ length: 200 }, (_, n) =>
            ({ text: Array.from({ length: 60 }, (_, m) => String.fromCharCode(0x4e00 + (n * 61 + m * m * seed) % 900)).join("") }));
          const long = (text) => [{ text: text.repeat(20000), label: "" }];
          const start = performance.now();
          const rows = [...jdDiff.rows(lines(7), lines(11)), ...jdDiff.rows(long("甲乙"), long("乙丙"))];
          return [performance.now() - start, rows.length];
        }"""
    )
    assert count >= 201
    assert took < 3000
