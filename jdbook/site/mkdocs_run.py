"""One run of MkDocs, in a process of its own: `python -m jdbook.site.mkdocs_run CONFIG`.

Writes a line `done total` to stdout for the steps done, warnings and errors to stderr. Exits with 1 when MkDocs fails.
What we rely on inside MkDocs and Material is in this module, in `reuse`, `preview` and `search`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from markupsafe import Markup
from material.plugins.search.plugin import SearchIndex
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from jdbook.site.rawblocks import RawBlocks
from jdbook.site.reuse import Templates
from jdbook.site.search import write_stub

Progress = Callable[[int, int], None]

_BUILDER = logging.getLogger("mkdocs.commands.build")
_STEPS = ("Reading: ", "Building page ")  # what MkDocs logs of every page, once each
_SHOWN_STEPS = 400


class Steps(logging.Handler):
    """Tells how far a build is, from what MkDocs logs of each page it reads and writes."""

    def __init__(self, pages: int, progress: Progress) -> None:
        super().__init__()
        self._total = pages * len(_STEPS)
        self._done = 0
        self._progress = progress

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage().startswith(_STEPS):
            self._done += 1
            if self._done % (self._total // _SHOWN_STEPS + 1) == 0 or self._done == self._total:
                self._progress(self._done, self._total)


def run_mkdocs(
    config_file: Path,
    *,
    site_dir: Path | None = None,
    kept: Templates | None = None,
    progress: Progress | None = None,
) -> None:
    """Build the site that a configuration describes; with templates `kept`, only the pages that are missing or changed.

    Raises what MkDocs raises.
    """
    config = load_config(str(config_file), **({"site_dir": str(site_dir)} if site_dir else {}))
    config.site_name = Markup(config.site_name)  # literal already: templates shall not escape it once more
    extensions: list[Any] = config.markdown_extensions  # names, but Markdown takes objects as well
    extensions.append(RawBlocks())
    SearchIndex.add_entry_from_context = _not_searched
    if kept:
        kept.lend(config.theme)
    with _told(Path(config.docs_dir), progress):
        config.plugins.on_startup(command="serve" if kept else "build", dirty=bool(kept))
        build(config, dirty=bool(kept))
        config.plugins.on_shutdown()
    write_stub(Path(config.site_dir))


@contextmanager
def _told(pages: Path, progress: Progress | None) -> Iterator[None]:
    """Tell `progress`, if there is one, how far the build under way is."""
    if progress is None:
        yield
        return
    steps, level = Steps(sum(1 for _ in pages.rglob("*.md")), progress), _BUILDER.level
    _BUILDER.addHandler(steps)
    _BUILDER.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        _BUILDER.removeHandler(steps)
        _BUILDER.setLevel(level)


def _not_searched(index: SearchIndex, page: object) -> None:
    """Stand in for Material's way of taking every page apart: the search documents are there already."""


def main(config_file: str) -> int:
    """Build and return the exit status."""
    steps, sys.stdout = sys.stdout, sys.stderr  # whatever else is printed on the way is no step
    messages = logging.StreamHandler(sys.stderr)
    messages.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(messages)
    try:
        run_mkdocs(Path(config_file), progress=lambda done, total: print(done, total, file=steps, flush=True))
    except (Abort, MkDocsException) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
