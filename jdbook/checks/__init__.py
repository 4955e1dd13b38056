"""Checks of content. One function is one check: its code and title in the decorator, its manual in the docstring.

A check takes the library and yields issues; it reads nothing else and changes nothing. Its example is
`tests/checks/<code>.md`. Families: JD1xx organisation, JD2xx content, JD3xx law, JD4xx document control,
JD5xx knowledge.
"""

from __future__ import annotations

from jdbook.checks import (
    content,
    control,
    forms,
    hiring,
    knowledge,
    law,
    likeness,
    names,
    org,
    powers,
    together,
    wording,
)
from jdbook.checks.registry import Check, checks_in
from jdbook.checks.run import run
from jdbook.findings import Rule
from jdbook.rules import READING, ROSTER

_MODULES = (org, together, names, content, wording, powers, forms, likeness, hiring, law, control, knowledge)

CHECKS: tuple[Check, ...] = tuple(
    sorted((check for module in _MODULES for check in checks_in(module)), key=lambda check: check.rule.code)
)
RULES: tuple[Rule, ...] = (*READING, *(check.rule for check in CHECKS), *ROSTER)

__all__ = ["CHECKS", "RULES", "run"]
