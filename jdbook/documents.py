"""Documents: which Word files a library has, by path, and their bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from jdbook.copies import Copy, copy_of, published
from jdbook.filenames import safe
from jdbook.library import Entry, Library
from jdbook.site.paths import word_file
from jdbook.word.form import Drawn, document, draw
from jdbook.word.handbook import Chapter, Handbook, handbook
from jdbook.word.package import Template

File = tuple[str, bytes]
TEMPLATE = "word/form.docx"
BOOK = "岗位手册"


def load_template(folders: Iterable[Path]) -> Template:
    """Return the Word template in the first of the template folders that has one."""
    files = [folder / TEMPLATE for folder in folders]
    return Template.load(next((file for file in files if file.exists()), files[-1]))


@dataclass
class Documents:
    """The Word files of a library's published positions. A document that serves both readers is made once."""

    library: Library
    template: Template
    drafts: bool
    _shared: dict[str, bytes] = field(default_factory=dict)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Return the positions that are published."""
        return tuple(published(self.library, drafts=self.drafts))

    def public(self) -> Iterator[File]:
        """Yield the documents without private fields, by their path on the wiki."""
        for entry in self.entries:
            copy = copy_of(self.library, entry, public=True, drafts=self.drafts)
            content = self._made(copy)
            if copy == copy_of(self.library, entry, public=False, drafts=self.drafts):
                self._shared[entry.key] = content
            yield word_file(entry), content

    def forms(self, entries: Iterable[Entry]) -> Iterator[File]:
        """Yield the complete documents of positions, by their path below word/."""
        for entry in entries:
            copy = copy_of(self.library, entry, public=False, drafts=self.drafts)
            yield form_path(copy), self._shared.get(entry.key) or self._made(copy)

    def handbooks(self) -> Iterator[File]:
        """Yield a handbook for every unit and every department of it, by their path below word/."""
        for unit in self.library.units:
            chapters = self._chapters(unit)
            if chapters:
                yield from self._handbooks_of(unit, chapters)

    def _handbooks_of(self, unit: str, chapters: Sequence[Chapter]) -> Iterator[File]:
        name = self.library.units[unit].unit.name
        for chapter in chapters:
            if chapter.name:
                yield (
                    _path(name, chapter.name, f"{BOOK} {chapter.name}.docx"),
                    self._bound(chapter.name, [chapter]),
                )
        yield _path(name, f"{BOOK} {name}.docx"), self._bound(name, chapters)

    def _chapters(self, unit: str) -> list[Chapter]:
        """Return the unit's positions by department, those outside departments first."""
        shown = [entry for entry in self.entries if entry.unit == unit]
        chapters = []
        for department in ("", *self.library.departments(unit)):
            members = [entry for entry in shown if entry.department == department]
            if members:
                chapters.append(
                    Chapter(self.library.department_name(members[0]), [self._drawn(one) for one in members])
                )
        return chapters

    def _bound(self, title: str, chapters: Sequence[Chapter]) -> bytes:
        copy = chapters[0].positions[0].copy
        return handbook(
            Handbook(BOOK, title, self.library.company.name, copy.legal_name, chapters), self.template
        )

    def _drawn(self, entry: Entry) -> Drawn:
        return self._draw(copy_of(self.library, entry, public=False, drafts=self.drafts))

    def _draw(self, copy: Copy) -> Drawn:
        return draw(copy, self.template, self.library.company.name)

    def _made(self, copy: Copy) -> bytes:
        return document(self._draw(copy), self.template)


def form_path(copy: Copy) -> str:
    """Return where a position's document stands below word/: unit, department, then code or id and title."""
    return _path(copy.unit_name, copy.department_name, f"{copy.code or copy.entry.id} {copy.title}.docx")


def _path(*parts: str) -> str:
    return "/".join(safe(part) for part in parts if part)
