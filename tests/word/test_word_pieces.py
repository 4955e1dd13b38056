from __future__ import annotations

from typing import Any

import pytest
from lxml import etree
from word_makers import W, fragment, text_of

from jdbook.word.pieces import piece, places_of, tidy, xml_of


def tidied(xml: str) -> Any:
    root = fragment(xml)
    tidy(root)
    return root


def words(*texts: str) -> str:
    return "<w:p>" + "".join(f"<w:r><w:t>{text}</w:t></w:r>" for text in texts) + "</w:p>"


def test_places_are_filled_and_what_is_not_known_prints_its_default() -> None:
    made = piece("编号：{{岗位编号|未编号}}，{{版本}}。")
    assert made.fill({"岗位编号": "A-1", "版本": "2"}) == "编号：A-1，2。"
    assert made.fill({"版本": ""}) == "编号：未编号，。"
    assert made.names == {"岗位编号", "版本"}


def test_a_value_is_escaped_kept_on_one_line_and_never_filled_itself() -> None:
    assert (
        piece("{{甲}}").fill({"甲": '<a "b">&\n{{乙}}', "乙": "x"}) == "&lt;a &quot;b&quot;&gt;&amp; {{乙}}"
    )


def test_a_wide_blank_inside_a_value_stays() -> None:
    assert piece("{{甲}}").fill({"甲": "一\u3000二"}) == "一\u3000二"


@pytest.mark.parametrize(
    "texts",
    [
        ("{{岗位编号}}",),
        ("编号{", "{岗位", "编号}", "}。"),
        ("{{岗位编号", "|未", "编号}}"),
        (
            "a{{岗位编号}}{{版",
            "本}}b",
        ),
    ],
)
def test_a_place_that_word_has_split_into_runs_is_made_whole(texts: tuple[str, ...]) -> None:
    root = tidied(words(*texts))
    assert text_of(root) == "".join(texts)
    assert piece(xml_of(root[0])).names >= {"岗位编号"}


def test_text_outside_places_stays_in_its_run() -> None:
    root = tidied(words("前", "{{甲", "}}", "后"))
    assert [text.text or "" for text in root.iter(f"{W}t")] == ["前", "{{甲}}", "", "后"]


def test_editing_marks_are_taken_out() -> None:
    root = tidied(
        '<!-- note --><w:p w:rsidR="00AA"><w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="0" w:name="_GoBack"/>'
        '<w:bookmarkEnd w:id="0"/><w:r w:rsidRPr="00BB"><w:t>一</w:t></w:r></w:p>'
    )
    assert etree.tostring(root[0]).count(b"rsid") == 0
    assert [child.tag for child in root[0]] == [f"{W}r"]


@pytest.mark.parametrize("code", ["NUMPAGES", " NUMPAGES   \\* MERGEFORMAT ", "SECTIONPAGES"])
def test_what_counts_pages_becomes_a_place(code: str) -> None:
    for xml in (
        f"<w:p><w:r><w:instrText>{code}</w:instrText></w:r></w:p>",
        f'<w:p><w:fldSimple w:instr="{code}"/></w:p>',
    ):
        made = piece(xml_of(tidied(xml)[0]))
        assert "PAGEREF x" in made.fill({"总页数": "PAGEREF x"})
        assert "NUMPAGES" in made.fill({})


def test_drawings_get_ids_that_differ_between_sections() -> None:
    made = piece(xml_of(tidied('<w:p><wp:docPr id="7"/><wp:docPr id="7"/></w:p>')))
    assert [
        drawing.get("id") for drawing in etree.fromstring(made.fill({"节号": "12"})).iter("{*}docPr")
    ] == ["1200", "1201"]


def test_namespaces_that_the_part_declares_are_not_declared_again() -> None:
    root = fragment("<w:p/>")
    assert xml_of(root[0], root.nsmap) == "<w:p/>"
    assert 'xmlns:w="' in xml_of(root[0], {"w": "other"})


def test_places_of_an_element_are_found_across_its_runs() -> None:
    assert list(places_of(fragment(words("{{标签}}", "和 {{内", "容|无}}")))) == ["标签", "内容"]
