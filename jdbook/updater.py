"""Updater: our own Word and Excel files, edited by people, back into the files of the positions (`import --update`). The rim."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from jdbook import console, publish
from jdbook.errors import Stop, from_os
from jdbook.intake import Unreadable, sources
from jdbook.library import Library
from jdbook.loading import load
from jdbook.roundtrip.documents import Read, read_ours
from jdbook.roundtrip.merge import told_clash
from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.telling import told
from jdbook.roundtrip.update import Update, updated

_MOST = 200_000_000  # bytes
_NOT_OURS = "--update 只用于本库导出的 Word 和 Excel；要导入别的文件，去掉 --update"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a position that came back: the document it came from, its file, and the update; without a file, why."""

    document: str
    title: str
    file: str
    returned: Returned
    update: Update | None = None

    @property
    def is_open(self) -> bool:
        """Return whether somebody has to look at it."""
        update = self.update or Update("", refused="库里没有这个岗位")
        return bool(self.returned.doubts or update.clashes or update.refused)

    @property
    def is_changed(self) -> bool:
        return bool(self.update and self.update.changes and not self.update.refused)


def bring_back(root: Path, paths: Sequence[Path], *, as_json: bool = False) -> int:
    """Update the library from documents of ours; return 1 where something was not written or is to be looked at.

    With `as_json` nothing is written: what would be is printed.
    """
    files = sources(paths)
    unread: list[str] = []
    outcomes: list[Outcome] = []
    with publish.only_one(root):
        library = load(root).library
        for file in files:
            try:
                outcomes += _outcomes(root, library, file, write=not as_json)
            except Unreadable as why:
                unread.append(f"没有读取 {file}：{why}")
    if as_json:
        console.data(json.dumps([_plain(one) for one in outcomes], ensure_ascii=False, indent=1) + "\n")
    else:
        console.data("".join(f"{line}\n" for one in outcomes for line in _lines(one)))
    for line in (*unread, *_closing(outcomes, written=not as_json)):
        console.notice(line)
    return int(bool(unread) or any(one.is_open for one in outcomes))


def _outcomes(root: Path, library: Library, file: Path, *, write: bool) -> Iterator[Outcome]:
    """Yield what became of each position in a document, written as it goes: a later document sees it."""
    found = _read(file)
    if found.doubts:
        yield Outcome(file.name, file.name, "", Returned("", {}, {}, found.doubts))
    for returned in found.returned:
        entry = library.by_key.get(returned.key)
        if entry is None:
            title = str(returned.edited.get("title") or returned.base.get("title") or "")
            yield Outcome(file.name, title, "", returned)
            continue
        path = root / entry.source.file
        outcome = Outcome(file.name, entry.title, entry.source.file, returned, updated(returned, _text(path)))
        if write and outcome.is_changed and outcome.update:
            publish.write_file(path, outcome.update.text.encode())
        yield outcome


def _read(file: Path) -> Read:
    """Return the positions in a document of ours and doubts about it as a whole; Unreadable says why there are none."""
    try:
        if not file.is_file() or file.stat().st_size > _MOST:
            raise Unreadable("不是普通文件，或超过 200 MB")
        data = file.read_bytes()
    except OSError as error:
        raise Unreadable(str(from_os(error, "读取")).replace("\n  ", "；")) from error
    found = read_ours(data)
    if found.reason:
        raise Unreadable(f"{found.reason}；{_NOT_OURS}")
    return found


def _text(path: Path) -> str:
    """Return a file's text with the line ends and the mark at its beginning that it has."""
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError:
        raise Stop(
            f"{path} 不是 UTF-8 编码，没有改动任何文件。\n  用记事本打开，另存为时编码选 UTF-8，再运行一次。"
        ) from None


def _lines(outcome: Outcome) -> Iterator[str]:
    """Yield what to tell of a position; nothing of one that came back as it went out."""
    lines = [*_told(outcome)]
    if lines:
        yield f"{outcome.title or '（没有岗位名称）'}  {outcome.file or outcome.document}"
        yield from (f"  {line}" for line in lines)


def _told(outcome: Outcome) -> Iterator[str]:
    update = outcome.update
    if update:
        yield from (told(change) for change in update.changes)
        yield from map(told_clash, update.clashes)
        if update.refused:
            yield f"没有写入这个文件：{update.refused}"
    elif outcome.returned.key and outcome.returned.base != outcome.returned.edited:
        yield f"库里没有 {outcome.returned.key}，可能改了文件名或已删除；它的改动没有写入"
    yield from (f"请核对：{doubt}" for doubt in outcome.returned.doubts)


def _plain(outcome: Outcome) -> dict[str, object]:
    update = outcome.update or Update("")
    return {
        "document": outcome.document,
        "position": outcome.returned.key,
        "file": outcome.file,
        "changes": [
            asdict(change) | {"kind": change.kind.value, "told": told(change)} for change in update.changes
        ],
        "clashes": [asdict(clash) | {"told": told_clash(clash)} for clash in update.clashes],
        "refused": update.refused,
        "doubts": list(outcome.returned.doubts),
    }


def _closing(outcomes: Sequence[Outcome], *, written: bool) -> Iterator[str]:
    changed = [one for one in outcomes if one.is_changed]
    places = sum(len(one.update.changes) for one in changed if one.update)
    clashes = sum(len(one.update.clashes) for one in outcomes if one.update)
    if not changed:
        yield "没有要写入的改动。"
    elif written:
        yield (
            f"改了 {len({one.file for one in changed})} 个岗位的文件，共 {places} 处。\n"
            "  内容有改动的岗位，请改 version，并在 revisions 里写明改了什么；再运行 python build.py check。"
        )
    if clashes:
        yield f"{clashes} 处文件和文档都改过、改得不一样，没有写入；请看上面两边的文字，在岗位文件里定下来。"
