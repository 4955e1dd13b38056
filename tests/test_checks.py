"""Every rule against its fixture, and what all checks have in common: no crash, no surprise in cost, manuals that help."""

import re
import time
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
import test_tree
from fixtures import Example, Fixture, all_fixtures, parse
from hypothesis import HealthCheck, given, settings
from making import library_of, load_of, sources_of
from strategies import libraries, wordings

from jdbook.checks import (
    CHECKS,
    RULES,
    content,
    control,
    forms,
    hiring,
    knowledge,
    law,
    likeness,
    names,
    org,
    powers,
    run,
    together,
    wording,
)
from jdbook.checks.registry import Check, checks_in
from jdbook.checks.text import Wording, clauses, normal
from jdbook.checks.wording import is_catch_all, vague_part
from jdbook.findings import Finding, Rule, Severity, ordered
from jdbook.gathering import gather
from jdbook.rules import READING, ROSTER

FIXTURES = all_fixtures()
WITH_FILES = [fixture for fixture in FIXTURES.values() if not fixture.is_about_the_disk]
BY_CODE = {rule.code: rule for rule in RULES}
FAMILIES = {
    "JD1": (org, together, names),
    "JD2": (content, wording, powers, forms, likeness),
    "JD3": (law, hiring),
    "JD4": (control,),
    "JD5": (knowledge,),
}


def findings_of(files: dict[str, str], today: date | None = None) -> list[Finding]:
    library, found = load_of(files)
    return ordered(run(replace(library, today=today), CHECKS, RULES, found))


def codes_of(files: dict[str, str]) -> set[str]:
    return {finding.code for finding in findings_of(files)}


@pytest.mark.parametrize("fixture", WITH_FILES, ids=lambda fixture: fixture.code)
def test_a_rule_reports_exactly_what_its_fixture_says(fixture: Fixture) -> None:
    assert fixture.reported.lines(fixture.code) == fixture.reported.expected
    assert fixture.reported.expected


@pytest.mark.parametrize("fixture", WITH_FILES, ids=lambda fixture: fixture.code)
def test_a_rule_is_silent_about_the_near_miss(fixture: Fixture) -> None:
    assert fixture.silent.files
    assert fixture.silent.lines(fixture.code) == []


def test_every_rule_has_a_fixture_and_every_fixture_a_rule() -> None:
    assert {name: (fixture.code, fixture.title) for name, fixture in FIXTURES.items()} == {
        rule.code: (rule.code, rule.title) for rule in RULES
    }


def test_rules_without_files_in_their_fixture_are_tested_on_the_disk_or_on_rosters() -> None:
    without = {fixture.code for fixture in FIXTURES.values() if fixture.is_about_the_disk}
    assert without == test_tree.CODES | {rule.code for rule in ROSTER}


@pytest.mark.parametrize("text", ["", "# JD101 甲\n\n乙\n", "# 甲\n\n乙\n\n## 会报告\n\n## 不会报告\n"])
def test_a_fixture_with_a_missing_part_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="夹具"):
        parse(text)


def test_codes_are_unique_and_stand_in_order() -> None:
    codes = [rule.code for rule in RULES]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch(r"JD\d{3}", code) for code in codes)


def test_a_rule_stands_in_the_module_of_its_family() -> None:
    assert {rule.code[:3] for rule in READING} == {"JD0"}
    for family, modules in FAMILIES.items():
        assert {check.rule.code[:3] for module in modules for check in checks_in(module)} == {family}
    assert sum(len(checks_in(module)) for modules in FAMILIES.values() for module in modules) == len(CHECKS)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_manual_says_why_and_how_to_mend_in_two_paragraphs(rule: Rule) -> None:
    why, mend = rule.manual.strip().split("\n\n")
    assert re.match(r"\*\*为什么\*\* \S", why)
    assert re.match(r"\*\*怎么改\*\* \S", mend)
    assert why.endswith("。")
    assert mend.endswith("。")


