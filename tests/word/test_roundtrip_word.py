"""Word files of ours that come back: untouched ones say what they said, edited ones say exactly what was changed."""

from __future__ import annotations

import json
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
from word_makers import COMPANY, W, parts_of, template, zipped

from jdbook.copies import Copy, copy_of
from jdbook.library import Library
from jdbook.loading import load
from jdbook.model import Position
from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.word import read_word
from jdbook.word.form import draw, position_document
from jdbook.word.handbook import Chapter, Handbook, handbook
from jdbook.word.layout import Layout, layout_of
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
    units = {f"{unit}/unit.yml": f"name: {name}\n" for unit, name in (("sample", "示例单位"), ("ad", "广告公司"))}
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
    assert [item for item in changed.edited["duties"] if item not in changed.base["duties"]] == ["编制报表"]
    assert list(changes(changed)) == ["duties"]


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
    "last of a list": (lambda paper: paper.delete("对账目真实负责"), lambda data: data["responsibilities"].pop()),
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


@pytest.mark.parametrize(("edit", "change"), EDITS.values(), ids=EDITS)
def test_an_edit_comes_back_as_that_change_and_nothing_else(edit: Edit, change: Change) -> None:
    one = came(edited(form(), edit))
    expected = deepcopy(dict(one.base))
    change(expected)
    assert one.edited == expected
    assert one.doubts == ()
