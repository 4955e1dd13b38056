"""Documents as people write them, what they come to, and that no letter of them is lost."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jdbook.importing.document import Document, Line
from jdbook.importing.drafts import Found, plain
from jdbook.importing.recognition import recognise


def found(text: str) -> Found:
    lines = text.splitlines()
    return recognise(Document("x.txt", tuple(Line(line, f"第{n}行") for n, line in enumerate(lines, 1))))


def drafts(text: str) -> list[dict[str, Any]]:
    """Return the positions in a text, as position files have them."""
    return [
        {"title": draft.title} | {key: list(plain(items)) for key, items in draft.items.items()}
        for draft in found(text).drafts
    ]


CASES = [
    (
        "articles of a statute that say of whom they are",
        (
            "第三章  会计主管\n第六条  会计主管实行委派制。\n第七条  会计主管的职责：\n（一）审核凭证；\n（二）保管印章。\n"
            "第八条  会计主管的权限：\n（一）退回不合规的凭证。\n第九条  会计主管应具备以下条件：\n（一）大学本科以上学历。\n"
            "第四章  综合柜员\n第十条  综合柜员的职责：\n（一）办理柜面业务。\n"
        ),
        [
            {
                "title": "会计主管",
                "duties": ["会计主管实行委派制。", "审核凭证；", "保管印章。"],
                "authority": ["退回不合规的凭证。"],
                "qualifications": ["大学本科以上学历。"],
            },
            {"title": "综合柜员", "duties": ["办理柜面业务。"]},
        ],
    ),
    (
        "numbers of people behind titles; pay is over with its line",
        "一、仓库主管（3名）\n岗位职责：\n1、管仓库；\n薪资：每月 8000 元\n联系人：老周\n试用期三个月\n二、叉车司机（6名，男女不限）\n岗位职责：\n1、开叉车；\n",
        [
            {
                "title": "仓库主管",
                "headcount": ["3"],
                "duties": ["管仓库；"],
                "remuneration": ["每月 8000 元"],
            },
            {"title": "叉车司机", "duties": ["开叉车；"]},
        ],
    ),
    (
        "lines broken at a margin go on; lines of any length, that only lack their stops, do not",
        (
            "仓管员岗位职责\n工作职责：\n"
            "核对送货单据与实物的品名规格和数量，有不相符的当场与送货人\n核实并记录\n"
            "每月末和财务一起盘点库存，把盘盈盘亏的原因写成说明报给主管\n批准后调账\n"
            "保持库区通道畅通，消防器材前面不堆放任何物品并每周检查一次\n留下记录\n\n"
            "出纳岗位职责\n工作职责：\n"
            "每天下班以前清点库存现金并与日记账核对一致\n"
            "收到银行回单以后当天登记入账并把回单按照日期顺序装订\n"
            "妥善保管有价证券和空白支票\n"
        ),
        [
            {
                "title": "仓管员",
                "duties": [
                    "核对送货单据与实物的品名规格和数量，有不相符的当场与送货人核实并记录",
                    "每月末和财务一起盘点库存，把盘盈盘亏的原因写成说明报给主管批准后调账",
                    "保持库区通道畅通，消防器材前面不堆放任何物品并每周检查一次留下记录",
                ],
            },
            {
                "title": "出纳",
                "duties": [
                    "每天下班以前清点库存现金并与日记账核对一致",
                    "收到银行回单以后当天登记入账并把回单按照日期顺序装订",
                    "妥善保管有价证券和空白支票",
                ],
            },
        ],
    ),
    (
        "another fact beside a superior, what follows the last position, and links at the end",
        (
            "调度员岗位职责\n直接上级：运输部经理        下属人数：0\n主要职责：\n1、安排车辆；\n2、核对回单。\n"
            "第二部分  有关制度\n一、首问负责制\n（一）谁先接待谁负责到底。\n"
            "·收费员岗位职责\n·2021年工作计划\n"
        ),
        [{"title": "调度员", "superior": ["运输部经理"], "duties": ["安排车辆；", "核对回单。"]}],
    ),
    (
        "titles, labels and numbered items",
        "出纳员岗位职责\n直接上级：财务经理\n主要职责：\n1、收付现金；\n2、登记日记账。\n管理权限：拒付手续不全的单据。\n",
        [
            {
                "title": "出纳员",
                "superior": ["财务经理"],
                "duties": ["收付现金；", "登记日记账。"],
                "authority": ["拒付手续不全的单据。"],
            }
        ],
    ),
    (
        "everything on one line",
        "第2篇:仓管员岗位职责\n1.收货验货。2.按批号入库；3.每月盘点。\n",
        [{"title": "仓管员", "duties": ["收货验货。", "按批号入库；", "每月盘点。"]}],
    ),
    (
        "labels glued to the text before",
        "司机岗位职责()\n直接上级:车队长\n管理权限:拒绝违章派车,并承担爱护车辆的义务。 管理责任:对行车安全负责。 主要职责:1.出车前检查;\n",
        [
            {
                "title": "司机",
                "superior": ["车队长"],
                "authority": ["拒绝违章派车,并承担爱护车辆的义务。"],
                "responsibilities": ["对行车安全负责。"],
                "duties": ["出车前检查;"],
            }
        ],
    ),
    (
        "a word broken by the end of the line that looks like a number",
        "厂长岗位职责\n3、领导建立健全的生产统\n一、高效的组织体系；\n4、审批停机计划。\n",
        [{"title": "厂长", "duties": ["领导建立健全的生产统一、高效的组织体系；", "审批停机计划。"]}],
    ),
    (
        "nesting by the style of the numbers",
        "店长岗位职责\n（一）管人\n1）排班；\n2）培训；\n（二）管货\n①要货；\n②盘点；\n",
        [
            {
                "title": "店长",
                "duties": [
                    {"text": "管人", "children": ["排班；", "培训；"]},
                    {"text": "管货", "children": ["要货；", "盘点；"]},
                ],
            }
        ],
    ),
    (
        "several superiors",
        "会计岗位职责\n直接上级：董事长、总经理\n职责：记账。\n",
        [{"title": "会计", "superior": ["董事长", "总经理"], "duties": ["记账。"]}],
    ),
    (
        "superiors joined by a word",
        "库管岗位职责\n直接上级：店长和财务经理\n职责：盘点。\n",
        [{"title": "库管", "superior": ["店长", "财务经理"], "duties": ["盘点。"]}],
    ),
    (
        "bare names above items",
        "市场部经理\n1、做计划；\n市场专员\n1、跑市场；\n",
        [{"title": "市场部经理", "duties": ["做计划；"]}, {"title": "市场专员", "duties": ["跑市场；"]}],
    ),
    (
        "the title under its own label",
        "岗位说明书\n岗位名称：保洁员\n所属部门：物业部\n工作内容：\n1、清扫楼道；\n",
        [{"title": "保洁员", "department": ["物业部"], "duties": ["清扫楼道；"]}],
    ),
    (
        "a heading above several positions",
        "营业部员工岗位职责\n营业员岗位职责\n1、迎客。\n",
        [{"title": "营业员", "duties": ["迎客。"]}],
    ),
    (
        "a title with its first label on one line",
        "电工岗位职责() 直接上级：工程主管 主要职责：1.巡检配电房；\n一、锅炉工 A、职责\n1、记录水位；\n",
        [
            {"title": "电工", "superior": ["工程主管"], "duties": ["巡检配电房；"]},
            {"title": "锅炉工", "duties": ["记录水位；"]},
        ],
    ),
    (
        "another part of a compilation ends a position",
        "第1篇:质检员岗位职责\n1、抽检来料。\n第2篇:怎样做好来料检验\n一、先看图纸。\n第3篇:包装工岗位职责\n1、封箱。\n",
        [{"title": "质检员", "duties": ["抽检来料。"]}, {"title": "包装工", "duties": ["封箱。"]}],
    ),
    (
        "labels in boxes on one line",
        "【岗位名称】售前客服 【直接上级】客服组长\n【工作职责】①接待咨询②跟进订单\n【任职资格】大专\n",
        [
            {
                "title": "售前客服",
                "superior": ["客服组长"],
                "duties": ["接待咨询", "跟进订单"],
                "qualifications": ["大专"],
            }
        ],
    ),
    (
        "lines with labels that no field declares",
        "岗位名称：店长\n班次：早班\n任职要求：\n学历：大专\n经验：三年以上门店管理\n",
        [{"title": "店长", "qualifications": ["学历：大专", "经验：三年以上门店管理"]}],
    ),
    (
        "duties without numbers",
        "宿管员岗位职责\n隶属：后勤主任\n按时开关楼门。晚归的登记。\n",
        [{"title": "宿管员", "superior": ["后勤主任"], "duties": ["按时开关楼门。", "晚归的登记。"]}],
    ),
    (
        "people to be hired",
        "前端工程师:(2名)\n岗位职责：\n1.开发页面；\n测试工程师 ×1\n职责描述：\n1.写用例；\n",
        [
            {"title": "前端工程师", "headcount": ["2"], "duties": ["开发页面；"]},
            {"title": "测试工程师", "headcount": ["1"], "duties": ["写用例；"]},
        ],
    ),
    (
        "numbers without a sign, and figures that begin a line",
        "窗口人员岗位职责\n1受理材料，差评件\n3 个工作日内回访；\n2材料不全的告知；\n3 按流程流转，月底前\n20 日汇总。\n",
        [
            {
                "title": "窗口人员",
                "duties": [
                    "受理材料，差评件3 个工作日内回访；",
                    "材料不全的告知；",
                    "按流程流转，月底前20 日汇总。",
                ],
            }
        ],
    ),
    (
        "what is left empty",
        "保安岗位职责\n直接上级：＿＿＿\n直接下级：无\n管理权限：\n1、无\n职责：\n1、巡楼；\n任职要求：/\n",
        [{"title": "保安", "duties": ["巡楼；"]}],
    ),
    (
        "the employer before the title",
        "某某物流有限公司调度员岗位职责\n1、排车；\n",
        [{"title": "调度员", "unit": ["某某物流有限公司"], "duties": ["排车；"]}],
    ),
    (
        "a position whose title is missing, after another and named by a third",
        """车间主任岗位职责
