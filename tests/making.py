"""Makers: sources, positions, libraries and folders out of text, for tests that need no disk or little of it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeVar

from jdbook.findings import Finding
from jdbook.gathering import gather
from jdbook.library import Entry, Library
from jdbook.model import Position
from jdbook.reading import read
from jdbook.shapes import Record
from jdbook.source import Source
from jdbook.tree import FOLDER

R = TypeVar("R", bound=Record)
FILE = "jd_source/ad/cashier.yml"
COMPANY = "schema: 1\nname: 示例公司\n"
UNIT = "name: 示例单位\n"


def source(text: str, file: str = FILE) -> Source:
    """Return a source whose text may be indented as the test is."""
    return Source(file, textwrap.dedent(text))


def read_as(record: type[R], text: str) -> tuple[R | None, list[Finding]]:
    return read(record, source(text))


def read_position(text: str) -> tuple[Position | None, list[Finding]]:
    return read_as(Position, text)


def position(text: str) -> Position:
    """Return the position in a text, which needs no title and must have no mistake."""
    text = textwrap.dedent(text)
    value, found = read_position(text if "title:" in text else f"title: 出纳员\n{text}")
    assert value is not None, marks(found)
    assert not found, marks(found)
    return value


def marks(findings: Iterable[Finding]) -> list[str]:
    """Return findings as `line:column code`, in their order."""
    return [f"{finding.place.line}:{finding.place.column} {finding.code}" for finding in findings]


def codes(findings: Iterable[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def sources_of(files: Mapping[str, str]) -> dict[str, Source]:
    """Return sources by path; company.yml and every unit.yml are added where they are not given."""
    units = {path.split("/")[0] for path in files if "/" in path} - {"knowledge"}
    given = {"company.yml": COMPANY} | {f"{unit}/unit.yml": UNIT for unit in sorted(units)} | dict(files)
    return {path: source(text, f"{FOLDER}/{path}") for path, text in given.items()}


def load_of(files: Mapping[str, str]) -> tuple[Library, list[Finding]]:
    return gather(sources_of(files))


def library_of(files: Mapping[str, str]) -> Library:
    """Return the library of some files (by path below jd_source/), which must be read without a finding."""
    library, found = load_of(files)
    assert not found, [str(finding) for finding in found]
    return library


def entry_of(library: Library, key: str) -> Entry:
    return library.by_key[key]


def write_tree(root: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write files below `root`/jd_source, company.yml and unit.yml added as in `sources_of`; return `root`."""
    units = {path.split("/")[0] for path in files if "/" in path} - {"knowledge"}
    added: dict[str, str | bytes] = {"company.yml": COMPANY, **{f"{unit}/unit.yml": UNIT for unit in units}}
    for path, content in (added | dict(files)).items():
        file = root / FOLDER / path
        file.parent.mkdir(parents=True, exist_ok=True)
        raw = content if isinstance(content, bytes) else textwrap.dedent(content).encode()
        file.write_bytes(raw)
    return root


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder, byte for byte."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
