"""Measuring a command as a whole: wall time, processor time and peak memory, child processes included.

Time runs from starting the process to its end. Processor time is what the system accounts to the process and to all
children it waited for. Memory is the resident memory of all processes of the session summed up, looked at every tenth
of a second through /proc: pages they share count several times, so it errs upwards; peaks shorter than that are missed,
so it never falls below the largest single process, which the system records exactly. Without /proc (macOS) that one
process is all there is.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

EVERY = 0.1
PROC = Path("/proc")
_MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024
_TAIL = 15


@dataclass(frozen=True)
class Sample:
    """One run: seconds on the clock, seconds of processor, bytes at the peak."""

    seconds: float
    cpu: float
    peak: int


def together(samples: Iterable[Sample]) -> Sample:
    """Return several commands run one after the other as one run."""
    parts = list(samples)
    return Sample(sum(s.seconds for s in parts), sum(s.cpu for s in parts), max(s.peak for s in parts))


class CommandFailedError(Exception):
    """A measured command did not end well; the text says which and what it wrote last, in Chinese."""


def measure(command: Sequence[str], folder: Path, log: Path) -> Sample:
    """Run a command in a folder to its end and return what it took; its whole output goes to `log`."""
    start = time.perf_counter()
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output, start_new_session=True)
        with _ended_with_us(process), _watched(process.pid) as memory:
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.perf_counter() - start
            process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise CommandFailedError(_failure(command, process.returncode, log))
    peak = max(memory.peak, usage.ru_maxrss * _MAXRSS_UNIT)
    return Sample(seconds, usage.ru_utime + usage.ru_stime, peak)


def _failure(command: Sequence[str], status: int, log: Path) -> str:
    last = log.read_text("utf-8", errors="replace").splitlines()[-_TAIL:]
    return "\n".join([f"命令没有成功（退出码 {status}）：{' '.join(command)}", "最后的输出：", *last])


@contextmanager
def _ended_with_us(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """End the process and its children when we are interrupted: in a session of their own, Ctrl-C does not reach them."""
    try:
        yield
    except BaseException:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        raise


@dataclass
class Memory:
    """The most that was seen so far, in bytes."""

    peak: int = 0
    over: threading.Event = field(default_factory=threading.Event)


@contextmanager
def _watched(session: int) -> Iterator[Memory]:
    """Watch a session's memory from another thread."""
    memory = Memory()
    watcher = threading.Thread(target=_watch, args=(session, memory), daemon=True)
    watcher.start()
    try:
        yield memory
    finally:
        memory.over.set()
        watcher.join()


def _watch(session: int, memory: Memory) -> None:
    while PROC.is_dir() and not memory.over.wait(EVERY):
        memory.peak = max(memory.peak, resident(session))


def resident(session: int, proc: Path = PROC) -> int:
    """Return the bytes of memory that the processes of a session hold at this moment, summed up."""
    return sum(_resident(folder, session) for folder in proc.iterdir() if folder.name.isdigit())


def _resident(folder: Path, session: int) -> int:
    try:
        # -- the fourth field after the name in brackets is the session; the name may hold anything --
        if int((folder / "stat").read_text(errors="replace").rpartition(")")[2].split()[3]) != session:
            return 0
        return int((folder / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):  # it ended while we looked
        return 0
