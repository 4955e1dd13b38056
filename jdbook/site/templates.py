"""Templates: the Jinja side of the pages. What templates print is literal text unless it is markup already."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2.compiler import CodeGenerator
from jinja2.nativetypes import NativeCodeGenerator
from markupsafe import Markup

from jdbook.blocks import Definitions, Grid, Items, Paragraph, Table
from jdbook.knowledge.markdown import slug
from jdbook.site.boxes import nested
from jdbook.site.errors import TemplateError
from jdbook.site.literal import line, literal

_BODIES = (Items, Paragraph, Table, Grid, Definitions)
_SUFFIX = ".md.j2"

Stamp = tuple[str, int, int]


class _Code(CodeGenerator):
    """Prints what `finalize` returns as it is: that is markup already, and looking at it once more takes a third of the time."""

    _output_child_pre = NativeCodeGenerator._output_child_pre
    _output_child_post = NativeCodeGenerator._output_child_post


class _Environment(jinja2.Environment):
    code_generator_class = _Code


def _is(kind: type) -> Callable[[object], bool]:
    return lambda value: isinstance(value, kind)


def stamps(folders: Sequence[Path]) -> tuple[Stamp, ...]:
    """Return what tells one state of the templates in some folders from another: file, time and size of each."""
    files = (file for folder in folders for file in sorted(folder.glob("*" + _SUFFIX)))
    return tuple((str(file), file.stat().st_mtime_ns, file.stat().st_size) for file in files)


def environment(folders: Sequence[Path]) -> jinja2.Environment:
    """Return the environment for `folders`, where an earlier folder's template wins over a later one's."""
    return _environment(tuple(folders), stamps(folders))


@lru_cache(maxsize=4)
def _environment(folders: tuple[Path, ...], _: tuple[Stamp, ...]) -> jinja2.Environment:
    """Return the environment, with the templates compiled once as long as no file changes."""
    env = _Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in folders]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        finalize=literal,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    env.filters |= {"line": line, "id": _id, "anchor": slug, "markdown": Markup, "nested": nested}
    env.tests.update({kind.__name__.lower(): _is(kind) for kind in _BODIES})
    return env


def _id(value: object) -> Markup:
    """Return a name of ours as an anchor: word characters only."""
    return Markup(re.sub(r"\W+", "-", str(value)))


def render(env: jinja2.Environment, name: str, values: Mapping[str, Any]) -> str:
    """Return the template `name` (without suffix) filled with `values`; anything that fails is a TemplateError."""
    file = name + _SUFFIX
    try:
        return env.get_template(file).render(values)
    except jinja2.TemplateNotFound as error:
        raise TemplateError(
            f"找不到页面模板 {error.name}：放回 templates/site/ 里，或恢复原来的模板"
        ) from error
    except jinja2.TemplateSyntaxError as error:
        where = f"{error.filename or error.name or file} 第 {error.lineno} 行"
        raise TemplateError(
            f"页面模板 {where}写法有误（{error.message}）：改好这一行，或恢复原来的模板"
        ) from error
    except jinja2.UndefinedError as error:
        raise TemplateError(
            f"页面模板 {_where(error, file)}用了没有的变量（{error.message}）：检查名称的拼写"
        ) from error
    except UnicodeDecodeError as error:
        raise TemplateError(f"页面模板 {file} 不是 UTF-8 编码：用 UTF-8 另存一次") from error
    except Exception as error:  # whatever an expression in somebody's template raises
        what = f"{type(error).__name__}: {error}"
        raise TemplateError(
            f"页面模板 {_where(error, file)}出错（{what}）：改好这一行，或恢复原来的模板"
        ) from error


def _where(error: BaseException, file: str) -> str:
    """Return file and line of the innermost template in an error's traceback."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(_SUFFIX)]
    return f"{frames[-1].filename} 第 {frames[-1].lineno} 行" if frames else file
