import random

import pytest

from jdbook.findings import Finding, Place, Rule, Severity, errors, ordered

ERROR, WARNING, HINT = (
    Rule(f"JD{n}", f"规则{n}", severity, "说明") for n, severity in enumerate(Severity, 801)
)


def test_severities_sort_by_weight_and_have_chinese_names() -> None:
    assert sorted(Severity) == [Severity.ERROR, Severity.WARNING, Severity.HINT]
    assert [severity.label for severity in Severity] == ["错误", "警告", "提示"]


@pytest.mark.parametrize(
    "place, text",
    [
        (Place("a.yml"), "a.yml"),
        (Place("a.yml", 3, 5), "a.yml:3:5"),
        (Place("库/甲 乙.yml", 1, 1), "库/甲 乙.yml:1:1"),
    ],
)
def test_a_place_is_written_as_editors_jump_to_it(place: Place, text: str) -> None:
    assert str(place) == text


def test_findings_are_ordered_as_one_reads_each_once() -> None:
    one, two = ERROR.at(Place("a.yml", 2, 1), "甲"), WARNING.at(Place("a.yml", 10, 1), "乙")
    three, whole = HINT.at(Place("a.yml", 10, 4), "丙"), WARNING.at(Place("a.yml"), "丁")
    other = ERROR.at(Place("b.yml", 1, 1), "戊")
    wanted = [whole, one, two, three, other]
    assert ordered(random.Random(7).sample([*wanted, *wanted], 10)) == wanted


def test_at_one_place_the_code_decides_and_then_the_message() -> None:
    place = Place("a.yml", 1, 1)
    a, b, c = ERROR.at(place, "乙"), WARNING.at(place, "甲"), WARNING.at(place, "乙")
    assert ordered([b, c, a]) == [a, c, b]


def test_in_one_line_the_column_decides_before_the_code() -> None:
    late, early = ERROR.at(Place("a.yml", 1, 9), "甲"), WARNING.at(Place("a.yml", 1, 2), "乙")
    assert ordered([late, early]) == [early, late]


def test_only_errors_stop_publishing_and_no_waiver_changes_that() -> None:
    place = Place("a.yml")
    found = [rule.at(place, "甲") for rule in (HINT, ERROR, WARNING)]
    assert errors(found) == [found[1]]
    assert errors([found[1].waived("理由")]) == [found[1].waived("理由")]


def test_a_waived_finding_keeps_everything_and_is_no_longer_open() -> None:
    found = WARNING.at(Place("a.yml", 1, 2), "甲", "乙")
    waived = found.waived("理由")
    assert (found.open, waived.open) == (True, False)
    assert waived == Finding(WARNING, Place("a.yml", 1, 2), "甲", "乙", "理由")
    assert (waived.code, waived.severity) == ("JD802", Severity.WARNING)
