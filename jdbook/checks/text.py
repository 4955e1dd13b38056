"""Text: the sentences of a position as checks look at them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jdbook.fields import FIELDS
from jdbook.leaves import may_name
from jdbook.library import Entry
from jdbook.shapes import Reference
from jdbook.source import Path

_WORDS = re.compile(r"[^\W_]+|%|(?<=\d)[^\w\s]+(?=\d)")
_CLAUSE = re.compile(r"[^，,；;。！!？?\n]+")
_SENTENCE = re.compile(r"[^；;。！!？?\n]+")
_NOTHING = re.compile(r"(?!)")


def texts(entry: Entry, *keys: str) -> Iterator[tuple[Path, str]]:
    """Yield the texts that an entry's own file says, with their paths: under the named keys, or all of them."""
    for key in keys or entry.said:
        for path, value in entry.said.get(key, ()):
            if isinstance(value, str):
                yield path, value


def references(entry: Entry) -> Iterator[tuple[Path, Reference]]:
    """Yield the references that an entry's own file makes, with their paths."""
    for key in _REFERRING:
        for path, value in entry.said.get(key, ()):
            if isinstance(value, Reference):
                yield path, value


_REFERRING = tuple(field.key for field in FIELDS if may_name(field.kind))


def duties(entry: Entry) -> Iterator[tuple[Path, str]]:
    """Yield the sentences of an entry's own duties, those at deeper levels included."""
    return ((path, text) for path, text in texts(entry, "duties") if path[-1] == "text")


def normal(text: str) -> str:
    """Return what is left of a text when punctuation, spaces, width and case don't count; "" for a text without words."""
    words = "".join(_WORDS.findall(text))
    if not unicodedata.is_normalized("NFKC", words):
        words = unicodedata.normalize("NFKC", words)
    return words.casefold()


def clauses(text: str) -> list[str]:
    """Return the parts of a sentence between its commas and stops."""
    return [part.strip() for part in _CLAUSE.findall(text)]


def quoted(text: str, most: int = 24) -> str:
    """Return a text in quotation marks, shortened for a message."""
    return f"“{text if len(text) <= most else text[:most] + '…'}”"


def sentences(text: str) -> list[str]:
    """Return the parts of a text between its stops and semicolons."""
    return [part.strip() for part in _SENTENCE.findall(text)]


@dataclass(frozen=True, slots=True)
class Wording:
    """A wording that a rule is about; a part of a text that also holds `unless` means something else."""

    pattern: re.Pattern[str]
    unless: re.Pattern[str] = _NOTHING
    parts: Callable[[str], list[str]] = clauses

    def find(self, text: str) -> str:
        """Return the first such wording in a text, or ""."""
        found = (
            match
            for part in self.parts(text)
            if (match := self.pattern.search(part)) and not self.unless.search(part)
        )
        first = next(found, None)
        return first[0] if first else ""

    def within(self, entry: Entry, *keys: str) -> Iterator[tuple[Path, str]]:
        """Yield such wordings in an entry's own texts, with the paths of the texts: under the named keys, or in all."""
        if not keys and not self.pattern.search(entry.text):  # of all texts: one look at them together first
            return
        for path, text in texts(entry, *keys):
            if self.pattern.search(text) and (found := self.find(text)):
                yield path, found
