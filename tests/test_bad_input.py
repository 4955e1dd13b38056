"""Whatever people do to jd_source/: each case says what is found and where, and that everything else is still read."""

import os
import time
from pathlib import Path

import pytest
from making import sources_of, write_tree

from jdbook.findings import Severity, errors
from jdbook.gathering import gather
from jdbook.loading import load_checked
from jdbook.tree import read_tree

GOOD = {"ad/gm.yml": "title: 总经理\nsuperior: {outside: 董事会}\nduties: [经营公司]\n"}
OTHER = "title: 出纳员\nsuperior: 总经理\nduties: [核对现金]\n"

CASES: dict[str, tuple[str | bytes, str]] = {
    "invalid YAML": ("title: 出纳员\n}\n", "2:1 JD001"),
    "two colons in a line": ("title: 出纳员\npurpose: 注意: 核对\n", "2:12 JD001"),
    "tab indentation": ("title: 出纳员\nduties:\n\t- 核对\n", "3:1 JD014"),
    "full-width colon after a key": ("title: 出纳员\ncode：A\nlevel: 一\n", "2:5 JD013"),
    "full-width colon all over": ("title：出纳员\ncode：A\n", "1:6 JD013"),
    "full-width colon in an item": ("title: 出纳员\nduties:\n  - text：核对\n", "3:9 JD013"),
    "no blank after the colon": ("title:出纳员\n", "1:6 JD001"),
    "no blank after the dash": ("title: 出纳员\nduties:\n  -核对\n", "3:4 JD001"),
    "unclosed double quote": ('title: 出纳员\npurpose: "核对\nduties: [盘点]\n', "2:10 JD015"),
    "unclosed single quote": ("title: '出纳员\n", "1:8 JD015"),
    "GBK": ("title: 出纳员\n".encode("gbk"), "0:0 JD002"),
    "UTF-16 as old Notepad writes it": ("title: 出纳员\n".encode("utf-16"), "0:0 JD002"),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "0:0 JD002"),
    "empty file": ("", "0:0 JD003"),
    "only comments": ("# 以后再写\n", "0:0 JD003"),
    "only a byte order mark": (b"\xef\xbb\xbf", "0:0 JD003"),
    "list where a mapping belongs": ("- title: 出纳员\n", "1:1 JD004"),
    "plain text": ("出纳员每日核对现金。\n", "1:1 JD004"),
    "unknown key": ("title: 出纳员\nduty: [核对]\n", "2:1 JD005"),
    "Chinese key": ("title: 出纳员\n直接上级: 总经理\n", "2:1 JD005"),
    "a number as key": ("title: 出纳员\n1: 核对\n", "2:1 JD005"),
    "merge key": ("title: 出纳员\n<<: {code: A}\n", "2:1 JD005"),
    "list where a sentence belongs": ("title: 出纳员\npurpose: [核对, 盘点]\n", "2:1 JD006"),
    "sentence where a mapping belongs": ("title: 出纳员\nqualifications: 大专\n", "2:1 JD006"),
    "mapping where a sentence belongs": ("title: 出纳员\npurpose: {注意: 核对}\n", "2:1 JD006"),
    "mapping as key": ("title: 出纳员\n? {a: b}\n: c\n", "2:3 JD001"),
    "duplicate key": ("title: 出纳员\nduties: [核对]\nduties: [盘点]\n", "3:1 JD007"),
    "alias": ("title: 出纳员\nduties: &d [核对]\nsafety: *d\n", "2:9 JD008"),
    "alias bomb": ("a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n", "1:4 JD008"),
    "code in a tag": ("title: !!python/object/apply:os.system [ls]\n", "1:8 JD001"),
    "5 MB": (b"title: " + b"a" * 5_000_000, "0:0 JD009"),
    "deep nesting": ("title: " + "[" * 5_000, "1:27 JD010"),
    "deep indentation": ("".join(" " * n + "a:\n" for n in range(500)), "21:21 JD010"),
    "control character": ("title: 出纳员\npurpose: 核对\x07现金\n", "2:12 JD011"),
    "NUL": (b"title: a\x00b\n", "1:9 JD011"),
    "line separator from a web page": ("title: 出纳\u2028员\n", "1:10 JD011"),
    "zero-width blank from a web page": ("title: 出纳\u200b员\n", "1:10 JD011"),
    "text turned round": ("title: 出纳员\npurpose: 核对\u202e现金\n", "2:12 JD011"),
    "no title": ("duties: [核对]\n", "1:1 JD012"),
    "bad date": ("title: 出纳员\neffective: 2026年1月1日\n", "2:1 JD016"),
    "bad status": ("title: 出纳员\nstatus: 有效\n", "2:1 JD016"),
    "amount in words": (
        "title: 出纳员\nauthority: {matter: 付, action: 审批, limit: {below: 一万}}\n",
        "2:44 JD016",
    ),
    "two names in one": ("title: 出纳员\nsuperior: 总经理、副总经理\n", "2:1 JD016"),
    "key without content": ("title: 出纳员\npurpose:\nduties: [核对]\n", "2:1 JD017"),
    "two documents": ("title: 出纳员\n---\ntitle: 会计\n", "2:1 JD001"),
    "extends itself": ("title: 出纳员\nextends: bad\n", "2:1 JD031"),
    "extends nobody": ("title: 出纳员\nextends: nobody\n", "2:1 JD030"),
}


