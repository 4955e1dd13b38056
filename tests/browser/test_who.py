"""The indexes in a browser: who is responsible, who decides; filtered, shared, from a folder, without scripts."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote

import hostile
import making
import pytest
from playwright.sync_api import Browser, Page, expect
from stage import OpenTab, Tab, built

from benchmarks.chromium import served
from jdbook.site import indexes

pytestmark = [pytest.mark.browser, pytest.mark.slow]
COMPANY = {
    "a/unit.yml": "name: 甲公司\ndepartments: {fin: {name: 财务部}, fin/cash: {name: 资金组}, hr: {name: 人事部}}\n",
    "a/gm.yml": "title: 总经理\nstatus: 试行\nauthority:\n  - 全面主持工作\n"
    "  - {matter: 付款, action: 审批, limit: {from: 5, unit: 万元}}\n  - {matter: 让价, action: 决定, limit: {from: 3, unit: 个百分点}}\n"
    "  - {matter: 招聘, action: 决定}\n",
    "a/fin/director.yml": "title: 财务总监\nsuperior: 总经理\nstatus: 试行\nduties: [编制预算, 'ＡＢＣ Budget']\nauthority:\n"
    "  - {matter: 付款, action: 审批, limit: {from: 10000, below: 50000}, with_whom: 总经理}\n  - {matter: 付款, action: 知情}\n",
    "a/fin/cash/cashier.yml": "title: 出纳员\nsuperior: 财务总监\nstatus: 试行\nduties: [收款, {text: 付款, children: [核对单据]}]\n"
    "authority: [{matter: 付款, action: 执行, limit: {below: 1, unit: 万元}}]\n",
    "a/hr/hr.yml": f"title: 人事专员\nsuperior: 总经理\nstatus: 试行\nduties: [{', '.join(f'事项{n}' for n in range(240))}]\n",
    "b/unit.yml": "name: 乙公司\n",
    "b/gm.yml": "title: 总经理\nstatus: 试行\nduties: [编制年度预算]\nauthority: [{matter: 付款, action: 审批, limit: {below: 20000}}]\n",
}


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of two companies whose lists come in many parts."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(indexes, "PART", 50)
        return built(making.load_of(COMPANY)[0], tmp_path_factory.mktemp("who"))


@pytest.fixture
def tab(company: Path, open_tab: OpenTab) -> Tab:
    """Return a tab on it opened from a folder, without a server."""
    return open_tab(company.as_uri() + "/")


def told(page: Page, text: str) -> None:
    expect(page.get_by_role("status")).to_have_text(re.compile(text))


def rows(page: Page) -> list[str]:
    """Return the rows that are listed, their cells side by side."""
    return [
        " | ".join(" ".join(cell.split()) for cell in row.locator("td").all_inner_texts())
        for row in page.locator(".jd-who__table tbody tr").all()
    ]


def test_all_duties_are_told_and_listed_in_pieces(tab: Tab) -> None:
    page = tab.open("duties.html")
    told(page, "^共 245 项，列出前 100 项$")
    assert len(rows(page)) == 100
    more = page.get_by_role("button", name="再列")
    more.focus()
    page.keyboard.press("Enter")
    told(page, "列出前 200 项")
    expect(page.locator("tbody tr").nth(100).locator("a")).to_be_focused()
    more.click()
    told(page, "^共 245 项$")
    expect(more).to_be_hidden()
    assert rows(page)[-1] == "编制年度预算 | 总经理 | 乙公司"
    assert (tab.foreign, tab.complaints) == ([], [])


def test_without_a_filter_only_what_is_shown_is_loaded(tab: Tab) -> None:
    page = tab.open("duties.html")
    told(page, "共 245 项")
    assert len([url for url in tab.requests if "/data/duties/" in url]) == 2
    page.get_by_label("关键词").fill("预算")
    told(page, "找到 2 项，2 个岗位")
    assert len([url for url in tab.requests if "/data/duties/" in url]) == 6


@pytest.mark.parametrize(
    "typed, found",
    [
        ("预算", ["编制预算", "编制年度预算"]),
        ("编制  乙公司", ["编制年度预算"]),
        ("核对", ["付款 核对单据"]),
        ("出纳员 收款", ["收款"]),
        ("abc budget", ["ＡＢＣ Budget"]),
    ],
)
def test_words_find_duties_wherever_they_stand(tab: Tab, typed: str, found: list[str]) -> None:
    page = tab.open("duties.html")
    page.get_by_label("关键词").fill(typed)
    told(page, f"^找到 {len(found)} 项")
    assert [row.split(" | ")[0] for row in rows(page)] == found


def test_what_was_found_is_marked_and_leads_to_the_sentence_on_the_page(tab: Tab) -> None:
    page = tab.open(f"duties.html?word={quote('预算')}")
    told(page, "找到 2 项")
    expect(page.locator("tbody mark").first).to_have_text("预算")
    page.get_by_role("link", name="财务总监").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("财务总监")
    assert page.evaluate("location.hash") == "#duties-1"
    expect(page.locator("li:has(> :target)")).to_have_text("编制预算")


def test_a_power_leads_to_its_row_though_the_list_has_another_order(tab: Tab) -> None:
    page = tab.open(f"powers.html?word={quote('让价')}")
    told(page, "找到 1 项")
    page.get_by_role("link", name="总经理").click()
    expect(page.locator("tr:has(:target) td").first).to_have_text("让价")


def test_a_unit_and_a_department_with_those_below_it(tab: Tab) -> None:
    page = tab.open("duties.html")
    expect(page.get_by_label("部门")).to_be_disabled()
    page.get_by_label("单位").select_option("甲公司")
    told(page, "共 244 项")
    page.get_by_label("部门").select_option("财务部")
    told(page, "^找到 4 项，2 个岗位$")
    page.get_by_label("部门").select_option(label="　资金组")
    told(page, "^找到 2 项，1 个岗位$")
    assert rows(page)[0] == "收款 | 出纳员 | 财务部 / 资金组"
    page.get_by_label("单位").select_option("乙公司")
    told(page, "^共 1 项$")
    expect(page.get_by_label("部门")).to_have_value("")


def test_a_filtered_view_is_in_the_address_and_comes_back(tab: Tab) -> None:
    page = tab.open("powers.html")
    page.get_by_label("单位").select_option("甲公司")
    told(page, "共 7 项")
    page.get_by_label("部门").select_option("财务部")
    told(page, "找到 3 项")
    page.get_by_label("权限", exact=True).select_option("审批")
    page.get_by_label("金额").fill("1.2万")
    page.wait_for_function("location.search.includes('amount=')")
    told(page, "^找到 1 项")
    page.goto(page.url)
    told(page, "^找到 1 项")
    expect(page.get_by_label("部门")).to_have_value('["财务部"]')
    expect(page.get_by_label("金额")).to_have_value("1.2万")
    page.get_by_role("button", name="清除", exact=True).click()
    told(page, "^共 8 项$")
    assert page.url == tab.base + "powers.html"


@pytest.mark.parametrize(
    "amount, found",
    [
        ("9999", ["出纳员 1 万元以下", "财务总监 没有写限额", "总经理 20000 元以下"]),
        ("12000 元", ["财务总监 10000 元及以上、50000 元以下", "财务总监 没有写限额", "总经理 20000 元以下"]),
        (
            "１．２万元",
            ["财务总监 10000 元及以上、50000 元以下", "财务总监 没有写限额", "总经理 20000 元以下"],
        ),
        ("50,000", ["总经理 5 万元及以上", "财务总监 没有写限额"]),
        ("3 个百分点", ["总经理 3 个百分点及以上"]),
    ],
)
def test_an_amount_shows_who_may_decide_at_it(tab: Tab, amount: str, found: list[str]) -> None:
    page = tab.open("powers.html")
    page.get_by_label("金额").fill(amount)
    told(page, f"^找到 {len(found)} 项")
    cells = [row.split(" | ") for row in rows(page)]
    assert [f"{row[4]} {row[2]}" for row in cells] == found
    expect(page.locator("#jd-advice")).to_contain_text("另有 1 项写成句子")


def test_an_amount_that_is_none_is_told(tab: Tab) -> None:
    page = tab.open("powers.html")
    page.get_by_label("金额").fill("很多")
    expect(page.locator("#jd-advice")).to_contain_text("金额没有看懂")
    told(page, "共 8 项")


def test_who_may_decide_leaves_out_who_only_carries_out_and_sentences_are_marked(tab: Tab) -> None:
    page = tab.open("powers.html")
    told(page, "共 8 项")
    assert any(row.startswith("原句 全面主持工作") for row in rows(page))
    page.get_by_label("权限", exact=True).select_option("能拍板的（决定、审批、签署）")
    told(page, "^找到 5 项")
    assert {row.split(" | ")[1] for row in rows(page)} == {"决定", "审批"}


def test_nothing_found_says_what_to_do(tab: Tab) -> None:
    page = tab.open("duties.html")
    page.get_by_label("关键词").fill("霸王龙")
    told(page, "^没有找到$")
    assert page.locator("tbody tr").count() == 0
    page.get_by_role("button", name="清除全部条件").click()
    told(page, "共 245 项")
    expect(page.get_by_label("关键词")).to_be_focused()


def test_everything_is_done_with_the_keyboard(tab: Tab) -> None:
    page = tab.open("powers.html")
    told(page, "共 8 项")
    page.get_by_label("关键词").focus()
    page.keyboard.insert_text("招聘")
    page.keyboard.press("Enter")
    told(page, "^找到 1 项")
    for label in ("单位", "权限", "金额"):
        page.keyboard.press("Tab")
        expect(page.get_by_label(label, exact=True)).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    told(page, "共 8 项")


def test_the_heading_of_the_table_stays_in_sight(tab: Tab) -> None:
    page = tab.open("duties.html")
    told(page, "共 245 项")
    page.mouse.wheel(0, 2000)
    page.wait_for_timeout(300)
    top = page.locator("thead th").first.bounding_box()
    header = page.locator(".md-header").bounding_box()
    assert top
    assert header
    assert abs(top["y"] - header["height"]) < 4


def test_a_part_that_is_missing_is_told_and_the_rest_is_listed(tab: Tab) -> None:
    tab.page.route("**/powers/b/1.js", lambda route: route.abort())
    page = tab.open("powers.html")
    page.get_by_label("关键词").fill("付款")
    told(page, "^找到 4 项")
    expect(page.locator("#jd-advice")).to_contain_text("乙公司的数据没有读到")


def test_without_scripts_there_are_units_and_the_excel_file(company: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(company.as_uri() + "/powers.html")
    expect(page.locator("form.jd-filter")).to_be_hidden()
    expect(page.locator("article")).to_contain_text("JavaScript")
    expect(page.get_by_role("link", name="下载 Excel")).to_be_visible()
    page.locator(".jd-who__start").get_by_role("link", name="甲公司").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("甲公司")
    context.close()


def test_a_unit_leads_to_its_own_duties(tab: Tab) -> None:
    page = tab.open("b/index.html")
    page.locator("article").get_by_role("link", name="这事谁负责").click()
    told(page, "^共 1 项$")
    expect(page.get_by_label("单位")).to_have_value("b")


def test_hostile_texts_are_listed_as_typed(hostile_site: Path, open_tab: OpenTab) -> None:
    with served(hostile_site) as base:
        tab = open_tab(base)
        for name, column in (("duties", 1), ("powers", 4)):
            page = tab.open(f"{name}.html")
            told(page, "项")
            assert page.locator("tbody :is(script, svg, img, b, em, code, [onclick], [onerror])").count() == 0
            for number, text in enumerate(hostile.TEXTS):
                page.get_by_label("关键词").fill(f"样本 {number:02}")
                page.wait_for_function(
                    "word => new URLSearchParams(location.search).get('word') === word",
                    arg=f"样本 {number:02}",
                )
                said = "".join(page.locator("tbody").inner_text().split())
                assert "".join(text.split()) in said, text
                title = page.locator("tbody tr").first.locator("td").nth(column).inner_text()
                assert title.startswith("样本")
        assert tab.page.evaluate("window.hacked") is None
        assert (tab.foreign, tab.complaints) == ([], [])


@pytest.mark.parametrize("typed", ["<img src=x onerror=window.hacked=1>", "[", "(", "\\", "constructor", "%"])
def test_what_is_typed_or_stands_in_the_address_is_harmless(tab: Tab, typed: str) -> None:
    keys = ("word", "unit", "department", "action", "amount")
    page = tab.open("powers.html?" + "&".join(f"{key}={quote(typed)}" for key in keys))
    told(page, ".")
    page.get_by_label("关键词").fill(typed)
    page.wait_for_timeout(300)
    assert page.evaluate("window.hacked") is None
    assert tab.complaints == []