@pytest.mark.parametrize("check", [*checks_in(law), *checks_in(hiring)], ids=lambda check: check.rule.code)
def test_a_rule_of_law_is_no_error_and_names_article_and_version(check: Check) -> None:
    assert check.rule.severity is not Severity.ERROR
    if check.rule.code != "JD303":  # no statute names age, height and looks, and the manual says so
        assert re.search(r"第[0-9]+(?:至[0-9]+)?条", check.rule.manual)
        assert re.search(r"(?:19|20)\d\d", check.rule.manual)


@pytest.mark.parametrize("fixture", WITH_FILES, ids=lambda fixture: fixture.code)
def test_a_finding_says_where_what_and_what_to_do(fixture: Fixture) -> None:
    for finding in fixture.reported.findings():
        assert finding.place.file.startswith("jd_source/")
        assert finding.message
        assert finding.hint
        assert not finding.message.endswith(("。", "；"))
        assert not finding.hint.endswith(("。", "；"))


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(libraries())
def test_no_library_makes_a_check_fail(files: dict[str, str]) -> None:
    library, found = gather(sources_of(files))
    known = {source.file for source in sources_of(files).values()}
    for finding in run(replace(library, today=date(2026, 7, 1)), CHECKS, RULES, found):
        assert finding.place.file in known | {"jd_source/ad", "jd_source/media"}
        assert finding.place.line >= 0


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(libraries())
def test_the_order_of_the_files_changes_no_code_of_the_organisation(files: dict[str, str]) -> None:
    def counted(some: dict[str, str]) -> Counter[tuple[str, str]]:
        return Counter(
            (f.code, f.place.file)
            for f in findings_of(some)
            if f.code in ("JD101", "JD102", "JD103", "JD106", "JD114")
        )

    assert counted(files) == counted(dict(reversed(files.items())))


def test_a_waived_warning_keeps_its_reason_and_an_error_stays_open() -> None:
    files = {
        "ad/cashier.yml": "title: 出纳员\nsuperior: 无此人\nwaive:\n  JD201: 原始材料只有标题\n  JD101: 以后再补\n"
    }
    found = {finding.code: finding for finding in findings_of(files)}
    assert found["JD201"].waiver == "原始材料只有标题"
    assert found["JD101"].open
    assert "JD032" in found


def test_a_finding_about_a_unit_is_waived_in_its_unit_file() -> None:
    unit = "name: 甲\ncode: A\nwaive:\n  JD310: 由安全手册统一规定\n"
    files = {"ad/unit.yml": unit, "ad/a.yml": "title: 乙\n", "ad/b.yml": "title: 丙\n"}
    assert [f.waiver for f in findings_of(files) if f.code == "JD310"] == ["由安全手册统一规定"]


def test_an_unknown_superior_may_be_in_the_file_that_could_not_be_read() -> None:
    files = {"ad/cashier.yml": "title: 出纳员\nsuperior: 财务总监\n", "ad/director.yml": "title：财务总监\n"}
    (hint,) = [finding.hint for finding in findings_of(files) if finding.code == "JD101"]
    assert hint.startswith("本单位有文件读不出来，可能就在其中，先改好那份文件；")


def test_a_superior_in_a_file_of_another_encoding_is_not_called_unknown_without_saying_so() -> None:
    sources = sources_of({"ad/cashier.yml": "title: 出纳员\nsuperior: 财务总监\n"})
    library, _ = gather(sources, unreadable=["ad/director.yml"])
    (hint,) = [finding.hint for finding in run(library, CHECKS, RULES) if finding.code == "JD101"]
    assert "本单位有文件读不出来" in hint


def test_a_broken_file_is_named_before_namesakes_of_other_units() -> None:
    files = {
        "a/gm.yml": "title：总经理\n",
        "a/x.yml": "title: 甲\nsuperior: 总经理\n",
        "b/gm.yml": "title: 总经理\n",
    }
    (hint,) = [one.hint for one in findings_of(files) if one.code == "JD101"]
    assert hint.startswith("本单位有文件读不出来")
    assert "b/gm" in hint


def test_what_is_inherited_is_reported_once_in_the_file_that_says_it() -> None:
    files = {
        "ad/staff.yml": "title: 职员\nduties:\n  - 迟到一次罚款50元\n  - 做好本职工作\n",
        "ad/cashier.yml": "title: 出纳员\nextends: staff\nduties:\n  - 每日核对现金\n",
    }
    found = [f for f in findings_of(files) if f.code in ("JD304", "JD207", "JD208")]
    assert {finding.place.file for finding in found} == {"jd_source/ad/staff.yml"}
    assert len(found) == 3


