"""Package: the Word template, loaded once and checked, ready to make documents of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from jdbook.word.facts import CHECK_CODE, HANDBOOK, POSITION, QR_CODE, ROW
from jdbook.word.inspection import PAGE_PARTS, check_content, check_kind, safe_relations
from jdbook.word.layout import PLAIN, Layout
from jdbook.word.looks import SAMPLES, Looks, looks_of
from jdbook.word.ooxml import relationships
from jdbook.word.parts import MAIN_PART, TYPES_PART, Package, Relation, TemplateError, read, relations_of
from jdbook.word.pieces import FIELDS, places_of
from jdbook.word.sheets import (
    CIRCUMSTANCES,
    COVER,
    FORM,
    ONLY,
    Division,
    Sheet,
    divide,
    page_part,
    sheet,
)
from jdbook.word.styles import named_styles

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
    layout: Layout = PLAIN

    @classmethod
    def load(cls, path: Path) -> Self:
        """Return the template in the file at `path`; TemplateError says what it lacks or must not hold."""
        source = read(path)
        try:
            return cls._of(source)
        except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
            # What a program may write into a .docx knows no end; what we did not foresee is still the file's fault.
            raise TemplateError(path, f"内部结构和 Word 写的不一样（{error!r}）") from error

    @classmethod
    def _of(cls, source: Package) -> Self:
        check_kind(source)
        document = source.parse(MAIN_PART)
        relations = safe_relations(source, MAIN_PART)
        check_content(source, _edited_parts(source, document, relations))
        divisions = divide(source, document)
        looks = _looks(source, divisions[FORM], document.nsmap)
        page_parts = {each.id: page_part(source, each) for each in relations if each.kind in PAGE_PARTS}
        sheets = {page: sheet(each, page_parts, document.nsmap) for page, each in divisions.items()}
        _check_places(source, sheets)
        kept = tuple(each for each in relations if each.kind not in PAGE_PARTS)
        static = _static(source, relations)
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
        problem = f"“{FORM}”页缺少样表里的 {_braced(missing)}"
        raise TemplateError(source.path, problem, "照自带的模板补上这一格")
    looks = looks_of(form.samples, named_styles(source), declared)
    if len(looks.grid.widths) % 2 or min(len(looks.text.widths), len(looks.inner.widths)) < 2:
        raise TemplateError(source.path, f"“{FORM}”页的样表列数不对", "标签和内容成对，栏目在左、内容在右")
    return looks


def _braced(names: Iterable[str]) -> str:
    return "、".join(f"{{{{{name}}}}}" for name in names)


def _check_places(source: Package, sheets: Mapping[str, Sheet]) -> None:
    """Raise for a place that nothing is known for, and where no page of the form would bear the check code."""
    for page, each in sheets.items():
        edge = POSITION - {QR_CODE} if page == FORM else HANDBOOK
        inside = POSITION if page == FORM else HANDBOOK if page == COVER else HANDBOOK | ROW
        _check_known(source, f"“{page}”页", "占位符", each.names - FIELDS, inside)
        _check_known(source, f"“{page}”页的页眉页脚", "占位符", each.edge_names - FIELDS, edge)
        circumstances = {f"{ONLY}{name}" for name in each.circumstances}
        _check_known(
            source, f"“{page}”页", "条件", circumstances, {f"{ONLY}{name}" for name in CIRCUMSTANCES}
        )
    if CHECK_CODE not in sheets[FORM].edge_names:
        problem = f"“{FORM}”页的页眉页脚里没有 {_braced([CHECK_CODE])}"
        raise TemplateError(source.path, problem, "在页脚里补上，每一页都要能查对是哪份文本")


def _check_known(
    source: Package, where: str, what: str, used: AbstractSet[str], known: AbstractSet[str]
) -> None:
    if unknown := sorted(used - known):
        problem = f"{where}有不认识的{what} {_braced(unknown)}"
        raise TemplateError(source.path, problem, f"可以用的有：{_braced(sorted(known))}")


def _static(source: Package, relations: Iterable[Relation]) -> dict[str, bytes]:
    """Return the parts that every document takes over: those referred to, and what they refer to in turn."""
    static: dict[str, bytes] = {}
    waiting = [each for each in relations if not each.external]
    seen: set[str] = set()
    while waiting:
        each = waiting.pop(0)
        if each.target in seen:
            continue
        seen.add(each.target)
        refers = safe_relations(source, each.target)
        waiting += [one for one in refers if not one.external]
        if each.kind not in PAGE_PARTS:
            static[each.target] = source.part(each.target)
            if refers:
                static[relations_of(each.target)] = relationships(one.row(each.target) for one in refers)
    return static


def _types(source: Package, static: Mapping[str, bytes]) -> tuple[Types, Types]:
    """Return the content types by extension, and those of the static parts by name."""
    rows = [row.attrib for row in source.parse(TYPES_PART)]
    defaults = tuple((row["Extension"], row["ContentType"]) for row in rows if "Extension" in row)
    names = {row["PartName"].lstrip("/"): row["ContentType"] for row in rows if "PartName" in row}
    return defaults, tuple((name, names[name]) for name in static if name in names)


def _root(document: Any) -> str:
    """Return the inside of the main part's start tag: its namespaces, and which of them readers may ignore."""
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in document.nsmap.items())
    ignorable = document.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable")
    return f'{spaces} mc:Ignorable="{ignorable}"' if ignorable else spaces
