"""Layout: which lines of a YAML text belong to an entry: its own, the comments above it, what is indented below. Pure."""

from __future__ import annotations

import re

from jdbook.fields import FIELDS

_KEYS = "|".join(field.key for field in FIELDS)
_EXAMPLE = re.compile(rf"# ?({_KEYS}):(?: |$)")
_BELOW = re.compile(r"(?: *(?:#.*)?\n)*[ -]")  # the next that is no comment stands in a list or deeper
_FURTHER = re.compile(r"#(?: {2,}|\t| ?-)")


def line_start(text: str, place: int) -> int:
    """Return where the line with a place begins."""
    return text.rfind("\n", 0, place) + 1


def line_end(text: str, place: int) -> int:
    """Return where the line after the one with a place begins."""
    return text.find("\n", place) + 1 or len(text)


def column(text: str, place: int) -> int:
    """Return how far from the beginning of its line a place is."""
    return place - line_start(text, place)


def begins_line(text: str, place: int) -> bool:
    """Return whether nothing but blanks stands before a place in its line."""
    return not text[line_start(text, place) : place].strip(" ")


def lead(text: str, place: int, floor: int) -> int:
    """Return where the lines of an entry begin, those of its own comments among them.

    Its own are the comments right above it, not indented more; a key that is commented out is another entry's.
    """
    start = line_start(text, place)
    indent = place - start
    while start > floor:
        above = line_start(text, start - 1)
        line = text[above : start - 1]
        words = line.lstrip(" ")
        if not words.startswith("#") or len(line) - len(words) > indent or _EXAMPLE.match(line):
            break
        if above < floor:
            break
        start = above
    return start


def tail(text: str, end: int, indent: int) -> int:
    """Return where the lines of an entry end that is indented so much, comments that are indented more among them."""
    end = seen = line_end(text, max(end - 1, 0))
    while seen < len(text):
        below = line_end(text, seen)
        line = text[seen:below].rstrip()
        words = line.lstrip(" ")
        if words and (not words.startswith("#") or len(line) - len(words) <= indent):
            break
        seen = below
        if words:
            end = seen
    return end


def without(text: str, start: int, end: int) -> tuple[int, int]:
    """Return what to cut out where an entry's lines go, so that no two groups of blank lines become one."""
    above = start
    while above and not text[line_start(text, above - 1) : above].strip():
        above = line_start(text, above - 1)
    below = end
    while below < len(text) and not text[below : line_end(text, below)].strip():
        below = line_end(text, below)
    if below == len(text):
        return above, below
    return (start, below) if above < start or not start else (start, end)


def example_of(text: str, key: str) -> tuple[int, int, str] | None:
    """Return where a key stands commented out: begin and end of the lines, and what stands behind the key.

    It has to stand between keys, not inside a list.
    """
    match = re.search(rf"(?m)^# ?{re.escape(key)}:(?= |$)", text)
    if not match:
        return None
    end = line_end(text, match.end())
    while _FURTHER.match(text, end):
        end = line_end(text, end)
    if _BELOW.match(text, end):
        return None
    return match.start(), end, text[match.end() : end].strip()