def test_a_limit_inherited_from_another_position_is_reported_where_it_is_inherited() -> None:
    limited = "authority:\n  - {matter: 付款, action: 审批, limit: {below: %s, unit: 元}}\n"
    files = {
        "ad/gm.yml": "title: 总经理\n" + limited % 100,
        "ad/staff.yml": "title: 职员\n" + limited % 500,
        "ad/cashier.yml": "title: 出纳员\nsuperior: 总经理\nextends: staff\n",
    }
    assert [str(f.place) for f in findings_of(files) if f.code == "JD210"] == ["jd_source/ad/cashier.yml:3:1"]


def test_a_power_shared_with_somebody_higher_up_is_not_compared() -> None:
    power = "authority:\n  - {matter: 付款, action: 审批, limit: {below: 100, unit: 元}}\n"
    files = {
        "ad/gm.yml": "title: 总经理\nsuperior: {outside: 董事会}\n",
        "ad/head.yml": "title: 主管\nsuperior: 总经理\n" + power,
        "ad/cashier.yml": "title: 出纳员\nsuperior: 主管\nauthority:\n  - {matter: 付款, action: 审批, with_whom: WHO}\n",
    }
    for who, reported in (("总经理", False), ("{outside: 董事会}", False), ("{outside: 税务机关}", True)):
        some = files | {"ad/cashier.yml": files["ad/cashier.yml"].replace("WHO", who)}
        assert ("JD210" in codes_of(some)) is reported, who


def test_a_power_below_a_circle_of_superiors_is_compared_to_an_end() -> None:
    power = "authority:\n  - {matter: 付款, action: 审批, with_whom: 税务员}\n"
    files = {
        "ad/a.yml": "title: 甲\nsuperior: 乙\n",
        "ad/b.yml": "title: 乙\nsuperior: 丙\n",
        "ad/c.yml": "title: 丙\nsuperior: 乙\nauthority:\n  - {matter: 付款, action: 审批, limit: {below: 9}}\n",
        "ad/d.yml": "title: 丁\nsuperior: 甲\n" + power,
        "ad/e.yml": "title: 戊\nsuperior: 甲\n" + power.replace("付款", "用印"),
        "ad/t.yml": "title: 税务员\n",
    }
    assert [f.place.file for f in findings_of(files) if f.code == "JD210"] == ["jd_source/ad/d.yml"]


def test_reviews_are_not_overdue_without_a_date_of_today() -> None:
    files = {"ad/cashier.yml": "title: 出纳员\nreview_by: 2020-01-01\n"}
    assert "JD403" not in {finding.code for finding in findings_of(files)}
    assert "JD403" in {finding.code for finding in findings_of(files, date(2020, 1, 2))}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("核对现金，登记！", "核对现金登记"),
        ("ＡＢ c", "abc"),
        ("1.5万元", "1.5万元"),
        ("10%", "10%"),
        ("……", ""),
        ("a_b", "ab"),
    ],
)
def test_normal_leaves_words_and_figures(text: str, expected: str) -> None:
    assert normal(text) == expected


def test_clauses_end_at_commas_and_stops() -> None:
    assert clauses("核对现金， 登记；盘点。") == ["核对现金", "登记", "盘点"]


@pytest.mark.parametrize("text", [
    "完成领导交办的其他工作", "承办董事长、总经理另外交给的任务", "领导安排的其它一些专项工作", "完成上级领导交给的其他的工作、任务",
    "执行部门经理交办的各项工作任务", "办理总经理另行安排的事项",
])  # fmt: skip
def test_a_catch_all_is_known_in_the_ways_people_write_it(text: str) -> None:
    assert is_catch_all(text)


@pytest.mark.parametrize("text", [
    "完成公司下达的部门业务指标", "认真完成公司安排的区域投递任务", "办理客户交办的事项", "安排其他部门的值班", "执行董事会决定的年度计划",
])  # fmt: skip
def test_a_task_that_is_named_is_no_catch_all(text: str) -> None:
    assert not is_catch_all(text)


