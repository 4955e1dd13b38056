"""The stage of browser tests: building a site, serving it on loopback, and a tab that notes what a page asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request

from jdbook.checks import RULES
from jdbook.library import Library
from jdbook.site.generator import build, configure
from jdbook.site.pages import pages
from jdbook.site.wiki import wiki_of
from jdbook.site.writing import write_pages

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = [PROJECT / "templates" / "site"]


@dataclass
class Tab:
    """A page of the browser with what it asked for and complained of; `base` is the address of the site's root."""

    page: Page
    base: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def search(self, text: str) -> list[str]:
        """Type into the search box as a person does and return the addresses found, below the root, in order."""
        self.page.keyboard.press("/")
        self.page.wait_for_selector(".md-search__input:focus")
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)
        self.page.keyboard.press("Shift")
        self.page.wait_for_function(
            "document.querySelector('.md-search-result__meta').innerText.match(/结果$/)"
        )
        self.page.wait_for_timeout(300)
        links = self.page.locator("a.md-search-result__link").all()
        return [self._below(link.get_attribute("href") or "") for link in links]

    def _below(self, url: str) -> str:
        """Return an address below the root, without the words that the page is to mark."""
        parts = urlsplit(url.removeprefix(self.base))
        return parts.path + (f"#{parts.fragment}" if parts.fragment else "")

    @property
    def foreign(self) -> list[str]:
        """Return the requests to anywhere but the site."""
        return [url for url in self.requests if not url.startswith((self.base, "data:", "blob:"))]


def built(library: Library, folder: Path) -> Path:
    """Return the folder of the site made of a library; every Word download is there, if only as a name."""
    work = folder / ".build"
    write_pages(pages(wiki_of(library), RULES, TEMPLATES), work / "pages")
    wiki = wiki_of(library)
    build(configure(wiki, project=PROJECT, template_dirs=TEMPLATES, build_dir=work, site_dir=folder / "site"))
    return folder / "site"


OpenTab = Callable[..., Tab]


def heed(tab: Tab, message: ConsoleMessage) -> None:
    """Note what a page says on the console if it is a complaint."""
    if message.type in ("error", "warning"):
        tab.complaints.append(f"{message.type}: {message.text}")


def heed_failure(tab: Tab, request: Request) -> None:
    """Note a request that failed, unless the tab was led elsewhere before it was answered."""
    if request.failure != "net::ERR_ABORTED":
        tab.complaints.append(f"failed: {request.url}")
