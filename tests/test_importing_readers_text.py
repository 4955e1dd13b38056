import pytest

from jdbook.importing.document import Line
from jdbook.importing.readers.text import read_text


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_lines_are_numbered_whatever_ends_them(ends: str, encoding: str) -> None:
    document = read_text("岗位.txt", ends.join(["岗位职责", "", "1、编制"]).encode(encoding))
    assert document is not None
    assert document.lines == (Line("岗位职责", "第1行"), Line("", "第2行"), Line("1、编制", "第3行"))


@pytest.mark.parametrize("data", [b"\x00\x01\x02", b"\x81\x00\xff\xff", b"PK\x03\x04\x00"])
def test_a_file_without_text_is_none(data: bytes) -> None:
    assert read_text("x.txt", data) is None
