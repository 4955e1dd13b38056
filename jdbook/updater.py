"""Updater: our own Word and Excel files, edited by people, back into the files of the positions (`import --update`). The rim."""

from __future__ import annotations

import json
import os
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from jdbook import console, publish
from jdbook.errors import Stop, from_os
from jdbook.findings import Finding, errors
from jdbook.inheritance import line_of
from jdbook.intake import Unreadable, content, sources
from jdbook.library import Entry, Library
from jdbook.loading import Loaded, load
from jdbook.report import as_text
from jdbook.roundtrip.changes import changes
from jdbook.roundtrip.documents import OLD, Read, read_ours
from jdbook.roundtrip.inherited import Above
from jdbook.roundtrip.outcome import Outcome, closing, lines, plain
from jdbook.roundtrip.patching.patch import data_of
from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.update import Update, updated

_MOST = 200_000_000  # bytes
_NOT_OURS = "--update 只用于本库导出的 Word 和 Excel；要导入别的文件，去掉 --update"


def bring_back(root: Path, paths: Sequence[Path], *, as_json: bool = False) -> int:
    """Update the library from documents of ours; return 1 where something was not written or is to be looked at.

    With `as_json` nothing is written: what would be is printed.
    """
    files = sources(paths)
    with publish.only_one(root):
        updater = _Updater(root, load(root), write=not as_json)
        for file, name in zip(files, _names(files), strict=True):
            updater.take(file, name, tell=None if as_json else _teller(name if len(files) > 1 else ""))
    if as_json:
        console.data(
            json.dumps([plain(one) for one in updater.outcomes], ensure_ascii=False, indent=1) + "\n"
        )
    for line in (*updater.unread, *closing(updater.outcomes, written=not as_json)):
        console.notice(line)
    return int(bool(updater.unread) or any(one.is_open for one in updater.outcomes))


def _names(files: Sequence[Path]) -> list[str]:
    """Return what documents are called: by their names, or where two have the same by their paths."""
    counts = Counter(file.name for file in files)
    return [file.name if counts[file.name] == 1 else str(file) for file in files]


def _teller(heading: str) -> Callable[[Outcome], None]:
    """Return what prints the outcomes of a document under its heading: at once, for they have been written."""
    headings = [f"【{heading}】"] if heading else []

    def tell(outcome: Outcome) -> None:
        if found := [*lines(outcome)]:
            console.data("".join(f"{line}\n" for line in (*headings, *found)))
            headings.clear()

    return tell


@dataclass
class _Updater:
    """Takes documents one after the other; a later one sees what an earlier one wrote.

    `changed` are the documents that changed a file so far, each with the field it changed.
    """

    root: Path
    loaded: Loaded
    write: bool
    outcomes: list[Outcome] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    changed: defaultdict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    @property
    def library(self) -> Library:
        return self.loaded.library

    def take(self, file: Path, name: str, tell: Callable[[Outcome], None] | None) -> None:
        """Put what came back in a document into the library."""
        try:
            for outcome in self._outcomes(file, name):
                self.outcomes.append(outcome)
                if tell:
                    tell(outcome)
        except Unreadable as why:
            self.unread.append(f"没有读取 {file}：{why}")

    def _outcomes(self, file: Path, name: str) -> Iterator[Outcome]:
        """Yield what became of each position in a document, written as it goes."""
        found = _read(file)
        if found.doubts:
            yield Outcome(name, name, "", Returned("", {}, {}, found.doubts))
        for returned in sorted(found.returned, key=self._depth):
            entry = self.library.by_key.get(returned.key)
            if entry:
                yield self._updated(name, entry, returned)
            else:
                title = str(returned.edited.get("title") or returned.base.get("title") or "")
                yield Outcome(name, title, "", returned, lost=tuple(self._lost(returned)))

    def _depth(self, returned: Returned) -> int:
        """Return how many positions one takes text over from: those are to be written before it is looked at."""
        entry = self.library.by_key.get(returned.key)
        return len(_line_of(self.library, returned.key)) if entry and entry.own.extends else 0

    def _updated(self, document: str, entry: Entry, returned: Returned) -> Outcome:
        path, earlier = self.root / entry.source.file, tuple(self.changed[entry.source.file])
        try:
            above = _above(self.root, self.library, entry) if returned.base != returned.edited else ()
            update = updated(returned, _text(path), above)
        except Stop as stop:
            update = Update("", changes(returned.base, returned.edited), refused=_in_line(stop))
        outcome = Outcome(document, entry.title, entry.source.file, returned, update, earlier=earlier)
        if self.write and outcome.is_changed and (why := _not_written(path, update.text)):
            return replace(outcome, update=replace(update, refused=why))
        if self.write:
            self.changed[entry.source.file] += outcome.fields
        return outcome

    def _lost(self, returned: Returned) -> Iterator[str]:
        """Yield why there is no position for what came back, and what to do."""
        if wrong := _wrong_with(self.loaded.findings, returned.key):
            yield "岗位文件读不出来，请先照下面改好，再运行一次；它的改动没有写入"
            yield from as_text(wrong).splitlines()
            return
        yield f"库里没有 {returned.key}，可能改了文件名或已删除；它的改动没有写入"
        for entry in _probable(self.library, returned):
            yield f"可能就是“{entry.title}”（{entry.source.file}）：是的话，请到那里照下面改"


