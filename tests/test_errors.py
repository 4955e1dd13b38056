import errno

import pytest

from jdbook.errors import Refused, Stop, from_os


@pytest.mark.parametrize(
    "number, words",
    [
        (errno.ENOSPC, "磁盘满"),
        (errno.EDQUOT, "配额"),
        (errno.EROFS, "只读"),
        (errno.EACCES, "权限"),
        (errno.EPERM, "权限"),
        (errno.EBUSY, "占用"),
        (errno.ENAMETOOLONG, "太长"),
    ],
)
def test_what_the_system_refused_is_told_with_reason_and_way_out(number: int, words: str) -> None:
    stop = from_os(OSError(number, "english", "site/甲.html"), "写文件")
    text = str(stop)
    assert "写文件" in text
    assert "site/甲.html" in text
    assert words in text
    assert "english" not in text
    assert "办法：" in text
    assert stop.status == 2


@pytest.mark.parametrize("error", [OSError(), OSError("甲"), OSError(9999, "odd"), PermissionError()])
def test_an_unknown_refusal_still_makes_sense(error: OSError) -> None:
    lines = str(from_os(error, "写文件")).splitlines()
    assert len(lines) == 3
    assert all(line.strip() for line in lines)
    assert lines[1].strip() != "原因："


def test_refused_content_has_its_own_exit_status() -> None:
    assert (Stop.status, Refused.status) == (2, 1)
    assert issubclass(Refused, Stop)
