import sys
from pathlib import Path

import pytest

from jdbook.front.requirements import (
    RUNTIME,
    TEST,
    Need,
    Pin,
    applies,
    compatible,
    lacking,
    lock_for,
    read_need,
    read_needs,
    read_pins,
    release,
)

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (RUNTIME, TEST, "requirements-bench.txt")
PYPROJECT = """
[project]
dependencies = ["mkdocs>=1.6,<2", "PyYAML>=6"]
optional-dependencies.test = ["pytest>=8"]
"""


def pins_of(lock: str) -> dict[str, str]:
    return {pin.name: pin.version for pin in read_pins((ROOT / lock).read_text("utf-8"))}


@pytest.mark.parametrize(
    "version, numbers",
    [("2.10.0", (2, 10)), ("6.0.0rc1", (6,)), ("0.2.2", (0, 2, 2)), ("3.10", (3, 10)), ("2.0.post1", (2,))],
)
def test_a_release_is_its_leading_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert release(version) == numbers


def test_a_text_that_is_no_version_is_told() -> None:
    with pytest.raises(ValueError, match="unknown"):
        release("unknown")


def test_pins_are_read_with_their_markers_and_without_hashes_and_comments() -> None:
    text = (
        "# made by hand==1.0\nPyYAML==6.0.3 \\\n    --hash=sha256:aa \\\n    --hash=sha256:bb\n    # via x==2\n"
        "colorama==0.4.6 ; sys_platform == 'win32' \\\n    --hash=sha256:cc\nclick==8.1\n"
    )
    assert read_pins(text) == (
        Pin("pyyaml", "6.0.3"),
        Pin("colorama", "0.4.6", "sys_platform == 'win32'"),
        Pin("click", "8.1"),
    )


@pytest.mark.parametrize(
    "line, need",
    [
        ("mkdocs>=1.6,<2", Need("mkdocs", (1, 6), (2,))),
        ("Types_PyYAML", Need("types-pyyaml")),
        ("jinja2 >= 3.1.4, < 4", Need("jinja2", (3, 1, 4), (4,))),
        ("watchdog>=6", Need("watchdog", (6,))),
    ],
)
def test_a_requirement_has_a_name_and_two_bounds(line: str, need: Need) -> None:
    assert read_need(line) == need


@pytest.mark.parametrize("line", ["mkdocs~=1.6", "mkdocs==1.6", "mkdocs>=1; python_version<'4'", "a[b]>=1"])
def test_a_requirement_that_would_be_misread_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="only >= and <"):
        read_need(line)


def test_tests_need_what_running_needs_and_more() -> None:
    assert [need.name for need in read_needs(PYPROJECT, RUNTIME)] == ["mkdocs", "pyyaml"]
    assert [need.name for need in read_needs(PYPROJECT, TEST)] == ["mkdocs", "pyyaml", "pytest"]


WINDOWS = {
    "sys_platform": lambda: "win32",
    "python_full_version": lambda: "3.11.4",
    "platform_machine": lambda: "AMD64",
}


@pytest.mark.parametrize(
    "marker, holds",
    [
        ("", True),
        ("sys_platform == 'win32'", True),
        ("sys_platform != 'win32' and python_full_version < '3.12'", False),
        ("sys_platform != 'win32' or python_full_version < '3.12'", True),
        ("python_full_version < '3.11.5'", True),
        ("python_full_version >= '3.11.10'", False),
        ("python_full_version == '3.11.4.0'", True),
        ("(sys_platform == 'linux' or sys_platform == 'win32') and platform_machine in 'AMD64 arm64'", True),
        ("platform_machine not in 'AMD64 arm64'", False),
    ],
)
def test_markers_are_evaluated(marker: str, holds: bool) -> None:
    assert applies(marker, WINDOWS) is holds


def test_a_marker_of_the_running_python_holds() -> None:
    assert applies(f"sys_platform == '{sys.platform}' and python_version >= '3.11' and os_name != 'x'")


