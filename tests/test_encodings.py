import pytest

from jdbook.encodings import decoded

TEXT = "岗位职责：\n1、编制计划——“总部”"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_text_is_read_in_the_encodings_people_use(encoding: str) -> None:
    assert decoded(TEXT.encode(encoding)) == TEXT


def test_what_is_no_text_is_nothing() -> None:
    assert decoded(b"\x81\x00\xff\xff") is None
