"""Returned: what a document of ours says after people edited it, beside what it said when it was made. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jdbook.source import Data


@dataclass(frozen=True, slots=True)
class Returned:
    """A position that came back: its key (`unit/id`), and its content by field key, when it was made and as edited.

    Both are in the shortest form (`writing.to_data`) and hold only keys the document can show; `doubts` are sentences
    in Chinese about places that could not be read for sure, each saying where.
    """

    key: str
    base: Mapping[str, Data]
    edited: Mapping[str, Data]
    doubts: tuple[str, ...] = ()
