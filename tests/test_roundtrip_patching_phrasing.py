from typing import Any

import pytest
from hypothesis import given
from strategies_core import texts

from jdbook.roundtrip.patching.phrasing import bare, entry, indented, item, phrase
from jdbook.roundtrip.patching.places import Spot, spot_of
from jdbook.source import Source
from jdbook.writing import in_one_line


def _like(written: str) -> tuple[str, Spot]:
    text = f"a: {written}\n"
    spot = spot_of(text)
    assert spot is not None
    return text, spot.live_entries["a"][1]


@pytest.mark.parametrize(
    "written, new, phrased",
    [
        ("甲", "乙", "乙"),
        ("10000", "20000", "20000"),
        ("甲", "1.5", "1.5"),
        ("甲", "a: b", "'a: b'"),
        ("甲", "甲, 乙", "甲, 乙"),
        ("甲", "一\n二", '"一\\n二"'),
        ('"甲"', '说"乙"', '"说\\"乙\\""'),
        ("'甲'", "说'乙'", "'说''乙'''"),
        ("|\n    甲\n    乙", "丙\n\n丁", "|\n    丙\n\n    丁"),
        (">-\n   甲", "乙", ">-\n   乙"),
        (">-\n   甲", "乙\n丙", '"乙\\n丙"'),
    ],
)
def test_a_new_text_is_written_as_the_old_one_was(written: str, new: str, phrased: str) -> None:
    text, spot = _like(written)
    assert phrase(new, spot, text, False) == phrased


@pytest.mark.parametrize("written", ["甲", "'甲'", '"甲"', "|\n   甲", ">\n   甲", "甲\n   乙"])
@given(texts)
def test_it_reads_back(written: str, new: str) -> None:
    text, spot = _like(written)
    source = Source("f.yml", f"a: {phrase(new, spot, text, False)}\n")
    assert source.data() == {"a": new}
    assert source.findings == []


@given(texts)
def test_in_brackets_it_reads_back_too(new: str) -> None:
    text, spot = _like("甲")
    source = Source(
        "f.yml", f"a: [{phrase(new, spot, text, True)}, {bare(new, True)}, {in_one_line([new])}]\n"
    )
    assert source.data() == {"a": [new, new, [new]]}


@pytest.mark.parametrize(
    "value, flow, lines",
    [
        ("甲", False, "甲\n"),
        ({"text": "甲", "children": ["乙"]}, False, "text: 甲\n    children:\n      - 乙\n"),
        ({"name": "甲", "handling": ["填写"]}, True, "{name: 甲, handling: [填写]}\n"),
    ],
)
def test_items_are_indented(value: Any, flow: bool, lines: str) -> None:
    assert item(value, 4, flow) == lines


def test_entries_are_indented() -> None:
    assert entry("children", ["甲"], 2) == "children:\n    - 甲\n"
    assert indented("a\n\nb\n", 2) == "a\n\n  b\n"
