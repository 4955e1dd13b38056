import unicodedata
from pathlib import PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.filenames import safe, taken_by_site


@pytest.mark.parametrize(
    "name, expected",
    [
        ("出纳员", "出纳员"),
        ("GG-CW-03 出纳员.docx", "GG-CW-03 出纳员.docx"),
        ("行政/人事", "行政_人事"),
        ('a<b>c:d"e\\f|g?h*i', "a_b_c_d_e_f_g_h_i"),
        ("a\nb\x00c\x7f", "a_b_c_"),
        ("  甲. ", "甲"),
        ("..", "_"),
        ("", "_"),
        ("...", "_"),
        ("CON", "_CON"),
        ("con.docx", "_con.docx"),
        ("Lpt1", "_Lpt1"),
        ("COM10", "COM10"),
        ("constant", "constant"),
        ("cafe\u0301", "café"),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(name: str, expected: str) -> None:
    assert safe(name) == expected


def test_a_long_name_is_cut_between_characters_and_keeps_its_suffix() -> None:
    name = safe("出" * 300 + ".docx")
    assert name.endswith("出.docx")
    assert 100 < len(name.encode()) <= 120
    assert len(safe("出" * 300).encode()) == 120


@given(st.text(max_size=200))
def test_any_name_is_one_component_on_every_system(name: str) -> None:
    text = safe(name)
    assert text not in ("", ".", "..")
    assert not set(text) & set('<>:"/\\|?*\0\n\r\t')
    assert len(text.encode()) <= 120
    assert text == text.strip(" .")
    assert text == unicodedata.normalize("NFC", text)
    assert PureWindowsPath(text).name == text
    assert not PureWindowsPath(text).is_reserved()
    assert safe(text) == text


@pytest.mark.parametrize(
    "unit, position, taken",
    [
        ("Word", "y", True),
        ("charts", "y", True),
        ("forms", "y", True),
        ("x", "Index", True),
        ("x", "ReadMe", True),
        ("word-studio", "cashier", False),
    ],
)
def test_names_that_meet_files_of_the_site_are_taken_whatever_their_case(
    unit: str, position: str, taken: bool
) -> None:
    assert taken_by_site(unit, position) is taken
