"""Checks of wording (JD205 …): duties that say too little, words that are not part of the text, things in the wrong place."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdbook.checks.registry import Issue, check, check_each
from jdbook.checks.text import clauses, duties, quoted, texts
from jdbook.findings import Severity
from jdbook.library import Entry, Library
from jdbook.model import Duty

ERROR, WARNING, HINT = Severity

_WORK = r"(?:工作任务|工作|任务|事项|事务|事宜|事情|差事)"
_CATCH_ALL = re.compile(
    r"(?:交办|交给|交代|交待|交付|指派|委派|吩咐)的?(?:其[他它]|各项|各种|一切|一些|有关|相关|临时|另外|额外|专项|性|的)*"
    + _WORK
    + "|"
    r"(?:安排|布置|下达|分配|决定|授予|赋予|要求)的?(?:其[他它]|另外|临时|额外)(?:一些|各项|有关|相关|专项|性|的)*"
    + _WORK
    + "|"
    r"(?:其[他它]|另外|另行|临时)(?:安排|布置|下达|分配|决定|授予|赋予)的?" + _WORK
)
_FOR_CLIENTS = re.compile(r"(?:客户|顾客|用户|委托人)[^，。；]{0,4}(?:交办|交给|交代|委派|安排)")


def is_catch_all(text: str) -> bool:
    """Return whether a duty is whatever a superior may ask: 完成领导交办的其他工作."""
    return bool(_CATCH_ALL.search(text)) and not _FOR_CLIENTS.search(text)


@check_each("JD205", "兜底职责不止一项", HINT)
def several_catch_alls(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** “完成领导交办的其他工作”这样的兜底职责，一个岗位有一项就够；多了等于没有写明职责，发生争议时对单位不利。

    **怎么改** 合并成一项，写明由谁交办；经常交办的事写成正式的职责。
    """
    found = [path for path, text in duties(entry) if is_catch_all(text)]
    if len(found) > 1:
        lines = "、".join(str(entry.source.place(path).line) for path in found)
        yield Issue(
            entry, found[1], f"有 {len(found)} 项兜底职责（第 {lines} 行）", "合并成一项，经常做的事单独写明"
        )


@check("JD206", "兜底职责统计", HINT)
def catch_alls_counted(library: Library) -> Iterator[Issue]:
    """**为什么** 兜底职责在一个单位里用得多不多，能看出职责写得细不细。这里按单位计数，只作提示。

    **怎么改** 不必逐条删除；把其中经常发生的事写成具体职责，数目自然减少。
    """
    for unit in library.units.values():
        counts = [sum(is_catch_all(text) for _, text in duties(entry)) for entry in library.by_unit[unit.id]]
        if (total := sum(counts)) > 1:
            having = sum(count > 0 for count in counts)
            message = f"“{unit.unit.name}”的 {len(counts)} 个岗位中，{having} 个有兜底职责，共 {total} 项"
            yield Issue(unit, ("name",), message, "把经常交办的事写成具体职责")


_SLOGAN = re.compile(r"搞好|抓好|干好|(?<!保)管好")
_LEADING = r"(?:(?:认真|积极|努力|切实|全面|及时|主动|负责|协助|配合|参与|并|地)*)"
_EMPTY_WORK = re.compile(_LEADING + r"(?:做好|处理好|完成好)[^，。；、]{0,12}(?:工作|事务|事宜)")
_OWN_WORK = re.compile(
    _LEADING
    + r"(?:做好|完成|干好|开展|负责)(?:好)?(?:本职|日常|各项|自己|分内|份内|本部门|本岗位|部门)(?:内|内的|的)?(?:各项|日常)?(?:工作|事务|任务)"
)
_SUSPECT = re.compile(r"[搞抓干管]好|工作|事[务宜项]|任务")
_OPEN_END = re.compile(r"等?(?:相关|有关|各项)(?:工作|事宜|事务|事项)$|等(?:工作|事宜|事务|事项)$")


