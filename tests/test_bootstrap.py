"""The first run, for real: environments are made and packages installed, from wheels built here, without a network."""

import errno
import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jdbook.front import bootstrap
from jdbook.front.bootstrap import Progress, collected, wait_for
from jdbook.front.environment import Venv, exclusive

ROOT = Path(__file__).resolve().parent.parent
CLI = """
import sys
def main(argv):
    import jdwidget
    print("cli", jdwidget.VERSION, *argv)
    if "tested" in argv:
        import jdwidgettest
    return 7
"""
PYPROJECT = """
[project]
dependencies = ["jdwidget>=1"]
optional-dependencies.test = ["jdwidgettest>=1"]
"""


def build_wheel(folder: Path, name: str, version: str, code: str = "") -> str:
    """Write a wheel and return its line for a requirements file."""
    file = folder / f"{name}-{version}-py3-none-any.whl"
    info = f"{name}-{version}.dist-info"
    content = {
        f"{name}.py": f"VERSION = {version!r}\n{code}",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*content, f"{info}/RECORD"])
    with zipfile.ZipFile(file, "w") as archive:
        for path, text in {**content, f"{info}/RECORD": record}.items():
            archive.writestr(path, text)
    return f"{name}=={version} \\\n    --hash=sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}\n"


class Project:
    """A copy of the front door with one package to run and one more to test."""

    def __init__(self, place: Path) -> None:
        self.folder = place / "人力 资源部" / "岗位 说明书"
        self.wheels = place / "found"
        self.venv = self.folder / ".venv"
        shutil.copytree(ROOT / "jdbook/front", self.folder / "jdbook/front")
        self.wheels.mkdir()
        shutil.copy(ROOT / "build.py", self.folder)
        shutil.copy(ROOT / "jdbook/__init__.py", self.folder / "jdbook")
        self.write("jdbook/cli.py", CLI)
        self.write("pyproject.toml", PYPROJECT)
        self.pin("1.0")

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, "utf-8")

    def pin(self, version: str) -> None:
        widget = build_wheel(self.wheels, "jdwidget", version)
        self.write("requirements.txt", widget)
        self.write("requirements-test.txt", widget + build_wheel(self.wheels, "jdwidgettest", "1.0"))

    def env(self, **more: str) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
        offline = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        return kept | offline | {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"} | more

    def start(self, *argv: str, **env: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(self.folder / "build.py"), *argv],
            cwd=self.folder.parent.parent,
            env=self.env(**env),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *argv: str, **env: str) -> tuple[int, str, str]:
        with self.start(*argv, **env) as process:
            out, err = process.communicate(timeout=60)
        assert "Traceback" not in err
        return process.returncode, out, err


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, list[str]]:
    """A project whose `.venv` was made by two first runs at once, and what these said."""
    project = Project(tmp_path_factory.mktemp("made"))
    both = [project.start("check", str(n)) for n in range(2)]
    said = []
    for n, process in enumerate(both):
        with process:
            out, err = process.communicate(timeout=60)
        assert (process.returncode, out) == (7, f"cli 1.0 check {n}\n"), err
        said.append(err)
    return project, said


@pytest.fixture
def project(made: tuple[Project, list[str]]) -> Iterator[Project]:
    """The project that is ready to run, with its files as they were whatever a test does to them."""
    project, _ = made
    yield project
    project.pin("1.0")
    shutil.rmtree(project.folder / "wheels", ignore_errors=True)


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    return Project(tmp_path)


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Children that hear Ctrl-C even if these tests run in the background, where it is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def log_of(project: Project) -> str:
    return (project.venv / "jdbook-install.log").read_text("utf-8")


def test_two_first_runs_at_once_install_once_and_both_go_on(made: tuple[Project, list[str]]) -> None:
    project, said = made
    first, second = sorted(said, key=lambda text: "首次运行" not in text)
    assert "首次运行，正在建立运行环境 .venv" in first
    assert "下载软件包 1/1" in first
    assert "运行环境已就绪" in first
    assert "首次运行" not in second
    assert "Successfully installed jdwidget-1.0" in log_of(project)
    assert (project.venv / "jdbook-requirements.txt.done").exists()
    assert not (project.venv / "jdbook-installing").exists()


