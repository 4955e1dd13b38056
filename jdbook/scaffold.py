"""Scaffold: the file of a new position, with every key explained, that passes the check as a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from jdbook.errors import Stop
from jdbook.fields import FIELDS, Field
from jdbook.library import Entry, Library, UnitEntry
from jdbook.model import Group
from jdbook.selection import find_department, find_unit
from jdbook.writing import to_data, to_yaml

_ID = re.compile(r"(?!unit$)[^\W_][\w-]*")
_MAX_BYTES = 200
_EXAMPLES = {
    "duties": "[动词 + 对象 + 结果或标准]",
    "authority": "[{matter: 事项, action: 审批, limit: {below: 5000, unit: 元}}]",
    "forms": "[{name: 表单名称, handling: [填写, 提交], with_whom: 岗位名称}]",
    "collaboration": "[{with_whom: [岗位或部门], matter: 事项}]",
    "qualifications": "{education: 大专及以上, experience: 两年以上同岗位经验}",
    "conditions": "{place: 工作地点, hours: 标准工时}",
    "assessment": "[{item: 项目, standard: 标准, weight: 20%}]",
    "acting_for": "[{position: 岗位名称, when: 不在岗时}]",
    "effective": "2026-01-31",
    "review_by": "2027-01-31",
    "revisions": '[{version: "1.0", changes: 首次编制}]',
}


def scaffold(
    library: Library, title: str, unit: str, department: str = "", *, id: str = "", like: str = ""
) -> tuple[str, str]:
    """Return path below jd_source/ and text of the file for a new position; `like` is the id whose content is copied."""
    if re.search(r"[、，,；;]", title):
        raise Stop(f"“{title}”里有顿号、逗号或分号，一次只能新建一个岗位。")
    where = find_unit(library, unit)
    folder = find_department(where, library, department)
    name = id or re.sub(r"[^\w\u4e00-\u9fff-]+", "-", title).strip("-")
    _ensure_new(library, where.id, name, title)
    path = "/".join(part for part in (where.id, folder, f"{name}.yml") if part)
    head = {"title": title, "code": _next_code(library, where, folder)}
    content = _content_of(library, where.id, like) if like else {}
    superior = {} if like or not where.is_tree else _likely_superior(library, where.id, folder)
    return path, "".join(_lines(head | superior | content))


def _ensure_new(library: Library, unit: str, name: str, title: str) -> None:
    if not _ID.fullmatch(name):
        raise Stop(
            f"“{name}”不能用作文件名，请用 --id 另取一个，只用汉字、字母、数字、“-”和“_”，不以“_”开头，不叫 unit。"
        )
    if len(name.encode()) > _MAX_BYTES:
        raise Stop(f"文件名“{name[:20]}…”太长，请用 --id 另取一个短的。")
    for entry in library.by_unit[unit]:
        if entry.id.casefold() == name.casefold() or entry.title == title:
            raise Stop(
                f"{entry.source.file} 已经是“{entry.title}”（id {entry.id}），请换一个名称，或用 --id 另取 id。"
            )


def _next_code(library: Library, unit: UnitEntry, folder: str) -> str:
    """Return the first free code of the unit's scheme, or "" where the unit declares no codes."""
    parts = [unit.unit.code, unit.department(folder).code if folder else None]
    if not unit.unit.code or (folder and not parts[1]):
        return ""
    prefix = "-".join(part for part in parts if part)
    taken = {entry.position.code for entry in library.by_unit[unit.id]}
    return next(code for n in range(1, 10_000) if (code := f"{prefix}-{n:02d}") not in taken)


def _likely_superior(library: Library, unit: str, folder: str) -> dict[str, Any]:
    """Return the head of the department, else of the unit, as the superior to begin with."""
    heads = [
        entry for entry in library.by_unit[unit] if entry.department == folder and _leads(library, entry)
    ]
    tops = [entry for entry in library.by_unit[unit] if not library.superiors(entry)]
    chosen = (heads or tops)[:1]
    return {"superior": chosen[0].title} if chosen else {}


def _leads(library: Library, entry: Entry) -> bool:
    return bool(library.subordinates(entry)) or not entry.department


def _content_of(library: Library, unit: str, like: str) -> dict[str, Any]:
    """Return what the new position takes over: superior and content of the position with the id or title `like`."""
    found = [entry for entry in library.entries if like in (entry.key, entry.id, entry.title)]
    entry = next((entry for entry in found if entry.unit == unit), found[0] if found else None)
    if entry is None:
        raise Stop(f"没有 id 或名称为“{like}”的岗位可以照抄。")
    data = to_data(entry.position)
    kept = {field.key for field in FIELDS if field.about.group is Group.CONTENT} | {"superior", "level"}
    return {key: value for key, value in data.items() if key in kept}


def _lines(data: dict[str, Any]) -> Iterator[str]:
    """Yield the file: filled keys as YAML, the others as comments that explain them."""
    data |= {"status": "草案", "version": "0.1"}
    if not data.get("duties"):
        data["waive"] = {"JD201": "新建的草案，职责待填写"}
    for field in FIELDS:
        if data.get(field.key):
            yield f"# {field.label}：{field.help}\n"
            yield to_yaml({field.key: data[field.key]})
        elif field.key not in ("waive", "extends", "subordinates"):
            yield f"# {field.label}：{field.help}\n# {field.key}: {example(field)}\n"


def example(field: Field) -> str:
    """Return what stands behind a key that is commented out."""
    return _EXAMPLES.get(field.key, "[…]" if field.many else "…")
