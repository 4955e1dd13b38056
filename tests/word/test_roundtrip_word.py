"""Word files of ours that come back: untouched ones say what they said, edited ones say exactly what was changed."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import making
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import positions
from word_edits import Paper, edited, element, run
from word_makers import COMPANY, W, parts_of, template, text_of, zipped

from jdbook.copies import Copy, copy_of
from jdbook.fields import FIELDS, fields_of
from jdbook.importing.numbering import leading
from jdbook.library import Library
from jdbook.loading import load
from jdbook.model import Position
from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.word.carried import carried
from jdbook.roundtrip.word.document import read_word
from jdbook.roundtrip.word.paper import read_body
from jdbook.shapes import Limit, Record
from jdbook.word.form import document, draw, position_document
from jdbook.word.handbook import Chapter, Handbook, handbook
from jdbook.word.layout import Layout, layout_of
from jdbook.word.origin import digest
from jdbook.writing import to_data

PROJECT = Path(__file__).resolve().parents[2]
ITEM = "customXml/item1.xml"
CLERK = """\
title: 出纳员
code: SL-01
aliases: [出纳]
level: 三级
superior: [ad/gm, {outside: 董事会}]
purpose: 保管现金，办理收付
duties:
  - 登记日记账
  - {text: 核对余额, frequency: 每日}
  - text: 办理报销
    children: [审核单据, 支付款项]
  - {text: 保管印章, standard: 不得带出公司, group: 协助}
authority:
  - 有权拒付不合规的款项
  - {matter: 签发支票, action: 执行, limit: {from: 10000}, with_whom: [ad/gm, {outside: 银行}]}
  - {matter: 采购办公用品, action: 审批, note: 每月一次}
responsibilities: [对现金安全负责, 对账目真实负责]
collaboration: [{with_whom: [会计员, {outside: 税务部门}], matter: 交纳税金}]
qualifications: {education: [大专, 本科优先], skills: [熟练使用财务软件]}
rules: [{text: 不得坐支现金, group: 现金管理}, {text: 印章分开保管, group: 印章管理}]
remuneration: [月薪八千]
status: 试行
version: "1.0"
revisions: [{version: "1.0", changes: 首次编写}]
"""
OTHERS = {
    "ad/gm.yml": "title: 总经理\n",
    "sample/accountant.yml": "title: 会计员\nsuperior: 出纳员\npurpose: 记账\nduties: [记账, 报税]\n",
}
KEY = "sample/clerk"
Edit = Callable[[Paper], object]


@cache
def library() -> Library:
    units = {
        f"{unit}/unit.yml": f"name: {name}\n" for unit, name in (("sample", "示例单位"), ("ad", "广告公司"))
    }
    drafts = {path: f"{text}status: 试行\n" for path, text in OTHERS.items()}
    return making.library_of({f"{KEY}.yml": CLERK} | units | drafts)


def copy(key: str = KEY, *, public: bool = False) -> Copy:
    return copy_of(library(), library().by_key[key], public=public)


@cache
def form(layout: str = "") -> bytes:
    return position_document(copy(), replace(template(), layout=_layout(layout)), COMPANY)


def _layout(text: str) -> Layout:
    layout, wrong = layout_of(text)
    assert not wrong
    return layout


@cache
def book() -> bytes:
    drawn = [draw(copy(key), template(), COMPANY) for key in (KEY, "sample/accountant", "ad/gm")]
    return handbook(Handbook("岗位手册", "示例", COMPANY, "示例", [Chapter("财务部", drawn)]), template())


def came(data: bytes) -> Returned:
    """Return the only position in a file."""
    read = read_word(data)
    assert not read.reason
    (one,) = read.returned
    return one


def after(*edits: Edit) -> Returned:
    """Return the clerk after some edits, which leave no doubt."""
    one = came(edited(form(), *edits))
    assert one.doubts == ()
    return one


def changes(one: Returned) -> dict[str, Any]:
    """Return what is different now, by key; None for a key that is gone."""
    keys = dict.fromkeys((*one.base, *one.edited))
    return {key: one.edited.get(key) for key in keys if one.edited.get(key) != one.base.get(key)}


def clerk(key: str) -> Any:
    """Return what the clerk's file says under a key, free to be changed."""
    return deepcopy(to_data(library().by_key[KEY].position)[key])


def swapped(told: bytes, shown: bytes) -> bytes:
    """Return a file that shows one text and tells that it was made from another."""
    return zipped(parts_of(shown) | {ITEM: parts_of(told)[ITEM]})


# Untouched.


def samples() -> Library:
    return load(PROJECT).library


def test_every_sample_position_comes_back_as_it_was() -> None:
    library = samples()
    for entry in library.entries:
        for public in (False, True):
            made = copy_of(library, entry, public=public)
            one = came(position_document(made, template(), COMPANY))
            assert one.key == entry.key
            assert one.edited == one.base, entry.key
            assert one.doubts == (), entry.key
            whole = to_data(made.entry.position)
            assert {key: whole[key] for key in one.base} == one.base
            assert set(whole) - set(one.base) <= {"source", "extends", "waive", "subordinates"}


