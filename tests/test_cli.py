import argparse
import errno
import re
from pathlib import Path

import pytest
from making import write_tree

from jdbook import cli, commands
from jdbook.errors import Refused, Stop

COMMANDS = [name for name, _, _ in cli._COMMANDS]


@pytest.mark.parametrize(
    "typed, meant",
    [
        ([], ["build"]),
        (["--drafts"], ["build", "--drafts"]),
        (["--root", "x"], ["build", "--root", "x"]),
        (["check"], ["check"]),
        (["check", "--strict"], ["check", "--strict"]),
        (["--help"], ["--help"]),
        (["-h"], ["-h"]),
    ],
)
def test_build_is_meant_where_no_command_is_given(typed: list[str], meant: list[str]) -> None:
    assert cli.with_command(typed) == meant


@pytest.mark.parametrize(
    "word, guess", [("chek", "check"), ("biuld", "build"), ("serv", "serve"), ("xyz", "build、check")]
)
def test_a_word_that_is_no_command_is_told_with_what_was_meant(
    word: str, guess: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([word]) == 2
    said = capsys.readouterr().err
    assert f"没有“{word}”这个命令" in said
    assert guess in said


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_is_in_chinese(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command, "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert "用法：" in text
    assert not re.search(
        r"\b(usage|options|show|help message|positional|argument)\b", text.replace("--help", "")
    )
    assert command == [] or "--root" in text or command == ["test"]


@pytest.mark.parametrize(
    "typed, words",
    [
        (["check", "--formt", "json"], "不认识的参数"),
        (["check", "--format", "xml"], "可以写"),
        (["check", "--format"], "后面要写一个值"),
        (["new"], "缺少"),
        (["new", "会计"], "--unit"),
        (["export", "pdf"], "可以写"),
        (["serve", "--port", "abc"], "abc"),
        (["build", "--strict"], "不认识的参数"),
        (["schema", "house"], "可以写"),
    ],
)
def test_wrong_usage_is_told_in_chinese_with_the_way_to_help(
    typed: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(typed) == 2
    written = capsys.readouterr()
    assert words in written.err
    assert f"python build.py {typed[0]} --help" in written.err
    assert not re.search(r"[a-z]{3,} [a-z]{3,} [a-z]{3,}", written.err), written.err
    assert written.out == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_knows_what_to_run(command: str) -> None:
    required = {
        "new": ["会计", "--unit", "ad"],
        "export": ["json"],
        "sign": ["名单.xlsx"],
        "verify": ["0" * 12],
        "import": ["岗位职责.docx"],
    }.get(command, [])
    args = cli.parser().parse_args([command, *required])
    assert isinstance(args, argparse.Namespace)
    assert callable(args.run)
    assert hasattr(args, "root")


def failing(error: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> int:
        raise error

    monkeypatch.setattr(commands, "check", fail)


@pytest.mark.parametrize(
    "error, status, words",
    [
        (Stop("停下的话"), 2, "停下的话"),
        (Refused("拒绝的话"), 1, "拒绝的话"),
        (KeyboardInterrupt(), 130, "已中断"),
        (PermissionError(errno.EACCES, "denied", "甲.docx"), 2, "甲.docx"),
        (OSError(errno.ENOSPC, "full"), 2, "磁盘满"),
        (BrokenPipeError(), 0, ""),
    ],
)
def test_whatever_stops_a_command_ends_it_with_a_status_and_a_word(
    error: BaseException,
    status: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    failing(error, monkeypatch)
    assert cli.main(["check"]) == status
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "error", [RuntimeError("甲"), KeyError("乙"), RecursionError(), AssertionError(), MemoryError()]
)
def test_our_own_mistakes_are_kept_in_a_file_and_not_shown(
    error: Exception, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    failing(error, monkeypatch)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert cli.main(["check"]) == 3
    said = capsys.readouterr().err
    assert "不是您的错" in said
    assert "Traceback" not in said
    (log,) = tmp_path.iterdir()
    assert str(log) in said
    assert type(error).__name__ in log.read_text("utf-8")


def test_our_own_mistakes_show_no_traceback_even_where_no_file_can_be_written(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    failing(RuntimeError("甲"), monkeypatch)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    assert cli.main(["check"]) == 3
    said = capsys.readouterr().err
    assert "RuntimeError" in said
    assert "Traceback" not in said


def test_a_folder_without_a_library_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (
        ["build"],
        ["check"],
        ["word"],
        ["pages"],
        ["export", "json"],
        ["new", "会计", "--unit", "x"],
    ):
        assert cli.main([*command, "--root", str(tmp_path / "没有")]) == 2
        assert "jd_source" in capsys.readouterr().err
    assert not (tmp_path / "没有").exists()


def test_a_library_may_be_anywhere_whatever_its_path(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_tree(
        tmp_path / "库 一（新）#1",
        {"ad/gm.yml": "title: 总经理\nsuperior: {outside: 董事会}\nduties: [经营]\n"},
    )
    assert cli.main(["check", "--root", str(root)]) in (0, 1)
    assert "检查了 1 个岗位" in capsys.readouterr().err
