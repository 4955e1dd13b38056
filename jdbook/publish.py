"""Publishing: whole output folders are built beside the old ones and swapped in when complete.

    .build/next/<name>   the new folder, while it is being built
    .build/old/<name>    the old folder, while a swap is under way
    .build/swap.json     names of the folders being swapped; while it exists, the next run finishes the swap

What people put into an output folder stays: each folder remembers in `.jdbook.json` what we made. Files that are not
ours are carried over; files of ours that somebody edited are kept under `_保留/`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from jdbook.errors import Stop, from_os

MANIFEST = ".jdbook.json"
KEPT = "_保留"
_LITTER = ("~$", ".~", ".DS_Store", "Thumbs.db", "desktop.ini")


@contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Hold the library's lock, so that two builds never write at once. The lock vanishes with its process."""
    work = root / ".build"
    try:
        work.mkdir(exist_ok=True)
        lock = FileLock(work / "lock", timeout=0)
        lock.acquire()
    except Timeout:
        raise Stop("另一个 build 或 word 命令正在写同一个库，请等它结束后再运行。") from None
    except OSError as error:
        raise from_os(error, "准备输出文件夹") from error
    try:
        yield
    finally:
        lock.release()


def recover(root: Path) -> bool:
    """Finish a swap that was cut off, and clear away a build that never got that far. Return whether there was a swap."""
    journal = root / ".build" / "swap.json"
    interrupted = journal.exists()
    if interrupted:
        _finish(root, _names_in(journal))
    for leftover in ("next", "old"):
        shutil.rmtree(root / ".build" / leftover, ignore_errors=True)
    return interrupted


def _names_in(journal: Path) -> list[str]:
    """Return the folders being swapped; of a journal torn by a power cut, those there are."""
    try:
        names = json.loads(journal.read_text("utf-8"))
    except (OSError, ValueError):
        names = None
    if isinstance(names, list) and all(isinstance(name, str) for name in names):
        return names
    return sorted({path.name for part in ("next", "old") for path in journal.parent.glob(f"{part}/*")})


def stage(root: Path, name: str) -> Path:
    """Return the empty folder in which the new output `name` is to be built."""
    folder = root / ".build" / "next" / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def swap(root: Path, names: Sequence[str]) -> tuple[list[str], list[str]]:
    """Put the staged folders in place of the old ones, all or none.

    Return the names whose content changed, and the files somebody had edited, by the paths under which they are kept.
    """
    if blocked := [name for name in names if (root / name).is_file()]:
        raise Stop(f"{root / blocked[0]} 是一个文件，输出文件夹建不起来。\n  把它移走或改名，再运行一次。")
    kept: list[str] = []
    changed = [name for name in names if _complete(root / name, root / ".build" / "next" / name, kept)]
    if changed:
        journal = root / ".build" / "swap.json"
        _write(journal, json.dumps(changed))
        try:
            _finish(root, changed)
        except OSError as error:
            _undo(root, changed)
            raise from_os(error, "替换输出文件夹（旧的输出没有改动）") from error
    shutil.rmtree(root / ".build" / "next", ignore_errors=True)
    shutil.rmtree(root / ".build" / "old", ignore_errors=True)
    return changed, kept


def _finish(root: Path, names: Sequence[str]) -> None:
    """Do what is left of a swap. Safe to repeat after being cut off anywhere."""
    work = root / ".build"
    (work / "old").mkdir(exist_ok=True)
    for name in names:
        new, old, final = work / "next" / name, work / "old" / name, root / name
        if new.exists():
            if final.exists():
                shutil.rmtree(old, ignore_errors=True)
                final.rename(old)
            new.rename(final)
        elif old.exists() and not final.exists():
            old.rename(final)
    (work / "swap.json").unlink(missing_ok=True)


def _undo(root: Path, names: Sequence[str]) -> None:
    """Put the old folders back after a swap that failed half way."""
    work = root / ".build"
    for name in names:
        new, old, final = work / "next" / name, work / "old" / name, root / name
        if final.exists() and not new.exists():
            final.rename(new)
        if old.exists() and not final.exists():
            old.rename(final)
    (work / "swap.json").unlink(missing_ok=True)