@given(positions())
@settings(max_examples=150)
def test_any_position_comes_back_as_it_was(value: Position) -> None:
    one = came(_document(value))
    assert one.edited == one.base
    assert one.doubts == ()


def _document(value: Position) -> bytes:
    home = library()
    entry = replace(home.by_key[KEY], position=value)
    try:
        return position_document(
            copy_of(replace(home, entries=(entry,)), entry, public=False), template(), COMPANY
        )
    except ValueError as error:  # a character that no Word file can hold
        assert "can't stand" in str(error)  # noqa: PT017
        return form()


def test_a_form_comes_back_with_the_check_code_of_its_text() -> None:
    assert read_word(form()).codes == {KEY: copy().check_code}


def test_a_public_copy_tells_nothing_private_and_comes_back() -> None:
    data = position_document(copy(public=True), template(), COMPANY)
    assert b"remuneration" not in data
    assert "八千".encode() not in data
    one = came(data)
    assert one.edited == one.base
    assert "remuneration" not in one.base


def test_what_is_derived_is_not_data() -> None:
    assert "subordinates" not in came(form()).base
    assert "会计员".encode() in parts_of(form())["word/document.xml"]


LAYOUTS = {
    "order": "order: [管理制度, 主要职责, 直接上级, 岗位名称]\n",
    "labels": "labels: {主要职责: 岗位职责, 基本信息: 概况, 直接上级: 汇报对象, 管理权限: 职权}\n",
    "hidden": "hidden: [薪酬待遇, 别名, 修订记录]\n",
    "headless": "hidden: [基本信息]\n",
    "columns": "columns: {管理权限: [权限, 会同或报送, 事项], 协作关系: [协作事项]}\n",
    "exchanged": "labels: {主要职责: 管理权限, 管理权限: 主要职责}\n",
}


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_forms_of_every_layout_come_back(layout: str) -> None:
    one = came(form(layout))
    assert one.edited == one.base
    assert one.doubts == ()
    changed = came(edited(form(layout), lambda paper: paper.insert("登记日记账", "编制报表")))
    assert changes(changed) == {"duties": [clerk("duties")[0], "编制报表", *clerk("duties")[1:]]}


def test_what_is_hidden_is_neither_told_nor_taken_for_deleted() -> None:
    data = form(LAYOUTS["hidden"])
    assert "八千".encode() not in data
    assert not {"remuneration", "aliases", "revisions"} & set(came(data).base)
    assert not {"title", "superior"} & set(came(form(LAYOUTS["headless"])).base)


def test_handbooks_come_back_position_by_position() -> None:
    read = read_word(book())
    assert [one.key for one in read.returned] == [KEY, "sample/accountant", "ad/gm"]
    assert all(one.edited == one.base and one.doubts == () for one in read.returned)
    assert read.doubts == ()


def test_a_public_handbook_tells_nothing_private() -> None:
    drawn = [draw(copy(key, public=True), template(), COMPANY) for key in (KEY, "ad/gm")]
    data = handbook(Handbook("岗位手册", "示例", COMPANY, "示例", [Chapter("", drawn)]), template())
    assert b"remuneration" not in data
    assert "八千".encode() not in data
    assert all(one.edited == one.base and one.doubts == () for one in read_word(data).returned)


def test_a_copy_made_out_to_a_person_comes_back() -> None:
    drawn = draw(copy(), template(), COMPANY)
    named = replace(drawn, facts={**drawn.facts, "姓名": "张三", "工号": "007"})
    data = document(named, template())
    assert "张三".encode() in data
    assert read_word(data) == read_word(form())


# Edited.


Change = Callable[[dict[str, Any]], object]


def first_duty_with(**more: Any) -> Change:
    return lambda data: data["duties"].__setitem__(0, {"text": data["duties"][0], **more})


