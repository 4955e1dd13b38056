"""Labels: the headings under which documents say what a field holds, found by the names the fields declare. Pure.

People put blanks between the letters of a heading, brackets around it, a colon behind it, or glue it to the text before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from jdbook.fields import labels
from jdbook.importing import numbering

# Where a position belongs is said by the folder of its file, and so by no field.
PLACES = {
    **dict.fromkeys(
        ("所属部门", "所在部门", "任职部门", "用人部门", "部门名称", "部门", "岗位所属部门", "需求部门"),
        "department",
    ),
    **dict.fromkeys(("所属单位", "所在单位", "单位名称", "用人单位", "公司名称", "所属公司"), "unit"),
}
_UNDECLARED = re.compile(r"【[\u4e00-\u9fff\s]{2,10}】[:：]?")  # a name in a box that no field declares
_LONG = 4  # letters, from which a name with a colon is a heading even in the middle of a sentence
_LOOKED_BACK = 12  # letters before a name, which tell whether a sentence ends there
_BLANK = r"[\s\u3000\xa0]{0,40}"
_OPENING, _CLOSING = r"[【\[《〈<“\"]", r"[】\]》〉>”\"]"
_REMARK = r"(?:[（(][^（）()\n]{0,12}[）)])?"
_ENDS = re.compile(rf"[。；;！!？?…”’)）】》,，、:：]{_BLANK}$|\s$")


# What people are to know, where it does not name pages of ours, is something they must bring.
_KEYS_BY_NAME = PLACES | {
    name: "qualifications" if field.key == "knowledge" else field.key for name, field in labels().items()
}


_ORDINAL = r"(?:[一二三四五六七八九十]{1,2}|[0-9]{1,2}|[①-⑳])?"
_LATIN = r"(?:[A-Za-z][A-Za-z .&/'-]{1,30}[ \t\u3000]*)?"  # the same in English, before a name or behind it


def _names() -> str:
    by_length = sorted(_KEYS_BY_NAME, key=len, reverse=True)
    return "|".join(_BLANK.join(map(re.escape, name)) for name in by_length)


_HEADING = re.compile(
    rf"{_BLANK}(?P<open>{_OPENING})?{_BLANK}{_LATIN}(?P<name>{_names()}){_BLANK}{_LATIN}(?:{_ORDINAL}(?=[】\]:：]))?{_REMARK}{_BLANK}"
    rf"(?P<close>{_CLOSING})?{_BLANK}(?P<colon>[:：]+{_BLANK})?",
    re.IGNORECASE,
)
_INNER = re.compile(
    rf"(?P<name>{_names()}){_BLANK}{_REMARK}{_BLANK}[:：]+{_BLANK}|"
    rf"[【\[]{_BLANK}(?P<boxed>{_names()}){_BLANK}[】\]]{_BLANK}(?:[:：]+{_BLANK})?|"
    rf"(?<=[。；;！])(?P<last>{_names()}){_BLANK}$",
    re.IGNORECASE,
)


class Label(NamedTuple):
    """A heading as written, blanks, brackets and colon included; the key of the field it names, "" for none."""

    text: str
    key: str


def leading(text: str, start: int = 0) -> Label | None:
    """Return the label at a place: with a colon, in brackets, alone, or with a list or, behind a long name, a blank after it."""
    found = _HEADING.match(text, start)
    if not found:
        boxed = _UNDECLARED.match(text, start)
        return Label(boxed[0], "") if boxed and boxed.end() < len(text.rstrip()) else None
    bracketed = bool(found["open"] and found["close"])
    apart = len("".join(found["name"].split())) >= _LONG and found[0][-1].isspace()
    if (
        found["colon"]
        or bracketed
        or apart
        or found.end() == len(text)
        or numbering.leading(text, found.end())
    ):
        return Label(found[0], _key(found["name"]))
    return None


def within(text: str) -> Iterator[tuple[int, Label]]:
    """Yield the labels in the middle of a text with their places: each has a colon or is in a box.

    A short name counts only behind the end of a sentence; a long one wherever it stands, as it may be glued to a word.
    """
    end = 0
    undeclared = ((found.start(), Label(found[0], "")) for found in _UNDECLARED.finditer(text))
    for place, label in sorted((*_declared_within(text), *undeclared), key=lambda found: found[0]):
        if place >= end:  # a name that is declared is found first
            yield place, label
            end = place + len(label.text)


def _declared_within(text: str) -> Iterator[tuple[int, Label]]:
    for found in _INNER.finditer(text):
        name = "".join((found["name"] or found["boxed"] or found["last"]).split())
        if found.start() and (
            found["boxed"] or found["last"] or len(name) >= _LONG or _ended(text, found.start())
        ):
            yield found.start(), Label(found[0], _key(name))


def _ended(text: str, place: int) -> bool:
    return _ENDS.search(text[max(0, place - _LOOKED_BACK) : place]) is not None


_KEYS = {name.casefold(): key for name, key in _KEYS_BY_NAME.items()}


def _key(name: str) -> str:
    return _KEYS["".join(name.split()).casefold()]
