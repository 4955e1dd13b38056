from __future__ import annotations

from pathlib import Path

import pytest
from word_makers import edited, template_parts

from jdbook.word.package import Template
from jdbook.word.parts import TemplateError

RELS = "word/_rels/document.xml.rels"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
END = "</Relationships>"


def relation(kind: str, target: str, mode: str = "") -> tuple[str, str, str]:
    row = f'<Relationship Id="rId99" Type="{TYPE}/{kind}" Target="{target}"{mode}/>'
    return RELS, END, row + END


EXTERNAL = ' TargetMode="External"'


@pytest.mark.parametrize(
    "kind, target, mode, problem",
    [
        ("image", "http://example.com/logo.png", EXTERNAL, "文件以外的内容：http://example.com"),
        ("attachedTemplate", "file:///C:/Normal.dotm", EXTERNAL, "文件以外的内容"),
        ("subDocument", "other.docx", EXTERNAL, "文件以外的内容"),
        ("hyperlink", "javascript:alert(1)", EXTERNAL, "文件以外的内容"),
        ("hyperlink", "file://server/share/x.exe", EXTERNAL, "文件以外的内容"),
        ("oleObject", "embeddings/1.bin", "", "不能用的内容（oleObject）"),
        ("aFChunk", "chunk.html", "", "不能用的内容（aFChunk）"),
        ("vbaProject", "vbaProject.bin", "", "不能用的内容（vbaProject）"),
        ("control", "activeX/1.xml", "", "不能用的内容（control）"),
    ],
)
def test_what_reaches_outside_or_runs_is_refused(
    tmp_path: Path, kind: str, target: str, mode: str, problem: str
) -> None:
    with pytest.raises(TemplateError, match=problem):
        Template.load(edited(tmp_path, relation(kind, target, mode)))


def test_a_header_is_looked_into_as_well(tmp_path: Path) -> None:
    rels = f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{TYPE}/image" Target="http://example.com/"{EXTERNAL}/>{END}'
    with pytest.raises(TemplateError, match=r"header1\.xml 引用了文件以外的内容"):
        Template.load(edited(tmp_path, **{"word/_rels/header1.xml.rels": rels.encode()}))


def test_an_ordinary_link_is_kept_and_an_author_s_leavings_are_dropped(tmp_path: Path) -> None:
    path = edited(tmp_path, relation("hyperlink", "https://example.com/", EXTERNAL))
    assert any(each.kind == "hyperlink" for each in Template.load(path).relations)
    path = edited(
        tmp_path, relation("customXml", "../customXml/item1.xml"), **{"customXml/item1.xml": b"<x/>"}
    )
    loaded = Template.load(path)
    assert not any("customXml" in name for name in loaded.static)
    assert not any(each.kind == "customXml" for each in loaded.relations)


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    ],
)
def test_macros_and_dotx_files_are_no_ordinary_documents(tmp_path: Path, kind: str) -> None:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with pytest.raises(TemplateError, match=r"不是普通的 Word 文档.*\n.*另存为"):
        Template.load(edited(tmp_path, ("[Content_Types].xml", main, kind)))


def test_the_strict_variety_is_no_ordinary_document(tmp_path: Path) -> None:
    transitional, strict = (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    with pytest.raises(TemplateError, match="Strict"):
        Template.load(edited(tmp_path, ("word/document.xml", transitional, strict)))


@pytest.mark.parametrize("part", ["word/document.xml", "word/footer1.xml"])
def test_tracked_changes_are_to_be_accepted_first(tmp_path: Path, part: str) -> None:
    old = "<w:r><w:t"
    assert old.encode() in template_parts()[part]
    path = edited(tmp_path, (part, old, '<w:ins w:id="1" w:author="x"/><w:r><w:t'))
    with pytest.raises(TemplateError, match=r"修订痕迹\n.*接受全部修订"):
        Template.load(path)


@pytest.mark.parametrize(
    "code", ["INCLUDEPICTURE http://x/", "INCLUDETEXT c:\\\\x", "DDEAUTO excel x", "DATE", "INCLU"]
)
def test_fields_that_fetch_something_or_tell_the_date_are_refused(tmp_path: Path, code: str) -> None:
    with pytest.raises(TemplateError, match=f"不能用的域：{code[:5]}"):
        Template.load(edited(tmp_path, ("word/footer1.xml", " PAGE ", f" {code} ")))


def test_a_switch_that_word_has_put_into_a_run_of_its_own_is_no_field(tmp_path: Path) -> None:
    split = " PAGE </w:instrText></w:r><w:r><w:instrText>\\* MERGEFORMAT "
    Template.load(edited(tmp_path, ("word/footer1.xml", " PAGE ", split)))
