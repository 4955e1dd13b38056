"""Documents: bytes that may be a Word or Excel file of ours, as what came back of the positions in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jdbook.roundtrip.excel.workbook import is_ours, read_workbook
from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.word.document import read_word

_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Read:
    """What came back in a file, doubts about it as a whole, or in Chinese why nothing did."""

    returned: Sequence[Returned] = ()
    doubts: tuple[str, ...] = ()
    reason: str = ""


def read_ours(data: bytes) -> Read:
    """Return what came back in a file."""
    if not data.startswith(_ZIP):
        return Read(reason="不是本库导出的文件")
    if is_ours(data):
        rows = read_workbook(data)
        return Read(reason=rows) if isinstance(rows, str) else Read(rows)
    document = read_word(data)
    return Read(document.returned, document.doubts, document.reason)
