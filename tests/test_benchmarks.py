"""The benchmarks: what a made-up library is like, and whether the arithmetic on measurements is right."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path
from random import Random

import pytest

from benchmarks import figures as bench
from benchmarks import plain_stack, require, run, table
from benchmarks.library import library, write_library
from benchmarks.make_library import main as make_library
from benchmarks.measure import CommandFailedError, Sample, measure, resident, together
from benchmarks.organisation import department_sizes, organisation, shares
from benchmarks.stages import plain_stages
from jdbook.checks import CHECKS, RULES
from jdbook.checks import run as run_checks
from jdbook.findings import Finding, Severity
from jdbook.gathering import gather
from jdbook.library import Entry, Library
from jdbook.source import Source

POSITIONS = 300
WANTED_WARNINGS = {"JD207"}  # a vague duty now and then is what real texts have


@cache
def files(positions: int = POSITIONS, seed: int = 1) -> dict[str, str]:
    return dict(library(positions, seed))


@cache
def loaded() -> tuple[Library, list[Finding]]:
    sources = {path.removeprefix("jd_source/"): Source(path, text) for path, text in files().items()}
    made, found = gather(sources)
    return made, run_checks(made, CHECKS, RULES, found)


def entries() -> tuple[Entry, ...]:
    return loaded()[0].entries


# -- the library --


@pytest.mark.parametrize("positions", [1, 2, 9, 20, 100, POSITIONS])
def test_a_library_has_exactly_as_many_positions_as_asked_for(positions: int) -> None:
    assert sum("code: " in text and "duties:" in text for text in files(positions).values()) == positions


@pytest.mark.parametrize("positions", [0, -1, 1_000_000])
def test_a_library_of_impossible_size_is_refused(positions: int) -> None:
    with pytest.raises(ValueError, match=str(positions)):
        next(library(positions))


def test_the_same_seed_gives_the_same_bytes_and_another_seed_gives_others(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write_library(20, tmp_path / folder, seed=7)
    one, two = (
        {
            file.relative_to(tmp_path / folder): file.read_bytes()
            for file in (tmp_path / folder).rglob("*.yml")
        }
        for folder in ("one", "two")
    )
    assert one == two
    assert files(20, 7) != files(20, 8)
    assert {path.as_posix(): content.decode() for path, content in one.items()} == files(20, 7)


def test_a_library_has_no_errors_and_warnings_only_of_the_kind_real_texts_have() -> None:
    found = loaded()[1]
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []
    warnings = Counter(finding.code for finding in found if finding.severity is Severity.WARNING)
    assert set(warnings) <= WANTED_WARNINGS
    assert warnings.total() <= 0.05 * POSITIONS


def test_files_are_as_long_as_those_of_real_positions() -> None:
    sizes = [len(text.encode()) for text in files().values() if "duties:" in text]
    assert 2_000 < statistics.median(sizes) < 5_000
    assert max(sizes) < 7_000


def test_every_position_has_six_to_fourteen_duties_and_none_stands_twice_in_the_library() -> None:
    counts = {len(entry.own.duties) for entry in entries()}
    assert counts == set(range(6, 15))
    texts = Counter(duty.text for entry in entries() for duty in entry.own.duties)
    assert texts.most_common(1)[0][1] == 1


def test_the_library_uses_what_the_model_offers() -> None:
    positions = [entry.own for entry in entries()]
    duties = [duty for position in positions for duty in position.duties]
    for field in ("aliases", "remuneration", "acting_for", "procedures", "nature", "conditions"):
        assert 0 < sum(bool(getattr(position, field)) for position in positions) < len(positions), field
    for part in ("group", "standard", "frequency", "children"):
        assert 0 < sum(bool(getattr(duty, part)) for duty in duties) < len(duties), part
    assert all(position.authority and position.safety and position.assessment for position in positions)
    assert any(len(position.superior) > 1 for position in positions)


def test_larger_libraries_have_positions_that_extend_others() -> None:
    assert any("\nextends: " in text for text in files(1000).values())


# -- the organisation --


def test_every_chain_of_superiors_ends_at_the_one_head_of_the_unit() -> None:
    made = loaded()[0]
    heads = [entry for entry in made.entries if not made.superiors(entry)]
    assert Counter(head.unit for head in heads) == Counter(list(made.units))
    for entry in made.entries:
        steps = 0
        while above := made.superiors(entry):
            entry, steps = above[0], steps + 1
        assert entry in heads
        assert steps <= 5


def test_titles_ids_and_codes_are_unique_within_a_unit() -> None:
    for group in loaded()[0].by_unit.values():
        for names in ([e.title for e in group], [e.id for e in group], [e.own.code for e in group]):
            assert len(set(names)) == len(names)


def test_departments_have_eight_to_fifteen_positions_and_some_lie_within_others() -> None:
    sizes = Counter((entry.unit, entry.department) for entry in entries() if entry.department)
    assert 8 <= min(sizes.values()) < max(sizes.values()) <= 15
    assert any(path.count("/") == 4 for path in files(100))


@pytest.mark.parametrize("total", [*range(8, 15), *range(16, 400, 7)])
def test_any_number_of_people_can_be_cut_into_departments(total: int) -> None:
    sizes = department_sizes(total, Random(total))
    assert sum(sizes) == total
    assert all(8 <= size <= 15 for size in sizes)


def test_shares_differ_by_one_at_most() -> None:
    assert shares(10, 3) == [4, 3, 3]


def test_units_have_about_250_positions_and_names_of_their_own() -> None:
    branches = organisation(1000, Random(1))
    assert [sum(1 for _ in branch.posts) for branch in branches] == [250] * 4
    assert len({branch.code for branch in branches}) == 4


def test_nobody_approves_more_than_their_superior() -> None:
    made = loaded()[0]
    reach: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for entry in made.entries:
        for item in entry.position.authority:
            if item.limit and item.matter:
                reach[entry.key][item.matter] = float(item.limit.below or "inf")
    pairs = [
        (reach[entry.key][matter], reach[above.key][matter])
        for entry in made.entries
        for above in made.superiors(entry)
        for matter in reach[entry.key].keys() & reach[above.key].keys()
    ]
    assert len(pairs) > 50
    assert all(own <= above for own, above in pairs)


# -- the command that makes one --


def test_make_library_writes_a_library_into_a_new_folder(tmp_path: Path) -> None:
    assert make_library(["--positions", "9", "--out", str(tmp_path / "new")]) == 0
    written = (tmp_path / "new").rglob("*.yml")
    assert {file.relative_to(tmp_path / "new").as_posix() for file in written} == set(files(9))


def test_make_library_leaves_a_folder_alone_that_holds_something(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(SystemExit):
        make_library(["--positions", "9", "--out", str(tmp_path)])
    assert "不是空文件夹" in capsys.readouterr().err
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]


def test_missing_packages_are_named_with_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        require(("json", "surely_not_installed"), run.ADVICE)
    assert stopped.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("缺少软件包：surely_not_installed。")
    assert "requirements-bench.txt" in said


# -- measuring --

CHILD = "import sys, time; block = bytearray(60_000_000); time.sleep(0.6)"
PARENT = f"import subprocess, sys; block = bytearray(50_000_000); subprocess.run([sys.executable, '-c', {CHILD!r}])"


def test_memory_is_that_of_the_process_and_its_children_together(tmp_path: Path) -> None:
    # measured from a small process: the system counts what the one that starts another holds at that moment
    code = (
        "import sys; from pathlib import Path; from benchmarks.measure import measure\n"
        f"s = measure([sys.executable, '-c', {PARENT!r}], Path('.'), Path('log')); print(s.peak, s.seconds, s.cpu)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parent.parent)},
    )  # fmt: skip
    peak, seconds, cpu = map(float, run.stdout.split())
    assert 110_000_000 < peak < 250_000_000
    assert seconds > 0.6
    assert cpu < seconds


def test_processor_time_counts_children_too(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.4: pass"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert measure([sys.executable, "-c", parent], tmp_path, tmp_path / "log").cpu >= 0.4


def test_a_command_that_fails_is_told_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(CommandFailedError, match=r"退出码 3(.|\n)*磁盘满了"):
        measure([sys.executable, "-c", "print('磁盘满了'); raise SystemExit(3)"], tmp_path, tmp_path / "log")


def test_only_processes_of_the_session_are_summed_up(tmp_path: Path) -> None:
    for pid, name, session, pages in ((7, "a) b", 7, 10), (8, "python", 7, 5), (9, "other", 1, 100)):
        folder = tmp_path / str(pid)
        folder.mkdir()
        (folder / "stat").write_text(f"{pid} ({name}) S 1 {session} {session} 0 -1")
        (folder / "statm").write_text(f"999 {pages} 3 0 0 0 0")
    (tmp_path / "10").mkdir()  # ended meanwhile
    (tmp_path / "self").mkdir()
    assert resident(7, tmp_path) == 15 * resource_page_size()


def resource_page_size() -> int:
    import resource

    return resource.getpagesize()


def test_commands_run_one_after_the_other_add_up_except_for_memory() -> None:
    assert together([Sample(1, 2, 300), Sample(10, 20, 200)]) == Sample(11, 22, 300)


# -- arithmetic --


def sample(seconds: float, peak: int = 100 * bench.MB) -> Sample:
    return Sample(seconds, seconds / 2, peak)


RUNS = {
    ("check", 1000): [sample(1.8), sample(9.0), sample(2.0)],
    ("build", 300): [sample(3.0)],
    ("build", 1000): [sample(8.0), sample(10.0)],
    ("wiki", 1000): [sample(5.0)],
    ("plain wiki", 1000): [sample(20.0)],
    ("plain word", 1000): [sample(7.0)],
    ("check", 3000): [sample(6.0, 610 * bench.MB)],
    ("build", 3000): [sample(36.0, 500 * bench.MB)],
    ("plain wiki", 3000): [sample(79.0, 5000 * bench.MB)],
    ("plain word", 3000): [sample(20.0)],
}


def test_a_figure_has_the_median_the_extremes_and_the_highest_peak() -> None:
    got = bench.figure(("word", 100), [sample(5.0, 1), sample(1.0, 7), sample(2.0, 3)])
    assert (got.seconds, got.fastest, got.slowest, got.cpu, got.peak, got.runs) == (2.0, 1.0, 5.0, 1.0, 7, 3)
    assert got.each == 0.02


def test_verdicts_compare_unrounded_figures_with_the_targets() -> None:
    check, whole, wiki, growth, large, memory, *_ = bench.verdicts(bench.figures(RUNS), {})
    assert (check.value, check.reached) == (2.0, True)
    assert (whole.value, whole.reached) == (9.0 / 27.0, True)
    assert (wiki.value, wiki.reached) == (0.25, True)
    assert (large.value, large.reached) == (None, False)
    assert growth.value == pytest.approx(1.2)
    assert growth.reached
    assert (memory.value, memory.reached) == (610, False)


def test_a_figure_a_hair_above_the_target_does_not_reach_it() -> None:
    just_above = bench.figures({("check", 1000): [sample(2.0001)]})
    assert not bench.verdicts(just_above, {})[0].reached


def test_what_was_not_measured_is_not_reached() -> None:
    verdicts = bench.verdicts({}, {})
    assert [verdict.value for verdict in verdicts] == [None] * 19
    assert not any(verdict.reached for verdict in verdicts)


def test_word_is_judged_by_single_forms_all_forms_and_one_handbook() -> None:
    runs = {
        ("form", 1): [sample(0.003), sample(0.005), sample(0.002)],
        ("plain form", 1): [sample(0.02)],
        ("word", 1000): [sample(12.5)],
        ("handbook", 1000): [sample(7.0, 450 * bench.MB)],
    }
    judged = [
        (one.what, round(one.value, 6), one.reached)
        for one in bench.verdicts(bench.figures(runs), {})
        if one.value is not None
    ]
    assert judged == [
        ("单份说明书 ÷ 朴素方案", 0.15, True),
        ("单份说明书", 3.0, True),
        ("1000 份说明书和部门、单位手册", 12.5, False),
        ("1000 个岗位的一本手册", 7.0, True),
        ("1000 个岗位的一本手册的内存峰值", 450, True),
    ]


def test_memory_is_not_judged_without_the_whole_build() -> None:
    only_check = bench.figures({("check", 3000): [sample(1.0, 5 * bench.MB)]})
    assert bench.verdicts(only_check, {})[5].value is None


def test_reading_the_wiki_is_judged_by_whoever_waits_longest_and_by_what_is_fetched() -> None:
    runs = {
        ("ready", 1000): [sample(0.5), sample(2.1)],
        ("result", 1000): [sample(0.1), sample(0.2)],
        ("edit", 500): [sample(0.4), sample(0.9)],
        ("edit", 100): [sample(9.0)],
    }
    sizes = {("role page", 1000): 61_000.0, ("first load", 1000): 90_000.0, ("search data", 1000): 400.0}
    judged = [
        (one.what, one.value, one.reached)
        for one in bench.verdicts(bench.figures(runs), sizes)
        if one.value is not None
    ]
    assert judged == [
        ("1000 个岗位：搜索框备好", 2.1, False),
        ("1000 个岗位：按键到第一条结果", 0.2, True),
        ("每个岗位的搜索数据（gzip）", 0.4, True),
        ("最大的岗位页", 61, False),
        ("第一次打开岗位页（gzip）", 90, True),
        ("500 个岗位：存盘到浏览器里看见（中位数）", 0.65, True),
    ]


def test_the_plain_stack_is_measured_in_the_parts_that_ours_are_compared_with() -> None:
    assert list(plain_stages(["check", "wiki"])) == ["plain wiki"]
    assert list(plain_stages(["word"])) == ["plain word"]
    assert list(plain_stages(["build"])) == ["plain wiki", "plain word"]
    assert not plain_stages(["check", "browser"])


def test_stages_are_compared_with_the_plain_stack_wherever_both_ran() -> None:
    pairs = bench.comparisons(bench.figures(RUNS))
    assert [(ours.stage, ours.positions, ours.seconds, plain.seconds) for ours, plain in pairs] == [
        ("build", 1000, 9.0, 27.0),
        ("wiki", 1000, 5.0, 20.0),
        ("build", 3000, 36.0, 99.0),
    ]


# -- what is printed --


def test_columns_line_up_where_characters_are_two_wide() -> None:
    lines = table.aligned([("阶段", "秒"), ("检查", "1"), ("abc", "22")]).splitlines()
    assert lines == ["阶段  秒", "----  --", "检查  1", "abc   22"]


def test_the_report_says_which_targets_are_reached() -> None:
    lines = table.report(bench.figures(RUNS), {("role page", 1000): 32_100}, {"核数": 2}).splitlines()
    assert lines[0] == "核数 2"
    judged = {line.split("  ")[0]: line.split()[-1] for line in lines[-19:]}
    assert judged["检查 1000 个岗位"] == "达到"
    assert judged["3000 个岗位时的内存峰值"] == "未达到"
    rows = [line.split() for line in lines]
    assert ["1000", "全部生成", "9.00", "秒", "27.00", "秒", "0.333", "0.333"] in rows
    assert ["1000", "最大的岗位页", "32.10"] in rows


def test_the_report_says_what_was_not_measured() -> None:
    text = table.report(bench.figures({("check", 100): [sample(1.0)]}), {}, {})
    assert text.count("没有测") == 38
    assert "比值" not in text


@pytest.mark.parametrize(
    "words", [["--stages", "check,everything"], ["--positions", "0"], ["--positions", "a"], ["--runs", "0"]]
)
def test_run_refuses_what_it_cannot_measure(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(words)
    assert words[1].split(",")[-1] in capsys.readouterr().err


def test_run_measures_the_real_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "runs.json"
    assert run.main(["--positions", "20", "--stages", "check", "--runs", "1", "--json", str(out)]) == 0
    row = next(line.split() for line in capsys.readouterr().out.splitlines() if line.startswith("20 "))
    assert row[1] == "检查"
    assert 0 < float(row[2]) < 30
    assert out.read_text("utf-8").count('"stage": "check"') == 1


def test_run_tells_which_command_failed_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(run, "STAGES", {"check": lambda _: [[sys.executable, "-c", "raise SystemExit(4)"]]})
    assert run.main(["--positions", "20", "--stages", "check"]) == 1
    assert "退出码 4" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


# -- the plain stack --


PLAIN_SECTIONS = ["主要职责", "管理权限", "管理责任", "任职资格", "协作关系", "考核标准"]


def test_the_plain_stack_reads_the_same_positions_and_says_all_their_texts(tmp_path: Path) -> None:
    write_library(9, tmp_path)
    positions = plain_stack.read(tmp_path / "jd_source")
    assert len(positions) == 9
    for position in positions.values():
        text = plain_stack.page(position)
        assert text.startswith(f"# {position['title']}\n")
        assert all(f"1. {row[key]}\n" in text for row in position["assessment"] for key in ("item", "weight"))
        with_whom = [name for row in position["collaboration"] for name in row["with_whom"]]
        assert all(f"1. {name}\n" in text for name in with_whom if isinstance(name, str))
        assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == PLAIN_SECTIONS


def test_the_form_of_the_plain_stack_has_a_place_for_every_section(tmp_path: Path) -> None:
    from docx import Document

    plain_stack.form(tmp_path / "form.docx")
    rows = Document(str(tmp_path / "form.docx")).tables[0].rows
    assert [row.cells[0].text for row in rows] == ["岗位名称", "直接上级", *PLAIN_SECTIONS]
    assert rows[2].cells[1].text == "{%p for text in duties %}\n{{ text }}\n{%p endfor %}"
