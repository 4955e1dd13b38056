from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from word_makers import TEMPLATE, parts_of, put, template_parts, zipped

from jdbook.word import parts
from jdbook.word.parts import Package, TemplateError, read, write


def test_a_word_file_is_read_into_its_parts() -> None:
    source = read(TEMPLATE)
    assert source.parts == parts_of(TEMPLATE.read_bytes())
    assert source.path == TEMPLATE


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"form\.docx\n.*找不到这个文件\n.*办法"):
        read(tmp_path / "form.docx")


@pytest.mark.parametrize(
    "data, problem",
    [
        (b"", "不是 .docx 文件"),
        (b"hello", "不是 .docx 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 .doc 格式，或设了打开密码"),
        (TEMPLATE.read_bytes()[:4000], "不是 .docx 文件"),
        (zipped({"xl/workbook.xml": b"<x/>"}), "不是 .docx 文件"),
    ],
    ids=["empty", "text", "doc", "cut off", "a sheet"],
)
def test_what_is_no_docx_is_told_so(tmp_path: Path, data: bytes, problem: str) -> None:
    with pytest.raises(TemplateError, match=problem):
        read(put(tmp_path, data))


def test_a_damaged_part_is_found_by_its_checksum(tmp_path: Path) -> None:
    data = zipped(template_parts())
    at = data.index("岗位职责说明书".encode())
    with pytest.raises(TemplateError, match="已损坏"):
        read(put(tmp_path, data[:at] + b"xxx" + data[at + 3 :]))


def test_what_would_unpack_to_something_huge_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "MAX_BYTES", 1000)
    with pytest.raises(TemplateError, match="过大"):
        read(put(tmp_path, zipped(template_parts())))
    many = {f"word/media/{number}.png": b"" for number in range(parts.MAX_PARTS)}
    with pytest.raises(TemplateError, match="过大"):
        read(put(tmp_path, zipped({"word/document.xml": b"<x/>"} | many)))


def test_a_part_stored_twice_is_refused(tmp_path: Path) -> None:
    buffer = io.BytesIO(zipped(template_parts()))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", b"<x/>")
    with pytest.raises(TemplateError, match="重名"):
        read(put(tmp_path, buffer.getvalue()))


@pytest.mark.parametrize(
    "data, problem",
    [
        (b"<a><b></a>", r"a\.xml 不是完整的 XML（第 1 行）"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "文档类型声明"),
        ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"), "文档类型声明"),
    ],
)
def test_xml_that_is_broken_or_defines_entities_is_refused(data: bytes, problem: str) -> None:
    with pytest.raises(TemplateError, match=problem):
        Package(Path("form.docx"), {"a.xml": data}).parse("a.xml")


def test_a_part_that_is_not_there_is_named() -> None:
    with pytest.raises(TemplateError, match=r"缺少 word/x\.xml"):
        Package(Path("form.docx"), {}).part("word/x.xml")


def test_relations_lead_from_the_part_s_folder_and_are_written_so_again() -> None:
    rels = (
        b'<r xmlns="x"><Relationship Id="a" Type="http://t/image" Target="media/1.png"/>'
        b'<Relationship Id="b" Type="http://t/image" Target="/word/media/2.png"/>'
        b'<Relationship Id="c" Type="http://t/hyperlink" Target="http://x/" TargetMode="External"/></r>'
    )
    found = Package(Path("form.docx"), {"word/_rels/header1.xml.rels": rels}).relations("word/header1.xml")
    assert [each.target for each in found] == ["word/media/1.png", "word/media/2.png", "http://x/"]
    assert [each.kind for each in found] == ["image", "image", "hyperlink"]
    assert [each.row("word/header9.xml")[2] for each in found] == ["media/1.png", "media/2.png", "http://x/"]


def test_the_same_parts_give_the_same_bytes_without_date_or_system() -> None:
    data = write([("b.xml", [b"1"]), ("a.xml", [b"2", b"3"])])
    assert data == write([("b.xml", [b"1"]), ("a.xml", [b"2", b"3"])])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["b.xml", "a.xml"]
        assert {(info.date_time, info.create_system, info.compress_type) for info in archive.infolist()} == {
            ((1980, 1, 1, 0, 0, 0), 0, zipfile.ZIP_STORED)
        }
