"""Library: the files of a synthetic company, as text and on disk. The same numbers give the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks.organisation import MOST, Branch, organisation
from benchmarks.texts import position
from benchmarks.vocabulary import WORDS

SEED = 1
_DUMPER: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def library(positions: int, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Yield the files of a library as (path below its folder, text); ValueError unless 1 <= positions <= MOST."""
    if not 1 <= positions <= MOST:
        raise ValueError(positions)
    rng = Random(seed)
    written: set[str] = set()
    yield "jd_source/company.yml", _yaml(_company())
    for branch in organisation(positions, rng):
        yield f"jd_source/{branch.id}/unit.yml", _yaml(_unit(branch))
        for department, post in branch.posts:
            path = "/".join(part for part in ("jd_source", branch.id, department, post.id) if part)
            yield f"{path}.yml", _yaml(position(post, branch, rng, written))


def write_library(positions: int, folder: Path, seed: int = SEED) -> None:
    """Write a library into a folder."""
    for path, text in library(positions, seed):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")


def _yaml(data: dict[str, Any]) -> str:
    return str(yaml.dump(data, Dumper=_DUMPER, allow_unicode=True, sort_keys=False, width=1000))


def _company() -> dict[str, Any]:
    company = WORDS.company
    return {"schema": 1, "name": company.name, "legal_name": company.legal_name, "private": ["remuneration"]}


def _unit(branch: Branch) -> dict[str, Any]:
    departments = {
        department.path: {
            "name": department.name,
            "code": department.code,
            "mission": department.trade.mission,
        }
        for department in branch.departments
    }
    legal_name = f"{WORDS.company.name}（{branch.city}）有限公司"
    return {
        "name": branch.name,
        "legal_name": legal_name,
        "code": branch.code,
        "tree": True,
        "departments": departments,
    }
