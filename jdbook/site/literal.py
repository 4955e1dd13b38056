"""Literal text: what stands in a YAML value, shown exactly so by any Markdown or HTML reader.

Every character that could mean something to Markdown, its extensions, HTML or a template is written as a numeric
character reference, which is valid in running text, headings, table cells, attributes, <title> and front matter alike.
"""

from __future__ import annotations

import re
import string
from functools import lru_cache

from markupsafe import Markup

_HARMLESS = ",;%"
_INSIDE_WORDS = "-"  # GG-CW-03 and 1.5 stay readable; elsewhere these make lists, rules and links
_MEANINGFUL = "".join(sorted(set(string.punctuation) - set(_HARMLESS + _INSIDE_WORDS + ".")))
_CONTROL = "\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff"
_EDGES = rf"(?<!\w)[{_INSIDE_WORDS}]|[{_INSIDE_WORDS}](?!\w)|(?<!\d)\.|\.(?!\d)"
_SPECIAL = re.compile(rf"[{re.escape(_MEANINGFUL)}{_CONTROL}\n\t\x85\u2028\u2029]|{_EDGES}")
_SPACES = dict.fromkeys("\t\x85\u2028\u2029", " ") | {"\n": "<br>"}


def literal(value: object) -> Markup:
    """Return a value as markup that shows it as typed; line breaks are kept. Markup passes through, None is nothing."""
    if isinstance(value, Markup):
        return value
    return _shown("" if value is None else str(value))


@lru_cache(maxsize=50_000)
def _shown(text: str) -> Markup:
    """Return the text with references; labels and titles come by thousands of times."""
    return Markup(_SPECIAL.sub(_reference, text))


def line(value: object) -> Markup:
    """Return a value as literal markup on a single line: for attributes, headings and titles."""
    return literal(value) if isinstance(value, Markup) else literal(" ".join(str(value).split()))


def _reference(match: re.Match[str]) -> str:
    char = match[0]
    if char in _SPACES:
        return _SPACES[char]
    return f"&#{ord(char)};" if char in string.punctuation else "\ufffd"
