"""Reading a folder: what is left out and said, and what is read whatever its bytes look like."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from making import write_tree

from jdbook.gathering import gather
from jdbook.tree import FOLDER, MAX_BYTES, decode, read_tree

TITLE = "title: 出纳员\n"


def found_in(root: Path) -> list[str]:
    return [f"{finding.code} {finding.place}" for finding in read_tree(root).findings]


def _link(target: str, is_folder: bool = False) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target, target_is_directory=is_folder)

    return make


def _file(content: bytes = TITLE.encode()) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return make


REPORTED = [
    ("JD002", "ad/a.yml", _file(TITLE.encode("gbk"))),
    ("JD002", "ad/a.yml", _file(TITLE.encode("utf-16"))),
    ("JD002", "ad/a.yml", _file(b"\x89PNG\r\n\x1a\n\xff\xff\xff")),
    ("JD009", "ad/a.yml", _file(b"#" * (MAX_BYTES + 1))),
    ("JD009", "knowledge/a.md", _file(b"#" * (5 * MAX_BYTES))),
    ("JD020", "ad/出 纳.yml", _file()),
    ("JD020", "ad/a.b.yml", _file()),
    ("JD020", "ad/-a.yml", _file()),
    ("JD020", "ad/出纳（兼）.yml", _file()),
    ("JD022", "ad/a.yml", _link("/etc/passwd")),
    ("JD022", "ad/a.yml", _link("nowhere")),
    ("JD022", "ad/finance", _link("..", is_folder=True)),
    ("JD027", "ad/出纳员.yaml", _file()),
    ("JD027", "ad/出纳员.yml.txt", _file()),
    ("JD027", "ad/出纳员.YML", _file()),
    ("JD028", "ad/名单.xlsx", _file(b"PK\x03\x04")),
    ("JD028", "ad/说明", _file()),
    ("JD028", "ad/说明.md", _file()),
]

SILENT = [
    ("JD002", "ad/a.yml", _file(b"\xef\xbb\xbf" + TITLE.encode())),
    ("JD009", "ad/a.yml", _file(b"#" * MAX_BYTES)),
    ("JD020", "ad/财务部/出纳员-2_a.yml", _file()),
    ("JD020", "knowledge/日清 月结.md", _file(b"# a\n")),
    ("JD022", "ad/_a.yml", _link("nowhere")),
    ("JD027", "ad/_出纳员.yaml", _file()),
    ("JD028", "ad/.DS_Store", _file(b"\x00\x01")),
    ("JD028", "ad/Thumbs.db", _file(b"\x00")),
    ("JD028", "ad/~$说明书.docx", _file(b"\x00")),
    ("JD028", "_drafts/名单.xlsx", _file()),
]

# JD020 for folders, JD021 and JD023 have tests of their own below
CODES = {code for code, _, _ in REPORTED} | {"JD021", "JD023"}


@pytest.mark.parametrize("code, path, make", REPORTED)
def test_what_cannot_be_used_is_reported_and_the_rest_is_read(
    code: str, path: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    write_tree(tmp_path, {"ad/ok.yml": "title: 业务员\n"})
    make(tmp_path / FOLDER / path)
    tree = read_tree(tmp_path)
    assert [(finding.code, finding.place.file) for finding in tree.findings] == [(code, f"{FOLDER}/{path}")]
    assert all(finding.hint for finding in tree.findings)
    assert {"ad/ok.yml", "ad/unit.yml", "company.yml"} <= tree.sources.keys()
    assert (path in tree.sources) == (
        code == "JD020"
    )  # a bad name is still read, so that the rest of it is checked


@pytest.mark.parametrize("code, path, make", SILENT)
def test_what_can_be_used_or_is_put_aside_is_not_reported(
    code: str, path: str, make: Callable[[Path], None], tmp_path: Path
) -> None:
    write_tree(tmp_path, {"ad/ok.yml": TITLE})
    make(tmp_path / FOLDER / path)
    assert found_in(tmp_path) == []


def test_a_folder_with_a_name_that_is_no_id_is_reported_and_read(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ad/财务（一）/a.yml": TITLE})
    assert found_in(tmp_path) == ["JD020 jd_source/ad/财务（一）"]
    assert "ad/财务（一）/a.yml" in read_tree(tmp_path).sources


def test_names_that_differ_in_case_only_are_reported_on_both_sides(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ad/Cashier.yml": TITLE, "ad/x/cashier.yml": TITLE})
    other = tmp_path / FOLDER / "ad/cashier.yml"
    if other.exists():
        pytest.skip("这里的文件系统分不清大小写")
    other.write_text(TITLE, encoding="utf-8")
    assert found_in(tmp_path) == ["JD021 jd_source/ad/Cashier.yml", "JD021 jd_source/ad/cashier.yml"]


def test_a_missing_library_is_said_with_the_way_out(tmp_path: Path) -> None:
    (finding,) = read_tree(tmp_path).findings
    assert (finding.code, str(finding.place)) == ("JD023", "jd_source")
    assert "找不到 jd_source" in finding.message
    assert "--root" in finding.hint


def test_a_file_in_place_of_the_folder_is_reported(tmp_path: Path) -> None:
    (tmp_path / FOLDER).write_text("")
    assert found_in(tmp_path) == ["JD023 jd_source"]


def test_an_unreadable_file_is_reported_with_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path, {"ad/a.yml": TITLE, "ad/b.yml": TITLE})
    whole = Path.read_bytes

    def read(path: Path) -> bytes:
        if path.name == "a.yml":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(Path, "read_bytes", read)  # root may read anything, so modes can't be used
    tree = read_tree(tmp_path)
    assert [(str(f.place), f.message) for f in tree.findings] == [
        ("jd_source/ad/a.yml", "读不出来：没有读取权限")
    ]
    assert tree.unreadable == {"ad/a.yml"}
    assert "ad/b.yml" in tree.sources


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="这里没有命名管道")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ad/a.yml": TITLE})
    os.mkfifo(tmp_path / FOLDER / "ad/b.yml")
    tree = read_tree(tmp_path)
    assert [(f.code, str(f.place)) for f in tree.findings] == [("JD023", "jd_source/ad/b.yml")]
    assert tree.unreadable == {"ad/b.yml"}


def test_an_unreadable_folder_is_reported_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path, {"ad/a.yml": TITLE, "ad/finance/b.yml": TITLE})
    whole = os.scandir

    def scan(path: Path) -> object:
        if Path(path).name == "finance":
            raise PermissionError(13, "Permission denied")
        return whole(path)

    monkeypatch.setattr(os, "scandir", scan)
    tree = read_tree(tmp_path)
    assert [f"{f.code} {f.place}" for f in tree.findings] == ["JD023 jd_source/ad/finance"]
    assert "ad/a.yml" in tree.sources


def test_files_come_in_the_order_of_their_paths_whatever_the_disk_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path, {"b/b.yml": TITLE, "a/z/a.yml": TITLE, "a/z-a.yml": TITLE, "a/b.yml": TITLE})
    expected = ["a/b.yml", "a/unit.yml", "a/z-a.yml", "a/z/a.yml", "b/b.yml", "b/unit.yml", "company.yml"]
    assert list(read_tree(tmp_path).sources) == expected
    whole = os.scandir
    monkeypatch.setattr(os, "scandir", lambda path: reversed(list(whole(path))))
    assert list(read_tree(tmp_path).sources) == expected


@pytest.mark.parametrize("raw", ["甲\r\n乙\r\n", "甲\r乙\r", "甲\n乙\n", "\ufeff甲\n乙\n"])
def test_line_ends_and_the_byte_order_mark_make_no_difference(raw: str) -> None:
    assert decode(raw.encode()) == "甲\n乙\n"


def test_a_windows_file_has_the_lines_of_any_other(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ad/a.yml": b"\xef\xbb\xbf" + "title: 出纳员\r\ndutys: 甲\r\n".encode()})
    _, found = gather(read_tree(tmp_path).sources)
    assert [f"{finding.code} {finding.place}" for finding in found] == ["JD005 jd_source/ad/a.yml:2:1"]


@pytest.mark.parametrize(
    "raw, said",
    [
        ("出纳".encode("gbk"), "GBK"),
        ("出纳".encode("utf-16-be"), "无法识别"),
        (b"\xff\xfe\x00", "UTF-16"),
        (b"\xff\xff", "无法识别"),
    ],
)
def test_the_encoding_is_named_where_it_can_be_told(raw: bytes, said: str, tmp_path: Path) -> None:
    write_tree(tmp_path, {"ad/a.yml": raw})
    (finding,) = read_tree(tmp_path).findings
    assert said in finding.message


def test_very_deep_folders_do_not_stop_the_reading(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ad/a.yml": TITLE, "/".join(["ad", *["d"] * 900, "b.yml"]): TITLE})
    assert "ad/a.yml" in read_tree(tmp_path).sources


def test_folders_nested_beyond_measure_are_left_out(tmp_path: Path) -> None:
    deep = tmp_path / "jd_source" / Path(*["a"] * 40)
    deep.mkdir(parents=True)
    (deep / "x.yml").write_text("title: 甲\n", "utf-8")
    tree = read_tree(tmp_path)
    assert [finding.code for finding in tree.findings] == ["JD010"]
    assert not tree.sources


@pytest.mark.skipif(os.name == "nt", reason="Windows names are Unicode")
def test_a_name_in_another_encoding_is_a_finding_that_can_be_printed(tmp_path: Path) -> None:
    folder = tmp_path / "jd_source" / "ad"
    folder.mkdir(parents=True)
    Path(os.fsdecode(os.fsencode(folder) + b"/" + "出纳.yml".encode("gbk"))).write_text("title: x\n", "utf-8")
    (finding,) = read_tree(tmp_path).findings
    assert finding.code == "JD020"
    str(finding.place).encode()


def test_a_source_is_used_again_until_the_file_says_something_else(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ad/x.yml": TITLE, "ad/y.yml": TITLE})
    known = read_tree(tmp_path).sources
    (tmp_path / FOLDER / "ad/y.yml").write_text("title: 别的\n", "utf-8")
    again = read_tree(tmp_path, known).sources
    assert again["ad/x.yml"] is known["ad/x.yml"]
    assert again["ad/y.yml"].text == "title: 别的\n"
    (tmp_path / FOLDER / "ad/x.yml").unlink()
    assert "ad/x.yml" not in read_tree(tmp_path, known).sources
