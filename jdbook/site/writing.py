"""Writing: files into a folder, touching only what has changed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from jdbook.publish import write_file

Files = Mapping[str, str | bytes]


def write_pages(files: Files, folder: Path, written: Files = MappingProxyType({})) -> tuple[str, ...]:
    """Make `folder` hold exactly `files` (by POSIX path below it) and return the paths written or deleted.

    A file with the same content is not touched; every other is put in place whole. What `written` says is in the folder,
    from an earlier call, is not looked at again. OSError passes through.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stale = [path for path in written or _present(folder) if path not in files]
    for path in stale:
        (folder / path).unlink(missing_ok=True)
    unsure = {path: content for path, content in files.items() if written.get(path) != content}
    changed = [path for path, content in unsure.items() if _write(folder / path, _data(content))]
    if stale or not written:
        _remove_empty(folder)
    return (*stale, *changed)


def _present(folder: Path) -> list[str]:
    """Return the files below a folder; what is neither file nor folder counts as a file."""
    found = (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())
    return [path.relative_to(folder).as_posix() for path in found]


def _data(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _write(file: Path, data: bytes) -> bool:
    """Return whether the file had to be written."""
    if file.is_file() and file.read_bytes() == data:
        return False
    write_file(file, data)
    return True


def _remove_empty(folder: Path) -> None:
    for inner in sorted((path for path in folder.rglob("*") if path.is_dir()), reverse=True):
        if not any(inner.iterdir()):
            inner.rmdir()
