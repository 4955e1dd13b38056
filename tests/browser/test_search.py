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


def test_what_was_found_is_marked(sample: Tab) -> None:
    sample.open("index.html")
    sample.search("印鉴")
    assert "印鉴" in sample.page.locator(".md-search-result mark").first.inner_text()


def test_nothing_found_is_said_in_chinese(sample: Tab) -> None:
    sample.open("index.html")
    assert sample.search("霸王龙") == []
    assert sample.page.locator(".md-search-result__meta").inner_text() == "没有找到符合条件的结果"