@pytest.mark.parametrize("text", [
    "保管好空白支票", "做好票据管理工作，每月编制盘点表", "负责票据的收取、登记、归档等工作", "组织年度工作会议", "汇报工作",
    "负责项目启动、项目计划、项目验收等相关工作",
])  # fmt: skip
def test_a_definite_duty_is_not_called_vague(text: str) -> None:
    assert vague_part(text) == ""


@given(wordings)
def test_a_first_look_at_all_texts_together_misses_none(text: str) -> None:
    together = f"出纳员\n{text}\n财务部"
    for known in [
        value for module in (law, hiring) for value in vars(module).values() if isinstance(value, Wording)
    ]:
        if known.find(text):
            assert known.pattern.search(together)


HOSTILE = [
    "1" * 20_000, "1,." * 8_000, "，" * 20_000 + "甲", "不得罚款" * 6_000, "百千万亿" * 6_000, "交办的" * 8_000, "工资" * 10_000,
    "倒数第一" * 6_000, "认真做好" * 6_000, "收入费用" * 6_000, "x_" * 10_000, " - " * 8_000, "男" * 20_000, "其他的" * 8_000,
    "保管会计档案不得" * 3_000, "（" * 20_000, "\u0301" * 20_000, "1 - 2" * 5_000, "等工作、" * 6_000, "押金客户" * 6_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:6])
def test_no_wording_takes_more_time_than_its_length(text: str) -> None:
    sentence = f'"{text}"'
    lists = "".join(f"{key}:\n  - {sentence}\n" for key in ("duties", "authority", "rules", "remuneration"))
    library = library_of({"ad/cashier.yml": f"title: 出纳员\n{lists}qualifications:\n  other: {sentence}\n"})
    start = time.process_time()
    run(library, CHECKS, RULES)
    assert time.process_time() - start < 2  # what grows with the square of 20,000 takes minutes


def _many(count: int, body: str) -> dict[str, str]:
    return {
        f"ad/p{n}.yml": f"title: 岗位{n}\n" + body.format(n=n, next=n + 1, last=count - 1)
        for n in range(count)
    }


@pytest.mark.parametrize("body", [
    "superior: 经理{n}号岗\n", "superior: 岗位{next}\n", "superior: [岗位0, 岗位{last}]\n", "aliases: [主管]\nsuperior: 主管\ncode: GG-01\n",
    "knowledge: [知识{n}号]\nduties: [每日核对现金并登记日记账]\n", "subordinates: [岗位{next}, 岗位0]\n",
    "superior: 岗位{next}\nauthority:\n  - {{matter: 付款, action: 审批, limit: {{below: {n}1, unit: 元}}}}\n",
])  # fmt: skip
def test_a_thousand_positions_with_the_same_trouble_cost_little(body: str) -> None:
    library, _ = load_of(_many(1_000, body))
    start = time.process_time()
    found = run(library, CHECKS, RULES)
    assert time.process_time() - start < 4
    assert sum(len(finding.message) for finding in found) < 3_000_000


def test_a_long_message_is_cut_short() -> None:
    loop = Example(
        _many(50, "superior: 岗位{next}\n") | {"ad/p49.yml": "title: 岗位49\nsuperior: 岗位0\n"},
        frozenset(),
        None,
        [],
    )
    (line,) = loop.lines("JD105")
    assert "共 50 个岗位" in line
    assert len(line) < 200


def test_positions_of_one_id_are_told_apart_when_their_duties_are_alike() -> None:
    duty = "title: 岗位{n}\nduties: [每日核对库存现金与银行存款并登记{n}号日记账]\n"
    files = {
        f"ad/{folder}/cashier.yml": duty.format(n=n) for n, folder in enumerate(("finance", "sales", "x/y"))
    }
    found = [finding for finding in findings_of(files) if finding.code == "JD220"]
    assert [finding.place.file for finding in found] == [
        "jd_source/ad/sales/cashier.yml",
        "jd_source/ad/x/y/cashier.yml",
        "jd_source/ad/x/y/cashier.yml",
    ]


