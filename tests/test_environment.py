import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from jdbook.front.environment import Venv, exclusive
from jdbook.front.requirements import RUNTIME, TEST


@pytest.fixture
def lock_file(tmp_path: Path) -> Path:
    file = tmp_path / RUNTIME
    file.write_text("mkdocs==1.6.1\n", "utf-8")
    return file


@pytest.fixture
def venv(tmp_path: Path, lock_file: Path) -> Venv:
    """One that looks whole and ready, without being one."""
    venv = Venv(tmp_path / ".venv", windows=False)
    venv.python.parent.mkdir(parents=True)
    venv.python.touch()
    write_settings(venv, executable=sys.executable, version="3.11.7")
    venv.done(RUNTIME).write_text(venv.record(lock_file), "utf-8")
    return venv


def write_settings(venv: Venv, **settings: str) -> None:
    text = "".join(f"{key} = {value}\n" for key, value in settings.items())
    (venv.folder / "pyvenv.cfg").write_text(text, "utf-8")


def test_the_interpreter_is_where_each_system_has_it() -> None:
    assert Venv(Path("岗位 说明书/.venv"), windows=True).python == Path(
        "岗位 说明书/.venv/Scripts/python.exe"
    )
    assert Venv(Path(".venv"), windows=False).python == Path(".venv/bin/python")


def test_a_whole_installation_is_ready(venv: Venv, lock_file: Path) -> None:
    assert venv.is_ready(lock_file)
    assert not venv.is_outdated(lock_file)
    assert not venv.moved()


def test_the_record_holds_the_hash_and_the_place(venv: Venv, lock_file: Path) -> None:
    assert venv.record(lock_file).splitlines() == [
        hashlib.sha256(lock_file.read_bytes()).hexdigest(),
        str(venv.folder),
    ]


def test_nothing_is_not_ready(tmp_path: Path, lock_file: Path) -> None:
    venv = Venv(tmp_path / "none")
    assert not venv.works()
    assert not venv.is_ready(lock_file)
    assert not venv.is_outdated(lock_file)
    assert not venv.is_running()
    assert "首次" in venv.why(RUNTIME)


def test_one_killed_half_way_is_not_ready(venv: Venv, lock_file: Path) -> None:
    venv.installing.touch()
    assert not venv.is_ready(lock_file)
    assert venv.is_outdated(lock_file)
    assert "没有完成" in venv.why(RUNTIME)


def test_one_for_other_requirements_is_outdated(venv: Venv, lock_file: Path) -> None:
    lock_file.write_text("mkdocs==1.6.2\n", "utf-8")
    assert not venv.is_ready(lock_file)
    assert venv.is_outdated(lock_file)
    assert "有变化" in venv.why(RUNTIME)


def test_ready_for_running_is_not_ready_for_testing(venv: Venv, lock_file: Path) -> None:
    test_lock = lock_file.with_name(TEST)
    test_lock.write_text("pytest==9.0\n", "utf-8")
    assert not venv.is_ready(test_lock)
    assert not venv.is_outdated(test_lock)
    assert "测试" in venv.why(TEST)


def test_a_moved_one_is_known(venv: Venv, lock_file: Path, tmp_path: Path) -> None:
    moved = Venv(venv.folder.rename(tmp_path / "moved"), windows=False)
    assert moved.moved()
    assert not moved.is_ready(lock_file)
    assert "移动" in moved.why(RUNTIME)


@pytest.mark.parametrize(
    "settings",
    [
        {"executable": "/no/such/python3.11", "version": "3.11.7"},  # its Python was uninstalled
        {"home": "/no/such/folder", "version": "3.11.7"},
        {"executable": sys.executable, "version": "3.10.13"},  # too old
        {"executable": sys.executable},
        {"version": "3.11.7"},
        {},
    ],
)
def test_one_whose_python_is_gone_or_too_old_does_not_work(
    venv: Venv, lock_file: Path, settings: dict[str, str]
) -> None:
    write_settings(venv, **settings)
    assert not venv.works()
    assert not venv.is_ready(lock_file)
    assert "损坏" in venv.why(RUNTIME)


def test_one_made_by_other_tools_works(venv: Venv) -> None:
    write_settings(venv, home=str(Path(sys.executable).parent), version_info="3.12.0.final.0")
    assert venv.works()


@pytest.mark.parametrize("place", ["lib/python3.12/site-packages", "Lib/site-packages"])
def test_its_packages_are_found_on_each_system(venv: Venv, place: str) -> None:
    assert not venv.has_pip()
    (venv.folder / place / "pip").mkdir(parents=True)
    assert venv.has_pip()


def test_one_without_its_interpreter_does_not_work(venv: Venv) -> None:
    venv.python.unlink()
    assert not venv.works()


def test_the_environment_of_this_process_is_known() -> None:
    assert Venv(Path(sys.prefix)).is_running()


HOLDER = """
import sys, time
from pathlib import Path
from jdbook.front.environment import exclusive
with exclusive(Path(sys.argv[1]), print):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_lock_is_waited_for_and_free_as_soon_as_its_holder_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "jdbook.lock"
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-c", HOLDER, str(file)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        told: list[str] = []

        def tell(text: str) -> None:
            told.append(text)
            holder.kill()

        with exclusive(file, tell):
            assert holder.wait() != 0
    assert len(told) == 1
    assert "等它完成" in told[0]


def test_a_lock_left_lying_about_blocks_nobody(tmp_path: Path) -> None:
    file = tmp_path / "jdbook.lock"
    file.write_text("left by a crash", "utf-8")
    with exclusive(file, pytest.fail) as handle:
        assert handle > 0
