"""Importer: from the files somebody names to drafts, a report and a page to review them on, with progress. The rim."""

from __future__ import annotations

import hashlib
import json
import sys
import webbrowser
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import jinja2

from jdbook import console
from jdbook.errors import from_os
from jdbook.filenames import safe
from jdbook.importing.drafting import draft_files, exact_draft
from jdbook.importing.proposals import Proposals
from jdbook.importing.report import code_in, report, summary
from jdbook.importing.result import Result, machine_data, result_of
from jdbook.importing.review import page_values
from jdbook.intake import MAX_FILES, REPORT, REVIEW, Unreadable, content, read_document, sources
from jdbook.loading import load
from jdbook.publish import write_file
from jdbook.roundtrip.documents import read_ours, report_on
from jdbook.tree import FOLDER

DRAFTS = "_draft"
TEMPLATES = Path("templates", "import")
_SHOWN = 10  # names in a message


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be imported, and how: below `out` instead of the library's drafts; as JSON; over what is there."""

    files: Sequence[Path]
    out: Path | None = None
    as_json: bool = False
    review: bool = False
    force: bool = False


def bring_in(project: Path, root: Path, wish: Wish) -> int:
    """Import files; return 1 where one could not be read, or a draft was not written because it was there."""
    files = sources(wish.files)
    out = (wish.out or root / FOLDER / DRAFTS).expanduser().resolve()
    importer = Importer(Proposals(load(root).library), out, project / TEMPLATES, wish.force, wish.review)
    if wish.as_json:
        results = [result for _, result in importer.results(files)]
        told = machine_data(results) | {"unread": importer.unread}
        console.data(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        strangers = [file for file in files if not importer.took_ours(file)]
        for file, result in importer.results(strangers):
            importer.write(file, result)
            console.notice(summary(result))
    for line in _closing(importer, wish):
        console.notice(line)
    if importer.pages and sys.stderr.isatty():
        webbrowser.open(importer.pages[0].as_uri())
    return int(bool(importer.unread or importer.kept))


def _closing(importer: Importer, wish: Wish) -> Iterator[str]:
    """Yield what to say at the end: what could not be read, what was kept, and what to do next."""
    yield from (f"没有读取 {line}" for line in importer.unread)
    if importer.kept:
        names = "、".join(str(path.relative_to(importer.out)) for path in importer.kept[:_SHOWN])
        more = f" 等 {len(importer.kept)} 个" if len(importer.kept) > _SHOWN else ""
        yield f"已经有的草稿没有改动：{names}{more}。\n  确定要重写，加 --force 再运行一次。"
    if importer.written:
        yield (
            f"{len(importer.written)} 份草稿写在 {importer.out}\n"
            f"  每份草稿里的“请核对”注释和同一文件夹的{REPORT}说明要看哪里；核对后移到所属部门的文件夹，再运行 python build.py check。"
        )
    elif not wish.as_json and not importer.kept:
        yield "没有写任何草稿。"
    if importer.ours:
        yield f"{importer.ours} 个文件是本系统导出的；要把里面的改动写回原来的岗位文件，用 --update。"
    for page in importer.pages[:1]:
        yield f"对照原文核对：在浏览器里打开 {page}"


def _content(file: Path) -> bytes:
    """Return what a file holds, nothing where it can't be read: why is told when it is read as a document."""
    try:
        return content(file)
    except Unreadable:
        return b""


def _code_of(data: bytes) -> str:
    """Return a short code of what a file holds, that tells it from others of its name."""
    return hashlib.sha256(data).hexdigest()[:12]


def _text_of(file: Path) -> str:
    return file.read_text("utf-8", errors="replace")


@dataclass
class Importer:
    """Reads sources and writes their drafts below `out`; what is there stays, unless `force`.

    `written` and `kept` are the files of drafts, `pages` those to review them on, `unread` why a source could not be read.
    """

    proposals: Proposals
    out: Path
    templates: Path
    force: bool = False
    review: bool = False
    written: list[Path] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    pages: list[Path] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    ours: int = 0  # documents that this program made
    _seen: dict[str, str] = field(default_factory=dict)
    _folders: set[str] = field(default_factory=set)

    def results(self, files: Sequence[Path]) -> Iterator[tuple[Path, Result]]:
        """Yield what each file comes to, one after the other; what can't be read is told and left out."""
        progress = console.Progress("已读")
        for number, file in enumerate(files, 1):
            try:
                yield file, result_of(read_document(file), self.proposals, self._seen)
            except Unreadable as why:
                self.unread.append(f"{file}：{why}")
            progress(number, len(files))

    def took_ours(self, file: Path) -> bool:
        """Write the drafts of what a document of ours says, as it says it; return whether it is one."""
        data = _content(file)
        found = read_ours(data)
        if found.reason:
            return False
        folder, taken, before = (
            self.out / self._folder_for(file, _code_of(data)),
            set[str](),
            len(self.written),
        )
        for returned in found.returned:
            if returned.edited:
                name, text = exact_draft(file.name, returned.edited, returned.doubts, taken)
                self._write(folder / name, text)
        if taken:  # nothing of strangers stands here, so that what is said at the end holds for documents of ours too
            self._put(folder / REPORT, report_on(file.name, found))
        count, looks = len(self.written) - before, len(found.looks)
        marked = f"；{looks} 处请核对，见同一文件夹的{REPORT}" if looks else ""
        console.notice(f"{file.name}：本系统导出的文件，{count} 个岗位照原样写成草稿{marked}")
        if self.review:
            console.notice(f"{file.name}：--review 用不上，草稿照文件里的原样，没有要对照原文辨认的内容。")
        self.unread += [f"{file.name}：{line}" for line in found.nowhere]
        self.ours += 1
        return True

    def write(self, file: Path, result: Result) -> None:
        """Write the drafts of a source, the report on it, and the page to review it on."""
        code = _code_of(_content(file))
        folder, files = self.out / self._folder_for(file, code), draft_files(result)
        for name, text in chain.from_iterable(files):
            self._write(folder / name, text)
        if files:
            names = ["、".join(name for name, _ in shared) for shared in files]
            self._put(folder / REPORT, report(result, names, code))
        if self.review:
            self._put(folder / REVIEW, self._page(result))
            self.pages.append(folder / REVIEW)

    def _folder_for(self, file: Path, code: str) -> str:
        """Return a name for the folder of a source that no other one has, in this run or an earlier one."""
        stem, name = safe(file.stem), safe(file.name)
        numbered = (f"{name}-{number}" for number in range(2, MAX_FILES + 2))
        chosen = next(one for one in (stem, name, *numbered) if self._is_free(one, code))
        self._folders.add(chosen.casefold())
        return chosen

    def _is_free(self, name: str, code: str) -> bool:
        """Return whether the folder of a name holds nothing of another source; what is to be rewritten is rewritten in place."""
        if name.casefold() in self._folders:
            return False
        before = self.out / name / REPORT
        return self.force or not before.is_file() or code_in(_text_of(before)) in ("", code)

    def _write(self, path: Path, text: str) -> None:
        if path.exists() and not self.force:
            self.kept.append(path)
            return
        self._put(path, text)
        self.written.append(path)

    def _put(self, path: Path, text: str) -> None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, text.encode(errors="backslashreplace"))
        except OSError as error:
            raise from_os(error, "写草稿") from error

    def _page(self, result: Result) -> str:
        loader = jinja2.FileSystemLoader(str(self.templates))
        environment = jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)
        return environment.get_template("review.html.j2").render(page_values(result))