def test_files_read_again_for_places_are_let_go_of() -> None:
    library, found = load_of(
        {f"ad/finance/p{n}.yml": f"title: 岗位{n}\nduties: [做好本职工作]\n" for n in range(3)}
    )
    assert run(library, CHECKS, RULES, found)
    assert not any("_read" in vars(entry.source) for entry in library.entries)


def found_of(code: str, files: dict[str, str]) -> list[str]:
    return [str(finding.place) for finding in findings_of(files) if finding.code == code]


def test_somebody_named_in_a_sentence_or_by_an_outer_department_knows_of_the_other() -> None:
    unit = "name: 广告公司\ndepartments:\n  sales: {name: 销售部}\n  sales/team: {name: 一组}\n"
    asked = "title: 出纳\ncollaboration: [{with_whom: [文员, 组员, 会计], matter: 核对}]\n"
    files = {
        "ad/unit.yml": unit,
        "ad/cashier.yml": asked,
        "ad/clerk.yml": "title: 文员\nduties: [协助出纳付款]\n",
        "ad/book.yml": "title: 会计\n",
        "ad/sales/team/x.yml": "title: 组员\n",
    }
    assert found_of("JD122", files) == [
        "jd_source/ad/cashier.yml:2:34",
        "jd_source/ad/cashier.yml:2:38",
    ]
    by_department = {"ad/sales/x.yml": "title: 经理\ncollaboration: [{with_whom: 组员, matter: 核对}]\n"}
    member = {"ad/sales/team/x.yml": "title: 组员\ncollaboration: [{with_whom: 销售部, matter: 核对}]\n"}
    assert found_of("JD122", files | by_department | member)[-1].startswith("jd_source/ad/cashier.yml")


@pytest.mark.parametrize("copies", [2, 8, 9, 20])
def test_however_many_copies_there_are_each_is_told_of(copies: int) -> None:
    duties = (
        "duties: [每日核对库存现金{n}与银行存款, 依据原始凭证办理收付{n}款项, 每月编制盘存表{n}交财务总监]\n"
    )
    files = {f"u{n:02}/cashier.yml": "title: 出纳员\n" + duties.format(n=n) for n in range(copies)}
    assert len({place.split(":")[0] for place in found_of("JD220", files)}) == copies - 1


def test_a_form_is_begun_within_its_own_unit() -> None:
    files = {
        "a/x.yml": "title: 甲\nforms: [{name: 工资表, handling: 填写}]\n",
        "b/x.yml": "title: 乙\nforms: [{name: 《工资表》, handling: 审批}]\n",
    }
    assert found_of("JD219", files) == ["jd_source/b/x.yml:2:10"]


@pytest.mark.parametrize(
    "name",
    ["民法典", "会计基础工作规范", "员工手册", "劳动合同法（2012修正）", "档案管理办法（试行）", "经济日报"],
)
def test_laws_rules_and_papers_are_no_forms(name: str) -> None:
    assert found_of("JD218", {"a/x.yml": f"title: 甲\nduties: [按《{name}》办理]\n"}) == []


def test_one_broken_file_of_knowledge_makes_no_others_look_broken() -> None:
    files = {
        "knowledge/ae/work.md": "---\ntitle 工作\n---\n",
        "knowledge/ae/more.md": "---\ntitle: 更多\nrelated: [工作]\n---\n[工作](work.md)\n",
        "a/x.yml": "title: 甲\nknowledge: [工作, 更多]\n",
    }
    assert not {"JD213", "JD501", "JD502"} & codes_of(files)


@pytest.mark.parametrize(
    "body", ["## 标题\n\n" * 14_000, "![" * 49_000, "[" * 99_000, "[a](" * 24_000, "> " * 49_000]
)
def test_an_article_however_it_is_made_is_checked_in_bounded_time(body: str) -> None:
    start = time.process_time()
    findings_of({"knowledge/a.md": f"---\ntitle: 甲\n---\n{body}"})
    assert time.process_time() - start < 15  # what grows with the square takes minutes


def test_an_article_too_long_to_be_one_is_left_out_and_told() -> None:
    assert "JD009" in codes_of({"knowledge/a.md": "---\ntitle: 甲\n---\n" + "字" * 100_001})
