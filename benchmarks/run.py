"""Time the commands on libraries of several sizes: `python benchmarks/run.py [--plain]`.

Every stage is a whole process, started as users start it, on a library it has not built before. `--plain` runs the plain
stack in turns with ours on the same positions, so that whatever else the machine does falls on both alike. Where
libraries and outputs go is the system's temporary folder (TMPDIR); 3,000 positions need about 2 GB there.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

sys.path.insert(
    0, str(Path(__file__).resolve().parent.parent)
)  # run as a file, Python only knows this folder

from benchmarks import require
from benchmarks.figures import Key, figures, verdicts
from benchmarks.library import write_library
from benchmarks.measure import CommandFailedError, Sample, measure, together
from benchmarks.organisation import MOST
from benchmarks.stages import (
    OUTPUTS,
    PROBES,
    PROJECT,
    STAGES,
    Commands,
    OnLibrary,
    plain_stages,
    script,
    wiki,
)
from benchmarks.table import LABELS, report

SIZES = (100, 300, 500, 1000, 3000)
LARGE = 2000  # from here on one run has to do
ALL = (*STAGES, *PROBES)
SITE = "site"
WARM_UP = 12  # positions: enough for every code path to be compiled and every cache filled
ADVICE = """\
怎么办：运行  python -m pip install -r requirements-bench.txt  装好后再来一次；不想比较就去掉 --plain。"""
BROWSER_ADVICE = """\
怎么办：运行  python -m pip install -r requirements-test.txt  装好后再来一次；不测浏览器就在 --stages 里去掉 browser 和 edit。"""


@dataclass
class Bench:
    """Measurements under way in a temporary folder."""

    folder: Path
    stages: Sequence[str]
    plain_most: int
    times: int
    runs: dict[Key, list[Sample]] = field(default_factory=dict)
    sizes: dict[Key, float] = field(default_factory=dict)

    def measure_all(self, sizes: Sequence[int]) -> None:
        """Measure every stage at every size, after a warm-up that does not count."""
        self._measure_size(WARM_UP)
        self.runs.clear()
        self.sizes.clear()
        for size in sizes:
            self._measure_size(size)

    def _measure_size(self, size: int) -> None:
        root = self.folder / str(size)
        say(f"{'热身' if size == WARM_UP else '生成岗位库'}：{size} 个岗位")
        write_library(size, root)
        times = 1 if size == WARM_UP or size >= LARGE else self.times
        for number in range(1, times + 1):
            for stage, commands in self._steps(size).items():
                sample = self._once(root, commands(root))
                self.runs.setdefault((stage, size), []).append(sample)
                say(f"  {LABELS[stage]}，第 {number}/{times} 次：{sample.seconds:.2f} 秒")
        if size != WARM_UP:
            self._probe_all(root, size)
        shutil.rmtree(root)

    def _steps(self, size: int) -> Mapping[str, OnLibrary]:
        ours = {stage: STAGES[stage] for stage in self.stages if stage in STAGES}
        return ours | (plain_stages(self.stages) if size <= self.plain_most else {})

    def _once(self, root: Path, commands: Commands) -> Sample:
        """Return one run from a clean start."""
        for name in OUTPUTS:
            shutil.rmtree(root / name, ignore_errors=True)
        return together(self._run(command) for command in commands)

    def _run(self, command: Sequence[str]) -> Sample:
        return measure(command, PROJECT, self.folder / "log.txt")

    def _probe_all(self, root: Path, size: int) -> None:
        """Have those measure that look from within; single forms are ours and the plain stack's in turns."""
        if "word" in self.stages and size <= self.plain_most:
            self._probe("per_form.py", root, 1)
        if "browser" in self.stages:
            self._once(root, wiki(root))
            self._probe("in_browser.py", root / SITE, size)
        if "edit" in self.stages:
            self._probe("edit_shown.py", root, size)

    def _probe(self, name: str, on: Path, size: int) -> None:
        out = self.folder / "probe.json"
        self._run(script(name, on, out))
        told = json.loads(out.read_text("utf-8"))
        for figure, seconds in told["seconds"].items():
            self.runs[figure, size] = [Sample(one, one, 0) for one in seconds]
            say(f"  {LABELS[figure]}：{len(seconds)} 次")
        self.sizes |= {(what, size): count for what, count in told["bytes"].items()}


