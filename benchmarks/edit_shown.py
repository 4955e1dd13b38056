"""From saving to seeing: `python benchmarks/edit_shown.py LIBRARY OUT` edits positions of a library under `serve`.

The page of the position is open in headless Chromium; what counts is the time from writing the file until the new words
stand on the page, which reloads itself. Writes JSON to OUT.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

sys.path.insert(
    0, str(Path(__file__).resolve().parent.parent)
)  # run as a file, Python only knows this folder

from playwright.sync_api import Browser

from benchmarks.chromium import chromium
from benchmarks.figures import EDIT

PROJECT = Path(__file__).resolve().parent.parent
TIMES = 7
SETTLED = 2000  # milliseconds: what follows the edit before is over, as with people
PATIENCE = 120  # seconds until the first build is served
SHOWS = "(words) => document.querySelector('.md-content').innerText.includes(words)"


@contextmanager
def previewed(root: Path) -> Iterator[str]:
    """Run `serve` on a library and yield its address once it answers."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, str(PROJECT / "build.py"), "serve", "--root", str(root), "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, "PYTHONUTF8": "1"})
    try:
        _wait(base := f"http://127.0.0.1:{port}/")
        yield base
    finally:
        process.kill()
        process.wait()


def _wait(url: str) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        time.sleep(0.1)
    raise SystemExit(f"serve 在 {PATIENCE} 秒内没有开始")


def edited(browser: Browser, file: Path, url: str, number: int) -> float:
    """Return the seconds from adding words to a purpose until the page shows them."""
    page = browser.new_page()
    page.goto(url)  # its waiting for changes starts right after
    page.wait_for_timeout(SETTLED)
    words = f"第{number}次改动的文字"
    text = file.read_text("utf-8").replace("\npurpose: ", f"\npurpose: {words}，", 1)
    began = time.perf_counter()
    file.write_text(text, "utf-8")
    page.wait_for_function(SHOWS, arg=words, polling=20)
    seconds = time.perf_counter() - began
    page.close()
    return seconds


def files(root: Path) -> list[Path]:
    """Return position files with a purpose that can be added to, spread over the library."""
    source = root / "jd_source"
    found = [file for file in sorted(source.rglob("*.yml")) if "\npurpose: " in file.read_text("utf-8")]
    return found[:: max(1, len(found) // TIMES)][:TIMES]


def main(root: Path, out: Path) -> None:
    """Edit one position after another and write down how long each took to show."""
    with previewed(root) as base, chromium() as browser:
        seconds = [
            edited(browser, file, base + page_of(root, file), number)
            for number, file in enumerate(files(root), 1)
        ]
    out.write_text(json.dumps({"seconds": {EDIT: seconds}, "bytes": {}}), "utf-8")


def page_of(root: Path, file: Path) -> str:
    """Return the address of the page of a position below the site's root."""
    return file.relative_to(root / "jd_source").with_suffix(".html").as_posix()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
