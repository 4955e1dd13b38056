"""Outputs: building what is published, wiki and Word side by side, and putting it in place. The rim."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from jdbook import publish
from jdbook.checks import RULES
from jdbook.console import Progress
from jdbook.documents import Documents, File, load_template
from jdbook.errors import Stop
from jdbook.library import Library
from jdbook.site import generator
from jdbook.site.errors import GeneratorError
from jdbook.site.pages import pages
from jdbook.site.wiki import wiki_of
from jdbook.site.writing import write_pages

SITE, WORD, DOWNLOADS = "site", "word", "downloads"


@dataclass(frozen=True, slots=True)
class Published:
    """What a build made: numbers of documents, which folders changed, and edited files kept aside."""

    forms: int
    handbooks: int
    changed: list[str]
    kept: list[str]


def template_folders(project: Path, root: Path) -> tuple[Path, ...]:
    """Return where templates are looked for: the library's own folder first, then the project's."""
    return tuple(dict.fromkeys((root / "templates", project / "templates")))


def site_folders(project: Path, root: Path) -> list[Path]:
    """Return the template folders of the wiki."""
    return [folder / "site" for folder in template_folders(project, root)]


def publish_all(project: Path, root: Path, library: Library, *, drafts: bool) -> Published:
    """Build wiki and Word beside the old ones and swap them in together.

    The wiki takes longest and runs in a process of its own; meanwhile all Word files are made here, and those for
    download join the wiki when it is done.
    """
    made = word_documents(project, root, library, drafts=drafts)
    site, word, downloads = (publish.stage(root, name) for name in (SITE, WORD, DOWNLOADS))
    config = wiki_sources(project, root, made, site)
    with ThreadPoolExecutor(1) as second_core:
        wiki = second_core.submit(generator.build, config, Progress("网页"))
        forms, handbooks = build_word(word, made, downloads)
        _finished(wiki, root)
    for part in downloads.iterdir():
        part.rename(site / part.name)
    return Published(forms, handbooks, *publish.swap(root, (SITE, WORD)))


def _finished(site: Future[None], root: Path) -> None:
    """Wait for the wiki; when it failed, keep what MkDocs said in a file and name it."""
    try:
        site.result()
    except GeneratorError as error:
        log = root / ".build" / "mkdocs.log"
        publish.write_file(log, error.log.encode())
        raise Stop(f"{error}\n  记录在 {log}") from error


def word_documents(project: Path, root: Path, library: Library, *, drafts: bool) -> Documents:
    """Return the Word files of a library, ready to be made."""
    return Documents(library, load_template(template_folders(project, root)), drafts)


def wiki_sources(project: Path, root: Path, made: Documents, site: Path) -> Path:
    """Write the pages to .build/pages and MkDocs' configuration beside them; return the configuration."""
    folders, work = site_folders(project, root), root / ".build"
    wiki = wiki_of(made.library, drafts=made.drafts)
    write_pages(pages(wiki, RULES, folders), work / "pages")
    return generator.configure(wiki, project=project, template_dirs=folders, build_dir=work, site_dir=site)


def write_markdown(project: Path, root: Path, library: Library, out: Path | None, *, drafts: bool) -> Path:
    """Write the wiki's sources to .build/pages, or into `out` a folder that any generator builds; return where they are.

    In `out` are mkdocs.yml and below pages/ the pages with the downloads; other files there are not touched.
    """
    made = word_documents(project, root, library, drafts=drafts)
    if out is None:
        wiki_sources(project, root, made, root / SITE)
        return root / ".build" / "pages"
    folder, templates = out.expanduser().resolve(), site_folders(project, root)
    wiki = wiki_of(library, drafts=drafts)
    files = pages(wiki, RULES, templates)
    publish.write_into(folder, generator.portable(wiki, project=project, template_dirs=templates).items())
    publish.write_into(folder, ((f"pages/{path}", _bytes(content)) for path, content in files.items()))
    publish.write_into(folder, ((f"pages/{path}", content) for path, content in made.public()))
    return folder


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def build_word(folder: Path, made: Documents, downloads: Path | None = None) -> tuple[int, int]:
    """Write all Word documents into an empty folder, and the public ones into another; return numbers of forms and handbooks."""
    progress = Progress("Word")
    forms = handbooks = 0
    for one in made.everything(public=downloads is not None):
        _write(folder, one.file)
        if downloads and one.public:
            _write(downloads, one.public)
        forms, handbooks = forms + one.is_form, handbooks + (not one.is_form)
        progress(forms, len(made.entries))
    return forms, handbooks


def _write(folder: Path, file: File) -> None:
    path, content = file
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)


def told_of(folder: Path, forms: int, handbooks: int, kept: Sequence[str]) -> str:
    """Return what to tell of documents that were written into a folder."""
    books = f"，{handbooks} 本岗位手册" if handbooks else ""
    return "\n".join([f"  Word  {folder}：{forms} 份岗位职责说明书{books}", *kept_lines(kept)])


def kept_lines(kept: Sequence[str]) -> list[str]:
    """Return what to tell of edited files that were kept aside."""
    return [f"  注意：有人直接改过这个文件，改过的那份已另存为 {path}" for path in kept]


def closing(root: Path, made: Published) -> str:
    """Return the lines that end a build: what was made, where, and how to open it."""
    news = "已更新" if made.changed else "与上次相同，没有改动文件"
    return "\n".join(
        [
            f"完成（{news}）。",
            f"  网站  {root / SITE / 'index.html'}（双击打开；或运行 python build.py serve 边改边看）",
            told_of(root / WORD, made.forms, made.handbooks, made.kept),
        ]
    )
