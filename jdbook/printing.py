"""Printing: the Word documents a user asks for by themselves, all or some, as PDF too, and packs for signing. The rim."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePosixPath

from jdbook import pdf, publish
from jdbook.console import Progress
from jdbook.documents import BOOK, Documents, File, load_template
from jdbook.errors import Stop
from jdbook.filenames import safe
from jdbook.findings import Finding, errors
from jdbook.library import Entry, Library
from jdbook.loading import Loaded
from jdbook.outputs import WORD, build_word, kept_lines, template_folders, told_of, word_documents
from jdbook.publish import KEPT
from jdbook.selection import find_unit
from jdbook.signing import archive
from jdbook.signing.packs import obstacles, pack
from jdbook.signing.roster import read_roster
from jdbook.spreadsheet import read_sheets
from jdbook.word.handbook import Handbook, marks_of, names_pages

_PUBLIC = {
    "site": "那里面的文件会发布到网站上",
    "jd_source": "那里是岗位的源文件，会提交到 Git",
    "templates": "那里是模板，会提交到 Git",
    ".build": "那里的文件每次生成都会清掉",
}
_NOT_FOR_GIT = (".gitignore", b"*\n")
PACKS, PAGED = "签收", "带页码"
_NO_PLACE = """\
Word 模板的目录页没有地方印页码，编不了页码。
  办法：在目录页加一张表，第一格以 {{仅有页码}} 开头，行里写 {{页码}}；原来的表以 {{仅无页码}} 开头。自带的模板里就是这样。"""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a user wants of the Word documents.

    Which positions (None for all) and the handbooks they fill, where, only changed ones, PDF beside them, and handbooks
    with page numbers as well.
    """

    entries: Sequence[Entry] | None = None
    out: Path | None = None
    changed: bool = False
    pdf: bool = False
    page_numbers: bool = False
    drafts: bool = False

    @property
    def keys(self) -> frozenset[str] | None:
        return None if self.entries is None else frozenset(entry.key for entry in self.entries)


def publish_word(project: Path, root: Path, library: Library, wish: Wish) -> str:
    """Write Word documents, all or some of them, into word/ or elsewhere; return what to tell the user."""
    made = word_documents(project, root, library, drafts=wish.drafts)
    target = wish.out.expanduser().resolve() if wish.out else root / WORD
    _keep_private(target, project, root)
    if wish.changed or wish.entries is not None or wish.out:
        written, kept = _write_some(made, target, wish)
        told = _told_of_some(target, written, kept, listed=wish.changed)
        documents = [target / path for path in written]
    else:
        forms, handbooks = build_word(publish.stage(root, WORD), made)
        _, kept = publish.swap(root, (WORD,))
        told, documents = told_of(target, forms, handbooks, kept), _ours_in(target)
    lines = [told]
    if wish.page_numbers:
        paged = number_pages(made, wish.keys, target)
        documents += paged
        lines.append(_told_of_paged(target, paged))
    return "\n".join([*lines, *(_pdf_lines(target, documents) if wish.pdf else ())])


def _ours_in(folder: Path) -> list[Path]:
    """Return the documents in word/ but for packs, paged handbooks and edited ones kept aside."""
    apart = {KEPT, PACKS, PAGED}
    return [
        path for path in sorted(folder.rglob("*.docx")) if not apart & set(path.relative_to(folder).parts)
    ]


def _write_some(made: Documents, target: Path, wish: Wish) -> tuple[list[str], list[str]]:
    """Write the documents a user wants and return their paths, and the edited files that were kept aside."""
    shown = frozenset(entry.key for entry in made.entries)
    chosen = made.library.entries if wish.entries is None else wish.entries
    wanted = tuple(entry for entry in chosen if entry.key in shown)
    files: Iterable[File] = _counted("Word", made.forms(wanted), len(wanted))
    files = chain(files, made.handbooks(wish.keys))
    written: list[str] = []
    kept = publish.write_into(target, _noted(_changed(files, target) if wish.changed else files, written))
    return written, kept


def _noted(files: Iterable[File], written: list[str]) -> Iterator[File]:
    for file in files:
        written.append(file[0])
        yield file


def _changed(files: Iterable[File], folder: Path) -> Iterator[File]:
    """Yield the documents whose content is not what stands in the folder."""
    for path, content in files:
        there = folder / path
        if not (there.is_file() and there.read_bytes() == content):
            yield path, content


def _told_of_some(folder: Path, written: Sequence[str], kept: Sequence[str], *, listed: bool) -> str:
    if listed and not written:
        return f"  Word  {folder}：没有变化，一份也没有改"
    names = [f"    {path}" for path in written] if listed else []
    books = sum(PurePosixPath(path).name.startswith(BOOK) for path in written)
    if not listed:
        return told_of(folder, len(written) - books, books, kept)
    return "\n".join([f"  Word  {folder}：{len(written)} 份有变化，已更新", *names, *kept_lines(kept)])


