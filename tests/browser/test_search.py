"""Search in Chinese, typed into the box as people type."""

from __future__ import annotations

import pytest
from stage import Tab

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CASHIER, DIRECTOR = "ad-company/finance/cashier.html", "ad-company/bd-director.html"


@pytest.mark.parametrize(
    "typed, found",
    [
        ("出纳员", CASHIER),
        ("出纳", CASHIER),
        ("拓展", DIRECTOR),
        ("拓展总监", DIRECTOR),
        ("GG-CW-03", CASHIER),
    ],
)
def test_a_position_is_the_first_result_for_its_title_a_word_of_it_or_its_code(
    sample: Tab, typed: str, found: str
) -> None:
    sample.open("index.html")
    assert sample.search(typed)[0].split("#")[0] == found


@pytest.mark.parametrize("alias", ["客服经理", "客服部经理"])
def test_a_position_is_among_the_first_for_an_alias(sample: Tab, alias: str) -> None:
    sample.open("index.html")
    found = list(dict.fromkeys(result.split("#")[0] for result in sample.search(alias)))
    assert "ad-company/customer-service/cs-manager.html" in found[:3]


@pytest.mark.parametrize(
    "typed, found",
    [
        ("印鉴", f"{CASHIER}#duties"),
        ("汇票", f"{CASHIER}#duties"),
        ("支票", "ad-company/gm.html#authority"),
        ("白条", f"{CASHIER}#rules"),
    ],
)
def test_a_word_from_the_middle_of_a_sentence_finds_the_section_it_is_in(
    sample: Tab, typed: str, found: str
) -> None:
    sample.open("index.html")
    assert found in sample.search(typed)


@pytest.mark.parametrize(
    "typed, found",
    [
        ("cny", CASHIER),  # initials
        ("chunayuan", CASHIER),
        ("caiwuzongjian", "ad-company/finance/finance-director.html"),
        ("出纳圆", CASHIER),  # sounds alike
        ("财物总监", "ad-company/finance/finance-director.html"),
        ("财务总监监", "ad-company/finance/finance-director.html"),  # one too many
        ("财总监", "ad-company/finance/finance-director.html"),  # short for it
        ("总监 财务部", "ad-company/finance/finance-director.html"),
        ("广告公司出纳", CASHIER),
    ],
)
def test_a_position_is_found_by_sound_short_forms_and_slips_of_the_finger(
    sample: Tab, typed: str, found: str
) -> None:
    sample.open("index.html")
    pages = list(dict.fromkeys(result.split("#")[0] for result in sample.search(typed)))
    assert found in pages[:2]


@pytest.mark.parametrize(
    "asked, found",
    [
        ("空白支票由谁保管", f"{CASHIER}#duties"),
        ("谁来办理个税", f"{CASHIER}#duties"),
        ("工资表谁批", "ad-company/gm.html#authority"),
    ],
)
def test_a_question_finds_who_has_the_duty_or_the_authority(sample: Tab, asked: str, found: str) -> None:
    sample.open("index.html")
    assert found in sample.search(asked)


def test_a_result_says_why_it_came_up(sample: Tab) -> None:
    sample.open("index.html")
    sample.search("cny")
    first = sample.page.locator(".md-search-result__item").first.inner_text()
    assert "拼音" in first
    assert "广告公司 财务部" in first or "文化传播公司 财务部" in first


def test_pasting_searches_without_another_key(sample: Tab) -> None:
    sample.open("index.html")
    sample.page.keyboard.press("/")
    sample.page.wait_for_selector(".md-search__input:focus")
    sample.page.keyboard.insert_text("出纳员")
    sample.page.wait_for_selector("a.md-search-result__link")


def test_the_data_are_fetched_when_the_box_is_focused_and_not_before(sample: Tab) -> None:
    sample.open("index.html")
    sample.page.wait_for_timeout(500)
    assert not [url for url in sample.requests if "search/data.js" in url]
    with sample.page.context.expect_event("response", lambda response: "search/data.js" in response.url):
        sample.page.keyboard.press("/")


def test_what_was_found_is_marked(sample: Tab) -> None:
    sample.open("index.html")
    sample.search("印鉴")
    assert "印鉴" in sample.page.locator(".md-search-result mark").first.inner_text()


def test_nothing_found_is_said_in_chinese(sample: Tab) -> None:
    sample.open("index.html")
    assert sample.search("霸王龙") == []
    assert sample.page.locator(".md-search-result__meta").inner_text() == "没有找到符合条件的结果"