@check_each("JD207", "职责笼统", WARNING)
def vague_duty(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** “做好……工作”“搞好……”“……等相关工作”没有说做什么、做到什么程度，既没法照着做，也没法考核；认定“不能胜任”时（劳动合同法第40条第二项）单位举不出标准。

    **怎么改** 写成“动词 + 对象 + 结果或标准”，例如“每周回访已签约客户，填写回访表”；或给这一项补 `standard`，或用 `children` 列出具体事项。
    """
    for path, duty in _duties(entry.own.duties):
        if duty.standard or duty.children or is_catch_all(duty.text):
            continue
        if wording := vague_part(duty.text):
            yield Issue(
                entry, path, f"职责笼统：{quoted(wording)}", "写明对象和结果，或补 standard、children"
            )


def _duties(
    duties: tuple[Duty, ...], path: tuple[str | int, ...] = ("duties",)
) -> Iterator[tuple[tuple[str | int, ...], Duty]]:
    """Yield every duty with its path, those at deeper levels after the one they belong to."""
    for index, duty in enumerate(duties):
        yield (*path, index), duty
        yield from _duties(duty.children, (*path, index, "children"))


def vague_part(text: str) -> str:
    """Return the clause that says nothing definite, or "".

    Slogans count anywhere. An open end (等工作) counts unless three things are listed before it; 做好……工作 counts when
    it closes the sentence, for a clause after it may give the result.
    """
    if not _SUSPECT.search(text):
        return ""
    parts = clauses(text)
    for part in parts:
        if (
            _SLOGAN.search(part)
            or _OWN_WORK.fullmatch(part)
            or (_OPEN_END.search(part) and part.count("、") < 2)
        ):
            return part
    return parts[-1] if parts and _EMPTY_WORK.fullmatch(parts[-1]) else ""


_POWER = re.compile(r"(?<![所享具拥没保])有权(?![责威益])")


@check_each("JD211", "权限写在职责里", HINT)
def power_among_duties(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** “有权……”是权限，写在职责里，“这事谁批”就查不到，读者也分不清是可以做还是必须做。

    **怎么改** 移到 `authority`，最好写成 matter（事项）和 action（权限）。
    """
    for path, text in duties(entry) if "有权" in entry.text else ():
        if _POWER.search(text):
            yield Issue(entry, path, f"职责里写了权限：{quoted(text)}", "移到 authority")


_BLANK = re.compile(
    r"[xX](?<![A-Za-z][xX])[xX]++(?![A-Za-z])|×{2,}|＊{2,}|_{3,}|＿{2,}|某某|待补充|待完善|待填写|待定稿|此处填写|TODO|TBD|FIXME"
)
_NOTHING = re.compile(r"^(?:[^\w\n]|_)*+(?:(?:无|略|同上|同前|暂无)。?)?$", re.MULTILINE)


@check_each("JD214", "留有占位文字", WARNING)
def placeholder(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** “××”“____”“待补充”“同上”是模板里没有填的地方，签字的人不知道实际内容。只有标点的一项也算。

    **怎么改** 填上实际内容；没有内容的删掉这一项。
    """
    if not (_BLANK.search(entry.text) or _NOTHING.search(entry.text)):
        return
    for path, text in texts(entry):
        match = _BLANK.search(text)
        if match or _NOTHING.fullmatch(text):
            where = f"：{quoted(text)}" if match and match[0] != text else ""
            yield Issue(
                entry,
                path,
                f"留有占位文字{quoted(match[0] if match else text)}{where}",
                "填上实际内容，或删掉这一项",
            )


_NUMBER = re.compile(
    r"^(?:[（(]\s*(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})\s*、(?![0-9一二三四五六七八九十])"
    r"|[0-9]{1,2}\s*[.．](?![0-9])|[0-9]{1,2}\s*[)）]|[①-⑳⑴-⒇]|[-*•·●◆■◇○]\s)",
    re.MULTILINE,
)


@check_each("JD215", "文字自带序号", HINT)
def numbered_by_hand(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 序号由程序编，文字里再写“1、”“（一）”，印出来就有两个序号，增删以后还会错。

    **怎么改** 删掉开头的序号；分层次的用 `children`。
    """
    for path, text in texts(entry) if _NUMBER.search(entry.text) else ():
        match = _NUMBER.match(text) if path[-1] == "text" or isinstance(path[-1], int) else None
        if match and match.end() < len(text):
            yield Issue(
                entry, path, f"开头自带序号{quoted(match[0].strip())}：{quoted(text)}", "删掉这个序号"
            )


_SWALLOWED = re.compile(r"[^\x00-\x7f] - (?=[^\x00-\x7f])")


@check_each("JD217", "一项里像是混进了下一项", WARNING)
def swallowed_item(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 列表项的“- ”缩进多了一格，YAML 就把它当成上一项的续行：两项职责印成一项，中间夹着“ - ”，读的时候不报错。

    **怎么改** 把下一项的“- ”与同级的各项左对齐；文字里确要用连接号时改用“—”或去掉两边的空格。
    """
    for path, text in texts(entry) if " - " in entry.text else ():
        if match := _SWALLOWED.search(text):
            yield Issue(
                entry,
                path,
                f"中间有“ - ”，像是两项连在了一起：{quoted(text[max(match.start() - 6, 0) :])}",
                "把下一项的“- ”与其他项左对齐",
            )
