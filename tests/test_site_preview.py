"""The preview shows changes, whatever they are, and outlives everything."""

from __future__ import annotations

import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from making import library_of

from jdbook.site.errors import SiteError
from jdbook.site.generator import configure
from jdbook.site.memo import Memo
from jdbook.site.pages import pages
from jdbook.site.preview import Preview, Update
from jdbook.site.wiki import wiki_of
from jdbook.site.writing import write_pages

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = [PROJECT / "templates" / "site"]
FILES = {
    "ad/unit.yml": "name: 广告公司\n",
    "ad/gm.yml": "title: 总经理\nstatus: 试行\n",
    "ad/finance/x.yml": "title: 出纳员\nsuperior: 总经理\nstatus: 试行\nduties: [收款]\n",
    "ad/finance/y.yml": "title: 会计员\nsuperior: 总经理\nstatus: 试行\n",
}
PATIENCE = 10.0  # seconds, on a busy machine
pytestmark = pytest.mark.slow


@dataclass
class Desk:
    """A library being written, a preview of it, and what the preview reported."""

    folder: Path
    files: dict[str, str] = field(default_factory=lambda: dict(FILES))
    reports: list[Exception] = field(default_factory=list)
    memo: Memo = field(default_factory=Memo)
    trouble: Exception | None = None
    templates: list[Path] = field(default_factory=lambda: list(TEMPLATES))
    waiting: list[Callable[[], None]] = field(default_factory=list)
    preview: Preview = field(init=False)

    def afterwards(self) -> None:
        """Do what a test wants done once browsers show a change."""
        for step in self.waiting:
            step()

    def refresh(self) -> Update:
        if self.trouble:
            raise self.trouble
        library = library_of(self.files)
        changed = write_pages(
            pages(wiki_of(library), (), self.templates, memo=self.memo), self.folder / "pages"
        )
        wiki = wiki_of(library)
        site = self.folder / "unused"
        config = configure(
            wiki, project=PROJECT, template_dirs=self.templates, build_dir=self.folder, site_dir=site
        )
        return Update(config, changed)

    def write(self, **files: str) -> None:
        self.files |= {path.replace("__", "/") + ".yml": text for path, text in files.items()}
        self.preview.poke()

    def get(self, path: str) -> str:
        try:
            with urllib.request.urlopen(self.preview.url + path, timeout=PATIENCE) as answer:
                return str(answer.read().decode())
        except urllib.error.HTTPError as error:
            return f"{error.code} {error.read().decode()}"

    def wait(self, path: str, shown: Callable[[str], bool]) -> str:
        """Return the page once `shown` is true of it."""
        end = time.monotonic() + PATIENCE
        while not shown(text := self.get(path)):
            assert time.monotonic() < end, text
            time.sleep(0.05)
        return text


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    made.preview = Preview(
        made.refresh,
        made.reports.append,
        folder=tmp_path / "serve",
        port=free_port(),
        afterwards=made.afterwards,
    )
    ready = threading.Event()
    server = threading.Thread(target=made.preview.run, kwargs={"ready": ready.set}, daemon=True)
    server.start()
    assert ready.wait(30)
    yield made
    made.preview.stop()
    server.join(PATIENCE)
    assert not server.is_alive()


def test_a_saved_text_is_shown_and_the_other_pages_are_not_made_again(desk: Desk) -> None:
    desk.wait("ad/finance/x.html", lambda text: "收款" in text)
    other = desk.folder / "serve/site/ad/finance/y.html"
    before = other.stat().st_mtime_ns
    desk.write(ad__finance__x=FILES["ad/finance/x.yml"].replace("收款", "付款"))
    assert "收款" not in desk.wait("ad/finance/x.html", lambda text: "付款" in text)
    assert other.stat().st_mtime_ns == before
    assert "付款" in desk.get("assets/search/data.js")


def test_what_follows_from_a_text_elsewhere_is_fresh_too(desk: Desk) -> None:
    desk.write(ad__finance__x="title: 收银员\nsuperior: 总经理\nstatus: 试行\n")
    for page in (
        "ad/finance/x.html",
        "ad/finance/y.html",
        "ad/gm.html",
        "ad/index.html",
        "ad/finance/index.html",
    ):
        assert "出纳员" not in desk.wait(page, lambda text: "收银员" in text), page


