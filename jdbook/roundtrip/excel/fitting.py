"""Fitting: who is named in a cell, whether what a sheet says makes a record, and in its words why it does not. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from jdbook.findings import Finding, Severity
from jdbook.ledger.columns import Names
from jdbook.reading import read
from jdbook.roundtrip.excel.cells import kept, names_in
from jdbook.shapes import Record
from jdbook.source import Data, Source
from jdbook.writing import to_yaml

_KEYS = re.compile("（[a-z_.]+）")  # of a file, behind the label
_IN_A_SHEET = {
    " matter（事项）和 action（权限）": "事项和权限",
    "matter、action 等键": "事项、权限等格",
    "from 要小于 below": "限额的起点要小于上限",
    "；单位写在 unit": "，单位写在旁边一格",
}


def problem_with(record: type[Record], data: Mapping[str, Any]) -> str:
    """Return in the user's words why some data makes no record, "" where it does: the first reason."""
    return next(iter(problems_with(record, data)), "")


def problems_with(record: type[Record], data: Mapping[str, Any]) -> list[str]:
    """Return in the user's words every reason why some data makes no record."""
    try:
        record.model_validate(data)
    except ValidationError:
        _, findings = read(record, Source("", to_yaml(dict(data))))
        wrong = [_in_a_sheet(one) for one in findings if one.severity is Severity.ERROR]
        return list(dict.fromkeys(wrong)) or ["读不出来"]
    return []


def _in_a_sheet(finding: Finding) -> str:
    """Return a finding in the words of a sheet: no keys, no hint that only makes sense in a file."""
    said = finding.message if finding.hint.startswith("加一行") else f"{finding.message}，{finding.hint}"
    for words, instead in _IN_A_SHEET.items():
        said = said.replace(words, instead)
    return _KEYS.sub("", said)


def people_in(
    text: str, was: Sequence[tuple[str, Data]], names: Names, unit: str
) -> tuple[list[Data], list[str]]:
    """Return who is named in a cell, and the names of which it is not sure who is meant."""
    people: list[Data] = []
    unsure: list[str] = []
    for name, old in kept(names_in(text), was):
        meant, sure = (old, True) if old is not None else names.meant(name, unit)
        people.append(meant)
        unsure += [] if sure else [name]
    return people, unsure
