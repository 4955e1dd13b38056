"""Whole builds: what is published, what never is, and that the same input gives the same bytes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SECRET = "密薪八千七"
pytestmark = pytest.mark.slow


def build(root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line as a user does, on another library."""
    return subprocess.run(
        [sys.executable, str(PROJECT / "build.py"), "build", "--root", str(root)],
        capture_output=True, text=True, encoding="utf-8", check=False, env={**os.environ, "PYTHONUTF8": "1", **environment},
    )  # fmt: skip


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """Return a library of its own with the finance department of the sample."""
    root = tmp_path / "库 一"
    source = PROJECT / "jd_source"
    for path in ("company.yml", "ad-company/unit.yml", "ad-company/gm.yml", "ad-company/deputy-gm.yml"):
        (root / "jd_source" / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / path, root / "jd_source" / path)
    shutil.copytree(source / "ad-company/finance", root / "jd_source/ad-company/finance")
    return root


def texts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield every file below a folder, Word files unpacked."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            yield name, name.encode() + path.read_bytes()
            if path.suffix == ".docx":
                with zipfile.ZipFile(path) as package:
                    yield from ((f"{name}!{part}", package.read(part)) for part in package.namelist())


def content(folder: Path) -> dict[str, bytes]:
    return dict(texts(folder))


def all_private(root: Path) -> None:
    """Declare every field that can be private as such, and plant the secret in each."""
    company = root / "jd_source/company.yml"
    company.write_text(
        "schema: 1\nname: 测试公司\nprivate: [remuneration, assessment, rules, conditions, level]\n", "utf-8"
    )
    cashier = root / "jd_source/ad-company/finance/cashier.yml"
    kept = cashier.read_text("utf-8").split("rules:")[0]
    planted = f"""rules:
  - group: {SECRET}
    text: {SECRET}
    children: [{SECRET}]
remuneration: [{SECRET}]
level: {SECRET}
conditions: {{place: {SECRET}}}
assessment:
  - {{item: {SECRET}, standard: {SECRET}, weight: {SECRET}, consequence: {SECRET}}}
status: 试行
version: "1.0"
"""
    cashier.write_text(kept + planted, "utf-8")


def test_private_fields_are_in_word_and_nowhere_else(sample: Path) -> None:
    all_private(sample)
    done = build(sample)
    assert done.returncode == 0, done.stderr
    secret = SECRET.encode()
    public = [*texts(sample / "site"), *texts(sample / ".build")]
    assert [name for name, data in public if secret in data or SECRET.encode("unicode_escape") in data] == []
    assert any(secret in data for _, data in texts(sample / "word")), "the signing documents are complete"


def test_the_same_input_gives_the_same_bytes_elsewhere_and_on_another_day(
    sample: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(sample, elsewhere)
    first = build(sample, TZ="Asia/Shanghai", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    another_day = {
        "SOURCE_DATE_EPOCH": "1900000000",
        "TZ": "America/New_York",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "2",
    }
    second = build(elsewhere, **another_day)
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    for name in ("site", "word"):
        one, other = content(sample / name), content(elsewhere / name)
        assert list(one) == list(other)
        assert [file for file in one if one[file] != other[file]] == []


def test_a_second_build_of_the_same_input_touches_nothing(sample: Path) -> None:
    assert build(sample).returncode == 0
    before = {
        path: path.stat().st_mtime_ns for name in ("site", "word") for path in (sample / name).rglob("*")
    }
    done = build(sample)
    assert "没有改动文件" in done.stderr
    assert {
        path: path.stat().st_mtime_ns for name in ("site", "word") for path in (sample / name).rglob("*")
    } == before


def test_errors_leave_the_last_good_output_byte_for_byte(sample: Path) -> None:
    assert build(sample).returncode == 0
    before = content(sample / "site") | content(sample / "word")
    (sample / "jd_source/ad-company/finance/cashier.yml").write_text("title：出纳员\n", "utf-8")
    done = build(sample)
    assert done.returncode == 1
    assert "JD013" in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert content(sample / "site") | content(sample / "word") == before


def test_files_of_other_people_stay_and_edited_documents_are_kept_aside(sample: Path) -> None:
    assert build(sample).returncode == 0
    (sample / "word/会议记录.txt").write_text("不要删我", "utf-8")
    edited = next((sample / "word").rglob("*出纳员.docx"))
    edited.write_bytes(b"edited by hand")
    assert build(sample).returncode == 0
    assert (sample / "word/会议记录.txt").read_text("utf-8") == "不要删我"
    kept = next((sample / "word/_保留").rglob("*出纳员.docx"))
    assert kept.read_bytes() == b"edited by hand"
    assert zipfile.is_zipfile(edited)