def test_the_second_run_calls_no_pip_and_says_nothing(project: Project) -> None:
    written = (project.venv / "jdbook-install.log").stat().st_mtime_ns
    status, out, err = project.run("check", "--strict", PIP_FIND_LINKS=os.devnull)
    assert (status, out, err) == (7, "cli 1.0 check --strict\n", "")
    assert (project.venv / "jdbook-install.log").stat().st_mtime_ns == written


def test_variables_that_lead_pythons_astray_do_no_harm(project: Project) -> None:
    assert project.run("check", PYTHONHOME=sys.base_prefix)[0] == 7


def test_tests_get_their_packages_on_top(project: Project) -> None:
    status, out, err = project.run("test", "tested")
    assert (status, out) == (7, "cli 1.0 test tested\n")
    assert "运行测试需要的软件包" in err
    assert project.run("test", "tested") == (7, "cli 1.0 test tested\n", "")
    assert project.run("check") == (7, "cli 1.0 check\n", "")


def test_changed_requirements_are_installed_by_the_next_run(project: Project) -> None:
    project.pin("1.1")
    status, out, err = project.run("check")
    assert (status, out) == (7, "cli 1.1 check\n")
    assert "有变化" in err
    project.pin("1.0")
    assert project.run("check")[1] == "cli 1.0 check\n"


def test_an_environment_in_use_updates_itself(project: Project) -> None:
    project.pin("1.2")
    python = project.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    command = [str(python), str(project.folder / "build.py"), "check"]
    result = subprocess.run(command, env=project.env(), capture_output=True, encoding="utf-8", check=False)
    assert (result.returncode, result.stdout) == (7, "cli 1.2 check\n"), result.stderr


def test_a_package_that_somebody_removed_is_put_back(project: Project) -> None:
    assert project.run("check")[0] == 7
    for entry in list(Venv(project.venv).packages("jdwidget*")):
        shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    assert project.run("check")[:2] == (7, "cli 1.0 check\n")
    assert project.run("check") == (7, "cli 1.0 check\n", "")


