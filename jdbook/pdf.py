"""PDF: Word documents converted by LibreOffice, where that is installed. The rim.

A conversion has a profile of its own, so that it neither meets nor disturbs a LibreOffice somebody has open.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby, islice
from pathlib import Path

from jdbook.errors import Stop

FOLDER = "PDF"
_PROGRAMS = ("soffice", "libreoffice")
_USUAL = (
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "C:/Program Files (x86)/LibreOffice/program/soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_AT_ONCE = 25  # documents to a start of LibreOffice
_SECONDS = 300


def office() -> str:
    """Return the program that converts; Stop says how to get it."""
    found = (shutil.which(name) for name in (*_PROGRAMS, *_USUAL))
    if program := next(filter(None, found), None):
        return program
    raise Stop(
        "没有找到 LibreOffice，出不了 PDF；Word 文件已经生成。\n"
        "  办法：从 https://www.libreoffice.org 下载安装（Debian、Ubuntu：sudo apt install libreoffice-writer），再运行一次；\n"
        "  或在 Word、WPS 里打开后另存为 PDF。"
    )


def convert(
    documents: Sequence[Path], folder: Path, out: Path, progress: Callable[[int, int], None] = lambda *_: None
) -> int:
    """Convert documents below `folder` into files at the same place below `out`; return how many there are now."""
    program, done = office(), 0
    with tempfile.TemporaryDirectory(prefix="jdbook-pdf-") as profile:
        for place, group in groupby(documents, key=lambda path: path.parent):
            target = out / place.relative_to(folder)
            target.mkdir(parents=True, exist_ok=True)
            for batch in _batches(group):
                _run(program, batch, target, Path(profile))
                done += len(batch)
                progress(done, len(documents))
    return done


def _batches(paths: Iterator[Path]) -> Iterator[list[Path]]:
    while batch := list(islice(paths, _AT_ONCE)):
        yield batch


def _run(program: str, batch: Sequence[Path], target: Path, profile: Path) -> None:
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--convert-to",
        "pdf",
    ]
    command += ["--outdir", str(target), *map(str, batch)]
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