EDITS: dict[str, tuple[Edit, Change]] = {
    "text": (
        lambda paper: paper.change("登记日记账", "逐笔登记日记账"),
        lambda data: data["duties"].__setitem__(0, "逐笔登记日记账"),
    ),
    "text beside a remark": (
        lambda paper: paper.change("核对余额", "核对账户余额"),
        lambda data: data["duties"][1].update(text="核对账户余额"),
    ),
    "remark": (
        lambda paper: paper.change("每日", "每周"),
        lambda data: data["duties"][1].update(frequency="每周"),
    ),
    "remark typed by hand": (
        lambda paper: paper.change("登记日记账", "登记日记账　频次：每日　工作标准：日清月结"),
        first_duty_with(frequency="每日", standard="日清月结"),
    ),
    "item": (
        lambda paper: paper.insert("登记日记账", "编制报表"),
        lambda data: data["duties"].insert(1, "编制报表"),
    ),
    "item with a typed number": (
        lambda paper: paper.style(text_of_new(paper, "核对余额", "3. 编制报表"), "pa"),
        lambda data: data["duties"].insert(2, "编制报表"),
    ),
    "item with a number typed behind the automatic one": (
        lambda paper: paper.insert("核对余额", "3、编制报表"),
        lambda data: data["duties"].insert(2, "编制报表"),
    ),
    "item below with a typed number": (
        lambda paper: paper.style(text_of_new(paper, "支付款项", "（3）归档"), "pa"),
        lambda data: data["duties"][2]["children"].append("归档"),
    ),
    "item of a group": (
        lambda paper: paper.insert("保管印章", "装订凭证"),
        lambda data: data["duties"].append({"text": "装订凭证", "group": "协助"}),
    ),
    "deleted": (lambda paper: paper.delete("登记日记账"), lambda data: data["duties"].pop(0)),
    "last of a list": (
        lambda paper: paper.delete("对账目真实负责"),
        lambda data: data["responsibilities"].pop(),
    ),
    "moved": (
        lambda paper: paper.move("登记日记账", "支付款项"),
        lambda data: data["duties"].insert(2, data["duties"].pop(0)),
    ),
    "nested": (
        lambda paper: paper.number("核对余额", 2),
        lambda data: data["duties"].__setitem__(
            0, {"text": data["duties"][0], "children": [data["duties"].pop(1)]}
        ),
    ),
    "nested by style": (
        lambda paper: paper.style("核对余额", "i2"),
        lambda data: data["duties"].__setitem__(
            0, {"text": data["duties"][0], "children": [data["duties"].pop(1)]}
        ),
    ),
    "raised": (
        lambda paper: paper.number("支付款项", 1),
        lambda data: data["duties"].insert(3, data["duties"][2]["children"].pop()),
    ),
    "group renamed": (
        lambda paper: paper.change("现金管理", "资金管理"),
        lambda data: data["rules"][0].update(group="资金管理"),
    ),
    "group dissolved": (
        lambda paper: paper.delete("协助"),
        lambda data: data["duties"][3].pop("group"),
    ),
    "split runs": (lambda paper: paper.split("登记日记账"), lambda _: None),
    "content control": (lambda paper: paper.control("登记日记账"), lambda _: None),
    "tracked item": (
        lambda paper: paper.track_insert("登记日记账", "编制报表"),
        lambda data: data["duties"].insert(1, "编制报表"),
    ),
    "tracked deletion": (
        lambda paper: paper.track_delete("登记日记账"),
        lambda data: data["duties"].pop(0),
    ),
    "tracked deletion of the text alone": (
        lambda paper: paper.track_delete("登记日记账", end=False),
        lambda data: data["duties"].pop(0),
    ),
    "tracked deletion before a deeper item": (
        lambda paper: paper.track_delete("审核单据"),
        lambda data: data["duties"][2]["children"].pop(0),
    ),
    "tracked deletion at the end": (
        lambda paper: paper.track_delete("对账目真实负责"),
        lambda data: data["responsibilities"].pop(),
    ),
    "tracked change": (
        lambda paper: paper.track_change("日记账", "现金日记账"),
        lambda data: data["duties"].__setitem__(0, "登记现金日记账"),
    ),
    "tracked move": (
        lambda paper: paper.track_move("登记日记账", "核对余额"),
        lambda data: data["duties"].insert(1, data["duties"].pop(0)),
    ),
    "tracked joining": (
        lambda paper: paper.track_join("审核单据"),
        lambda data: data["duties"][2].update(children=["审核单据支付款项"]),
    ),
    "cell": (
        lambda paper: paper.change("采购办公用品", "采购办公用品和耗材"),
        lambda data: data["authority"][2].update(matter="采购办公用品和耗材"),
    ),
    "cell of a limit": (
        lambda paper: paper.change("10000 元及以上", "20,000元以上"),
        lambda data: data["authority"][1].update(limit={"from": "20000"}),
    ),
    "cell of names": (
        lambda paper: paper.change("总经理、银行", "总经理，会计员、银行"),
        lambda data: data["authority"][1].update(with_whom=["ad/gm", "会计员", {"outside": "银行"}]),
    ),
    "name in another cell": (
        lambda paper: paper.change("会计员、税务部门", "税务部门、总经理"),
        lambda data: data["collaboration"][0].update(with_whom=[{"outside": "税务部门"}, "ad/gm"]),
    ),
    "row": (
        lambda paper: paper.add_row("采购办公用品", "", "报废账册", "提议", "", "总经理", ""),
        lambda data: data["authority"].append(
            {"matter": "报废账册", "action": "提议", "with_whom": ["ad/gm"]}
        ),
    ),
    "row deleted": (lambda paper: paper.delete_row("采购办公用品"), lambda data: data["authority"].pop()),
    "row deleted with changes tracked": (
        lambda paper: paper.track_delete_row("采购办公用品"),
        lambda data: data["authority"].pop(),
    ),
    "fact": (lambda paper: paper.change("三级", "四级"), lambda data: data.update(level="四级")),
    "fact emptied": (lambda paper: paper.change("三级", ""), lambda data: data.pop("level")),
    "superior": (
        lambda paper: paper.change("总经理、董事会", "董事会"),
        lambda data: data.update(superior=[{"outside": "董事会"}]),
    ),
    "purpose": (
        lambda paper: paper.insert("保管现金，办理收付", "并保管票据"),
        lambda data: data.update(purpose="保管现金，办理收付\n并保管票据"),
    ),
    "definition": (
        lambda paper: paper.insert("熟练使用财务软件", "会用表格软件"),
        lambda data: data["qualifications"]["skills"].append("会用表格软件"),
    ),
    "definition of another kind": (
        lambda paper: paper.insert("熟练使用财务软件", "经验：两年以上"),
        lambda data: data["qualifications"].update(experience=["两年以上"]),
    ),
    "definition deleted": (
        lambda paper: paper.delete("大专"),
        lambda data: data["qualifications"]["education"].pop(0),
    ),
    "section deleted": (
        lambda paper: paper.delete_table("对现金安全负责"),
        lambda data: data.pop("responsibilities"),
    ),
    "revision": (
        lambda paper: paper.change("首次编写", "首次编写，试行"),
        lambda data: data["revisions"][0].update(changes="首次编写，试行"),
    ),
}


