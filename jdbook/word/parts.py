"""Parts: a Word file as its parts by name, read with distrust and written so that the same parts give the same bytes.

Parts are stored, not compressed: how well deflate packs differs between zlib versions and with it the bytes, and a
form is small. Every entry bears the date zip starts at, and the mark of the same system everywhere.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx.oxml.parser import parse_xml
from lxml import etree

from jdbook.errors import Stop, from_os

MAIN_PART, TYPES_PART = "word/document.xml", "[Content_Types].xml"
MAX_PARTS, MAX_BYTES = 300, 30_000_000
_DATE = (1980, 1, 1, 0, 0, 0)
_OLE = b"\xd0\xcf\x11\xe0"


class TemplateError(Stop):
    """The Word template can't be used; the text says what is missing or broken in it."""

    def __init__(
        self, path: Path, problem: str, remedy: str = "用自带的 templates/word/form.docx 替换它，或照它改"
    ) -> None:
        super().__init__(f"Word 模板用不了：{path}\n  原因：{problem}\n  办法：{remedy}")


@dataclass(frozen=True, slots=True)
class Relation:
    """How a part refers to another one, or to something outside the file; `kind` is the last word of its type."""

    id: str
    kind: str
    type: str
    target: str
    external: bool

    def row(self, name: str) -> tuple[str, str, str, bool]:
        """Return the relation as the part `name` writes it: paths start from its folder."""
        target = self.target if self.external else posixpath.relpath(self.target, posixpath.dirname(name))
        return self.id, self.type, target, self.external


@dataclass(frozen=True, slots=True)
class Package:
    """A Word file that was read: where from, and its parts by name."""

    path: Path
    parts: Mapping[str, bytes]

    def parse(self, name: str) -> Any:
        """Return a part's root element; document types, which could define entities, are refused."""
        try:
            root: Any = parse_xml(self.part(name))
        except etree.XMLSyntaxError as error:
            raise TemplateError(self.path, f"{name} 不是完整的 XML（第 {error.lineno} 行）") from error
        if root.getroottree().docinfo.doctype:
            raise TemplateError(self.path, f"{name} 含有文档类型声明，Word 不会这样写")
        return root

    def part(self, name: str) -> bytes:
        """Return the content of a part that must be there."""
        if name not in self.parts:
            raise TemplateError(self.path, f"文件包里缺少 {name}")
        return self.parts[name]

    def relations(self, name: str) -> list[Relation]:
        """Return what the part `name` refers to; internal targets are names of parts."""
        rels, folder = relations_of(name), posixpath.dirname(name)
        return [_relation(folder, row.attrib) for row in self.parse(rels)] if rels in self.parts else []


def relations_of(name: str) -> str:
    """Return the name of the part that holds the relations of the part `name`; those of the package for ""."""
    return posixpath.join(posixpath.dirname(name), "_rels", f"{posixpath.basename(name)}.rels")


def read(path: Path) -> Package:
    """Return the Word file at `path`; TemplateError where it is no readable .docx of sane size."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise TemplateError(path, "找不到这个文件", "恢复自带的 templates/word/form.docx") from None
    except OSError as error:
        raise from_os(error, "读取 Word 模板") from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_size(path, archive)
            parts = {info.filename: archive.read(info) for info in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise _not_a_docx(path, data) from error
    if MAIN_PART not in parts:
        raise _not_a_docx(path, data)
    return Package(path, parts)


def _check_size(path: Path, archive: zipfile.ZipFile) -> None:
    """Raise for a file that holds a part twice or would unpack to something huge."""
    infos = archive.infolist()
    if len({info.filename for info in infos}) < len(infos):
        raise TemplateError(path, "文件包里有重名的部件")
    if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_BYTES:
        raise TemplateError(path, "文件过大（超过 300 个部件或 30 MB）", "去掉大图片和嵌入的对象")


def _not_a_docx(path: Path, data: bytes) -> TemplateError:
    if data.startswith(_OLE):
        return TemplateError(
            path, "是旧版 .doc 格式，或设了打开密码", "在 Word 或 WPS 里去掉密码，另存为 .docx"
        )
    return TemplateError(path, "不是 .docx 文件，或已损坏")


def _relation(folder: str, row: Mapping[str, str]) -> Relation:
    external, target = row.get("TargetMode") == "External", row.get("Target", "")
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    kind = row.get("Type", "")
    return Relation(row.get("Id", ""), kind.rpartition("/")[2], kind, target, external)


def write(parts: Iterable[tuple[str, Iterable[bytes]]]) -> bytes:
    """Return the Word file with these parts in this order; a part comes in pieces, so that a large one is held once."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, pieces in parts:
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system = 0
            with archive.open(info, "w") as entry:
                for piece in pieces:
                    entry.write(piece)
    return buffer.getvalue()
