"""The live preview as a person uses it: save a file, look at the page, break something, mend it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from jdbook.preview import Refresher, Unchanged

PROJECT = Path(__file__).resolve().parent.parent
CASHIER = "jd_source/ad-company/finance/cashier.yml"
pytestmark = pytest.mark.slow


class Served:
    """A library that is being served, and what its pages say."""

    def __init__(self, root: Path, port: int, process: subprocess.Popen[str]) -> None:
        self.root, self.process = root, process
        self._base = f"http://127.0.0.1:{port}/"

    def page(self, path: str) -> str:
        with urllib.request.urlopen(self._base + path, timeout=5) as answer:
            text: str = answer.read().decode()
        return text

    def shows(self, path: str, text: str, within: float = 15) -> float:
        """Return after how many seconds a page holds `text`; fail when it does not in time."""
        began = time.monotonic()
        while time.monotonic() - began < within:
            try:
                if text in self.page(path):
                    return time.monotonic() - began
            except OSError:
                pass
            time.sleep(0.05)
        pytest.fail(f"{path} does not show {text!r}")

    def edit(self, old: str, new: str) -> None:
        file = self.root / CASHIER
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    root = tmp_path / "预览 库"
    shutil.copytree(PROJECT / "jd_source", root / "jd_source")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(PROJECT / "build.py"), "serve", "--root", str(root), "--port", str(port)]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PYTHONUTF8": "1"}
    )
    try:
        here = Served(root, port, process)
        here.shows("index.html", "广告公司", within=60)
        yield here
    finally:
        process.kill()
        process.communicate()


def test_an_edit_shows_on_its_page_and_on_the_pages_that_follow_from_it(served: Served) -> None:
    served.edit("title: 出纳员", "title: 现金出纳")
    took = served.shows("ad-company/finance/cashier.html", "现金出纳")
    assert took < 5, "on an idle machine this is a fraction of a second"
    served.shows("ad-company/finance/index.html", "现金出纳")
    served.shows("ad-company/finance/finance-director.html", "现金出纳")


def test_broken_yaml_keeps_the_last_good_page_and_mending_it_goes_on(served: Served) -> None:
    served.edit("title: 出纳员", "title：出纳员")
    time.sleep(1)
    assert "出纳员" in served.page("ad-company/finance/cashier.html")
    served.edit("title：出纳员", "title: 出纳专员")
    served.shows("ad-company/finance/cashier.html", "出纳专员")
    assert served.process.poll() is None


def test_the_download_follows_the_text(served: Served) -> None:
    def download() -> bytes:
        with urllib.request.urlopen(
            served._base + "word/ad-company/finance/cashier.docx", timeout=5
        ) as answer:
            content: bytes = answer.read()
        return content

    before = download()
    served.edit("签发支票和汇票", "签发支票、汇票和本票")
    served.shows("ad-company/finance/cashier.html", "签发支票、汇票和本票")
    assert download() != before


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT to a child")
def test_ctrl_c_ends_it_without_a_traceback(served: Served) -> None:
    served.process.send_signal(signal.SIGINT)
    _, said = served.process.communicate(timeout=15)
    assert served.process.returncode == 130
    assert "Traceback" not in said


@pytest.fixture
def refresher(tmp_path: Path) -> Refresher:
    """Return what keeps the pages of the sample company up to date, after its first run."""
    shutil.copytree(PROJECT / "jd_source", tmp_path / "jd_source")
    made = Refresher(PROJECT, tmp_path, drafts=False)
    made()
    return made


def _edit(refresher: Refresher, old: str, new: str) -> None:
    file = refresher.root / CASHIER
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_text_that_contradicts_others_is_shown_and_then_told_of(
    refresher: Refresher, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(refresher, "superior: 财务总监", "superior: 没有这个人")
    assert "ad-company/finance/cashier.md" in refresher().changed
    assert "没有这个人" in (refresher.root / ".build/pages/ad-company/finance/cashier.md").read_text("utf-8")
    assert capsys.readouterr().err == ""
    refresher.check()
    said = capsys.readouterr().err
    assert f"{CASHIER}:4:" in said
    assert "JD101" in said
    assert "错误 1 条" in said


def test_a_file_that_cannot_be_read_leaves_the_pages_and_is_told_of_at_once(
    refresher: Refresher, capsys: pytest.CaptureFixture[str]
) -> None:
    _edit(refresher, "title: 出纳员", "title：出纳员")
    with pytest.raises(Unchanged):
        refresher()
    assert CASHIER in capsys.readouterr().err
    _edit(refresher, "title：出纳员", "title: 现金出纳")
    assert "ad-company/finance/cashier.md" in refresher().changed


def test_an_edit_changes_what_shows_it_and_no_more(refresher: Refresher) -> None:
    _edit(refresher, "签发支票和汇票", "签发支票、汇票和本票")
    assert set(refresher().changed) == {
        "ad-company/finance/cashier.md",
        "word/ad-company/finance/cashier.docx",
        "word/ad-company/finance/index.docx",
        "assets/search/data.js",
        "assets/data/compare/ad-company/cashier.js",
        "assets/data/duties/ad-company/1.js",
        "assets/data/duties.xlsx",
    }


def test_a_changed_word_template_changes_every_download(refresher: Refresher) -> None:
    mine = refresher.root / "templates" / "word"
    mine.mkdir(parents=True)
    (mine / "layout.yml").write_text("labels: {主要职责: 工作内容}\n", "utf-8")
    changed = refresher().changed
    assert len([path for path in changed if path.endswith(".docx")]) > 50
    assert not [path for path in changed if path.endswith(".md")]
