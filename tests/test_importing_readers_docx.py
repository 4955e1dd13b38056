"""Word files as strangers make them, told line by line; nothing hostile gets in."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from jdbook.importing.document import Line
from jdbook.importing.readers import docx
from jdbook.importing.readers.docx import read_docx

CASES = Path(__file__).parent / "imports"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def packed(body: str, **parts: str) -> bytes:
    """Return a .docx file with this body, and other parts by the names of their files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:part {NAMESPACES}>{content}</w:part>")
    return made.getvalue()


def lines(body: str, **parts: str) -> list[Line]:
    document = read_docx("x.docx", packed(body, **parts))
    assert document is not None
    return list(document.lines)


def told(body: str, **parts: str) -> list[str]:
    return [line.text for line in lines(body, **parts)]


def p(content: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{content}</w:t></w:r></w:p>"


SEEN = [
    ("tracked changes as accepted", "<w:p><w:r><w:t>审</w:t></w:r><w:ins><w:r><w:t>批</w:t></w:r></w:ins><w:del><w:r><w:delText>核</w:delText></w:r></w:del></w:p>", ["审批"]),
    ("content controls around blocks and within lines", f"<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent>{p('甲')}</w:sdtContent></w:sdt><w:p><w:sdt><w:sdtContent><w:r><w:t>乙</w:t></w:r></w:sdtContent></w:sdt></w:p>", ["甲", "乙"]),
    ("text boxes once", f"<w:p><w:r><w:t>正文</w:t></w:r><mc:AlternateContent><mc:Choice><w:txbxContent>{p('框')}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{p('框')}</w:txbxContent></mc:Fallback></mc:AlternateContent></w:p>", ["正文", "框"]),
    ("breaks and tabs", "<w:p><w:r><w:t>一</w:t><w:br/><w:t>二</w:t><w:tab/><w:t>三</w:t></w:r></w:p>", ["一", "二\t三"]),
    ("links but no field codes", "<w:p><w:r><w:instrText>TOC</w:instrText></w:r><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>", ["链接"]),
    ("tables within tables, in reading order", f"<w:tbl><w:tr><w:tc>{p('外')}<w:tbl><w:tr><w:tc>{p('内')}</w:tc></w:tr></w:tbl></w:tc><w:tc>{p('右')}</w:tc></w:tr></w:tbl>", ["外", "内", "右"]),
    ("nothing for empty paragraphs", f"<w:p/>{p(' ')}{p('末')}", ["末"]),
]  # fmt: skip


@pytest.mark.parametrize("body, expected", [case[1:] for case in SEEN], ids=[case[0] for case in SEEN])
def test_what_people_see_is_told(body: str, expected: list[str]) -> None:
    assert told(body) == expected


def test_lines_say_where_they_stand() -> None:
    body = f"{p('首')}<w:tbl><w:tr><w:tc>{p('甲')}</w:tc><w:tc>{p('乙')}</w:tc></w:tr></w:tbl>{p('尾')}"
    assert [line.place for line in lines(body)] == ["第1段", "表1第1行第1格", "表1第1行第2格", "第2段"]


def test_headers_and_comments_come_last_and_stand_aside() -> None:
    found = lines(p("正文"), header1=p("公司"), comments=f"<w:comment>{p('待核')}</w:comment>")
    assert [(line.text, line.place, line.aside) for line in found] == [
        ("正文", "第1段", False),
        ("公司", "页眉", True),
        ("待核", "批注", True),
    ]


def test_headings_are_known_by_their_style() -> None:
    style = '<w:style w:styleId="{}"><w:basedOn w:val="{}"/>{}</w:style>'
    styles = style.format("h", "x", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>') + style.format("own", "h", "")
    body = p("题", '<w:pStyle w:val="own"/>') + p("文")
    assert [(line.text, line.heading) for line in lines(body, styles=styles)] == [("题", 2), ("文", 0)]


def test_styles_that_are_based_on_each_other_end() -> None:
    styles = '<w:style w:styleId="a"><w:basedOn w:val="b"/></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    assert told(p("文", '<w:pStyle w:val="a"/>'), styles=styles) == ["文"]


def test_real_files_are_read_with_their_automatic_numbers() -> None:
    document = read_docx("x", (CASES / "19-pharma-quality-autonumbered.docx").read_bytes())
    assert document is not None
    texts = [line.text for line in document.lines]
    for expected in (
        "二、 质量管理部经理岗位职责",
        "1. 督促部门和岗位人员执行药品管理的法律法规及规范。",
        "b) 法规有变化时 30 日内修订。",
        "• 核对经营范围",
    ):
        assert expected in texts


ENTITIES = '<!DOCTYPE x [<!ENTITY a "啊啊啊啊啊啊啊啊啊啊"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def hostile(kind: str) -> bytes:
    """Return a file that is none, or one that means harm."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        body = {
            "entities": f"{ENTITIES}<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body></w:document>",
            "deep": f"<w:document {NAMESPACES}><w:body>{'<w:sdt>' * 50_000}{'</w:sdt>' * 50_000}</w:body></w:document>",
            "broken": "<w:document>",
            "bomb": " " * (docx.MAX_PART + 1),
        }.get(kind, "")
        if kind != "nothing":
            archive.writestr("word/document.xml", body)
        if kind == "crowd":
            for number in range(docx.MAX_PARTS + 1):
                archive.writestr(f"word/{number}.xml", "")
    return made.getvalue()


@pytest.mark.parametrize("kind", ["entities", "deep", "broken", "bomb", "nothing", "crowd", "empty"])
def test_what_means_harm_or_is_broken_is_none(kind: str) -> None:
    assert read_docx("x.docx", hostile(kind)) is None


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", "岗位职责".encode()])
def test_another_file_is_none(data: bytes) -> None:
    assert read_docx("x.docx", data) is None


def test_a_file_cut_off_is_none() -> None:
    whole = (CASES / "22-cleaning-company-tables.docx").read_bytes()
    assert read_docx("x.docx", whole[: len(whole) // 2]) is None