def text_of_new(paper: Paper, model: str, text: str) -> str:
    """Add a paragraph and return its text."""
    paper.insert(model, text)
    return text


@pytest.mark.parametrize("edit, change", EDITS.values(), ids=EDITS)
def test_an_edit_comes_back_as_that_change_and_nothing_else(edit: Edit, change: Change) -> None:
    one = came(edited(form(), edit))
    expected = deepcopy(dict(one.base))
    change(expected)
    assert one.edited == expected
    assert one.doubts == ()


def _stand_in(base: Mapping[str, Any], edited: Mapping[str, Any]) -> bytes:
    """Return a document that was made from one position and shows another."""
    home = library()
    documents = []
    for data in (base, edited):
        entry = replace(home.by_key[KEY], position=Position.model_validate(data))
        whole = replace(home, entries=tuple(entry if one.key == KEY else one for one in home.entries))
        documents.append(position_document(copy_of(whole, entry, public=False), template(), COMPANY))
    return swapped(*documents)


_WORDS = st.sampled_from(
    [f"{verb}{thing}" for verb in ("核对", "编制", "保管") for thing in ("报表", "凭证", "合同")]
)
_DUTIES = st.recursive(
    _WORDS.map(lambda text: {"text": text}),
    lambda below: st.fixed_dictionaries(
        {"text": _WORDS, "children": st.lists(below, min_size=1, max_size=3)}
    ),
    max_leaves=6,
)
_REMARKS = st.fixed_dictionaries(
    {},
    optional={
        "standard": _WORDS,
        "frequency": st.sampled_from(("每日", "每周")),
        "group": st.sampled_from(("日常", "偶发")),
    },
)
_POWERS = _WORDS | st.fixed_dictionaries(
    {"matter": _WORDS, "action": st.sampled_from(("审批", "执行"))},
    optional={
        "note": _WORDS,
        "with_whom": st.lists(st.sampled_from(("会计员", "ad/gm")), min_size=1, max_size=2),
    },
)
_TEXTS = st.fixed_dictionaries(
    {"title": st.just("出纳员"), "superior": st.just(["ad/gm"])},
    optional={
        "purpose": _WORDS,
        "duties": st.lists(
            st.builds(lambda one, more: one | more, _DUTIES, _REMARKS), min_size=1, max_size=6
        ),
        "authority": st.lists(_POWERS, min_size=1, max_size=5),
        "safety": st.lists(_WORDS, min_size=1, max_size=4),
        "qualifications": st.fixed_dictionaries(
            {"skills": st.lists(_WORDS, min_size=1, max_size=3)},
            optional={"other": st.lists(_WORDS.map("会{}".format), min_size=1, max_size=3)},
        ),
        "collaboration": st.lists(
            st.fixed_dictionaries({"with_whom": st.just(["会计员"]), "matter": _WORDS}),
            min_size=1,
            max_size=3,
        ),
    },
)


@given(_TEXTS, _TEXTS)
@settings(max_examples=150)
def test_whatever_was_changed_a_document_says_what_stands_in_it(
    base: Mapping[str, Any], now: Mapping[str, Any]
) -> None:
    one = came(_stand_in(base, now))
    assert one.base == to_data(Position.model_validate(base))
    assert one.edited == to_data(Position.model_validate(now))


_KINDS = [Position, *(one.kind for one in FIELDS if issubclass(one.kind, Record))]
_LABELS = {one.label for kind in _KINDS for one in fields_of(kind)} | {"所属单位"}


def _is_limit(text: str) -> bool:
    """Return whether a text is an authority's limit, whose words are no part of the data."""
    try:
        return bool(Limit.parse(text))
    except ValueError:
        return False


def _pieces(data: bytes) -> Iterator[str]:
    """Yield the pieces of text in a document, without labels, numbers and what stands between values."""
    parts = parts_of(data)
    (origin,) = carried(parts).origins
    for para in (para for block in read_body(parts) for para in block.paras):
        text = para.text.strip()
        if text in _LABELS or _is_limit(text) or digest(para.bare) in origin.around:
            continue
        for piece in re.split(
            r"[、，,；;\s]+", re.sub("|".join(f"{label}：" for label in _LABELS), " ", text)
        ):
            mark = leading(piece) if piece else None
            yield piece[len(mark.text) :] if mark else piece


