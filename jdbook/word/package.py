"""Package: the Word template, loaded once and checked, ready to make documents of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from docx.oxml.ns import qn

from jdbook.word.facts import CHECK_CODE, HANDBOOK, POSITION, ROW
from jdbook.word.inspection import PAGE_PARTS, check_content, check_kind, safe_relations
from jdbook.word.looks import NUMBERED, SAMPLES, STYLES, Looks, NamedStyles, looks_of
from jdbook.word.parts import MAIN_PART, Package, Relation, TemplateError, read, relations_of
from jdbook.word.pieces import FIELDS, places_of
from jdbook.word.sheets import CIRCUMSTANCES, COVER, FORM, PAGES, Division, Sheet, divide, page_part, sheet

_STYLES, _TYPES = "word/styles.xml", "[Content_Types].xml"
Types = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Template:
    """The looks of all documents.

    `root` declares the namespaces of the main part; `static` parts stand in every document as they are, with the
    main part's relations to them, their content types by file extension (`defaults`) and by name (`overrides`).
    """

    root: str
    static: Mapping[str, bytes]
    relations: tuple[Relation, ...]
    defaults: Types
    overrides: Types
    looks: Looks
    sheets: Mapping[str, Sheet]

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return the template in the file at `path`; TemplateError says what it lacks or must not hold."""
        source = read(path)
        check_kind(source)
        document = source.parse(MAIN_PART)
        relations = safe_relations(source, MAIN_PART)
        check_content(source, _edited_parts(source, document, relations))
        divisions = divide(source, document)
        looks = _looks(source, divisions[FORM], document.nsmap)
        page_parts = {each.id: page_part(source, each) for each in relations if each.kind in PAGE_PARTS}
        sheets = {page: sheet(divisions[page], page_parts, document.nsmap) for page in PAGES}
        _check_places(source, sheets)
        kept = tuple(each for each in relations if each.kind not in PAGE_PARTS)
        static = dict(_static(source, relations))
        return cls(_root(document), static, kept, *_types(source, static), looks, sheets)


def _edited_parts(source: Package, document: Any, relations: Iterable[Relation]) -> Iterator[tuple[str, Any]]:
    """Yield the parts that people edit in Word: name and root."""
    yield MAIN_PART, document
    for each in relations:
        if each.kind in PAGE_PARTS:
            yield each.target, source.parse(each.target)


def _looks(source: Package, form: Division, declared: Mapping[str, str]) -> Looks:
    shown = {place for sample in form.samples for place in places_of(sample)}
    if missing := [place for place in SAMPLES if place not in shown]:
        raise TemplateError(
            source.path, f"“{FORM}”页缺少样表里的 {_braced(missing)}", "照自带的模板补上这一格"
        )
    return looks_of(form.samples, _named_styles(source), declared)


def _named_styles(source: Package) -> NamedStyles:
    root = source.parse(_STYLES)
    styles = {_name(style): style for style in root.findall(qn("w:style"))}
    if lacking := [name for name in STYLES if name not in styles]:
        raise TemplateError(
            source.path, f"缺少样式：{'、'.join(lacking)}", "在 Word 的样式窗格里新建，或照自带的模板补上"
        )
    numbers = {name: styles[name].find(f".//{qn('w:numId')}") for name in NUMBERED}
    if bare := [name for name, number in numbers.items() if number is None]:
        raise TemplateError(
            source.path, f"样式没有连到多级编号：{'、'.join(bare)}", "在“定义新的多级列表”里把级别链接到样式"
        )
    ids = {name: str(style.get(qn("w:styleId"))) for name, style in styles.items()}
    ems = {ids[name]: 10 * int(_size(root, style)) for name, style in styles.items()}
    return NamedStyles(ids, ems, numbers[NUMBERED[0]].get(qn("w:val")))


def _size(root: Any, style: Any) -> str:
    """Return a style's size in half-points, from the styles it is based on or the document's defaults if need be."""
    by_id = {each.get(qn("w:styleId")): each for each in root.findall(qn("w:style"))}
    for _ in by_id:  # a chain of styles is no longer than this, unless it bites its tail
        size, base = style.find(f"{qn('w:rPr')}/{qn('w:sz')}"), style.find(qn("w:basedOn"))
        if size is not None:
            return str(size.get(qn("w:val")))
        if base is None or base.get(qn("w:val")) not in by_id:
            break
        style = by_id[base.get(qn("w:val"))]
    default = root.find(f"{qn('w:docDefaults')}//{qn('w:sz')}")
    return "20" if default is None else str(default.get(qn("w:val")))


def _name(style: Any) -> str:
    name = style.find(qn("w:name"))
    return "" if name is None else str(name.get(qn("w:val")))


def _braced(names: Iterable[str]) -> str:
    return "、".join(f"{{{{{name}}}}}" for name in names)


def _check_places(source: Package, sheets: Mapping[str, Sheet]) -> None:
    """Raise for a place that nothing is known for, and where no page of the form would bear the check code."""
    for page, each in sheets.items():
        known = FIELDS | (POSITION if page == FORM else HANDBOOK if page == COVER else HANDBOOK | ROW)
        if unknown := sorted(each.names - known):
            names = "、".join(sorted(known - FIELDS))
            raise TemplateError(
                source.path, f"“{page}”页有不认识的占位符 {_braced(unknown)}", f"可以用的有：{names}"
            )
        if strange := sorted(each.circumstances - CIRCUMSTANCES):
            remedy = "可以用的有：" + "、".join(f"{{{{仅{name}}}}}" for name in sorted(CIRCUMSTANCES))
            raise TemplateError(source.path, f"“{page}”页有不认识的条件 {{{{仅{strange[0]}}}}}", remedy)
    if not any(CHECK_CODE in part.piece.names for part in sheets[FORM].page_parts):
        raise TemplateError(
            source.path,
            f"“{FORM}”页的页眉页脚里没有 {_braced([CHECK_CODE])}",
            "在页脚里补上，每页都要能查对文本",
        )


def _static(source: Package, relations: Iterable[Relation]) -> Iterator[tuple[str, bytes]]:
    """Yield the parts that every document takes over: those referred to, and what they refer to in turn."""
    for each in relations:
        if each.external:
            continue
        if each.kind not in PAGE_PARTS:
            yield each.target, _part(source, each.target)
        rels = relations_of(each.target)
        if each.kind not in PAGE_PARTS and rels in source.parts:
            yield rels, source.parts[rels]
        yield from _static(source, safe_relations(source, each.target))


def _part(source: Package, name: str) -> bytes:
    if name not in source.parts:
        raise TemplateError(source.path, f"文件包里缺少 {name}")
    return source.parts[name]


def _types(source: Package, static: Mapping[str, bytes]) -> tuple[Types, Types]:
    rows = [row.attrib for row in source.parse(_TYPES)]
    defaults = tuple((row["Extension"], row["ContentType"]) for row in rows if "Extension" in row)
    names = {row["PartName"].lstrip("/"): row["ContentType"] for row in rows if "PartName" in row}
    return defaults, tuple((name, names[name]) for name in static if name in names)


def _root(document: Any) -> str:
    """Return the inside of the main part's start tag: its namespaces, and which of them readers may ignore."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in document.nsmap.items())
    ignorable = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"
    return f'{spaces} mc:Ignorable="{document.get(ignorable)}"' if document.get(ignorable) else spaces
