"""`import --update`: edited documents of ours back into the files, told line by line; nothing else is touched."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from docx import Document as WordDocument
from making import snapshot, write_tree
from openpyxl import load_workbook

from jdbook.cli import main

FILES: dict[str, str | bytes] = {
    "company.yml": "schema: 1\nname: 集团\n",
    "ad/unit.yml": "name: 广告公司\n",
    "ad/gm.yml": "title: 总经理\nduties: [主持经营]\nstatus: 试行\nversion: '1.0'\n",
    "ad/cashier.yml": (
        "# 出纳\r\ntitle: 出纳员\r\nsuperior: 总经理\r\nduties:\r\n  - 每日核对现金  # 下班前\r\n  - 登记日记账\r\n"
        "status: 试行\r\nversion: '1.0'\r\n"
    ).encode(),
}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "库", FILES)


def exported(library: Path) -> Path:
    file = library.parent / "清单.xlsx"
    assert main(["export", "xlsx", "--root", str(library), "--out", str(file)]) == 0
    return file


def edit(file: Path, sheet: str, old: str, new: str) -> None:
    """Change the cell of a sheet that says something."""
    book = load_workbook(io.BytesIO(file.read_bytes()))
    cells = [cell for row in book[sheet].iter_rows() for cell in row if cell.value == old]
    assert len(cells) == 1
    cells[0].value = new
    book.save(file)


def brought_back(library: Path, *arguments: str | Path) -> int:
    return main(["import", "--update", *map(str, arguments), "--root", str(library)])


def test_an_edited_cell_comes_back_into_its_file_and_nothing_else_changes(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = exported(library)
    edit(file, "职责", "登记日记账", "登记现金日记账")
    before = snapshot(library / "jd_source")
    assert brought_back(library, file) == 0
    said = capsys.readouterr()
    assert said.out == (
        "出纳员  jd_source/ad/cashier.yml\n  主要职责 第2项：改为「登记现金日记账」（原为「登记日记账」）\n"
    )
    assert "改了 1 个岗位的文件，共 1 处" in said.err
    changed = before["ad/cashier.yml"].replace("登记日记账".encode(), "登记现金日记账".encode())
    assert snapshot(library / "jd_source") == {**before, "ad/cashier.yml": changed}
    assert brought_back(library, file) == 0
    assert "没有要写入的改动" in capsys.readouterr().err


def test_an_edited_word_form_comes_back_into_its_file(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["word", "--root", str(library)]) == 0
    form = next(path for path in (library / "word").rglob("*.docx") if path.name.endswith("出纳员.docx"))
    document = WordDocument(str(form))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    paragraph = next(one for cell in cells for one in cell.paragraphs if one.text == "登记日记账")
    paragraph.runs[0].text = "登记现金日记账"
    document.save(str(form))
    before = snapshot(library / "jd_source")
    capsys.readouterr()
    assert brought_back(library, form) == 0
    assert "主要职责 第2项：改为「登记现金日记账」（原为「登记日记账」）" in capsys.readouterr().out
    changed = before["ad/cashier.yml"].replace("登记日记账".encode(), "登记现金日记账".encode())
    assert snapshot(library / "jd_source") == {**before, "ad/cashier.yml": changed}


def test_a_clash_is_told_and_nothing_is_written_there(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = exported(library)
    edit(file, "职责", "登记日记账", "登记现金日记账")
    path = library / "jd_source/ad/cashier.yml"
    path.write_bytes(path.read_bytes().replace("登记日记账".encode(), "登记银行日记账".encode()))
    before = snapshot(library / "jd_source")
    assert brought_back(library, file) == 1
    said = capsys.readouterr()
    assert "文档里是「登记现金日记账」，岗位文件现在是「登记银行日记账」" in said.out
    assert snapshot(library / "jd_source") == before


def test_json_tells_what_would_be_written_and_writes_nothing(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = exported(library)
    edit(file, "职责", "登记日记账", "登记现金日记账")
    before = snapshot(library / "jd_source")
    assert brought_back(library, file, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["position"] for one in found if one["changes"]] == ["ad/cashier"]
    assert snapshot(library / "jd_source") == before


def test_a_position_that_is_gone_is_told(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = exported(library)
    edit(file, "职责", "登记日记账", "登记现金日记账")
    (library / "jd_source/ad/cashier.yml").unlink()
    assert brought_back(library, file) == 1
    assert "库里没有 ad/cashier" in capsys.readouterr().out


def test_a_document_of_somebody_else_is_not_taken(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stranger = tmp_path / "别人.txt"
    stranger.write_text("出纳岗位职责\n", "utf-8")
    assert brought_back(library, stranger) == 1
    assert "只用于本库导出的" in capsys.readouterr().err
