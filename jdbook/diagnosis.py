"""Diagnosis: what a YAML syntax error most probably is, said in Chinese with the place where a person should look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from jdbook import rules
from jdbook.findings import Finding, Place, Rule

_KEY = r"^\s*(?:- +)*[\w\u4e00-\u9fff]{1,20}"
_FULL_WIDTH_COLON = re.compile(_KEY + r"：")
_NO_SPACE = re.compile(_KEY + r":(?=[^\s:/])")
_TAB = re.compile(r"^ *\t")

INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]"
)  # joiners (U+200D) stay: emoji are made with them

_PROBLEMS = (
    (
        "could not find expected ':'",
        "这一行不是“键: 值”的写法",
        "键后面写半角冒号和一个空格；上一行的文字如果要换行，下一行要多缩进",
    ),
    (
        "mapping values are not allowed",
        "一行里出现了两个“: ”",
        "文字里含半角冒号加空格时，给整段文字加引号，或改用全角冒号",
    ),
    (
        "did not find expected key",
        "缩进对不齐，或引号、括号后面还有文字",
        "同一层的键要左对齐；加引号的文字后面不能再跟文字",
    ),
    ("did not find expected '-' indicator", "列表里混进了不是列表项的行", "列表的每一项都以“- ”开头并左对齐"),
    (
        "did not find expected ',' or",
        "方括号或花括号没有写完",
        "检查 [ ] 和 { } 是否成对，各项之间用半角逗号",
    ),
    (
        "found character that cannot start any token",
        "有 YAML 不认的起始字符",
        "文字以 @、` 或 % 开头时要加引号",
    ),
    ("tag", "用了 YAML 的类型标记", "文字以“!”开头时加引号"),
    ("alphabetic or numeric character", "文字以 * 或 & 开头", "给整段文字加引号"),
    ("expected comment or line break", "文字以 > 或 | 开头", "给整段文字加引号"),
    ("mapping keys are not allowed", "文字以“? ”开头", "给整段文字加引号"),
    ("directive", "文字以 % 开头", "给整段文字加引号"),
    ("<document start>", "第一行比后面的行缩进多", "最外层的键都从行首写起"),
    (
        "expected node content",
        "多了一个括号或逗号，或少写了内容",
        "检查 [ ] 和 { } 是否成对；文字以这些符号开头时加引号",
    ),
    ("block sequence entries are not allowed", "列表的“-”写在了不该写的位置", "“-”另起一行并缩进"),
    ("unknown escape character", "双引号里的反斜杠“\\”有特殊含义", "改用单引号，或把“\\”写成“\\\\”"),
)


_TEXT_SLIPS = (
    (
        re.compile(r"^[a-z_]{3,20}："),
        rules.FULL_WIDTH_COLON,
        "键后面是全角冒号“：”",
        "改成半角冒号“:”并空一格；确是文字时整段加引号",
    ),
    (
        re.compile(r"^-[\u4e00-\u9fff]"),
        rules.SYNTAX,
        "“-”后面没有空格，没有成为列表项",
        "“-”后面空一格；确是文字时整段加引号",
    ),
    (
        re.compile(r"\n *- "),
        rules.SYNTAX,
        "这个“-”没有成为列表项，接在了上一行的文字后面",
        "与同一列表的其他“-”左对齐；上一行是键时，冒号后面不能有文字",
    ),
)


def invisible(file: str, text: str) -> Iterator[Finding]:
    """Yield a finding for the first invisible character of every line that has one."""
    if not INVISIBLE.search(text):
        return
    for number, line in enumerate(text.split("\n"), 1):
        if found := INVISIBLE.search(line):
            yield control_character(Place(file, number, found.start() + 1), found[0])


def control_character(place: Place, character: str) -> Finding:
    """Return the finding for a character that nobody sees."""
    message = f"含有看不见的字符 U+{ord(character):04X}"
    return rules.CONTROL_CHARACTER.at(place, message, "删掉这个看不见的字符，重新输入这一句")


def diagnose(file: str, text: str, error: yaml.YAMLError) -> Finding:
    """Return the finding for a syntax error, by the usual slips first, then by what the parser says."""
    line, column, problem = _where(error)
    if "quoted scalar" in str(error) and ("end of stream" in problem or "document indicator" in problem):
        return _open_quote(file, error)
    return _slip(file, text, line) or _said(file, line, column, problem)


def _where(error: Any) -> tuple[int, int, str]:
    """Return line and column (1-based) and the parser's words."""
    problem = getattr(error, "problem", None) or str(error)
    opened = getattr(error, "context_mark", None)
    noticed = getattr(error, "problem_mark", None)
    mark = opened if "expected ',' or" in problem else noticed or opened  # a bracket is mended where it opens
    return (mark.line + 1, mark.column + 1, problem) if mark else (1, 1, problem)


def _open_quote(file: str, error: Any) -> Finding:
    mark = error.context_mark or error.problem_mark
    place = Place(file, mark.line + 1, mark.column + 1)
    return rules.OPEN_QUOTE.at(
        place, "从这里开始的引号没有关上", "在这段文字的末尾补上同样的半角引号，或去掉开头的引号"
    )


def _slip(file: str, text: str, line: int) -> Finding | None:
    """Return the finding for a usual slip on the error's line or the ones just above it, the likeliest first."""
    lines = text.splitlines()
    for number in (line, line - 1, line - 2):
        if 0 < number <= len(lines) and (found := slip_in(lines[number - 1])):
            rule, column, message, hint = found
            return rule.at(Place(file, number, column), message, hint)
    return None


def slip_in(line: str) -> tuple[Rule, int, str, str] | None:
    """Return rule, column, message and hint of the usual slip in one line of YAML, if there is one."""
    if match := _FULL_WIDTH_COLON.match(line):
        return rules.FULL_WIDTH_COLON, match.end(), "键后面是全角冒号“：”", "改成半角冒号“:”并空一格"
    if match := _TAB.match(line):
        return rules.TAB_INDENT, match.end(), "用制表符（Tab）缩进", "改用空格，每层两个"
    if match := _NO_SPACE.match(line):
        return rules.SYNTAX, match.end(), "冒号后面没有空格", "半角冒号后面空一格再写内容"
    return None


def slips_in_text(file: str, line: int, column: int, written: str) -> list[Finding]:
    """Return the slip that YAML takes for unquoted text, `written` at a line and column, if there is one."""
    for pattern, rule, message, hint in _TEXT_SLIPS:
        if match := pattern.search(written):
            place = _further(Place(file, line, column), written[: match.end() - 1])
            return [rule.at(place, message, hint)]
    return []


def _further(place: Place, text: str) -> Place:
    """Return the place behind `text` that begins at `place`."""
    below, last = text.count("\n"), text.rpartition("\n")[2]
    return Place(place.file, place.line + below, len(last) + (1 if below else place.column))


def _said(file: str, line: int, column: int, problem: str) -> Finding:
    for words, message, hint in _PROBLEMS:
        if words in problem:
            return rules.SYNTAX.at(Place(file, line, column), message, hint)
    return rules.SYNTAX.at(
        Place(file, line, column), "从这里起读不懂", f"检查缩进、冒号、引号和括号（解析器的原话：{problem}）"
    )
