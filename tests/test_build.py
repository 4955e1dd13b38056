import ast
import io
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FRONT_DOOR = ROOT / "build.py"
NEWER_SYNTAX = (
    ast.JoinedStr,
    ast.AnnAssign,
    ast.NamedExpr,
    ast.Match,
    ast.Nonlocal,
    ast.AsyncFunctionDef,
    ast.YieldFrom,
    ast.Starred,
)


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT))
    import build

    return build


class Console:
    """A stream with an encoding of its own, as old and new Pythons have it."""

    def __init__(self, encoding: str | None) -> None:
        self.encoding = encoding
        self.buffer = io.BytesIO()


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 10, 13)])
def test_a_python_too_old_is_told_its_version_and_where_to_get_a_newer_one(
    door: Any, monkeypatch: pytest.MonkeyPatch, version: tuple[int, ...]
) -> None:
    console = Console("gbk")
    monkeypatch.setattr(sys, "version_info", version)
    monkeypatch.setattr(sys, "stderr", console)
    assert door.main(["check"]) == 2
    text = console.buffer.getvalue().decode("gbk")
    assert "现在运行本程序的是 Python " + ".".join(map(str, version)) in text
    for way in ("3.11 或更新", "py -3.11 build.py", "python.org 官网", "系统软件商店", "apt install python3"):
        assert way in text


def test_the_front_door_keeps_to_what_old_pythons_can_read() -> None:
    source = FRONT_DOOR.read_text("utf-8")
    assert source.startswith("# -*- coding: utf-8 -*-\n")
    assert len(source.splitlines()) < 100
    nodes = list(ast.walk(ast.parse(source)))
    assert [node for node in nodes if isinstance(node, NEWER_SYNTAX)] == []
    functions = [node for node in nodes if isinstance(node, ast.FunctionDef)]
    assert functions
    for function in functions:
        assert function.returns is None
        assert function.args.kwonlyargs == []
        assert all(argument.annotation is None for argument in function.args.args)


@pytest.mark.parametrize(
    "declared, asked, expected",
    [
        ("utf-8", None, "utf-8"),
        ("gbk", None, "gbk"),
        ("cp936", None, "cp936"),
        ("ANSI_X3.4-1968", "ascii", "ANSI_X3.4-1968"),
        (None, None, "utf-8"),
    ],
)
def test_the_encoding_of_the_console_is_kept(
    door: Any, monkeypatch: pytest.MonkeyPatch, declared: str | None, asked: str | None, expected: str
) -> None:
    if asked:
        monkeypatch.setenv("PYTHONIOENCODING", asked)
    assert door.best_encoding(Console(declared)) == expected


@pytest.mark.skipif(os.name == "nt", reason="there, a console always names its encoding")
def test_a_console_without_locale_is_written_to_in_utf_8(door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTHONIOENCODING", raising=False)
    assert door.best_encoding(Console("ANSI_X3.4-1968")) == "utf-8"


SPEAKER = (
    "import build, sys; build.survive_any_console(); print('岗位 ✓ 𠮷'); print('岗位 ✓', file=sys.stderr)"
)


@pytest.mark.parametrize(
    "encoding, said",
    [
        ("utf-8", "岗位 ✓ 𠮷".encode()),
        ("gbk", "岗位 ".encode("gbk") + b"\\u2713 \\U00020bb7"),
        ("cp936", "岗位 ".encode("gbk") + b"\\u2713 \\U00020bb7"),
        ("ascii", b"\\u5c97\\u4f4d \\u2713 \\U00020bb7"),
    ],
)
def test_no_console_makes_it_fail(encoding: str, said: bytes) -> None:
    env = os.environ | {"PYTHONIOENCODING": encoding}
    result = subprocess.run(
        [sys.executable, "-c", SPEAKER], cwd=ROOT, env=env, capture_output=True, check=True
    )
    assert result.stdout.strip() == said
    assert b"Error" not in result.stderr


def test_a_front_door_without_its_house_says_so(tmp_path: Path) -> None:
    lonely = tmp_path / "新 文件夹" / "build.py"
    lonely.parent.mkdir()
    lonely.write_bytes(FRONT_DOOR.read_bytes())
    env = os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONPATH": ""}
    command = [sys.executable, str(lonely), "check"]
    result = subprocess.run(
        command, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8", check=False
    )
    assert result.returncode == 2
    assert "程序文件不完整" in result.stderr
    assert "Traceback" not in result.stderr
