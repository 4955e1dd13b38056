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

    @property
    def nowhere(self) -> tuple[str, ...]:
        """Return what is to be said of the parts of a file that belong to no position."""
        lost = (doubt for one in self.returned if not one.edited for doubt in one.doubts)
        return *self.doubts, *lost

    @property
    def looks(self) -> tuple[str, ...]:
        """Return what is to be looked at in the positions, each by its title."""
        return tuple(
            f"{one.edited.get('title') or one.key}：{doubt}"
            for one in self.returned
            if one.edited
            for doubt in one.doubts
        )


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


def report_on(name: str, found: Read) -> str:
    """Return the report on a file of ours whose positions became drafts as they stand, in Markdown."""
    lines = [f"# 导入报告：{name}", "", "本系统导出的文件，里面的内容照原样写成草稿。"]
    for heading, said in (("没有读入", found.nowhere), ("请核对", found.looks)):
        if said:
            lines += [
                "",
                f"## {heading}（{len(said)} 处）",
                "",
                *(f"- {' '.join(one.split())}" for one in said),
            ]
    if not (found.nowhere or found.looks):
        lines += ["", "没有要核对的地方。"]
    return "\n".join(lines) + "\n"
