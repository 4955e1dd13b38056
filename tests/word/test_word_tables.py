from __future__ import annotations

from typing import Any

import pytest
from word_makers import W, fragment, paragraphs, template, text_of

from jdbook.word.content import Line
from jdbook.word.ooxml import run
from jdbook.word.tables import WHOLE, Joint, pairs_table, prose_table, records_table

LOOKS = template().looks
LABELLED = Joint("管理权限")


def grid(table: Any) -> list[list[str]]:
    """Return the texts of a table's cells by row."""
    return [[text_of(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]


def lines(*texts: str, height: int = 1) -> list[Line]:
    return [Line(LOOKS.paragraphs["段落"], run(text), height) for text in texts]


def flag(row: Any, name: str) -> bool:
    return row.find(f"{W}trPr/{W}{name}") is not None


def kept(row: Any) -> bool:
    """Return whether a row stays with what follows: all its paragraphs say so, or none."""
    said = {paragraph.find(f"{W}pPr/{W}keepNext") is not None for paragraph in row.iter(f"{W}p")}
    assert len(said) == 1
    return said.pop()


def open_sides(cell: Any) -> set[str]:
    borders = cell.find(f"{W}tcPr/{W}tcBorders")
    return (
        {line.tag.removeprefix(W) for line in borders if line.get(f"{W}val") == "nil"}
        if borders is not None
        else set()
    )


def merges(rows: list[Any]) -> list[str | None]:
    found = [row.find(f"{W}tc/{W}tcPr/{W}vMerge") for row in rows]
    return [None if merge is None else merge.get(f"{W}val") for merge in found]


def pairs(*values: tuple[str, str], keep: bool = False) -> Any:
    return fragment(pairs_table(values, LOOKS, kept=keep))[0]


def records(columns: tuple[str, ...], *rows: tuple[str, ...], joint: Joint = LABELLED) -> Any:
    return fragment(records_table(columns, rows, joint, LOOKS))[0]


def test_three_pairs_stand_side_by_side_and_a_long_value_takes_the_rest_of_its_row() -> None:
    table = pairs(
        ("名称", "出纳员"),
        ("编号", "A-1"),
        ("单位", "甲"),
        ("部门", "乙"),
        ("别名", "收银员、现金会计、出纳会计"),
    )
    assert grid(table) == [
        ["名称", "出纳员", "编号", "A-1", "单位", "甲"],
        ["部门", "乙", "别名", "收银员、现金会计、出纳会计"],
    ]
    spans = [span.get(f"{W}val") for span in table.iter(f"{W}gridSpan")]
    assert spans == ["3"]


def test_the_rows_of_a_grid_stay_together_but_not_with_what_follows_unless_asked() -> None:
    values = [(f"项{number}", "值") for number in range(7)]
    assert [kept(row) for row in pairs(*values).iter(f"{W}tr")] == [True, True, False]
    assert [kept(row) for row in pairs(*values, keep=True).iter(f"{W}tr")] == [True, True, True]
    assert all(flag(row, "cantSplit") for row in pairs(*values).iter(f"{W}tr"))


def test_prose_stands_beside_its_label_a_row_for_each_group() -> None:
    table = fragment(prose_table([lines("甲", "乙"), lines("丙")], Joint("主要职责"), LOOKS))[0]
    assert grid(table) == [["主要职责", "甲乙"], ["", "丙"]]
    assert merges(table.findall(f"{W}tr")) == ["restart", "continue"]
    assert next(style for style, _ in paragraphs(table)) == "栏目名"


def test_only_the_label_itself_is_on_the_list_s_first_level() -> None:
    table = fragment(prose_table([lines("甲"), lines("乙")], Joint("主要职责"), LOOKS))[0]
    labels = [row.find(f"{W}tc/{W}p/{W}pPr/{W}pStyle").get(f"{W}val") for row in table.iter(f"{W}tr")]
    assert labels[0] != labels[1]


@pytest.mark.parametrize("height, whole", [(WHOLE, True), (WHOLE + 1, False)])
def test_a_short_row_is_not_broken_and_a_long_one_may_be(height: int, whole: bool) -> None:
    table = fragment(prose_table([lines("甲", height=height)], Joint("主要职责"), LOOKS))[0]
    assert [flag(row, "cantSplit") for row in table.iter(f"{W}tr")] == [whole]
    table = records(("事项", "说明"), ("甲", "\n" * (height - 1)))
    assert [flag(row, "cantSplit") for row in table.iter(f"{W}tr")] == [True, whole]


LONG = [(f"事项{number}", "审批") for number in range(WHOLE)]


def test_a_short_table_stays_whole_with_its_label_beside_all_of_it() -> None:
    table = records(("事项", "权限"), ("签发支票", "审批"), ("用印", "审核"))
    rows = table.findall(f"{W}tr")
    assert grid(table) == [["管理权限", "事项", "权限"], ["", "签发支票", "审批"], ["", "用印", "审核"]]
    assert merges(rows) == ["restart", "continue", "continue"]
    assert [kept(row) for row in rows] == [True, True, False]
    assert not any(flag(row, "tblHeader") for row in rows)


def test_the_head_of_a_long_table_is_repeated_with_the_label_and_stays_with_the_first_record() -> None:
    rows = records(("事项", "权限"), *LONG).findall(f"{W}tr")
    assert [flag(row, "tblHeader") for row in rows] == [True] + [False] * len(LONG)
    assert [kept(row) for row in rows] == [True] + [False] * len(LONG)
    # a merged cell may not begin in a repeated row
    assert merges(rows)[:3] == [None, "restart", "continue"]


def test_a_long_table_below_prose_says_the_label_again_without_restarting_the_numbers() -> None:
    joint = Joint("", above=True, again="管理权限")
    long = records(("事项", "权限"), *LONG, joint=joint)
    assert [row[0] for row in grid(long)][:2] == ["管理权限", ""]
    assert long.find(f".//{W}pStyle").get(f"{W}val") != records(("事项",)).find(f".//{W}pStyle").get(
        f"{W}val"
    )
    assert grid(records(("事项",), ("甲",), joint=joint))[0][0] == ""


def test_a_table_is_long_by_its_lines_not_its_records() -> None:
    rows = records(("事项",), ("甲\n" * WHOLE,)).findall(f"{W}tr")
    assert [flag(row, "tblHeader") for row in rows] == [True, False]


def test_the_label_s_column_looks_like_one_cell_beside_records() -> None:
    for table in (records(("事项",), ("甲",), ("乙",)), records(("事项", "权限"), *LONG)):
        head, first, *_, last = table.findall(f"{W}tr")
        assert open_sides(head[1]) == {"bottom"}
        assert open_sides(first[1]) == {"top"}
        assert "bottom" not in open_sides(last[1])


def test_a_label_that_goes_on_from_above_has_a_line_only_where_it_may_come_again_overleaf() -> None:
    below = Joint("", above=True)
    short, long = records(("事项",), ("甲",), joint=below), records(("事项", "权限"), *LONG, joint=below)
    assert [open_sides(table.find(f"{W}tr")[1]) for table in (short, long)] == [{"top", "bottom"}, {"bottom"}]


def test_prose_before_records_of_the_same_section_stays_with_them() -> None:
    joint = Joint("管理权限", below=True)
    row = fragment(prose_table([lines("甲")], joint, LOOKS))[0].find(f"{W}tr")
    assert kept(row)
    assert [open_sides(cell) for cell in row.findall(f"{W}tc")] == [{"bottom"}, {"bottom"}]
    long = fragment(prose_table([lines("甲", height=WHOLE + 1)], joint, LOOKS))[0].find(f"{W}tr")
    assert not kept(long)
    assert [open_sides(cell) for cell in long.findall(f"{W}tc")] == [set(), set()]


def test_records_below_prose_have_no_second_label_and_do_not_restart_the_numbers() -> None:
    head = records(("事项",), ("甲",), joint=Joint("", above=True)).find(f"{W}tr")
    assert text_of(head.find(f"{W}tc")) == ""
    label = records(("事项",), ("甲",)).find(f".//{W}pStyle").get(f"{W}val")
    assert head.find(f".//{W}pStyle").get(f"{W}val") != label


def test_the_last_row_stays_with_what_follows_when_asked() -> None:
    joint = Joint("修订记录", kept=True)
    assert [kept(row) for row in records(("版本", "日期"), *LONG, joint=joint).iter(f"{W}tr")] == [
        True,
        *(False for _ in LONG[1:]),
        True,
    ]
    table = fragment(prose_table([lines("甲"), lines("乙")], joint, LOOKS))[0]
    assert [kept(row) for row in table.iter(f"{W}tr")] == [False, True]


def test_a_table_without_records_is_its_head() -> None:
    assert grid(records(("事项", "权限"))) == [["管理权限", "事项", "权限"]]
