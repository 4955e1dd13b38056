"""Parts of reading a Word file that came back: its body, where its positions are, what stands under which label."""

from __future__ import annotations

import pytest
from lxml import etree
from word_edits import MAIN
from word_makers import W

from jdbook.model import Position
from jdbook.roundtrip.word.carried import Carried, Origin
from jdbook.roundtrip.word.paper import Block, Para, read_body
from jdbook.roundtrip.word.places import Place, places, plain, words
from jdbook.roundtrip.word.position import returned
from jdbook.roundtrip.word.runs import Words
from jdbook.roundtrip.word.sorting import Sorter

_W = f'xmlns:w="{W[1:-1]}"'
LISTS = f"""<w:numbering {_W}><w:abstractNum w:abstractNumId="0"/>
<w:num w:numId="4"><w:abstractNumId w:val="0"/></w:num></w:numbering>"""
STYLES = f"""<w:styles {_W}>
<w:style w:styleId="a1"><w:name w:val="条目一级"/><w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="4"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="a2"><w:name w:val="条目二级"/><w:basedOn w:val="a1"/><w:pPr><w:numPr><w:ilvl w:val="2"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="b"><w:name w:val="分组名"/><w:basedOn w:val="b"/></w:style></w:styles>"""


def body(xml: str) -> tuple[Block, ...]:
    parts = {"word/numbering.xml": LISTS, "word/styles.xml": STYLES}
    parts[MAIN] = f"<w:document {_W}><w:body>{xml}</w:body></w:document>"
    return read_body({name: text.encode() for name, text in parts.items()})


def paras(xml: str) -> list[Para]:
    return [para for block in body(xml) for para in block.paras]


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def styled(style: str, more: str = "") -> str:
    return f'<w:pStyle w:val="{style}"/>{more}'


