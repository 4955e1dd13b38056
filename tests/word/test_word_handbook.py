from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from word_makers import CASHIER, COMPANY, W, copy, paragraphs, parts_of, root, template, text_of
from word_rules import defects

from jdbook.word.form import Drawn, draw
from jdbook.word.handbook import Chapter, Handbook, Post, handbook, marks_of
from jdbook.word.package import Template
from jdbook.word.sheets import NEEDED


def drawn(title: str, code: str) -> Drawn:
    return draw(copy(CASHIER.replace("出纳员", title).replace("SL-01", code)), template(), COMPANY)


CHAPTERS = (
    Chapter("", [drawn("总经理", "A-1")]),
    Chapter("财务部", [drawn("出纳员", "C-2"), drawn("会计员", "C-1")]),
)


MANAGER, (CASHIER_, ACCOUNTANT) = CHAPTERS[0].positions[0], CHAPTERS[1].positions
POSTS = (Post(MANAGER, 0), Post(ACCOUNTANT, 1), Post(CASHIER_, 2), Post(CASHIER_, 1, repeated=True))


def made(
    chapters: Sequence[Chapter] = CHAPTERS, chart: Sequence[Post] = (), used: Template | None = None
) -> bytes:
    book = Handbook("岗位手册", "示例单位", COMPANY, "示例有限公司", chapters, chart)
    return handbook(book, used or template())


def tables_under(title: str, data: bytes | None = None) -> list[list[str]]:
    """Return the rows of the table that follows a title."""
    elements = list(root(data or made()).find(f"{W}body"))
    at = next(
        number for number, each in enumerate(elements) if each.tag == f"{W}p" and text_of(each) == title
    )
    table = next(each for each in elements[at:] if each.tag == f"{W}tbl")
    return [[text_of(cell) for cell in row.findall(f"{W}tc")] for row in table.findall(f"{W}tr")]


def test_a_handbook_is_sound() -> None:
    assert defects(made()) == []
    assert defects(made([])) == []


def test_the_book_s_own_pages_and_the_positions_are_sections_in_this_order() -> None:
    shown = [text for _, text in paragraphs(root(made(chart=POSTS)))]
    marks = ["岗位手册", "批准页", "修订记录", "目录", "组织架构", "岗位职责说明书", "签收登记表"]
    assert shown[:4] == ["示例有限公司", "岗位手册", "示例单位", "岗位 3 个"]
    assert [shown.index(text) for text in marks] == sorted(shown.index(text) for text in marks)
    assert len(list(root(made()).iter(f"{W}sectPr"))) == 8
    assert len(list(root(made(chart=POSTS)).iter(f"{W}sectPr"))) == 9


