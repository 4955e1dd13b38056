"""Makers for the tests of Word: the template and edited ones, copies out of text or blocks, documents taken apart."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import making
from lxml import etree

from jdbook.blocks import Body, Grid, Section
from jdbook.copies import Copy, copy_of
from jdbook.word.package import Template

TEMPLATE = Path(__file__).resolve().parents[2] / "templates/word/form.docx"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
COMPANY = "示例集团"
CASHIER = """\
title: 出纳员
code: SL-01
superior: {outside: 董事会}
purpose: 保管现金，办理收付
duties: [登记日记账, 核对余额]
status: 试行
version: "1.0"
"""


@cache
def template() -> Template:
    """Return the project's own template."""
    return Template.load(TEMPLATE)


def template_parts() -> dict[str, bytes]:
    return parts_of(TEMPLATE.read_bytes())


def parts_of(data: bytes) -> dict[str, bytes]:
    """Return the parts of a Word file by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def edited(folder: Path, *changes: tuple[str, str, str], **more: bytes) -> Path:
    """Return the path of a template in which, by part, an old text gave way to a new one everywhere."""
    parts = template_parts()
    for name, old, new in changes:
        assert old.encode() in parts[name], f"{name} holds no {old}"
        parts[name] = parts[name].replace(old.encode(), new.encode())
    return put(folder, zipped(parts | more))


def put(folder: Path, data: bytes) -> Path:
    path = folder / "form.docx"
    path.write_bytes(data)
    return path


def copy(text: str = CASHIER, *, public: bool = False, private: Sequence[str] = ()) -> Copy:
    """Return the copy of the position in a text, the only one of its library, which keeps these keys private."""
    company = f"{making.COMPANY}private: [{', '.join(private)}]\n" if private else making.COMPANY
    library = making.library_of({"company.yml": company, "sample/clerk.yml": text})
    return copy_of(library, library.by_key["sample/clerk"], public=public)


def copy_with(*sections: Section, names: Mapping[str, str] | None = None) -> Copy:
    """Return a copy of exactly these sections after an identity block; `names` are titles by `unit/id`."""
    identity = Section("identity", "基本信息", (Grid((("岗位名称", ("出纳员",)), ("岗位编号", ("SL-01",)))),))
    return replace(copy(), sections=(identity, *sections), names=names or {})


def section(*bodies: Body, label: str = "主要职责", key: str = "duties") -> Section:
    return Section(key, label, bodies)


def root(data: bytes, name: str = "word/document.xml") -> Any:
    """Return the root element of a part of a Word file."""
    return etree.fromstring(parts_of(data)[name])


def fragment(xml: str) -> Any:
    """Return some generated XML as children of one element, with the namespaces it may use."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _SPACES.items())
    return etree.fromstring(f"<box {spaces}>{xml}</box>")


_SPACES = {
    "w": W[1:-1],
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


def text_of(element: Any) -> str:
    """Return what a reader sees of an element: text, line breaks and tabs."""
    shown = {f"{W}br": "\n", f"{W}tab": "\t"}
    marks = [node for node in element.iter(f"{W}t", *shown) if node.getparent().tag == f"{W}r"]
    return "".join(shown.get(node.tag) or node.text or "" for node in marks)


def paragraphs(element: Any) -> list[tuple[str, str]]:
    """Return style name and text of every paragraph of an element, empty ones left out."""
    found = [(style_of(each), text_of(each)) for each in element.iter(f"{W}p")]
    return [(style, text) for style, text in found if text]


def style_of(paragraph: Any) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else _style_names().get(style.get(f"{W}val"), style.get(f"{W}val"))


@cache
def _style_names() -> dict[str, str]:
    styles = etree.fromstring(template_parts()["word/styles.xml"]).iter(f"{W}style")
    return {style.get(f"{W}styleId"): style.find(f"{W}name").get(f"{W}val") for style in styles}
