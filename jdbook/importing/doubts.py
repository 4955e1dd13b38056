"""Doubts: what a person should look at in a draft, where it stood in the source, and how sure each field is. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from jdbook.fields import FIELDS
from jdbook.importing import numbering
from jdbook.importing.drafts import Draft, Item, Named
from jdbook.importing.shaping import TO_LOOK_AT, unheld

Path = tuple[str | int, ...]

_LONG = 160  # letters, from which one item may be several
_RAGGED = re.compile(r"[、，；。,;.）)】]")  # how no sentence begins
_LABELS = {field.key: field.label for field in FIELDS} | {"unit": "所属单位", "department": "所属部门"}
_PRIVATE = {field.key for field in FIELDS if field.about.private}


class Doubt(NamedTuple):
    """Something to look at, in Chinese: the path in the draft, the place in the source; or what was repaired there."""

    path: Path
    place: str
    message: str
    repaired: bool = False


def label_of(key: str) -> str:
    """Return how people call the field of a key."""
    return _LABELS.get(key, key)


def doubts_of(draft: Draft) -> list[Doubt]:
    """Return what to look at in a draft, field by field, and what was repaired."""
    found = [*_of_title(draft)]
    for key, items in draft.items.items():
        found += _of_field(draft, key, items)
        for number, item in enumerate(items):
            found += _of_item((key, number), item)
        found += _of_numbers((key,), items)
    found += [
        Doubt(("title",), draft.place, f"原文的{label_of(key)}“{text}”没有能写进草稿，请补写")
        for key, text in unheld(draft)
    ]
    return found


def confidence(draft: Draft, key: str, doubts: Sequence[Doubt]) -> str:
    """Return how sure the field of a key is: 高, 中 or 低."""
    named = draft.named.get(key, Named.LABEL)
    open_ = any(doubt.path[0] == key and not doubt.repaired for doubt in doubts)
    if named is Named.NOTHING:
        return "低"
    return "中" if named is Named.WORDS or open_ else "高"


def _of_title(draft: Draft) -> Iterator[Doubt]:
    if not draft.title:
        yield Doubt(("title",), draft.place, "原文没有写岗位名称，请补上")
    elif draft.title_from:
        yield Doubt(("title",), draft.place, f"原文没有写岗位名称，这是按{draft.title_from}推断的")
    if len(draft.names) > 1:
        yield Doubt(("title",), draft.place, f"原文几个岗位合写一份：{'、'.join(draft.names)}")


def _of_field(draft: Draft, key: str, items: Sequence[Item]) -> Iterator[Doubt]:
    named, place = draft.named.get(key, Named.LABEL), items[0].place if items else draft.place
    if named is Named.NOTHING:
        yield Doubt((key,), place, f"原文没有写明这是{label_of(key)}，按所在位置归到这里")
    elif named is Named.WORDS:
        yield Doubt((key,), place, f"原文的标题和“{label_of(key)}”说法不同，按意思归到这里")
    if key in TO_LOOK_AT:
        yield Doubt((key,), place, f"{label_of(key)}按句子导入，对方岗位、经办方式等请补全")
    if key in _PRIVATE:
        yield Doubt((key,), place, f"{label_of(key)}默认不公开，只印在签收的说明书上", repaired=True)


def _of_item(path: Path, item: Item) -> Iterator[Doubt]:
    """Yield what to look at in an item and those below it."""
    if len(item.texts) > 1:
        yield Doubt(path, item.place, "原文断行，已接成一句", repaired=True)
    if _RAGGED.match(item.text) or numbering.leading(item.text):
        yield Doubt(path, item.place, "开头可能是没有认出的编号或断句")
    if len(item.text) > _LONG:
        yield Doubt(path, item.place, f"这一项有 {len(item.text)} 个字，可能是几项合在一起")
    for number, child in enumerate(item.children):
        yield from _of_item((*path, "children", number), child)
    yield from _of_numbers((*path, "children"), item.children)


def _of_numbers(path: Path, items: Sequence[Item]) -> Iterator[Doubt]:
    """Yield where the numbers of a list miss or repeat one; they are counted anew in the draft."""
    last = 0
    if {item.number for item in items} == {1}:
        return  # as lists are often written in Markdown
    for number, item in enumerate(items):
        if item.number and last and item.number != last + 1:
            told = "重复" if item.number <= last else f"从 {last} 跳到"
            message = f"原文编号{told} {item.number}，" + (
                "已重新编号" if item.number <= last else "请核对有没有漏掉"
            )
            yield Doubt((*path, number), item.place, message, repaired=item.number <= last)
        last = item.number or last