def test_the_chart_shows_who_reports_to_whom_and_leads_to_the_positions() -> None:
    data = made(chart=POSTS)
    shown = [row[0] for row in tables_under("组织架构", data)[1:]]
    assert shown == ["总经理", "└　会计员", "　　└　出纳员", "└　出纳员（见上）"]
    body = root(data).find(f"{W}body")
    links = {text_of(link): link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    assert links["└　会计员"] == links["会计员"]
    assert defects(data) == []


def test_a_book_in_which_nobody_reports_to_anybody_has_no_chart() -> None:
    assert "组织架构" not in text_of(root(made()))


def test_the_record_of_revisions_says_what_the_version_in_force_changed() -> None:
    revised = (
        CASHIER + "revisions: [{version: '1.0', changes: 增加核对}, {version: '0.9', changes: 首次编写}]\n"
    )
    data = made([Chapter("", [draw(copy(revised), template(), COMPANY)])])
    (row,) = tables_under("修订记录", data)[1:]
    assert row == ["SL-01", "出纳员", "1.0", "", "增加核对"]


def test_a_template_without_the_pages_that_may_be_left_out_still_makes_books() -> None:
    used = template()
    fewer = replace(used, sheets={page: used.sheets[page] for page in NEEDED})
    data = made(chart=POSTS, used=fewer)
    assert not {"批准页", "修订记录", "组织架构"} & {text_of(each) for each in root(data).iter(f"{W}p")}
    assert defects(data) == []


def test_the_index_lists_departments_and_positions_in_the_order_of_print() -> None:
    rows = tables_under("目录")
    assert [row[:3] for row in rows[1:]] == [
        ["1", "A-1", "总经理"],
        ["财务部"],
        ["2", "C-2", "出纳员"],
        ["3", "C-1", "会计员"],
    ]
    assert rows[1][-1] == CHAPTERS[0].positions[0].copy.check_code


def test_the_index_leads_to_the_positions() -> None:
    body = root(made()).find(f"{W}body")
    anchors = {text_of(link): link.get(f"{W}anchor") for link in body.iter(f"{W}hyperlink")}
    marked = {mark.get(f"{W}name"): text_of(mark.getparent()) for mark in body.iter(f"{W}bookmarkStart")}
    titles = ["总经理", "出纳员", "会计员"]
    assert [marked[anchors[title]].rstrip("\u3000") for title in titles] == titles


def test_page_numbers_stand_in_the_contents_of_a_book_that_is_counted_through() -> None:
    book = Handbook("岗位手册", "示例单位", COMPANY, "示例有限公司", CHAPTERS)
    marks = marks_of(book, template())
    paged = handbook(replace(book, pages=dict(zip(marks, (5, 7, 12), strict=True))), template())
    rows = [row for row in tables_under("目录", paged) if len(row) > 1]
    assert [(row[2], row[-1]) for row in rows] == [
        ("岗位名称", "页码"),
        ("总经理", "5"),
        ("出纳员", "7"),
        ("会计员", "12"),
    ]
    codes = [code.text.strip() for code in root(paged).iter(f"{W}instrText")]
    assert codes == [f"PAGEREF {mark} \\h" for mark in marks]
    footer = root(paged, "word/footer6_2.xml")
    assert "NUMPAGES" in [code.text.strip() for code in footer.iter(f"{W}instrText")]
    counted = [one.find(f"{W}pgNumType") is not None for one in root(paged).iter(f"{W}sectPr")]
    assert counted == [True] + [False] * 7
    assert defects(paged) == []


def test_a_book_without_page_numbers_has_no_column_and_no_field_for_them() -> None:
    assert "页码" not in text_of(root(made()))
    assert not list(root(made()).iter(f"{W}instrText"))


def test_the_register_has_a_row_for_everybody_and_some_to_spare() -> None:
    rows = tables_under("签收登记表")
    assert [row[2] for row in rows[1:4]] == ["总经理", "出纳员", "会计员"]
    assert len(rows) > 4
    assert not any("".join(row) for row in rows[4:])


def test_every_position_is_a_section_that_says_which_text_it_is_on_every_page() -> None:
    data = made()
    for number, code in ((5, "A-1"), (6, "C-2"), (7, "C-1")):
        assert code in text_of(root(data, f"word/header{number}_1.xml"))
        footer = root(data, f"word/footer{number}_2.xml")
        assert f"PAGEREF _jd{number}e" in [code.text.strip() for code in footer.iter(f"{W}instrText")]
    codes = {text_of(root(data, f"word/footer{number}_2.xml"))[:16] for number in (5, 6, 7)}
    assert len(codes) == 3


def test_positions_in_a_handbook_bear_the_approval_and_leave_signing_to_the_register() -> None:
    shown = text_of(root(made()))
    assert shown.count("编制审核批准") == 4  # the book itself bears one too
    assert "签收声明" not in shown


def test_a_position_s_heading_is_what_word_s_outline_shows() -> None:
    styles = root(made(), "word/styles.xml")
    levels = {
        style.find(f"{W}name").get(f"{W}val")
        for style in styles.iter(f"{W}style")
        if style.find(f"{W}pPr/{W}outlineLvl") is not None
    }
    shown = [text for style, text in paragraphs(root(made())) if style in levels]
    assert [text.split("　")[0] for text in shown] == [
        "批准页",
        "修订记录",
        "目录",
        "总经理",
        "出纳员",
        "会计员",
        "签收登记表",
    ]


def test_the_body_of_a_position_is_the_same_in_every_book() -> None:
    position = CHAPTERS[1].positions[0]
    for data in (made(), made([Chapter("财务部", [position])])):
        assert position.body in parts_of(data)["word/document.xml"].decode()


def test_the_same_chapters_give_the_same_bytes() -> None:
    assert made() == made()


def test_a_hundred_positions_keep_all_ids_apart() -> None:
    assert defects(made([Chapter("财务部", [CHAPTERS[0].positions[0]] * 100)])) == []
