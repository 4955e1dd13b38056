"""The project holds itself to what CONTRIBUTING says: layers, sizes, docstrings, fresh files, documents."""

from __future__ import annotations

import ast
import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from jdbook import cli
from jdbook.schema import json_schema

PROJECT = Path(__file__).resolve().parent.parent
PACKAGE = PROJECT / "jdbook"
TESTS = PROJECT / "tests"

# Imports go up this list only: from a module to those in the lines above its own. A package counts as one module.
LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(line.split())
    for line in (
        "blocks console encodings errors filenames findings shapes",
        "model pdf publish report rules spreadsheet workbook",
        "diagnosis fields",
        "checkcode inheritance outline source writing",
        "leaves reading tree",
        "knowledge",
        "library schema",
        "gathering matters",
        "copies selection",
        "export",
        "checks importing scaffold site word",
        "documents roundtrip",
        "signing",
        "loading",
        "outputs",
        "preview printing",
        "commands",
        "cli",
    )
)
ALONE = {"front"}  # runs before anything is installed
# Modules that may touch disk, network, clock or other programs; everything else takes values and returns values.
RIM = {
    *(
        "tree",
        "publish",
        "spreadsheet",
        "console",
        "documents",
        "loading",
        "outputs",
        "pdf",
        "printing",
        "preview",
        "commands",
        "cli",
        "front",
    ),
    *(
        "site.brand",
        "site.generator",
        "site.mkdocs_run",
        "site.preview",
        "site.memo",
        "site.reuse",
        "site.search",
        "site.templates",
        "site.writing",
    ),
    *("site.pages", "word.package", "word.parts", "signing.archive"),
}
OUTSIDE = {
    "os",
    "pathlib",
    "shutil",
    "subprocess",
    "socket",
    "tempfile",
    "time",
    "urllib",
    "http",
    "datetime",
}
# Modules without a test module of their own name, and the one that tests them.
TESTED_IN = {
    "blocks": "test_outline.py",
    "gathering": "test_library.py",
    "pdf": "test_printing.py",
    "signing.archive": "test_commands.py",
    "knowledge.model": "test_knowledge_collection.py",
    "site.mkdocs_run": "test_site_generator.py",
    "word.styles": "test_word_package.py",
}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[str, ast.Module]:
    """Return the syntax trees of our modules by name, without `jdbook.`."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix("__init__").rstrip(".")
        found[name or "jdbook"] = ast.parse(path.read_text("utf-8"))
    return found


def imported(tree: ast.Module) -> Iterator[str]:
    """Yield what a module imports, anywhere in it; `from a import b` as `a` and as `a.b`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: imports are absolute"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(name: str) -> set[str]:
    """Return which of our modules a module imports."""
    wanted = {one.removeprefix("jdbook.") for one in imported(modules()[name]) if one.startswith("jdbook.")}
    return (wanted & modules().keys()) - {name}


def functions() -> Iterator[tuple[str, Function]]:
    for name, tree in modules().items():
        yield from ((name, node) for node in ast.walk(tree) if isinstance(node, Function))


def length(function: Function) -> int:
    """Return the lines of a function without its decorators and docstring."""
    first = function.body[0]
    said = first.end_lineno - first.lineno + 1 if ast.get_docstring(function) and first.end_lineno else 0
    return (function.end_lineno or 0) - function.lineno + 1 - said


def part(name: str) -> str:
    return name.split(".")[0]


def test_every_module_has_its_layer() -> None:
    named = [name for layer in LAYERS for name in layer]
    assert len(named) == len(set(named))
    assert {part(name) for name in modules()} - {"jdbook"} == set(named) | ALONE


def test_imports_go_one_way() -> None:
    level = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    wrong = [
        f"{name} → {other}"
        for name in modules()
        for other in ours(name)
        if part(name) != part(other) and not level.get(part(other), 99) < level.get(part(name), -1)
    ]
    assert wrong == []


def test_no_module_imports_itself_in_a_circle() -> None:
    inside = {name: {other for other in ours(name) if not name.startswith(f"{other}.")} for name in modules()}
    assert list(TopologicalSorter(inside).static_order())


def test_the_front_door_needs_nothing_that_is_not_there_on_a_fresh_machine() -> None:
    for name in modules():
        if part(name) == "front":
            needed = {one.split(".")[0] for one in imported(modules()[name])}
            assert needed <= {*sys.stdlib_module_names, "jdbook", "msvcrt"}, name


def test_the_core_takes_values_and_returns_values() -> None:
    reaching = {
        f"{name} imports {one}"
        for name, tree in modules().items()
        if not {name, part(name)} & RIM
        for one in imported(tree)
        if one in OUTSIDE or one in ("pathlib.Path", "datetime.datetime")
    }
    allowed = {f"{name} imports {one}" for name in modules() for one in ("pathlib", "datetime")}
    assert reaching - allowed == set()


def test_functions_are_seen_at_a_glance() -> None:
    lengths = {f"{name}.{function.name}": length(function) for name, function in functions()}
    assert {name: lines for name, lines in lengths.items() if lines > 40} == {}
    assert statistics.median(length(function) for _, function in functions()) <= 6


