from __future__ import annotations

import hashlib
import io
import os
import subprocess
import sys
import time
from pathlib import Path

import docx
import pytest
from word_makers import CASHIER, COMPANY, TEMPLATE, W, copy, paragraphs, parts_of, root, template, text_of
from word_rules import defects

from jdbook.word.form import document, draw, position_document

CONTROL = """\
effective: 2026-03-01
prepared_by: 人力资源部
approved_by: 总经理
review_by: 2029-03-01
"""
FULL = CASHIER.replace("status: 试行", "status: 生效") + CONTROL


def made(text: str = CASHIER) -> bytes:
    return position_document(copy(text), template(), COMPANY)


def test_a_document_is_sound() -> None:
    assert defects(made()) == []
    assert defects(made("title: 出纳员")) == []
    assert defects(made(FULL)) == []


def test_python_docx_opens_it_and_finds_the_tables() -> None:
    opened = docx.Document(io.BytesIO(made()))
    assert opened.core_properties.title == "出纳员岗位职责说明书"
    assert opened.core_properties.version == "1.0"
    assert [row.cells[0].text for table in opened.tables for row in table.rows][:2] == [
        "岗位名称",
        "直接上级",
    ]
    assert next(paragraph.text for paragraph in opened.paragraphs if paragraph.text) == "岗位职责说明书"
    assert "示例公司" in opened.sections[0].header.paragraphs[0].text


def test_headers_and_footers_say_which_text_it_is() -> None:
    data = made()
    header, footer = (text_of(root(data, f"word/{name}.xml")) for name in ("header1_1", "footer1_2"))
    assert header == "示例公司\t岗位职责说明书　SL-01　版本 1.0"
    assert footer == f"校验码 {copy().check_code}\t第 1 页　共 1 页\t出纳员"


def test_title_status_and_codes_head_the_form() -> None:
    shown = [text for _, text in paragraphs(root(made()))][:3]
    assert shown[:2] == ["岗位职责说明书", "（试行）"]
    assert shown[2].startswith("编号：SL-01　　版本：1.0　　状态：试行　　生效日期：")


def test_what_is_known_of_document_control_is_printed_and_what_is_not_is_left_to_be_filled_in() -> None:
    known, blank = text_of(root(made(FULL))), text_of(root(made()))
    assert "生效日期：2026-03-01" in known
    assert "编制人力资源部审核批准总经理" in known
    assert "复核日期2029-03-01" in known
    assert "编制审核批准" in blank
    assert "复核日期" not in blank


def test_the_holder_s_statement_names_the_text_and_leaves_room_to_sign() -> None:
    shown = text_of(root(made()))
    statement = shown[shown.index("签收声明") :]
    for part in ("SL-01", "版本 1.0", copy().check_code, "阅读并理解", "考核标准", "照此履行"):
        assert part in statement
    labels = ["姓名", "工号", "签字", "日期", "上级签字", "一式三份"]
    below = statement[statement.index("照此履行") :]
    assert [below.index(label) for label in labels] == sorted(below.index(label) for label in labels)


def test_only_the_private_field_tells_a_public_document_from_a_complete_one() -> None:
    text = CASHIER + "remuneration: [月薪若干]\n"
    public = position_document(copy(text, public=True), template(), COMPANY)
    assert "月薪若干".encode() in parts_of(made(text))["word/document.xml"]
    assert not [name for name, data in parts_of(public).items() if "月薪若干".encode() in data]
    without = position_document(copy(CASHIER), template(), COMPANY)
    assert text_of(root(public)) == text_of(root(without))


def test_a_drawn_copy_gives_the_same_document() -> None:
    assert document(draw(copy(), template(), COMPANY), template()) == made()


def test_no_clock_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = made()

    def ask(*_: object) -> float:
        raise AssertionError("the clock was asked")

    for name in ("time", "localtime", "gmtime", "time_ns"):
        monkeypatch.setattr(time, name, ask)
    try:
        again = made()
    finally:
        monkeypatch.undo()  # pytest itself wants to know the time
    assert again == expected


SCRIPT = """
import hashlib, sys
sys.path[:0] = sys.argv[1:]
from word_makers import copy, template
from jdbook.word.form import position_document
print(hashlib.sha256(position_document(copy(), template(), "示例集团")).hexdigest())
"""


@pytest.mark.parametrize(
    "settings",
    [
        {"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/New_York", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
    ],
)
def test_another_time_zone_locale_and_hash_seed_give_the_same_bytes(settings: dict[str, str]) -> None:
    here = Path(__file__).resolve().parent
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", SCRIPT, str(here), str(here.parent), str(here.parents[1])],
        env=os.environ | settings, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert ran.stdout.strip() == hashlib.sha256(made()).hexdigest()


def test_the_only_disk_that_is_read_is_the_template(monkeypatch: pytest.MonkeyPatch) -> None:
    made()
    monkeypatch.setattr(Path, "open", None)
    monkeypatch.setattr("builtins.open", None)
    assert made()
    assert TEMPLATE.name == "form.docx"


def test_one_list_serves_however_many_sections_there_are() -> None:
    lists = root(made(), "word/numbering.xml").findall(f"{W}num")
    assert len(lists) == 1
