"""Verification: a code typed from a sheet leads to its text, and to what has changed since."""

from __future__ import annotations

import pytest
from making import library_of, source

from jdbook.copies import copy_of
from jdbook.library import Library
from jdbook.signing.records import KeptText, kept, read_kept
from jdbook.signing.verification import code_of, verified

FILE = "title: 出纳员\ncode: GG-01\nversion: '1.0'\nduties: [收付现金]\nremuneration: [底薪]\nstatus: 试行\n"


def library(text: str = FILE, unit: str = "广告公司") -> Library:
    return library_of({"ad/unit.yml": f"name: {unit}\n", "ad/x.yml": text})


def signed(made: Library) -> tuple[str, KeptText]:
    copy = copy_of(made, made.entries[0], public=False)
    record, _ = read_kept(source(kept(copy)))
    assert record is not None
    return copy.check_code, record


@pytest.mark.parametrize(
    "typed, code",
    [
        ("443f3c0cf34e", "443f3c0cf34e"),
        (" 443F 3C0C F34E ", "443f3c0cf34e"),
        ("443f-3cOc-f34e", "443f3c0cf34e"),
        ("l43f3c0cf34e", "143f3c0cf34e"),
        ("443f3c0cf34", None),
        ("443f3c0cf34g", None),
        ("", None),
        ("../../etc/pas", None),
    ],
)
def test_blanks_case_and_look_alikes_are_forgiven(typed: str, code: str | None) -> None:
    assert code_of(typed) == code


def test_a_text_still_in_force_is_shown_in_full() -> None:
    code, record = signed(library())
    lines, sound = verified(library(), code, record)
    text = "\n".join(lines)
    assert sound
    for part in (
        "广告公司 出纳员（GG-01），版本 1.0",
        "内容与校验码相符",
        "【主要职责】",
        "1. 收付现金",
        "底薪",
        "完全相同",
    ):
        assert part in text


def test_what_has_changed_since_is_told() -> None:
    code, record = signed(library())
    now = library(FILE.replace("收付现金", "收付款项").replace("1.0", "1.1"), unit="广告集团")
    text = "\n".join(verified(now, code, record)[0])
    for part in ("版本 1.1", "单位：广告公司 → 广告集团", "去掉：收付现金", "加上：收付款项"):
        assert part in text


def test_a_position_that_moved_is_found_by_its_code_and_one_that_is_gone_is_told() -> None:
    code, record = signed(library())
    moved = library_of({"hq/y.yml": FILE})
    assert "相比" in "\n".join(verified(moved, code, record)[0])
    assert "没有这个岗位" in "\n".join(verified(library_of({}), code, record)[0])


def test_a_record_somebody_changed_is_no_evidence() -> None:
    code, record = signed(library())
    tampered = record.model_copy(update={"text": record.text.model_copy(update={"title": "会计员"})})
    lines, sound = verified(library(), code, tampered)
    assert not sound
    assert "不符" in "\n".join(lines)
    assert not verified(library(), "0" * 12, record)[1], "a record under another code"


def test_a_code_that_was_never_handed_out_may_be_that_of_a_text_in_force() -> None:
    made = library()
    for public, which in ((False, "完整本"), (True, "公开本")):
        code = copy_of(made, made.entries[0], public=public).check_code
        lines, sound = verified(made, code, None)
        assert sound
        assert which in lines[0]
    lines, sound = verified(made, "0" * 12, None)
    assert not sound
    assert "没有找到" in lines[0]
