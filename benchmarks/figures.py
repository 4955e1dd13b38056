"""Figures: what a number of runs come to, the ratios between them, and whether they reach what we set out to reach."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measure import Sample, together

Key = tuple[str, int]  # stage and number of positions
Runs = Mapping[Key, Sequence[Sample]]
Sizes = Mapping[Key, float]  # bytes
PLAIN, PLAIN_WIKI, PLAIN_WORD = "plain", "plain wiki", "plain word"
FORM, PLAIN_FORM = "form", "plain form"  # of one position, measured in one process in turns
READY, RESULT, EDIT = "ready", "result", "edit"  # in the browser
ROLE_PAGE, FIRST_LOAD, SEARCH_DATA = "role page", "first load", "search data"
MB, KB = 1_000_000, 1000
_COMMANDS = ("check", "wiki", "word", "build")  # a handbook of thousands of positions is bound by nobody


@dataclass(frozen=True)
class Figure:
    """The runs of one stage on one library: median and extremes of seconds, median of processor time, highest peak."""

    stage: str
    positions: int
    runs: int
    seconds: float
    fastest: float
    slowest: float
    cpu: float
    peak: int

    @property
    def each(self) -> float:
        """Return the seconds that one position costs."""
        return self.seconds / self.positions


def figure(key: Key, samples: Sequence[Sample]) -> Figure:
    """Return the figure for the runs of a stage; there is at least one."""
    seconds = [sample.seconds for sample in samples]
    cpu = statistics.median(sample.cpu for sample in samples)
    peak = max(sample.peak for sample in samples)
    return Figure(*key, len(samples), statistics.median(seconds), min(seconds), max(seconds), cpu, peak)


def figures(runs: Runs) -> dict[Key, Figure]:
    """Return all figures, in the order of measuring, and the plain stack as a whole where all of it was measured."""
    return {key: figure(key, samples) for key, samples in {**runs, **_whole(runs)}.items()}


def _whole(runs: Runs) -> Runs:
    """Return the runs of both parts of the plain stack, put together turn by turn."""
    return {
        (PLAIN, positions): [
            together(turn) for turn in zip(samples, runs[PLAIN_WORD, positions], strict=False)
        ]
        for (stage, positions), samples in runs.items()
        if stage == PLAIN_WIKI and (PLAIN_WORD, positions) in runs
    }


@dataclass(frozen=True)
class Verdict:
    """A target: what is measured, the figure (None: not measured), the most it may be, and the unit."""

    what: str
    value: float | None
    most: float
    unit: str = ""

    @property
    def reached(self) -> bool:
        """Return whether the figure, unrounded, is within the target; what was not measured is not."""
        return self.value is not None and self.value <= self.most


def verdicts(found: Mapping[Key, Figure], sizes: Sizes) -> tuple[Verdict, ...]:
    """Return the targets of the project with what was found."""
    return (*_of_commands(found), *_of_word(found), *_of_reading(found, sizes))


def _of_commands(found: Mapping[Key, Figure]) -> tuple[Verdict, ...]:
    return (
        Verdict("检查 1000 个岗位", _seconds(found, ("check", 1000)), 2, "秒"),
        Verdict("全部生成 1000 个岗位 ÷ 朴素方案", _against(found, "build", PLAIN), 1 / 3),
        Verdict("1000 个岗位的网页 ÷ 朴素方案的网页", _against(found, "wiki", PLAIN_WIKI), 1 / 3),
        Verdict("每个岗位的全部生成时间，3000 个时 ÷ 300 个时", _growth(found, "build", 300, 3000), 1.3),
        Verdict("每个岗位的网页时间，10000 个时 ÷ 1000 个时", _growth(found, "wiki", 1000, 10_000), 1.2),
        Verdict("3000 个岗位时的内存峰值", _peak(found, 3000), 600, "MB"),
    )


def _of_word(found: Mapping[Key, Figure]) -> tuple[Verdict, ...]:
    one, plain = _seconds(found, (FORM, 1)), _seconds(found, (PLAIN_FORM, 1))
    return (
        Verdict("单份说明书 ÷ 朴素方案", ratio(one, plain), 1 / 5),
        Verdict("单份说明书", None if one is None else one * 1000, 4, "毫秒"),
        Verdict("1000 份说明书和部门、单位手册", _seconds(found, ("word", 1000)), 12, "秒"),
        Verdict("1000 个岗位的一本手册", _seconds(found, ("handbook", 1000)), 8, "秒"),
        Verdict("1000 个岗位的一本手册的内存峰值", _memory(found, ("handbook", 1000)), 500, "MB"),
    )


def _of_reading(found: Mapping[Key, Figure], sizes: Sizes) -> tuple[Verdict, ...]:
    """Return the targets for those who read the wiki; whoever waits longest for search counts."""
    return (
        Verdict("1000 个岗位：搜索框备好", _slowest(found, (READY, 1000)), 2, "秒"),
        Verdict("1000 个岗位：按键到第一条结果", _slowest(found, (RESULT, 1000)), 0.3, "秒"),
        Verdict("10000 个岗位：搜索框备好", _slowest(found, (READY, 10_000)), 6, "秒"),
        Verdict("10000 个岗位：按键到第一条结果", _slowest(found, (RESULT, 10_000)), 1, "秒"),
        Verdict("每个岗位的搜索数据（gzip）", _kilobytes(sizes, (SEARCH_DATA, 1000)), 1.5, "KB"),
        Verdict("最大的岗位页", _kilobytes(sizes, (ROLE_PAGE, 1000)), 60, "KB"),
        Verdict("第一次打开岗位页（gzip）", _kilobytes(sizes, (FIRST_LOAD, 1000)), 400, "KB"),
        Verdict("500 个岗位：存盘到浏览器里看见（中位数）", _seconds(found, (EDIT, 500)), 1, "秒"),
    )


def ratio(ours: float | None, other: float | None) -> float | None:
    """Return ours divided by the other, None where one of them is missing."""
    return None if ours is None or not other else ours / other


def _against(found: Mapping[Key, Figure], ours: str, plain: str) -> float | None:
    return ratio(_seconds(found, (ours, 1000)), _seconds(found, (plain, 1000)))


def _growth(found: Mapping[Key, Figure], stage: str, few: int, many: int) -> float | None:
    """Return how many times as long a position takes in a large library as in a small one."""
    return ratio(*(found[key].each if key in found else None for key in ((stage, many), (stage, few))))


def _seconds(found: Mapping[Key, Figure], key: Key) -> float | None:
    return found[key].seconds if key in found else None


def _slowest(found: Mapping[Key, Figure], key: Key) -> float | None:
    return found[key].slowest if key in found else None


def _memory(found: Mapping[Key, Figure], key: Key) -> float | None:
    return found[key].peak / MB if key in found else None


def _kilobytes(sizes: Sizes, key: Key) -> float | None:
    return sizes[key] / KB if key in sizes else None


def _peak(found: Mapping[Key, Figure], positions: int) -> float | None:
    """Return the highest peak of all our commands in MB (10^6 bytes); without the whole build it would mean nothing."""
    if ("build", positions) not in found:
        return None
    return max(found[stage, positions].peak for stage in _COMMANDS if (stage, positions) in found) / MB


def comparisons(found: Mapping[Key, Figure]) -> Iterable[tuple[Figure, Figure]]:
    """Yield our stages and the same of the plain stack, for every size at which both were measured."""
    plain_of = {"wiki": PLAIN_WIKI, "word": PLAIN_WORD, "build": PLAIN}
    for (stage, positions), ours in found.items():
        plain = found.get((plain_of.get(stage, ""), positions))
        if plain:
            yield ours, plain
