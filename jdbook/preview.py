"""Preview: the wiki in a browser while people write. What they save is read, checked, said and shown; nothing ends it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from jdbook import report
from jdbook.checks import RULES
from jdbook.console import Progress, notice
from jdbook.copies import Copy, copy_of, published
from jdbook.documents import load_template
from jdbook.errors import Stop
from jdbook.findings import errors
from jdbook.library import Library
from jdbook.loading import load_checked
from jdbook.outputs import site_folders, template_folders
from jdbook.site.generator import configure
from jdbook.site.memo import Memo
from jdbook.site.pages import pages
from jdbook.site.paths import word_file
from jdbook.site.preview import Preview, Update
from jdbook.site.wiki import wiki_of
from jdbook.site.writing import write_pages
from jdbook.tree import FOLDER
from jdbook.word.form import position_document


class Unchanged(Exception):
    """The content has errors, so the last good pages stay."""


@dataclass
class Refresher:
    """Brings pages up to date with the sources; keeps in mind what the last run made."""

    project: Path
    root: Path
    drafts: bool
    _memo: Memo = field(default_factory=Memo)
    _documents: dict[str, tuple[Copy, bytes]] = field(default_factory=dict)
    _shown: bool = False

    def __call__(self) -> Update:
        """Read, check and write the pages. With errors in the content only the first run goes on."""
        checked = load_checked(self.root)
        wrong = errors(checked.findings)
        if wrong:
            notice(report.as_text(wrong).rstrip())
            if self._shown:
                raise Unchanged
        notice(report.summary(checked.findings, len(checked.library.entries)))
        self._shown = True
        return self._write(checked.library)

    def _write(self, library: Library) -> Update:
        folders = site_folders(self.project, self.root)
        work = self.root / ".build"
        files = pages(library, RULES, folders, drafts=self.drafts, memo=self._memo)
        files.update(self._downloads(library))
        changed = write_pages(files, work / "pages")
        wiki = wiki_of(library, drafts=self.drafts)
        config = configure(
            wiki, project=self.project, template_dirs=folders, build_dir=work, site_dir=work / "preview"
        )
        return Update(config, changed)

    def _downloads(self, library: Library) -> Iterator[tuple[str, bytes]]:
        """Yield the public Word files, made anew only where the copy has changed."""
        template = load_template(template_folders(self.project, self.root))
        for entry in published(library, drafts=self.drafts):
            copy = copy_of(library, entry, public=True)
            known = self._documents.get(entry.key)
            if known is None or known[0].sections != copy.sections:
                known = self._documents[entry.key] = (
                    copy,
                    position_document(copy, template, library.company.name),
                )
            yield word_file(entry), known[1]


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
    preview = Preview(refresher, _tell, folder=root / ".build" / "serve", port=port)
    with _watching(preview, [root / FOLDER, *template_folders(project, root)]):
        preview.run(
            Progress("网页"),
            lambda: notice(f"在浏览器打开 {preview.url} ，保存文件后页面自动更新；按 Ctrl+C 结束。"),
        )
    return 0


def _tell(error: Exception) -> None:
    """Say what went wrong; the site stays as it was."""
    if isinstance(error, Unchanged):
        notice("有错误，页面保持上一次的样子；改好保存后会自动更新。")
    elif isinstance(error, Stop):
        notice(str(error))
    else:
        notice(f"页面没有更新：{error}")