@given(positions(), positions())
@settings(max_examples=100)
def test_no_text_is_lost_in_silence(base: Position, now: Position) -> None:
    data = swapped(_document(base), _document(now))
    one = came(data)
    said = json.dumps([one.base, one.edited], ensure_ascii=False) + "".join(one.doubts) + "示例单位会计员"
    for piece in _pieces(data):
        told = json.dumps(piece, ensure_ascii=False)[1:-1]
        assert told in said or piece in said, piece


@pytest.mark.parametrize("list_, level", [("1", 5), ("9", 0), ("0", 0)])
def test_an_item_in_another_list_or_without_a_number_is_still_the_item(list_: str, level: int) -> None:
    one = came(edited(form(), lambda paper: paper.number("对现金安全负责", level, list_)))
    assert changes(one) == {}


def test_numbers_that_were_turned_into_text_are_numbers() -> None:
    def turn(paper: Paper) -> None:
        marks = {"i1": "{}.\t", "i2": "（{}）", "se": ""}
        counts = dict.fromkeys(marks, 0)
        for para in paper.root.iter(f"{W}p"):
            style = para.find(f"{W}pPr/{W}pStyle")
            if style is not None and (kind := style.get(f"{W}val")) in marks:
                counts = {one: 0 if one > kind else count for one, count in counts.items()}
                counts[kind] += 1
                style.set(f"{W}val", "pa")
                para.insert(1, run(marks[kind].format(counts[kind])))

    assert changes(after(turn)) == {}


def test_a_new_section_is_one_of_the_position_s_fields() -> None:
    def add(paper: Paper) -> None:
        new = deepcopy(paper.table("对现金安全负责"))
        paper.table("对现金安全负责").addnext(new)
        texts = [one for one in new.iter(f"{W}t") if one.text]
        for one, text in zip(texts, ("安全生产职责", "遵守消防规定", "参加演练"), strict=True):
            one.text = text

    assert changes(after(add)) == {"safety": ["遵守消防规定", "参加演练"]}


# Doubts.


DOUBTS: dict[str, tuple[Edit, str, Change]] = {
    "derived": (
        lambda paper: paper.change("示例单位", "别的单位"),
        "“所属单位”由程序推算，改成的“别的单位”没有收回；要改，请改有关的岗位或文件夹",
        lambda _: None,
    ),
    "control apart": (
        lambda paper: paper.change("版本：1.0", "版本：2.0"),
        "版本：2.0",
        lambda _: None,
    ),
    "signed": (
        lambda paper: sign(paper, "张三"),
        "“编制”一行的“张三”没有收回",
        lambda _: None,
    ),
    "between the tables": (
        lambda paper: paper.table("登记日记账").addprevious(paper.like("岗位职责说明书", "本页待议")),
        "表格外的“本页待议”没有收回",
        lambda _: None,
    ),
    "unnumbered": (
        lambda paper: paper.style(text_of_new(paper, "对现金安全负责", "还要细心"), "pa"),
        "“管理责任”“还要细心”前面没有编号，当作单独一条",
        lambda data: data["responsibilities"].insert(1, "还要细心"),
    ),
    "another list": (
        lambda paper: paper.number(text_of_new(paper, "对现金安全负责", "还要细心"), 0, "9"),
        "“管理责任”“还要细心”用了另一个编号列表，当作第 1 级",
        lambda data: data["responsibilities"].insert(1, "还要细心"),
    ),
    "strange number": (
        lambda paper: paper.style(text_of_new(paper, "对现金安全负责", "二、还要细心"), "pa"),
        "的编号“二、”不是说明书的",
        lambda data: data["responsibilities"].insert(1, "还要细心"),
    ),
    "levels where there are none": (
        lambda paper: paper.number("对账目真实负责", 2),
        "“管理责任”“对账目真实负责”是下一级，这一节不分级，当作单独一条",
        lambda _: None,
    ),
    "action": (
        lambda paper: paper.change("审批", "点头"),
        "里有不能用的词，只能是",
        lambda _: None,
    ),
    "limit": (
        lambda paper: paper.change("10000 元及以上", "大额"),
        "“管理权限”第1行的“限额”“大额”读不懂：限额写成“10000 元及以上”或“5000 元以下”的样子；没有改",
        lambda _: None,
    ),
    "row that lacks something": (
        lambda paper: paper.add_row("采购办公用品", "", "报废账册", "", "", "", ""),
        "“管理权限”第3行“报废账册”不合写法：结构化的权限要有 matter（事项）和 action（权限），这一行没有收回",
        lambda _: None,
    ),
    "head renamed": (
        lambda paper: paper.change("会同或报送", "会签"),
        "“管理权限”的表头“会签”不认识，仍当作“会同或报送”",
        lambda _: None,
    ),
    "title emptied": (
        lambda paper: paper.change("出纳员", ""),
        "“岗位名称”是空的，没有改",
        lambda _: None,
    ),
    "unknown section": (
        lambda paper: paper.change("管理责任", "本岗担当"),
        "“本岗担当”一行的“对现金安全负责”没有收回",
        lambda _: None,
    ),
    "empty group": (
        lambda paper: paper.style(text_of_new(paper, "保管印章", "外勤"), "gr"),
        "分组“外勤”下面没有条目，没有收回",
        lambda _: None,
    ),
    "comment": (
        lambda paper: paper.comment("登记日记账", "谁来登记？"),
        "批注“谁来登记？”没有收回",
        lambda _: None,
    ),
    "text box": (
        lambda paper: box(paper, "登记日记账", "旁注"),
        "文本框“旁注”没有收回",
        lambda _: None,
    ),
    "picture": (
        lambda paper: paper.para("登记日记账").append(element("drawing")),
        "“主要职责”里有图片，没有收回",
        lambda _: None,
    ),
    "struck out": (
        lambda paper: strike(paper, "登记日记账"),
        "带删除线的“登记日记账”仍当作正文；要删除，请直接删掉",
        lambda _: None,
    ),
    "soft return": (
        lambda paper: soft_return(paper, "登记日记账", "再登记总账"),
        "“主要职责”“登记日记账\n再登记总账”里有换行，仍当作一条",
        lambda data: data.update(duties=["登记日记账\n再登记总账", *data["duties"][1:]]),
    ),
}