def _wrong_with(findings: Sequence[Finding], key: str) -> list[Finding]:
    """Return the errors in the file of a position, wherever in its unit it lies."""
    unit, _, name = key.partition("/")
    return [
        one
        for one in errors(findings)
        if (steps := one.place.file.split("/"))[1:2] == [unit] and steps[-1] == f"{name}.yml"
    ]


def _probable(library: Library, returned: Returned) -> list[Entry]:
    """Return the positions that a renamed one may be: of the same code, else of the same title in its unit."""
    code, title, unit = returned.base.get("code"), returned.base.get("title"), returned.key.partition("/")[0]
    same = [entry for entry in library.entries if code and entry.position.code == code]
    return same or [
        entry for entry in library.entries if title and (entry.unit, entry.title) == (unit, title)
    ]


def _line_of(library: Library, key: str) -> list[str]:
    return line_of(key, {one: entry.own for one, entry in library.by_key.items()})


def _above(root: Path, library: Library, entry: Entry) -> list[Above]:
    """Return the positions whose text a position takes over as their files say it now, the nearest first.

    Stop where one is missing.
    """
    if not entry.own.extends:
        return []
    chain = _line_of(library, entry.key)[1:]
    found = [library.by_key[key] for key in chain]
    if not found or found[-1].own.extends:
        raise Stop("它继承的岗位找不到或读不出来，没有改动。先运行 python build.py check，照提示改好。")
    return [Above(one.title, one.source.file, data_of(_text(root / one.source.file))) for one in found]


def _not_written(path: Path, text: str) -> str:
    """Write a position's file; return in Chinese why it could not be, "" if it was. The others are to go on."""
    try:
        # An atomic replacement only asks the folder, so what the file itself says is to be asked before.
        if not (path.stat().st_mode & 0o222 and os.access(path, os.W_OK)):
            return "它是只读的，没有改动；去掉文件的只读属性，再运行一次"
        publish.write_file(path, text.encode())
    except OSError as error:
        return _in_line(from_os(error, "写岗位文件"))
    return ""


def _in_line(stop: Stop) -> str:
    return str(stop).replace("。\n", "\n").replace("\n  ", "；")


def _read(file: Path) -> Read:
    """Return the positions in a document of ours and doubts about it as a whole; Unreadable says why there are none."""
    found = read_ours(content(file, _MOST))
    if found.reason:
        raise Unreadable(found.reason if found.reason == OLD else f"{found.reason}；{_NOT_OURS}")
    return found


def _text(path: Path) -> str:
    """Return a file's text with the line ends and the mark at its beginning that it has."""
    try:
        return path.read_bytes().decode()
    except OSError as error:
        raise from_os(error, "读岗位文件") from error
    except UnicodeDecodeError:
        raise Stop(
            f"{path} 不是 UTF-8 编码，没有改动。\n  用记事本打开，另存为时编码选 UTF-8，再运行一次。"
        ) from None
