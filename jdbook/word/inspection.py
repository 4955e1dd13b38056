"""Inspection: what a template must not hold, since every document made from it would hold it too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import qn

from jdbook.word.ooxml import word_type
from jdbook.word.parts import MAIN_PART, TYPES_PART, Package, Relation, TemplateError

PAGE_PARTS = frozenset(("header", "footer"))
KEPT = frozenset(("styles", "numbering", "settings", "theme", "fontTable", "footnotes", "endnotes", "image"))  # fmt: skip
DROPPED = frozenset(("customXml", "glossaryDocument", "stylesWithEffects", "webSettings", "comments", "people"))  # fmt: skip
_LINKS = ("http://", "https://", "mailto:")
_FIELDS = frozenset(("PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF", "REF", "SEQ", "STYLEREF", "SYMBOL", "TITLE", "DOCPROPERTY"))  # fmt: skip
_REVISIONS = ("ins", "del", "moveFrom", "moveTo", "pPrChange", "rPrChange", "tblPrChange", "trPrChange", "tcPrChange")  # fmt: skip


def check_kind(source: Package) -> None:
    """Raise unless the file is an ordinary document: no macros, no .dotx, not the strict variety."""
    kinds = {row.get("PartName"): row.get("ContentType") for row in source.parse(TYPES_PART)}
    is_main = kinds.get(f"/{MAIN_PART}") == word_type("document.main")
    if not is_main or source.parse(MAIN_PART).tag != qn("w:document"):
        raise TemplateError(
            source.path,
            "不是普通的 Word 文档（可能含宏，或是 .dotx、Strict Open XML）",
            "在 Word 里另存为“Word 文档 (*.docx)”",
        )


def safe_relations(source: Package, name: str) -> list[Relation]:
    """Return what a part refers to and documents may keep; TemplateError for what reaches outside or runs."""
    return [each for each in source.relations(name) if _is_safe(source, name, each)]


def _is_safe(source: Package, name: str, relation: Relation) -> bool:
    if relation.external and not (relation.kind == "hyperlink" and relation.target.startswith(_LINKS)):
        raise TemplateError(
            source.path,
            f"{name} 引用了文件以外的内容：{relation.target[:80]}",
            "图片改为“插入”而不是“链接到文件”；附加的模板改回 Normal（开发工具 → 文档模板）",
        )
    if relation.kind in DROPPED:
        return False
    if relation.external or relation.kind in KEPT or relation.kind in PAGE_PARTS:
        return True
    raise TemplateError(
        source.path, f"{name} 里有不能用的内容（{relation.kind}）", "删掉嵌入的对象、控件、图表或宏"
    )


def check_content(source: Package, roots: Iterable[tuple[str, Any]]) -> None:
    """Raise for tracked changes and for fields that fetch or run something, in parts given by name and root."""
    for name, root in roots:
        if any(root.find(f".//{qn(f'w:{tag}')}") is not None for tag in _REVISIONS):
            raise TemplateError(
                source.path, f"{name} 里有修订痕迹", "在 Word 里接受全部修订，关掉修订，再保存"
            )
        if strange := [code for code in _codes(root) if code.split()[0].upper() not in _FIELDS]:
            raise TemplateError(
                source.path,
                f"{name} 里有不能用的域：{strange[0].strip()[:40]}",
                "删掉这个域，改成文字或占位符",
            )


def _codes(root: Any) -> list[str]:
    """Return the instructions of all fields; a switch that stands alone continues the one before it."""
    complex_ = [code.text or "" for code in root.iter(qn("w:instrText"))]
    simple = [field.get(qn("w:instr"), "") for field in root.iter(qn("w:fldSimple"))]
    return [code for code in complex_ + simple if code.strip()[:1] not in ("", "\\")]
