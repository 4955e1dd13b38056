"""Documents: which Word files a library has, by path, and their bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from jdbook.copies import Copy, copy_of, published
from jdbook.errors import Stop, from_os
from jdbook.filenames import safe
from jdbook.library import Entry, Library
from jdbook.site.chart import chart
from jdbook.site.paths import word_file
from jdbook.tree import decode
from jdbook.word.form import Drawn, document, draw
from jdbook.word.handbook import Chapter, Handbook, Post, handbook
from jdbook.word.layout import Layout, layout_of
from jdbook.word.package import Template

File = tuple[str, bytes]
TEMPLATE, LAYOUT = "word/form.docx", "word/layout.yml"
_MOST_BYTES = 100_000
BOOK = "岗位手册"
MOST_IN_ONE = 300  # positions in the handbook of the whole company


def load_template(folders: Iterable[Path]) -> Template:
    """Return the Word template in the first of the template folders that has one, and likewise how it is laid out."""
    folders = list(folders)
    template = Template.load(_first(folders, TEMPLATE))
    layout = _first(folders, LAYOUT)
    return replace(template, layout=_layout(layout)) if layout.exists() else template


def _first(folders: Sequence[Path], name: str) -> Path:
    files = [folder / name for folder in folders]
    return next((file for file in files if file.exists()), files[-1])


def _layout(path: Path) -> Layout:
    """Return the layout in a file; LayoutError says where it can't be followed."""
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise from_os(error, "读取排版设置") from error
    text = decode(data) if len(data) <= _MOST_BYTES else None
    if text is None:
        raise LayoutError(path, ["不是 UTF-8 编码的短文本"])
    layout, problems = layout_of(text)
    if problems:
        raise LayoutError(path, problems)
    return layout


class LayoutError(Stop):
    """layout.yml can't be followed; the text says which lines and why."""

    def __init__(self, path: Path, problems: Sequence[str]) -> None:
        listed = "\n  ".join(problems)
        super().__init__(
            f"排版设置用不了：{path}\n  {listed}\n  办法：改正后再运行一次；删掉这个文件就用自带的次序和名称"
        )