@pytest.mark.parametrize("content, expected", CASES.values(), ids=CASES.keys())
def test_a_bad_file_is_found_in_its_place_and_the_others_are_read(
    content: str | bytes, expected: str, tmp_path: Path
) -> None:
    write_tree(tmp_path, GOOD)
    raw = content if isinstance(content, bytes) else content.encode()
    (tmp_path / "jd_source/ad/bad.yml").write_bytes(raw)
    started = time.perf_counter()
    checked = load_checked(tmp_path)
    assert time.perf_counter() - started < 5
    reading = [found for found in checked.findings if found.code < "JD100"]
    (found,) = reading
    assert f"{found.place.line}:{found.place.column} {found.code}" == expected
    assert found.place.file == "jd_source/ad/bad.yml"
    assert found.message
    assert found.hint
    assert checked.publishable == (found.severity is not Severity.ERROR)
    assert "ad/gm" in checked.library.by_key


HARMLESS = {
    "byte order mark": b"\xef\xbb\xbf" + OTHER.encode(),
    "Windows line ends": OTHER.replace("\n", "\r\n").encode(),
    "old Mac line ends": OTHER.replace("\n", "\r").encode(),
    "no line end at the end": OTHER.rstrip().encode(),
    "document marks": ("---\n" + OTHER + "...\n").encode(),
    "comments": ("# 甲：乙\n" + OTHER + "# {[\n").encode(),
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_editors_do_to_a_file_changes_nothing(content: bytes, tmp_path: Path) -> None:
    write_tree(tmp_path, GOOD | {"ad/cashier.yml": OTHER})
    wanted = load_checked(tmp_path)
    (tmp_path / "jd_source/ad/cashier.yml").write_bytes(content)
    checked = load_checked(tmp_path)
    assert [entry.position for entry in checked.library.entries] == [
        entry.position for entry in wanted.library.entries
    ]
    assert [finding.code for finding in checked.findings] == [finding.code for finding in wanted.findings]


MARKUP = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[点这里](javascript:alert(1))",
    "**粗** _斜_ `码` # 题",
    "{{ 7 * 7 }}{% for x in y %}",
    "&lt;b&gt; &amp;",
    "| 甲 | 乙 |",
    "$(rm -rf /) `id`",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "%s {0} ${x}",
]


