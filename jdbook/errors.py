"""Exceptions for "cannot go on". Mistakes in content never raise: they are findings.

Stop              a Chinese message with the way out; exit status 2
└── Refused       the content has errors and nothing was published; exit status 1
"""

from __future__ import annotations

import errno


class Stop(Exception):
    """The command cannot go on; the text says in Chinese why and what to do next."""

    status = 2


class Refused(Stop):
    """The content has errors, so nothing was published."""

    status = 1


_REASONS = {
    errno.ENOSPC: ("磁盘满了", "腾出空间后重试"),
    errno.EDQUOT: ("磁盘配额用完了", "腾出空间后重试"),
    errno.EROFS: ("这个磁盘是只读的", "换一个可以写入的位置，或用 --root、--out 指定"),
    errno.EACCES: (
        "没有权限，或文件正被别的程序（如 Word、WPS）打开",
        "关掉打开它的程序，检查文件夹权限后重试",
    ),
    errno.EPERM: (
        "没有权限，或文件正被别的程序（如 Word、WPS）打开",
        "关掉打开它的程序，检查文件夹权限后重试",
    ),
    errno.EBUSY: ("文件正被别的程序占用", "关掉打开它的程序后重试"),
    errno.ENAMETOOLONG: ("文件名或路径太长", "把库移到路径较短的文件夹，或缩短岗位名称"),
}


def from_os(error: OSError, doing: str) -> Stop:
    """Return what the operating system refused as a message: what we were doing, where, why, and the way out."""
    reason, way_out = _REASONS.get(
        error.errno or 0, (error.strerror or str(error) or "系统没有说明", "检查磁盘和权限后重试")
    )
    where = f"：{error.filename}" if error.filename else ""
    return Stop(f"{doing}时出错{where}\n  原因：{reason}\n  办法：{way_out}")
