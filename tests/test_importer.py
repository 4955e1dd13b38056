"""The import command: drafts, report and page; what is there stays; nothing is half done, nothing shows a traceback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from making import snapshot, write_tree
from openpyxl import load_workbook

from jdbook.cli import main
from jdbook.intake import REPORT

CASES = Path(__file__).parent / "imports"
FILES = {
    "company.yml": "schema: 1\nname: 集团\n",
    "ad/unit.yml": "name: 门店\n",
    "ad/a.yml": "title: 店长\nduties: [管店]\n",
}
TEXT = "出纳员岗位职责\n直接上级：店长\n职责：\n1、核对现金；\n2、登记日记账。\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "库", FILES)


def imported(library: Path, *arguments: str | Path) -> int:
    return main(["import", *map(str, arguments), "--root", str(library)])


def test_drafts_are_written_outside_the_library_proper(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "旧 文件.txt").write_bytes(TEXT.encode("gb18030"))
    assert imported(library, tmp_path / "旧 文件.txt") == 0
    folder = library / "jd_source" / "_draft" / "旧 文件"
    assert sorted(path.name for path in folder.iterdir()) == ["出纳员.yml", "导入报告.md"]
    assert "title: 出纳员" in (folder / "出纳员.yml").read_text("utf-8")
    said = capsys.readouterr()
    assert said.out == ""
    assert "旧 文件.txt：1 个岗位" in said.err
    assert main(["check", "--root", str(library)]) == 0


def test_what_is_there_stays_unless_forced(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "甲.txt"
    source.write_text(TEXT, "utf-8")
    assert imported(library, source) == 0
    draft = library / "jd_source/_draft/甲/出纳员.yml"
    draft.write_text("改过", "utf-8")
    assert imported(library, source) == 1
    assert draft.read_text("utf-8") == "改过"
    assert "已经有的草稿没有改动" in capsys.readouterr().err
    assert imported(library, source, "--force") == 0
    assert "title: 出纳员" in draft.read_text("utf-8")


def test_json_writes_no_file_and_nothing_else_to_stdout(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "甲.txt"
    source.write_text(TEXT, "utf-8")
    before = snapshot(library)
    assert imported(library, source, "--json") == 0
    data = json.loads(capsys.readouterr().out)
    assert data["positions"][0]["duties"] == ["核对现金；", "登记日记账。"]
    assert "".join(piece["text"] for piece in data["trace"]) == TEXT.replace("\n", "")
    assert snapshot(library) == before


def test_files_that_can_not_be_read_are_told_and_the_others_are(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "旧"
    folder.mkdir()
    (folder / "坏.docx").write_bytes(b"PK\x03\x04")
    (folder / "好.txt").write_text(TEXT, "utf-8")
    assert imported(library, folder, "--out", tmp_path / "出") == 1
    assert (tmp_path / "出/好/出纳员.yml").is_file()
    assert "坏.docx：不是完好的 Word 文件" in capsys.readouterr().err


def test_sources_of_one_name_have_folders_of_their_own(library: Path, tmp_path: Path) -> None:
    for name in ("甲.txt", "甲.md"):
        (tmp_path / name).write_text(TEXT, "utf-8")
    assert imported(library, tmp_path / "甲.txt", tmp_path / "甲.md", "--out", tmp_path / "出") == 0
    assert sorted(path.name for path in (tmp_path / "出").iterdir()) == ["甲", "甲.md"]


def test_names_lead_nowhere_else(library: Path, tmp_path: Path) -> None:
    source = tmp_path / "甲.txt"
    source.write_text(
        "../../逃跑员岗位职责\n职责：\n1、跑。\n岗位名称：a/../../b\n职责：\n1、跑；\n2、跳。\n", "utf-8"
    )
    imported(library, source, "--out", tmp_path / "出")
    made = [path for path in tmp_path.rglob("*.yml") if "库" not in path.parts]
    assert made
    assert all(path.is_relative_to(tmp_path / "出" / "甲") for path in made)


def test_the_review_page_shows_source_and_draft(library: Path, tmp_path: Path) -> None:
    source = tmp_path / "甲.txt"
    source.write_text(TEXT + "<script>alert(1)</script>\n", "utf-8")
    assert imported(library, source, "--review", "--out", tmp_path / "出") == 0
    page = (tmp_path / "出/甲/导入核对.html").read_text("utf-8")
    assert "核对现金；" in page
    assert "<script>alert" not in page
    assert "http" not in page


def test_another_document_of_the_same_name_has_a_folder_of_its_own(library: Path, tmp_path: Path) -> None:
    for folder, text in (("甲", "出纳岗位职责\n1、收付现金\n"), ("乙", "会计岗位职责\n1、记账\n")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "岗位职责.txt").write_text(text, "utf-8")
    out = tmp_path / "出"
    for folder in ("甲", "乙", "甲"):
        imported(library, tmp_path / folder / "岗位职责.txt", "--out", out)
    assert sorted(str(file.relative_to(out)) for file in out.rglob("*.yml")) == [
        "岗位职责.txt/会计.yml",
        "岗位职责/出纳.yml",
    ]
    assert "出纳" in (out / "岗位职责" / REPORT).read_text("utf-8")


def test_documents_without_positions_write_nothing(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert imported(library, CASES / "13-meeting-notes.txt", "--out", tmp_path / "出") == 0
    assert not (tmp_path / "出").exists()
    assert "没有认出岗位" in capsys.readouterr().err


def test_documents_of_ours_become_drafts_word_for_word(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = library / "jd_source/ad/a.yml"
    source.write_text(
        "title: 店长\nduties: [{text: 管店, frequency: 每日}]\nstatus: 试行\nversion: '1.0'\n", "utf-8"
    )
    assert main(["word", "--root", str(library)]) == 0
    form = next(path for path in (library / "word").rglob("*.docx") if path.name.endswith("店长.docx"))
    assert imported(library, form, "--out", tmp_path / "出") == 0
    draft = tmp_path / "出" / form.stem / "店长.yml"
    assert "  - text: 管店\n    frequency: 每日\n" in draft.read_text("utf-8")
    assert "用 --update" in capsys.readouterr().err


@pytest.fixture
def ledger(tmp_path: Path) -> tuple[Path, Path]:
    """Return a library in which two units have a position of one title, and its workbook with a row that says only the title."""
    root = write_tree(
        tmp_path / "两",
        FILES | {"tv/unit.yml": "name: 电视台\n", "tv/a.yml": "title: 店长\nduties: [管台]\n"},
    )
    source = tmp_path / "清单.xlsx"
    assert main(["export", "xlsx", "--out", str(source), "--root", str(root)]) == 0
    book = load_workbook(source)
    sheet = book["职责"]
    headings = {cell.value: cell.column or 0 for cell in sheet[1]}
    row = sheet.max_row + 1
    sheet.cell(row, headings["岗位"]).value = "店长"
    sheet.cell(row, headings["职责"]).value = "点货"
    sheet.cell(2, headings["序号"]).value = "甲"
    book.save(source)
    return root, source


def test_rows_of_a_workbook_of_ours_that_no_draft_holds_are_told_and_none_is_counted_for_them(
    ledger: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, source = ledger
    assert imported(root, source, "--out", tmp_path / "出") == 1
    drafts = list((tmp_path / "出/清单").glob("*.yml"))
    said = capsys.readouterr().err
    assert len(drafts) == 2
    assert "2 个岗位照原样写成草稿" in said
    assert "没有读取 清单.xlsx：职责!C4：看不出是哪个岗位的，" in said
    assert "门店、电视台都有“店长”，请在“单位”一格写上单位" in said
    assert "点货" in said
    assert "2 份草稿" in said
    assert any("请核对：职责!E2" in draft.read_text("utf-8") for draft in drafts)
    assert "1 处请核对" in said


def test_the_report_on_a_workbook_of_ours_holds_what_is_to_be_looked_at(
    ledger: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, source = ledger
    assert imported(root, source, "--review", "--out", tmp_path / "出") == 1
    report = (tmp_path / "出/清单/导入报告.md").read_text("utf-8")
    assert "点货" in report
    assert "店长：职责!E2" in report
    assert not (tmp_path / "出/清单/导入核对.html").exists()
    assert "--review 用不上" in capsys.readouterr().err
