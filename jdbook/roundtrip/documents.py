"""Documents: bytes that may be a Word or Excel file of ours, as what came back of the positions in it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jdbook.roundtrip.excel.workbook import is_ours, read_workbook
from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.word.document import read_word

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
OLD = (
    "是旧格式（.doc、.xls）的文件，或设了打开密码，追溯不到原来的岗位；"
    "用 Word、Excel 或 WPS 打开，去掉密码，另存为 .docx 或 .xlsx，再运行一次"
)


@dataclass(frozen=True, slots=True)
class Read:
    """What came back in a file, doubts about it as a whole, or in Chinese why nothing did."""

    returned: Sequence[Returned] = ()
    doubts: tuple[str, ...] = ()
    reason: str = ""


def read_ours(data: bytes) -> Read:
    """Return what came back in a file."""
    if data.startswith(_OLE):
        return Read(reason=OLD)
    if not data.startswith(_ZIP):
        return Read(reason="不是本库导出的文件")
    if is_ours(data):
        rows = read_workbook(data)
        return Read(reason=rows) if isinstance(rows, str) else Read(rows)
    document = read_word(data)
    return Read(document.returned, document.doubts, document.reason)
