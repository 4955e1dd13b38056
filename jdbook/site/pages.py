"""Pages: the whole wiki as plain files by their path below the pages folder. Pure but for reading the templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import jinja2

from jdbook.filenames import safe
from jdbook.findings import Rule
from jdbook.library import Entry, UnitEntry
from jdbook.site import traces
from jdbook.site.boxes import unit_boxes, upper_boxes
from jdbook.site.brand import brand_css
from jdbook.site.changes import Change, changes, changes_values
from jdbook.site.charts import chart_pages
from jdbook.site.compare import TITLE, compare_files, compare_pages
from jdbook.site.errors import TemplateError
from jdbook.site.forms import forms_pages, units_with_forms
from jdbook.site.glance import kind_of
from jdbook.site.here import Here
from jdbook.site.indexes import index_files, index_pages, indexes_in, indexes_of
from jdbook.site.learning import learning_pages
from jdbook.site.listing import positions_json
from jdbook.site.literal import line
from jdbook.site.memo import Memo, made_anew
from jdbook.site.paths import (
    CHANGES,
    CHECKS,
    COMPARE,
    FORMS,
    GLOSSARY,
    HOME,
    KNOWLEDGE,
    POSITIONS,
    book_file,
    chart_page,
    index_page,
    position_page,
)
from jdbook.site.reading_path import minutes
from jdbook.site.role import role_values
from jdbook.site.search import SEARCH_DATA, search_data
from jdbook.site.spec import PageSpec
from jdbook.site.templates import environment, render, stamps
from jdbook.site.wiki import Folder, Wiki

Files = dict[str, str | bytes]

ASSETS = "assets"
FAMILIES = (
    ("JD0", "读取文件", "文件能不能读、键和值写得对不对。"),
    ("JD1", "组织关系", "上级、下级、部门之间对不对得上。"),
    ("JD2", "文本内容", "职责、权限、要求写得清不清楚。"),
    ("JD3", "用工合规", "文本有没有违反法律法规的风险。"),
    ("JD4", "文件控制", "编号、版本、审批和复核。"),
    ("JD5", "知识库", "文章、术语、自测里的名称和链接对不对得上，有没有人用。"),
    ("JD6", "签收名单", "谁签哪一份，名单里写得清不清楚。"),
)
_OTHERS = ("", "其他", "")
_LATEST = 6


def pages(
    wiki: Wiki, rules: Sequence[Rule], template_dirs: Sequence[Path], memo: Memo | None = None
) -> Files:
    """Return the files of the wiki by POSIX path: Markdown pages, assets, positions.json, and what search finds.

    `template_dirs` are folders like templates/site/, the user's before the built-in one. Private fields are in none of
    the files, since they are in no wiki. A broken template raises SiteError.
    A `memo` kept from call to call saves making again what has not changed.
    """
    if memo:
        memo.begin(
            (
                wiki.library.company,
                wiki.knowledge.terms,
                [unit.id for unit in wiki.units],
                _told(wiki),
                wiki.is_comparable,
                stamps(template_dirs),
            )
        )
    remember = memo.text if memo else made_anew
    env = environment(template_dirs)
    files: Files = {
        page.path: remember(page.path, page.trace, partial(_text, env, page)) for page in _specs(wiki, rules)
    }
    files[POSITIONS] = positions_json(wiki, remember)
    files[SEARCH_DATA] = search_data(wiki, remember)
    files |= index_files(wiki, remember) | compare_files(wiki, remember)
    return files | assets(template_dirs) | {f"{ASSETS}/brand.css": brand_css(wiki.library.company)}


def _told(wiki: Wiki) -> tuple[tuple[object, ...], ...]:
    """Return what positions say of the knowledge base, besides its terms."""
    pages = wiki.knowledge.pages
    return tuple((one.id, one.record.title, kind_of(one), one.record.summary, minutes(one)) for one in pages)


def _specs(wiki: Wiki, rules: Sequence[Rule]) -> Iterator[PageSpec]:
    """Yield every page of the wiki."""
    yield from _overview(wiki)
    yield from chart_pages(wiki)
    yield from _positions(wiki)
    yield from learning_pages(wiki)
    yield from forms_pages(wiki)
    yield from index_pages(wiki)
    yield from compare_pages(wiki)
    yield from _changes(wiki)
    yield _checks(wiki, rules)


def _text(env: jinja2.Environment, page: PageSpec) -> str:
    return _tidy(render(env, page.template, page.values()))


def _tidy(text: str) -> str:
    """Return the text without trailing blanks and with single blank lines, as Markdown wants it."""
    lines = "\n".join([line.rstrip(" \t") for line in text.split("\n")])
    return re.sub(r"\n{3,}", "\n\n", lines).strip("\n") + "\n"


def _overview(wiki: Wiki) -> Iterator[PageSpec]:
    """Yield the pages of units and departments."""
    for unit in wiki.units:
        yield PageSpec(index_page(unit.id), "unit", partial(_unit, wiki, unit), partial(_seen, wiki, unit))
        for folder in wiki.departments(unit.id):
            values = partial(_department, wiki, unit, folder)
            trace = partial(traces.of_department, wiki, unit, folder)
            yield PageSpec(index_page(unit.id, folder.path), "department", values, trace)


def _seen(wiki: Wiki, unit: UnitEntry) -> traces.Trace:
    return indexes_of(wiki, unit.id), traces.of_unit(wiki, unit)


def _positions(wiki: Wiki) -> Iterator[PageSpec]:
    """Yield the pages of live positions, and the notices of withdrawn ones."""
    for entry in wiki.live:
        yield PageSpec(
            position_page(entry),
            "position",
            partial(role_values, wiki, entry),
            partial(traces.of_position, wiki, entry),
        )
    for entry in wiki.stubs:
        yield PageSpec(
            position_page(entry),
            "withdrawn",
            partial(_withdrawn, wiki, entry),
            partial(traces.of_notice, wiki, entry),
        )


def _changes(wiki: Wiki) -> Iterator[PageSpec]:
    """Yield the home page, which tells the latest changes, and the list of all."""
    found = changes(wiki)
    yield PageSpec(HOME, "home", partial(_home, wiki, found), partial(_seen_at_home, wiki, found))
    for values in changes_values(wiki, found):
        trace = partial(traces.of_changes, wiki, values["changes"], values["count"])
        yield PageSpec(values["here"].path, "changes", partial(dict, values), trace)


def _seen_at_home(wiki: Wiki, found: Sequence[Change]) -> traces.Trace:
    return indexes_in(wiki), bool(units_with_forms(wiki)), traces.of_home(wiki, found[:_LATEST])


def _checks(wiki: Wiki, rules: Sequence[Rule]) -> PageSpec:
    here = Here(wiki, CHECKS)
    values = {"here": here, "crumbs": here.way(), "families": tuple(families(rules))}
    return PageSpec(CHECKS, "checks", partial(dict, values), partial(tuple, rules))


def _withdrawn(wiki: Wiki, entry: Entry) -> Mapping[str, Any]:
    here = Here(wiki, position_page(entry), entry.unit)
    return {"here": here, "entry": entry, "crumbs": here.way(entry.unit, entry.department)}


def _home(wiki: Wiki, found: Sequence[Change]) -> Mapping[str, Any]:
    return {
        "here": Here(wiki, HOME),
        "company": wiki.library.company,
        "indexes": indexes_in(wiki),
        "compare_page": COMPARE if wiki.is_comparable else "",
        "compare_title": TITLE,
        "units": [
            {
                "unit": unit,
                "page": index_page(unit.id),
                "departments": wiki.departments(unit.id),
                "count": wiki.count(unit.id),
                "chart": chart_page(unit.id) if wiki.reporting(unit.id) else "",
                "hue": wiki.unit_hue(unit.id),
            }
            for unit in wiki.units
        ],
        "departments": sum(len(wiki.departments(unit.id)) for unit in wiki.units),
        "department_page": index_page,
        "knowledge": wiki.knowledge,
        "knowledge_page": KNOWLEDGE,
        "glossary_page": GLOSSARY,
        "forms_page": FORMS if units_with_forms(wiki) else "",
        "changes": found[:_LATEST],
        "changes_page": CHANGES,
        "checks_page": CHECKS,
    }


def _unit(wiki: Wiki, unit: UnitEntry) -> Mapping[str, Any]:
    here = Here(wiki, index_page(unit.id), unit.id)
    return {
        "here": here,
        "crumbs": here.way(),
        "unit": unit,
        "indexes": indexes_of(wiki, unit.id),
        "folders": wiki.folders(unit.id),
        "departments": wiki.departments(unit.id),
        "department_page": index_page,
        "count": wiki.count(unit.id),
        "rows": wiki.chart(unit.id),
        "boxes": upper_boxes(unit_boxes(wiki, unit.id), chart_page(unit.id)),
        "chart_page": chart_page(unit.id),
    }


def _department(wiki: Wiki, unit: UnitEntry, folder: Folder) -> Mapping[str, Any]:
    here = Here(wiki, index_page(unit.id, folder.path), unit.id)
    return {
        "here": here,
        "crumbs": here.way(unit.id, folder.path),
        "unit": unit,
        "folder": folder,
        "rows": wiki.chart_of(folder),
        "word": book_file(unit.id, folder.path),
        "word_name": safe(f"岗位手册 {folder.name}.docx"),
    }


def families(rules: Iterable[Rule]) -> Iterator[tuple[str, str, tuple[Rule, ...]]]:
    """Yield name, description and rules of each family of checks that has any, in the order of their codes."""
    ordered = sorted(rules, key=lambda rule: rule.code)
    known = tuple(prefix for prefix, *_ in FAMILIES)
    for prefix, name, about in (*FAMILIES, _OTHERS):
        here = tuple(
            r for r in ordered if (r.code.startswith(prefix) if prefix else not r.code.startswith(known))
        )
        if here:
            yield name, about, here


def assets(template_dirs: Sequence[Path]) -> Files:
    """Return the files below assets/ of every template folder as they are; an earlier folder's file wins."""
    found: Files = {}
    for folder in reversed(template_dirs):
        for file in sorted(path for path in (folder / ASSETS).rglob("*") if path.is_file()):
            try:
                found[file.relative_to(folder).as_posix()] = file.read_bytes()
            except OSError as error:
                raise TemplateError(
                    f"读不出 {file}（{error.strerror}）：检查权限，或恢复原来的文件"
                ) from error
    return found


