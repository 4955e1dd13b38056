"""Documents: which Word files a library has, by path, and their bytes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from jdbook.copies import Copy, copy_of, printed, published
from jdbook.errors import Stop, from_os
from jdbook.filenames import safe
from jdbook.library import Entry, Library
from jdbook.site.chart import chart
from jdbook.site.memo import Remember, made_anew
from jdbook.site.paths import book_file, word_file
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


class Made(NamedTuple):
    """A document by its path below word/, and its public variant by its path on the wiki."""

    file: File
    public: File | None = None
    is_form: bool = False


@dataclass(frozen=True)
class Documents:
    """The Word files of a library's published positions. What `remember` keeps is not made again, see `site.memo`."""

    library: Library
    template: Template
    drafts: bool
    remember: Remember = made_anew
    _at_hand: dict[str, dict[tuple[str, bool], Drawn]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return the positions that are published."""
        return tuple(published(self.library, drafts=self.drafts))

    def everything(self, *, public: bool) -> Iterator[Made]:
        """Yield every document there is, with `public` the variants of forms and departments' handbooks as well.

        A unit's forms come before its handbooks: what both show is set once, and kept no longer than that.
        """
        for unit, groups in self._groups.items():
            for entry in (entry for group in groups.values() for entry in group):
                yield self._form(entry, public=public)
            shown = {self._book_path(unit, name): name for name in groups if name and public}
            for path, book in self._books_of(unit, None):
                yield self._bound(path, book, unit, shown.get(path))
        for path, book in self._of_company(None):
            yield Made((path, self.bound(book)))

    def _form(self, entry: Entry, *, public: bool) -> Made:
        """Return a position's documents; where nothing is private, the public one is the same."""
        full = self._drawn(entry)
        file = form_path(self.library, full.copy), document(full, self.template)
        if not public:
            return Made(file, is_form=True)
        shown = self._drawn(entry, public=True)
        content = file[1] if shown is full else document(shown, self.template)
        return Made(file, (word_file(entry), content), is_form=True)

    def _bound(self, path: str, book: Handbook, unit: str, department: str | None) -> Made:
        """Return a handbook's documents; that of a department has a public one, the same where nothing is private."""
        content = self.bound(book)
        if department is None:
            return Made((path, content))
        shown = self._public_book(unit, department)
        return Made(
            (path, content), (book_file(unit, department), content if shown == book else self.bound(shown))
        )

    def public(self) -> Iterator[File]:
        """Yield the documents without private fields, by their path on the wiki: forms, and handbooks of departments."""
        for unit, groups in self._groups.items():
            for entry in (entry for group in groups.values() for entry in group):
                path, made = word_file(entry), partial(self._public_form, entry)
                yield path, self.remember(path, partial(self._printed, [entry]), made)
            for department, group in groups.items():
                if department:
                    path, bind = (
                        book_file(unit, department),
                        partial(self._bound_public_book, unit, department),
                    )
                    yield path, self.remember(path, partial(self._printed, group), bind)

    def _public_form(self, entry: Entry) -> bytes:
        return document(self._drawn(entry, public=True), self.template)

    def _bound_public_book(self, unit: str, department: str) -> bytes:
        return self.bound(self._public_book(unit, department))

    def _public_book(self, unit: str, department: str) -> Handbook:
        group = [self._drawn(entry, public=True) for entry in self._groups[unit][department]]
        chapter = Chapter(group[0].copy.department_name, group)
        book = self._book(chapter.name, [chapter])
        return replace(book, chart=[]) if "superior" in self.library.private else book

    def forms(self, entries: Iterable[Entry]) -> Iterator[File]:
        """Yield the complete documents of positions, by their path below word/."""
        return (self._form(entry, public=False).file for entry in entries)

    def handbooks(self, within: Collection[str] | None = None) -> Iterator[File]:
        """Yield the handbooks by their path below word/: those of `books`."""
        return ((path, self.bound(book)) for path, book in self.books(within))

    def bound(self, book: Handbook) -> bytes:
        """Return the Word file of a handbook."""
        return handbook(book, self.template)

    def books(self, within: Collection[str] | None = None) -> Iterator[tuple[str, Handbook]]:
        """Yield a handbook for every department and every unit, by their path below word/, and one of the company.

        With `within`, only the books of nothing but positions with these keys, and of more than one. The company's is
        left out where nobody could carry it, or there is but one unit.
        """
        chosen = None if within is None else frozenset(within)
        for unit in self._groups:
            yield from self._books_of(unit, chosen)
        yield from self._of_company(chosen)

    def _books_of(self, unit: str, chosen: frozenset[str] | None) -> Iterator[tuple[str, Handbook]]:
        """Yield the handbooks of a unit's departments and its own."""
        chapters = self._chapters(unit, chosen)
        books = [
            (self._book_path(unit, department), one.name, [one])
            for department, one in chapters.items()
            if department
        ]
        if len(chapters) == len(self._groups[unit]):
            (name,) = _folders(self.library, unit)
            books.append((_path(name, f"{BOOK} {name}.docx"), name, list(chapters.values())))
        for path, title, content in books:
            if chosen is None or sum(len(one.positions) for one in content) > 1:
                yield path, self._book(title, content)

    def _book_path(self, unit: str, department: str) -> str:
        folders = _folders(self.library, unit, department)
        return _path(*folders, f"{BOOK} {folders[-1]}.docx")

    def _of_company(self, chosen: frozenset[str] | None) -> Iterator[tuple[str, Handbook]]:
        chosen_all = chosen is None or chosen >= _keys(self.entries)
        if chosen_all and len(self._groups) > 1 and len(self.entries) <= MOST_IN_ONE:
            yield _path(f"{BOOK} {self.library.company.name}.docx"), self.of_everybody()

    def of_everybody(self) -> Handbook:
        """Return the handbook of the whole company, however many positions that is; chapters bear their unit's name too."""
        chapters = [
            Chapter(f"{self.library.units[unit].unit.name}　{one.name}".rstrip("　"), one.positions)
            for unit in self._groups
            for one in self._chapters(unit).values()
        ]
        return self._book(self.library.company.name, chapters, whole=True)

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

    def _chapters(self, unit: str, chosen: frozenset[str] | None = None) -> dict[str, Chapter]:
        """Return the unit's positions by department, of chosen ones those departments that are chosen whole."""
        groups = self._groups[unit].items()
        wanted = {name: group for name, group in groups if chosen is None or chosen >= _keys(group)}
        drawn = {name: [self._drawn(entry) for entry in group] for name, group in wanted.items()}
        return {name: Chapter(members[0].copy.department_name, members) for name, members in drawn.items()}

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

    def _drawn(self, entry: Entry, *, public: bool = False) -> Drawn:
        """Return a position set for printing; those of one unit are kept until the next. Nothing private: it is the same one."""
        unit = self._at_hand.get(entry.unit)
        if unit is None:
            self._at_hand.clear()
            unit = self._at_hand[entry.unit] = {}
        if (entry.key, public) not in unit:
            unit[entry.key, public] = self._set(entry, unit.get((entry.key, False)), public=public)
        return unit[entry.key, public]

    def _set(self, entry: Entry, full: Drawn | None, *, public: bool) -> Drawn:
        copy = copy_of(self.library, entry, public=public, drafts=self.drafts)
        if full and copy == full.copy:
            return full
        name = f"{entry.key}#{'public' if public else 'complete'}"
        make = partial(draw, copy, self.template, self.library.company.name)
        return self.remember(name, partial(self._printed, [entry]), make)

    def _printed(self, entries: Iterable[Entry]) -> tuple[object, ...]:
        return tuple(printed(self.library, entry, drafts=self.drafts) for entry in entries)


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


def _folders(library: Library, unit: str, department: str = "") -> tuple[str, ...]:
    """Return the names of a unit and of the departments down to one, which are the folders of its documents."""
    where = library.units[unit]
    return where.unit.name, *where.departments_down_to(department)


def _path(*parts: str) -> str:
    return "/".join(safe(part) for part in parts if part)