def strike(paper: Paper, text: str, value: str = "true") -> None:
    """Put a line through a paragraph's text."""
    for one in paper.para(text).iter(f"{W}r"):
        look = element("rPr")
        look.append(element("strike", val=value))
        one.insert(0, look)


def soft_return(paper: Paper, text: str, more: str) -> None:
    """Go on in a new line of the same paragraph, as Shift+Enter does."""
    paper.para(text).append(element("r"))
    paper.para(text)[-1].append(element("br"))
    paper.para(text).append(run(more))


def sign(paper: Paper, name: str) -> None:
    """Write a name beside 编制 in the block that is signed."""
    label = next(one for one in paper.root.iter(f"{W}p") if text_of(one) == "编制")
    cell = label.getparent().getnext()
    cell.find(f"{W}p").append(run(name))


def box(paper: Paper, text: str, words: str) -> None:
    """Hang a text box on a paragraph."""
    paper.para(text).append(element("r"))
    paper.para(text)[-1].append(element("pict"))
    paper.para(text)[-1][0].append(element("txbxContent"))
    inside = element("p")
    inside.append(run(words))
    paper.para(text)[-1][0][0].append(inside)


@pytest.mark.parametrize("edit, told, change", DOUBTS.values(), ids=DOUBTS)
def test_what_can_t_be_read_for_sure_is_told(edit: Edit, told: str, change: Change) -> None:
    one = came(edited(form(), edit))
    expected = deepcopy(dict(one.base))
    change(expected)
    assert one.edited == expected
    assert any(told in doubt for doubt in one.doubts), one.doubts


def test_a_line_through_text_that_is_switched_off_is_none() -> None:
    after(lambda paper: strike(paper, "登记日记账", "0"))


def test_a_form_whose_tables_are_gone_is_not_taken_for_an_empty_one() -> None:
    def flatten(paper: Paper) -> None:
        for table in list(paper.root.iter(f"{W}tbl")):
            for para in table.iter(f"{W}p"):
                table.addprevious(deepcopy(para))
            table.getparent().remove(table)

    one = came(edited(form(), flatten))
    assert one.edited == one.base
    assert "没有找到“出纳员”说明书的表格，没有改" in one.doubts
    assert "表格外的“登记日记账”没有收回" in one.doubts


# Handbooks.


def from_book(*edits: Edit) -> dict[str, Returned]:
    read = read_word(edited(book(), *edits))
    assert not read.reason
    return {one.key: one for one in read.returned}


@pytest.mark.parametrize("marked", [True, False], ids=["with marks", "without"])
def test_an_edit_in_a_handbook_is_one_of_its_position(marked: bool) -> None:
    lose: Edit = (lambda _: None) if marked else Paper.without_marks
    found = from_book(lambda paper: paper.insert("报税", "装订凭证"), lose)
    assert changes(found["sample/accountant"]) == {"duties": ["记账", "报税", "装订凭证"]}
    assert all(changes(found[key]) == {} for key in (KEY, "ad/gm"))
    assert all(one.doubts == () for one in found.values())


@pytest.mark.parametrize("marked", [True, False], ids=["with marks", "without"])
def test_a_position_may_be_renamed_in_a_handbook(marked: bool) -> None:
    def rename(paper: Paper) -> None:
        heads = [one for one in paper.root.iter(f"{W}t") if one.text == "会计员"]
        style = "va"
        for one in heads:
            look = next(one.iterancestors(f"{W}p")).find(f"{W}pPr/{W}pStyle")
            before = next(one.iterancestors(f"{W}tc")).getprevious() if look.get(f"{W}val") == style else None
            if before is not None and text_of(before) == "岗位名称":
                one.text = "主办会计"

    found = from_book(rename, (lambda _: None) if marked else Paper.without_marks)
    assert changes(found["sample/accountant"]) == {"title": "主办会计"}
    assert changes(found[KEY]) == {}


