import json

import pytest

from jdbook.findings import Finding, Place, Rule, Severity
from jdbook.report import FORMATS, as_github, as_json, as_text, summary

ERROR, WARNING, HINT = (Rule(f"JD{n}", "题", severity, "") for n, severity in enumerate(Severity, 801))
FOUND = [
    ERROR.at(Place("a.yml"), "甲"),
    WARNING.at(Place("库/a b.yml", 3, 5), "乙", "丙"),
    WARNING.at(Place("b.yml", 1, 1), "丁", "戊").waived("理由"),
    HINT.at(Place("b.yml", 2, 1), "己"),
]


def test_text_is_a_line_per_finding_that_editors_jump_to() -> None:
    assert as_text(FOUND) == (
        "a.yml: JD801 错误 甲\n"
        "库/a b.yml:3:5: JD802 警告 乙；丙\n"
        "b.yml:1:1: JD802 警告 丁；戊（已接受：理由）\n"
        "b.yml:2:1: JD803 提示 己\n"
    )


@pytest.mark.parametrize("word", ["甲\n乙", "甲\r乙", "甲\x1b[31m乙", "甲\u2028乙", "甲\x00乙", "\ud8ff甲"])
def test_nothing_that_was_typed_breaks_the_line_or_the_terminal(word: str) -> None:
    line = as_text([Finding(WARNING, Place(f"{word}.yml", 1, 1), word, word, word)])
    assert len(line.splitlines()) == 1
    assert line[:-1].isprintable()
    line.encode()


def test_json_holds_everything() -> None:
    rows = json.loads(as_json(FOUND))
    assert rows[1] == {
        "file": "库/a b.yml",
        "line": 3,
        "column": 5,
        "code": "JD802",
        "severity": "warning",
        "message": "乙",
        "hint": "丙",
        "waiver": "",
    }
    assert [row["severity"] for row in rows] == ["error", "warning", "warning", "hint"]
    assert rows[2]["waiver"] == "理由"


def test_github_annotates_what_is_open() -> None:
    assert as_github(FOUND) == (
        "::error file=a.yml,title=JD801::甲\n"
        "::warning file=库/a b.yml,line=3,col=5,title=JD802::乙；丙\n"
        "::notice file=b.yml,line=2,col=1,title=JD803::己\n"
    )


def test_nothing_that_was_typed_makes_an_annotation_of_its_own() -> None:
    nasty = WARNING.at(Place("a,line=9:x%.yml", 1, 1), "甲\n::error ::乙\r%0A")
    text = as_github([nasty])
    assert text.count("\n") == 1
    assert "file=a%2Cline=9%3Ax%25.yml," in text
    assert "甲%0A::error ::乙%0D%250A" in text


@pytest.mark.parametrize("format_", FORMATS)
def test_no_findings_are_reported_as_such(format_: str) -> None:
    assert FORMATS[format_]([]) in ("", "[]\n")


def test_a_check_closes_with_its_counts() -> None:
    assert summary(FOUND, 18) == "检查了 18 个岗位：错误 1 条，警告 2 条（已接受 1 条），提示 1 条。"
    assert summary([], 0) == "检查了 0 个岗位：错误 0 条，警告 0 条，提示 0 条。"
