"""Printing: only what has changed, as PDF too, and a template to adapt."""

from __future__ import annotations

import io
import os
import re
import shutil
from pathlib import Path

import docx
import pytest
from making import snapshot, write_tree
from PIL import Image
from pypdf import PdfReader, PdfWriter

from jdbook import pdf
from jdbook.cli import main
from jdbook.errors import Stop

FILES: dict[str, str | bytes] = {
    "company.yml": "schema: 1\nname: 集团\nlegal_name: 集团有限公司\n",
    "ad/unit.yml": "name: 广告公司\n",
    "ad/gm.yml": "title: 总经理\nduties: [主持公司经营]\nstatus: 试行\n",
    "ad/rep.yml": "title: 业务员\nsuperior: 总经理\nduties: [拜访客户]\nstatus: 试行\n",
    "wh/unit.yml": "name: 文化公司\n",
    "wh/gm.yml": "title: 社长\nduties: [主持社务]\nstatus: 试行\n",
}


PAGE_REFERENCES = re.compile(r"PAGEREF _jd\d+ \\h </w:instrText>.*?<w:t[^>]*>(\d+)</w:t>")


def _text(document: Path) -> str:
    return str(docx.Document(str(document)).element.xml).replace("\n", "")


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "库", FILES)


def documents(root: Path) -> dict[str, bytes]:
    return {path: raw for path, raw in snapshot(root / "word").items() if path.endswith(".docx")}


def test_only_changed_documents_are_written_and_listed(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["word", "--root", str(library)]) == 0
    before = documents(library)
    times = {path: (library / "word" / path).stat().st_mtime_ns for path in before}
    capsys.readouterr()
    assert main(["word", "--changed", "--root", str(library)]) == 0
    assert "没有变化" in capsys.readouterr().err
    (library / "jd_source/ad/rep.yml").write_text(str(FILES["ad/rep.yml"]).replace("拜访", "走访"), "utf-8")
    assert main(["word", "--changed", "--root", str(library)]) == 0
    said, after = capsys.readouterr().err, documents(library)
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"广告公司/rep 业务员.docx", "广告公司/岗位手册 广告公司.docx", "岗位手册 集团.docx"}
    assert all(f"    {path}" in said for path in changed)
    assert "3 份有变化" in said
    untouched = {path for path in after if (library / "word" / path).stat().st_mtime_ns == times[path]}
    assert untouched == after.keys() - changed


def test_changed_ones_of_some_positions_leave_handbooks_alone(library: Path) -> None:
    assert main(["word", "总经理", "--changed", "--root", str(library)]) == 0
    assert list(documents(library)) == ["广告公司/gm 总经理.docx"]


def test_the_company_has_a_handbook_where_it_has_several_units(library: Path) -> None:
    assert main(["word", "--root", str(library)]) == 0
    assert "岗位手册 集团.docx" in documents(library)
    shutil.rmtree(library / "jd_source/wh")
    assert main(["word", "--root", str(library)]) == 0
    assert "岗位手册 集团.docx" not in documents(library)


