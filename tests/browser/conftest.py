"""Sites for browser tests: built once a run, served on loopback, opened in headless Chromium."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import hostile
import making
import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from jdbook.checks import RULES
from jdbook.library import Library, load
from jdbook.site.generator import build, configure
from jdbook.site.pages import pages
from jdbook.site.wiki import wiki_of
from jdbook.site.writing import write_pages
from jdbook.tree import read_tree

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATES = [PROJECT / "templates" / "site"]
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")


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
    write_pages(pages(library, RULES, TEMPLATES), work / "pages")
    wiki = wiki_of(library)
    build(configure(wiki, project=PROJECT, template_dirs=TEMPLATES, build_dir=work, site_dir=folder / "site"))
    return folder / "site"


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of loopback and yield its address."""

    class Silent(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Silent, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the sample company, below a folder `in/a folder`, so that it is not at the root of a server."""
    library, _ = load(read_tree(PROJECT).sources)
    folder = tmp_path_factory.mktemp("sample")
    site = built(library, folder / "build")
    (folder / "in").mkdir()
    return Path(shutil.move(site, folder / "in" / "a folder"))


@pytest.fixture(scope="session")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site whose every name and text is hostile: a position for each text of the table."""
    return built(making.load_of(hostile.library())[0], tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield opened
        opened.close()


OpenTab = Callable[..., Tab]


@pytest.fixture
def open_tab(browser: Browser) -> Iterator[OpenTab]:
    """Return a function that opens a tab on a site, by its address, at a width and in a colour scheme."""
    contexts = []

    def opened(base: str, *, width: int = 1440, scheme: str = "light") -> Tab:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="zh-CN")
        contexts.append(context)
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        tab = Tab(page, base)
        page.on("request", lambda request: tab.requests.append(request.url))
        page.on("requestfailed", lambda request: tab.complaints.append(f"failed: {request.url}"))
        page.on("pageerror", lambda error: tab.complaints.append(f"error: {error}"))
        page.on("console", lambda message: _heed(tab, message))
        return tab

    yield opened
    for context in contexts:
        context.close()


def _heed(tab: Tab, message: ConsoleMessage) -> None:
    if message.type in ("error", "warning"):
        tab.complaints.append(f"{message.type}: {message.text}")


@pytest.fixture
def sample(sample_site: Path, open_tab: OpenTab) -> Iterator[Tab]:
    """Yield a tab on the sample company, served below a path."""
    with served(sample_site.parent.parent) as base:
        yield open_tab(base + "in/a%20folder/")


@pytest.fixture
def sample_in_folder(sample_site: Path, open_tab: OpenTab) -> Tab:
    """Return a tab on the sample company opened from a folder, without a server."""
    return open_tab(sample_site.as_uri() + "/")
