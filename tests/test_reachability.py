"""Every page of the sample wiki is reached from home in a few clicks, and every page leads on."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from jdbook.checks import RULES
from jdbook.gathering import gather
from jdbook.site.generator import build, configure
from jdbook.site.pages import pages
from jdbook.site.wiki import wiki_of
from jdbook.site.writing import write_pages
from jdbook.tree import read_tree

pytestmark = pytest.mark.slow
PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = [PROJECT / "templates" / "site"]
HOME, CLICKS = "index.html", 4

Links = Mapping[str, frozenset[str]]


class Anchors(HTMLParser):
    """The targets of a page's links: all of them, and those within the content itself."""

    def __init__(self, page: str, text: str) -> None:
        super().__init__()
        self.page = page
        self.everywhere: set[str] = set()
        self.content: set[str] = set()
        self._inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = self._inside or tag == "article"
        target = dict(attrs).get("href")
        if tag == "a" and target and not urlsplit(target).scheme:
            path = unquote(urlsplit(target).path)
            whole = posixpath.normpath(posixpath.join(posixpath.dirname(self.page), path or self.page))
            self.everywhere.add(whole)
            if self._inside:
                self.content.add(whole)

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "article"


@pytest.fixture(scope="module")
def anchors(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Anchors]:
    """Return the links of every page of the sample wiki, by the page's path."""
    folder = tmp_path_factory.mktemp("reach")
    library, _ = gather(read_tree(PROJECT).sources)
    write_pages(pages(wiki_of(library), RULES, TEMPLATES), folder / ".build/pages")
    site = folder / "site"
    work = folder / ".build"
    build(
        configure(wiki_of(library), project=PROJECT, template_dirs=TEMPLATES, build_dir=work, site_dir=site)
    )
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*.html")]
    return {path: Anchors(path, (site / path).read_text("utf-8")) for path in paths if path != "404.html"}


def clicks(links: Links, start: str) -> dict[str, int]:
    """Return how many clicks away each page is."""
    found, edge, steps = {start: 0}, {start}, 0
    while edge:
        steps += 1
        edge = {target for page in edge for target in links[page] if target in links} - found.keys()
        found |= dict.fromkeys(edge, steps)
    return found


def test_every_page_is_a_few_clicks_from_home_by_the_links_in_the_pages(
    anchors: Mapping[str, Anchors],
) -> None:
    """The navigation beside a page does not count: on a phone it is folded away."""
    links = {path: frozenset(found.content) for path, found in anchors.items()}
    away = clicks(links, HOME)
    assert len(links) > 100
    assert links.keys() - away.keys() <= {"checks.html"}, "in the navigation only"
    assert {path: steps for path, steps in away.items() if steps > CLICKS} == {}


def test_with_the_navigation_nothing_at_all_is_left_out(anchors: Mapping[str, Anchors]) -> None:
    away = clicks({path: frozenset(found.everywhere) for path, found in anchors.items()}, HOME)
    assert anchors.keys() == away.keys()
    assert max(away.values()) <= CLICKS


def test_no_page_is_a_dead_end(anchors: Mapping[str, Anchors]) -> None:
    for path, found in anchors.items():
        onward = (found.content & anchors.keys()) - {path}
        assert onward, path
        assert path == HOME or HOME in onward, path
