import pytest

from jdbook.console import Progress, binary, data, notice


def test_notices_go_to_stderr_and_data_to_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    notice("甲")
    data("乙")
    written = capfd.readouterr()
    assert (written.out, written.err) == ("乙", "甲\n")


def test_data_in_a_pipe_is_utf8_whatever_the_console(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    data("岗位\n")
    assert capfdbinary.readouterr().out == "岗位\n".encode()


def test_a_file_in_a_pipe_is_what_it_is(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    binary(b"PK\r\n\x00\xff")
    assert capfdbinary.readouterr().out == b"PK\r\n\x00\xff"


def test_odd_bytes_in_a_file_name_are_spelled_out(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    data("\udcb3.yml\n")
    assert capfdbinary.readouterr().out == b"\\udcb3.yml\n"


def test_progress_is_told_now_and_then_and_not_for_every_piece(capfd: pytest.CaptureFixture[str]) -> None:
    often, seldom = Progress("页面", every=0), Progress("文档", every=3600)
    for done in (1, 2):
        often(done, 2)
        seldom(done, 2)
    assert capfd.readouterr().err == "  页面 1/2\n  页面 2/2\n"
