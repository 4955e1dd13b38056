from __future__ import annotations

from pathlib import Path

import pytest
from word_makers import (
    TEMPLATE,
    W,
    copy,
    edited,
    parts_of,
    put,
    root,
    template,
    template_parts,
    text_of,
    zipped,
)
from word_rules import defects

from jdbook.errors import Stop
from jdbook.word.facts import HANDBOOK, POSITION, ROW
from jdbook.word.form import position_document
from jdbook.word.looks import SAMPLES, STYLES
from jdbook.word.package import Template
from jdbook.word.parts import TemplateError
from jdbook.word.sheets import CIRCUMSTANCES, PAGES

DOCUMENT, STYLES_PART, FOOTER = "word/document.xml", "word/styles.xml", "word/footer1.xml"


def test_the_project_s_own_template_loads_and_is_itself_a_sound_word_file() -> None:
    assert template().looks.grid.widths == (1134, 1984) * 3
    assert set(defects(zipped(template_parts()))) == {
        "word/document.xml: nothing is marked {{书签}}"
    }  # a place


def test_a_template_error_says_file_reason_and_way_out(tmp_path: Path) -> None:
    with pytest.raises(Stop) as caught:
        Template.load(tmp_path / "form.docx")
    assert [line.split("：")[0].strip() for line in str(caught.value).splitlines()] == [
        "Word 模板用不了",
        "原因",
        "办法",
    ]
    assert caught.value.status == 2


@pytest.mark.parametrize("name", STYLES)
def test_a_missing_style_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(TemplateError, match=f"缺少样式：{name}\n"):
        Template.load(edited(tmp_path, (STYLES_PART, f'"{name}"', '"别的"')))


def test_several_missing_styles_are_named_at_once(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="缺少样式：段落、节尾\n"):
        Template.load(edited(tmp_path, (STYLES_PART, '"段落"', '"甲"'), (STYLES_PART, '"节尾"', '"乙"')))


def test_a_list_style_without_numbers_is_named(tmp_path: Path) -> None:
    numbered = '<w:numPr><w:ilvl w:val="2"/><w:numId w:val="1"/></w:numPr>'
    with pytest.raises(TemplateError, match=r"没有连到多级编号：条目二级\n.*多级列表"):
        Template.load(edited(tmp_path, (STYLES_PART, numbered, "")))


@pytest.mark.parametrize("place", ["标签", "内容", "栏目", "正文", "表头", "表格"])
def test_a_place_missing_in_the_sample_tables_is_named(tmp_path: Path, place: str) -> None:
    with pytest.raises(TemplateError, match=f"缺少样表里的 {{{{{place}}}}}"):
        Template.load(edited(tmp_path, (DOCUMENT, f"{{{{{place}}}}}", "")))


def test_sample_tables_whose_columns_do_not_pair_are_refused(tmp_path: Path) -> None:
    old = '<w:gridCol w:w="1134"/><w:gridCol w:w="1984"/>' * 3
    with pytest.raises(TemplateError, match="样表列数不对"):
        Template.load(edited(tmp_path, (DOCUMENT, old, old + '<w:gridCol w:w="9"/>')))


@pytest.mark.parametrize(
    "part, old, new, told",
    [
        (DOCUMENT, "生效日期：{{生效日期|", "生效日期：{{生效日|", "“岗位”页有不认识的占位符 {{生效日}}"),
        (FOOTER, "{{岗位名称}}", "{{岗位}}", "“岗位”页的页眉页脚有不认识的占位符 {{岗位}}"),
        (DOCUMENT, "{{手册名称}}", "{{岗位名称}}", "“封面”页有不认识的占位符 {{岗位名称}}"),
        (DOCUMENT, "{{分组}}", "{{组}}", "“修订记录”页有不认识的占位符 {{组}}"),
    ],
)
def test_a_place_that_nothing_is_known_for_is_named_with_those_that_are(
    tmp_path: Path, part: str, old: str, new: str, told: str
) -> None:
    with pytest.raises(TemplateError, match=f"{told}\n.*可以用的有：.*{{{{用人单位}}}}"):
        Template.load(edited(tmp_path, (part, old, new)))


def test_an_unknown_circumstance_is_named_with_those_that_are_known(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"不认识的条件 {{仅试运行}}\n.*{{仅试行}}"):
        Template.load(edited(tmp_path, (DOCUMENT, "{{仅试行}}", "{{仅试运行}}")))


def test_a_form_whose_pages_would_not_bear_the_check_code_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"页眉页脚里没有 \{\{校验码\}\}"):
        Template.load(edited(tmp_path, (FOOTER, "{{校验码}}", "")))


@pytest.mark.parametrize("page", ["岗位", "封面", "目录", "签收登记表"])
def test_a_page_that_is_not_marked_is_missed(tmp_path: Path, page: str) -> None:
    with pytest.raises(TemplateError, match=r"应有 岗位、封面、目录、签收登记表.*（未写明）"):
        Template.load(edited(tmp_path, (DOCUMENT, f"{{{{页：{page}}}}}", "")))