@dataclass(frozen=True)
class Documents:
    """The Word files of a library's published positions."""

    library: Library
    template: Template
    drafts: bool

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return the positions that are published."""
        return tuple(published(self.library, drafts=self.drafts))

    def public(self) -> Iterator[File]:
        """Yield the documents without private fields, by their path on the wiki."""
        for entry in self.entries:
            yield word_file(entry), self._made(copy_of(self.library, entry, public=True))

    def forms(self, entries: Iterable[Entry]) -> Iterator[File]:
        """Yield the complete documents of positions, by their path below word/."""
        for entry in entries:
            copy = copy_of(self.library, entry, public=False)
            yield form_path(self.library, copy), self._made(copy)

    def both(self) -> Iterator[tuple[File, File]]:
        """Yield every position's complete document and the public one; where nothing is private, they are the same."""
        for entry in self.entries:
            full, shown = (copy_of(self.library, entry, public=public) for public in (False, True))
            content = self._made(full)
            yield (
                (form_path(self.library, full), content),
                (word_file(entry), content if shown == full else self._made(shown)),
            )

    def handbooks(self, within: Collection[str] | None = None) -> Iterator[File]:
        """Yield the handbooks by their path below word/: those of `books`."""
        for path, book in self.books(within):
            yield path, self.bound(book)

    def bound(self, book: Handbook) -> bytes:
        """Return the Word file of a handbook."""
        return handbook(book, self.template)

    def books(self, within: Collection[str] | None = None) -> Iterator[tuple[str, Handbook]]:
        """Yield a handbook for every department and every unit, by their path below word/, and one of the company.

        With `within`, only the books of nothing but positions with these keys, and of more than one. The company's is
        left out where nobody could carry it, or there is but one unit.
        """
        chosen, least = (None, 1) if within is None else (frozenset(within), 2)
        of_all: list[list[Chapter]] = []
        everything = len(self.entries) <= MOST_IN_ONE
        for unit, groups in self._groups.items():
            wanted = [name for name, group in groups.items() if chosen is None or chosen >= _keys(group)]
            chapters = {name: self._chapter(groups[name]) for name in wanted}
            whole = len(wanted) == len(groups)
            for path, book in self._books_of(unit, chapters, whole=whole):
                if len(book.positions) >= least:
                    yield path, book
            everything = everything and whole
            if everything:
                of_all.append([_within(self.library.units[unit].unit.name, one) for one in chapters.values()])
        if everything and len(of_all) > 1:
            name = self.library.company.name
            chapters_of_all = [chapter for chapters in of_all for chapter in chapters]
            yield _path(f"{BOOK} {name}.docx"), self._book(name, chapters_of_all, whole=True)

    def _books_of(
        self, unit: str, chapters: Mapping[str, Chapter], *, whole: bool
    ) -> Iterator[tuple[str, Handbook]]:
        for department, chapter in chapters.items():
            if department:
                path = _path(*_folders(self.library, unit, department), f"{BOOK} {chapter.name}.docx")
                yield path, self._book(chapter.name, [chapter])
        (name,) = _folders(self.library, unit)
        if whole:
            yield _path(name, f"{BOOK} {name}.docx"), self._book(name, list(chapters.values()))

    @cached_property
    def _groups(self) -> dict[str, dict[str, list[Entry]]]:
        """Return the positions by unit and department in the order of print, those outside departments first."""
        groups: dict[str, dict[str, list[Entry]]] = {
            unit: {name: [] for name in ("", *self.library.departments(unit))} for unit in self.library.units
        }
        for entry in sorted(self.entries, key=_by_code):
            groups[entry.unit][entry.department].append(entry)
        filled = {unit: {name: group for name, group in of.items() if group} for unit, of in groups.items()}
        return {unit: of for unit, of in filled.items() if of}

    def _chapter(self, group: Iterable[Entry]) -> Chapter:
        members = [self._drawn(entry) for entry in group]
        return Chapter(members[0].copy.department_name, members)

    def _book(self, title: str, chapters: Sequence[Chapter], *, whole: bool = False) -> Handbook:
        company = self.library.company
        own = chapters[0].positions[0].copy.legal_name
        employer = (company.legal_name or company.name) if whole else own
        posts = self._chart(drawn for chapter in chapters for drawn in chapter.positions)
        return Handbook(BOOK, title, company.name, employer, chapters, posts)

    def _chart(self, positions: Iterable[Drawn]) -> list[Post]:
        """Return who reports to whom among these positions; nothing where nobody does."""
        drawn = {one.copy.entry.key: one for one in positions}
        entries = [self.library.by_key[key] for key in drawn]
        rows = chart(entries, self.library.superiors)
        posts = [Post(drawn[row.entry.key], row.depth, row.repeated) for row in rows]
        return posts if any(post.depth for post in posts) else []

    def _drawn(self, entry: Entry) -> Drawn:
        return self._draw(copy_of(self.library, entry, public=False, drafts=self.drafts))

    def _draw(self, copy: Copy) -> Drawn:
        return draw(copy, self.template, self.library.company.name)

    def _made(self, copy: Copy) -> bytes:
        return document(self._draw(copy), self.template)


def _within(unit: str, chapter: Chapter) -> Chapter:
    """Return a chapter under the name of its unit as well."""
    return Chapter(f"{unit}　{chapter.name}".rstrip("　"), chapter.positions)


def _keys(group: Iterable[Entry]) -> frozenset[str]:
    return frozenset(entry.key for entry in group)


def _by_code(entry: Entry) -> tuple[bool, str]:
    """Return the order of print: by code, positions without one last in the order of their files."""
    return not entry.position.code, entry.position.code or ""


def form_path(library: Library, copy: Copy) -> str:
    """Return where a position's document stands below word/: unit, departments, then code or id and title."""
    entry = copy.entry
    return _path(
        *_folders(library, entry.unit, entry.department), f"{copy.code or entry.id} {copy.title}.docx"
    )


def _folders(library: Library, unit: str, department: str = "") -> list[str]:
    """Return the names of a unit and of the departments down to one, which are the folders of its documents."""
    steps = department.split("/") if department else []
    paths = ["/".join(steps[: depth + 1]) for depth in range(len(steps))]
    return [
        library.units[unit].unit.name,
        *(library.units[unit].department(path).name or "" for path in paths),
    ]


def _path(*parts: str) -> str:
    return "/".join(safe(part) for part in parts if part)
