"""The file of a draft: what it says can be read, and its comments stand where a person should look."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jdbook.importing.doubts import Doubt
from jdbook.importing.writing import draft_text
from jdbook.source import Source

DATA = {
    "title": "出纳",
    "superior": ["财务经理"],
    "duties": ["收款", {"text": "记账", "children": ["日记账"]}],
}


def test_comments_stand_above_what_they_are_about() -> None:
    doubts = [
        Doubt(("duties",), "第3行", "按意思归到这里"),
        Doubt(("duties", 1, "children", 0), "第5行", "可能断句"),
        Doubt(("effective",), "第1行", "日期写不进去"),
        Doubt(("duties", 0), "第4行", "已接成一句", repaired=True),
    ]
    assert draft_text(DATA, ["导入自 甲.txt"], doubts, ["第9行：备注\n两行"]) == (
        "# 导入自 甲.txt\n"
        "# 岗位名称：请核对：日期写不进去（第1行）\n"
        "title: 出纳\n"
        "superior:\n"
        "  - 财务经理\n"
        "# 主要职责：请核对：按意思归到这里（第3行）\n"
        "duties:\n"
        "  # 已接成一句（第4行）\n"
        "  - 收款\n"
        "  # 请核对：可能断句（第5行）\n"
        "  - text: 记账\n"
        "    children:\n"
        "      - 日记账\n"
        "\n"
        "# 原文中这一段附近没有归入任何字段的内容，有用的请挪到合适的字段，其余删掉：\n"
        "#   第9行：备注\n"
        "#   两行\n"
    )


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_source_says_the_file_can_be_read(head: str, message: str, left: str) -> None:
    text = draft_text(DATA, [head], [Doubt(("duties", 0), head, message)], [left])
    source = Source("x.yml", text.encode(errors="backslashreplace").decode())
    assert source.data() == DATA
