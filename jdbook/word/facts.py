"""Facts: what the template's places can say of a position, by the labels people know, and which names there are."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from jdbook.blocks import Cell, Grid, Ref
from jdbook.copies import Copy
from jdbook.fields import FIELDS
from jdbook.model import Group
from jdbook.shapes import Reference

CHECK_CODE, STATUS, GROUP, QR_CODE = "校验码", "状态", "分组", "二维码"
NAME, NUMBER_OF_PERSON, JOINED = SIGNER = ("姓名", "工号", "入职日期")
NATURE, ABOUT_NATURE = "文本性质", "性质说明"
_WHAT_TEXTS_ARE = {
    "劳动合同附件": "本说明书是劳动合同的附件，变更内容须双方书面协商一致（劳动合同法第35条）。",
    "规章制度": "本说明书属于用人单位的规章制度，依劳动合同法第4条讨论、公示；与劳动合同不一致的，以劳动合同为准。",
    "告知文件": "本说明书用于如实告知岗位的内容和要求，不改变劳动合同的约定。",
}
HANDBOOK = frozenset(("公司", "用人单位", "手册名称", "副题", "岗位数"))
_OF_THE_COPY = frozenset(
    (
        "公司",
        "用人单位",
        "单位",
        "部门",
        "所属单位",
        "所属部门",
        CHECK_CODE,
        QR_CODE,
        NATURE,
        ABOUT_NATURE,
        *SIGNER,
    )
)
_PRINTED = (Group.IDENTITY, Group.CONTROL)
_SHORT = {field.label for field in FIELDS if field.about.group in _PRINTED and field.kind in (str, Reference)}
POSITION = _OF_THE_COPY | _SHORT
BRANCH, CHANGES, PAGE = "分支", "修订内容", "页码"
ROW = (POSITION - {QR_CODE}) | {"序号", GROUP, "书签", BRANCH, CHANGES, PAGE}


def facts_of(copy: Copy, company: str) -> dict[str, str]:
    """Return what is known of a position, by label; what is not known is not in it."""
    bodies = [body for section in copy.sections for body in section.body if isinstance(body, Grid)]
    known = {label: shown(cell, copy.names) for body in bodies for label, cell in body.pairs}
    known |= {
        "公司": company,
        "用人单位": copy.legal_name,
        "单位": copy.unit_name,
        "部门": copy.department_name,
    }
    if changes := _latest(copy):
        known[CHANGES] = changes
    known |= {NATURE: copy.texts_are, ABOUT_NATURE: _WHAT_TEXTS_ARE[copy.texts_are]}
    return known | {STATUS: copy.status, CHECK_CODE: copy.check_code}


def _latest(copy: Copy) -> str:
    """Return what the version in force changed, or "" where the file does not say."""
    position = copy.entry.position
    return next((one.changes for one in position.revisions if one.version == position.version), "")


_NOBODY: Mapping[str, str] = MappingProxyType({})


def shown(cell: Cell, names: Mapping[str, str] = _NOBODY) -> str:
    """Return a cell's values in a row; somebody of another unit goes by title where `names` knows the `unit/id`."""
    return "、".join(names.get(value.name, value.name) if isinstance(value, Ref) else value for value in cell)
