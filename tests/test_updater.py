"""`import --update`: edited documents of ours back into the files, told line by line; nothing else is touched."""

from __future__ import annotations

import errno
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.document import Document as WordDocumentType
from docx.text.paragraph import Paragraph
from making import snapshot, write_tree
from openpyxl import load_workbook

from jdbook import publish
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


INHERITING = {
    "ad/market/staff.yml": "title: 市场人员\nduties: [拜访客户, 收集同行的资料, 提交市场分析]\nstatus: 试行\nversion: '1.0'\n",
    "ad/market/head.yml": "title: 市场主管\nextends: staff\nduties: [带领市场部]\nstatus: 试行\nversion: '1.0'\n",
}


def form_of(library: Path, title: str) -> Path:
    """Return the Word form of a position, made now."""
    assert main(["word", title, "--root", str(library), "--out", str(library.parent / title)]) == 0
    return next((library.parent / title).rglob("*.docx"))


def paragraphs(document: WordDocumentType) -> Iterator[Paragraph]:
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return (one for cell in cells for one in cell.paragraphs)


def reworded(form: Path, old: str, new: str) -> None:
    """Give a paragraph of a form another text; without one it is taken away."""
    document = WordDocument(str(form))
    paragraph = next(one for one in paragraphs(document) if one.text == old)
    if new:
        paragraph.runs[0].text = new
    else:
        paragraph._element.getparent().remove(paragraph._element)
    document.save(str(form))


@pytest.mark.parametrize("new", ["", "收集同行的价目"])
def test_what_was_done_to_inherited_items_is_told_with_the_file_they_come_from(
    library: Path, capsys: pytest.CaptureFixture[str], new: str
) -> None:
    write_tree(library, INHERITING)
    form = form_of(library, "市场主管")
    reworded(form, "收集同行的资料", new)
    before = snapshot(library / "jd_source")
    assert brought_back(library, form) == 1
    said = capsys.readouterr()
    assert "这一条来自“市场人员”（jd_source/ad/market/staff.yml），请到那里改" in said.out
    assert "都改过" not in said.out
    assert "1 处动到继承来的条目" in said.err
    assert snapshot(library / "jd_source") == before


