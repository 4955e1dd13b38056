"""Traces change with whatever a page shows, and with nothing else."""

from __future__ import annotations

from pathlib import Path

import making
import pytest

from jdbook.leaves import references
from jdbook.site.changes import changes
from jdbook.site.memo import Memo
from jdbook.site.pages import Files, pages
from jdbook.site.traces import Trace, of_changes, of_position
from jdbook.site.wiki import wiki_of

TEMPLATES = [Path(__file__).resolve().parent.parent / "templates" / "site"]
UNIT = "name: 单位\nmission: 使命\ndepartments: {d: {name: 部门, mission: 管钱}, e: {name: 别处}}\n"
FILES = {
    "company.yml": "schema: 1\nname: 公司\n",
    "u/unit.yml": UNIT,
    "u/gm.yml": "title: 总经理\nstatus: 试行\nrevisions: [{changes: 改过}]\n",
    "u/d/boss.yml": "title: 总监\nsuperior: 总经理\nstatus: 试行\n",
    "u/d/a.yml": "title: 会计\nsuperior: 总监\nstatus: 试行\n",
    "u/d/b.yml": "title: 出纳\ncode: '1'\nsuperior: 总监\nauthority: [{matter: 支票, action: 执行, with_whom: [v/x, 别处, 老岗]}]\nstatus: 试行\n",
    "u/e/far.yml": "title: 远处\nsuperior: 总经理\nstatus: 试行\n",
    "u/e/old.yml": "title: 老岗\nstatus: 废止\n",
    "v/unit.yml": "name: 邻居\n",
    "v/x.yml": "title: 邻人\nsuperior: u/gm\nforms: [{name: 报价单, handling: 填写, with_whom: u/gm}]\n"
    "duties: [向客户提案]\nknowledge: [怎样提案]\nstatus: 试行\n",
    "knowledge/knowledge.yml": "topics: {ae: {name: 客户执行}}\n",
    "knowledge/glossary.yml": "terms: [{term: 提案, definition: 说明方案}]\n",
    "knowledge/ae/pitch.md": "---\ntitle: 怎样提案\nrelated: [提案]\n---\n先准备，见[岗位](../../u/gm.yml)。\n",
    "knowledge/ae/quiz.yml": "title: 题\nquestions: [{statement: 甲, answer: 对, explanation: 乙}]\n",
}
PITCH = FILES["knowledge/ae/pitch.md"]
CHANGES: dict[str, dict[str, str]] = {
    "a text": {"u/e/far.yml": FILES["u/e/far.yml"] + "duties: [新的]\n"},
    "a title": {"u/d/a.yml": FILES["u/d/a.yml"].replace("会计", "会计员")},
    "the title of a superior": {"u/d/boss.yml": FILES["u/d/boss.yml"].replace("总监", "主任")},
    "the boss of the boss": {"u/gm.yml": FILES["u/gm.yml"].replace("总经理", "总裁")},
    "a second superior": {"u/d/a.yml": FILES["u/d/a.yml"].replace("总监", "[总监, 总经理]")},
    "a superior outside": {"u/gm.yml": FILES["u/gm.yml"] + "superior: {outside: 董事会}\n"},
    "a circle": {"u/gm.yml": FILES["u/gm.yml"] + "superior: 总监\n"},
    "a headcount": {"u/d/a.yml": FILES["u/d/a.yml"] + "headcount: '3'\n"},
    "a report from another unit": {"v/x.yml": FILES["v/x.yml"].replace("u/gm\nforms", "u/boss\nforms")},
    "private superiors": {"company.yml": "schema: 1\nname: 公司\nprivate: [superior]\n"},
    "a superior": {"u/e/far.yml": FILES["u/e/far.yml"].replace("总经理", "总监")},
    "a code": {"u/d/a.yml": FILES["u/d/a.yml"] + "code: '9'\n"},
    "an alias": {"u/d/boss.yml": FILES["u/d/boss.yml"] + "aliases: [头儿]\n"},
    "a status": {"u/d/a.yml": FILES["u/d/a.yml"].replace("试行", "废止")},
    "a draft published": {"u/d/a.yml": FILES["u/d/a.yml"].replace("试行", "草案")},
    "a new position": {"u/d/c.yml": "title: 文员\nsuperior: 总监\nstatus: 试行\n"},
    "a name now ambiguous": {"u/e/twin.yml": "title: 总监\nstatus: 试行\n"},
    "a department": {"u/unit.yml": UNIT.replace("部门", "资金部")},
    "a mission": {"u/unit.yml": UNIT.replace("使命", "新使命")},
    "a department's mission": {"u/unit.yml": UNIT.replace("管钱", "管账")},
    "the department of a notice": {"u/unit.yml": UNIT.replace("别处", "远方")},
    "reporting lines": {"u/unit.yml": UNIT + "tree: false\n"},
    "a unit": {"v/unit.yml": "name: 隔壁\n"},
    "a neighbour": {"v/x.yml": FILES["v/x.yml"].replace("邻人", "邻居甲")},
    "a neighbour's superior": {"v/x.yml": FILES["v/x.yml"].replace("u/gm", "u/boss")},
    "a notice": {"u/e/old.yml": FILES["u/e/old.yml"].replace("老岗", "旧岗")},
    "a definition": {"knowledge/glossary.yml": FILES["knowledge/glossary.yml"].replace("说明", "讲解")},
    "a term": {"knowledge/glossary.yml": FILES["knowledge/glossary.yml"].replace("term: 提案", "term: 准备")},
    "an article": {"knowledge/ae/pitch.md": PITCH.replace("先准备", "先排练")},
    "the title of an article": {"knowledge/ae/pitch.md": PITCH.replace("title: 怎样提案", "title: 如何提案")},
    "the kind of an article": {"knowledge/ae/pitch.md": PITCH.replace("related", "kind: 案例\nrelated")},
    "what kind of page a title is": {
        "knowledge/ae/pitch.md": PITCH.replace("title: 怎样提案", "title: 题"),
        "knowledge/ae/quiz.yml": FILES["knowledge/ae/quiz.yml"].replace("title: 题", "title: 怎样提案"),
    },
    "a collaborator": {"u/d/a.yml": FILES["u/d/a.yml"] + "collaboration: [{with_whom: v/x, matter: 事}]\n"},
    "a reader": {"v/x.yml": FILES["v/x.yml"].replace("knowledge: [怎样提案]\n", "")},
    "a topic": {"knowledge/knowledge.yml": "topics: {ae: {name: 客户经理, order: [题]}}\n"},
    "a question": {"knowledge/ae/quiz.yml": FILES["knowledge/ae/quiz.yml"].replace("对", "错")},
    "a form": {"v/x.yml": FILES["v/x.yml"].replace("报价单", "询价单")},
    "who is linked by an article": {"u/gm.yml": FILES["u/gm.yml"].replace("试行", "草案")},
    "a revision": {"u/gm.yml": FILES["u/gm.yml"].replace("改过", "又改过")},
    "the company": {"company.yml": "schema: 1\nname: 新公司\nprivate: [code]\n"},
    "the order": {"u/d/a.yml": FILES["u/d/a.yml"].replace("总监", "总经理")},
    "nothing": {},
}


