from __future__ import annotations

from word_makers import W, paragraphs, parts_of, root, template, text_of
from word_rules import defects

from jdbook.word.assembly import Leaf, assemble, mark, numbered
from jdbook.word.sheets import COVER, FORM, INDEX

FACTS = {"校验码": "0123456789ab", "用人单位": "甲 & 乙"}


def assembled(*pages: str) -> bytes:
    leaves = [
        Leaf(template().sheets[page], (), numbered(FACTS, number)) for number, page in enumerate(pages, 1)
    ]
    return assemble(template(), leaves, [("dc:title", "示例")])


def test_the_types_come_first_and_every_part_is_typed_and_referred_to() -> None:
    data = assembled(COVER, INDEX, FORM, FORM)
    assert next(iter(parts_of(data))) == "[Content_Types].xml"
    assert defects(data) == []


def test_every_section_has_headers_of_its_own() -> None:
    data = assembled(FORM, INDEX, FORM)
    names = [name for name in parts_of(data) if name.startswith(("word/header", "word/footer"))]
    assert len(names) == len(set(names)) == 6
    assert next(text for _, text in paragraphs(root(data, "word/header1_1.xml"))).startswith("甲 & 乙")


def test_the_template_s_own_headers_do_not_stand_in_the_document() -> None:
    assert not [name for name, data in parts_of(assembled(FORM)).items() if b"{{" in data]
    assert "word/header1.xml" not in parts_of(assembled(FORM))


def test_pages_are_counted_to_the_end_of_the_section_by_a_mark() -> None:
    data = assembled(FORM, FORM)
    footer = root(data, "word/footer2_2.xml")
    assert [code.text.strip() for code in footer.iter(f"{W}instrText")] == ["PAGE", "PAGEREF _jd2e"]
    names = [each.get(f"{W}name") for each in root(data).iter(f"{W}bookmarkStart")]
    assert names == [mark(1), "_jd1e", mark(2), "_jd2e"]


def test_a_section_that_continues_counts_its_pages_on() -> None:
    leaves = [
        Leaf(template().sheets[FORM], [""], numbered({}, n, through=True), continues=n > 1) for n in (1, 2)
    ]
    body = root(assemble(template(), leaves, ()))[0]
    assert [each.find(f"{W}pgNumType") is not None for each in body.iter(f"{W}sectPr")] == [True, False]


def test_a_single_document_counts_all_its_pages() -> None:
    assert numbered({}, 1, through=True)["总页数"] == "NUMPAGES"


def test_sections_end_in_paragraphs_that_take_no_room() -> None:
    body = root(assembled(FORM, FORM))[0]
    assert body[-1].tag == f"{W}sectPr"
    assert len(list(body.iter(f"{W}sectPr"))) == 2
    assert text_of(body) == ""
