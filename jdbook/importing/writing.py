"""Writing: a draft as the text of a position file, with a comment at each place a person should look at. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from jdbook.importing.doubts import Doubt, Path, label_of
from jdbook.writing import to_yaml

_LOOK = "请核对："


def draft_text(
    data: Mapping[str, Any], head: Sequence[str], doubts: Iterable[Doubt], leftovers: Sequence[str]
) -> str:
    """Return the file of a draft: `head` on top, doubts above what they are about, at the end what was left over."""
    by_path: dict[Path, list[str]] = {}
    for doubt in doubts:
        by_path.setdefault(_shown(doubt.path, data), []).append(_comment(doubt))
    lines = [f"# {line}" for text in head for line in _plain_lines(text)]
    for key, value in data.items():
        lines += _field(key, value, by_path)
    if leftovers:
        lines += ["", "# 原文中这一段附近没有归入任何字段的内容，有用的请挪到合适的字段，其余删掉："]
        lines += [f"#   {line}" for text in leftovers for line in _plain_lines(text)]
    return "\n".join(lines) + "\n"


def _plain_lines(text: str) -> list[str]:
    """Return a text as lines that a comment can hold."""
    return ["".join(letter if letter.isprintable() else " " for letter in line) for line in text.splitlines()]


def _comment(doubt: Doubt) -> str:
    where = f"（{doubt.place}）" if doubt.place else ""
    return " ".join(_plain_lines(f"{'' if doubt.repaired else _LOOK}{doubt.message}{where}"))


def _shown(path: Path, data: Mapping[str, Any]) -> Path:
    """Return the path of the item on its field's first level, where the file has one; else that of the field."""
    key = path[0] if path[0] in data else "title"
    value = data.get(str(key))
    if len(path) > 1 and isinstance(value, list) and isinstance(path[1], int) and path[1] < len(value):
        return (key, path[1])
    return (key,)


def _field(key: str, value: Any, comments: Mapping[Path, Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a field, comments above it and above its items."""
    yield from (f"# {label_of(key)}：{text}" for text in comments.get((key,), ()))
    items = value if isinstance(value, list) else []
    if not any((key, number) in comments for number in range(len(items))):
        yield to_yaml({key: value}).rstrip("\n")
        return
    yield f"{key}:"
    for number, item in enumerate(items):
        yield from (f"  # {text}" for text in comments.get((key, number), ()))
        yield to_yaml({key: [item]}).rstrip("\n").partition("\n")[2]