@pytest.mark.parametrize("text", MARKUP)
def test_markup_and_code_in_a_value_is_text_like_any_other(text: str, tmp_path: Path) -> None:
    quoted = "'" + text.replace("'", "''") + "'"
    write_tree(tmp_path, {"ad/x.yml": f"title: 甲\npurpose: {quoted}\nduties: [{quoted}]\n"})
    library, found = gather(read_tree(tmp_path).sources)
    assert found == []
    (entry,) = library.entries
    assert (entry.position.purpose, entry.position.duties[0].text) == (text, text)


def codes(root: Path) -> list[str]:
    """Return what reading found below `root`, as `code path`."""
    found = [one for one in load_checked(root).findings if one.code < "JD100"]
    return [f"{one.code} {one.place.file.removeprefix('jd_source/')}" for one in found]


@pytest.mark.parametrize(
    "path, expected",
    [
        ("cashier.yml", "JD024 cashier.yml"),
        ("ad/出 纳.yml", "JD020 ad/出 纳.yml"),
        ("ad/a.b.yml", "JD020 ad/a.b.yml"),
        ("ad/财务 部/x.yml", "JD020 ad/财务 部"),
        ("ad/cashier.yaml", "JD027 ad/cashier.yaml"),
        ("ad/cashier.yml.txt", "JD027 ad/cashier.yml.txt"),
        ("ad/名单.xlsx", "JD028 ad/名单.xlsx"),
        ("README.md", "JD028 README.md"),
        ("ad/说明.md", "JD028 ad/说明.md"),
        ("docs/说明.md", "JD028 docs/说明.md"),
        ("docs/图.png", "JD028 docs/图.png"),
    ],
)
def test_a_file_in_the_wrong_place_is_told_once(path: str, expected: str, tmp_path: Path) -> None:
    write_tree(tmp_path, GOOD)
    file = tmp_path / "jd_source" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(OTHER, "utf-8")
    assert codes(tmp_path) == [expected]


