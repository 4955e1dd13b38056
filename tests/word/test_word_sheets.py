from __future__ import annotations

from pathlib import Path

import pytest
from word_makers import W, copy, edited, fragment, root, template, text_of

from jdbook.word.form import position_document
from jdbook.word.package import Template
from jdbook.word.sheets import ALONE, BOUND, FORM, PAGES, REGISTER, fill

DOCUMENT = "word/document.xml"


def printed(*circumstances: str, page: str = FORM) -> str:
    sheet = template().sheets[page]
    return text_of(fragment(fill((*sheet.before, *sheet.after), {}, circumstances)))


def test_the_template_has_a_sheet_for_every_page() -> None:
    assert set(template().sheets) == set(PAGES)


def test_markers_are_never_printed() -> None:
    for page in PAGES:
        text = printed("试行", "草案", ALONE, BOUND, page=page)
        assert "{{" not in text
        assert "仅" not in text


@pytest.mark.parametrize(
    "status, told", [("试行", "（试行）"), ("草案", "（草案"), ("生效", None), ("废止", None)]
)
def test_a_status_line_is_printed_in_its_status_alone(status: str, told: str | None) -> None:
    text = printed(status, ALONE)
    lines = [line for line in ("（试行）", "（草案") if line in text]
    assert lines == [line for line in [told] if line]


def test_the_holder_s_statement_is_on_single_documents_and_the_approval_on_all() -> None:
    assert "签收声明" in printed("生效", ALONE)
    assert "签收声明" not in printed("生效", BOUND)
    for text in (printed("生效", ALONE), printed("生效", BOUND)):
        assert all(label in text for label in ("编制", "审核", "批准"))


def test_pages_are_counted_from_1_in_every_section() -> None:
    for sheet in template().sheets.values():
        assert 'w:pgNumType w:start="1"' in sheet.properties.fill({})


def test_what_the_template_prints_of_document_control_is_known() -> None:
    assert {"版本", "生效日期", "状态", "编制", "审核", "批准"} <= template().sheets[FORM].printed
    assert "复核日期" not in template().sheets[FORM].printed
    assert "校验码" in template().sheets[FORM].edge_names


def test_everything_after_the_body_holds_together_whatever_the_template_says(tmp_path: Path) -> None:
    path = edited(tmp_path, (DOCUMENT, "<w:cantSplit/>", ""), ("word/styles.xml", "<w:keepNext/>", ""))
    tables = root(position_document(copy(), Template.load(path), "x")).findall(f".//{W}tbl")[-1:]
    for table in tables:
        assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr"))
        assert all(each.find(f"{W}pPr/{W}keepNext") is not None for each in table.iter(f"{W}p"))


def test_tables_of_the_template_are_of_fixed_layout_whatever_word_made_of_them(tmp_path: Path) -> None:
    path = edited(tmp_path, (DOCUMENT, '<w:tblLayout w:type="fixed"/>', ""))
    layouts = root(position_document(copy(), Template.load(path), "x")).findall(f".//{W}tblLayout")
    tables = root(position_document(copy(), Template.load(path), "x")).findall(f".//{W}tbl")
    assert len(layouts) == len(tables)
    assert {layout.get(f"{W}type") for layout in layouts} == {"fixed"}


def test_rows_of_a_table_are_kept_apart() -> None:
    table = template().sheets[REGISTER].before[-1]
    assert len(table.rows) > 2
    assert table.fill({}).count("<w:tr>") == len(table.rows)
