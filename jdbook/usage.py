"""Usage: a parser of arguments that speaks Chinese."""

from __future__ import annotations

import argparse
from typing import NoReturn

from jdbook.errors import Stop


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese."""

    def error(self, message: str) -> NoReturn:
        raise Stop(
            f"命令写得不对：{_in_chinese(message)}\n  查看用法：python build.py {self.prog.split('build.py')[-1].strip()} --help".rstrip()
        )

    def format_help(self) -> str:
        return _translated(super().format_help())


_WORDS = (
    ("usage:", "用法："),
    ("positional arguments:", "参数："),
    ("options:", "选项："),
    ("show this help message and exit", "显示这份说明"),
    ("the following arguments are required:", "缺少"),
    ("unrecognized arguments:", "不认识的参数"),
    ("invalid int value:", "要写整数，不能是"),
    ("expected one argument", "后面要写一个值"),
    ("expected at least one argument", "后面至少要写一个值"),
    ("invalid choice:", "不能写"),
    ("(choose from ", "（可以写："),
    ("argument ", "参数 "),
    ("ambiguous option:", "选项不明确："),
    ("could match", "可能是"),
    ("ignored explicit argument", "后面不该有值"),
    ("not allowed with argument", "不能同时用"),
)


def _translated(text: str) -> str:
    for english, chinese in _WORDS:
        text = text.replace(english, chinese)
    return text


def _in_chinese(message: str) -> str:
    text = _translated(message)
    return text.removesuffix(")") + "）" if "（可以写：" in text else text
