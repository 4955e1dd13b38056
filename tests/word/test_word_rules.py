"""The rules that documents are held to find what is wrong: each defect is planted in a sound document."""

from __future__ import annotations

import pytest
from word_makers import COMPANY, copy, parts_of, template, zipped
from word_rules import defects

from jdbook.word.form import position_document

DOCUMENT, STYLES, TYPES = "word/document.xml", "word/styles.xml", "[Content_Types].xml"
RELS, FOOTER = "word/_rels/document.xml.rels", "word/footer1_2.xml"


def parts() -> dict[str, bytes]:
    return parts_of(position_document(copy(), template(), COMPANY))


@pytest.mark.parametrize(
    "part, old, new, found",
    [
        (RELS, 'Target="styles.xml"', 'Target="style.xml"', "word/style.xml is missing"),
        (RELS, 'Id="rId1"', 'Id="rId2"', "ids repeat"),
        (RELS, 'Target="styles.xml"', 'Target="http://x/" TargetMode="External"', "lies outside"),
        (RELS, 'Id="s1p1"', 'Id="s1p9"', "uses s1p1, which it does not define"),
        (TYPES, "/word/header1_1.xml", "/word/header9.xml", "has a type and is missing"),
        (TYPES, "/word/header1_1.xml", "/word/header9.xml", "word/header1_1.xml is of no special type"),
        (DOCUMENT, '<w:bookmarkStart w:id="2"', '<w:bookmarkStart w:id="1"', "bookmarkStart id 1 repeats"),
        (FOOTER, "NUMPAGES", "PAGEREF _nobody", "nothing is marked _nobody"),
        (DOCUMENT, '<w:pStyle w:val="ti"/>', '<w:pStyle w:val="tx"/>', "style tx is not defined"),
        (STYLES, 'w:eastAsia="SimHei" ', "", "a font names no East Asian face"),
        (FOOTER, '<w:t xml:space="preserve">1</w:t>', "<w:t/>", "a field has no result"),
        (FOOTER, 'w:fldCharType="end"', 'w:fldCharType="begin"', "a field is not closed"),
        (DOCUMENT, 'w:type="fixed"', 'w:type="autofit"', "layout is not fixed"),
        (DOCUMENT, '<w:gridCol w:w="8220"/>', '<w:gridCol w:w="8000"/>', "a cell is not as wide as its columns"),
        (DOCUMENT, '<w:tblW w:w="9354"', '<w:tblW w:w="9000"', "not as wide as its grid"),
        (DOCUMENT, '<w:gridSpan w:val="5"/>', '<w:gridSpan w:val="4"/>', "does not fill the grid"),
        (DOCUMENT, "<w:vAlign", '<w:vMerge w:val="continue"/><w:vAlign', "a merged cell continues nothing"),
    ],
)  # fmt: skip
def test_a_planted_defect_is_found(part: str, old: str, new: str, found: str) -> None:
    sound = parts()
    assert old.encode() in sound[part]
    planted = sound | {part: sound[part].replace(old.encode(), new.encode())}
    assert any(found in text for text in defects(zipped(planted)))


@pytest.mark.parametrize(
    "xml, found",
    [
        ('<w:p><w:pPr><w:keepNext/><w:pStyle w:val="va"/></w:pPr></w:p>', "children of pPr out of order"),
        ("<w:p><w:pPr><w:keepNext/><w:keepNext/></w:pPr></w:p>", "a child of pPr stands twice"),
        ("<w:p><w:pPr><w:sz/></w:pPr></w:p>", "pPr holds sz"),
        ('<w:p><w:r><w:t> 一</w:t></w:r></w:p>', "blanks at the edge"),
    ],
)  # fmt: skip
def test_wrong_markup_is_found(xml: str, found: str) -> None:
    sound = parts()
    planted = sound | {DOCUMENT: sound[DOCUMENT].replace(b"<w:body>", f"<w:body>{xml}".encode())}
    assert any(found in text for text in defects(zipped(planted)))


def test_a_sound_document_has_no_defect() -> None:
    assert defects(position_document(copy(), template(), COMPANY)) == []
