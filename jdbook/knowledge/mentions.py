"""Mentions: where texts use the terms of the glossary, the longest name first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from jdbook.knowledge.model import Term

_NEVER = re.compile(r"(?!)")
_WORD = "[0-9A-Za-z]"


@dataclass(frozen=True, slots=True)
class Mention:
    """A term used in a text, from `start` to `end`."""

    start: int
    end: int
    term: Term


class Mentions:
    """Finds the terms of a glossary in texts. A name in Latin letters has to stand as a word of its own, in any case."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms = {_key(name): term for term in terms for name in reversed(term.names)}
        names = sorted(self._terms, key=lambda name: (-len(name), name))
        self._pattern = re.compile("|".join(map(_as_word, names))) if names else _NEVER

    def within(self, text: str) -> Iterator[Mention]:
        """Yield the mentions in a text, in order, none overlapping."""
        for match in self._pattern.finditer(text):
            yield Mention(match.start(), match.end(), self._terms[_key(match[0])])


def _key(name: str) -> str:
    return name.lower() if name.isascii() else name


def _as_word(name: str) -> str:
    before = f"(?<!{_WORD})" if re.match(_WORD, name) else ""
    after = f"(?!{_WORD})" if re.search(_WORD + r"\Z", name) else ""
    return before + (f"(?ai:{re.escape(name)})" if name.isascii() else re.escape(name)) + after


@lru_cache(maxsize=4)
def mentions_of(terms: tuple[Term, ...]) -> Mentions:
    """Return the finder for a glossary's terms, the same one at every call."""
    return Mentions(terms)
