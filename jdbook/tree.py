"""Tree: the files of a library, read from disk. The only module that touches jd_source/ for reading.

Hostile or broken files (links, huge or unreadable ones, other encodings) become findings and are left out.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from jdbook import rules
from jdbook.findings import Finding, Place
from jdbook.source import Source

FOLDER = "jd_source"
MAX_BYTES = 1_000_000
MAX_DEPTH = 12
_ID = re.compile(r"[\w\u4e00-\u9fff][\w\u4e00-\u9fff-]*\.yml")
_FOLDER_NAME = re.compile(r"[\w\u4e00-\u9fff][\w\u4e00-\u9fff-]*")
_LITTER = frozenset({"thumbs.db", "desktop.ini", "icon\r", "jd.schema.json"})


@dataclass
class Tree:
    """The readable files of a library, by path below jd_source/, and what was found on the way."""

    sources: dict[str, Source] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    unreadable: set[str] = field(default_factory=set)

    def leave_out(self, path: str, finding: Finding) -> None:
        """Keep in mind that a file is there and can't be read, and why."""
        self.findings.append(finding)
        self.unreadable.add(path)


def read_tree(root: Path, known: Mapping[str, Source] = MappingProxyType({})) -> Tree:
    """Return the files below `root`/jd_source, in the order of their paths. Never raises for what users put there.

    Of files that say the same as in `known`, the sources there are used again, with what was understood of them.
    """
    tree = Tree()
    for path in sorted(_walk(root / FOLDER, root / FOLDER, tree)):
        _read_file(root / FOLDER / path, path, tree)
    tree.sources = {path: _same(known.get(path), source) for path, source in tree.sources.items()}
    tree.findings += _case_clashes(tree.sources)
    return tree


def _same(known: Source | None, source: Source) -> Source:
    return known if known is not None and known == source else source


def _walk(folder: Path, top: Path, tree: Tree) -> Iterator[str]:
    """Yield the paths of the files to read."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        tree.findings.append(_unreadable(_below(folder, top), error))
        return
    for entry in entries:
        if not (entry.name.startswith(("_", ".", "~$")) or entry.name.lower() in _LITTER):
            yield from _visit(entry, top, tree)


def _visit(entry: os.DirEntry[str], top: Path, tree: Tree) -> Iterator[str]:
    """Yield the paths of the files to read in a folder, or that of the file itself."""
    path = _below(Path(entry.path), top)
    if not entry.name.isprintable():
        tree.findings.append(_unprintable(path))
    elif entry.is_symlink():
        tree.findings.append(
            rules.SYMLINK.at(_place(path), "这是符号链接，没有读取", "把文件复制进来，或删掉这个链接")
        )
    elif entry.is_dir():
        tree.findings += _folder_findings(path, entry.name)
        if path.count("/") < MAX_DEPTH:
            yield from _walk(Path(entry.path), top, tree)
    elif not entry.is_file():  # a pipe or a device would never end
        tree.leave_out(path, _unreadable(path, OSError("不是普通文件")))
    else:
        tree.findings += _file_name_findings(path, entry.name)
        if entry.name.endswith(".yml") or _is_article(path):
            yield path


def _unprintable(path: str) -> Finding:
    """Return the finding for a name in another encoding or with control characters, which can't even be printed."""
    shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in path)
    return rules.BAD_FILE_NAME.at(
        _place(shown), "名称里有乱码或不可见的字符，没有读取", "改名，只用汉字、字母、数字、“-”和“_”"
    )


def _is_article(path: str) -> bool:
    return path.startswith("knowledge/") and path.endswith(".md")


def _below(path: Path, top: Path) -> str:
    return path.relative_to(top).as_posix()


def _place(path: str) -> Place:
    return Place(f"{FOLDER}/{path}" if path != "." else FOLDER)


def _folder_findings(path: str, name: str) -> list[Finding]:
    if path.count("/") >= MAX_DEPTH:
        return [rules.TOO_DEEP.at(_place(path), f"文件夹超过 {MAX_DEPTH} 层，没有读取", "减少层次")]
    if _FOLDER_NAME.fullmatch(name):
        return []
    return [
        rules.BAD_FILE_NAME.at(_place(path), f"文件夹名“{name}”不能用作 id", "只用汉字、字母、数字、“-”和“_”")
    ]


def _file_name_findings(path: str, name: str) -> list[Finding]:
    if _is_article(path) or _ID.fullmatch(name):
        return []
    if name.endswith((".yaml", ".yml.txt", ".YML", ".yaml.txt")):
        return [rules.WRONG_SUFFIX.at(_place(path), f"“{name}”的扩展名不是 .yml，没有读取", "改名为 .yml")]
    if name.endswith(".yml"):
        return [
            rules.BAD_FILE_NAME.at(
                _place(path), f"文件名“{name}”不能用作 id", "只用汉字、字母、数字、“-”和“_”"
            )
        ]
    return [
        rules.STRAY_FILE.at(_place(path), f"“{name}”不是岗位文件，没有读取", "移到别处，或改名为以“_”开头")
    ]


def _read_file(file: Path, path: str, tree: Tree) -> None:
    """Put the file's text into the tree, or the reason why it is left out."""
    try:
        if file.stat().st_size > MAX_BYTES:
            tree.leave_out(path, _too_large(path, file.stat().st_size))
            return
        raw = file.read_bytes()
    except OSError as error:
        tree.leave_out(path, _unreadable(path, error))
        return
    text = decode(raw)
    if text is None:
        tree.leave_out(
            path,
            rules.ENCODING.at(_place(path), _encoding_message(raw), "用记事本打开，另存为时编码选 UTF-8"),
        )
        return
    tree.sources[path] = Source(f"{FOLDER}/{path}", text)


def decode(raw: bytes) -> str | None:
    """Return UTF-8 bytes (a byte order mark is allowed) as text with plain line ends; None for anything else."""
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        return None


def _too_large(path: str, size: int) -> Finding:
    message = f"文件有 {size / 1_000_000:.1f} MB，超过 1 MB，没有读取"
    return rules.TOO_LARGE.at(_place(path), message, "检查是不是放错了文件")


def _encoding_message(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "文件是 UTF-16 编码，没有读取"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "文件不是文本，或编码无法识别，没有读取"
    return "文件看来是 GBK 编码，没有读取"


def _unreadable(path: str, error: OSError) -> Finding:
    reason = "没有读取权限" if isinstance(error, PermissionError) else f"{error.strerror or error}"
    if isinstance(error, FileNotFoundError) and path == ".":
        return rules.UNREADABLE.at(
            Place(FOLDER), "找不到 jd_source 文件夹", "在库的文件夹里运行，或用 --root 指明库在哪里"
        )
    return rules.UNREADABLE.at(_place(path), f"读不出来：{reason}", "关掉占用它的程序，检查权限后重试")


def _case_clashes(paths: Iterable[str]) -> list[Finding]:
    """Return a finding for every file and folder that some systems can't tell from another; not for what is in them."""
    names = sorted({name for path in paths for name in _with_parents(path)})
    counts = Counter(name.casefold() for name in names)
    return [
        rules.CASE_CLASH.at(_place(name), "另有一个名称只有大小写不同", "给其中一个改名")
        for name in names
        if counts[name.casefold()] > 1 and counts[name.rpartition("/")[0].casefold()] < 2
    ]


def _with_parents(path: str) -> Iterator[str]:
    while path:
        yield path
        path = path.rpartition("/")[0]
