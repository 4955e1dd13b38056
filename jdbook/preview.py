"""Preview: the wiki in a browser while people write. What they save is read, shown, then checked; nothing ends it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from jdbook import report
from jdbook.checks import RULES
from jdbook.console import Progress, notice
from jdbook.documents import Documents, load_template
from jdbook.errors import Stop
from jdbook.findings import errors
from jdbook.library import Library
from jdbook.loading import Loaded, check, load
from jdbook.outputs import site_folders, template_folders
from jdbook.site.generator import configure
from jdbook.site.memo import Memo
from jdbook.site.pages import Files, pages
from jdbook.site.preview import Preview, Update
from jdbook.site.reuse import stamps_below
from jdbook.site.wiki import wiki_of
from jdbook.site.writing import write_pages
from jdbook.tree import FOLDER


class Unchanged(Exception):
    """Some file can't be read as it is, so the last good pages stay."""


@dataclass
class Refresher:
    """Brings pages up to date with the sources; keeps in mind what the last run read and made."""

    project: Path
    root: Path
    drafts: bool
    _loaded: Loaded | None = None
    _memo: Memo = field(default_factory=Memo)
    _printed: Memo = field(default_factory=Memo)
    _files: Files = field(default_factory=dict)

    def __call__(self) -> Update:
        """Read what has changed and write the pages. Where something can't be read, only the first run goes on."""
        loaded = load(self.root, known=self._loaded.sources if self._loaded else {})
        first, self._loaded = self._loaded is None, loaded
        if not loaded.publishable and not first:
            notice(report.as_text(errors(loaded.findings)).rstrip())
            raise Unchanged
        return self._write(loaded.library)

    def check(self) -> None:
        """Say what is wrong with the library that is shown."""
        if self._loaded:
            checked = check(self._loaded)
            if wrong := errors(checked.findings):
                notice(report.as_text(wrong).rstrip())
            notice(report.summary(checked.findings, len(checked.library.entries)))

    def _write(self, library: Library) -> Update:
        folders = site_folders(self.project, self.root)
        work = self.root / ".build"
        wiki = wiki_of(library, drafts=self.drafts)
        files = pages(wiki, RULES, folders, self._memo)
        files.update(self._downloads(library))
        changed = write_pages(files, work / "pages", self._files)
        self._files = files
        config = configure(
            wiki, project=self.project, template_dirs=folders, build_dir=work, site_dir=work / "preview"
        )
        return Update(config, changed)

    def _downloads(self, library: Library) -> Iterator[tuple[str, bytes]]:
        """Return the public Word files, made anew only where what they print has changed."""
        folders = template_folders(self.project, self.root)
        stamps = [stamps_below(folder / "word") for folder in folders]
        self._printed.begin((library.company, stamps))
        template = self._printed.text("template", partial(list, stamps), partial(load_template, folders))
        return Documents(library, template, self.drafts, self._printed.text).public()


class _Poke(FileSystemEventHandler):
    """Pokes the preview for every file that is written, moved or deleted."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in ("created", "modified", "moved", "deleted"):
            self._preview.poke()


@contextmanager
def _watching(preview: Preview, folders: list[Path]) -> Iterator[None]:
    observer = Observer()
    for folder in folders:
        if folder.is_dir():
            observer.schedule(_Poke(preview), str(folder), recursive=True)
    observer.start()
    try:
        yield
    finally:
        observer.stop()
        observer.join()


def serve(project: Path, root: Path, port: int, *, drafts: bool) -> int:
    """Serve the wiki of the library until interrupted."""
    refresher = Refresher(project, root, drafts)
    folder = root / ".build" / "serve"
    preview = Preview(refresher, _tell, folder=folder, port=port, afterwards=refresher.check)
    with _watching(preview, [root / FOLDER, *template_folders(project, root)]):
        preview.run(
            Progress("网页"),
            lambda: notice(f"在浏览器打开 {preview.url} ，保存文件后页面自动更新；按 Ctrl+C 结束。"),
        )
    return 0


def _tell(error: Exception) -> None:
    """Say what went wrong; the site stays as it was."""
    if isinstance(error, Unchanged):
        notice("有文件读不出来，页面保持上一次的样子；改好保存后会自动更新。")
    elif isinstance(error, Stop):
        notice(str(error))
    else:
        notice(f"页面没有更新：{error}")