def navigation(wiki: Wiki) -> list[dict[str, Any]]:
    """Return the navigation as MkDocs writes it: home, indexes, units with their departments, changes, checks. No positions."""
    units = [{str(line(unit.unit.name)): _unit_items(wiki, unit)} for unit in wiki.units]
    indexes = [{index.title: index.page} for index in indexes_in(wiki)]
    comparing = [{TITLE: COMPARE}] if wiki.is_comparable else []
    return [
        {"首页": HOME},
        *indexes,
        *comparing,
        *units,
        *_reading_items(wiki),
        {"变更": CHANGES},
        {"检查说明": CHECKS},
    ]


def _reading_items(wiki: Wiki) -> Iterator[dict[str, Any]]:
    if not wiki.knowledge.is_empty:
        glossary = [{"术语表": GLOSSARY}] if wiki.knowledge.terms else []
        yield {str(line(wiki.knowledge.home.record.name)): [KNOWLEDGE, *glossary]}
    if units_with_forms(wiki):
        yield {"表单": FORMS}


def _unit_items(wiki: Wiki, unit: UnitEntry) -> list[Any]:
    departments = [{str(line(d.name)): index_page(unit.id, d.path)} for d in wiki.departments(unit.id)]
    chart = [{"组织架构图": chart_page(unit.id)}] if wiki.reporting(unit.id) else []
    return [index_page(unit.id), *chart, *departments]
