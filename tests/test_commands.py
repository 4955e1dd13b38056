"""What commands do to a library, and what they leave alone, through the command line."""

import errno
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from making import snapshot, write_tree

from jdbook.cli import main
from jdbook.publish import only_one, stage, swap
from jdbook.schema import json_schema

PROJECT = Path(__file__).resolve().parent.parent
FILES: dict[str, str | bytes] = {
    "company.yml": "schema: 1\nname: 集团\nlegal_name: 集团有限公司\n",
    "ad/unit.yml": "name: 广告公司\ncode: GG\ndepartments: {finance: {name: 财务部, code: CW}}\n",
    "ad/gm.yml": "title: 总经理\ncode: GG-01\nsuperior: {outside: 董事会}\nduties: [主持公司经营]\nstatus: 试行\nversion: '1.0'\n",
    "ad/finance/cashier.yml": (
        "title: 出纳员\ncode: GG-CW-01\nsuperior: 总经理\nduties: [每日核对现金]\nstatus: 试行\nversion: '1.0'\n"
        "remuneration: [月薪八千零九]\n"
    ),
    "ad/finance/draft.yml": "title: 神秘员\ncode: GG-CW-02\nsuperior: 总经理\nduties: [暗中观察]\nstatus: 草案\n",
}
BROKEN = "title: 会计\nduties: [\n"


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return write_tree(tmp_path / "库", FILES)


@pytest.fixture
def published(library: Path) -> Path:
    """Return a library with a last good output, a file of others in it, and an edited one."""
    with only_one(library):
        for name, path in (("site", "index.html"), ("word", "广告公司/甲.docx")):
            file = stage(library, name) / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text("上一次", "utf-8")
        swap(library, ("site", "word"))
    (library / "site/CNAME").write_text("别人的", "utf-8")
    (library / "word/广告公司/甲.docx").write_text("改过", "utf-8")
    return library


def outputs(root: Path) -> dict[str, bytes]:
    return {path: raw for path, raw in snapshot(root).items() if path.startswith(("site/", "word/"))}


# --- errors leave everything as it was


