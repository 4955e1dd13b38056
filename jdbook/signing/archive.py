"""Archive: the records on disk, below jd_source/. What is kept is written once and never changed. The rim."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from jdbook.errors import Stop, from_os
from jdbook.publish import write_file
from jdbook.signing.records import KeptText, path_of, read_kept
from jdbook.source import Source
from jdbook.tree import FOLDER, decode


def keep(root: Path, texts: Mapping[str, str]) -> None:
    """Keep texts (by path below jd_source/) for good: what is there already stays as it is; Stop where it was changed."""
    missing = {path: text for path, text in texts.items() if not _is_kept(root, Path(path).stem)}
    for path, text in missing.items():
        write_file(root / FOLDER / path, text.encode())


def _is_kept(root: Path, code: str) -> bool:
    kept = find(root, code)
    if kept and not (kept.is_whole and kept.check_code == code):
        raise Stop(
            f"存档被改动过：{root / FOLDER / path_of(code)}\n"
            "  它证明发出去的是哪份文本，不能改。从 Git 或备份里找回原来的文件，再出签收文件；这次没有出。"
        )
    return kept is not None


def find(root: Path, code: str) -> KeptText | None:
    """Return the text kept under a check code; Stop where its file can't be read."""
    file = root / FOLDER / path_of(code)
    try:
        text = decode(file.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise from_os(error, f"读取 {file}") from error
    kept, found = read_kept(Source(file.as_posix(), text or ""))
    if kept is None or found:
        raise Stop(f"存档读不出来：{file}\n  从 Git 或备份里找回原来的文件。")
    return kept