@pytest.mark.parametrize(
    "name", ["word/styles.xml", "[Content_Types].xml", "word/footer1.xml", "word/theme/theme1.xml"]
)
def test_a_part_that_others_need_is_missed(tmp_path: Path, name: str) -> None:
    parts = {key: value for key, value in template_parts().items() if key != name}
    with pytest.raises(TemplateError, match=name.rpartition("/")[2].replace("[", r"\[").replace("]", r"\]")):
        Template.load(put(tmp_path, zipped(parts)))


@pytest.mark.parametrize(
    "part, old, new",
    [
        (DOCUMENT, '<w:gridCol w:w="1134"/>', '<w:gridCol w:w="many"/>'),
        (DOCUMENT, "<w:body>", "<w:nobody>"),
        (STYLES_PART, '<w:sz w:val="21"/>', '<w:sz w:val="big"/>'),
        (DOCUMENT, 'r:id="rId11"', 'r:id="rId77"'),
        ("[Content_Types].xml", "PartName", "Name"),
    ],
)
def test_whatever_else_is_wrong_inside_ends_in_a_message_too(
    tmp_path: Path, part: str, old: str, new: str
) -> None:
    parts = template_parts()
    parts[part] = (
        parts[part]
        .replace(old.encode(), new.encode())
        .replace(b"</w:body>", b"</w:nobody>" if "nobody" in new else b"</w:body>")
    )
    with pytest.raises(TemplateError, match="原因"):
        Template.load(put(tmp_path, zipped(parts)))


def test_relations_in_a_circle_come_to_an_end(tmp_path: Path) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>'
    )
    loaded = Template.load(edited(tmp_path, **{"word/_rels/styles.xml.rels": rels.encode()}))
    assert "word/_rels/styles.xml.rels" in loaded.static


def test_looks_are_the_template_s_alone(tmp_path: Path) -> None:
    path = edited(
        tmp_path,
        (DOCUMENT, 'w:fill="F2F2F2"', 'w:fill="DDEEFF"'),
        (DOCUMENT, '<w:gridCol w:w="8220"/>', '<w:gridCol w:w="8000"/>'),
        (DOCUMENT, "（试行）", "〔试用文本〕"),
        (STYLES_PART, '"SimHei"', '"KaiTi"'),
    )
    made = position_document(copy(), Template.load(path), "x")
    body = parts_of(made)[DOCUMENT]
    assert b"F2F2F2" not in body
    assert body.count(b"DDEEFF") > 10
    assert b'<w:gridCol w:w="8000"/>' in body
    assert "〔试用文本〕" in text_of(root(made))
    assert b"SimHei" not in parts_of(made)[STYLES_PART]


def test_a_logo_in_the_header_comes_along(tmp_path: Path) -> None:
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/logo.png"/></Relationships>'
    )
    parts = template_parts()
    parts["word/_rels/header1.xml.rels"] = rels.encode()
    parts["word/media/logo.png"] = b"\x89PNG"
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"<Default", b'<Default Extension="png" ContentType="image/png"/><Default', 1
    )
    made = position_document(copy(), Template.load(put(tmp_path, zipped(parts))), "x")
    assert defects(made) == []
    assert parts_of(made)["word/media/logo.png"] == b"\x89PNG"
    assert b"media/logo.png" in parts_of(made)["word/_rels/header1_1.xml.rels"]


@pytest.mark.parametrize(
    "refers, told",
    [
        (
            "rId10 rId11",
            "“岗位”页的页眉页脚有不认识的占位符 {{副题}}",
        ),  # the index's header goes on over the form
        (
            "rId12 rId13",
            "“签收登记表”页的页眉页脚有不认识的占位符 .*{{校验码}}",
        ),  # the form's over the register
    ],
)
def test_a_page_without_a_header_of_its_own_has_that_of_the_page_before(
    tmp_path: Path, refers: str, told: str
) -> None:
    header, footer = refers.split()
    both = f'<w:headerReference w:type="default" r:id="{header}"/><w:footerReference w:type="default" r:id="{footer}"/>'
    parts = template_parts()
    head, found, tail = parts[DOCUMENT].rpartition(both.encode())
    assert found
    with pytest.raises(TemplateError, match=told):
        Template.load(put(tmp_path, zipped(parts | {DOCUMENT: head + tail})))


def test_the_template_is_read_once_and_left_as_it_was() -> None:
    before = TEMPLATE.read_bytes()
    Template.load(TEMPLATE)
    assert TEMPLATE.read_bytes() == before


def test_the_guide_beside_the_template_names_every_place_and_marker() -> None:
    guide = (TEMPLATE.parent / "README.md").read_text("utf-8")
    places = POSITION | HANDBOOK | ROW | set(SAMPLES) | {f"仅{name}" for name in CIRCUMSTANCES}
    assert {
        name for name in places | {f"页：{page}" for page in PAGES} if f"{{{{{name}}}}}" not in guide
    } == set()


def test_pages_leave_room_for_a_seal_across_their_edges() -> None:
    """A 骑缝章 is stamped over the fanned edges of all sheets: two centimetres are free on either side."""
    document = root(TEMPLATE.read_bytes())
    sides = [one.get(f"{W}{side}") for one in document.iter(f"{W}pgMar") for side in ("left", "right")]
    assert sides
    assert all(int(side) >= 1134 for side in sides)
