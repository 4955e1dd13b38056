"""What is told of a build, and what is relied on inside MkDocs and Material."""

from __future__ import annotations

import logging
from pathlib import Path

from material.plugins.search.plugin import SearchIndex
from mkdocs.commands import build
from mkdocs.livereload import LiveReloadServer

from jdbook.site.mkdocs_run import Steps


def told(pages: int, *messages: str) -> list[tuple[int, int]]:
    steps: list[tuple[int, int]] = []
    handler = Steps(pages, lambda done, total: steps.append((done, total)))
    for message in messages:
        handler.emit(logging.LogRecord("mkdocs", logging.DEBUG, "", 0, message, None, None))
    return steps


def test_every_page_counts_when_it_is_read_and_when_it_is_written() -> None:
    messages = (
        "Reading markdown pages.",
        "Reading: a.md",
        "Reading: b.md",
        "Building page a.md",
        "Building page b.md",
    )
    assert told(2, *messages) == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_of_thousands_of_steps_some_hundreds_are_told_and_the_last_one() -> None:
    steps = told(2000, *["Reading: x.md"] * 2000, *["Building page x.md"] * 2000)
    assert 200 < len(steps) < 500
    assert steps[-1] == (4000, 4000)


def test_mkdocs_and_material_still_have_what_we_rely_on() -> None:
    """Each of these is used or replaced; where a new version lacks one, the module that names it has to be looked at."""
    said = Path(build.__file__).read_text("utf-8")
    assert 'log.debug(f"Reading: ' in said
    assert 'log.debug(f"Building page ' in said
    assert callable(SearchIndex.add_entry_from_context)
    server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=".")
    try:
        assert server._want_rebuild is False
        assert server._rebuild_cond.acquire(blocking=False)
        server._rebuild_cond.release()
    finally:
        server.server_close()
