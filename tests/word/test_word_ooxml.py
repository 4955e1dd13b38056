from __future__ import annotations

import pytest
from word_makers import W, fragment, text_of

from jdbook.word import ooxml


@pytest.mark.parametrize("char", ["\x00", "\x08", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"])
def test_a_character_that_xml_cannot_hold_is_named_and_never_written(char: str) -> None:
    with pytest.raises(ValueError, match=f"U\\+{ord(char):04X}"):
        ooxml.run(f"收{char}付")


@pytest.mark.parametrize(
    "text",
    [
        "&<>\"'",
        "]]>",
        "𠮷",
        "👩‍👩‍👧",
        "é",
        "\u0085\u2028",
        " 前后有空 ",
        "中  间",
        "&amp;",
        "{{版本}}",
        "\ufeff",
        "\u200b",
    ],
)
def test_any_other_text_comes_back_as_it_was(text: str) -> None:
    assert text_of(fragment(ooxml.run(text))) == text


@pytest.mark.parametrize(
    "content",
    [
        ["<w:p/>", "<w:tbl/>"],
        ["<w:p><w:r/></w:p>"],
        ['<w:p w:rsidR="0"><w:pPr/><w:r/></w:p>'],
        ["<w:bookmarkEnd/>", "<w:tbl><w:tc><w:p><w:pPr><w:jc/></w:pPr></w:p></w:tc></w:tbl>", "<w:p></w:p>"],
        [],
    ],
)
def test_marks_stand_once_and_in_a_paragraph_behind_its_properties_where_there_is_one(
    content: list[str],
) -> None:
    marked = "".join(ooxml.at_start(content, "<m/>"))
    assert marked.replace("<m/>", "", 1) == "".join(content)
    before = marked.partition("<m/>")[0]
    assert not content or before.endswith(("<w:p>", "</w:pPr>", "<w:pPr/>", "<w:tbl/>"))


def test_line_ends_become_breaks_and_tabs_become_tabs() -> None:
    run = fragment(ooxml.run("一\n二\r\n三\r四\t五"))
    assert text_of(run) == "一\n二\n三\n四\t五"
    assert len(run.findall(f".//{W}br")) == 3
    assert not any("\n" in (text.text or "") for text in run.iter(f"{W}t"))


def test_blanks_that_word_would_swallow_are_preserved() -> None:
    assert 'xml:space="preserve"' in ooxml.run(" 一")
    assert 'xml:space="preserve"' in ooxml.run("一\u3000")
    assert 'xml:space="preserve"' not in ooxml.run("一 二")


def test_a_kept_paragraph_stays_with_the_next_and_a_free_one_does_not() -> None:
    look = ooxml.in_style("x")
    assert fragment(ooxml.paragraph(look, kept=True)).find(f".//{W}keepNext") is not None
    assert fragment(ooxml.paragraph(look)).find(f".//{W}keepNext") is None


def test_a_list_level_stands_after_the_style_and_the_demand_to_stay() -> None:
    properties = fragment(ooxml.in_style("x", ooxml.list_level(5, "1")).kept)[0]
    assert [child.tag for child in properties] == [f"{W}pStyle", f"{W}keepNext", f"{W}numPr"]


def test_a_row_is_whole_unless_it_may_break_and_a_header_only_when_asked() -> None:
    whole, loose, head = (ooxml.row("", "", **flags) for flags in ({}, {"whole": False}, {"header": True}))
    assert "cantSplit" in whole
    assert "tblHeader" not in whole
    assert "cantSplit" not in loose
    assert "tblHeader" in head


def test_a_table_is_fixed_and_as_wide_as_its_columns() -> None:
    table = fragment(ooxml.table(ooxml.TableLook("", "", ""), (100, 250), []))[0]
    assert table.find(f"{W}tblPr/{W}tblW").get(f"{W}w") == "350"
    assert table.find(f"{W}tblPr/{W}tblLayout").get(f"{W}type") == "fixed"
    assert [column.get(f"{W}w") for column in table.iter(f"{W}gridCol")] == ["100", "250"]


def test_properties_of_a_section_stand_in_its_last_paragraph_but_the_last_section_s_behind_it() -> None:
    look = ooxml.in_style("x")
    inner = fragment(ooxml.section_end(look, "<w:sectPr/>", "", is_last=False))
    last = fragment(ooxml.section_end(look, "<w:sectPr/>", "", is_last=True))
    assert inner.find(f"{W}p/{W}pPr/{W}sectPr") is not None
    assert [child.tag for child in last] == [f"{W}p", f"{W}sectPr"]


def test_core_properties_leave_out_what_is_empty_and_name_no_date() -> None:
    core = ooxml.core_properties([("dc:title", "甲 & 乙"), ("cp:version", "")]).decode()
    assert "<dc:title>甲 &amp; 乙</dc:title>" in core
    assert "cp:version" not in core
    assert "dcterms" not in core


def test_a_cell_gives_its_width_then_its_columns_then_how_it_is_merged_then_its_look() -> None:
    properties = fragment(ooxml.cell("<w:vAlign/>", 100, "<w:p/>", span=2, merge="restart"))[0][0]
    assert [child.tag.removeprefix(W) for child in properties] == ["tcW", "gridSpan", "vMerge", "vAlign"]