def say(text: str) -> None:
    """Tell how far the work is."""
    print(text, file=sys.stderr, flush=True)


def machine() -> dict[str, object]:
    """Return what the figures depend on."""
    load = f"{os.getloadavg()[0]:.1f}"
    return {
        "Python": platform.python_version(),
        "系统": platform.system(),
        "处理器核数": os.cpu_count(),
        "开始时的负载": load,
    }


def as_json(bench: Bench, about: Mapping[str, object]) -> str:
    """Return all runs and the verdicts on them, for programs."""
    runs = [
        {"stage": stage, "positions": size, **asdict(sample)}
        for (stage, size), samples in bench.runs.items()
        for sample in samples
    ]
    sizes = [{"what": what, "positions": size, "bytes": count} for (what, size), count in bench.sizes.items()]
    judged = verdicts(figures(bench.runs), bench.sizes)
    targets = [asdict(verdict) | {"reached": verdict.reached} for verdict in judged]
    told = {"machine": about, "runs": runs, "sizes": sizes, "targets": targets}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _numbers(text: str) -> tuple[int, ...]:
    parts = text.split(",")
    if not all(part.isdecimal() and 1 <= int(part) <= MOST and int(part) != WARM_UP for part in parts):
        raise argparse.ArgumentTypeError(
            f"“{text}”不是 1 到 {MOST} 之间的数，例如 100,1000（{WARM_UP} 留给热身）"
        )
    return tuple(int(part) for part in parts)


def _times(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"“{text}”不是 1 或更大的数")
    return int(text)


def _names(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if unknown := [name for name in names if name not in ALL]:
        raise argparse.ArgumentTypeError(f"没有阶段“{unknown[0]}”，可以写 {','.join(ALL)}")
    return names


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="在合成的岗位库上测各命令的时间和内存。")
    sizes = ",".join(str(size) for size in SIZES)
    parser.add_argument(
        "--positions", type=_numbers, default=SIZES, metavar="N,…", help=f"岗位数，默认 {sizes}"
    )
    parser.add_argument(
        "--stages", type=_names, default=tuple(STAGES), metavar="S,…", help=f"阶段，可以写 {','.join(ALL)}"
    )
    parser.add_argument(
        "--plain",
        action="store_true",
        help="同时测朴素方案（MkDocs、Material 原样，每岗位一份 docxtpl 表格）",
    )
    parser.add_argument(
        "--plain-most", type=int, default=1000, metavar="N", help="朴素方案最多测到多少岗位，默认 1000"
    )
    parser.add_argument(
        "--runs",
        type=_times,
        default=3,
        metavar="K",
        help=f"每项测几次取中位数，默认 3；{LARGE} 个岗位以上只测一次",
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="把每一次的结果另存为 JSON")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None) -> int:
    """Return the exit status: 0 measured (whether targets are reached or not), 1 a command failed, 2 cannot be measured here."""
    arguments = _arguments(argv)
    if not hasattr(os, "wait4"):
        say("这台机器的系统不提供子进程的用时和内存，请在 Linux 或 macOS 上运行。")
        return 2
    if arguments.plain:
        require(("docxtpl", "jieba"), ADVICE)
    if set(arguments.stages) & set(PROBES):
        require(("playwright",), BROWSER_ADVICE)
    about = machine()
    status = 0
    with tempfile.TemporaryDirectory(prefix="jdbook-bench-") as folder:
        plain_most = arguments.plain_most if arguments.plain else 0
        bench = Bench(Path(folder), arguments.stages, plain_most, arguments.runs)
        try:
            bench.measure_all(arguments.positions)
        except CommandFailedError as failure:
            say(f"{failure}\n下面是到此为止的结果。")
            status = 1
    print(report(figures(bench.runs), bench.sizes, about), end="")
    if arguments.json:
        arguments.json.write_text(as_json(bench, about), "utf-8")
    return status


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        say("已中断，临时文件已清除。")
        sys.exit(130)
