"""Figures: what a number of runs come to, the ratios between them, and whether they reach what we set out to reach."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.measure import Sample

Key = tuple[str, int]  # stage and number of positions
Runs = Mapping[Key, Sequence[Sample]]
PLAIN = "plain"
FORM, PLAIN_FORM = "form", "plain form"  # of one position, measured in one process in turns
MB = 1_000_000
_NO_COMMANDS = (PLAIN, "handbook")  # nobody binds thousands of positions into one book


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
    """Return all figures, in the order of measuring."""
    return {key: figure(key, samples) for key, samples in runs.items()}


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


def verdicts(found: Mapping[Key, Figure]) -> tuple[Verdict, ...]:
    """Return the targets of the project with what was found."""
    return (
        Verdict("检查 1000 个岗位", _seconds(found, ("check", 1000)), 2, "秒"),
        Verdict(
            "全部生成 1000 个岗位 ÷ 朴素方案",
            ratio(_seconds(found, ("build", 1000)), _seconds(found, (PLAIN, 1000))),
            1 / 3,
        ),
        Verdict(
            "每个岗位的全部生成时间，3000 个时 ÷ 300 个时", ratio(_each(found, 3000), _each(found, 300)), 1.3
        ),
        Verdict("3000 个岗位时的内存峰值", _peak(found, 3000), 600, "MB"),
        Verdict(
            "单份说明书 ÷ 朴素方案",
            ratio(_seconds(found, (FORM, 1)), _seconds(found, (PLAIN_FORM, 1))),
            1 / 5,
        ),
        Verdict("单份说明书", _milliseconds(found, (FORM, 1)), 4, "毫秒"),
        Verdict("1000 份说明书和部门、单位手册", _seconds(found, ("word", 1000)), 12, "秒"),
        Verdict("1000 个岗位的一本手册", _seconds(found, ("handbook", 1000)), 8, "秒"),
        Verdict("1000 个岗位的一本手册的内存峰值", _memory(found, ("handbook", 1000)), 500, "MB"),
    )


def ratio(ours: float | None, other: float | None) -> float | None:
    """Return ours divided by the other, None where one of them is missing."""
    return None if ours is None or not other else ours / other


def _seconds(found: Mapping[Key, Figure], key: Key) -> float | None:
    return found[key].seconds if key in found else None


def _milliseconds(found: Mapping[Key, Figure], key: Key) -> float | None:
    return found[key].seconds * 1000 if key in found else None


def _memory(found: Mapping[Key, Figure], key: Key) -> float | None:
    return found[key].peak / MB if key in found else None


def _each(found: Mapping[Key, Figure], positions: int) -> float | None:
    return found["build", positions].each if ("build", positions) in found else None


def _peak(found: Mapping[Key, Figure], positions: int) -> float | None:
    """Return the highest peak of all our commands in MB (10^6 bytes); without the whole build it would mean nothing."""
    if ("build", positions) not in found:
        return None
    return (
        max(f.peak for f in found.values() if f.positions == positions and f.stage not in _NO_COMMANDS) / MB
    )


def comparisons(found: Mapping[Key, Figure]) -> Iterable[tuple[Figure, Figure]]:
    """Yield our whole build and the plain stack for every size at which both were measured."""
    for (stage, positions), ours in found.items():
        if stage == "build" and (PLAIN, positions) in found:
            yield ours, found[PLAIN, positions]
