"""Which packages jdbook needs, in which versions, and whether those at hand will do.

An environment serves as it is when every direct requirement (the lists in pyproject.toml) is
there either in the pinned version or, more loosely, in one of the same major version (0.x: same
minor) inside the declared range; pre-releases count as their release. What those packages need
in turn is left to whoever installed them.

Standard library only: this runs before anything is installed.
"""

import ast
import operator
import os
import platform
import re
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

RUNTIME, TEST = "requirements.txt", "requirements-test.txt"
Release = tuple[int, ...]


@dataclass(frozen=True)
class Need:
    """A direct requirement: `at_least <= version < below` (an empty bound is none)."""

    name: str
    at_least: Release = ()
    below: Release = ()


@dataclass(frozen=True)
class Pin:
    """One pinned line of a requirements file."""

    name: str
    version: str
    marker: str = ""


def release(version: str) -> Release:
    """Return the leading numbers of a version, without zeros at the end: `2.10.0rc1` → (2, 10)."""
    numbers = re.match(r"\d+(?:\.\d+)*", version)
    if not numbers:
        raise ValueError(f"not a version: {version!r}")
    return tuple(int(part) for part in re.sub(r"(\.0+)+$", "", numbers[0]).split("."))


def canonical(name: str) -> str:
    """Return a package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_pins(text: str) -> tuple[Pin, ...]:
    """Return the pins of a requirements file as uv writes it."""
    lines = re.findall(r"(?m)^([\w.-]+)==([^\s;\\]+)(?:\s*;\s*([^\\\n]*?))?\s*\\?$", text)
    return tuple(Pin(canonical(name), version, marker) for name, version, marker in lines)


def read_need(requirement: str) -> Need:
    """Return a `name>=x,<y` of pyproject.toml, the only two bounds used there."""
    parts = re.fullmatch(r"([\w.-]+)(?:>=([\w.]+))?,?(?:<([\w.]+))?", requirement.replace(" ", ""))
    if not parts:
        raise ValueError(f"only >= and < are understood here: {requirement!r}")
    return Need(canonical(parts[1]), *(release(bound) if bound else () for bound in parts.groups()[1:]))


def read_needs(pyproject: str, lock: str) -> tuple[Need, ...]:
    """Return the direct requirements that a requirements file (RUNTIME or TEST) was made from."""
    project = tomllib.loads(pyproject)["project"]
    extra = project["optional-dependencies"]["test"] if lock == TEST else []
    return tuple(read_need(line) for line in project["dependencies"] + extra)


_COMPARE: Mapping[type[ast.cmpop], Callable[..., bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda item, text: item in text,
    ast.NotIn: lambda item, text: item not in text,
}
_FACTS: Mapping[str, Callable[[], str]] = {
    "implementation_name": lambda: sys.implementation.name,
    "os_name": lambda: os.name,
    "platform_machine": platform.machine,
    "platform_python_implementation": platform.python_implementation,
    "platform_system": platform.system,
    "python_full_version": platform.python_version,
    "python_version": lambda: ".".join(platform.python_version_tuple()[:2]),
    "sys_platform": lambda: sys.platform,
}


def applies(marker: str, facts: Mapping[str, Callable[[], str]] = _FACTS) -> bool:
    """Return whether an environment marker holds; no marker always does."""
    return not marker or _holds(ast.parse(marker, mode="eval").body, facts)


def _holds(node: ast.expr, facts: Mapping[str, Callable[[], str]]) -> bool:
    match node:
        case ast.BoolOp(op=ast.And(), values=parts):
            return all(_holds(part, facts) for part in parts)
        case ast.BoolOp(values=parts):
            return any(_holds(part, facts) for part in parts)
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            as_version = any(isinstance(side, ast.Name) and "version" in side.id for side in (left, right))
            sides = (_text(side, facts) for side in (left, right))
            return _COMPARE[type(op)](*(release(side) if as_version else side for side in sides))
    raise ValueError(f"marker not understood: {ast.unparse(node)}")


def _text(node: ast.expr, facts: Mapping[str, Callable[[], str]]) -> str:
    return facts[node.id]() if isinstance(node, ast.Name) else str(ast.literal_eval(node))


def compatible(installed: str | None, need: Need, pinned: str) -> bool:
    """Return whether an installed version (None: not there) can stand in for the pinned one."""
    if not installed or installed == pinned:
        return bool(installed)
    have, want = release(installed), release(pinned)
    series = 1 if want[0] else 2
    in_range = have >= need.at_least and (not need.below or have < need.below)
    return in_range and have[:series] == want[:series]


def lacking(
    needs: Sequence[Need], pins: Sequence[Pin], installed: Callable[[str], str | None]
) -> tuple[str, ...]:
    """Return the names of the direct requirements that are not installed or not compatible."""
    pinned = {pin.name: pin.version for pin in pins if applies(pin.marker)}
    return tuple(n.name for n in needs if not compatible(installed(n.name), n, pinned[n.name]))


def lock_for(argv: Sequence[str]) -> str:
    """Return the requirements file that a command line of build.py calls for."""
    skip = {position + 1 for position, word in enumerate(argv) if word == "--root"}
    words = (word for position, word in enumerate(argv) if position not in skip and word[:1] != "-")
    return TEST if next(words, "") == "test" else RUNTIME