def test_without_a_network_the_message_tells_the_ways_out_and_nothing_is_lost(project: Project) -> None:
    assert project.run("check")[0] == 7
    ready = (project.venv / "jdbook-requirements.txt.done").read_text("utf-8")
    requirements = (project.folder / "requirements.txt").read_text("utf-8")
    project.write("requirements.txt", requirements.replace("==1.0", "==9.9"))
    net = {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PIP_NO_INDEX": "0", "PIP_RETRIES": "1"}
    status, out, err = project.run("check", **net)
    assert (status, out) == (2, "")
    for words in (
        "连不上软件源",
        "清华镜像",
        "pip download -r requirements.txt -d wheels",
        "jdbook-install.log",
    ):
        assert words in err
    assert "Retrying" in log_of(project)
    project.write("requirements.txt", requirements)
    assert (project.venv / "jdbook-requirements.txt.done").read_text("utf-8") == ready
    assert project.run("check", **net) == (7, "cli 1.0 check\n", "")


def test_a_folder_of_wheels_beside_the_front_door_is_all_that_is_asked(project: Project) -> None:
    project.pin("1.3")
    shutil.copytree(project.wheels, project.folder / "wheels")
    status, out, err = project.run("check", PIP_FIND_LINKS=os.devnull, PIP_INDEX_URL="http://127.0.0.1:9/")
    assert (status, out) == (7, "cli 1.3 check\n"), err


def test_a_package_that_is_not_the_one_pinned_is_not_installed(project: Project) -> None:
    project.pin("1.4")
    build_wheel(project.wheels, "jdwidget", "1.4", code="# tampered with")
    status, _, err = project.run("check")
    assert status == 2
    assert "校验值不符" in err
    assert "DO NOT MATCH THE HASHES" in log_of(project)


def test_a_package_without_a_hash_is_not_installed(project: Project) -> None:
    project.write("requirements.txt", "jdwidget==1.0\n")
    status, _, err = project.run("check")
    assert status == 2
    assert "requirements.txt 的内容不完整或被改过" in err


def test_a_package_that_nobody_has_is_named(project: Project) -> None:
    project.write("requirements.txt", "jdwidget==5.0 \\\n    --hash=sha256:" + "0" * 64 + "\n")
    status, _, err = project.run("check")
    assert status == 2
    assert "找不到需要的软件包：jdwidget==5.0" in err


@pytest.mark.parametrize("name", ["requirements.txt", "pyproject.toml"])
def test_a_project_file_that_is_missing_is_named(project: Project, name: str) -> None:
    file = project.folder / name
    content = file.read_bytes()
    file.unlink()
    status, _, err = project.run("check")
    file.write_bytes(content)
    assert status == 2
    assert "项目文件不完整：缺少" in err
    assert name in err


def test_a_broken_project_file_is_told(project: Project) -> None:
    project.write("pyproject.toml", "[project\n")
    status, _, err = project.run("check")
    project.write("pyproject.toml", PYPROJECT)
    assert status == 2
    assert "pyproject.toml" in err


def test_a_python_without_ensurepip_is_told_what_to_install(fresh: Project) -> None:
    bare = fresh.wheels / "sitecustomize.py"
    bare.write_text("import sys; sys.modules['ensurepip'] = None\n", "utf-8")
    status, _, err = fresh.run("check", PYTHONPATH=str(fresh.wheels))
    assert status == 2
    assert "sudo apt install python3-venv" in err


@pytest.mark.parametrize(
    "number, words",
    [
        (errno.EROFS, "不能在文件夹里写入"),
        (errno.EACCES, "不能在文件夹里写入"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.ENAMETOOLONG, "路径太长"),
        (errno.EIO, "原因不明"),
    ],
)
def test_what_the_system_refuses_is_told(
    fresh: Project,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
    words: str,
) -> None:
    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(SystemExit) as end:
        bootstrap.ensure(fresh.folder, ["check"])
    assert end.value.code == 2
    err = capsys.readouterr().err
    assert words in err
    assert str(fresh.folder) in err or "500 MB" in err


@pytest.mark.skipif(os.name == "nt", reason="handles are not handed down there")
def test_what_a_killed_run_left_running_still_holds_the_lock(tmp_path: Path) -> None:
    file = tmp_path / "jdbook.lock"
    pip = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(1)"]
    parent = (
        "from pathlib import Path\nfrom jdbook.front.bootstrap import run\nfrom jdbook.front.environment import exclusive\n"
        f"with exclusive(Path({str(file)!r}), print) as held:\n"
        f"    run({pip!r}, held, lambda line: print(line, flush=True))"
    )
    command = [sys.executable, "-c", parent]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        process.kill()
    waited: list[str] = []
    with exclusive(file, waited.append):
        assert len(waited) == 1


@pytest.mark.skipif(os.name == "nt", reason="processes are killed otherwise there")
def test_a_killed_installation_is_made_anew(fresh: Project) -> None:
    mark = fresh.venv / "bin" / "python"
    with fresh.start("check") as process:
        while not mark.exists() and process.poll() is None:
            time.sleep(0.02)
        process.kill()  # alone: what it started goes on for a while, and is waited for
    assert (fresh.venv / "jdbook-installing").exists()
    stray = fresh.venv / "stray"
    stray.touch()
    status, out, err = fresh.run("check")
    assert (status, out) == (7, "cli 1.0 check\n")
    assert "上次安装没有完成" in err
    assert not stray.exists()


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_while_installing_ends_quietly(fresh: Project) -> None:
    with fresh.start("check") as process:
        while not (fresh.venv / "bin").exists() and process.poll() is None:
            time.sleep(0.02)
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    assert "已中断" in err
    assert "Traceback" not in err


def test_an_environment_made_by_other_means_is_kept_and_filled(fresh: Project) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(fresh.venv)], check=True)
    own = fresh.venv / "own"
    own.touch()
    status, out, err = fresh.run("check")
    assert (status, out) == (7, "cli 1.0 check\n")
    assert "正在把需要的软件包装进 .venv" in err
    assert own.exists()


@pytest.mark.slow
def test_a_moved_or_broken_environment_is_made_anew(fresh: Project, project: Project) -> None:
    shutil.copytree(project.venv, fresh.venv, symlinks=True)
    status, out, err = fresh.run("check")
    assert (status, out) == (7, "cli 1.0 check\n")
    assert "被移动过或已损坏" in err
    shutil.rmtree(fresh.venv / ("Scripts" if os.name == "nt" else "bin"))
    status, out, err = fresh.run("check")
    assert (status, out) == (7, "cli 1.0 check\n")
    assert "被移动过或已损坏" in err


