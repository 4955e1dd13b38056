"""Drafting: the files of a source's drafts, one for each position, ready to be looked through. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jdbook.fields import FIELDS
from jdbook.filenames import safe
from jdbook.importing.doubts import Doubt
from jdbook.importing.result import Checked, Result
from jdbook.importing.shaping import TO_FILL_IN, file_form
from jdbook.importing.writing import draft_text

_NOT_IN_NAMES = re.compile(r"[^\w\u4e00-\u9fff-]+")
_ORDER = {field.key: number for number, field in enumerate(FIELDS)}


def draft_files(result: Result) -> list[list[tuple[str, str]]]:
    """Return for each draft, in order, name and text of its files: one for each position that shares its text."""
    taken: set[str] = set()
    return [
        [
            (_name(title, taken), _text(result.name, checked, title))
            for title in checked.draft.names or [TO_FILL_IN]
        ]
        for checked in result.drafts
    ]


def exact_draft(
    source: str, data: Mapping[str, Any], doubts: Sequence[str], taken: set[str]
) -> tuple[str, str]:
    """Return name and text of the file of a position that a document of ours says word for word."""
    title = str(data.get("title") or TO_FILL_IN)
    head = [f"导入自 {source}。看过后移到所属部门的文件夹，再运行 python build.py check。"]
    looks = [Doubt(("title",), "", doubt) for doubt in doubts]
    return _name(title, taken), draft_text({"title": title, **data, "status": "草案"}, head, looks, [])


def _name(title: str, taken: set[str]) -> str:
    """Return a file name that can be an id and that no other draft of the source has."""
    plain = safe(_NOT_IN_NAMES.sub("-", title).strip("-_") or TO_FILL_IN)
    name = next(one for one in _numbered(plain) if one.casefold() not in taken)
    taken.add(name.casefold())
    return f"{name}.yml"


def _numbered(title: str) -> Iterator[str]:
    yield title
    number = 2
    while True:
        yield f"{title}-{number}"
        number += 1


def _text(source: str, checked: Checked, title: str) -> str:
    place = f" {checked.draft.place}" if checked.draft.place else ""
    said = file_form(checked.draft, title)
    data = said | {"source": [f"{source}{place}", *said.get("source", ())], "status": "草案"}
    ordered = dict(sorted(data.items(), key=lambda one: _ORDER[one[0]]))
    leftovers = [f"{piece.place}：{piece.text.strip()}" for piece in checked.leftovers]
    return draft_text(ordered, list(_head(source, checked)), checked.doubts, leftovers)


def _head(source: str, checked: Checked) -> Iterator[str]:
    yield f"导入自 {source}。看过后移到所属部门的文件夹（{_folder(checked)}），再运行 python build.py check。"
    if checked.first:
        yield f"重复：与{checked.first}的内容完全相同，多半可以删掉这一份。"
    for title, share in checked.proposal.duplicates:
        yield f"库里可能已有：{title}（职责相同的部分约 {share:.0%}）。"
    if names := "、".join(checked.proposal.superiors):
        yield f"原文没有写直接上级；库里相近岗位的直接上级是{names}，合适的话请补上。"
    for name in checked.proposal.unknown_superiors:
        yield f"直接上级“{name}”在{checked.proposal.unit_name}还没有岗位文件。"


def _folder(checked: Checked) -> str:
    proposal = checked.proposal
    said = [item.text for key in ("unit", "department") for item in checked.draft.items.get(key, ())]
    if not proposal.unit:
        return f"原文写的是{'、'.join(said)}" if said else "原文没有写单位和部门"
    other = [name for name in said if name not in (proposal.unit_name, proposal.department_name)]
    return f"建议 jd_source/{proposal.folder}/" + (f"，原文写的是{'、'.join(other)}" if other else "")
