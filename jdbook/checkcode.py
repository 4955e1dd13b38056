"""Check code (校验码): which exact text a copy stands for.

The first 12 hex digits of SHA-256 over the canonical content: the signed fields in the order of declaration, in NFC,
with the names of unit and department, and without layout, comments, document control or derived fields. Keys that
hold nothing are left out, so a field added to the model later changes no existing code.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Set as AbstractSet
from typing import Any

from jdbook.fields import FIELDS
from jdbook.model import Position


def canonical(position: Position, unit: str, department: str, private: AbstractSet[str] = frozenset()) -> str:
    """Return the content a check code covers, as one line of JSON; fields in `private` are left out."""
    data: dict[str, Any] = position.model_dump(exclude_defaults=True)
    signed = [
        [field.key, data[field.name]]
        for field in FIELDS
        if _covered(field.key, private) and field.name in data
    ]
    text = json.dumps([unit, department, signed], ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return unicodedata.normalize("NFC", text)


def _covered(key: str, private: AbstractSet[str]) -> bool:
    return _SIGNED[key] and key not in private


_SIGNED = {field.key: field.about.signed for field in FIELDS}


def check_code(
    position: Position, unit: str, department: str, private: AbstractSet[str] = frozenset()
) -> str:
    """Return the 12 hex digits for the position as printed without the fields in `private`."""
    return hashlib.sha256(canonical(position, unit, department, private).encode()).hexdigest()[:12]