def test_a_position_that_was_cut_out_of_a_handbook_is_told_and_stays() -> None:
    def cut(paper: Paper) -> None:
        start = paper.para("报税").getparent()
        while start.getparent().tag != f"{W}body":
            start = start.getparent()
        body = start.getparent()
        first = last = start
        while first.find(f".//{W}bookmarkStart") is None:
            first = first.getprevious()
        while last.find(f"{W}pPr/{W}sectPr") is None:
            last = last.getnext()
        while first is not last:
            first, old = first.getnext(), first
            body.remove(old)
        body.remove(last)

    found = from_book(cut)
    assert changes(found["sample/accountant"]) == {}
    assert "文件里找不到“会计员”的说明书" in found["sample/accountant"].doubts[0]
    assert all(found[key].doubts == () and changes(found[key]) == {} for key in (KEY, "ad/gm"))


def test_what_is_written_on_a_handbook_s_own_pages_is_told() -> None:
    read = read_word(edited(book(), lambda paper: paper.change("岗位 3 个", "岗位 3 个，待审")))
    assert read.doubts == ("手册自己的页上的“岗位 3 个，待审”没有收回",)


def test_what_is_written_into_a_header_is_told() -> None:
    parts = parts_of(form())
    header = next(name for name in parts if name.startswith("word/header"))
    parts[header] = parts[header].replace("岗位职责说明书".encode(), "岗位职责说明书（修订稿）".encode())
    read = read_word(zipped(parts))
    assert [changes(one) for one in read.returned] == [{}]
    assert len(read.doubts) == 1
    assert "页眉页脚里的“" in read.doubts[0]
    assert "（修订稿）" in read.doubts[0]


def test_names_that_another_program_gives_to_styles_and_parts_do_not_matter() -> None:
    parts = parts_of(edited(form(), lambda paper: paper.number("核对余额", 2)))
    for name in ("word/document.xml", "word/styles.xml", "word/numbering.xml"):
        for number, style in enumerate((b"i1", b"i2", b"gr", b"n1")):
            parts[name] = parts[name].replace(b'"%s"' % style, b'"1%d"' % number)
    parts["customXml/item3.xml"] = parts.pop(ITEM).replace(b"<origin xmlns=", b"<x:origin xmlns:x=")
    told = parts["customXml/item3.xml"]
    for tag in (b"origin", b"settings", b"position"):
        told = told.replace(b"</%s>" % tag, b"</x:%s>" % tag).replace(b"<%s" % tag, b"<x:%s" % tag)
    parts["customXml/item1.xml"] = (
        b'<s:customData xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData"/>'
    )
    one = came(zipped(parts | {"customXml/item3.xml": told}))
    assert changes(one)["duties"][0] == {
        "text": "登记日记账",
        "children": [{"text": "核对余额", "frequency": "每日"}],
    }
    assert one.doubts == ()


def test_a_form_pasted_behind_another_one_is_told() -> None:
    def paste(paper: Paper) -> None:
        for one in [deepcopy(table) for table in paper.root.iter(f"{W}tbl")]:
            paper.root[0][-1].addprevious(one)

    one = came(edited(form(), paste))
    assert one.edited == one.base
    assert "文件里多出一份“出纳员”的说明书，没有收回" in one.doubts


# Hostile.


def _part(content: str) -> bytes:
    return zipped(parts_of(form()) | {ITEM: content.encode()})


def _told(inside: str) -> bytes:
    return _part(f'<origin xmlns="urn:jdbook:origin:1">{inside}</origin>')


def _body(xml: str) -> bytes:
    return zipped(parts_of(form()) | {"word/document.xml": xml.encode()})


def _bomb() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(9):
            archive.writestr(f"word/{number}.xml", bytes(50_000_000))
    return buffer.getvalue()


