import re

from jdbook import rules
from jdbook.checks import CHECKS, RULES
from jdbook.rules import READING, ROSTER


def test_every_rule_of_reading_is_registered_in_the_order_of_its_code() -> None:
    declared = [rule for name, rule in vars(rules).items() if name.isupper() and hasattr(rule, "code")]
    assert [*READING, *ROSTER] == declared
    assert [rule.code for rule in declared] == sorted(rule.code for rule in declared)


def test_codes_are_stable_unique_and_of_their_family() -> None:
    found = [rule.code for rule in RULES]
    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"JD\d{3}", code) for code in found)
    assert all(rule.code.startswith("JD0") for rule in READING)
    assert not any(check.rule.code.startswith("JD0") for check in CHECKS)


def test_every_manual_says_why_and_how_to_mend_it_in_chinese() -> None:
    for rule in RULES:
        assert "**为什么**" in rule.manual, rule.code
        assert "**怎么改**" in rule.manual, rule.code
        assert re.search("[\u4e00-\u9fff]", rule.title), rule.code


def test_reading_rules_are_named_by_nothing_else() -> None:
    titles = [rule.title for rule in RULES]
    assert len(titles) == len(set(titles))
