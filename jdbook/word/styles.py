"""Styles: what the template's named styles are called inside the file, how large they are and how they number."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from docx.oxml.ns import qn

from jdbook.word.looks import NUMBERED, STYLES, NamedStyles
from jdbook.word.parts import Package, TemplateError

_PART = "word/styles.xml"
_SMALLEST = "20"  # half-points: what Word takes where nothing is said


def named_styles(source: Package) -> NamedStyles:
    """Return what the styles say; TemplateError names those that are missing, or that should number and don't."""
    root = source.parse(_PART)
    styles = {_name(style): style for style in root.findall(qn("w:style"))}
    if lacking := [name for name in STYLES if name not in styles]:
        problem = f"缺少样式：{'、'.join(lacking)}"
        raise TemplateError(source.path, problem, "在 Word 的样式窗格里按这个名称新建，或照自带的模板补上")
    numbers = {name: styles[name].find(f"{qn('w:pPr')}//{qn('w:numId')}") for name in NUMBERED}
    if bare := [name for name, number in numbers.items() if number is None]:
        problem = f"样式没有连到多级编号：{'、'.join(bare)}"
        raise TemplateError(source.path, problem, "在“定义新的多级列表”里把各级别链接到这些样式")
    ids = {name: str(style.get(qn("w:styleId"))) for name, style in styles.items()}
    by_id = {ids[name]: style for name, style in styles.items()}
    default = root.find(f"{qn('w:docDefaults')}//{qn('w:sz')}")
    size = _SMALLEST if default is None else str(default.get(qn("w:val")))
    ems = {id_: 10 * int(_size(style, by_id) or size) for id_, style in by_id.items()}
    return NamedStyles(ids, ems, str(numbers[NUMBERED[0]].get(qn("w:val"))))


def _name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val")))


def _size(style: Any, by_id: Mapping[str, Any]) -> str:
    """Return a style's size in half-points, its own or that of a style it is based on; "" where none says."""
    for _ in by_id:  # no chain is longer, unless it bites its own tail
        size = style.find(f"{qn('w:rPr')}/{qn('w:sz')}")
        if size is not None:
            return str(size.get(qn("w:val")))
        base = style.find(qn("w:basedOn"))
        if base is None or base.get(qn("w:val")) not in by_id:
            return ""
        style = by_id[base.get(qn("w:val"))]
    return ""
