"""What people type is shown and never runs: in pages, titles, navigation and search results."""

from __future__ import annotations

from pathlib import Path

import hostile
import pytest
from stage import OpenTab, Tab

from benchmarks.chromium import served

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PAGES = (
    *(
        "index.html",
        "u/index.html",
        "u/d/index.html",
        "charts/u.html",
        "changes.html",
        "checks.html",
        "forms.html",
        "forms/u.html",
        "duties.html",
        "powers.html",
        "compare.html?a=u/p00&b=u/p01",
    ),
    *("knowledge/index.html", "knowledge/glossary.html", "knowledge/t/test.html"),
)
NUMBERS = range(len(hostile.TEXTS))


def unharmed(tab: Tab) -> None:
    assert tab.page.evaluate("window.hacked") is None
    assert (
        tab.page.evaluate(
            "[...document.querySelectorAll('a')].filter(a => /^javascript/i.test(a.href)).length"
        )
        == 0
    )
    assert tab.foreign == []
    assert tab.complaints == []


@pytest.mark.parametrize("path", PAGES)
def test_pages_full_of_hostile_names_are_harmless(hostile_site: Path, open_tab: OpenTab, path: str) -> None:
    with served(hostile_site) as base:
        tab = open_tab(base)
        tab.open(path).wait_for_timeout(300)
        unharmed(tab)
        for link in tab.page.locator("article a, nav a, .md-header a").all()[:40]:
            link.hover(force=True, timeout=2000, no_wait_after=True) if link.is_visible() else None
        tab.page.wait_for_timeout(400)
        unharmed(tab)


def test_every_text_is_shown_as_typed_in_heading_title_body_and_table(
    hostile_site: Path, open_tab: OpenTab
) -> None:
    with served(hostile_site) as base:
        tab = open_tab(base)
        for number in NUMBERS:
            name, text = squeezed(hostile.name(number)), squeezed(hostile.TEXTS[number])
            page = tab.open(f"u/d/p{number:02}.html")
            assert squeezed(page.title()).startswith(name)
            assert squeezed(page.locator("h1").inner_text()) == name
            assert squeezed(page.locator(".jd-crumbs li").last.inner_text()) == name
            assert squeezed(page.locator("h2#duties ~ ol li").first.inner_text()) == f"{text}工作标准{text}"
            assert squeezed(page.locator("h2#collaboration + table td").last.inner_text()) == text
        unharmed(tab)


def test_articles_show_whatever_stands_in_them_and_run_nothing(hostile_site: Path, open_tab: OpenTab) -> None:
    with served(hostile_site) as base:
        tab = open_tab(base)
        for number in NUMBERS:
            page = tab.open(f"knowledge/t/a{number:02}.html")
            assert squeezed(page.locator("h1").inner_text()) == squeezed(hostile.name(number))
            assert (
                page.locator("article :is(script, svg, img, iframe, style, [onclick], [onerror])").count()
                == 0
            )
        unharmed(tab)


def test_definitions_are_text_in_the_box_that_explains_them(hostile_site: Path, open_tab: OpenTab) -> None:
    with served(hostile_site) as base:
        tab = open_tab(base)
        for number in NUMBERS:
            page = tab.open(f"knowledge/t/a{number:02}.html")
            for term in page.locator(".jd-term").all()[:3]:
                term.hover()
                assert page.locator(".jd-tip").count() == 1
                assert page.locator(".jd-tip *").count() == 0
        tab.page.wait_for_timeout(400)
        unharmed(tab)


def squeezed(text: str) -> str:
    """Return a text without blanks: browsers lay them out, and reading takes out line separators."""
    return "".join(text.split())


def test_search_shows_hostile_names_and_texts_as_typed(hostile_site: Path, open_tab: OpenTab) -> None:
    with served(hostile_site) as base:
        tab = open_tab(base)
        tab.open("index.html")
        for number in NUMBERS:
            assert tab.search(f"样本 {number:02}")[0].split("#")[0] == f"u/d/p{number:02}.html"
            first = tab.page.locator(".md-search-result__item").first
            shown = first.locator("h1").inner_text().replace("\u200b", "")
            assert hostile.plain(shown) == hostile.name(number)
            assert first.locator("script, img, b, em, code, article a, [onerror], [onclick]").count() == 0
        unharmed(tab)


@pytest.mark.parametrize(
    "text", ["<img src=x onerror=window.hacked=1>", "\"'><script>window.hacked=1</script>", "constructor"]
)
def test_what_is_typed_into_the_box_is_harmless(hostile_site: Path, open_tab: OpenTab, text: str) -> None:
    with served(hostile_site) as base:
        tab = open_tab(base)
        tab.open("index.html")
        tab.search(text)
        assert tab.page.evaluate("window.hacked") is None
