"""Tables: what their cells are, and what positions they come to. A table is written as rows of cells, empty ones as ""."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.importing.document import Cell, Document, Line, Part
from jdbook.importing.drafts import plain
from jdbook.importing.recognition import recognise
from jdbook.importing.tables import understood

Rows = list[list[str]]


def table(rows: Rows, number: int = 1) -> list[Line]:
    return [
        Line(text, f"表{number}第{row}行第{column}格", cell=Cell(number, row, column, column))
        for row, cells in enumerate(rows, 1)
        for column, cell in enumerate(cells, 1)
        for text in cell.split("\n")
        if text
    ]


def drafts(rows: Rows, before: str = "") -> list[dict[str, Any]]:
    above = [Line(text, f"第{number}段") for number, text in enumerate(before.split("\n"), 1) if text]
    found = recognise(Document("x", (*above, *table(rows))))
    return [
        {"title": draft.title} | {key: list(plain(items)) for key, items in draft.items.items()}
        for draft in found.drafts
    ]


CASES: list[tuple[str, str, Rows, list[dict[str, Any]]]] = [
    (
        "a second row of headings that begins left of the first",
        "",
        [
            ["", "", "岗位名称", "直接上级", "岗位职责"],
            ["", "序号", "", "", "内容"],
            ["", "", "护士", "护士长", "执行医嘱"],
        ],
        [{"title": "护士", "superior": ["护士长"], "duties": ["执行医嘱"]}],
    ),
    (
        "qualities in a form that does not say what they are",
        "维修工岗位职责",
        [["项目", "内容"], ["直属上级", "工程主管"], ["学历", "不限"], ["证书", "电工证"]],
        [{"title": "维修工", "superior": ["工程主管"], "qualifications": ["学历：不限", "证书：电工证"]}],
    ),
    (
        "a heading with two meanings, and cells of both",
        "",
        [
            ["岗位名称", "直接上级", "编制", "岗位职责"],
            ["车间主任", "生产部经理", "人事部\n2", "安排生产"],
        ],
        [
            {
                "title": "车间主任",
                "superior": ["生产部经理"],
                "prepared_by": ["人事部"],
                "headcount": ["2"],
                "duties": ["安排生产"],
            }
        ],
    ),
    (
        "a form whose first row holds a title with the word for another field in it",
        "",
        [
            ["职位名称", "绩效考核主管", "职位代码", "", "所属部门", "人力资源部"],
            ["职系", "", "职等职级", "", "直属上级", "人力资源经理"],
            ["职位概要", "", "", "", "", ""],
            ["工作内容：\n1、拟订考核办法；\n2、汇总考核结果。", "", "", "", "", ""],
        ],
        [
            {
                "title": "绩效考核主管",
                "department": ["人力资源部"],
                "superior": ["人力资源经理"],
                "duties": ["拟订考核办法；", "汇总考核结果。"],
            }
        ],
    ),
    (
        "a list of positions whose headings stand in two rows",
        "",
        [
            ["岗位名称", "岗位职责", "应聘条件", "", ""],
            ["", "", "学历", "年龄", "其他条件"],
            ["护士", "1.执行医嘱；\n2.观察病情。", "大专及以上", "30周岁以下", "有执业证"],
        ],
        [
            {
                "title": "护士",
                "duties": ["执行医嘱；", "观察病情。"],
                "qualifications": ["学历：大专及以上", "年龄：30周岁以下", "其他条件：有执业证"],
            }
        ],
    ),
    (
        "a form that takes each duty apart",
        "",
        [
            ["岗位名称", "理赔主管"],
            ["职责一", "职责表述：管理理赔，保证时效", "占用时间：30%"],
            ["", "工作任务", "审批权限内赔案，上报其余", "频次：日常"],
            ["", "", "接待投诉客户", "频次：不定期"],
        ],
        [
            {
                "title": "理赔主管",
                "duties": [
                    {
                        "text": "管理理赔，保证时效",
                        "children": [
                            {"text": "审批权限内赔案，上报其余", "frequency": "日常"},
                            {"text": "接待投诉客户", "frequency": "不定期"},
                        ],
                    }
                ],
            }
        ],
    ),
    (
        "a form: labels left of what they name, known or not",
        "",
        [
            ["岗位名称", "出纳", "职 系", "财务"],
            ["直接\n上级", "财务经理", "填写日期", ""],
            ["工作职责", "1、收款；\n2、付款；"],
            ["权限：", "拒付手续不全的单据"],
        ],
        [
            {
                "title": "出纳",
                "superior": ["财务经理"],
                "duties": ["收款；", "付款；"],
                "authority": ["拒付手续不全的单据"],
            }
        ],
    ),
    (
        "parts of a field, beside a cell that reaches over several rows",
        "出纳岗位职责",
        [["任职资格", "学历", "大专以上"], ["", "技能", "会点钞\n会用软件"], ["", "证书", ""]],
        [
            {
                "title": "出纳",
                "qualifications": [
                    "学历：大专以上",
                    {"text": "技能", "children": ["会点钞", "会用软件"]},
                    "证书",
                ],
            }
        ],
    ),
    (
        "columns with headings, numbers and remarks, a group over several rows",
        "站长岗位职责",
        [
            ["序号", "职责类别", "工作职责", "频次", "考核标准"],
            ["1", "安全", "签发工作票", "随时", "/"],
            ["2", "", "组织演练", "每半年", "无遗漏"],
            ["", "", "", "", ""],
            ["权限"],
            ["1", "停止作业"],
        ],
        [
            {
                "title": "站长",
                "duties": [
                    {
                        "text": "安全",
                        "children": [
                            {"text": "签发工作票", "frequency": "随时"},
                            {"text": "组织演练", "frequency": "每半年", "standard": "无遗漏"},
                        ],
                    }
                ],
                "authority": ["停止作业"],
            }
        ],
    ),
    (
        "how far a power goes is no power",
        "会计岗位职责",
        [["序号", "职责内容", "权限"], ["1", "编制报表", "承办"], ["2", "审核凭证", "审核"]],
        [{"title": "会计", "duties": ["编制报表", "审核凭证"]}],
    ),
    (
        "a position in each row",
        "",
        [
            ["序号", "岗位", "上级", "岗位职责", "要求学历", "薪资"],
            ["1", "店长", "区域经理", "1.排班；2.盘点。", "大专", "面议"],
            ["2", "店员", "店长", "接待顾客", "", ""],
            ["", "", "", "整理货架", "", ""],
            ["合计", "", "", "", "", ""],
        ],
        [
            {
                "title": "店长",
                "superior": ["区域经理"],
                "duties": ["排班；", "盘点。"],
                "qualifications": ["要求学历：大专"],
                "remuneration": ["面议"],
            },
            {"title": "店员", "superior": ["店长"], "duties": ["接待顾客", "整理货架"]},
        ],
    ),
    (
        "a position in each row, without headings",
        "",
        [
            ["验布员", "质检主管", "1、评定布面；"],
            ["", "", "2、填写码单；"],
            ["打包工", "仓库主管", "1、装箱；"],
        ],
        [
            {"title": "验布员", "superior": ["质检主管"], "duties": ["评定布面；", "填写码单；"]},
            {"title": "打包工", "superior": ["仓库主管"], "duties": ["装箱；"]},
        ],
    ),
    (
        "headings within a part, with one row below them",
        "会计岗位职责\n任职资格：",
        [["所需培训", "培训时间", "培训科目"], ["", "三个月", "会计"], ["所需经验", "一年以上", ""]],
        [
            {
                "title": "会计",
                "qualifications": [
                    {"text": "所需培训", "children": ["培训时间：三个月", "培训科目：会计"]},
                    "所需经验：一年以上",
                ],
            }
        ],
    ),
    ("a blank form", "", [["岗位名称", "", "岗位编号", ""], ["职责", ""], ["任职资格", "□高中 □大专"]], []),
]


@pytest.mark.parametrize(
    "before, rows, expected", [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_what_a_table_comes_to(before: str, rows: Rows, expected: list[dict[str, Any]]) -> None:
    assert drafts(rows, before) == expected


def test_cells_have_roles_and_lines_keep_their_order() -> None:
    lines = table([["序号", "岗位职责"], ["1", "收款"]])
    read = understood(lines)
    assert [line.role.part for line in read if line.role] == [Part.HEAD, Part.HEAD, Part.NUMBER, Part.VALUE]
    assert [line.text for line in read] == [line.text for line in lines]


def test_a_table_within_a_cell_is_one_of_its_own() -> None:
    outer = table([["证书", ""], ["其他", "能驻站"]])
    inner = table([["名称", "要求"], ["电工证", "必备"], ["登高证", "优先"]], 2)
    read = understood([outer[0], *inner, *outer[1:]])
    assert [line.text for line in read if line.role and line.role.part is Part.HEAD] == ["名称", "要求"]


CELLS = st.sampled_from(
    [
        *(
            "",
            "",
            "岗位名称",
            "直接上级",
            "工作职责",
            "任职资格",
            "序号",
            "频次",
            "学历",
            "备注",
            "职责类别",
            "项目",
        ),
        *(
            "出纳",
            "店长、经理",
            "1",
            "2",
            "大专以上",
            "收款；",
            "1、收款；\n2、付款；",
            "教育背景",
            "每日",
            "无",
            "签字：",
            "Ⅰ",
        ),
    ]
)


@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=7),
    st.sampled_from(["", "会计岗位职责", "任职要求："]),
)
def test_no_letter_of_any_table_is_lost(rows: Rows, before: str) -> None:
    lines = ([Line(before, "第1段")] if before else []) + table(rows)
    found = recognise(Document("x", tuple(lines)))
    for place in {line.place for line in lines}:
        told = "".join(piece.text for piece in found.trace if piece.place == place)
        assert told == "".join(line.text for line in lines if line.place == place)
    for piece in found.trace:
        if piece.to.startswith("positions["):
            number, key = piece.to.removeprefix("positions[").split("].")
            draft = found.drafts[int(number)]
            said = draft.title if key == "title" else str(list(plain(draft.items[key])))
            assert all(letter in said for letter in piece.text if letter.isalnum())
