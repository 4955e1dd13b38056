"""One run of MkDocs, in a process of its own: `python -m jdbook.site.mkdocs_run CONFIG`.

Writes a line `done total` to stdout for the pages done, warnings and errors to stderr. Exits with 1 when MkDocs fails.
Of a large site other processes make a share each: `… CONFIG NUMBER OF`. What we rely on inside MkDocs and Material is in
this module, in `shares`, `reuse`, `preview` and `search`.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from markupsafe import Markup
from material.plugins.search.plugin import SearchIndex
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, MkDocsException
from mkdocs.utils import clean_directory

from jdbook.site.rawblocks import RawBlocks
from jdbook.site.reuse import Templates
from jdbook.site.search import write_stub
from jdbook.site.shares import WHOLE, Share, page_by_page

Progress = Callable[[int, int], None]

_LEAST = 150  # pages, from which a process more is worth its start
_MOST = 4  # processes
_SHOWN_STEPS = 400


class Count:
    """Tells how far a build is: each share counts its own pages."""

    def __init__(self, pages: int, progress: Progress) -> None:
        self._total = pages
        self._progress = progress
        self._done = 0
        self._lock = threading.Lock()

    def add(self) -> None:
        """Count one more page, and tell now and then."""
        with self._lock:
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
    config = _loaded(config_file, site_dir)
    if kept:
        kept.lend(config.theme)
    count = Count(_pages(config), progress) if progress else None
    _make(config, WHOLE, count.add if count else lambda: None, dirty=bool(kept))
    write_stub(Path(config.site_dir))


def _loaded(config_file: Path, site_dir: Path | None = None) -> MkDocsConfig:
    """Return a configuration with what we change in it."""
    config = load_config(str(config_file), **({"site_dir": str(site_dir)} if site_dir else {}))
    config.site_name = Markup(config.site_name)  # literal already: templates shall not escape it once more
    extensions: list[Any] = config.markdown_extensions  # names, but Markdown takes objects as well
    extensions.append(RawBlocks())
    SearchIndex.add_entry_from_context = _not_searched
    return config


def _pages(config: MkDocsConfig) -> int:
    return sum(1 for _ in Path(config.docs_dir).rglob("*.md"))


def _make(config: MkDocsConfig, share: Share, done: Callable[[], None], *, dirty: bool) -> None:
    with page_by_page(share, done):
        config.plugins.on_startup(command="serve" if dirty else "build", dirty=dirty)
        build(config, dirty=dirty)
        config.plugins.on_shutdown()


def _not_searched(index: SearchIndex, page: object) -> None:
    """Stand in for Material's way of taking every page apart: the search documents are there already."""


def run_together(config_file: Path, progress: Progress) -> None:
    """Build the site that a configuration describes, in several processes if it is large. Raises what MkDocs raises."""
    config = _loaded(config_file)
    pages = _pages(config)
    of, count = processes_for(pages), Count(pages, progress)
    clean_directory(config.site_dir)
    with _others(config_file, of, count.add) as others:
        _make(config, Share(0, of), count.add, dirty=False)
    if any(other.returncode for other in others):
        raise Abort("另一个进程没有做完它那部分网页，原因见上")
    write_stub(Path(config.site_dir))


def processes_for(pages: int) -> int:
    """Return how many processes are to make so many pages."""
    return max(1, min(os.cpu_count() or 1, _MOST, pages // _LEAST))


@contextmanager
def _others(config_file: Path, of: int, done: Callable[[], None]) -> Iterator[list[subprocess.Popen[str]]]:
    """Start a process for each share but the first, and wait for them to end; they end with us when we fail."""
    command = [sys.executable, "-m", "jdbook.site.mkdocs_run", str(config_file)]
    others = [
        subprocess.Popen([*command, str(number), str(of)], stdout=subprocess.PIPE, encoding="utf-8")
        for number in range(1, of)
    ]
    readers = [threading.Thread(target=_count, args=(other.stdout, done), daemon=True) for other in others]
    for reader in readers:
        reader.start()
    try:
        yield others
    except BaseException:
        for other in others:
            other.kill()
        raise
    finally:
        for reader, other in zip(readers, others, strict=True):
            reader.join()
            other.wait()


def _count(lines: IO[str], done: Callable[[], None]) -> None:
    """Count the pages that another process says it has made, one a line."""
    with lines:
        for _ in lines:
            done()


def _make_share(config_file: Path, share: Share, done: Callable[[], None]) -> None:
    """Make the pages and files of a share and nothing else."""
    config = _loaded(config_file)
    config.plugins.events["post_build"].clear()
    _make(config, share, done, dirty=False)


def main(config_file: str, number: str = "", of: str = "") -> int:
    """Build and return the exit status."""
    steps, sys.stdout = sys.stdout, sys.stderr  # whatever else is printed on the way is no step
    messages = logging.StreamHandler(sys.stderr)
    messages.setLevel(logging.WARNING)
    logging.getLogger("mkdocs").addHandler(messages)
    try:
        if number:
            share = Share(int(number), int(of))
            _make_share(Path(config_file), share, lambda: print(file=steps, flush=True))
        else:
            run_together(Path(config_file), lambda done, total: print(done, total, file=steps, flush=True))
    except (Abort, MkDocsException) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
