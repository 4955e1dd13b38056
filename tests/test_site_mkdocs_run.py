"""What is told of a build, and what is relied on inside MkDocs and Material."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from making import snapshot
from material.plugins.search.plugin import SearchIndex
from mkdocs import utils
from mkdocs.commands import build
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File

from jdbook.checks import RULES
from jdbook.gathering import gather
from jdbook.site import mkdocs_run
from jdbook.site.generator import EPOCH, configure
from jdbook.site.mkdocs_run import Count, main, processes_for, run_mkdocs, run_together
from jdbook.site.pages import pages
from jdbook.site.shares import WHOLE, Share
from jdbook.site.wiki import wiki_of
from jdbook.site.writing import write_pages
from jdbook.tree import read_tree

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = [PROJECT / "templates" / "site"]


def test_of_thousands_of_pages_some_hundreds_are_told_and_the_last_one() -> None:
    steps: list[tuple[int, int]] = []
    count = Count(4000, lambda done, total: steps.append((done, total)))
    for _ in range(4000):
        count.add()
    assert 200 < len(steps) < 500
    assert steps[-1] == (4000, 4000)


@pytest.mark.parametrize(
    "pages, cores, made_by", [(149, 8, 1), (450, 8, 3), (9000, 8, 4), (9000, 2, 2), (9000, None, 1)]
)
def test_large_sites_are_made_by_several_processes(
    pages: int, cores: int | None, made_by: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.cpu_count", lambda: cores)
    assert processes_for(pages) == made_by


def test_every_file_is_in_exactly_one_share() -> None:
    paths = [f"ad/p{number}.md" for number in range(300)]
    shares = [Share(number, 3) for number in range(3)]
    held = [[path for path in paths if share.holds(path)] for share in shares]
    assert sorted(path for part in held for path in part) == sorted(paths)
    assert min(map(len, held)) > 60
    assert all(WHOLE.holds(path) for path in paths)


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the configuration of a wiki with every kind of page."""
    folder = tmp_path_factory.mktemp("shared")
    wiki = wiki_of(gather(read_tree(PROJECT).sources)[0])
    write_pages(pages(wiki, RULES, TEMPLATES), folder / "pages")
    return configure(
        wiki, project=PROJECT, template_dirs=TEMPLATES, build_dir=folder, site_dir=folder / "site"
    )


@pytest.mark.slow
def test_a_site_made_page_by_page_in_several_processes_is_the_one_mkdocs_makes(
    sources: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mkdocs_run, "processes_for", lambda _pages: 3)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", EPOCH)
    run_together(sources, lambda _done, _total: None)
    shared = snapshot(sources.with_name("site"))
    monkeypatch.setattr(mkdocs_run, "page_by_page", lambda _share, _done: nullcontext())
    run_mkdocs(sources, site_dir=tmp_path)
    assert snapshot(tmp_path) == shared
    assert capfd.readouterr().err == ""


@pytest.mark.slow
def test_a_share_that_fails_fails_the_site(
    sources: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mkdocs_run, "processes_for", lambda _pages: 2)
    bad = next(path for path in (f"bad{number}.md" for number in range(9)) if not Share(0, 2).holds(path))
    page = sources.with_name("pages") / bad
    page.write_bytes(b"\xff\xfe")
    try:
        assert main(str(sources)) == 1
    finally:
        page.unlink()
    assert bad in capfd.readouterr().err


def test_mkdocs_and_material_still_have_what_we_rely_on() -> None:
    """Each of these is used or replaced; where a new version lacks one, the module that names it has to be looked at."""
    for name in ("_populate_page", "_build_page", "_build_theme_template"):
        assert callable(getattr(build, name))
    assert callable(File.copy_file)
    assert callable(utils.clean_directory)
    assert callable(SearchIndex.add_entry_from_context)
    server = LiveReloadServer(builder=lambda: None, host="127.0.0.1", port=0, root=".")
    try:
        assert server._want_rebuild is False
        assert server._rebuild_cond.acquire(blocking=False)
        server._rebuild_cond.release()
    finally:
        server.server_close()
