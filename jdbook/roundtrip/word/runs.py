"""Runs: what a paragraph of a Word file says, tracked changes accepted, and what hangs on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jdbook.importing.readers.lists import W

_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
GONE = frozenset(f"{W}{name}" for name in ("del", "moveFrom"))
UNSEEN = (
    GONE | {f"{W}{name}" for name in ("instrText", "delText", "pPr", "rPr", "sdtPr", "sectPr")} | {_FALLBACK}
)
_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-", "softHyphen": ""}
_SHOWN = {f"{W}{name}": sign for name, sign in _SIGNS.items()}
NOTES = {
    f"{W}commentReference": ("comments", "批注"),
    f"{W}footnoteReference": ("footnotes", "脚注"),
    f"{W}endnoteReference": ("endnotes", "尾注"),
}
_OFF = ("0", "false", "off")
_PICTURES = frozenset(f"{W}{name}" for name in ("drawing", "pict", "object"))


@dataclass
class Words:
    """What a paragraph says, all of it and without what fields show, and what hangs on it."""

    all: list[str] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)
    notes: list[Any] = field(default_factory=list)
    pictured: bool = False
    is_struck: bool = False
    fields: list[bool] = field(default_factory=list)  # for each field we are in, whether its result has begun

    def collect(self, element: Any) -> None:
        """Collect what is in an element."""
        before = self.is_struck
        self.is_struck = before or _is_struck(element)
        for child in element:
            if child.tag not in UNSEEN:
                self._take(child)
        self.is_struck = before

    def _take(self, child: Any) -> None:
        if child.tag == f"{W}txbxContent":
            self.boxes.append(child)
        elif child.tag in (f"{W}t", _MATH):
            self._say(child.text or "")
        elif child.tag in _SHOWN:
            self._say(_SHOWN[child.tag])
        elif child.tag == f"{W}fldChar":
            self._turn(child.get(f"{W}fldCharType"))
        elif child.tag == f"{W}fldSimple":
            self.fields.append(True)
            self.collect(child)
            self.fields.pop()
        elif child.tag in NOTES:
            self.notes.append(child)
        else:
            self.pictured = self.pictured or child.tag in _PICTURES
            self.collect(child)

    def _say(self, text: str) -> None:
        self.all.append(text)
        self.struck += [text] if self.is_struck else []
        if not any(self.fields):
            self.bare.append(text)

    def _turn(self, kind: str | None) -> None:
        if kind == "begin":
            self.fields.append(False)
        elif self.fields and kind == "separate":
            self.fields[-1] = True
        elif self.fields and kind == "end":
            self.fields.pop()


def _is_struck(element: Any) -> bool:
    look = element.find(f"{W}rPr")
    lines = (look.find(f"{W}{name}") for name in ("strike", "dstrike")) if look is not None else ()
    return any(line is not None and line.get(f"{W}val") not in _OFF for line in lines)
