"""Report: what an import found where, how sure it is, what was repaired and what was left over, for people to read. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jdbook.importing.doubts import label_of
from jdbook.importing.drafts import Piece
from jdbook.importing.result import Checked, Result

_CODE = re.compile(r"^原文校验码：(\S+)$", re.MULTILINE)
_SHOWN = 200  # pieces left over that are listed


def report(result: Result, files: Sequence[str], code: str) -> str:
    """Return the report on a source as Markdown; `files` are those of the drafts, in their order; `code` tells sources apart."""
    return "\n".join(_lines(result, files, code)) + "\n"


def code_in(report: str) -> str:
    """Return the code of the source that a report is on, "" where it tells none."""
    found = _CODE.search(report)
    return found[1] if found else ""


def _lines(result: Result, files: Sequence[str], code: str) -> Iterator[str]:
    yield f"# 导入报告：{result.name}"
    yield f"\n原文校验码：{code}"
    yield f"\n认出 {len(result.drafts)} 个岗位。每一处“请核对”都写在草稿的注释里。"
    for checked, file in zip(result.drafts, files, strict=True):
        yield f"\n## {checked.draft.title or '（没有岗位名称）'}\n\n草稿：{file}\n"
        yield from _proposals(checked)
        yield from _fields(checked)
        yield from _doubts(checked)
    yield from _left(result.leftovers, "第一个岗位之前和页眉、页脚、批注里没有归入任何字段的内容")
    rest = [piece for checked in result.drafts for piece in checked.leftovers]
    yield from _left(rest, "各岗位前后没有归入任何字段的内容")


def _proposals(checked: Checked) -> Iterator[str]:
    proposal = checked.proposal
    if proposal.unit:
        where = proposal.unit_name + (f" / {proposal.department_name}" if proposal.department else "")
        yield f"- 建议归入：{where}（jd_source/{proposal.folder}/）"
    else:
        yield "- 归入哪个单位和部门，原文看不出来，请自己定"
    if names := "、".join(proposal.superiors):
        yield f"- 原文没有写直接上级，建议：{names}（库里相近岗位的直接上级）"
    for name in proposal.unknown_superiors:
        yield f"- 直接上级“{name}”在{proposal.unit_name}还没有岗位文件"
    for title, share in proposal.duplicates:
        yield f"- 库里可能已有：{title}（职责相同的部分约 {share:.0%}）"
    if checked.first:
        yield f"- 与{checked.first}的内容完全相同，是重复的一份"


def _fields(checked: Checked) -> Iterator[str]:
    yield "\n| 字段 | 原文位置 | 项数 | 可信度 |\n| --- | --- | --- | --- |"
    for key, sure in checked.confidences.items():
        first, last = checked.places.get(key, ("", ""))
        where = first if first == last else f"{first}–{last}"
        yield f"| {label_of(key)} | {_cell(where)} | {len(checked.draft.items[key])} | {sure} |"


def _doubts(checked: Checked) -> Iterator[str]:
    look = [doubt for doubt in checked.doubts if not doubt.repaired]
    mended = [doubt for doubt in checked.doubts if doubt.repaired]
    for title, doubts in (("请核对", look), ("已修补", mended)):
        if doubts:
            yield f"\n{title}：\n"
            yield from (
                f"- {label_of(str(doubt.path[0]))}：{doubt.message}（{doubt.place}）" for doubt in doubts
            )


def _left(pieces: Sequence[Piece], title: str) -> Iterator[str]:
    if pieces:
        yield f"\n## {title}\n"
        yield from (f"- {piece.place}：{_cell(piece.text.strip())}" for piece in pieces[:_SHOWN])
    if len(pieces) > _SHOWN:
        yield f"- 另有 {len(pieces) - _SHOWN} 处，见核对页（import --review）"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")


def summary(result: Result) -> str:
    """Return one line on a source."""
    if not result.drafts:
        return f"{result.name}：没有认出岗位。{_why_none(result)}"
    look = sum(checked.open for checked in result.drafts)
    repeated = sum(bool(checked.first) for checked in result.drafts)
    known = sum(bool(checked.proposal.duplicates) for checked in result.drafts)
    told = [f"{len(result.drafts)} 个岗位"]
    told += [f"{look} 处请核对"] if look else []
    told += [f"{repeated} 份重复"] if repeated else []
    told += [f"{known} 个库里可能已有"] if known else []
    return f"{result.name}：{'，'.join(told)}"


def _why_none(result: Result) -> str:
    """Return why a source gives no position, as far as can be told, and what to do."""
    said = sum(any(letter.isalnum() for letter in piece.text) for piece in result.trace)
    if not said:
        return "里面没有文字；内容是图片或扫描件的，先做文字识别再导入。"
    return (
        "读到了文字，但没有见到岗位名称（例如“出纳员岗位职责”）和“岗位职责”“任职要求”这样的小标题；"
        "在原文里补上再导入，加 --review 可以看读到了什么。"
    )
