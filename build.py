# -*- coding: utf-8 -*-
"""Front door: see that the packages are there, then hand the command line to jdbook.cli.

A Python that is too old must still be able to read this file in order to be told so. Hence
only what Python 2.7 and 3 have in common: no annotations, no f-strings.
"""

from __future__ import unicode_literals

import codecs
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
NEEDED = (3, 11)
TOO_OLD = """\
需要 Python 3.11 或更新的版本，现在运行本程序的是 Python {version}。
怎么办：
  1. 已经装过新版本：Windows 请运行  py -3.11 build.py  （也可以是 3.12、3.13、3.14），
     macOS、Linux 请运行  python3.11 build.py
  2. 还没有装：
     Windows、macOS：到 python.org 官网（https://www.python.org/downloads/）下载安装包，安装时勾选
     「Add python.exe to PATH」；或在系统软件商店（Microsoft Store）里安装 Python 3.12
     Debian、Ubuntu：sudo apt install python3 python3-venv （系统自带的版本太旧时，请用 python.org 的安装包）
(jdbook needs Python 3.11 or newer; this is Python {version}.)"""
INCOMPLETE = """\
程序文件不完整：在 {here} 里没有 jdbook 文件夹，或其中缺少文件（{error}）。
怎么办：重新下载或解压整个项目，build.py 要和 jdbook 文件夹放在一起，再运行一次。"""


def best_encoding(stream):
    """Return the encoding to write with: the console's own, or UTF-8 where it claims bare ASCII.

    Outside Windows, "ASCII" only means that no locale is set; the terminal shows UTF-8 all the
    same. What somebody asked for by PYTHONIOENCODING is kept.
    """
    declared = getattr(stream, "encoding", None) or "utf-8"
    bare = codecs.lookup(declared).name == "ascii"
    guess = bare and os.name != "nt" and not os.environ.get("PYTHONIOENCODING")
    return "utf-8" if guess else declared


def survive_any_console():
    """Make stdout and stderr escape what a console such as GBK can't show, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding=best_encoding(stream), errors="backslashreplace")


def say(text):
    """Write a line of Chinese to stderr, whatever the Python and the console."""
    data = (text + "\n").encode(best_encoding(sys.stderr), "replace")
    getattr(sys.stderr, "buffer", sys.stderr).write(data)


def main(argv):
    """Return the exit status of the command line `argv` (without the program's name)."""
    if sys.version_info[:2] < NEEDED:
        say(TOO_OLD.format(version=".".join(str(part) for part in sys.version_info[:3])))
        return 2
    survive_any_console()
    if HERE not in sys.path:  # so it is under `python -P` and `python -I`
        sys.path.insert(0, HERE)
    try:
        from jdbook.front import bootstrap
    except ImportError as error:
        say(INCOMPLETE.format(here=HERE, error=error))
        return 2
    bootstrap.ensure(HERE, argv)
    from jdbook.cli import main as run

    return run(argv)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        say("\n已中断。")
        sys.exit(130)
