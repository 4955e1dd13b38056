"""Layouts: the same data as YAML that is odd but legal here, with comments everywhere; and random edits of data."""

from __future__ import annotations

import copy
from random import Random
from typing import Any

from jdbook.fields import FIELDS
from jdbook.roundtrip.normal import WHOLE, Shape
from jdbook.writing import in_one_line, to_yaml


class Layouter:
    """Writes data as somebody may have typed it who likes variety; every comment says a number of its own."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.comments = 0

    def comment(self) -> str:
        self.comments += 1
        return f"# 注{self.comments}。"

    def chance(self, percent: int) -> bool:
        return self.random.random() * 100 < percent

    def file(self, data: dict[str, Any]) -> str:
        """Return a whole file: perhaps with a mark of byte order, other line ends, none at the end."""
        head = f"{self.comment()}\n\n" if self.chance(40) else ""
        text = head + ("---\n" if self.chance(8) else "") + self.mapping(data, WHOLE, 0)
        text += self.comment() + "\n" if self.chance(20) else ""
        text += "...\n" if self.chance(3) else ""
        if self.chance(15):
            text = text.removesuffix("\n")
        if self.chance(15):
            text = text.replace("\n", "\r\n")
        return "\ufeff" + text if self.chance(8) else text

    def between(self, indent: int) -> str:
        """Return what may stand between two entries: blank lines and comments."""
        lines = "".join("\n" for _ in range(2) if self.chance(12))
        if self.chance(25):
            lines += (
                " " * self.random.choice((indent, indent, indent, max(indent - 2, 0))) + self.comment() + "\n"
            )
        if self.chance(4):
            lines += "\n"
        return lines

    def behind(self) -> str:
        return "  " + self.comment() if self.chance(15) else ""

    def mapping(self, data: dict[str, Any], shape: Shape, indent: int, first: str | None = None) -> str:
        """Return the lines of a mapping; `first` stands before its first key instead of an indentation."""
        keys = list(data)
        if self.chance(20):
            self.random.shuffle(keys)
        text = ""
        for number, key in enumerate(keys):
            if number or first is None:
                text += self.between(indent)
            start = first if not number and first is not None else " " * indent
            name = f'"{key}"' if key.isidentifier() and self.chance(5) else in_one_line(key)
            colon = self.random.choice((":",) * 20 + (" :", ":\t" if isinstance(data[key], str) else ":"))
            if self.chance(2):
                start, colon = start + "? ", f"{self.behind()}\n{' ' * indent}:"
            text += f"{start}{name}{colon}" + self.value(data[key], shape.below(key), indent)
        return text

    def value(self, value: Any, shape: Shape, indent: int) -> str:
        """Return what stands behind a key and its colon, to the end of the last line."""
        if isinstance(value, list) and len(value) == 1 and shape.many and self.chance(30):
            value, shape = value[0], shape.one
        if isinstance(value, str):
            if shape.sentence and self.chance(10):
                return f" {{{shape.sentence}: {in_one_line(value)}}}{self.behind()}\n"
            return " " + self.scalar(value, indent) + "\n"
        if self.chance(25):
            return f" {self.flow(value)}{self.behind()}\n"
        if isinstance(value, dict):
            return f"{self.behind()}\n" + self.mapping(value, shape, indent + self.random.choice((2, 2, 4)))
        return f"{self.behind()}\n" + self.sequence(
            value, shape.one, indent + self.random.choice((0, 2, 2, 4))
        )

    def sequence(self, items: list[Any], shape: Shape, indent: int) -> str:
        gap = self.random.choice((" ", " ", " ", "   "))
        text = ""
        for item in items:
            text += self.between(indent)
            start, inner = " " * indent + "-" + gap, indent + 1 + len(gap)
            if isinstance(item, str) and shape.sentence and self.chance(10):
                item = {shape.sentence: item}
            if isinstance(item, str):
                text += start + self.scalar(item, indent) + "\n"
            elif self.chance(25):
                text += f"{start}{self.flow(item)}{self.behind()}\n"
            elif isinstance(item, dict) and self.chance(5):
                text += f"{start}{self.comment()}\n" + self.mapping(item, shape, inner)
            elif isinstance(item, dict):
                text += self.mapping(item, shape, inner, start)
            else:
                text += start + in_one_line(item) + "\n"
        return text

    def flow(self, value: Any) -> str:
        """Return a collection in brackets, perhaps with blanks and a comma at the end, perhaps over several lines."""
        if isinstance(value, str):
            return in_one_line(value)
        pad, comma = (
            self.random.choice(("", "", " ")),
            self.random.choice((", ", ", ", ",  ", ",\n          ")),
        )
        last = "," if self.chance(10) else ""
        if isinstance(value, list):
            return f"[{pad}{comma.join(map(self.flow, value))}{last}{pad}]"
        parts = (f"{in_one_line(key)}: {self.flow(part)}" for key, part in value.items())
        return f"{{{pad}{comma.join(parts)}{last}{pad}}}"

    def scalar(self, text: str, indent: int) -> str:
        """Return a text in one of the styles in which it may stand, perhaps with a comment behind it."""
        style = self.random.randrange(10)
        inner = " " * (indent + self.random.choice((2, 4)))
        if style == 0 and "\n" not in text and text.isprintable():
            return "'" + text.replace("'", "''") + "'" + self.behind()
        if style == 1 and "\n" not in text and text.isprintable():
            return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' + self.behind()
        if style == 2 and text.isprintable():
            kind = self.random.choice(("|", "|-", "|+", ">", ">-", f"|{len(inner) - indent}"))
            return kind + self.behind() + f"\n{inner}{text}"
        if style == 3 and text.isprintable() and len(text) > 3:
            middle = len(text) // 2
            quote = "'" if self.chance(50) else ""
            return (
                f"{quote}{text[:middle].replace(quote or '-', quote * 2 or '-')}\n{inner}{text[middle:]}{quote}"
                + self.behind()
            )
        return to_yaml({"a": text})[3:-1].replace("\n", "\n" + inner) + self.behind()


def changed(data: dict[str, Any], random: Random, words: list[str], more: dict[str, Any]) -> dict[str, Any]:
    """Return data with one thing changed, added, taken out or moved, at any depth; `more` is where new keys come from."""
    data = copy.deepcopy(data)
    holder = random.choice(list(_holders(data)))
    if isinstance(holder, list):
        _change_list(holder, random, words)
    else:
        _change_mapping(holder, random, words, more if holder is data else {})
    return data


def _holders(value: Any) -> Any:
    if isinstance(value, dict | list):
        yield value
        for part in value.values() if isinstance(value, dict) else value:
            yield from _holders(part)


def _change_list(items: list[Any], random: Random, words: list[str]) -> None:
    at = random.randrange(len(items))
    what = random.randrange(6)
    if what == 0:
        items.insert(at, random.choice(words))
    elif what == 1:
        items.append(random.choice(words))
    elif what == 2 and len(items) > 1:
        del items[at]
    elif what == 3 and len(items) > 1:
        items.insert(random.randrange(len(items)), items.pop(at))
    elif what == 4 and isinstance(items[at], str):
        items[at] = {"text": items[at], "children": [random.choice(words)]}
    elif isinstance(items[at], str):
        items[at] = items[at] + random.choice(words)
    else:
        items[at] = random.choice(words)


def _change_mapping(holder: dict[str, Any], random: Random, words: list[str], more: dict[str, Any]) -> None:
    key = random.choice([field.key for field in FIELDS] if more else list(holder))
    if key in holder and len(holder) > 1 and random.random() < 0.3:
        del holder[key]
    elif key in more:
        holder[key] = more[key]
    elif isinstance(holder.get(key), str):
        holder[key] = random.choice(words)
    elif random.random() < 0.5:
        holder["standard"] = random.choice(words)
