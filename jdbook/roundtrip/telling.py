"""Telling: changes and places in the words of those who wrote them, one line each. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from jdbook.roundtrip.alignment import head, shared
from jdbook.roundtrip.changes import Change, Kind, shape_at
from jdbook.roundtrip.normal import Shape
from jdbook.source import Data, Path

_LONG, _AROUND = 80, 12


def told(change: Change) -> str:
    """Return a change as one line: 主要职责 第3项：改为「…」（原为「…」）.

    Numbers are those of before, of what was added and of where something moved to those of now.
    """
    shape = shape_at(change.path)
    if change.kind is Kind.ADDED:
        return f"{place(change.path)}：新增{quoted(change.new, shape)}"
    if change.kind is Kind.REMOVED:
        return f"{place(change.path)}：删去{quoted(change.old, shape)}"
    if change.kind is Kind.MOVED:
        return (
            f"{place(change.path)}：移到{_place_near(change.to, change.path)}（「{_cut(head(change.new))}」）"
        )
    new, old = _both(said(change.new, shape), said(change.old, shape))
    return f"{place(change.path)}：改为「{new}」（原为「{old}」）"


def place(path: Path) -> str:
    """Return how a reader calls the value at a path: 主要职责 第3项的工作标准."""
    words = ""
    for number, step in enumerate(path):
        if isinstance(step, int):
            words += ("" if " " in words else " ") + f"第{step + 1}项"
        elif not (number and step == shape_at(path[:number]).sentence):  # the sentence is the item itself
            label = " ".join(
                shape_at(path[: number + 1]).label.split()
            )  # one that somebody made up may be of lines
            words += ("的" if words else "") + label
    return words


def _place_near(path: Path, origin: Path) -> str:
    """Return where something moved to, without what both places share."""
    if path[:-1] == origin[:-1] and isinstance(path[-1], int):
        return f"第{path[-1] + 1}项"
    return place(path).partition(" ")[2] or place(path)


def quoted(value: Data, shape: Shape) -> str:
    """Return a value in quotation marks, cut if it is long."""
    return f"「{_cut(said(value, shape))}」"


def said(value: Data, shape: Shape) -> str:
    """Return a value in one line: a mapping's sentence first, then its keys with their labels."""
    if isinstance(value, list):
        return "、".join(said(item, shape.one) for item in value)
    if isinstance(value, dict):
        return "；".join(_entry(key, part, shape) for key, part in _in_order(value, shape).items())
    return " ".join((value or "").split())


def _in_order(value: Mapping[str, Data], shape: Shape) -> dict[str, Data]:
    """Return a mapping in the order of declaration, its sentence first."""
    return dict(sorted(value.items(), key=lambda one: (one[0] != shape.sentence, shape.below(one[0]).rank)))


def _entry(key: str, value: Data, shape: Shape) -> str:
    below = shape.below(key)
    return (
        said(value, below)
        if key == shape.sentence
        else f"{' '.join(below.label.split())}：{said(value, below)}"
    )


def _cut(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"


def _both(new: str, old: str) -> tuple[str, str]:
    """Return two versions of a text; of long ones what differs, with a few characters around it."""
    if max(len(new), len(old)) <= _LONG:
        return new, old
    before = shared(new, old)
    after = shared(new[before:][::-1], old[before:][::-1])
    return _window(new, before, len(new) - after), _window(old, before, len(old) - after)


def _window(text: str, start: int, end: int) -> str:
    """Return what stands between two places in a long text, with a few characters around it."""
    first, last = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")
