"""Reports: findings as text for people, JSON for programs, and annotations for Git hosting."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from jdbook.findings import Finding, Severity


def as_text(findings: Sequence[Finding]) -> str:
    """Return a line per finding that editors can jump to: `file:line:col: CODE 级别 message；hint`."""
    return "".join(f"{_on_one_line(_line(finding))}\n" for finding in findings)


def _on_one_line(text: str) -> str:
    """Return a text without what would break the line or command the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)


def _line(finding: Finding) -> str:
    hint = f"；{finding.hint}" if finding.hint else ""
    waiver = f"（已接受：{finding.waiver}）" if finding.waiver else ""
    return f"{finding.place}: {finding.code} {finding.severity.label} {finding.message}{hint}{waiver}"


def as_json(findings: Sequence[Finding]) -> str:
    """Return a list of objects: file, line, column, code, severity, message, hint, waiver."""
    rows = [
        {
            "file": finding.place.file,
            "line": finding.place.line,
            "column": finding.place.column,
            "code": finding.code,
            "severity": finding.severity.name.lower(),
            "message": finding.message,
            "hint": finding.hint,
            "waiver": finding.waiver,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def as_github(findings: Sequence[Finding]) -> str:
    """Return workflow commands that annotate the lines of a change on GitHub."""
    return "".join(f"{_annotation(finding)}\n" for finding in findings if finding.open)


_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def _annotation(finding: Finding) -> str:
    where = f"file={_property(finding.place.file)}"
    if finding.place.line:
        where += f",line={finding.place.line},col={finding.place.column}"
    text = _data(f"{finding.message}；{finding.hint}" if finding.hint else finding.message)
    return f"::{_LEVELS[finding.severity]} {where},title={_property(finding.code)}::{text}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMATS: dict[str, Callable[[Sequence[Finding]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def summary(findings: Sequence[Finding], positions: int) -> str:
    """Return the line that closes a check: how many of each severity, and how many of them are accepted."""
    counts = "，".join(_count(findings, severity) for severity in Severity)
    return f"检查了 {positions} 个岗位：{counts}。"


def _count(findings: Sequence[Finding], severity: Severity) -> str:
    these = [finding for finding in findings if finding.severity is severity]
    waived = sum(1 for finding in these if finding.waiver)
    return f"{severity.label} {len(these)} 条" + (f"（已接受 {waived} 条）" if waived else "")