def made(files: dict[str, str], memo: Memo | None = None) -> Files:
    return pages(wiki_of(making.library_of(files)), (), TEMPLATES, memo=memo)


@pytest.mark.parametrize("what", CHANGES)
def test_pages_made_with_a_memo_are_those_made_without(what: str) -> None:
    memo = Memo()
    made(FILES, memo)
    assert made(FILES | CHANGES[what], memo) == made(FILES | CHANGES[what])
    assert made(FILES, memo) == made(FILES), "and back again"


def test_a_department_whose_upper_department_loses_its_page_is_made_again() -> None:
    memo, deep = Memo(), {"u/d/deep/x.yml": "title: 深处\nstatus: 试行\n"}
    assert "u/d/index.md" in made(deep | {"u/d/boss.yml": "title: 总监\nstatus: 试行\n"}, memo)
    below = deep | {"u/d/boss.yml": "title: 总监\nstatus: 草案\n"}
    assert "u/d/index.md" not in made(below)
    assert made(below, memo) == made(below)


def trace(key: str, **changed: str) -> Trace:
    named = {path.replace("__", "/") + ".yml": text for path, text in changed.items()}
    wiki = wiki_of(making.library_of(FILES | named))
    return of_position(wiki, making.entry_of(wiki.library, key))


def test_a_position_far_away_may_change_without_this_page_being_made_again() -> None:
    assert trace("u/b", u__e__far="title: 远方\nsuperior: 总经理\nstatus: 试行\nduties: [新]\n") == trace(
        "u/b"
    )
    assert trace("u/b", u__d__a=FILES["u/d/a.yml"] + "duties: [新]\n") == trace("u/b"), "a text next door"
    assert trace("u/b", u__d__a=FILES["u/d/a.yml"].replace("会计", "会计员")) != trace("u/b"), (
        "a name next door"
    )


def test_everybody_a_position_names_is_found_wherever_that_is() -> None:
    position = making.position("""\
        superior: [甲, {outside: 乙}]
        subordinates: [丙]
        acting_for: [{position: [丁, 戊]}]
        authority: [一句话, {matter: 事, action: 审批, with_whom: 己}]
        collaboration: [{with_whom: [庚], matter: 事}]
        duties: [{text: 事, children: [{text: 小事}]}]
        """)
    assert "".join(sorted(map(str, references(position)))) == "".join(sorted("甲乙丙丁戊己庚"))


def test_a_list_of_changes_depends_on_names_texts_and_its_length() -> None:
    wiki = wiki_of(making.library_of(FILES))
    found = changes(wiki)
    assert of_changes(wiki, found) == of_changes(wiki, found)
    assert of_changes(wiki, found, 2) != of_changes(wiki, found)
    assert of_changes(wiki, ()) != of_changes(wiki, found)
