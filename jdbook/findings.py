"""Findings: what is wrong with the content, where, and what to do about it. Mistakes in content are data, not exceptions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import IntEnum


class Severity(IntEnum):
    """How much a finding weighs; errors stop publishing. Smaller sorts first."""

    ERROR = 0
    WARNING = 1
    HINT = 2

    @property
    def label(self) -> str:
        """Return the Chinese word users see."""
        return ("错误", "警告", "提示")[self]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where in the library: a POSIX path below the root, with 1-based line and column; 0 stands for the whole file."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class Rule:
    """What a code stands for: its title, its severity and its manual (Markdown in Chinese: why, and how to mend it)."""

    code: str
    title: str
    severity: Severity
    manual: str

    def at(self, place: Place, message: str, hint: str = "") -> Finding:
        """Return a finding of this rule."""
        return Finding(self, place, message, hint)


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake. `waiver` holds the written reason when the file itself accepts the finding."""

    rule: Rule
    place: Place
    message: str
    hint: str = ""
    waiver: str = ""

    @property
    def code(self) -> str:
        return self.rule.code

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def open(self) -> bool:
        """Return whether nobody has accepted the finding with a reason."""
        return not self.waiver

    def waived(self, reason: str) -> Finding:
        """Return the same finding, accepted for `reason`."""
        return replace(self, waiver=reason)


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings in reading order: file, line, column, code; each once."""
    return sorted(set(findings), key=lambda f: (f.place, f.code, f.message))


def errors(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that stop publishing."""
    return [f for f in findings if f.severity is Severity.ERROR]
