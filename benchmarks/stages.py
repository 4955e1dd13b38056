"""Stages: what is timed, each as commands that run one after the other on a library; and probes, which time from within.

A stage is timed from outside, as a whole. A probe is a program that writes what it measured itself as JSON: samples in
seconds and sizes in bytes, each under the name of the figure it belongs to.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.figures import PLAIN_WIKI, PLAIN_WORD
from benchmarks.strangers import write_strangers

PROJECT = Path(__file__).resolve().parent.parent
OUTPUTS = (".build", "site", "word", "plain")
Commands = Sequence[Sequence[str]]
OnLibrary = Callable[[Path], Commands]


def _ours(*arguments: str) -> OnLibrary:
    return lambda root: [[sys.executable, str(PROJECT / "build.py"), *arguments, "--root", str(root)]]


def script(name: str, *arguments: str | Path) -> list[str]:
    """Return the command that runs a program of this folder."""
    return [sys.executable, str(PROJECT / "benchmarks" / name), *map(str, arguments)]


def wiki(root: Path) -> Commands:
    """Return what `build` does for the wiki alone: its sources, then MkDocs in a process of its own."""
    config = str(root / ".build" / "mkdocs.yml")
    return [*_ours("pages")(root), [sys.executable, "-m", "jdbook.site.mkdocs_run", config]]


def imports(root: Path) -> Commands:
    """Return the import of as many documents of others as there are positions; they are written before, untimed."""
    folder = root / "strangers"
    if not folder.exists():
        write_strangers(root, folder)
    return [*_ours("import", str(folder), "--out", str(root / "imported"), "--force")(root)]


def _plain(part: str) -> OnLibrary:
    return lambda root: [script("plain_stack.py", root, root / "plain", part)]


STAGES: Mapping[str, OnLibrary] = {
    "check": _ours("check"),
    "wiki": wiki,
    "word": _ours("word"),
    "build": _ours("build"),
    "import": imports,
    "handbook": lambda root: [script("one_handbook.py", root, root / "handbook.docx")],
}
PLAIN_STAGES: Mapping[str, OnLibrary] = {PLAIN_WIKI: _plain("wiki"), PLAIN_WORD: _plain("word")}
PROBES = ("browser", "edit")


def plain_stages(stages: Sequence[str]) -> dict[str, OnLibrary]:
    """Return the stages of the plain stack that ours are compared with."""
    whole = "build" in stages
    wanted = {PLAIN_WIKI: whole or "wiki" in stages, PLAIN_WORD: whole or "word" in stages}
    return {stage: PLAIN_STAGES[stage] for stage, is_wanted in wanted.items() if is_wanted}
