"""Lines come apart at marks and labels, and no letter is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.importing.scanning import tokens


def cut(line: str) -> list[str]:
    """Return the pieces of a line, what is no text in brackets."""
    return [piece.text if piece.is_text else f"[{piece.text}]" for piece in tokens(line)]


@pytest.mark.parametrize(
    "pieces",
    [
        ["[直接上级：]", "总经理"],
        ["[1、]", "编制预算；", "[2、]", "核对账目"],
        ["[二、]", "[主要职责：]", "[1.]", "主持例会;", "[2.]", "签发文件"],
        [
            "行使指挥的权利,并承担义务。 ",
            "[管理责任:]",
            "对所管工作负责。 ",
            "[主要职责:]",
            "[1.]",
            "执行决议",
        ],
        ["[(12) ]", "完成工作任务", "[任职要求：]", "[(1)]", "本科以上学历"],
        ["[　　]", "[①]", "接单；", "[②]", "派单"],
        ["[3.]", "公司的统一部署在2.5节"],
        ["客户服务部"],
        ["[【岗位要求】]", "[•]", "细心"],
        ["[  ]"],
    ],
)
def test_a_line_comes_apart_at_marks_and_labels(pieces: list[str]) -> None:
    line = "".join(piece[1:-1] if piece.startswith("[") else piece for piece in pieces)
    assert cut(line) == pieces


@given(st.text("岗位职责任要求：:1234.、（）()①②一二。；\u3000 工作•-上级", max_size=60))
def test_the_pieces_put_together_are_the_line(line: str) -> None:
    assert "".join(piece.text for piece in tokens(line)) == line