_ENTITY = '<!DOCTYPE a [<!ENTITY b "c">]>'
_W = f'xmlns:w="{W[1:-1]}"'
HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "no zip": lambda: b"\xd0\xcf\x11\xe0 old",
    "truncated": lambda: form()[:5000],
    "bomb": _bomb,
    "no body": lambda: zipped({name: data for name, data in parts_of(form()).items() if "document" not in name}),
    "nothing told": lambda: zipped({name: data for name, data in parts_of(form()).items() if "custom" not in name}),
    "no XML": lambda: _part("urn:jdbook:origin:1 <"),
    "entity": lambda: _part(f'{_ENTITY}<origin xmlns="urn:jdbook:origin:1">&b;</origin>'),
    "entity in the body": lambda: _body(f"{_ENTITY}<w:document {_W}/>"),
    "broken body": lambda: _body("<w:document"),
    "empty": lambda: _told(""),
    "garbage": lambda: _told("<position>{{{</position>"),
    "no text": lambda: _told("<position/>"),
    "a list": lambda: _told("<position>[]</position>"),
    "a number": lambda: _told("<position>7</position>"),
    "deep": lambda: _told(f"<position>{'[' * 100_000}</position>"),
    "long number": lambda: _told(f"<position>{'1' * 10_000}</position>"),
    "nothing in it": lambda: _told("<position>{}</position>"),
    "key of another kind": lambda: _told('<position>{"key":1,"title":"甲"}</position>'),
    "data of another kind": lambda: _told('<position>{"key":"a/b","title":"甲","data":[1]}</position>'),
    "duties of another kind": lambda: _told('<position>{"key":"a/b","title":"甲","data":{"duties":[7]}}</position>'),
    "a field of tomorrow": lambda: _told('<position>{"key":"a/b","title":"甲","data":{"travel":"远"}}</position>'),
    "names of another kind": lambda: _told('<position>{"key":"a/b","title":"甲","names":{"a":1}}</position>'),
    "settings of another kind": lambda: _told('<settings>{"labels":7}</settings><position>{"key":"a/b","title":"甲"}</position>'),
}  # fmt: skip


@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE)
def test_a_file_that_can_t_be_read_gives_a_reason(make: Callable[[], bytes]) -> None:
    read = read_word(make())
    assert read.returned == ()
    assert re.search(r"[\u4e00-\u9fff]{6}", read.reason)
    assert "Error" not in read.reason


def test_a_field_of_a_later_version_is_named() -> None:
    reason = read_word(HOSTILE["a field of tomorrow"]()).reason
    assert "travel 不是认识的内容，可能是更新的版本生成的" in reason


BODIES = {
    "empty": f"<w:document {_W}/>",
    "no blocks": f"<w:document {_W}><w:body/></w:document>",
    "rows without cells": f"<w:document {_W}><w:body><w:tbl><w:tr/><w:tr><w:tc/></w:tr></w:tbl></w:body></w:document>",
    "a list of its own": f'<w:document {_W}><w:body><w:p><w:pPr><w:numPr><w:ilvl w:val="x"/></w:numPr></w:pPr></w:p></w:body></w:document>',
    "lonely notes": f'<w:document {_W}><w:body><w:p><w:r><w:commentReference w:id="1"/><w:fldChar w:fldCharType="end"/></w:r></w:p></w:body></w:document>',
}  # fmt: skip


@pytest.mark.parametrize("xml", BODIES.values(), ids=BODIES)
def test_a_strange_body_changes_nothing(xml: str) -> None:
    one = came(_body(xml))
    assert one.edited == one.base
    assert "没有找到“出纳员”说明书的表格，没有改" in one.doubts


def test_a_section_that_has_grown_beyond_measure_is_read() -> None:
    def grow(paper: Paper) -> None:
        first = paper.para("登记日记账")
        for _ in range(20_000):
            first.addnext(deepcopy(first))

    assert changes(came(edited(form(), grow))) == {"duties": ["登记日记账"] * 20_000 + clerk("duties")}


@pytest.mark.parametrize("text", ["　频次：每日" * 3_000, f"甲{' ' * 100_000}乙", "频次：　" * 50_000])
def test_a_text_made_of_what_is_looked_for_is_read_in_no_time(text: str) -> None:
    """Nothing here takes more than its share: with an expression that goes back, these took minutes."""
    one = came(edited(form(), lambda paper: paper.change("登记日记账", text)))
    assert changes(one) == {"duties": [text.strip(), *clerk("duties")[1:]]}


# Saved by another program.


@pytest.mark.office
@pytest.mark.slow
def test_files_that_another_program_has_saved_come_back_the_same(tmp_path: Path) -> None:
    library = samples()
    keys = ("ad-company/cashier", "ad-company/gm", "general/ae", "magazine/art-editor")
    made = {f"form{number}": library.by_key[key] for number, key in enumerate(keys)}
    files = {
        name: position_document(copy_of(library, entry, public=name == "form1"), template(), COMPANY)
        for name, entry in made.items()
    }
    files |= {"sample": form(), "layout": form(LAYOUTS["labels"]), "book": book()}
    # LibreOffice says four times what stands in a content control around a whole paragraph.
    edits = [edit for name, (edit, _) in EDITS.items() if name != "content control"]
    files |= {f"edit{number}": edited(form(), edit) for number, edit in enumerate(edits)}
    saved = _saved(tmp_path, files)
    for name, data in saved.items():
        before, after = read_word(files[name]), read_word(data)
        assert after == before, name
        assert all(one.doubts == () for one in after.returned), name


def _saved(folder: Path, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files as LibreOffice saves them."""
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    office = shutil.which("soffice") or shutil.which("libreoffice") or "soffice"
    profile = f"-env:UserInstallation={folder.as_uri()}/profile"
    command = [office, profile, "--headless", "--convert-to", "docx", "--outdir", "made"]
    names = [f"{name}.docx" for name in files]
    subprocess.run([*command, *names], cwd=folder, capture_output=True, check=True, timeout=300)
    return {name: (folder / "made" / f"{name}.docx").read_bytes() for name in files}
