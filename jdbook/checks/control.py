"""Checks of document control (JD4xx): which text is in force, since when, on whose word, and whether it is still looked after."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from jdbook.checks.registry import Issue, check_each
from jdbook.copies import WITHDRAWN
from jdbook.fields import FIELDS
from jdbook.findings import Severity
from jdbook.library import Entry, Library

ERROR, WARNING, HINT = Severity

_IN_FORCE = "生效"
_NEEDED = tuple(field for field in FIELDS if field.key in ("code", "version", "effective", "approved_by"))
_YEARS = 3  # full revision is usual about every three years


@check_each("JD401", "生效的文件缺少控制信息", ERROR)
def in_force_without_control(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 生效的说明书要签收，要能证明当时执行的是哪一版、谁批准、从哪天起；缺一项就证明不了。

    **怎么改** 补上编号、版本、生效日期和批准；还没有批准的，状态写“试行”或“草案”。
    """
    missing = [f"{field.label}（{field.key}）" for field in _NEEDED if not getattr(entry.own, field.name)]
    if entry.own.status == _IN_FORCE and missing:
        yield Issue(entry, ("status",), f"状态是生效，缺少{'、'.join(missing)}", "补上，或把状态改为试行")


@check_each("JD402", "没有写状态", HINT)
def no_status(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 不写状态按草案处理，页面和手册里都不会出现，容易误以为已经发布。

    **怎么改** 加一行 `status:`，写 草案、试行、生效 或 废止。
    """
    if not entry.own.status:
        yield Issue(
            entry,
            ("title",),
            f"“{entry.title}”没有写状态，按草案处理，不会发布",
            "加一行 status: 试行（或 草案、生效、废止）",
        )


@check_each("JD403", "超过复核日期", WARNING)
def review_overdue(entry: Entry, library: Library) -> Iterator[Issue]:
    """**为什么** 岗位在变，文本过了复核日期没有人看过，写的和做的就对不上。没有写复核日期的，生效满三年视为到期。

    **怎么改** 复核后改 `review_by` 为下一次的日期，内容有改动的同时升版本；暂缓复核的在 `waive` 写明理由。
    """
    if library.today is None or entry.own.status == WITHDRAWN:
        return
    key, due = _due(entry)
    if due and due < library.today:
        said = (
            f"复核日期是 {due}"
            if key == "review_by"
            else f"{entry.own.effective} 生效，已满三年，没有写复核日期"
        )
        yield Issue(entry, (key,), f"{said}，今天是 {library.today}", "复核后更新 review_by")


def _due(entry: Entry) -> tuple[str, date | None]:
    """Return the key that says when the text has to be looked at again, and that day."""
    if entry.own.review_by:
        return "review_by", date.fromisoformat(entry.own.review_by)
    if entry.own.effective:
        start = date.fromisoformat(entry.own.effective)
        year = min(start.year + _YEARS, date.max.year)
        return "effective", date(year, start.month, min(start.day, 28))
    return "", None


@check_each("JD404", "版本没有修订记录", HINT)
def version_without_revision(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 修订记录说明每一版改了什么；当前版本不在其中，审计时说不清这一版从何而来。

    **怎么改** 在 `revisions` 加一条当前版本的记录，或把 `version` 改成最后一条记录的版本。
    """
    recorded = {revision.version for revision in entry.own.revisions}
    if entry.own.version and entry.own.revisions and entry.own.version not in recorded:
        yield Issue(
            entry,
            ("version",),
            f"版本 {entry.own.version} 没有修订记录",
            "在 revisions 加一条这个版本改了什么",
        )
