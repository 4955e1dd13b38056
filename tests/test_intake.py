"""Files of strangers: which are read, as what, and what is said of those that can't be."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document as WordDocument

from jdbook import conversion, intake, pdftext
from jdbook.errors import Stop
from jdbook.intake import Unreadable, read_document, sources
from jdbook.pdf import convert, office

CASES = Path(__file__).parent / "imports"
needs_office = pytest.mark.skipif(not conversion.is_installed(), reason="LibreOffice is not installed")


def saved(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def word(text: str) -> bytes:
    document, data = WordDocument(), io.BytesIO()
    document.add_paragraph(text)
    document.save(data)
    return data.getvalue()


def test_folders_give_what_can_be_read_in_order(tmp_path: Path) -> None:
    for name in ("乙.docx", "甲.txt", "~$乙.docx", ".藏.txt", "图.png", "导入报告.md"):
        saved(tmp_path / name, b"x")
    (tmp_path / "_draft").mkdir()
    saved(tmp_path / "_draft" / "丙.txt", b"x")
    (tmp_path / "下").mkdir()
    saved(tmp_path / "下" / "丁.XLSX", b"x")
    (tmp_path / "链.txt").symlink_to(tmp_path / "甲.txt")
    assert [file.name for file in sources([tmp_path])] == ["乙.docx", "甲.txt", "丁.XLSX"]


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="没有可以导入的文件"):
        sources([tmp_path])
    with pytest.raises(Stop, match="找不到"):
        sources([tmp_path / "无.txt"])


@pytest.mark.parametrize("name", ["甲.docx", "甲.txt", "甲.doc", "甲"])
def test_what_a_file_begins_with_counts_and_not_its_name(tmp_path: Path, name: str) -> None:
    document = read_document(saved(tmp_path / name, word("出纳员岗位职责")))
    assert [line.text for line in document.lines] == ["出纳员岗位职责"]


def test_a_text_named_as_a_word_file_is_read(tmp_path: Path) -> None:
    document = read_document(saved(tmp_path / "甲.docx", "出纳员岗位职责".encode()))
    assert [line.text for line in document.lines] == ["出纳员岗位职责"]


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def odd_package() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("../../逃.txt", "x")
    return data.getvalue()


@pytest.mark.parametrize(
    "name, data, said",
    [
        ("甲.docx", cut(word("出纳员")), "不是完好的 Word 文件"),
        ("甲.xlsx", b"PK\x03\x04", "不是完好的 Excel 文件"),
        ("甲.txt", b"\x00\x01\x02", "不是文本文件"),
        ("甲.zip", odd_package(), "不是文本文件"),
        ("甲.pdf", b"%PDF-1.7 nothing", "PDF 读不出来"),
        ("甲.pdf", b"no pdf", "不是 PDF 文件"),
        ("甲.png", b"\x89PNG\r\n", "是图片"),
        ("甲.csv", "岗位名称,直接上级".encode(), "CSV"),
        ("甲.docx", b"", "是空文件"),
    ],
)
def test_what_can_not_be_read_is_said_with_a_way_out(
    tmp_path: Path, name: str, data: bytes, said: str
) -> None:
    with pytest.raises(Unreadable, match=said) as caught:
        read_document(saved(tmp_path / name, data))
    assert "再导入" in str(caught.value)


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    with file.open("wb") as made:
        made.truncate(200_000_000)
    with pytest.raises(Unreadable, match="超过 50 MB"):
        read_document(file)


def test_too_many_lines_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_LINES", 10)
    with pytest.raises(Unreadable, match="分成几个文件"):
        read_document(saved(tmp_path / "甲.txt", "职责\n".encode() * 11))


def test_a_file_that_can_not_be_opened_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="不是普通文件"):
        read_document(tmp_path)


def test_without_libreoffice_an_old_file_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conversion, "program", lambda: None)
    with pytest.raises(Unreadable, match="安装 LibreOffice"):
        read_document(saved(tmp_path / "甲.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"))


@pytest.mark.slow
@needs_office
@pytest.mark.parametrize(
    "suffix, kind",
    [
        (".doc", "22-cleaning-company-tables.docx"),
        (".xls", "26-chemical-plant-list.xlsx"),
        (".rtf", "20-fitness-club-tracked.docx"),
    ],
)
def test_old_files_are_converted(tmp_path: Path, suffix: str, kind: str) -> None:
    command = [office(), f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless"]
    command += ["--convert-to", suffix[1:], "--outdir", str(tmp_path), str(CASES / kind)]
    subprocess.run(command, check=True, capture_output=True)
    old = tmp_path / f"{Path(kind).stem}{suffix}"
    if not old.is_file():
        pytest.skip("this LibreOffice has no part for sheets")
    before = {line.text.strip() for line in read_document(CASES / kind).lines if not line.aside}
    after = {line.text.strip() for line in read_document(old).lines}
    assert len(before & after) > 0.8 * len(before)


@pytest.mark.slow
@needs_office
def test_what_libreoffice_can_not_open_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="可能设了打开密码或已损坏"):
        read_document(saved(tmp_path / "甲.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600))


@pytest.mark.slow
@needs_office
def test_a_pdf_is_read_page_by_page(tmp_path: Path) -> None:
    shutil.copy(CASES / "22-cleaning-company-tables.docx", tmp_path / "甲.docx")
    convert([tmp_path / "甲.docx"], tmp_path, tmp_path / "out")
    document = read_document(tmp_path / "out" / "甲.pdf")
    assert any("区域主管" in line.text for line in document.lines)
    assert document.lines[0].place == "第1页第1行"


def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdftext, "_SECONDS", 0.001)
    assert pdftext.pages(b"%PDF") is None


def test_there_is_a_most_of_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "MAX_FILES", 1)
    for name in ("甲.txt", "乙.txt"):
        saved(tmp_path / name, b"x")
    with pytest.raises(Stop, match="最多导入 1 个"):
        sources([tmp_path])
