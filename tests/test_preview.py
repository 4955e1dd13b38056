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