def test_nobody_has_to_carry_a_handbook_of_hundreds(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jdbook.documents.MOST_IN_ONE", 2)
    assert main(["word", "--root", str(library)]) == 0
    assert "岗位手册 集团.docx" not in documents(library)


@pytest.mark.office
@pytest.mark.slow
def test_pdf_files_stand_in_a_folder_of_their_own(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["word", "--pdf", "--root", str(library)]) == 0
    made = sorted(path for path in snapshot(library / "word") if path.endswith(".pdf"))
    assert made == sorted(f"PDF/{path.removesuffix('.docx')}.pdf" for path in documents(library))
    assert (library / "word" / made[0]).read_bytes().startswith(b"%PDF")
    assert f"{len(made)} 份" in capsys.readouterr().err


@pytest.mark.office
@pytest.mark.slow
def test_contents_name_the_pages_on_which_positions_begin(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The numbers printed in the contents are those at the foot of the pages they lead to."""
    duties = "".join(f"\n  - 第{number}件事" for number in range(60))
    (library / "jd_source/ad/gm.yml").write_text(f"title: 总经理\nduties:{duties}\nstatus: 试行\n", "utf-8")
    assert main(["word", "广告公司", "--page-numbers", "--pdf", "--root", str(library)]) == 0
    assert "1 本岗位手册，全书连续编页" in capsys.readouterr().err
    reader = PdfReader(library / "word/PDF/带页码/广告公司/岗位手册 广告公司.pdf")
    pages = ["".join(page.extract_text().split()) for page in reader.pages]
    contents = next(page for page in pages if "校验码页码" in page)
    begins = [number for number, page in enumerate(pages, 1) if "岗位职责说明书（试行）" in page]
    assert begins[1] - begins[0] > 1
    for number in begins:
        code = re.findall(r"校验码([0-9a-f]{12})第", pages[number - 1])
        assert f"{code[0]}{number}" in contents
    assert all(f"第{number}页共{len(pages)}页" in page for number, page in enumerate(pages, 1) if number > 1)
    numbers = PAGE_REFERENCES.findall(_text(library / "word/带页码/广告公司/岗位手册 广告公司.docx"))
    assert numbers == [str(number) for number in begins]  # as stored, which is what Word shows
    listed = [path for path in snapshot(library / "word/带页码") if path.endswith(".docx")]
    assert listed == ["广告公司/岗位手册 广告公司.docx"]


@pytest.mark.parametrize("wish, told", [("总经理", "合不成一本岗位手册"), ("广告公司", "没有地方印页码")])
def test_where_no_page_can_be_numbered_that_is_told(
    library: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    wish: str,
    told: str,
) -> None:
    if wish == "广告公司":
        monkeypatch.setattr("jdbook.printing.names_pages", lambda _: False)
    main(["word", wish, "--unit", "广告公司", "--page-numbers", "--root", str(library)])
    assert told in capsys.readouterr().err


def test_a_pdf_without_bookmarks_is_told(tmp_path: Path) -> None:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(tmp_path / "甲.pdf")
    with pytest.raises(Stop, match=r"甲\.pdf 缺 1 个"):
        pdf.pages_of(tmp_path / "甲.pdf", ["_jd1"])


def test_without_libreoffice_the_way_to_it_is_told_and_word_is_there(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert main(["word", "总经理", "--pdf", "--root", str(library)]) == 2
    assert "没有找到 LibreOffice" in capsys.readouterr().err
    assert list(documents(library)) == ["广告公司/gm 总经理.docx"]


@pytest.mark.skipif(os.name == "nt", reason="a script stands in for LibreOffice")
def test_a_libreoffice_that_makes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(pdf, "office", lambda: str(program))
    with pytest.raises(Stop, match=r"没有转出 PDF：甲\.docx"):
        pdf.convert([tmp_path / "甲.docx"], tmp_path, tmp_path / "PDF")


def test_looks_belong_to_whoever_has_word_and_a_text_editor(library: Path) -> None:
    """Font, logo and the order of two sections change without a line of Python in the project."""
    assert main(["template", "--root", str(library)]) == 0
    own = library / "templates/word"
    opened = docx.Document(str(own / "form.docx"))
    opened.styles["条目一级"].font.size = docx.shared.Pt(14)
    logo = io.BytesIO()
    Image.new("RGB", (60, 20), "red").save(logo, "PNG")
    for section in opened.sections:
        section.header.paragraphs[0].insert_paragraph_before().add_run().add_picture(
            logo, width=docx.shared.Cm(2)
        )
    opened.save(str(own / "form.docx"))
    (own / "layout.yml").write_text("order: [管理责任, 主要职责]\n", "utf-8")
    text = "title: 总经理\nduties: [主持公司经营]\nresponsibilities: [对经营结果负责]\nstatus: 试行\n"
    (library / "jd_source/ad/gm.yml").write_text(text, "utf-8")
    assert main(["word", "--root", str(library)]) == 0
    made = docx.Document(str(library / "word/广告公司/gm 总经理.docx"))
    labels = [table.rows[0].cells[0].text for table in made.tables]
    assert labels.index("管理责任") < labels.index("主要职责")
    assert made.styles["条目一级"].font.size == docx.shared.Pt(14)
    pictures = [part for part in made.part.package.iter_parts() if str(part.partname).endswith(".png")]
    assert [part.blob for part in pictures] == [logo.getvalue()]
    assert made.sections[0].header._element.xpath(".//w:drawing")


def test_the_template_is_copied_once_to_be_adapted(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["template", "--root", str(library)]) == 0
    own = library / "templates/word/form.docx"
    assert own.read_bytes().startswith(b"PK")
    own.write_bytes(b"mine")
    assert main(["template", "--root", str(library)]) == 0
    assert own.read_bytes() == b"mine"
    assert "没有改动" in capsys.readouterr().err
    assert main(["template"]) == 0
    assert "直接改" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="a script stands in for LibreOffice")
def test_an_older_pdf_does_not_pass_for_a_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n", "utf-8")
    program.chmod(0o755)
    (tmp_path / "PDF").mkdir()
    (tmp_path / "PDF/甲.pdf").write_bytes(b"%PDF old")
    monkeypatch.setattr(pdf, "office", lambda: str(program))
    with pytest.raises(Stop, match=r"没有转出 PDF：甲\.docx"):
        pdf.convert([tmp_path / "甲.docx"], tmp_path, tmp_path / "PDF")
    assert (tmp_path / "PDF/甲.pdf").read_bytes() == b"%PDF old"
    assert [path.name for path in (tmp_path / "PDF").iterdir()] == ["甲.pdf"]


@pytest.fixture
def roster(library: Path) -> Path:
    """Return a roster of two people beside the library's folders."""
    file = library / "名单.csv"
    file.write_text(ROSTER, "utf-8")
    return file


def signing(roster: Path) -> list[str]:
    """Return the command that makes the papers of a roster."""
    return ["sign", str(roster), "--root", str(roster.parent)]


ROSTER = "姓名,工号,岗位,单位\n张三,1,总经理,广告公司\n李四,2,业务员,广告公司\n"


def test_packs_survive_a_whole_build_and_nobody_is_blamed_for_edits(
    library: Path, roster: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(signing(roster)) == 0
    assert main(["word", "--root", str(library)]) == 0
    (library / "jd_source/ad/rep.yml").write_text(str(FILES["ad/rep.yml"]).replace("拜访", "走访"), "utf-8")
    assert main(["word", "--root", str(library)]) == 0
    capsys.readouterr()
    assert main(signing(roster)) == 0
    assert "有人直接改过" not in capsys.readouterr().err
    assert not [
        path for path in snapshot(library / "word/签收") if path.startswith("_保留") or "/_保留/" in path
    ]


def test_whoever_left_the_roster_leaves_the_pack(
    library: Path, roster: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(signing(roster)) == 0
    roster.write_text(ROSTER.rpartition("李四")[0], "utf-8")
    assert main(signing(roster)) == 0
    assert "上次出的 1 份这次没有了" in capsys.readouterr().err
    made = [path for path in snapshot(library / "word/签收/名单") if path.endswith(".docx")]
    assert sorted(made) == [
        "_保留/广告公司/2 李四 业务员.docx",
        "广告公司/1 张三 总经理.docx",
        "签收登记表.docx",
    ]
    assert (library / "word/签收/名单/.gitignore").read_text("utf-8") == "*\n"


@pytest.mark.parametrize("place", ["site/packs", "jd_source/packs", "templates/x", ".build/x"])
@pytest.mark.parametrize("command", ["sign", "word"])
def test_what_is_private_is_not_written_where_it_would_be_published(
    library: Path, roster: Path, capsys: pytest.CaptureFixture[str], place: str, command: str
) -> None:
    words = {"sign": ["sign", str(roster)], "word": ["word", "总经理"]}[command]
    assert main([*words, "--out", str(library / place), "--root", str(library)]) == 2
    assert "不能写到" in capsys.readouterr().err
    assert not (library / place).exists()


def test_a_kept_text_that_was_changed_stops_signing(
    library: Path, roster: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(signing(roster)) == 0
    kept = next(
        path for path in (library / "jd_source/_records/texts").iterdir() if "拜访" in path.read_text("utf-8")
    )
    kept.write_text(kept.read_text("utf-8").replace("拜访", "走访"), "utf-8")
    shutil.rmtree(library / "word")
    assert main(signing(roster)) == 2
    assert "存档被改动过" in capsys.readouterr().err
    assert not (library / "word").exists()


@pytest.mark.office
@pytest.mark.slow
def test_papers_of_people_do_not_become_pdf_with_the_others(library: Path, roster: Path) -> None:
    assert main(signing(roster)) == 0
    assert main(["word", "--pdf", "--root", str(library)]) == 0
    assert not [path for path in snapshot(library / "word/PDF") if "签收" in path]