def test_the_same_goes_for_the_workbook(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_tree(library, INHERITING)
    file = exported(library)
    book = load_workbook(io.BytesIO(file.read_bytes()))
    rows = [row for row in book["职责"].iter_rows() if "市场主管" in [cell.value for cell in row]]
    next(cell for row in rows for cell in row if cell.value == "拜访客户").value = "拜访老客户"
    book.save(file)
    assert brought_back(library, file) == 1
    assert "请到那里改" in capsys.readouterr().out


def test_a_position_whose_parent_is_missing_is_left_alone(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tree(library, INHERITING)
    form = form_of(library, "市场主管")
    (library / "jd_source/ad/market/staff.yml").unlink()
    before = snapshot(library / "jd_source")
    assert brought_back(library, form) == 0
    reworded(form, "带领市场部", "带领市场部和销售部")
    assert brought_back(library, form) == 1
    out = capsys.readouterr().out
    assert "改为「带领市场部和销售部」" in out
    assert "它继承的岗位找不到或读不出来" in out
    assert snapshot(library / "jd_source") == before


def test_a_file_keeps_its_permissions(library: Path) -> None:
    file, path = exported(library), library / "jd_source/ad/cashier.yml"
    edit(file, "职责", "登记日记账", "登记现金日记账")
    path.chmod(0o600)
    assert brought_back(library, file) == 0
    assert "登记现金日记账" in path.read_text("utf-8")
    assert os.name == "nt" or path.stat().st_mode & 0o777 == 0o600


def test_a_file_nobody_may_write_stays_and_is_told(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, path = exported(library), library / "jd_source/ad/cashier.yml"
    edit(file, "职责", "登记日记账", "登记现金日记账")
    path.chmod(0o444)
    before = snapshot(library / "jd_source")
    assert brought_back(library, file) == 1
    assert "只读" in capsys.readouterr().out
    assert snapshot(library / "jd_source") == before
    assert path.stat().st_mode & 0o222 == 0


def test_a_file_that_can_not_be_written_does_not_keep_the_others(
    library: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    file = exported(library)
    edit(file, "职责", "登记日记账", "登记现金日记账")
    edit(file, "职责", "主持经营", "主持公司经营")
    write_file = publish.write_file

    def failing(target: Path, *content: bytes) -> None:
        if target.name == "cashier.yml":
            raise PermissionError(errno.EACCES, "denied", str(target))
        write_file(target, *content)

    monkeypatch.setattr(publish, "write_file", failing)
    assert brought_back(library, file) == 1
    said = capsys.readouterr()
    assert "没有写入这个文件：写岗位文件时出错" in said.out
    assert "主要职责 第1项：改为「主持公司经营」" in said.out
    assert "改了 1 个岗位的文件，共 1 处" in said.err
    assert "主持公司经营" in (library / "jd_source/ad/gm.yml").read_text("utf-8")


@pytest.mark.parametrize(
    "content, said",
    [
        (b"title: \xe5\x87\xba\xe7\xba\xb3\xe5\x91\x98\nduties: [\n", "jd_source/ad/cashier.yml:"),
        ("title: 出纳员\nduties: [登记日记账]\n".encode("gbk"), "GBK 编码"),
        ("title: &a 出纳员\nduties: [*a]\n".encode(), "jd_source/ad/cashier.yml:1:"),
    ],
    ids=["yaml", "gbk", "alias"],
)
def test_a_file_that_can_not_be_read_is_told_as_check_does(
    library: Path, capsys: pytest.CaptureFixture[str], content: bytes, said: str
) -> None:
    file = exported(library)
    edit(file, "职责", "登记日记账", "登记现金日记账")
    (library / "jd_source/ad/cashier.yml").write_bytes(content)
    assert brought_back(library, file) == 1
    out = capsys.readouterr().out
    assert "岗位文件读不出来，请先照下面改好" in out
    assert said in out
    assert "库里没有" not in out
    assert (library / "jd_source/ad/cashier.yml").read_bytes() == content


def test_of_a_renamed_file_the_edits_are_told_and_what_it_may_be_called_now(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = library / "jd_source/ad/cashier.yml"
    path.write_bytes(path.read_bytes() + b"code: CW-01\r\n")
    file = exported(library)
    edit(file, "职责", "登记日记账", "登记现金日记账")
    path.rename(path.with_name("teller.yml"))
    assert brought_back(library, file) == 1
    out = capsys.readouterr().out
    assert "可能就是“出纳员”（jd_source/ad/teller.yml）" in out
    assert "没有写入：主要职责 第2项：改为「登记现金日记账」（原为「登记日记账」）" in out


def test_of_several_documents_every_line_is_under_the_name_of_its_own(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = exported(library)
    other, third = one.with_name("另一份.xlsx"), one.with_name("没改的.xlsx")
    other.write_bytes(one.read_bytes())
    third.write_bytes(one.read_bytes())
    edit(one, "职责", "登记日记账", "登记现金日记账")
    edit(other, "职责", "登记日记账", "登记银行日记账")
    assert brought_back(library, one, third, other) == 1
    out = capsys.readouterr().out
    assert [line for line in out.splitlines() if line.startswith("【")] == [
        "【清单.xlsx】",
        "【另一份.xlsx】",
    ]
    assert "岗位文件的“主要职责”刚按同一次命令里的“清单.xlsx”改过" in out


@pytest.mark.parametrize("option", [["--review"], ["--force"], ["--out", "草稿"]])
def test_what_an_update_does_not_take_is_refused(
    library: Path, capsys: pytest.CaptureFixture[str], option: list[str]
) -> None:
    file = exported(library)
    assert brought_back(library, file, *option) == 2
    assert f"--update 不能和 {option[0]} 同时用" in capsys.readouterr().err


def test_an_old_format_is_told_apart_from_what_is_not_ours(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = tmp_path / "出纳员.doc"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert brought_back(library, old) == 1
    said = capsys.readouterr().err
    assert "是旧格式" in said
    assert "另存为 .docx 或 .xlsx" in said
    assert "本库导出" not in said


def test_what_the_same_handbook_changed_at_its_origin_is_written_once_and_no_news(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tree(library, INHERITING)
    assert main(["word", "--root", str(library)]) == 0
    book = next(path for path in (library / "word").rglob("*手册*.docx"))
    document = WordDocument(str(book))
    found = [one for one in paragraphs(document) if one.text == "收集同行的资料"]
    for one in found:
        one.runs[0].text = "收集同行的价目"
    assert len(found) == 2
    document.save(str(book))
    capsys.readouterr()
    assert brought_back(library, book) == 0
    assert capsys.readouterr().out == (
        "市场人员  jd_source/ad/market/staff.yml\n"
        "  主要职责 第2项：改为「收集同行的价目」（原为「收集同行的资料」）\n"
    )
