"""Records: the exact text that went out to be signed, as it is kept, and what has changed in it since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jdbook.blocks import Body, Cell, Item, Items, Paragraph, Ref, Section, Table
from jdbook.checkcode import check_code
from jdbook.copies import Copy
from jdbook.fields import FIELDS
from jdbook.findings import Finding
from jdbook.model import Group, Position
from jdbook.outline import to_blocks
from jdbook.reading import read
from jdbook.shapes import Date, Record, Text, labelled
from jdbook.source import Source
from jdbook.writing import to_data, to_yaml

FOLDER = "_records/texts"
_SIGNED = tuple(field.key for field in FIELDS if field.about.signed)


class KeptText(Record):
    """A text that went out: which position and version it was, and its content."""

    check_code: Text = labelled("校验码", ...)
    position_id: Text = labelled("岗位", ...)
    unit: Text = labelled("单位", ...)
    department: Text | None = labelled("部门")
    code: Text | None = labelled("岗位编号")
    version: Text | None = labelled("版本")
    effective: Date | None = labelled("生效日期")
    text: Position = labelled("内容", ...)

    @property
    def is_whole(self) -> bool:
        """Return whether the content still gives the check code it is kept under."""
        return check_code(self.text, self.unit, self.department or "") == self.check_code


def path_of(code: str) -> str:
    """Return where the text of a check code is kept below jd_source/."""
    return f"{FOLDER}/{code}.yml"


def kept(copy: Copy) -> str:
    """Return the file that keeps the text of a complete copy."""
    position, data = copy.entry.position, to_data(copy.entry.position)
    about = {
        "check_code": copy.check_code,
        "position_id": copy.entry.key,
        "unit": copy.unit_name,
        "department": copy.department_name,
        "code": position.code,
        "version": position.version,
        "effective": position.effective,
    }
    content = {key: data[key] for key in _SIGNED if key in data}
    head = "# 发出签收的文本，由程序写入，一经写入不再改动；校验码由 unit、department 和 text 算出\n"
    return head + to_yaml({key: value for key, value in about.items() if value} | {"text": content})


def read_kept(source: Source) -> tuple[KeptText | None, list[Finding]]:
    """Return a kept text, and what is wrong with its file."""
    return read(KeptText, source)


@dataclass(frozen=True, slots=True)
class Difference:
    """What a section said then and does not say now, and the other way round."""

    label: str
    gone: tuple[str, ...]
    new: tuple[str, ...]


def differences(then: Position, now: Position) -> Iterator[Difference]:
    """Yield what the signed content of two texts does not have in common, section by section."""
    before, after = said(then), said(now)
    for label in dict.fromkeys((*before, *after)):
        old, new = before.get(label, ()), after.get(label, ())
        gone = tuple(text for text in old if text not in new)
        come = tuple(text for text in new if text not in old)
        if gone or come or old != new:
            yield Difference(label, gone, come)


def said(position: Position) -> dict[str, Sequence[str]]:
    """Return everything a text says, item by item, under the labels of its sections."""
    sections = to_blocks(position, without=frozenset(_UNSIGNED), groups=(Group.IDENTITY, Group.CONTENT))
    return {section.label: tuple(_texts(section)) for section in sections}


_UNSIGNED = tuple(field.key for field in FIELDS if not field.about.signed)


def _texts(section: Section) -> Iterator[str]:
    for body in section.body:
        yield from _of_body(body)


def _of_body(body: Body) -> Iterator[str]:
    if isinstance(body, Paragraph):
        yield body.text
    elif isinstance(body, Items):
        group = f"【{body.title}】" if body.title else ""
        yield from (group + _of_item(item) for item in body.items)
    elif isinstance(body, Table):
        yield from ("，".join(filter(None, map(_shown, row))) for row in body.rows)
    else:
        yield from (f"{label}：{_shown(cell)}" for label, cell in body.pairs)


def _of_item(item: Item) -> str:
    notes = "".join(f"（{label}：{_shown(cell)}）" for label, cell in item.notes)
    below = "".join(f"；{_of_item(child)}" for child in item.children)
    return f"{item.text}{notes}{below}"


def _shown(cell: Cell) -> str:
    return "、".join(value.name if isinstance(value, Ref) else value for value in cell)