@pytest.mark.parametrize("marker", ["os_name", "1 < python_version < 4", "len(os_name) == 2"])
def test_a_marker_that_is_not_understood_is_told_rather_than_guessed(marker: str) -> None:
    with pytest.raises((ValueError, KeyError)):
        applies(marker, {"os_name": lambda: "nt", "python_version": lambda: "3"})


@pytest.mark.parametrize(
    "installed, serves",
    [
        (None, False),
        ("1.9.2", True),  # the pin itself
        ("1.7.0", True),  # same major, in the range
        ("1.12", True),
        ("1.5.9", False),  # below what is declared
        ("2.0", False),  # another major version
        ("2.0.0rc1", False),
        ("0.9", False),
    ],
)
def test_the_same_major_version_in_the_declared_range_serves(installed: str | None, serves: bool) -> None:
    assert compatible(installed, Need("x", (1, 6)), "1.9.2") is serves


def test_the_upper_bound_counts_too() -> None:
    assert compatible("1.8", Need("x", (1,), (1, 9)), "1.8.2")
    assert not compatible("1.9", Need("x", (1,), (1, 9)), "1.8.2")


def test_before_version_1_the_minor_version_has_to_agree() -> None:
    assert compatible("0.2.9", Need("x", (0, 1)), "0.2.2")
    assert not compatible("0.3.0", Need("x", (0, 1)), "0.2.2")


def test_the_pin_itself_serves_even_if_it_is_no_plain_version() -> None:
    assert compatible("1!2.0", Need("x"), "1!2.0")


def test_what_is_lacking_is_named() -> None:
    needs = (Need("mkdocs", (1, 6)), Need("pyyaml", (6,)), Need("lxml", (5,)))
    pins = (Pin("mkdocs", "1.6.1"), Pin("pyyaml", "6.0.3"), Pin("lxml", "6.1"), Pin("click", "8.1"))
    there = {"mkdocs": "1.5.3", "pyyaml": "6.0.1"}
    assert lacking(needs, pins, there.get) == ("mkdocs", "lxml")
    assert lacking(needs, pins, {"mkdocs": "1.6.1", "pyyaml": "6.0.3", "lxml": "6.0"}.get) == ()


def test_of_two_pins_of_one_package_the_one_for_this_python_counts() -> None:
    pins = (Pin("x", "1.0", "os_name != 'none'"), Pin("x", "2.0", "os_name == 'none'"))
    assert lacking((Need("x"),), pins, {"x": "1.0"}.get) == ()
    assert lacking((Need("x"),), pins, {"x": "2.0"}.get) == ("x",)


@pytest.mark.parametrize(
    "argv, lock",
    [
        ([], RUNTIME),
        (["check", "--strict"], RUNTIME),
        (["test", "-k", "word"], TEST),
        (["--root", "sample", "test"], TEST),
        (["--root=sample", "test"], TEST),
        (["--root", "test"], RUNTIME),
        (["new", "test"], RUNTIME),
    ],
)
def test_only_the_test_command_needs_the_test_packages(argv: list[str], lock: str) -> None:
    assert lock_for(argv) == lock


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_of_the_project_is_hashed_and_its_marker_understood(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    pins = read_pins(text)
    assert len(pins) > 30
    assert len(pins) == text.count("==") - sum(pin.marker.count("==") for pin in pins)
    for entry in text.split("==")[1:]:
        assert "--hash=sha256:" in entry
    assert {applies(pin.marker) for pin in pins} <= {True, False}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_pins_come_from_no_particular_registry(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert "://" not in text
    assert "--index" not in text
    assert "--find-links" not in text


@pytest.mark.parametrize("lock", [RUNTIME, TEST])
def test_the_pins_are_fresh_and_satisfy_what_is_declared(lock: str) -> None:
    needs = read_needs((ROOT / "pyproject.toml").read_text("utf-8"), lock)
    pinned = pins_of(lock)
    for need in needs:
        assert release(pinned[need.name]) >= need.at_least, need
        assert not need.below or release(pinned[need.name]) < need.below, need


@pytest.mark.parametrize("lock", LOCKS[1:])
def test_the_other_pins_agree_with_those_for_running(lock: str) -> None:
    assert pins_of(RUNTIME).items() <= pins_of(lock).items()
