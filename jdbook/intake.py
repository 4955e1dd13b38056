"""Intake: files of strangers, whatever they are, as documents; which files there are in folders. The rim."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from jdbook import conversion, pdftext
from jdbook.errors import Stop, from_os
from jdbook.importing.document import MAX_LINES, Document, Line
from jdbook.importing.readers import READERS

REPORT, REVIEW = "导入报告.md", "导入核对.html"  # what we write beside drafts, and never read
MAX_BYTES = 50_000_000
MAX_FILES = 5_000
_OLE, _ZIP, _PDF = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", b"%PDF"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")
_CONVERTED = conversion.TEXTS | conversion.SHEETS
SUFFIXES = (*READERS, *sorted(_CONVERTED), ".pdf")


class Unreadable(Exception):
    """A file that can't be read; the text says in Chinese why and what to do."""


def sources(paths: Sequence[Path]) -> list[Path]:
    """Return the files to read: those named, and in folders all that can be; Stop where there is none."""
    found = [file for path in paths for file in _files(path.expanduser())]
    if not found:
        raise Stop(
            f"没有可以导入的文件。\n  可以导入：{' '.join(SUFFIXES)}；写文件或文件夹的名字，名字里有空格时加引号。"
        )
    if len(found) > MAX_FILES:
        raise Stop(f"一次最多导入 {MAX_FILES} 个文件，这里有 {len(found)} 个。\n  分几次导入。")
    return found


def _files(path: Path) -> Iterator[Path]:
    if not path.exists():
        raise Stop(f"找不到 {path}。\n  核对文件名和文件夹；名字里有空格时加引号。")
    if not path.is_dir():
        yield path
        return
    if not os.access(path, os.R_OK | os.X_OK):
        raise Stop(
            f"没有权限打开文件夹 {path}。\n  请有权限的人打开它的读取权限，或把文件复制到自己的文件夹再导入。"
        )
    for folder, names, files in os.walk(path):
        names[:] = sorted(name for name in names if not name.startswith((".", "_")))
        for name in sorted(files):
            file = Path(folder, name)
            is_ours = name in (REPORT, REVIEW) or name.startswith((".", "~$"))
            if file.suffix.lower() in SUFFIXES and not is_ours and not file.is_symlink():
                yield file


def content(file: Path, most: int = MAX_BYTES) -> bytes:
    """Return what a file holds, if it is one of no more than so many bytes; Unreadable says why not."""
    try:
        if not file.is_file():
            raise Unreadable("不是普通文件，没有读取")
        if file.stat().st_size > most:
            raise Unreadable(f"超过 {most // 1_000_000} MB，没有读取；分成几个文件，或另存一份没有图片的")
        return file.read_bytes()
    except OSError as error:
        raise Unreadable(str(from_os(error, "读取")).replace("\n  ", "；")) from error


def read_document(file: Path) -> Document:
    """Return a file's lines; Unreadable says why there are none."""
    data = content(file)
    if why := _told_at_once(file.suffix.lower(), data):
        raise Unreadable(why)
    suffix = _suffix(file, data)
    if suffix == ".pdf":
        return _pdf(file.name, data)
    if suffix in _CONVERTED:
        suffix, data = _converted(suffix, data)
    document = READERS.get(suffix, READERS[".txt"])(file.name, data)
    if document is None:
        raise Unreadable(_why(suffix))
    if len(document.lines) > MAX_LINES:
        raise Unreadable(f"超过 {MAX_LINES // 10_000} 万行，没有读取；分成几个文件再导入")
    return document


def _told_at_once(suffix: str, data: bytes) -> str:
    """Return why a file can't be read that its first bytes or its name tell all about, "" for any other."""
    if not data:
        return "是空文件；找到有内容的那一份再导入"
    if data.startswith(_IMAGES):
        return "是图片；先用 Word、WPS 或扫描软件的文字识别转成文字，存为 .docx 再导入"
    if suffix == ".csv":
        return "是 CSV 表；用 Excel 或 WPS 打开，另存为 .xlsx 再导入"
    if suffix == ".pdf" and _PDF not in data[:1024]:
        return "不是 PDF 文件，只是名字以 .pdf 结尾；看看它是什么，改回原来的扩展名再导入"
    return ""


def _suffix(file: Path, data: bytes) -> str:
    """Return the kind of a file as its suffix: what it begins with counts, not what somebody named it."""
    suffix = file.suffix.lower()
    if data.startswith(_PDF):
        return ".pdf"
    if data.startswith(_OLE):
        return (
            suffix
            if suffix in _CONVERTED
            else ".doc"
            if suffix in (".docx", ".docm")
            else ".xls"
            if suffix in (".xlsx", ".xlsm")
            else ".doc"
        )
    if data.startswith(_ZIP):
        return suffix if suffix in (".odt", ".ods") else _packed(data) or suffix
    return suffix if suffix in (".md", ".markdown", ".rtf", ".fodt", ".fods") else ".txt"


def _packed(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    return ".docx" if "word/document.xml" in names else ".xlsx" if "xl/workbook.xml" in names else ""


def _why(suffix: str) -> str:
    """Return why a file of a kind could not be read, and what to do."""
    if suffix in (".docx", ".docm"):
        return "不是完好的 Word 文件，或内容大得不正常；用 Word 或 WPS 打开，另存为 .docx 再导入"
    if suffix in (".xlsx", ".xlsm"):
        return "不是完好的 Excel 文件，或内容大得不正常；用 Excel 或 WPS 打开，另存为 .xlsx 再导入"
    return "不是文本文件；用 Word 或 WPS 打开，另存为 .docx 再导入"


def _converted(suffix: str, data: bytes) -> tuple[str, bytes]:
    if not conversion.is_installed():
        raise Unreadable(
            f"是旧格式（{suffix}），要靠 LibreOffice 转换，这台电脑没有装；安装 LibreOffice，或用 Word、WPS 另存为新格式再导入"
        )
    made = conversion.converted(data, suffix)
    if made is None:
        raise Unreadable(
            "LibreOffice 打不开它，可能设了打开密码或已损坏；用 Word 或 WPS 打开，去掉密码，另存为新格式再导入"
        )
    return made


def _pdf(name: str, data: bytes) -> Document:
    pages = pdftext.pages(data)
    if pages is None:
        raise Unreadable("PDF 读不出来，可能设了密码或已损坏；用 Word 或 WPS 打开，另存为 .docx 再导入")
    lines = tuple(
        Line(text, f"第{page}页第{number}行")
        for page, content in enumerate(pages, 1)
        for number, text in enumerate(content.splitlines(), 1)
    )
    if not any(line.text.strip() for line in lines):
        raise Unreadable("PDF 里没有文字，可能是扫描件；先用文字识别（OCR）转成 Word 再导入")
    return Document(name, lines)