def test_a_new_department_is_in_the_navigation_of_pages_that_did_not_change(desk: Desk) -> None:
    assert "新部门" not in desk.get("checks.html")
    desk.files["ad/unit.yml"] = "name: 广告公司\ndepartments: {new: {name: 新部门}}\n"
    desk.write(ad__new__z="title: 新岗\nsuperior: 总经理\nstatus: 试行\n")
    desk.wait("ad/finance/index.html", lambda text: "新部门" in text)
    desk.wait("ad/new/z.html", lambda text: "新岗" in text)


def test_an_edited_theme_template_counts_at_once(desk: Desk, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    (mine / "overrides/partials").mkdir(parents=True)
    (mine / "overrides/partials/turn.html").write_text("<p>我的翻页</p>", "utf-8")
    desk.templates = [mine, *TEMPLATES]
    desk.preview.poke()
    desk.wait("ad/finance/x.html", lambda text: "我的翻页" in text)


def test_a_page_that_is_gone_is_gone(desk: Desk) -> None:
    del desk.files["ad/finance/y.yml"]
    desk.preview.poke()
    assert "找不到这个页面" in desk.wait("ad/finance/y.html", lambda text: text.startswith("404"))
    assert "会计员" not in desk.get("ad/finance/x.html")


def test_trouble_is_reported_the_site_stays_and_the_next_change_is_shown(desk: Desk) -> None:
    for trouble in (SiteError("模板坏了"), ValueError("a bug"), OSError("disk full")):
        desk.trouble = trouble
        desk.preview.poke()
        end = time.monotonic() + PATIENCE
        while trouble not in desk.reports:
            assert time.monotonic() < end
            time.sleep(0.05)
        assert "收款" in desk.get("ad/finance/x.html")
    desk.trouble = None
    desk.write(ad__finance__x=FILES["ad/finance/x.yml"].replace("收款", "付款"))
    desk.wait("ad/finance/x.html", lambda text: "付款" in text)


def test_a_browser_that_waits_is_told_of_the_change(desk: Desk) -> None:
    page = desk.get("ad/finance/x.html")
    epoch = page.rsplit("livereload(", 1)[1].split(",")[0]
    answers: list[str] = []
    waiting = threading.Thread(target=lambda: answers.append(desk.get(f"livereload/{epoch}/1")))
    waiting.start()
    desk.write(ad__finance__x=FILES["ad/finance/x.yml"].replace("收款", "付款"))
    waiting.join(PATIENCE)
    assert int(answers[0]) > int(epoch)


def test_what_can_wait_is_done_once_the_change_is_shown_and_nothing_more_has_changed(desk: Desk) -> None:
    seen: list[bool] = []
    desk.waiting.append(lambda: seen.append("付款" in desk.get("ad/finance/x.html")))
    desk.write(ad__finance__x=FILES["ad/finance/x.yml"].replace("收款", "缴款"))
    desk.wait("ad/finance/x.html", lambda text: "缴款" in text)
    desk.write(ad__finance__x=FILES["ad/finance/x.yml"].replace("收款", "付款"))
    end = time.monotonic() + PATIENCE
    while not seen:
        assert time.monotonic() < end
        time.sleep(0.05)
    time.sleep(1)
    assert seen == [True]


def test_trouble_with_what_can_wait_is_reported_too(desk: Desk) -> None:
    trouble = ValueError("a bug")

    def fail() -> None:
        raise trouble

    desk.waiting.append(fail)
    desk.write(ad__finance__x=FILES["ad/finance/x.yml"].replace("收款", "付款"))
    desk.wait("ad/finance/x.html", lambda text: "付款" in text)
    end = time.monotonic() + PATIENCE
    while trouble not in desk.reports:
        assert time.monotonic() < end
        time.sleep(0.05)


def test_a_taken_port_is_told_with_the_way_out(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        preview = Preview(desk.refresh, desk.reports.append, folder=tmp_path / "serve", port=port)
        with pytest.raises(SiteError, match=f"打不开 http://127.0.0.1:{port}/.*换一个端口"):
            preview.run()


def test_a_preview_starts_even_if_nothing_can_be_shown_yet(tmp_path: Path) -> None:
    desk = Desk(tmp_path, trouble=SiteError("还没有 company.yml"))
    desk.preview = Preview(desk.refresh, desk.reports.append, folder=tmp_path / "serve", port=free_port())
    ready = threading.Event()
    server = threading.Thread(target=desk.preview.run, kwargs={"ready": ready.set}, daemon=True)
    server.start()
    assert ready.wait(PATIENCE)
    desk.wait("", lambda text: text.startswith("404"))
    desk.trouble = None
    desk.preview.poke()
    desk.wait("index.html", lambda text: "示例公司" in text)
    desk.preview.stop()
    server.join(PATIENCE)
