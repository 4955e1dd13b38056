"""Table: the figures as text for people, in Chinese, columns lined up where characters are two wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from benchmarks.figures import (
    EDIT,
    FIRST_LOAD,
    FORM,
    KB,
    MB,
    PLAIN,
    PLAIN_FORM,
    PLAIN_WIKI,
    PLAIN_WORD,
    READY,
    RESULT,
    ROLE_PAGE,
    SEARCH_DATA,
    Figure,
    Key,
    Sizes,
    Verdict,
    comparisons,
    verdicts,
)

LABELS = {
    "check": "检查",
    "pages": "Markdown",
    "wiki": "网页",
    "word": "Word",
    "build": "全部生成",
    "handbook": "一本手册",
    "import": "导入同样多的文件",
    PLAIN: "朴素方案",
    PLAIN_WIKI: "朴素方案的网页",
    PLAIN_WORD: "朴素方案的 Word",
    FORM: "单份说明书",
    PLAIN_FORM: "单份，朴素方案",
    READY: "搜索框备好",
    RESULT: "按键到第一条结果",
    EDIT: "存盘到看见",
    ROLE_PAGE: "最大的岗位页",
    FIRST_LOAD: "第一次打开岗位页（gzip）",
    SEARCH_DATA: "每个岗位的搜索数据（gzip）",
}
_MOMENTS = (READY, RESULT, EDIT)  # what one position would cost says nothing
_COLUMNS = ("岗位数", "阶段", "秒（中位数）", "最快", "最慢", "处理器秒", "每岗位毫秒", "内存峰值 MB", "次数")
_COMPARED = ("岗位数", "阶段", "我们", "朴素方案", "比值", "处理器秒的比值")
_SIZES = ("岗位数", "大小", "KB")
_TARGETS = ("目标", "实测", "要求", "结果")


def report(found: Mapping[Key, Figure], sizes: Sizes, machine: Mapping[str, object]) -> str:
    """Return everything there is to say: the machine, the figures, the comparison, the sizes, the targets."""
    judged = (_judged(verdict) for verdict in verdicts(found, sizes))
    tables = (
        (_COLUMNS, (_row(figure) for figure in found.values())),
        (_COMPARED, (_compared(ours, plain) for ours, plain in comparisons(found))),
        (_SIZES, (_sized(key, size) for key, size in sizes.items())),
        (_TARGETS, judged),
    )
    parts = (aligned([head, *lines]) for head, rows in tables if (lines := list(rows)))
    return "\n\n".join(("、".join(f"{name} {value}" for name, value in machine.items()), *parts)) + "\n"


def _row(figure: Figure) -> tuple[str, ...]:
    times = (figure.seconds, figure.fastest, figure.slowest, figure.cpu)
    return (
        str(figure.positions),
        LABELS[figure.stage],
        *(f"{t:.2f}" for t in times),
        "–" if figure.stage in _MOMENTS else f"{figure.each * 1000:.2f}",
        f"{figure.peak / MB:.0f}" if figure.peak else "–",
        str(figure.runs),
    )


def _compared(ours: Figure, plain: Figure) -> tuple[str, ...]:
    """Return the line for one size. We use two processors at times: processor time shows what that hides."""
    both = (f"{ours.seconds:.2f} 秒", f"{plain.seconds:.2f} 秒")
    ratios = (ours.seconds / plain.seconds, ours.cpu / plain.cpu)
    return (str(ours.positions), LABELS[ours.stage], *both, *(f"{ratio:.3f}" for ratio in ratios))


def _sized(key: Key, size: float) -> tuple[str, ...]:
    name, positions = key
    return (str(positions), LABELS[name], f"{size / KB:.2f}")


def _judged(verdict: Verdict) -> tuple[str, ...]:
    """Return a target's line; three decimals, and the verdict is on the unrounded figure."""
    if verdict.value is None:
        return (verdict.what, "没有测", f"≤ {verdict.most:.3f} {verdict.unit}", "没有测")
    value = f"{verdict.value:.3f} {verdict.unit}"
    return (
        verdict.what,
        value,
        f"≤ {verdict.most:.3f} {verdict.unit}",
        "达到" if verdict.reached else "未达到",
    )


def aligned(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as lines with columns of equal width; the first row heads them."""
    lines = list(rows)
    widths = [max(width(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(_line(row, widths) for row in (lines[0], ["-" * most for most in widths], *lines[1:]))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(
        cell + " " * (most - width(cell)) for cell, most in zip(row, widths, strict=True)
    ).rstrip()


def width(text: str) -> int:
    """Return how many columns a text takes on a console."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)
