"""Phrasing: new values in the words of YAML, in the style of what stood there or stands beside. Pure."""

from __future__ import annotations

import re

from jdbook.roundtrip.patching.layout import line_start
from jdbook.roundtrip.patching.places import Spot
from jdbook.source import Data
from jdbook.writing import in_one_line, to_yaml

_BARE = re.compile(
    r"[\w\u4e00-\u9fff][\w.%/\u4e00-\u9fff-]*"
)  # needs no quotation marks: nothing has a type here


def phrase(new: str, like: Spot, text: str, flow: bool) -> str:
    """Return a text as it replaces another, in the same style where it may stand so; `flow`: in brackets."""
    if like.style in ("|", ">") and (block := _block(new, like, text)):
        return block
    if "\n" not in new and new.isprintable():
        if like.style == '"':
            return '"' + new.replace("\\", "\\\\").replace('"', '\\"') + '"'
        if like.style == "'":
            return "'" + new.replace("'", "''") + "'"
        if not like.style and _BARE.fullmatch(new):
            return new
    return bare(new, flow)


def _block(new: str, like: Spot, text: str) -> str:
    """Return a text as a block under the same head; "" where it can't be said so."""
    head, _, body = text[like.start : like.end].partition("\n")
    first = next((line for line in body.split("\n") if line.strip()), "")
    indent = first[: len(first) - len(first.lstrip(" "))]
    if not indent or (like.style == ">" and "\n" in new):
        return ""
    return head + "".join(f"\n{indent}{line}" if line else "\n" for line in new.split("\n"))


def bare(new: str, flow: bool) -> str:
    """Return a new text: as the library writes it, in brackets more carefully."""
    return in_one_line(new) if flow or "\n" in new else to_yaml({"a": new})[3:-1]


def entry(key: str, value: Data, indent: int) -> str:
    """Return the lines of a new entry of a mapping that is indented so much, without the first indentation."""
    return indented(to_yaml({key: value}), indent)


def item(value: Data, indent: int, flow: bool) -> str:
    """Return the lines of a new item whose content is indented so much, without the first indentation."""
    if isinstance(value, dict) and not flow:
        return indented(to_yaml(value), indent)
    return (bare(value, False) if isinstance(value, str) else in_one_line(value)) + "\n"


def indented(lines: str, indent: int) -> str:
    """Return lines with all but the first indented."""
    first, *others = lines.removesuffix("\n").split("\n")
    return "\n".join((first, *(" " * indent + line if line else "" for line in others))) + "\n"


def is_in_lines(text: str, spot: Spot) -> bool:
    """Return whether a value reaches over several lines."""
    return line_start(text, spot.start) != line_start(text, max(spot.end, spot.start))
