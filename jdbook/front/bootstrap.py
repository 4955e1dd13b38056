"""The packages jdbook needs, found in this Python or installed once into `.venv`.

`ensure` is all that the front door calls. `requirements` decides whether what is there will do,
`environment` knows the state of `.venv`, `obstacles` explains failures; here pip is run and watched.
Standard library only: this runs before anything is installed.
"""

import importlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, Self

from jdbook.front.environment import Venv, exclusive
from jdbook.front.obstacles import explain
from jdbook.front.requirements import RUNTIME, TEST, applies, lacking, lock_for, read_needs, read_pins

LOG_LINES = 300


class CannotPrepareError(Exception):
    """No usable environment; the text says why and what to do, in Chinese."""


def say(text: str) -> None:
    """Write a line for the person at the console."""
    print(text, file=sys.stderr, flush=True)


def collected(line: str) -> str:
    """Return the package that a line of pip's output has turned to, of a registry or a file; or nothing."""
    turn = r"(?:Processing (?:[^(]*[/\\])?|Collecting |Requirement already satisfied: )"
    name = r"([\w.]+(?:-[a-zA-Z][\w.]*)*)"
    found = re.match(turn + name, line)
    return found[1] if found else ""


class Progress:
    """The number of packages done, shown on one changing line, or on a line a quarter in a log.

    Fed with pip's lines; while packages are put in place pip is silent, so their records in
    `site-packages` are counted.
    """

    def __init__(self, total: int, venv: Venv) -> None:
        self.total = total
        self.installing = False
        self._venv = venv
        self._collected = 0
        self._shown = ""
        self._end = threading.Event()
        self._counter = threading.Thread(target=self._count, daemon=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        if self.installing:
            self._counter.join()
        if self._shown and sys.stderr.isatty():
            say("")

    def line(self, text: str) -> None:
        """Take note of a line that pip wrote."""
        if name := collected(text):
            self._collected += 1
            self._show("下载软件包", self._collected, name)
        elif "Retrying (" in text:
            self._show("网络不通，pip 正在重试", self._collected)
        elif text.startswith("Installing collected packages:"):
            self.installing, self.total = True, text.count(",") + 1
            self._counter.start()

    def _count(self) -> None:
        before = self._present()
        while not self._end.wait(0.3):
            self._show("安装软件包", self._present() - before)

    def _present(self) -> int:
        return len(set(self._venv.packages("*.dist-info")))

    def _show(self, doing: str, done: int, name: str = "") -> None:
        done = min(done, self.total)
        if sys.stderr.isatty():
            self._shown = doing
            print(
                "\r" + f"  {doing} {done}/{self.total} {name}".ljust(64), end="", file=sys.stderr, flush=True
            )
        elif self._shown != (step := f"{doing} {done * 4 // self.total}"):
            self._shown = step
            say(f"  {doing} {done}/{self.total}")


def run(command: Sequence[str], held: int, on_line: Callable[[str], None]) -> tuple[int, str]:
    """Return the status and the last lines of a command, each line passed on as it comes.

    The lock `held` is handed down: should this process be killed alone, the next one waits until
    what it left running has ended too.
    """
    tail: deque[str] = deque(maxlen=LOG_LINES)
    keep = () if os.name == "nt" else (held,)
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        pass_fds=keep,
    ) as child:
        assert child.stdout is not None
        try:
            for line in child.stdout:
                tail.append(line)
                on_line(line)
        except BaseException:
            child.terminate()
            raise
    return child.returncode, "".join(tail)


def _log(venv: Venv, text: str) -> None:
    with suppress(OSError):  # the disk may be full: the message tells
        venv.log.write_text(text, "utf-8")


def _check(venv: Venv, lock: str, status: int, output: str) -> None:
    _log(venv, output)
    if status:
        text = explain(output, venv.folder.parent, lock)
        raise CannotPrepareError(f"{text}\n（详细记录：{venv.log}）")


def create(venv: Venv, lock: str, held: int) -> None:
    """Make the environment anew in its folder, which keeps only its lock and its mark."""
    for entry in list(venv.folder.iterdir()):
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry.name not in (venv.lock.name, venv.installing.name):
            entry.unlink()
    if not all(map(importlib.util.find_spec, ("venv", "ensurepip"))):
        raise CannotPrepareError(explain("ensurepip is not available", venv.folder.parent, lock))
    command = [sys.executable, "-m", "venv", str(venv.folder)]
    _check(venv, lock, *run(command, held, lambda _: None))


def pip_install(venv: Venv, lock_file: Path) -> list[str]:
    """Return the command that installs a requirements file; from `wheels` beside it alone, if there."""
    quiet = ["--disable-pip-version-check", "--no-input", "--progress-bar", "off", "--no-user"]
    wheels = lock_file.with_name("wheels")
    offline = ["--no-index", "--find-links", str(wheels)] if wheels.is_dir() else []
    what = ["--require-hashes", "-r", str(lock_file)]
    return [str(venv.python), "-m", "pip", "install", *quiet, *offline, *what]