def number_pages(made: Documents, within: Collection[str] | None, folder: Path) -> list[Path]:
    """Write handbooks whose contents name pages into a folder of their own below this one; return where they are.

    LibreOffice lays each out to tell on which page a position begins, so they depend on its fonts: they are never among
    the outputs that are the same everywhere.
    """
    if not names_pages(made.template):
        raise Stop(_NO_PLACE)
    books = dict(made.books(within))
    if not books:
        return []
    with tempfile.TemporaryDirectory(prefix="jdbook-pages-") as name:
        pages = _laid_out(made, books, Path(name))
    files = ((path, made.bound(replace(book, pages=pages[path]))) for path, book in books.items())
    publish.write_into(folder / PAGED, files)
    return [folder / PAGED / path for path in books]


def _laid_out(made: Documents, books: Mapping[str, Handbook], trial: Path) -> dict[str, dict[str, int]]:
    """Return by path of a handbook the pages on which LibreOffice begins its positions; works in the folder `trial`."""
    for path, book in books.items():
        publish.write_file(trial / path, made.bound(replace(book, pages={})))
    pdf.convert([trial / path for path in books], trial, trial, Progress("页码"), pdf.WITH_BOOKMARKS)
    return {
        path: pdf.pages_of((trial / path).with_suffix(".pdf"), marks_of(book, made.template))
        for path, book in books.items()
    }


def _told_of_paged(folder: Path, books: Sequence[Path]) -> str:
    if not books:
        return "  页码  所选的岗位合不成一本岗位手册，没有编页码；写部门或单位的名称，或什么都不选。"
    return (
        f"  页码  {folder / PAGED}：{len(books)} 本岗位手册，全书连续编页，目录有页码\n"
        "        页码按 LibreOffice 的分页算出；用 Word、WPS 打印前，全选后按 F9 更新一次"
    )


def _pdf_lines(folder: Path, documents: Sequence[Path]) -> list[str]:
    """Make PDF files of documents below a folder, and return what to tell."""
    made = pdf.convert(documents, folder, folder / pdf.FOLDER, Progress("PDF"))
    return [f"  PDF   {folder / pdf.FOLDER}：{made} 份"]


def _counted(what: str, files: Iterable[File], total: int) -> Iterable[File]:
    progress = Progress(what)
    for number, file in enumerate(files, 1):
        yield file
        progress(number, total)


@dataclass(frozen=True, slots=True)
class Signed:
    """What a roster led to: findings in the order of the roster, and what to tell the user."""

    findings: list[Finding]
    told: str


def sign(project: Path, root: Path, checked: Loaded, roster: Path, unit: str, out: Path | None) -> Signed:
    """Write the documents for the people of a roster, and keep the texts that go out; nothing with errors in the roster."""
    library = checked.library
    where = find_unit(library, unit).id if unit else ""
    read = read_roster(roster.name, read_sheets(roster), library, where)
    if errors(read.findings):
        return Signed(read.findings, "名单有错误，没有出签收文件；改好再运行一次。")
    blocked = {person.place: why for person, why in obstacles(read.people, library, checked.findings)}
    people = [person for person in read.people if person.place not in blocked]
    findings = [*read.findings, *blocked.values()]
    if not people:
        return Signed(findings, "没有可以出签收文件的人。")
    made = pack(roster.stem, people, library, load_template(template_folders(project, root)))
    folder = out.expanduser().resolve() if out else root / WORD / PACKS / safe(roster.stem)
    _keep_private(folder, project, root)
    archive.keep(root, made.texts)
    files = [*made.documents, _NOT_FOR_GIT]
    kept = publish.write_into(folder, files)
    gone = publish.retire(folder, dict(files))
    left = f"，{len(blocked)} 份没有出（原因见上）" if blocked else ""
    told = f"  签收文件  {folder}：{len(people)} 份，另有签收登记表{left}"
    return Signed(findings, "\n".join([told, *kept_lines(kept), *_told_of_retired(gone)]))


def _keep_private(folder: Path, project: Path, root: Path) -> None:
    """Stop where documents with what is private would get onto the wiki or into what is kept for all."""
    for top in dict.fromkeys((root, project)):
        for name in _PUBLIC:
            if folder.is_relative_to(top / name):
                raise Stop(
                    f"不能写到 {folder}：{_PUBLIC[name]}。\n  --out 换一个文件夹，或不写 --out，放在 {root / WORD} 里。"
                )


def _told_of_retired(paths: Sequence[str]) -> list[str]:
    """Return what is told of documents of an earlier run that are none any more."""
    if not paths:
        return []
    return [
        f"  注意：上次出的 {len(paths)} 份这次没有了（不在名单上，或还不能签），已移到 {KEPT}：",
        *(f"    {path}" for path in paths),
    ]