@pytest.mark.parametrize(
    "path",
    [
        ".DS_Store",
        "ad/.DS_Store",
        "ad/~$出纳员.docx",
        "ad/~$x.yml",
        "ad/.~lock.x.docx#",
        "Thumbs.db",
        "ad/desktop.ini",
        "_草稿/x.yml",
        "ad/_x.yml",
        ".git/config",
        "ad/.x.yml.swp",
        "jd.schema.json",
    ],
)
def test_what_other_programs_leave_lying_about_is_passed_over(path: str, tmp_path: Path) -> None:
    write_tree(tmp_path, GOOD)
    file = tmp_path / "jd_source" / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\x00\x01title: [")
    assert codes(tmp_path) == []


def test_a_unit_without_unit_yml_is_told_and_read(tmp_path: Path) -> None:
    write_tree(tmp_path, GOOD)
    (tmp_path / "jd_source/ad/unit.yml").unlink()
    assert codes(tmp_path) == ["JD025 ad"]
    assert "ad/gm" in load_checked(tmp_path).library.by_key


@pytest.mark.parametrize("name", ["ad/unit.yml", "company.yml"])
@pytest.mark.parametrize("content", ["name: 广告公司\nschema: 1\n".encode("gbk"), b"x" * 1_100_000])
def test_a_file_that_is_there_but_unreadable_is_not_called_missing(
    name: str, content: bytes, tmp_path: Path
) -> None:
    write_tree(tmp_path, GOOD)
    (tmp_path / "jd_source" / name).write_bytes(content)
    found = codes(tmp_path)
    assert [one.split()[1] for one in found] == [name]
    assert found[0].split()[0] in ("JD002", "JD009")


def test_positions_in_a_unit_with_an_unreadable_file_know_that_somebody_is_missing(tmp_path: Path) -> None:
    write_tree(tmp_path, {"ad/gm.yml": "title: 总经理\n".encode("gbk"), "ad/x.yml": OTHER, "hq/y.yml": OTHER})
    assert load_checked(tmp_path).library.unread == {"ad"}


def test_a_symlink_out_of_the_tree_is_not_followed(tmp_path: Path) -> None:
    write_tree(tmp_path / "lib", GOOD)
    write_tree(tmp_path / "secret", {"ad/pay.yml": "title: 机密\n"})
    (tmp_path / "lib/jd_source/ad/link.yml").symlink_to(tmp_path / "secret/jd_source/ad/pay.yml")
    (tmp_path / "lib/jd_source/ad/folder").symlink_to(
        tmp_path / "secret/jd_source/ad", target_is_directory=True
    )
    (tmp_path / "lib/jd_source/up").symlink_to(tmp_path / "lib", target_is_directory=True)
    assert codes(tmp_path / "lib") == ["JD022 ad/folder", "JD022 ad/link.yml", "JD022 up"]
    assert list(load_checked(tmp_path / "lib").library.by_key) == ["ad/gm"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="这里没有命名管道")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    write_tree(tmp_path, GOOD)
    os.mkfifo(tmp_path / "jd_source/ad/pipe.yml")
    assert codes(tmp_path) == ["JD023 ad/pipe.yml"]


def test_names_that_differ_in_case_or_form_only_clash(tmp_path: Path) -> None:
    write_tree(tmp_path, GOOD | {"ad/Cashier.yml": OTHER})
    other = tmp_path / "jd_source/ad/cashier.yml"
    if other.exists():
        pytest.skip("这里的文件系统分不清大小写")
    other.write_text(OTHER.replace("出纳", "会计"), "utf-8")
    assert codes(tmp_path) == ["JD021 ad/Cashier.yml", "JD021 ad/cashier.yml"]


def test_folders_that_differ_in_case_only_clash(tmp_path: Path) -> None:
    write_tree(tmp_path, GOOD | {"ad/Finance/x.yml": OTHER})
    if (tmp_path / "jd_source/ad/finance").exists():
        pytest.skip("这里的文件系统分不清大小写")
    write_tree(tmp_path, {"ad/finance/y.yml": OTHER.replace("出纳", "会计"), "ad/finance/x.yml": OTHER})
    assert codes(tmp_path) == ["JD021 ad/Finance", "JD021 ad/finance"]


def test_a_name_in_another_encoding_is_told_without_a_traceback(tmp_path: Path) -> None:
    write_tree(tmp_path, GOOD)
    try:
        (tmp_path / "jd_source/ad" / os.fsdecode("出纳员.yml".encode("gbk"))).write_text(OTHER, "utf-8")
    except OSError:
        pytest.skip("这里的文件系统只收 UTF-8 的文件名")
    (found,) = codes(tmp_path)
    assert found.startswith("JD020")


def test_an_unknown_waiver_and_one_for_an_error_are_told(tmp_path: Path) -> None:
    write_tree(tmp_path, GOOD | {"ad/x.yml": OTHER + "waive:\n  JD999: 甲\n  JD001: 乙\n  JD017: 丙\n"})
    assert codes(tmp_path) == ["JD032 ad/x.yml", "JD032 ad/x.yml", "JD033 ad/x.yml"]


def test_references_and_inheritance_in_circles_are_told_and_nothing_hangs(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        f"ad/p{n}.yml": f"title: 岗{n}\nsuperior: 岗{(n + 1) % 30}\nextends: p{(n + 7) % 30}\nduties: [做{n}]\n"
        for n in range(30)
    }
    write_tree(tmp_path, files)
    checked = load_checked(tmp_path)
    assert len(checked.library.entries) == 30
    assert errors(checked.findings)
    assert all(len(finding.message) < 300 for finding in checked.findings)


def test_every_case_of_reading_is_told_however_the_files_are_ordered() -> None:
    texts = {
        f"ad/bad{n}.yml": content for n, (content, _) in enumerate(CASES.values()) if isinstance(content, str)
    }
    sources = sources_of(texts)
    forwards = gather(sources)[1]
    backwards = gather(dict(reversed(sources.items())))[1]
    assert set(forwards) == set(backwards)
    assert len(forwards) >= len(texts)
