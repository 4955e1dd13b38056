"""Shares: MkDocs going through a site page by page, each process through the pages of its share.

By itself MkDocs reads all pages before it writes the first, and keeps every one to its end. Our pages show nothing of
each other that is not in the navigation, so each can be read when it is written and let go of after that, and several
processes can make a site together.

What we rely on inside MkDocs: `build` reads pages with `_populate_page`, writes them with `_build_page`, and copies
what is no page with `File.copy_file`; it begins with `utils.clean_directory`, and templates that are no page's go through
`_build_theme_template`.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from mkdocs import utils
from mkdocs.commands import build
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page


@dataclass(frozen=True, slots=True)
class Share:
    """Part `number` (from 0) of so many parts of a site."""

    number: int = 0
    of: int = 1

    def holds(self, path: str) -> bool:
        """Return whether a file is in this part."""
        return zlib.crc32(path.encode()) % self.of == self.number


WHOLE = Share()


class _Walk:
    """What stands in for MkDocs' reading, writing and copying while a share is made."""

    def __init__(self, share: Share, done: Callable[[], None]) -> None:
        mkdocs: Any = build
        self._read, self._write, self._copy = mkdocs._populate_page, mkdocs._build_page, File.copy_file
        self._share = share
        self._done = done
        self._how_to_read: dict[File, tuple[Any, ...]] = {}

    def read_later(self, page: Page, *how: Any) -> None:
        self._how_to_read[page.file] = how
        if page.parent is not None and "title" not in vars(
            page
        ):  # the navigation shows the title it gives itself
            self._read(page, *how)

    def make(self, page: Page, *how: Any, **excluded: bool) -> None:
        if self._share.holds(page.file.src_uri):
            if page.content is None:
                self._read(page, *self._how_to_read[page.file])
            self._write(page, *how, **excluded)
            page.content = page.markdown = None
            self._done()

    def copy(self, file: File, dirty: bool = False) -> None:
        if self._share.holds(file.src_uri):
            self._copy(file, dirty)


@contextmanager
def page_by_page(share: Share, done: Callable[[], None]) -> Iterator[None]:
    """Have MkDocs go through the pages of a share one by one; `done` is called after each.

    Whoever shares out a site has emptied its folder before.
    """
    walk = _Walk(share, done)
    ours: list[tuple[object, str, Callable[..., None]]] = [
        (build, "_populate_page", walk.read_later),
        (build, "_build_page", walk.make),
        (File, "copy_file", lambda file, dirty=False: walk.copy(file, dirty)),
    ]
    if share != WHOLE:
        ours.append((utils, "clean_directory", _nothing))
    if share.number:
        ours.append((build, "_build_theme_template", _nothing))
    with ExitStack() as replaced:
        for owner, name, function in ours:
            replaced.enter_context(_replaced(owner, name, function))
        yield


def _nothing(*_: object) -> None:
    """Stand in for what another share does."""


@contextmanager
def _replaced(owner: object, name: str, ours: object) -> Iterator[None]:
    theirs = getattr(owner, name)
    setattr(owner, name, ours)
    try:
        yield
    finally:
        setattr(owner, name, theirs)
