"""Texts taken apart: names and what joins them, sentences without numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.importing.numbering import Mark
from jdbook.importing.openfield import OpenField
from jdbook.importing.parts import parts


def said(text: str, key: str, *, inline: bool = False, numbered: bool = False) -> list[str]:
    now = OpenField(key, mark=Mark("1、", "1", 1) if numbered else None)
    return [part.strip() for part, is_said in parts(text, now, inline=inline) if is_said]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("董事长、总经理", ["董事长", "总经理"]),
        ("副总经理 总经理", ["副总经理", "总经理"]),
        ("项目经理（行政）、处总工程师（技术）", ["项目经理", "处总工程师"]),
        ("支行行长；业务上同时对 总行运营部经理 汇报", ["支行行长", "总行运营部经理"]),
        ("店长。", ["店长。"]),
    ],
)
def test_names_are_parted_from_what_joins_them(text: str, expected: list[str]) -> None:
    assert said(text, "superior") == expected


def test_sentences_without_numbers_are_items() -> None:
    assert said("收款。付款。", "duties") == ["收款。", "付款。"]
    assert said("收款。付款。", "duties", numbered=True) == ["收款。付款。"]
    assert said("大专以上；会开车", "qualifications", inline=True) == ["大专以上；", "会开车"]
    assert said("大专以上；会开车", "qualifications") == ["大专以上；会开车"]


@given(
    st.text("经理、和；。（行政） 对汇报", max_size=30),
    st.sampled_from(["superior", "duties", "authority"]),
    st.booleans(),
)
def test_the_pieces_are_the_text(text: str, key: str, inline: bool) -> None:
    assert "".join(part for part, _ in parts(text, OpenField(key), inline=inline)) == text
