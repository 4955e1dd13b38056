"""Every kind of page held to WCAG 2.1 AA and to good practice by axe-core, light and dark, with nothing on the console."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from stage import OpenTab, Tab

from benchmarks.chromium import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
AXE = Path(__file__).parent / "vendor/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
FAILED = """async (tags) => {
  const result = await axe.run(document, {runOnly: tags, resultTypes: ["violations"]});
  return result.violations.map(({id, nodes}) => [id, ...nodes.map(({target, failureSummary}) => `${target}: ${failureSummary}`)]);
}"""


def looked_at(tab: Tab) -> None:
    """Leave the page as it opens."""


def graded(tab: Tab) -> None:
    """Answer a question wrongly and one rightly, and hand the self-test in."""
    questions = tab.page.locator(".jd-question")
    questions.first.locator("label:not([data-right]) input").first.check()
    for answer in questions.nth(1).locator("label[data-right] input").all():
        answer.check()
    tab.page.get_by_role("button", name="交卷").click()


def searched(tab: Tab) -> None:
    """Open the search dialog with results in it."""
    assert tab.search("总经理")


def filtered(tab: Tab) -> None:
    """Filter the index of powers by an amount, so that every column and a note is there."""
    tab.page.get_by_label("金额").fill("12000 元")
    tab.page.wait_for_selector(".jd-who__hint:not([hidden])")


def unfolded(tab: Tab) -> None:
    """Unfold a chart and find somebody in it."""
    tab.page.get_by_role("button", name="全部展开").click()
    tab.page.get_by_label("找岗位或部门").fill("出纳员")


CASES: tuple[tuple[str, Callable[[Tab], None]], ...] = (
    ("index.html", looked_at),
    ("index.html", searched),
    ("ad-company/index.html", looked_at),
    ("ad-company/finance/index.html", looked_at),
    ("ad-company/finance/cashier.html", looked_at),
    ("planning-center/index.html", looked_at),
    ("charts/ad-company.html", unfolded),
    ("duties.html", looked_at),
    ("powers.html", filtered),
    ("forms.html", looked_at),
    ("forms/ad-company.html", looked_at),
    ("knowledge/index.html", looked_at),
    ("knowledge/glossary.html", looked_at),
    ("knowledge/ae/work.html", looked_at),
    ("knowledge/crm/quiz-judge.html", looked_at),
    ("knowledge/crm/quiz-judge.html", graded),
    ("changes.html", looked_at),
    ("checks.html", looked_at),
    ("404.html", looked_at),
)


@pytest.fixture(scope="module")
def address(sample_site: Path) -> Iterator[str]:
    with served(sample_site) as base:
        yield base


def violations(page: Page) -> list[Any]:
    """Return what axe-core finds wrong with a page as it stands: the rule and where it is broken."""
    page.evaluate(AXE.read_text("utf-8"))
    found: list[Any] = page.evaluate(FAILED, TAGS)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path, done", [pytest.param(path, done, id=f"{path}-{done.__name__}") for path, done in CASES]
)
def test_everybody_can_use_a_page(
    address: str, open_tab: OpenTab, path: str, done: Callable[[Tab], None], scheme: str
) -> None:
    tab = open_tab(address, scheme=scheme)
    page = tab.open(path)
    done(tab)
    assert violations(page) == []
    assert page.locator("html").get_attribute("lang") == "zh"
    assert tab.complaints == []
    assert tab.foreign == []


def test_what_is_wrong_is_found(open_tab: OpenTab, address: str) -> None:
    page = open_tab(address).open("404.html")
    page.evaluate("document.querySelector('input').removeAttribute('aria-label')")
    page.evaluate("document.querySelector('input').removeAttribute('placeholder')")
    page.evaluate("document.querySelector('h1').style.color = 'color-mix(in srgb, canvas 90%, canvastext)'")
    assert {"label", "color-contrast"} <= {rule for rule, *_ in violations(page)}
