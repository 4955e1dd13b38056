"""Reuse: the theme's compiled templates, kept from one build of a preview to the next. Making them anew takes longer than an edit.

What we rely on inside MkDocs: `Theme.get_env` gives the environment of a build, `list_templates` the theme's files.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path

import jinja2
from mkdocs.theme import Theme

Stamps = tuple[tuple[str, int], ...]


class Templates:
    """The environment of a theme for as long as our own templates in it stay as they are; those of Material do."""

    def __init__(self) -> None:
        self._stamps: Stamps = ()
        self._env: jinja2.Environment | None = None

    def lend(self, theme: Theme) -> None:
        """Have a theme use the kept environment, or keep the one it makes."""
        stamps = stamps_below(Path(theme.dirs[0]))
        if self._env is None or stamps != self._stamps:
            self._env, self._stamps = theme.get_env(), stamps
            _list_once(self._env)
        kept = self._env
        theme.get_env = lambda: kept  # type: ignore[method-assign]


def stamps_below(folder: Path) -> Stamps:
    """Return what tells one state of the files below a folder from another."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return tuple((str(file), file.stat().st_mtime_ns) for file in files)


def _list_once(env: jinja2.Environment) -> None:
    """Have an environment look through the theme's ten thousand icons only once; MkDocs always asks the same."""
    look, known = env.list_templates, list[str]()

    def listed(
        extensions: Collection[str] | None = None, filter_func: Callable[[str], bool] | None = None
    ) -> list[str]:
        if not known:
            known.extend(look(extensions, filter_func))
        return known

    env.list_templates = listed  # type: ignore[method-assign]
