"""Commands: what each word of the command line does. The rim: everything here reads, writes or talks.

What only writing needs (the site generator, Word, the dictionary for search) is imported when it is used: a check
should not wait for it.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from jdbook import console, publish, report, schema
from jdbook import export as exporting
from jdbook.checks import RULES
from jdbook.errors import Refused, Stop
from jdbook.findings import Finding, Rule, Severity
from jdbook.library import Library
from jdbook.loading import Loaded, load_checked
from jdbook.scaffold import scaffold
from jdbook.selection import select
from jdbook.tree import FOLDER

PROJECT = Path(__file__).resolve().parent.parent
TEMPLATES = Path("templates", "word")


def library_root(root: Path) -> Path:
    """Return the absolute folder of the library, or stop where there is none."""
    folder = root.expanduser().resolve()
    if not (folder / FOLDER).is_dir():
        raise Stop(
            f"在 {folder} 里找不到 jd_source 文件夹。\n  在库的文件夹里运行，或用 --root 指明库在哪里。"
        )
    return folder


def build(root: Path, *, drafts: bool = False) -> int:
    """Check, then publish wiki and Word; return the exit status."""
    from jdbook import outputs

    root = library_root(root)
    with publish.only_one(root):
        if publish.recover(root):
            console.notice("上次没有做完的输出已经补完。")
        checked = _publishable(root)
        published = outputs.publish_all(PROJECT, root, checked.library, drafts=drafts)
    console.notice(outputs.closing(root, published))
    return 0


def _publishable(root: Path) -> Loaded:
    """Return the checked library, its findings told; stop where there are errors."""
    console.notice(f"检查 {root / FOLDER} …")
    checked = load_checked(root)
    shown = [finding for finding in checked.findings if finding.severity < Severity.HINT and finding.open]
    if shown:
        console.notice(report.as_text(shown).rstrip())
    console.notice(report.summary(checked.findings, len(checked.library.entries)))
    if not checked.publishable:
        raise Refused(
            "有错误，没有生成任何输出；site/ 和 word/ 仍是上一次的结果。\n  按上面所指的文件和行改正后再运行一次；想知道某个代码的意思：python build.py check --explain 代码"
        )
    return checked


def check(root: Path, format_: str, *, strict: bool = False) -> int:
    """List all findings on stdout; return 1 for errors, and with `strict` for warnings nobody accepted."""
    checked = load_checked(library_root(root))
    console.data(report.FORMATS[format_](checked.findings))
    console.notice(report.summary(checked.findings, len(checked.library.entries)))
    limit = Severity.WARNING if strict else Severity.ERROR
    return int(any(finding.severity <= limit and finding.open for finding in checked.findings))


def explain(code: str) -> int:
    """Print the manual of one rule, or of all."""
    rules = RULES if code.lower() == "all" else tuple(rule for rule in RULES if rule.code == code.upper())
    if not rules:
        raise Stop(f"没有检查代码 {code}。写 python build.py check --explain all 看全部代码。")
    console.data("\n".join(manual(rule) for rule in rules))
    return 0


def manual(rule: Rule) -> str:
    """Return what `--explain` prints of a rule."""
    return f"{rule.code} {rule.title}（{rule.severity.label}）\n\n{rule.manual.strip()}\n"


def word(
    root: Path,
    selectors: Sequence[str],
    unit: str,
    out: Path | None,
    *,
    drafts: bool = False,
    changed: bool = False,
    as_pdf: bool = False,
    page_numbers: bool = False,
) -> int:
    """Write Word documents: all of them, those of the selected positions, or those that have changed."""
    from jdbook import printing

    root = library_root(root)
    with publish.only_one(root):
        publish.recover(root)
        checked = _publishable(root)
        entries = select(checked.library, list(selectors), unit) if selectors or unit else None
        wish = printing.Wish(entries, out, changed, as_pdf, page_numbers, drafts)
        told = printing.publish_word(PROJECT, root, checked.library, wish)
    console.notice(told)
    return 0


def pages(root: Path, out: Path | None, *, drafts: bool = False) -> int:
    """Write the wiki as plain Markdown with a mkdocs.yml beside it."""
    from jdbook import outputs

    root = library_root(root)
    with publish.only_one(root):
        checked = _publishable(root)
        folder = outputs.write_markdown(PROJECT, root, checked.library, out, drafts=drafts)
    console.notice(f"Markdown 页面已写到 {folder}")
    return 0


def serve(root: Path, port: int, *, drafts: bool = False) -> int:
    """Show the wiki in the browser until interrupted."""
    from jdbook import preview

    return preview.serve(PROJECT, library_root(root), port, drafts=drafts)


def sign(root: Path, roster: Path, unit: str, out: Path | None) -> int:
    """Write a pack for the people of a roster; return 1 where something in it is wrong."""
    from jdbook import printing

    root = library_root(root)
    with publish.only_one(root):
        checked = _publishable(root)
        result = printing.sign(PROJECT, root, checked, roster.expanduser(), unit, out)
    if result.findings:
        console.data(report.as_text(result.findings))
    console.notice(result.told)
    return int(any(finding.severity is Severity.ERROR for finding in result.findings))


def verify(root: Path, typed: str) -> int:
    """Print which text a check code stands for; return 1 where there is none, or it was tampered with."""
    from jdbook.signing import archive
    from jdbook.signing.verification import code_of, verified

    root = library_root(root)
    code = code_of(typed)
    if code is None:
        raise Stop(f"“{typed}”不是校验码。校验码是 12 位数字和字母 a–f，印在每页页脚。")
    lines, sound = verified(load_checked(root).library, code, archive.find(root, code))
    console.data("\n".join(lines) + "\n")
    return 0 if sound else 1


def new(root: Path, title: str, unit: str, department: str, *, id: str = "", like: str = "") -> int:
    """Write the file of a new position; an existing file is never touched."""
    root = library_root(root)
    path, text = scaffold(load_checked(root).library, title, unit, department, id=id, like=like)
    file = root / FOLDER / path
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as new_file:
            new_file.write(text)
    except FileExistsError:
        raise Stop(f"{file} 已经存在，没有改动它。用 --id 另取一个文件名。") from None
    console.notice(
        f"已新建 {file}\n  状态是草案，填好后把 status 改为 试行 或 生效，再运行 python build.py。"
    )
    return 0


def import_(
    root: Path, files: Sequence[Path], out: Path | None, *, as_json: bool, review: bool, force: bool
) -> int:
    """Bring in files of others as drafts; return 1 where a file could not be read, or a draft was there already."""
    from jdbook import importer

    wish = importer.Wish(files, out, as_json, review, force)
    return importer.bring_in(PROJECT, library_root(root), wish)


def update(root: Path, files: Sequence[Path], *, as_json: bool) -> int:
    """Bring back documents of ours that were edited; return 1 where something is to be looked at."""
    from jdbook import updater

    return updater.bring_back(library_root(root), files, as_json=as_json)


def export(root: Path, kind: str = "json", out: Path | None = None, *, with_private: bool = False) -> int:
    """Write all positions as data of a kind: to a file, or to stdout."""
    if kind == "xlsx" and out is None and sys.stdout.isatty():
        raise Stop(
            "Excel 文件不能显示在屏幕上。\n  写明存到哪里：python build.py export xlsx --out 岗位清单.xlsx"
        )
    checked = load_checked(library_root(root))
    if not checked.publishable:
        _complain(checked.findings)
    if kind == "json" and out is None:
        console.data(exporting.as_json(checked.library, with_private=with_private))
        return 0
    content = _exported(checked.library, kind, with_private)
    if out is None:
        console.binary(content)
        return 0
    file = _file_for(out.expanduser().resolve(), kind)
    publish.write_file(file, content)
    console.notice(f"已导出 {len(checked.library.entries)} 个岗位：{file}")
    return 0


def _exported(library: Library, kind: str, with_private: bool) -> bytes:
    if kind == "xlsx":
        return exporting.as_xlsx(library, with_private=with_private)
    return exporting.as_json(library, with_private=with_private).encode(errors="backslashreplace")


def _file_for(out: Path, kind: str) -> Path:
    """Return the file to write where somebody may have named a folder."""
    return out / f"岗位清单.{kind}" if out.is_dir() else out


def _complain(findings: Sequence[Finding]) -> None:
    console.notice(report.as_text([f for f in findings if f.severity is Severity.ERROR]).rstrip())
    raise Refused("有错误，没有导出。改正后再运行一次。")


def template(root: Path) -> int:
    """Copy the Word templates into the library, to be adapted; what is there stays."""
    root = library_root(root)
    own, target = PROJECT / TEMPLATES, root / TEMPLATES
    if own.resolve() == target.resolve():
        console.notice(f"模板就在 {target}，用 Word 打开 form.docx 直接改；说明见同一文件夹的 README.md。")
        return 0
    made = [file.name for file in sorted(own.iterdir()) if _copied(file, target / file.name)]
    there = "、".join(made) if made else "都已经有了，没有改动"
    console.notice(
        f"Word 模板在 {target}（{there}）。\n  用 Word 打开 form.docx 改，改完运行 python build.py word 看效果。"
    )
    return 0


def _copied(file: Path, target: Path) -> bool:
    """Copy a file where none is yet, and return whether there was none."""
    if target.exists():
        return False
    publish.write_file(target, file.read_bytes())
    return True


def show_schema(kind: str) -> int:
    """Print the JSON Schema for one kind of file."""
    console.data(schema.json_schema(kind))
    return 0


def test(arguments: Sequence[str]) -> int:
    """Run the tests; return pytest's exit status."""
    wanted = list(arguments) or ["-n", "auto", "-q"]
    return subprocess.run([sys.executable, "-m", "pytest", *wanted], cwd=PROJECT, check=False).returncode
