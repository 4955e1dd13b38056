"""Benchmarks: libraries made up at any size, and how long the commands take on them beside a plain stack of the same packages."""

import importlib.util
import sys
from collections.abc import Iterable

_ADVICE = """\
怎么办：先运行一次  python build.py  准备好环境，再用 .venv 里的 Python 运行本程序
（Windows：.venv\\Scripts\\python，其他系统：.venv/bin/python）。"""


def require(modules: Iterable[str], advice: str) -> None:
    """End the program with a message in Chinese when modules are not installed."""
    if missing := [name for name in modules if importlib.util.find_spec(name) is None]:
        print(f"缺少软件包：{'、'.join(missing)}。\n{advice}", file=sys.stderr)
        raise SystemExit(2)


require(("yaml", "pydantic"), _ADVICE)
