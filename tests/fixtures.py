"""Fixtures of rules: `checks/JDnnn.md`, each the documented example of a rule and its test.

A fixture has a heading (code and title), a sentence, `## 会报告` and `## 不会报告`. Under each stands a small library:
a path below jd_source/ in backquotes, then the file in a fence; `（没有这个文件）` takes a file away that is there by default.
Under the first, `结果` and a fence hold what must be found: `file:line:column message；hint`, a line each.
`今天是 2026-07-01。` sets the day. company.yml and ad/unit.yml are there by default. A fixture without files documents a
rule about the disk, which test_tree tests.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from making import sources_of

from jdbook.checks import CHECKS, RULES, run
from jdbook.findings import Finding, ordered
from jdbook.gathering import gather

FOLDER = Path(__file__).parent / "checks"
COMPANY = "schema: 1\nname: 样例公司\n"
UNIT = """\
name: 广告公司
code: GG
departments:
  finance: {name: 财务部, code: CW}
  sales: {name: 销售部, code: XS}
"""
_FILE = re.compile(
    r"^`([^`\n]+)`(?:（(没有这个文件)）\n|\n\n```(?:yaml|markdown)\n(.*?)^```$)", re.MULTILINE | re.DOTALL
)
_RESULT = re.compile(r"^结果\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_TODAY = re.compile(r"^今天是 (\d{4}-\d{2}-\d{2})。$", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A small library, the day it is checked on, and the lines of what must be found."""

    files: dict[str, str]
    gone: frozenset[str]
    today: date | None
    expected: list[str]

    def findings(self) -> list[Finding]:
        """Return everything that reading and the checks find."""
        sources = sources_of({"company.yml": COMPANY, "ad/unit.yml": UNIT} | self.files)
        library, found = gather({path: source for path, source in sources.items() if path not in self.gone})
        return ordered(run(replace(library, today=self.today), CHECKS, RULES, found))

    def lines(self, code: str) -> list[str]:
        """Return the findings of one code as a fixture writes them."""
        return [line(finding) for finding in self.findings() if finding.code == code]


def line(finding: Finding) -> str:
    return f"{finding.place} {finding.message}" + (f"；{finding.hint}" if finding.hint else "")


@dataclass(frozen=True)
class Fixture:
    code: str
    title: str
    reported: Example
    silent: Example

    @property
    def is_about_the_disk(self) -> bool:
        return not (self.reported.files or self.reported.gone)


def parse(text: str) -> Fixture:
    """Return the fixture in a Markdown text; a missing part is a ValueError."""
    head, _, rest = text.partition("\n## 会报告\n")
    reported, found, silent = rest.partition("\n## 不会报告\n")
    match = re.match(r"# (JD\d{3}) (.+)\n\n\S", head)
    if not match or not found:
        raise ValueError("夹具要有标题、一句话、“## 会报告”和“## 不会报告”")
    return Fixture(match[1], match[2], _example(reported), _example(silent))


def _example(text: str) -> Example:
    files = {path: body for path, gone, body in _FILE.findall(text) if not gone}
    removed = frozenset(path for path, gone, _ in _FILE.findall(text) if gone)
    today, result = _TODAY.search(text), _RESULT.search(text)
    day = date.fromisoformat(today[1]) if today else None
    return Example(files, removed, day, result[1].splitlines() if result else [])


def all_fixtures() -> dict[str, Fixture]:
    """Return every fixture by the name of its file."""
    return {file.stem: parse(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.md"))}
