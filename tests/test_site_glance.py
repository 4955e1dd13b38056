"""What is seen of a position at one look: only what it says, only the first few, and where the rest is."""

from __future__ import annotations

from collections.abc import Mapping

from making import entry_of, library_of

from jdbook.site.glance import LINES, NAMES, Block, Glance, Line, People, Person, glance_of
from jdbook.site.wiki import wiki_of

BOSS = "title: 财务总监\nstatus: 试行\n"


def look(text: str, others: Mapping[str, str] | None = None) -> Glance:
    """Return the look of the position 出纳员 in u/ with this text."""
    files = {"u/unit.yml": "name: 单位\ndepartments: {d: {name: 财务部}}\n", "u/d/boss.yml": BOSS}
    files |= {"u/x.yml": f"title: 出纳员\nstatus: 试行\n{text}", **(others or {})}
    wiki = wiki_of(library_of(files))
    return glance_of(wiki, entry_of(wiki.library, "u/x"))


def block(glance: Glance, title: str) -> Block:
    return next(one for one in glance.blocks if one.title == title)


def people(glance: Glance, title: str) -> People:
    return next(one for one in glance.people if one.title == title)


def test_what_a_position_does_not_say_is_left_out() -> None:
    assert look("") == Glance((People("直接上级", ()), People("直接下级", ())), ())


def test_superiors_reports_and_colleagues_lead_to_their_pages() -> None:
    glance = look(
        "superior: [财务总监, {outside: 董事会}]\ncollaboration:\n"
        "  - {with_whom: [财务部, {outside: 银行}], matter: 对账}\n  - {with_whom: [{outside: 银行}], matter: 存款}\n",
        {"u/y.yml": "title: 助理\nsuperior: 出纳员\nstatus: 试行\n"},
    )
    assert people(glance, "直接上级").shown == (Person("财务总监", "u/d/boss.md"), Person("董事会"))
    assert [who.name for who in people(glance, "直接下级").shown] == ["助理"]
    assert [who.name for who in people(glance, "协作对象").shown] == ["财务部", "银行"], "each once"
    assert people(glance, "协作对象").shown[0].page, "a department has a page"


def test_of_many_reports_the_first_few_are_shown_and_all_are_counted() -> None:
    def team(count: int) -> People:
        others = {f"u/n{n}.yml": f"title: 助理{n}\nsuperior: 出纳员\nstatus: 试行\n" for n in range(count)}
        return people(look("", others), "直接下级")

    assert (len(team(NAMES + 1).shown), team(NAMES + 1).others) == (NAMES + 1, ())
    assert (len(team(NAMES + 2).shown), team(NAMES + 2).total) == (NAMES, NAMES + 2)


def test_private_superiors_are_not_said_to_be_none() -> None:
    private = {"company.yml": "schema: 1\nname: 公司\nprivate: [superior, assessment]\n"}
    assert look("superior: 财务总监\nassessment: [{item: 差错率}]\n", private) == Glance((), ())


def test_duties_of_every_day_come_first_with_the_number_they_have_in_full() -> None:
    glance = look(
        "duties:\n  - 一\n  - {text: 二, frequency: 每月}\n  - {text: 三, frequency: 每周2次}\n  - 四\n"
        "  - {text: 五, frequency: 每日}\n  - 六\n"
    )
    assert block(glance, "要做的事") == Block(
        "duties",
        "要做的事",
        (
            Line("三", "duties-3", marks=("每周2次",)),
            Line("五", "duties-5", marks=("每日",)),
            Line("一", "duties-1"),
            Line("二", "duties-2", marks=("每月",)),
        ),
        6,
    )
    assert block(glance, "要做的事").label == "主要职责"


def test_what_is_decided_alone_is_told_from_what_others_have_a_say_in() -> None:
    glance = look(
        "authority:\n  - 管好现金\n  - {matter: 零星报销, action: 审批, limit: {below: 500}}\n"
        "  - {matter: 签发支票, action: 执行, with_whom: 财务总监}\n  - {matter: 招聘, action: 提议}\n"
        "  - {matter: 单据, action: 审核}\n  - {matter: 盘点, action: 监督, with_whom: 财务总监}\n"
        "  - {matter: 报表, action: 审核, with_whom: {outside: 税务局}}\n"
    )
    own, asked = block(glance, "我能定、能办的"), block(glance, "要报谁、会同谁")
    assert [(line.text, line.anchor, line.marks) for line in own.lines] == [
        ("零星报销", "authority-2", ("审批", "500 元以下"))
    ]
    assert [(line.text, [who.name for who in line.whom]) for line in asked.lines] == [
        ("签发支票", ["财务总监"]),
        ("招聘", []),
        ("报表", ["税务局"]),
    ]
    assert own.total == asked.total == 7


def test_measures_are_named_with_their_weight_and_are_few() -> None:
    items = "".join(f"  - {{item: 指标{n}, weight: 20%}}\n" for n in range(1, 6))
    shown = block(look(f"assessment:\n{items}"), "怎么考核")
    assert (shown.lines[0], len(shown.lines), shown.total) == (
        Line("指标1", "assessment-1", marks=("20%",)),
        LINES,
        5,
    )


def test_reading_is_in_the_order_written_with_what_kind_it_is() -> None:
    glance = look(
        "knowledge: [提案, 怎样提案, 题, 没有的]\n",
        {
            "knowledge/knowledge.yml": "topics: {ae: {name: 客户执行}}\n",
            "knowledge/glossary.yml": "terms: [{term: 提案, definition: 说明方案}]\n",
            "knowledge/ae/pitch.md": "---\ntitle: 怎样提案\nkind: 方法\n---\n先准备。\n",
            "knowledge/ae/quiz.yml": "title: 题\nquestions: [{statement: 甲, answer: 对, explanation: 乙}]\n",
        },
    )
    lines = block(glance, "上岗先读").lines
    assert [(line.text, *line.marks) for line in lines] == [
        ("提案", "术语"),
        ("怎样提案", "方法"),
        ("题", "自测"),
        ("没有的",),
    ]
    assert [bool(line.page) for line in lines] == [True, True, True, False]
    assert lines[-1].anchor == "knowledge"
