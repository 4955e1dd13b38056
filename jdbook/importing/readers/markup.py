"""Markup in texts: line breaks and comments of HTML, parted from what is said. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

_MARKUP = re.compile(
    r"(<br\s*/?>|<!--.*?-->|</?(?:p|div|span|li|ul|ol|b|strong|em|i|u|font|a)(?:\s[^<>]{0,200})?>|&nbsp;)",
    re.IGNORECASE,
)


def parted(text: str) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it is markup; put together they are the text."""
    for number, piece in enumerate(_MARKUP.split(text)):
        if piece:
            yield piece, number % 2 == 1
