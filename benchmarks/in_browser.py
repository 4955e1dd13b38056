"""In the browser: what reading the wiki costs, `python benchmarks/in_browser.py SITE OUT`.

Serves a built site on loopback, opens it in headless Chromium and writes JSON to OUT. Sizes in bytes: the largest role
page as it stands, all that a role page has the browser fetch before anybody types, gzipped, and the search data for
each position, gzipped. Seconds: from focusing the search box until it is ready, and from the last key of a query until
the first result stands on the page. Queries are made from the titles and texts of the site itself.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(
    0, str(Path(__file__).resolve().parent.parent)
)  # run as a file, Python only knows this folder

from playwright.sync_api import Browser, Page, Response

from benchmarks.chromium import chromium, served
from benchmarks.figures import FIRST_LOAD, READY, RESULT, ROLE_PAGE, SEARCH_DATA

TIMES = 3
QUERIES = 12  # positions that queries are made from, spread over the library
# -- both count from the moment the browser is told, to the frame in which the page has changed --
FOCUS = """
() => new Promise((ready) => {
  const input = document.querySelector(".md-search__input");
  const began = performance.now();
  const meta = document.querySelector(".md-search-result__meta");
  const is = () => meta.textContent.trim() && !/正在初始化/.test(meta.textContent);
  const seen = () => (is() ? ready((performance.now() - began) / 1000) : requestAnimationFrame(seen));
  input.focus();
  seen();
})
"""
TYPE = """
(text) => new Promise((found) => {
  const input = document.querySelector(".md-search__input");
  const list = document.querySelector(".md-search-result__list");
  const began = performance.now();
  const observer = new MutationObserver(() => {
    if (!list.childElementCount) return;
    observer.disconnect();
    requestAnimationFrame(() => found((performance.now() - began) / 1000));
  });
  observer.observe(list, { childList: true });
  input.value = text;
  input.dispatchEvent(new KeyboardEvent("keyup", { key: text.at(-1), bubbles: true }));
})
"""


def queries(positions: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Yield what people may type: a title, a piece of one, one with a wrong character, and whole questions."""
    step = max(1, len(positions) // QUERIES)
    for position in positions[::step][:QUERIES]:
        title = position["title"]
        yield from (title, title[-3:], title[:-1] + "园", f"谁是{title}的上级", f"{title}负责什么")


def role_pages(site: Path) -> list[dict[str, Any]]:
    """Return what positions.json says of the positions that have pages."""
    listed: list[dict[str, Any]] = json.loads((site / "positions.json").read_text("utf-8"))["positions"]
    return listed


def first_load(browser: Browser, url: str) -> int:
    """Return the bytes of all answers to opening a page with an empty cache, each gzipped."""
    page = browser.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it refuses builtins
    page.goto(url, wait_until="networkidle")
    size = sum(len(gzip.compress(answer.body())) for answer in answers)
    page.close()
    return size


def searched(browser: Browser, url: str, asked: Sequence[str]) -> tuple[float, list[float]]:
    """Return the seconds until the box is ready in a fresh tab, and those that each query takes."""
    page: Page = browser.new_page()
    page.goto(url, wait_until="networkidle")
    ready: float = page.evaluate(FOCUS)
    seconds = [page.evaluate(TYPE, query) for query in asked]
    page.close()
    return ready, seconds


def main(site: Path, out: Path) -> None:
    """Measure all of it and write it down."""
    positions = role_pages(site)
    asked = list(queries(positions))
    data = gzip.compress((site / "assets" / "search" / "data.js").read_bytes())
    with served(site) as base, chromium() as browser:
        home, role = base + "index.html", base + positions[len(positions) // 2]["url"]
        load = first_load(browser, role)
        rounds = [searched(browser, home, asked if turn == 0 else ()) for turn in range(TIMES)]
    seconds = {READY: [ready for ready, _ in rounds], RESULT: rounds[0][1]}
    sizes = {
        ROLE_PAGE: max((site / one["url"]).stat().st_size for one in positions),
        FIRST_LOAD: load,
        SEARCH_DATA: len(data) / len(positions),
    }
    out.write_text(json.dumps({"seconds": seconds, "bytes": sizes}), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