直接上级：厂长
主要职责：
1、排产。直接上级：厂长
管理权限：停用不合格仓位。
主要职责：
1、管好仓储部的货位。
搬运工岗位职责
直接上级：仓储部主管
主要职责：
1、装卸。""",
        [
            {"title": "车间主任", "superior": ["厂长"], "duties": ["排产。"]},
            {
                "title": "仓储部主管",
                "superior": ["厂长"],
                "authority": ["停用不合格仓位。"],
                "duties": ["管好仓储部的货位。"],
            },
            {"title": "搬运工", "superior": ["仓储部主管"], "duties": ["装卸。"]},
        ],
    ),
    (
        "a list within an item, and the outer one going on behind it",
        "跟单员岗位职责\n1)每日工作①核对交期；②催料。2)临时工作：上级交办的事。\n",
        [
            {
                "title": "跟单员",
                "duties": [
                    {"text": "每日工作", "children": ["核对交期；", "催料。"]},
                    "临时工作：上级交办的事。",
                ],
            }
        ],
    ),
    (
        "an item that is set as titles are",
        "考勤员岗位职责\n1、登记迟到；\n2、矿工：\n3、登记请假；\n",
        [{"title": "考勤员", "duties": ["登记迟到；", "矿工：", "登记请假；"]}],
    ),
    (
        "an article behind the list of a position",
        "统计员岗位职责\n1、汇总日报。\n2、编制月报。\n写好一份月报，先要弄清楚它是给谁看的，再决定写什么。\n1.先看数据。\n",
        [{"title": "统计员", "duties": ["汇总日报。", "编制月报。"]}],
    ),
    (
        "an explanation between two items",
        "统计员岗位职责\n1、汇总日报。\n日报由各班组在每天下班以前填好交来。\n2、编制月报。\n",
        [
            {
                "title": "统计员",
                "duties": ["汇总日报。日报由各班组在每天下班以前填好交来。", "编制月报。"],
            }
        ],
    ),
    (
        "a remark in brackets above the items",
        "组长岗位职责\n（除带班外，另有以下工作）\n1、分活。\n",
        [{"title": "组长", "duties": ["分活。"]}],
    ),
    (
        "names with a colon, one behind the end of another line",
        "收银:(2名)\n任职要求：\n1、会点钞。\n后厨:(若干) 厨师长:\n岗位职责：\n1、定菜单。\n洗碗工：\n负责洗碗。\n",
        [
            {"title": "收银", "headcount": ["2"], "qualifications": ["会点钞。"]},
            {"title": "厨师长", "duties": ["定菜单。"]},
            {"title": "洗碗工", "duties": ["负责洗碗。"]},
        ],
    ),
    ("no position at all", "关于召开例会的通知\n各部门：\n1、准时参加；\n2、带好资料。\n", []),
    (
        "boilerplate",
        "文员岗位职责\n本文由某某网整理,仅供参考,点击下载本文\n1、收发文件。\n返回顶部\n",
        [{"title": "文员", "duties": ["收发文件。"]}],
    ),
]


@pytest.mark.parametrize("text, expected", [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_a_document_comes_to(text: str, expected: list[dict[str, Any]]) -> None:
    assert drafts(text) == expected


def test_a_document_that_says_no_title_is_about_what_its_file_is_called() -> None:
    lines = (Line("职责：", "第1行"), Line("1、收付现金；", "第2行"))
    draft = recognise(Document("出纳员岗位职责.docx", lines)).drafts[0]
    assert (draft.title, draft.title_from) == ("出纳员", "文件名")
    assert recognise(Document("会议记录.docx", lines)).drafts == []


def test_every_piece_says_where_it_stood_and_where_it_went() -> None:
    trace = found("前言\n出纳员岗位职责\n职责：1、收款\n").trace
    assert [tuple(piece) for piece in trace] == [
        ("第1行", "前言", "leftover"),
        ("第2行", "出纳员", "positions[0].title"),
        ("第2行", "岗位职责", "label"),
        ("第3行", "职责：", "label"),
        ("第3行", "1、", "number"),
        ("第3行", "收款", "positions[0].duties"),
    ]


def test_words_that_join_names_are_no_part_of_them_and_not_lost() -> None:
    trace = found("库管岗位职责\n直接上级：店长和财务经理\n").trace
    assert [tuple(piece)[1:] for piece in trace[3:]] == [
        ("店长", "positions[0].superior"),
        ("和", "markup"),
        ("财务经理", "positions[0].superior"),
    ]


def test_the_title_of_what_is_no_position_is_left_over() -> None:
    assert [(piece.text, piece.to) for piece in found("经理岗位职责\n").trace] == [
        ("经理", "leftover"),
        ("岗位职责", "label"),
    ]


def test_a_thousand_items_on_one_line_take_no_longer_than_on_lines_of_their_own() -> None:
    items = [f"{number}.核对账目并登记。" for number in range(1, 1000)] * 3
    began = time.process_time()
    apart = len(found("出纳员岗位职责\n" + "\n".join(items)).trace)
    between = time.process_time()
    together = len(found("出纳员岗位职责\n" + "\n".join(["".join(items[:999])] * 3)).trace)
    assert apart == together > 5000
    assert time.process_time() - between < 5 * (between - began)


@pytest.mark.parametrize(
    "text",
    [
        "①收款②付款" * 3000,
        "(1)收款(2)付款；" * 3000,
        "职责：收款；权限：签字；" * 1500,
        "会计岗位职责：" * 3000,
        " " * 30_000 + "x",
        "1." * 10_000,
        "【" * 10_000 + "】" * 10_000,
        "\n".join(["一、甲", "（一）乙", "1、丙", "①丁"] * 1500),
    ],
    ids=["circled", "brackets", "labels", "titles", "blanks", "dots", "boxes", "nested"],
)
def test_no_text_takes_more_than_its_share_of_time(text: str) -> None:
    began = time.process_time()
    found(f"出纳员岗位职责：{text}")
    assert time.process_time() - began < 10


PIECES = st.sampled_from(
    [
        *(
            "出纳员岗位职责",
            "直接上级：",
            "总经理、",
            "总裁和董事长",
            "主要职责:",
            "1、",
            "2.",
            "（一）",
            "①",
            "一、",
            "核对账目；",
            "登记",
            "。 ",
        ),
        *(
            "人事主管",
            "任职要求：",
            "本科",
            "无",
            "\n",
            "\n",
            "　",
            "点击下载本文",
            "岗位名称：",
            "司机",
            "•",
            "(1名)",
            "Excel ",
        ),
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_letter_is_lost(text: str) -> None:
    result = found(text)
    wanted = [line for line in text.splitlines() if line.strip()]
    for number, line in enumerate(text.splitlines(), 1):
        pieces = [piece.text for piece in result.trace if piece.place == f"第{number}行"]
        assert "".join(pieces) == (line if line in wanted else "")
    for piece in result.trace:
        if piece.to.startswith("positions["):
            place, key = piece.to.removeprefix("positions[").split("].")
            draft = result.drafts[int(place)]
            told = draft.title if key == "title" else "".join(str(item) for item in plain(draft.items[key]))
            assert all(letter in told for letter in piece.text if letter.isalnum())