@pytest.mark.parametrize("command", ["build", "word", "pages"])
@pytest.mark.parametrize(
    "path, content",
    [
        ("ad/bad.yml", BROKEN),
        ("ad/bad.yml", b"\xff\xfe"),
        ("ad/bad.yml", "titel: 甲\n"),
        ("ad/unit.yml", "- 甲\n"),
        ("company.yml", "name: 甲\n"),
        ("stray.yml", "title: 甲\n"),
    ],
)
def test_errors_leave_the_last_good_output_byte_for_byte(
    command: str, path: str, content: str | bytes, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = outputs(published)
    write_tree(published, FILES | {path: content})
    assert main([command, "--root", str(published)]) == 1
    said = capsys.readouterr().err
    assert f"jd_source/{path}" in said
    assert "仍是上一次的结果" in said
    assert "Traceback" not in said
    assert outputs(published) == before


def test_errors_stop_an_export_and_print_no_half_of_it(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tree(library, FILES | {"ad/bad.yml": BROKEN})
    assert main(["export", "json", "--root", str(library)]) == 1
    written = capsys.readouterr()
    assert written.out == ""
    assert "jd_source/ad/bad.yml:3:1" in written.err


@pytest.mark.parametrize("command", ["build", "word", "pages"])
def test_while_another_build_writes_nothing_is_touched(
    command: str, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = outputs(published)
    with only_one(published):
        assert main([command, "--root", str(published)]) == 2
    assert "另一个" in capsys.readouterr().err
    assert outputs(published) == before


@pytest.mark.parametrize(
    "number, words", [(errno.ENOSPC, "磁盘满"), (errno.EROFS, "只读"), (errno.EACCES, "权限")]
)
@pytest.mark.parametrize("command", ["build", "word", "pages"])
def test_a_disk_that_refuses_is_told_and_nothing_is_lost(
    command: str,
    number: int,
    words: str,
    published: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refused(path: Path, content: bytes) -> int:
        raise OSError(number, "no", str(path))

    before = outputs(published)
    monkeypatch.setattr(Path, "write_bytes", refused)
    monkeypatch.setattr(Path, "write_text", refused)
    assert main([command, "--root", str(published)]) == 2
    monkeypatch.undo()
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said
    assert outputs(published) == before


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"not a zip", "empty zip", "zip without a document"],
    ids=lambda c: str(c)[:12],
)
def test_a_broken_word_template_is_told_and_nothing_is_lost(
    content: bytes | str, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = outputs(published)
    template = published / "templates/word/form.docx"
    template.parent.mkdir(parents=True)
    if isinstance(content, bytes):
        template.write_bytes(content)
    else:
        with zipfile.ZipFile(template, "w") as archive:
            if "without" in content:
                archive.writestr("a.txt", "x")
    for command in ("word", "build"):
        assert main([command, "--root", str(published)]) == 2
        said = capsys.readouterr().err
        assert "form.docx" in said
        assert "Traceback" not in said
        assert outputs(published) == before


@pytest.mark.parametrize("content", ["{{ nothing.at.all }}", "{% if %}", "{% extends 'nowhere' %}", "\udcff"])
def test_a_broken_page_template_is_told_and_nothing_is_lost(
    content: str, published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = outputs(published)
    folder = published / "templates/site"
    folder.mkdir(parents=True)
    for file in (PROJECT / "templates/site").glob("*.j2"):
        (folder / file.name).write_bytes(content.encode(errors="surrogateescape"))
    assert main(["build", "--root", str(published)]) == 2
    said = capsys.readouterr().err
    assert "页面模板" in said
    assert "Traceback" not in said
    assert outputs(published) == before


# --- what commands do


def test_check_lists_findings_on_stdout_in_the_wanted_form(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tree(library, FILES | {"ad/bad.yml": "titel: 甲\n"})
    assert main(["check", "--root", str(library)]) == 1
    assert "jd_source/ad/bad.yml:1:1: JD005 错误" in capsys.readouterr().out
    assert main(["check", "--root", str(library), "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert {"JD005", "JD012"} <= {row["code"] for row in rows}
    assert main(["check", "--root", str(library), "--format", "github"]) == 1
    assert "::error file=jd_source/ad/bad.yml,line=1,col=1,title=JD005::" in capsys.readouterr().out


def test_warnings_fail_only_when_strict_and_not_when_accepted_with_a_reason(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = str(FILES["ad/gm.yml"])
    write_tree(library, FILES | {"ad/gm.yml": text + "purpose:\n"})
    assert main(["check", "--root", str(library)]) == 0
    assert main(["check", "--root", str(library), "--strict"]) == 1
    capsys.readouterr()
    assert main(["check", "--root", str(library), "--format", "json"]) == 0
    codes = {row["code"] for row in json.loads(capsys.readouterr().out) if row["severity"] == "warning"}
    owners: dict[str, set[str]] = {}
    main(["check", "--root", str(library), "--format", "json"])
    for row in json.loads(capsys.readouterr().out):
        if row["severity"] == "warning":
            owners.setdefault(row["file"].removeprefix("jd_source/"), set()).add(row["code"])
    assert "JD017" in codes
    for path, found in owners.items():
        reasons = "waive:\n" + "".join(f"  {code}: 试用期内，下月补齐\n" for code in sorted(found))
        with (library / "jd_source" / path).open("a", encoding="utf-8") as file:
            file.write(reasons)
    assert main(["check", "--root", str(library), "--strict"]) == 0
    assert "已接受：试用期内，下月补齐" in capsys.readouterr().out


def test_explain_prints_the_manual(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "jd005"]) == 0
    one = capsys.readouterr().out
    assert one.startswith("JD005 不认识的键（错误）")
    assert "**怎么改**" in one
    assert main(["check", "--explain", "all"]) == 0
    assert one in capsys.readouterr().out
    assert main(["check", "--explain", "JD999"]) == 2
    assert "JD999" in capsys.readouterr().err


def test_new_writes_a_file_that_passes_and_never_touches_another(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = snapshot(library / "jd_source")
    new = ["new", "会计", "--unit", "广告公司", "--department", "财务部", "--root", str(library)]
    assert main(new) == 0
    after = snapshot(library / "jd_source")
    assert after.keys() - before.keys() == {"ad/finance/会计.yml"}
    assert {path: after[path] for path in before} == before
    assert b"\r" not in after["ad/finance/会计.yml"]
    assert main(new) == 2
    assert main(["check", "--root", str(library)]) == 0
    assert snapshot(library / "jd_source") == after
    assert "会计" in capsys.readouterr().err


def test_new_does_not_replace_a_file_that_could_not_be_read(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_tree(library, FILES | {"ad/会计.yml": BROKEN})
    assert main(["new", "会计", "--unit", "ad", "--root", str(library)]) == 2
    assert "没有改动" in capsys.readouterr().err
    assert (library / "jd_source/ad/会计.yml").read_text("utf-8") == BROKEN


def test_new_from_another_copies_its_content(library: Path) -> None:
    assert main(["new", "会计", "--unit", "ad", "--from", "出纳员", "--root", str(library)]) == 0
    assert "每日核对现金" in (library / "jd_source/ad/会计.yml").read_text("utf-8")


def test_export_prints_public_data_unless_asked_for_all(
    library: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "json", "--root", str(library)]) == 0
    public = capsys.readouterr().out
    assert main(["export", "json", "--with-private", "--root", str(library)]) == 0
    whole = capsys.readouterr().out
    assert "八千零九" not in public
    assert "八千零九" in whole
    assert {row["title"] for row in json.loads(public)["positions"]} == {"总经理", "出纳员", "神秘员"}


def test_export_writes_a_workbook_to_a_file_a_folder_or_a_pipe(
    library: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file = tmp_path / "新 文件夹" / "清单.xlsx"
    assert main(["export", "xlsx", "--out", str(file), "--root", str(library)]) == 0
    assert str(file).encode() in capsysbinary.readouterr().err
    assert main(["export", "xlsx", "--out", str(file.parent), "--root", str(library)]) == 0
    capsysbinary.readouterr()
    assert main(["export", "xlsx", "--root", str(library)]) == 0
    piped = capsysbinary.readouterr().out
    assert piped == file.read_bytes() == (file.parent / "岗位清单.xlsx").read_bytes()
    assert "八千零九".encode() not in piped
    assert main(["export", "json", "--out", str(file.parent), "--root", str(library)]) == 0
    assert "出纳员" in (file.parent / "岗位清单.json").read_text("utf-8")


def test_a_workbook_is_not_poured_onto_a_screen(
    library: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    assert main(["export", "xlsx", "--root", str(library)]) == 2
    assert "--out 岗位清单.xlsx" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["position", "unit", "company"])
def test_schema_prints_what_editors_read(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", kind]) == 0
    assert capsys.readouterr().out == json_schema(kind)


def names(folder: Path) -> list[str]:
    return [path for path in snapshot(folder) if not path.startswith(".")]


def test_word_writes_selected_positions_where_it_is_told(library: Path, tmp_path: Path) -> None:
    out = tmp_path / "出 去"
    assert main(["word", "出纳员", "--out", str(out), "--root", str(library)]) == 0
    assert names(out) == ["广告公司/财务部/GG-CW-01 出纳员.docx"]
    assert not (library / "word").exists()
    assert main(["word", "总经理", "--root", str(library)]) == 0
    assert names(library / "word") == ["广告公司/GG-01 总经理.docx"]


def test_word_writes_all_positions_and_handbooks_and_no_draft(library: Path) -> None:
    assert main(["word", "--root", str(library)]) == 0
    assert sorted(names(library / "word")) == [
        "广告公司/GG-01 总经理.docx",
        "广告公司/岗位手册 广告公司.docx",
        "广告公司/财务部/GG-CW-01 出纳员.docx",
        "广告公司/财务部/岗位手册 财务部.docx",
    ]
    assert main(["word", "--drafts", "--root", str(library)]) == 0
    assert "广告公司/财务部/GG-CW-02 神秘员.docx" in names(library / "word")


def test_word_keeps_a_document_somebody_edited(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["word", "--root", str(library)]) == 0
    file = library / "word/广告公司/GG-01 总经理.docx"
    file.write_bytes(b"edited")
    assert main(["word", "--root", str(library)]) == 0
    assert (library / "word/_保留/广告公司/GG-01 总经理.docx").read_bytes() == b"edited"
    assert "_保留" in capsys.readouterr().err
    assert file.read_bytes() != b"edited"


ROSTER = "姓名,工号,岗位\n张三,001,出纳员\n李四,002,出纳员\n"


def test_signing_makes_a_pack_and_keeps_the_text_for_good(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = tmp_path / "三月 名单.csv"
    roster.write_text(ROSTER, "utf-8")
    assert main(["sign", str(roster), "--root", str(library)]) == 0
    assert [name for name in names(library / "word") if name.endswith(".docx")] == [
        "签收/三月 名单/广告公司/001 张三 出纳员.docx",
        "签收/三月 名单/广告公司/002 李四 出纳员.docx",
        "签收/三月 名单/签收登记表.docx",
    ]
    assert "2 份" in capsys.readouterr().err
    (record,) = (library / "jd_source/_records/texts").iterdir()
    text = record.read_text("utf-8")
    record.write_text(text + "# 一行注释\n", "utf-8")
    assert main(["sign", str(roster), "--root", str(library), "--out", str(tmp_path / "出")]) == 0
    assert record.read_text("utf-8").endswith("# 一行注释\n"), "what is kept is never written again"
    assert len([name for name in names(tmp_path / "出") if name.endswith(".docx")]) == 3
    assert main(["build", "--root", str(library)]) == 0
    assert "签收/三月 名单/签收登记表.docx" in names(library / "word"), "a build leaves packs where they are"
    assert not [name for name in names(library / "site") if "张三" in name]


def test_signing_with_a_broken_roster_makes_nothing(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = tmp_path / "名单.csv"
    roster.write_text(ROSTER + ",003,出纳员\n王五,004,神秘员\n", "utf-8")
    assert main(["sign", str(roster), "--root", str(library)]) == 1
    said = capsys.readouterr()
    assert "名单.csv A4: JD603 错误 缺少姓名" in said.out
    assert "没有出签收文件" in said.err
    assert not (library / "word").exists()
    assert not (library / "jd_source/_records").exists()


def test_who_is_not_to_sign_yet_is_left_out_aloud(
    library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roster = tmp_path / "名单.csv"
    roster.write_text(ROSTER + "王五,004,神秘员\n", "utf-8")
    assert main(["sign", str(roster), "--root", str(library)]) == 1
    said = capsys.readouterr()
    assert "JD608" in said.out
    assert "2 份，另有签收登记表，1 份没有出" in said.err
    roster.write_text("姓名,工号,岗位\n王五,004,神秘员\n", "utf-8")
    assert main(["sign", str(roster), "--root", str(library), "--out", str(tmp_path / "空")]) == 1
    assert not (tmp_path / "空").exists()


def test_a_check_code_is_verified(library: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    roster = tmp_path / "名单.csv"
    roster.write_text(ROSTER, "utf-8")
    assert main(["sign", str(roster), "--root", str(library)]) == 0
    (record,) = (library / "jd_source/_records/texts").iterdir()
    capsys.readouterr()
    assert main(["verify", record.stem[:6].upper(), record.stem[6:], "--root", str(library)]) == 0
    assert "内容与校验码相符" in capsys.readouterr().out
    record.write_text(record.read_text("utf-8").replace("出纳员", "收银员"), "utf-8")
    assert main(["verify", record.stem, "--root", str(library)]) == 1
    assert "不符" in capsys.readouterr().out
    record.write_text("坏的", "utf-8")
    assert main(["verify", record.stem, "--root", str(library)]) == 2
    assert "存档读不出来" in capsys.readouterr().err
    assert main(["verify", "0" * 12, "--root", str(library)]) == 1
    assert main(["verify", "不是码", "--root", str(library)]) == 2


def test_a_selector_nobody_has_changes_nothing(library: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["word", "张三", "--root", str(library)]) == 2
    assert "张三" in capsys.readouterr().err
    assert not (library / "word").exists()


def test_every_published_position_has_a_document_of_its_own_whatever_it_is_called(tmp_path: Path) -> None:
    titles = ["甲/乙", "甲:乙", "甲?乙", "con", "长" * 60 + "一", "长" * 60 + "二", "a", "A"]
    files: dict[str, str | bytes] = {
        f"ad/p{n}.yml": f"title: '{title}'\nsuperior: {{outside: 董事会}}\nduties: [做{n}号事]\nstatus: 试行\n"
        for n, title in enumerate(titles)
    }
    root = write_tree(tmp_path, files | {"ad/unit.yml": "name: 广告/公司\ntree: false\n"})
    assert main(["word", "--root", str(root)]) == 0
    forms = [name for name in names(root / "word") if "岗位手册" not in name]
    assert len({name.casefold() for name in forms}) == len(titles)
    assert all(name.endswith(".docx") for name in forms)


def documents(folder: Path) -> dict[str, str]:
    """Return all text below a folder, that of Word files unpacked."""
    found = {}
    for path in folder.rglob("*"):
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                parts = [archive.read(name) for name in archive.namelist()]
            found[str(path)] = b"".join(parts).decode("utf-8", "replace")
        elif path.is_file():
            found[str(path)] = path.read_bytes().decode("utf-8", "replace")
    return found


@pytest.mark.slow
def test_a_draft_shows_nowhere_before_it_is_released(library: Path) -> None:
    assert main(["build", "--root", str(library)]) == 0
    for folder in ("site", "word", ".build/pages"):
        told = [
            path
            for path, text in documents(library / folder).items()
            if "神秘员" in text or "暗中观察" in text
        ]
        assert told == []
    assert main(["build", "--drafts", "--root", str(library)]) == 0
    assert any("神秘员" in text for text in documents(library / "site").values())


@pytest.mark.slow
def test_a_build_killed_from_outside_leaves_one_of_two_whole_outputs(library: Path) -> None:
    assert main(["build", "--root", str(library)]) == 0
    old = outputs(library)
    gm = str(FILES["ad/gm.yml"]).replace("主持公司经营", "主持公司全面经营")
    write_tree(library, FILES | {"ad/gm.yml": gm})
    reference = write_tree(library.parent / "对照", FILES | {"ad/gm.yml": gm})
    assert main(["build", "--root", str(reference)]) == 0
    new = outputs(reference)
    assert new != old
    command = [sys.executable, str(PROJECT / "build.py"), "--root", str(library)]
    for delay in (0.7, 1.4):
        child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            child.wait(delay)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        assert outputs(library) in (old, new)
    assert main(["build", "--root", str(library)]) == 0
    assert outputs(library) == new


@pytest.mark.slow
def test_pages_make_a_folder_that_plain_mkdocs_builds_wherever_it_lies(library: Path, tmp_path: Path) -> None:
    out, moved = tmp_path / "源", tmp_path / "别处" / "源"
    assert main(["pages", "--out", str(out), "--root", str(library)]) == 0
    assert "八千零九" not in "".join(file.read_text("utf-8") for file in out.rglob("*.md"))
    made = snapshot(out)
    assert main(["pages", "--out", str(out), "--root", str(library)]) == 0
    assert snapshot(out) == made
    moved.parent.mkdir()
    out.rename(moved)
    ran = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=moved, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "WARNING" not in ran.stderr
    assert dead_links(moved / "site") == []


@pytest.mark.slow
def test_zensical_builds_the_pages_too_with_every_page_and_no_dead_link(
    library: Path, tmp_path: Path
) -> None:
    out = tmp_path / "源"
    assert main(["pages", "--out", str(out), "--root", str(library)]) == 0
    ran = subprocess.run(
        [sys.executable, "-m", "zensical", "build"],
        cwd=out, env={**os.environ, "PYTHONUTF8": "1"}, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert "No issues found" in ran.stdout + ran.stderr
    pages = {file.relative_to(out / "pages").with_suffix(".html") for file in (out / "pages").rglob("*.md")}
    built = {file.relative_to(out / "site") for file in (out / "site").rglob("*.html")}
    assert built == {*pages, Path("404.html")}
    assert dead_links(out / "site") == []


def dead_links(site: Path) -> list[tuple[str, str]]:
    """Return the links of a site that lead to no file or no anchor, with the page they are on."""
    texts = {page: page.read_text("utf-8") for page in site.rglob("*.html") if page.name != "404.html"}
    dead = []
    for page, text in texts.items():
        for link in re.findall(r'(?:href|src)="([^"]*)"', text):
            parts = urlsplit(link)
            target = Path(os.path.normpath(page.parent / unquote(parts.path))) if parts.path else page
            anchor = unquote(parts.fragment)
            if parts.scheme or not target.is_file() or (anchor and f'id="{anchor}"' not in texts[target]):
                dead.append((page.relative_to(site).as_posix(), link))
    return dead