def test_an_environment_that_has_the_packages_is_used(project: Project) -> None:
    """Installed elsewhere in a compatible version, and `.venv` is not even looked at."""
    own = project.wheels.parent / "own"
    with zipfile.ZipFile(project.wheels / "jdwidget-1.0-py3-none-any.whl") as archive:
        archive.extractall(own)
    project.pin("1.5")
    assert project.run("check", PYTHONPATH=str(own)) == (7, "cli 1.0 check\n", "")


@pytest.mark.parametrize(
    "line, name",
    [
        ("Collecting mkdocs-material==9.8.1 (from -r /a b/requirements.txt (line 3))\n", "mkdocs-material"),
        ("Collecting types-PyYAML\n", "types-PyYAML"),
        ("Requirement already satisfied: lxml==6.1.3 in /x/.venv/lib (from -r /a (line 1)) (6.1.3)", "lxml"),
        (
            "Processing /岗位 说明书/wheels/annotated_types-0.8.0-py3-none-any.whl (from -r /a/b)",
            "annotated_types",
        ),
        (r"Processing d:\岗位 说明书\wheels\rjieba-0.2.2-cp39-abi3-win_amd64.whl", "rjieba"),
        ("  Downloading lxml-6.1.3.whl (5.2 MB)", ""),
        ("Installing collected packages: lxml", ""),
    ],
)
def test_the_package_that_pip_turns_to_is_known(line: str, name: str) -> None:
    assert collected(line) == name


def test_progress_in_a_log_is_a_handful_of_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(40, Venv(tmp_path)) as progress:
        for number in range(40):
            progress.line(f"Collecting package{number}")
            progress.line("  Downloading x")
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "  下载软件包 1/40"
    assert lines[-1] == "  下载软件包 40/40"
    assert len(lines) == 5


def test_progress_tells_of_retries_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(2, Venv(tmp_path)) as progress:
        for _ in range(5):
            progress.line("WARNING: Retrying (Retry(total=4)) after connection broken")
    assert capsys.readouterr().err.count("正在重试") == 1


def test_progress_on_a_terminal_stays_on_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    with Progress(2, Venv(tmp_path)) as progress:
        progress.line("Collecting mkdocs-material==9 (from x)")
        progress.line("Collecting lxml==6 (from x)")
    text = capsys.readouterr().err
    assert text.count("\n") == 1
    assert text.count("\r") == 2
    assert "2/2 lxml" in text


def wait_until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait for another thread, but not for ever."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_packages_put_in_place_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = tmp_path / "lib" / "python3.11" / "site-packages"
    (place / "pip-23.dist-info").mkdir(parents=True)
    said: list[str] = []  # not capsys: emptying it while another thread writes would lose a line now and then
    monkeypatch.setattr(bootstrap, "say", said.append)
    with Progress(9, Venv(tmp_path)) as progress:
        progress.line("Installing collected packages: a, b-c, d\n")
        wait_until(lambda: bool(said))
        for name in ("a", "b_c", "d"):
            (place / f"{name}-1.0.dist-info").mkdir()
        wait_until(lambda: "3/3" in said[-1])
    assert said[0] == "  安装软件包 0/3"
    assert said[-1] == "  安装软件包 3/3"


def test_the_status_of_the_command_in_the_other_python_is_handed_on() -> None:
    assert wait_for([sys.executable, "-c", "raise SystemExit(5)"]) == 5


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is sent otherwise there")
@pytest.mark.usefixtures("interruptible")
def test_ctrl_c_is_left_to_the_command_in_the_other_python() -> None:
    child = "import time\ntry:\n print('up', flush=True); time.sleep(30)\nexcept KeyboardInterrupt:\n time.sleep(.5); raise SystemExit(130)"
    parent = f"import sys\nfrom jdbook.front.bootstrap import wait_for\nsys.exit(wait_for([sys.executable, '-c', {child!r}]))"
    command = [sys.executable, "-c", parent]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "up\n"
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (130, "")


def test_a_package_that_lost_its_metadata_counts_as_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "jdhalf-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    assert bootstrap.installed("jdhalf") is None
    assert bootstrap.installed("jdnone") is None
    assert bootstrap.installed("pytest") == pytest.__version__
