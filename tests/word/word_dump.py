"""Dump: a Word file as text a person can read and a diff can show: structure, styles and words, without looks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree
from word_makers import W, parts_of, style_of, text_of

KEPT = "↓"  # a paragraph that stays with what follows


def dump(data: bytes) -> str:
    """Return the document's properties, its body, and every header and footer."""
    parts = parts_of(data)
    lines = ["== 属性"]
    lines += [
        f"{row.tag.rpartition('}')[2]}: {row.text}" for row in etree.fromstring(parts["docProps/core.xml"])
    ]
    lines += ["== 正文", *_blocks(etree.fromstring(parts["word/document.xml"]).find(f"{W}body"))]
    for name in parts:
        if name.startswith(("word/header", "word/footer")):
            lines += [f"== {name}", *_blocks(etree.fromstring(parts[name]))]
    return "\n".join(lines) + "\n"


def _blocks(parent: Any) -> Iterator[str]:
    for element in parent:
        if element.tag == f"{W}p":
            yield from _paragraph(element)
        elif element.tag == f"{W}tbl":
            yield from _table(element)
        elif element.tag == f"{W}bookmarkStart":
            yield f"@{element.get(f'{W}name')}"
        elif element.tag == f"{W}sectPr":
            yield _section(element)


def _paragraph(paragraph: Any) -> Iterator[str]:
    yield _words(paragraph)
    yield from (f"@{mark.get(f'{W}name')}" for mark in paragraph.iter(f"{W}bookmarkStart"))
    yield from (_section(each) for each in paragraph.iter(f"{W}sectPr"))


def _words(paragraph: Any) -> str:
    """Return a paragraph's style and text, with the codes of its fields and what it links to."""
    fields = [code.text.strip() for code in paragraph.iter(f"{W}instrText")]
    links = [link.get(f"{W}anchor") for link in paragraph.iter(f"{W}hyperlink")]
    kept = KEPT if paragraph.find(f"{W}pPr/{W}keepNext") is not None else ""
    more = "".join(f" ⟨{each}⟩" for each in [*fields, *links])
    shown = text_of(paragraph).replace("\n", "⏎").replace("\t", "→")
    return f"[{style_of(paragraph)}]{kept} {shown}{more}".rstrip()


def _section(properties: Any) -> str:
    refers = [child for child in properties if child.tag in (f"{W}headerReference", f"{W}footerReference")]
    start = properties.find(f"{W}pgNumType").get(f"{W}start")
    return f"---- 节（{len(refers)} 个页眉页脚，从第 {start} 页起）"


def _table(table: Any) -> Iterator[str]:
    grid = [column.get(f"{W}w") for column in table.findall(f"{W}tblGrid/{W}gridCol")]
    yield f"┌ {' '.join(grid)}"
    for row in table.findall(f"{W}tr"):
        flags = [
            mark
            for tag, mark in (("tblHeader", "表头"), ("cantSplit", "整行"))
            if row.find(f"{W}trPr/{W}{tag}") is not None
        ]
        yield f"├ {' '.join(flags)}"
        for cell in row.findall(f"{W}tc"):
            yield from _cell(cell)


def _cell(cell: Any) -> Iterator[str]:
    span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
    marks = f"×{span.get(f'{W}val')}" if span is not None else ""
    marks += {"restart": "┬", "continue": "│"}[merge.get(f"{W}val")] if merge is not None else ""
    for number, paragraph in enumerate(cell.findall(f"{W}p")):
        yield f"│ {'  ' if number else marks or '·'} {_words(paragraph)}"
