"""Missing tools: tests that need them are skipped, the last lines say so, and where skipping is forbidden they fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parent
SAMPLE = """\
import pytest

@pytest.mark.browser
def test_browser() -> None: ...

@pytest.mark.office
def test_office() -> None: ...

def test_plain() -> None: ...

@pytest.mark.skip(reason="另有原因")
def test_other() -> None: ...
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("conftest.py", "making.py"):
        shutil.copy(TESTS / name, tmp_path)
    (tmp_path / "test_sample.py").write_text(SAMPLE, "utf-8")
    return tmp_path


def run(project: Path, *options: str, **environment: str) -> tuple[int, list[str]]:
    """Run the sample where no tool is to be found; return the status and the lines of the run."""
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *options],
        cwd=project,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PATH": str(project), "PYTHONPATH": str(TESTS.parent), "PYTHONUTF8": "1", **environment}
        | {key: os.environ[key] for key in ("SYSTEMROOT",) if key in os.environ},
    )
    return ran.returncode, ran.stdout.splitlines()


@pytest.mark.parametrize("options", [(), ("-n", "2")])
def test_the_last_lines_say_what_is_missing_and_how_to_get_it(
    project: Path, options: tuple[str, ...]
) -> None:
    status, lines = run(project, *options)
    assert status == 0
    assert "2 项测试没有运行" in lines[-2]
    for tool in ("Chromium", "LibreOffice", "poppler", "中文字体"):
        assert tool in lines[-2]
    assert lines[-1].endswith("sudo apt install chromium libreoffice-writer poppler-utils fonts-noto-cjk")


def test_where_skipping_is_forbidden_a_missing_tool_is_a_failure(project: Path) -> None:
    status, lines = run(project, JDBOOK_FORBID_SKIP="1")
    assert status == 1
    assert any("2 failed" in line or "2 errors" in line for line in lines)
    assert any("不许跳过" in line and "sudo apt install" in line for line in lines)


def test_with_nothing_missing_nothing_is_said(project: Path) -> None:
    for name in ("chromium", "soffice", "pdftoppm"):
        program = project / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    fonts = project / "fc-list"
    fonts.write_text("#!/bin/sh\necho Noto Sans CJK SC\n")
    fonts.chmod(0o755)
    status, lines = run(project)
    assert status == 0
    assert "3 passed, 1 skipped" in lines[-1]