def tbl(*rows: tuple[str, ...]) -> str:
    made = ("".join(f"<w:tc>{p(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"


def test_levels_come_from_the_paragraph_or_its_style_and_count_from_the_items() -> None:
    number = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'
    found = paras(
        p("a", styled("a1"))
        + p("b", styled("a2"))
        + p("c", styled("a1", '<w:numPr><w:ilvl w:val="3"/></w:numPr>'))
        + p("d", styled("b", number.format(1, 4)))
        + p("e", styled("a1", number.format(0, 0)))
        + p("f", styled("a1", number.format(0, 4)))
        + p("g", styled("b", number.format(1, 9)))
        + p("h", styled("b"))
    )
    assert [(one.text, one.level) for one in found] == [
        ("a", 0),
        ("b", 1),
        ("c", 2),
        ("d", 0),
        ("e", None),
        ("f", None),
        ("g", 1),
        ("h", None),
    ]
    assert [one.text for one in found if one.strange] == ["g"]
    assert [one.style for one in found][-1] == "分组名"


def test_the_result_of_a_field_is_seen_and_told_apart() -> None:
    kinds = ("begin", "separate", "end")
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    code = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    (one,) = paras(f"<w:p><w:r><w:t>第</w:t></w:r>{begin}{code}{separate}<w:r><w:t>3</w:t></w:r>{end}</w:p>")
    assert (one.text, one.bare) == ("第3", "第")


def test_joined_paragraphs_look_like_the_one_that_says_something() -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    first = (
        f"<w:p><w:pPr>{styled('a1', gone)}</w:pPr><w:del><w:r><w:delText>甲</w:delText></w:r></w:del></w:p>"
    )
    assert [(one.text, one.level) for one in paras(first + p("乙", styled("a2")))] == [("乙", 1)]
    assert [(one.text, one.level) for one in paras(p("甲", styled("a1", gone)) + p("乙", styled("a2")))] == [
        ("甲乙", 0)
    ]
    assert [one.text for one in paras(p("甲", styled("a1", gone)) + tbl(("乙",)))] == ["甲", "乙"]


def test_cells_that_are_joined_or_deleted_say_nothing() -> None:
    cell = f"<w:tc><w:tcPr>{{}}</w:tcPr>{p('甲')}</w:tc>"
    kinds = ("", "<w:vMerge/>", '<w:vMerge w:val="restart"/>', "<w:cellDel/>", '<w:hMerge w:val="continue"/>')
    row = "".join(cell.format(kind) for kind in kinds)
    (table,) = body(f"<w:tbl><w:sdt><w:sdtContent><w:tr>{row}</w:tr></w:sdtContent></w:sdt></w:tbl>")
    assert [words(one) for one in table.rows] == [["甲", "", "甲"]]


def test_a_mark_between_two_blocks_belongs_to_the_next() -> None:
    mark = '<w:bookmarkStart w:id="1" w:name="_jd3"/>'
    first, second = body(f"{p('甲')}{mark}{tbl(('乙',))}")
    assert (first.marks, second.marks) == ((), ("_jd3",))


def origin(key: str, title: str, **more: object) -> Origin:
    position = Position.model_validate({"title": title, **more})
    return Origin(key, "", title, position, frozenset({"title", *more}), {}, {}, f"_{key}", frozenset())


def carried(*origins: Origin, pages: frozenset[str] = frozenset({"x"})) -> Carried:
    return Carried({}, frozenset(), pages, frozenset(), origins)


def head(title: str) -> str:
    return tbl(("岗位名称", title))


def test_positions_without_marks_are_found_by_title_then_by_order() -> None:
    blocks = body(p("甲页") + head("甲") + p("丙页") + head("丙改") + head("乙"))
    found, rest = places(blocks, carried(origin("a", "甲"), origin("b", "乙"), origin("c", "丙")))
    texts = [[para.text for block in one.blocks or () for para in block.paras] for one in found]
    assert texts == [["甲页", "岗位名称", "甲"], ["岗位名称", "乙"], ["丙页", "岗位名称", "丙改"]]
    assert rest == []


def test_a_form_is_all_of_its_file() -> None:
    blocks = body(p("说明") + tbl(("主要职责", "记账")))
    (one,), rest = places(blocks, carried(origin("a", "甲"), pages=frozenset()))
    assert one.blocks == blocks
    assert rest == []


def test_labels_are_compared_without_blanks_and_colons() -> None:
    assert plain(" 主要\n职责：") == "主要职责"


def test_what_stands_under_which_label_is_sorted() -> None:
    one = origin("a", "甲")
    sorter = Sorter(carried(one), one, {})
    sorter.sort(
        body(
            tbl(("岗位名称", "甲", "级别", "三级"), ("目的", "乙"))
            + p("插话")
            + tbl(("岗位职责", "记账"), ("", "对账"), ("考核标准", "考核项目", "权重"), ("", "准确", "一成"))
        )
    )
    assert sorter.told == [("岗位名称", "甲"), ("职级", "三级")]
    assert [line.texts[0] for line in sorter.found["duties"].lines] == ["记账", "对账"]
    assert sorter.found["assessment"].lines[-1].cells == (("考核项目", "准确"), ("权重", "一成"))
    assert sorter.doubts == [
        "“目的”一行的“乙”没有收回",
        "表格外的“插话”没有收回",
    ]


def test_heads_that_were_deleted_are_those_there_were() -> None:
    one = origin("a", "甲")
    sorter = Sorter(carried(one), one, {"assessment": ("考核项目", "权重")})
    sorter.sort(body(tbl(("考核标准", "准确", "一成"))))
    assert sorter.found["assessment"].lines[0].cells == (("考核项目", "准确"), ("权重", "一成"))
    assert sorter.doubts == ["“考核标准”第1行上面没有表头，仍当作考核项目、权重"]


def test_a_column_nobody_knows_is_told_with_what_stands_in_it() -> None:
    one = origin("a", "甲")
    sorter = Sorter(carried(one), one, {"assessment": ("考核项目", "权重")})
    sorter.sort(body(tbl(("考核标准", "考核项目", "权重", "备注"), ("", "准确", "一成", "要紧"))))
    assert sorter.doubts == [
        "“考核标准”的表头“备注”不认识，这一列没有收回",
        "“考核标准”第1行的“要紧”没有收回",
    ]


def test_a_section_whose_text_stands_elsewhere_is_kept() -> None:
    one = origin("a", "甲", responsibilities=["对账目负责"])
    blocks = body(head("甲") + p("1. 对账目负责"))
    found = returned(Place(one, blocks), carried(one))
    assert found.edited == found.base
    assert "“管理责任”的内容不在它的表格里，没有改" in found.doubts


def test_a_definition_under_a_label_that_is_gone_stays_where_it_was_and_is_told() -> None:
    one = origin("a", "甲", qualifications={"education": ["大专"], "skills": ["制表", "速记"]})
    rows = "".join(p(text) for text in ("学历：大专", "速记"))
    blocks = body(head("甲") + f"<w:tbl><w:tr><w:tc>{p('任职资格')}</w:tc><w:tc>{rows}</w:tc></w:tr></w:tbl>")
    found = returned(Place(one, blocks), carried(one))
    assert found.edited["qualifications"] == {"education": ["大专"], "skills": ["速记"]}
    assert found.doubts == ("“速记”原来在“技能”下，那个小标题没有了，仍归在那里",)


@pytest.mark.parametrize(
    "look, struck",
    [
        ("<w:strike/>", ["乙"]),
        ('<w:dstrike w:val="1"/>', ["乙"]),
        ('<w:strike w:val="false"/>', []),
        ("<w:b/>", []),
    ],
)
def test_text_with_a_line_through_it_is_kept_apart(look: str, struck: list[str]) -> None:
    paragraph = (
        f"<w:p {_W}><w:r><w:t>甲</w:t></w:r>"
        f"<w:ins><w:r><w:rPr>{look}</w:rPr><w:t>乙</w:t></w:r></w:ins><w:r><w:t>丙</w:t></w:r></w:p>"
    )
    said = Words()
    said.collect(etree.fromstring(paragraph))
    assert ("".join(said.all), said.struck) == ("甲乙丙", struck)
