"""PDF: Word documents converted by LibreOffice, where that is installed. The rim.

A conversion has a profile of its own, so that it neither meets nor disturbs a LibreOffice somebody has open.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING

from jdbook.errors import Stop

if TYPE_CHECKING:
    from pypdf import PdfReader
    from pypdf.generic import Destination

FOLDER = "PDF"
_PROGRAMS = ("soffice", "libreoffice")
_USUAL = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
PLAIN = "pdf"
WITH_BOOKMARKS = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'
_AT_ONCE = 25  # documents to a start of LibreOffice
_SECONDS = 300
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9-]")


def program() -> str | None:
    """Return LibreOffice's program, if it is installed."""
    return next(filter(None, (shutil.which(name) for name in (*_PROGRAMS, *_USUAL))), None)


def office() -> str:
    """Return the program that converts; Stop says how to get it."""
    if found := program():
        return found
    raise Stop(
        "没有找到 LibreOffice，PDF 和目录的页码要靠它；其余 Word 文件已经生成。\n"
        "  办法：从 https://www.libreoffice.org 下载安装（Debian、Ubuntu：sudo apt install libreoffice-writer），再运行一次；\n"
        "  或在 Word、WPS 里打开后另存为 PDF。"
    )


def convert(
    documents: Sequence[Path],
    folder: Path,
    out: Path,
    progress: Callable[[int, int], None] = lambda *_: None,
    kind: str = PLAIN,
) -> int:
    """Convert documents below `folder` into files at the same place below `out`; return how many there are now."""
    converter, done = office(), 0
    with tempfile.TemporaryDirectory(prefix="jdbook-pdf-") as profile:
        for place, group in groupby(documents, key=lambda path: path.parent):
            target = out / place.relative_to(folder)
            target.mkdir(parents=True, exist_ok=True)
            for batch in _batches(group):
                with tempfile.TemporaryDirectory(
                    prefix=".", dir=target
                ) as fresh:  # no older file passes for a new one
                    _run(converter, batch, Path(fresh), Path(profile), kind)
                    for made in Path(fresh).iterdir():
                        made.replace(target / made.name)
                done += len(batch)
                progress(done, len(documents))
    return done


def pages_of(file: Path, marks: Iterable[str]) -> dict[str, int]:
    """Return the page, from 1, on which each of these bookmarks stands in a PDF made WITH_BOOKMARKS; Stop where one is missing."""
    from pypdf import PdfReader  # takes a fifth of a second

    reader = PdfReader(file)
    found = {name.lstrip("/"): place for name, place in reader.named_destinations.items()}
    pages = {mark: found.get(mark) or found.get(_NOT_PLAIN.sub(_as_hex, mark)) for mark in marks}
    if lost := [mark for mark, place in pages.items() if place is None]:
        raise Stop(
            f"这个版本的 LibreOffice 转出的 PDF 里找不到书签（{file.name} 缺 {len(lost)} 个），排不出页码。\n"
            "  办法：升级到 LibreOffice 7.4 或更新的版本，再运行一次。"
        )
    return {mark: _number(reader, place) for mark, place in pages.items() if place}


def _as_hex(found: re.Match[str]) -> str:
    """Return a character the way LibreOffice writes it in the name of a destination."""
    return f"{ord(found[0]):02X}"


def _number(reader: PdfReader, place: Destination) -> int:
    return (reader.get_destination_page_number(place) or 0) + 1


def _batches(paths: Iterator[Path]) -> Iterator[list[Path]]:
    while batch := list(islice(paths, _AT_ONCE)):
        yield batch


def _run(converter: str, batch: Sequence[Path], target: Path, profile: Path, kind: str) -> None:
    command = [converter, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", kind, "--outdir", str(target), *map(str, batch)]
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Stop(
            f"LibreOffice 转换 {batch[0].name} 等文件超过 {_SECONDS // 60} 分钟，已停下；重开电脑后再试。"
        ) from None
    missing = [path.name for path in batch if not (target / f"{path.stem}.pdf").is_file()]
    if missing:
        raise Stop(
            f"LibreOffice 没有转出 PDF：{'、'.join(missing[:3])}。\n  用 Word 或 WPS 打开这些文件，另存为 PDF。"
        )
