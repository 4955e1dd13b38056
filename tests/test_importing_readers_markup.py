"""HTML within texts is parted from what is said, and no letter is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.importing.readers.markup import parted


@pytest.mark.parametrize(
    "text, expected",
    [
        ("收款", [("收款", False)]),
        ("收款<br/>付款", [("收款", False), ("<br/>", True), ("付款", False)]),
        ("<p class='x'>收款</p>", [("<p class='x'>", True), ("收款", False), ("</p>", True)]),
        ("误差<3%", [("误差<3%", False)]),
        ("", []),
    ],
)
def test_markup_is_parted_from_what_is_said(text: str, expected: list[tuple[str, bool]]) -> None:
    assert list(parted(text)) == expected


@given(st.text("收<br/>p!-&nsp; ", max_size=40))
def test_the_pieces_are_the_text(text: str) -> None:
    assert "".join(piece for piece, _ in parted(text)) == text