def test_modules_are_short() -> None:
    lines = {path.name: path.read_text("utf-8").count("\n") for path in PACKAGE.rglob("*.py")}
    assert {name: count for name, count in lines.items() if count > 300} == {}
    assert (PROJECT / "build.py").read_text("utf-8").count("\n") < 100


def test_everything_public_says_what_it_is() -> None:
    silent = []
    for name, tree in modules().items():
        if tree.body and not ast.get_docstring(tree):
            silent.append(name)
        for node in tree.body:
            if not isinstance(node, Function | ast.ClassDef) or node.name.startswith("_"):
                continue
            if not ast.get_docstring(node):
                silent.append(f"{name}.{node.name}")
    assert silent == []


def test_no_module_has_an_empty_name() -> None:
    empty = {"utils", "util", "helpers", "helper", "base", "manager", "core", "common", "misc"}
    assert not empty & {word for name in modules() for word in name.split(".")}


@cache
def _tests_of() -> dict[str, str]:
    return {path.name: path.relative_to(TESTS).as_posix() for path in TESTS.rglob("test_*.py")}


@pytest.mark.parametrize(
    "name",
    [
        name
        for name in modules()
        if name
        not in ("jdbook", "checks", "importing", "knowledge", "roundtrip", "signing", "site", "word", "front")
    ],
)
def test_every_module_has_a_test_module(name: str) -> None:
    package, _, module = name.rpartition(".")
    names = {
        f"test_{module}.py",
        f"test_{package}_{module}.py",
        f"test_{package}.py",
        TESTED_IN.get(name, ""),
    }
    by_name = names & _tests_of().keys()
    named = any(f"jdbook.{name} import" in path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    assert by_name or (package and named)


def test_no_test_stands_twice_under_one_name() -> None:
    for path in TESTS.rglob("test_*.py"):
        names = [node.name for node in ast.parse(path.read_text("utf-8")).body if isinstance(node, Function)]
        assert len(names) == len(set(names)), path.name


def test_the_committed_editor_schema_is_fresh() -> None:
    committed = (PROJECT / "jd_source/jd.schema.json").read_text("utf-8")
    assert committed == json_schema(), "运行 python build.py schema > jd_source/jd.schema.json"


@pytest.mark.slow
@pytest.mark.parametrize(
    "tool", [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]], ids=" ".join
)
def test_the_tools_have_nothing_to_say(tool: list[str]) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", *tool], cwd=PROJECT, capture_output=True, encoding="utf-8", check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def files() -> Iterator[Path]:
    """Yield the text files of the project itself: no outputs, no environment, nothing fetched."""
    outputs = {".git", ".venv", ".build", "site", "word", "__pycache__", "node_modules"}
    for folder, folders, names in os.walk(PROJECT):
        at_top = Path(folder) == PROJECT
        folders[:] = [
            name
            for name in folders
            if not (name.startswith((".", "_")) and name != ".ci") and (not at_top or name not in outputs)
        ]
        yield from (
            Path(folder, name)
            for name in names
            if name.endswith((".py", ".md", ".yml", ".toml", ".j2", ".txt", ".cfg"))
        )


def test_nothing_points_out_of_the_project() -> None:
    homes = "|".join(("work", "root", "home", "tmp", "Users", "mnt"))
    outside = re.compile(rf"(?<![\w./:>-])/(?:{homes})/\w|\.\./{'sha' + 'red'}")
    found = [
        f"{path.relative_to(PROJECT)}:{number}: {line.strip()[:80]}"
        for path in files()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), 1)
        if outside.search(line)
    ]
    assert found == []


def test_every_link_in_the_documents_leads_somewhere_inside() -> None:
    broken = []
    for document in PROJECT.glob("*.md"):
        prose = re.sub(r"(?ms)^```.*?^```|`[^`\n]*`", "", document.read_text("utf-8"))
        for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", prose):
            inside = (PROJECT / target).resolve()
            if "://" not in target and not (inside.exists() and inside.is_relative_to(PROJECT)):
                broken.append(f"{document.name}: {target}")
    assert broken == []


@pytest.mark.parametrize("command", [name for name, _, _ in cli._COMMANDS])
def test_the_readme_names_every_command(command: str) -> None:
    text = (PROJECT / "README.md").read_text("utf-8")
    assert re.search(
        rf"python build\.py {command}\b" if command != "build" else r"python build\.py(?! \w)", text
    )


@pytest.mark.parametrize("document", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_what_the_documents_say_exists_does(document: str) -> None:
    text = (PROJECT / document).read_text("utf-8")
    named = set(re.findall(r"`((?:jdbook|tests|templates|jd_source|benchmarks)/[\w./-]*\w)`", text))
    assert {name for name in named if "nnn" not in name and not (PROJECT / name).exists()} == set()
    for name in re.findall(r"`([a-z]+)\.(?!py`)([a-z_]+)`", text):
        module, attribute = name
        if module in modules() and f"{module}.{attribute}" not in modules():
            defined = ast.dump(modules()[module])
            assert f"'{attribute}'" in defined, f"{module}.{attribute}"
