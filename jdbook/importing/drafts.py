"""Drafts: what was recognised of a source, and where every piece of it went."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from jdbook.importing.numbering import Mark

_SHARED = re.compile(r"[、，,；;]|(?<=[\u4e00-\u9fff])及(?=[\u4e00-\u9fff]{2})")
LABEL, NUMBER, MARKUP, LEFTOVER = (
    "label",
    "number",
    "markup",
    "leftover",
)  # where pieces go that no draft holds


class Piece(NamedTuple):
    """A piece of the source: where it stands, its text, and where it went: `positions[0].duties`, or one of the kinds above."""

    place: str
    text: str
    to: str


# what frames a text about a position, and says nothing of it
_FRAME = frozenset(
    {"unit", "department", "code", "version", "status", "effective", "review_by", "revisions"}
    | {"prepared_by", "reviewed_by", "approved_by"}
)


class Named(Enum):
    """What told which field a text belongs to."""

    LABEL = "标签"  # a name the field declares
    TITLE = "标题"  # that says 岗位职责
    WORDS = "相近的说法"  # in a heading
    NOTHING = "内容"  # but that it stands below a title


@dataclass
class Item:
    """An item of a list with those below it and remarks by key; its text may come in several pieces.

    It stood at a `place`, and had a `number`, 0 for none.

    One that `is_part` names a part of its field: a single sentence that it is said of stands behind it.
    """

    texts: list[str]
    children: list[Item] = field(default_factory=list)
    notes: dict[str, str] = field(default_factory=dict)
    is_part: bool = False
    place: str = ""
    number: int = 0

    @property
    def text(self) -> str:
        """Return the text as one sentence."""
        return joined(self.texts)

    def plain(self) -> str | dict[str, Any]:
        """Return a sentence, or a mapping with remarks and those below it."""
        if self.is_part and len(self.children) == 1 and not self.children[0].children:
            said = f"{self.text.rstrip('：:')}：{self.children[0].text}"
            notes = self.notes | self.children[0].notes
            return {"text": said, **notes} if notes else said
        below = [child.plain() for child in self.children]
        data = {"text": self.text, **self.notes} | ({"children": below} if below else {})
        return data if len(data) > 1 else self.text


@dataclass
class Draft:
    """A position as far as it was recognised: its title, and the items under each key."""

    title: str
    items: dict[str, list[Item]] = field(default_factory=dict)
    named: dict[str, Named] = field(default_factory=dict)  # what told which field the items are of
    place: str = ""  # of its title
    level: int = 0  # of the heading that its title is, 0 for none
    order: Mark | None = None  # the number before its title
    is_introduced: bool = False  # by a title with nothing but a colon behind it
    has_numbers: bool = False  # before one of its items
    title_from: str = ""  # what the title is guessed from, in Chinese; "" where it is said

    @property
    def names(self) -> list[str]:
        """Return the titles of the positions that the draft is of: several may share one text."""
        return [name.strip() for name in _SHARED.split(self.title) if name.strip()]

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is said of the position but where it belongs, and of the document."""
        return not self.items.keys() - _FRAME


@dataclass
class Found:
    """What was recognised of a document."""

    drafts: list[Draft]
    trace: list[Piece]


def joined(texts: list[str]) -> str:
    """Return pieces of a sentence put together: with a blank only between Latin words."""
    whole = ""
    for text in texts:
        glue = (
            " "
            if whole[-1:].isascii() and whole[-1:].isalnum() and text[:1].isascii() and text[:1].isalnum()
            else ""
        )
        whole += glue + text
    return whole


def plain(items: list[Item]) -> Iterator[str | dict[str, Any]]:
    """Yield items as a position file has them."""
    return (item.plain() for item in items)
