"""Verification: which exact text a check code stands for, and what has changed in it since. In words for people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdbook.checkcode import check_code
from jdbook.copies import Copy, copy_of
from jdbook.library import Entry, Library
from jdbook.signing.records import KeptText, differences, said

_CODE = re.compile(r"[0-9a-f]{12}")
_LOOKALIKES = str.maketrans("OoIlＯ", "00110")


def code_of(typed: str) -> str | None:
    """Return a check code as it was typed from a sheet, blanks, dashes, case and look-alikes forgiven; None for no code."""
    text = re.sub(r"[\s\-－—·]+", "", typed).translate(_LOOKALIKES).lower()
    return text if _CODE.fullmatch(text) else None


def verified(library: Library, code: str, kept: KeptText | None) -> tuple[list[str], bool]:
    """Return what there is to say of a check code, line by line, and whether a sound text was found for it.

    `kept` is the text in the records, if there is one; `code` is as `code_of` gives it.
    """
    if kept:
        return [*_about(kept, code), *_text(kept), *_since(library, kept, code)], _is_sound(kept, code)
    if current := next(_current(library, code), None):
        entry, which = current
        lines = [
            f"校验码 {code}：{_called(library, entry)}，现行文本（{which}）",
            "  没有发出签收的存档；这份文本还没有用 sign 发出过，或出自别的岗位库。",
        ]
        return lines, True
    hint = "核对页脚上的 12 位校验码；旧版本在 Git 或备份里的 jd_source/_records/texts/ 中找。"
    return [f"没有找到校验码 {code} 的文本。", f"  {hint}"], False


def _is_sound(kept: KeptText, code: str) -> bool:
    return kept.is_whole and kept.check_code == code


def _about(kept: KeptText, code: str) -> Iterator[str]:
    names = " ".join(filter(None, (kept.unit, kept.department, kept.text.title)))
    version = f"版本 {kept.version or '未定'}，生效日期 {kept.effective or '未定'}"
    yield f"校验码 {code}：{names}（{kept.code or '未编号'}），{version}"
    if _is_sound(kept, code):
        yield "  发出签收的文本已存档，内容与校验码相符。"
    else:
        yield "  存档的内容与校验码不符：文件被改动过，不能作为签收文本的凭据。从 Git 或备份里找回原来的文件。"


def _text(kept: KeptText) -> Iterator[str]:
    yield ""
    for label, texts in said(kept.text).items():
        yield f"【{label}】"
        yield from (f"  {number}. {text}" for number, text in enumerate(texts, 1))


def _since(library: Library, kept: KeptText, code: str) -> Iterator[str]:
    """Yield how the text that is in force differs from the one kept."""
    yield ""
    entry = library.by_key.get(kept.position_id) or _by_code(library, kept.code)
    if entry is None:
        yield "现在的岗位库里没有这个岗位。"
        return
    now = copy_of(library, entry, public=False)
    if now.check_code == code:
        yield "现行文本与它完全相同。"
        return
    yield f"和现行文本（版本 {now.version or '未定'}，校验码 {now.check_code}）相比："
    yield from _changes(kept, entry, now)


def _changes(kept: KeptText, entry: Entry, now: Copy) -> Iterator[str]:
    names = ("单位", kept.unit, now.unit_name), ("部门", kept.department or "", now.department_name)
    yield from (f"  {what}：{then or '无'} → {later or '无'}" for what, then, later in names if then != later)
    for change in differences(kept.text, entry.position):
        yield f"  {change.label}"
        yield from (f"    去掉：{text}" for text in change.gone)
        yield from (f"    加上：{text}" for text in change.new)
        if not (change.gone or change.new):
            yield "    次序有变"


def _by_code(library: Library, code: str | None) -> Entry | None:
    return next((entry for entry in library.entries if code and entry.position.code == code), None)


def _current(library: Library, code: str) -> Iterator[tuple[Entry, str]]:
    """Yield the positions whose present text has a check code, complete or public."""
    for entry in library.entries:
        unit, department = library.unit_of(entry).unit.name, library.department_name(entry)
        for private, which in ((frozenset[str](), "完整本"), (library.private, "公开本")):
            if check_code(entry.position, unit, department, private) == code:
                yield entry, which


def _called(library: Library, entry: Entry) -> str:
    names = (library.unit_of(entry).unit.name, library.department_name(entry), entry.title)
    return f"{' '.join(filter(None, names))}（{entry.position.code or '未编号'}）"
