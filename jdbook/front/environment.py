"""The folder `.venv`: what state it is in, and a lock for whoever changes it.

`.venv` holds the exact pins or is not used. What is written there tells its state:

- `jdbook-installing`: an installation is under way, or was killed; then all is made anew.
- `jdbook-requirements.txt.done`, `jdbook-requirements-test.txt.done`: the hash of the file that
  was installed completely, and the folder it was installed in (a moved `.venv` is made anew).
- `jdbook.lock`: held, by the system's means, by whoever installs; free again when they end.
- `jdbook-install.log`: the last lines that pip wrote.

A `.venv` that somebody made by other means has none of these; it is kept and installed into, as
long as it works. Standard library only: this runs before anything is installed.
"""

import errno
import hashlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jdbook.front.requirements import RUNTIME, TEST, release

OLDEST = (3, 11)


@dataclass(frozen=True)
class Venv:
    """The folder `.venv`, and what can be seen of its state without starting it."""

    folder: Path
    windows: bool = os.name == "nt"

    @property
    def python(self) -> Path:
        """The interpreter."""
        return self.folder / ("Scripts/python.exe" if self.windows else "bin/python")

    @property
    def installing(self) -> Path:
        """The file that is there while an installation changes packages."""
        return self.folder / "jdbook-installing"

    @property
    def lock(self) -> Path:
        """The file that whoever installs holds locked."""
        return self.folder / "jdbook.lock"

    @property
    def log(self) -> Path:
        """The last lines of pip's output."""
        return self.folder / "jdbook-install.log"

    def done(self, lock: str) -> Path:
        """Return the file that says which content of a requirements file is installed."""
        return self.folder / f"jdbook-{lock}.done"

    def record(self, lock_file: Path) -> str:
        """Return what `done` holds once that file is installed: its hash and this folder."""
        return f"{hashlib.sha256(lock_file.read_bytes()).hexdigest()}\n{self.folder}\n"

    def works(self) -> bool:
        """Return whether the interpreter, and the Python that it stands on, are there and new enough."""
        lines = _read(self.folder / "pyvenv.cfg").splitlines()
        made = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines)}
        base = made.get("executable") or made.get("home")
        version = made.get("version") or made.get("version_info") or "0"
        return (
            self.python.is_file() and bool(base) and Path(str(base)).exists() and release(version) >= OLDEST
        )

    def has_pip(self) -> bool:
        """Return whether pip is there; some tools make environments without it."""
        return any(self.packages("pip"))

    def packages(self, pattern: str) -> Iterator[Path]:
        """The entries of its package folder that match a pattern."""
        for place in ("lib/python*/site-packages", "Lib/site-packages"):
            yield from self.folder.glob(f"{place}/{pattern}")

    def moved(self) -> bool:
        """Return whether packages were installed when this folder was elsewhere."""
        records = (_read(self.done(lock)).splitlines() for lock in (RUNTIME, TEST))
        return any(record and record[1:] != [str(self.folder)] for record in records)

    def is_ready(self, lock_file: Path) -> bool:
        """Return whether exactly these requirements are installed, completely and here."""
        whole = not self.installing.exists() and self.works()
        return whole and _read(self.done(lock_file.name)) == self.record(lock_file)

    def is_outdated(self, lock_file: Path) -> bool:
        """Return whether other requirements than these were installed, or half of them."""
        recorded = _read(self.done(lock_file.name))
        return self.installing.exists() or recorded not in ("", self.record(lock_file))

    def is_running(self) -> bool:
        """Return whether this very process runs in it."""
        return self.folder.is_dir() and self.folder.samefile(sys.prefix)

    def why(self, lock: str) -> str:
        """Return in Chinese why something has to be installed."""
        if self.installing.exists():
            return "上次安装没有完成，正在重新建立运行环境 .venv"
        if not (self.folder / "pyvenv.cfg").exists():
            return "首次运行，正在建立运行环境 .venv，只需这一次，约一两分钟"
        if self.moved() or not self.works():
            return ".venv 被移动过或已损坏，正在重新建立"
        if self.done(lock).exists():
            return "软件包清单有变化，正在更新 .venv"
        return "正在把运行测试需要的软件包装进 .venv" if lock == TEST else "正在把需要的软件包装进 .venv"


def _read(file: Path) -> str:
    """Return a small text file's content; nothing when it is not there."""
    return file.read_text("utf-8", errors="replace") if file.is_file() else ""


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _try_lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def exclusive(file: Path, tell: Callable[[str], None]) -> Iterator[int]:
    """Hold a lock file, waiting for whoever holds it; the system frees it however they end."""
    handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if _is_held(handle):
            tell("另一个 build.py 正在准备运行环境，等它完成……")
            while _is_held(handle):
                time.sleep(0.2)
        yield handle
    finally:
        os.close(handle)


def _is_held(handle: int) -> bool:
    try:
        _try_lock(handle)
    except OSError as error:
        if error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            raise
        return True
    return False
