"""Sites for browser tests: built once a run, served on loopback, opened in headless Chromium."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import hostile
import making
import pytest
from playwright.sync_api import Browser
from stage import PROJECT, OpenTab, Tab, built, heed, heed_failure

from benchmarks.chromium import chromium, served
from jdbook.gathering import gather
from jdbook.tree import read_tree


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site of the sample company, below a folder `in/a folder`, so that it is not at the root of a server."""
    library, _ = gather(read_tree(PROJECT).sources)
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
    with chromium() as opened:
        yield opened


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
        page.on("requestfailed", lambda request: heed_failure(tab, request))
        page.on("pageerror", lambda error: tab.complaints.append(f"error: {error}"))
        page.on("console", lambda message: heed(tab, message))
        return tab

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def sample(sample_site: Path, open_tab: OpenTab) -> Iterator[Tab]:
    """Yield a tab on the sample company, served below a path."""
    with served(sample_site.parent.parent) as base:
        yield open_tab(base + "in/a%20folder/")


@pytest.fixture
def sample_in_folder(sample_site: Path, open_tab: OpenTab) -> Tab:
    """Return a tab on the sample company opened from a folder, without a server."""
    return open_tab(sample_site.as_uri() + "/")