def install(venv: Venv, lock_file: Path, held: int, *options: str) -> None:
    """Bring the environment to the pins of a requirements file, checking every hash.

    As long as pip only collects, nothing has changed: failing then leaves the packages as usable as
    they were.
    """
    pins = [pin for pin in read_pins(lock_file.read_text("utf-8")) if applies(pin.marker)]
    command = [*pip_install(venv, lock_file), *options]
    with Progress(len(pins), venv) as progress:
        try:
            status, output = run(command, held, progress.line)
        finally:
            if not progress.installing:
                venv.installing.unlink()
    _check(venv, lock_file.name, status, output)


def prepare(venv: Venv, lock_file: Path) -> None:
    """Make `.venv` ready for a requirements file, unless it is or another process does it first."""
    venv.folder.mkdir(exist_ok=True)
    with exclusive(venv.lock, say) as held:
        if venv.is_ready(lock_file):
            return
        say(f"{venv.why(lock_file.name)}……")
        half, here = venv.installing.exists(), venv.is_running()
        anew = not here and (half or venv.moved() or not venv.works())
        venv.installing.touch()
        if anew:
            create(venv, lock_file.name, held)
        elif not venv.has_pip():
            command = [str(venv.python), "-m", "ensurepip", "--default-pip"]
            _check(venv, lock_file.name, *run(command, held, lambda _: None))
        install(venv, lock_file, held, *(["--force-reinstall"] if half and here else []))
        covered = (RUNTIME, TEST) if lock_file.name == TEST else (RUNTIME,)
        for lock in covered:  # the test requirements contain the others
            venv.done(lock).write_text(venv.record(lock_file.with_name(lock)), "utf-8")
        venv.installing.unlink(missing_ok=True)
        say("运行环境已就绪。")


def installed(name: str) -> str | None:
    """Return the version of a package in the running Python, None without one."""
    try:
        return importlib.metadata.version(name)
    except (importlib.metadata.PackageNotFoundError, KeyError):  # KeyError: half of a package
        return None


def missing_packages(lock_file: Path) -> tuple[str, ...]:
    """Return the direct requirements that the running Python can't serve."""
    try:
        needs = read_needs(lock_file.with_name("pyproject.toml").read_text("utf-8"), lock_file.name)
        return lacking(needs, read_pins(lock_file.read_text("utf-8")), installed)
    except FileNotFoundError as error:
        damage = f"缺少 {error.filename}"
    except (ValueError, KeyError) as error:
        damage = f"pyproject.toml 或 {lock_file.name} 的内容不完整（{error}）"
    raise CannotPrepareError(f"项目文件不完整：{damage}。\n怎么办：\n  重新下载或解压整个项目，再运行一次。")


def rerun(python: Path) -> NoReturn:
    """Run this command line again in another interpreter, and end with its status."""
    command = [str(python), *sys.orig_argv[1:]]
    if os.name != "nt":  # Windows would give the console back before the command has ended
        os.execv(python, command)
    sys.exit(wait_for(command))


def wait_for(command: Sequence[str]) -> int:
    """Return a command's status; Ctrl-C reaches it as well, and it is for it to end."""
    with subprocess.Popen(command) as child:
        while True:
            with suppress(KeyboardInterrupt):
                return child.wait()


def serve_packages(root: Path, lock: str) -> None:
    """As `ensure`, raising what goes wrong."""
    venv, lock_file = Venv(root / ".venv"), root / lock
    missing, here = missing_packages(lock_file), Venv(root / ".venv").is_running()
    if not missing and not (here and venv.is_outdated(lock_file)):
        return
    if here and missing:
        venv.done(lock).unlink(missing_ok=True)
    if not venv.is_ready(lock_file):
        prepare(venv, lock_file)
    if not here:
        rerun(venv.python)
    importlib.invalidate_caches()
    if missing := missing_packages(lock_file):
        raise CannotPrepareError(explain(f"仍然缺少：{'、'.join(missing)}", root, lock))


def ensure(root: str | Path, argv: Sequence[str]) -> None:
    """Return when the packages that a command line needs can be imported here.

    Otherwise the command line goes on in `.venv` beside build.py, which is made or updated first
    when it has to be, and this process ends with its status. What stands in the way is told in
    Chinese on stderr, status 2.
    """
    place, lock = Path(root).resolve(), lock_for(argv)
    try:
        serve_packages(place, lock)
    except CannotPrepareError as error:
        message = str(error)
    except OSError as error:
        message = explain(str(error), place, lock)
    else:
        return
    say(message)
    sys.exit(2)
