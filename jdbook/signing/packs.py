"""Packs: a document for each person of a roster, a register of them all, and the texts that went out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from jdbook import rules
from jdbook.copies import DRAFT, WITHDRAWN, Copy, copy_of
from jdbook.documents import File
from jdbook.filenames import safe
from jdbook.findings import Finding, Severity
from jdbook.inheritance import line_of
from jdbook.library import Entry, Library
from jdbook.signing import records
from jdbook.signing.roster import Person
from jdbook.word.facts import JOINED, NAME, NUMBER_OF_PERSON
from jdbook.word.form import Drawn, document, draw
from jdbook.word.handbook import Chapter, Handbook, register
from jdbook.word.package import Template

REGISTER = "签收登记表"
_LAW = "JD3"


def obstacles(
    people: Iterable[Person], library: Library, findings: Sequence[Finding]
) -> Iterator[tuple[Person, Finding]]:
    """Yield the people whose position is not to be signed, with the reason; `findings` are those of the library.

    A text that is inherited counts as the position's own, wherever its finding stands.
    """
    own = {entry.key: entry.own for entry in library.entries}
    unlawful = {finding.place.file: finding for finding in reversed(findings) if _stands_in_the_way(finding)}
    for person in people:
        files = [library.by_key[key].source.file for key in line_of(person.entry.key, own)]
        if why := _obstacle(person.entry, [unlawful[file] for file in files if file in unlawful]):
            message = f"“{person.name}”的岗位“{person.entry.title}”没有出签收文件：{why}"
            hint = f"改好再出一次；岗位在 {person.entry.source.file}"
            yield person, rules.NOT_TO_BE_SIGNED.at(person.place, message, hint)


def _stands_in_the_way(finding: Finding) -> bool:
    return finding.code.startswith(_LAW) and finding.severity < Severity.HINT and finding.open


def _obstacle(entry: Entry, unlawful: Sequence[Finding]) -> str:
    """Return why a position is not to be signed, or ""."""
    status = entry.position.status or DRAFT
    if status in (DRAFT, WITHDRAWN):
        return f"状态是{status}"
    return f"{unlawful[0].code} {unlawful[0].message}（{unlawful[0].place}）" if unlawful else ""


@dataclass(frozen=True, slots=True)
class Pack:
    """What a roster makes: documents by path below the pack's folder, and kept texts by path below jd_source/."""

    documents: tuple[File, ...]
    texts: Mapping[str, str]


def pack(title: str, people: Sequence[Person], library: Library, template: Template) -> Pack:
    """Return the pack for some people; `title` heads the register.

    What is signed is the whole text, so that nothing is hidden, whatever the layout says.
    """
    template = replace(template, layout=template.layout.model_copy(update={"hidden": ()}))
    entries = {person.entry.key: person.entry for person in people}
    copies = {key: copy_of(library, entry, public=False) for key, entry in entries.items()}
    drawn = {key: draw(copy, template, library.company.name) for key, copy in copies.items()}
    signed = [_signed_by(drawn[person.entry.key], person) for person in people]
    files = [
        (_path(person, copies[person.entry.key]), document(one, template))
        for person, one in zip(people, signed, strict=True)
    ]
    files.append((f"{REGISTER}.docx", _register(title, signed, library, template)))
    texts = {records.path_of(copy.check_code): records.kept(copy) for copy in copies.values()}
    return Pack(tuple(files), texts)


def _signed_by(drawn: Drawn, person: Person) -> Drawn:
    about = {NAME: person.name, NUMBER_OF_PERSON: person.number, JOINED: person.joined}
    return replace(drawn, facts={**drawn.facts, **about})


def _path(person: Person, copy: Copy) -> str:
    return "/".join(map(safe, (copy.unit_name, f"{person.number} {person.name} {copy.title}.docx")))


def _register(title: str, signed: Sequence[Drawn], library: Library, template: Template) -> bytes:
    """Return the register with a row for each person, unit by unit."""
    units = dict.fromkeys(one.copy.unit_name for one in signed)
    chapters = [Chapter(unit, [one for one in signed if one.copy.unit_name == unit]) for unit in units]
    employer = library.company.legal_name or library.company.name
    return register(Handbook(REGISTER, title, library.company.name, employer, chapters), template)
