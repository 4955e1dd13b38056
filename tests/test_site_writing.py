"""Files are touched only where they change, and nothing else stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from making import snapshot

from jdbook.publish import write_file
from jdbook.site.writing import write_pages

FILES: dict[str, str | bytes] = {"index.md": "# 首页\n", "ad/x.md": "甲\n", "assets/a.png": b"\x00\r\n"}


def test_a_folder_holds_exactly_the_files(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    assert write_pages(FILES, folder) == ("index.md", "ad/x.md", "assets/a.png")
    assert snapshot(folder) == {
        "index.md": "# 首页\n".encode(),
        "ad/x.md": "甲\n".encode(),
        "assets/a.png": b"\x00\r\n",
    }


def test_files_of_the_same_content_are_not_touched(tmp_path: Path) -> None:
    write_pages(FILES, tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert write_pages(FILES | {"ad/x.md": "乙\n"}, tmp_path) == ("ad/x.md",)
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert [path.name for path in before if before[path] != after[path]] == ["x.md"]


def test_what_is_known_to_be_there_is_not_looked_at(tmp_path: Path) -> None:
    write_pages(FILES, tmp_path)
    (tmp_path / "index.md").write_text("改过", "utf-8")
    wanted = {"index.md": FILES["index.md"], "ad/x.md": "乙\n", "new/y.md": "新\n"}
    assert sorted(write_pages(wanted, tmp_path, FILES)) == ["ad/x.md", "assets/a.png", "new/y.md"]
    assert snapshot(tmp_path) == {
        "index.md": "改过".encode(),
        "ad/x.md": "乙\n".encode(),
        "new/y.md": "新\n".encode(),
    }


def test_what_is_no_longer_wanted_goes_with_its_empty_folders(tmp_path: Path) -> None:
    write_pages(FILES | {"old/deep/x.md": "旧\n"}, tmp_path)
    (tmp_path / ".x.tmp").write_text("left by a killed run")
    assert sorted(write_pages(FILES, tmp_path)) == [".x.tmp", "old/deep/x.md"]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["ad", "assets", "index.md"]


def test_a_link_in_the_folder_is_removed_and_not_followed(tmp_path: Path) -> None:
    elsewhere, folder = tmp_path / "elsewhere", tmp_path / "pages"
    elsewhere.mkdir()
    folder.mkdir()
    (elsewhere / "keep.txt").write_text("不要删我")
    (folder / "link").symlink_to(elsewhere)
    write_pages(FILES, folder)
    assert (elsewhere / "keep.txt").read_text() == "不要删我"
    assert not (folder / "link").exists()


def test_a_file_is_replaced_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.md"
    file.write_text("旧", "utf-8")

    def fail(_self: Path, _target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", fail)
    with pytest.raises(OSError, match="disk full"):
        write_file(file, "新".encode())
    assert snapshot(tmp_path) == {"x.md": "旧".encode()}