def _complete(final: Path, new: Path, kept: list[str]) -> bool:
    """Carry over what is not ours, write the manifest, and return whether the new folder differs from the old one."""
    made = _manifest_of(new)
    before = _read_manifest(final)
    found = _manifest_of(final)
    foreign = [path for path in found if path not in before and _is_free(new, path)]
    for path in foreign:
        _keep(final / path, new / path)
    for path in found.keys() - foreign:  # only now, for `_保留/` has to be there in full
        if found[path] not in (before.get(path), made.get(path)):
            spare = _kept_name(new, path)
            _keep(final / path, spare)
            kept.append(f"{final.name}/{spare.relative_to(new).as_posix()}")
    kept.sort()
    _write_manifest(new, made)
    return made != before or any(found.get(path) != digest for path, digest in made.items())


def _keep(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(source, target, follow_symlinks=False)


def _kept_name(folder: Path, path: str) -> Path:
    """Return a free name below `_保留/` for an edited file."""
    wanted = PurePosixPath(KEPT, path)
    names = (wanted.with_stem(f"{wanted.stem}({n})") if n > 1 else wanted for n in range(1, 10_000))
    return next(folder / name for name in names if _is_free(folder, name.as_posix()))


def _is_free(folder: Path, path: str) -> bool:
    """Return whether a file can be put at `path` without replacing another or standing in its way."""
    above = PurePosixPath(path).parents
    return not os.path.lexists(folder / path) and not any((folder / name).is_file() for name in above)


def _files(folder: Path) -> Iterator[str]:
    """Yield the files below a folder, its own manifest and other programs' litter aside.

    Folders below it that are written into apart, such as packs for signing, keep the manifests of their own.
    """
    for path in sorted(folder.rglob("*")):
        if (
            (path.is_file() or path.is_symlink())
            and path != folder / MANIFEST
            and not path.name.startswith(_LITTER)
        ):
            yield path.relative_to(folder).as_posix()


def _manifest_of(folder: Path) -> dict[str, str]:
    """Return the digests of the files below a folder by path; none where there is no folder."""
    return {path: _digest(folder / path) for path in _files(folder)}


def _read_manifest(folder: Path) -> dict[str, str]:
    """Return what we made last time; without a readable manifest nothing counts as ours."""
    try:
        made = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return made if isinstance(made, dict) else {}


def _write_manifest(folder: Path, made: dict[str, str]) -> None:
    _write(folder / MANIFEST, json.dumps(made, ensure_ascii=False, indent=0, sort_keys=True))


def _digest(file: Path) -> str:
    return _digest_of(os.fsencode(file.readlink()) if file.is_symlink() else file.read_bytes())


def _digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def _write(file: Path, text: str) -> None:
    write_file(file, text.encode())


def write_into(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Write files into a folder that is not swapped as a whole, each there whole or not at all.

    Files that somebody edited since we wrote them are kept aside; their new paths are returned.
    """
    made, kept = _read_manifest(folder), []
    try:
        for path, content in files:
            target, digest = folder / path, _digest_of(content)
            if target.exists() and _digest(target) not in (made.get(path), digest):
                spare = _kept_name(folder, path)
                _keep(target, spare)
                kept.append(spare.relative_to(folder).as_posix())
            write_file(target, content)
            made[path] = digest
    finally:
        _write_manifest(folder, made)
    return kept


def retire(folder: Path, current: Collection[str]) -> list[str]:
    """Move what `write_into` wrote earlier and is not current any more to `_保留/`; return where it was."""
    made = _read_manifest(folder)
    gone = [path for path in made if path not in current and (folder / path).is_file()]
    for path in gone:
        spare = _kept_name(folder, path)
        _keep(folder / path, spare)
        (folder / path).unlink()
    _write_manifest(folder, {path: digest for path, digest in made.items() if path in current})
    return sorted(gone)


def write_file(target: Path, *content: bytes) -> None:
    """Write a file so that it is there whole or not at all, its content in as many pieces as it comes; makes folders.

    One that was there keeps its permissions.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(target.name + ".tmp")
    try:
        beside.write_bytes(b"".join(content))
        if target.exists():
            shutil.copymode(target, beside)
        beside.replace(target)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
