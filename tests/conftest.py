"""What all tests share: a library out of text, and the word about tools that are missing here."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Callable, Mapping
from functools import cache

import making
import pytest
from hypothesis import HealthCheck, settings

from jdbook.library import Library

INSTALL = "sudo apt install chromium libreoffice-writer poppler-utils fonts-noto-cjk"
PREFIX = "缺少 "

# A loaded machine is slow; what must be fast says so itself.
settings.register_profile("jdbook", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("jdbook")

# Shells make what they run in the background deaf to Ctrl-C, and so all that the tests would start and end by it.
if threading.current_thread() is threading.main_thread():
    signal.signal(signal.SIGINT, signal.default_int_handler)


def _has_chinese_fonts() -> bool:
    if not shutil.which("fc-list"):
        return False
    listed = subprocess.run(["fc-list", ":lang=zh", "family"], capture_output=True, check=False)
    return bool(listed.stdout.strip())


def _program(*names: str) -> Callable[[], bool]:
    return lambda: any(shutil.which(name) for name in names)


TOOLS: dict[str, tuple[tuple[str, Callable[[], bool]], ...]] = {
    "browser": (
        ("Chromium（chromium）", _program("chromium", "chromium-browser", "google-chrome")),
        ("中文字体（fonts-noto-cjk）", _has_chinese_fonts),
    ),
    "office": (
        ("LibreOffice（libreoffice-writer）", _program("soffice", "libreoffice")),
        ("poppler（poppler-utils）", _program("pdftoppm")),
        ("中文字体（fonts-noto-cjk）", _has_chinese_fonts),
    ),
}


@cache
def missing(marker: str) -> tuple[str, ...]:
    """Return which tools tests with this marker need and do not find."""
    return tuple(name for name, is_there in TOOLS[marker] if not is_there())


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip a test whose tools are missing; where skipping is forbidden, fail it."""
    lacking = [name for marker in TOOLS if item.get_closest_marker(marker) for name in missing(marker)]
    if not lacking:
        return
    reason = PREFIX + "、".join(dict.fromkeys(lacking))
    if os.environ.get("JDBOOK_FORBID_SKIP") == "1":
        pytest.fail(f"{reason}；不许跳过（JDBOOK_FORBID_SKIP=1）。安装：{INSTALL}", pytrace=False)
    pytest.skip(reason)


def skipped_for(reports: list[pytest.TestReport]) -> tuple[int, tuple[str, ...]]:
    """Return how many tests were skipped for missing tools, and the tools."""
    reasons = [report.longrepr[2] for report in reports if isinstance(report.longrepr, tuple)]
    ours = [reason.split(PREFIX, 1)[1] for reason in reasons if PREFIX in reason]
    return len(ours), tuple(dict.fromkeys(name for reason in ours for name in reason.split("、")))


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """Say in the very last lines of the run what was skipped, and how to get the tools."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None:  # a worker of pytest-xdist
        return
    count, tools = skipped_for(reporter.stats.get("skipped", []))
    if count:
        reporter.write_line(f"有 {count} 项测试没有运行，因为本机缺少：{'、'.join(tools)}。", yellow=True)
        reporter.write_line(f"装上后再运行一次即可，Debian、Ubuntu：{INSTALL}", yellow=True)


@pytest.fixture
def library_of() -> Callable[[Mapping[str, str]], Library]:
    """Return the maker of a library out of files by path below jd_source/; see `making.library_of`."""
    return making.library_of
