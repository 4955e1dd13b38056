"""Editable: the workbook asks for what fits, offers what there is, and shows what is only for information."""

from __future__ import annotations

import io
from typing import Any

import pytest
from making import library_of
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from jdbook.export import as_xlsx
from jdbook.ledger.columns import Names
from jdbook.ledger.sheets import sheets_of
from jdbook.workbook import workbook

LIBRARY = library_of(
    {
        "ad/unit.yml": "name: 广告公司\n",
        "m/unit.yml": "name: 传媒\n",
        "ad/gm.yml": "title: 总经理\nsuperior: {outside: 董事会}\nremuneration: [一万]\n",
        "ad/a.yml": "title: 出纳员\nsuperior: 总经理\nduties: [{text: 付款, group: 日常, frequency: 每日, children: [核对]}]\n"
        "authority: [{matter: 付款, action: 执行, limit: {below: 5, unit: 万元}, with_whom: {outside: 银行}}]\n",
        "m/gm.yml": "title: 总编\n",
    }
)
BOOK = load_workbook(io.BytesIO(as_xlsx(LIBRARY)))


def column(sheet: Worksheet, heading: str) -> str:
    return str(next(cell.column_letter for cell in sheet[1] if cell.value == heading))


def asked(sheet: str, heading: str) -> Any:
    """Return the data validation of a column."""
    page = BOOK[sheet]
    place = f"{column(page, heading)}2:{column(page, heading)}1048576"
    return next(one for one in page.data_validations.dataValidation if str(one.sqref) == place)


def listed(letter: str) -> list[Any]:
    return [cell.value for cell in BOOK["名单"][letter][1:] if cell.value]


def test_who_can_be_named_is_offered_by_unit() -> None:
    rows = [(unit.value, name.value) for unit, name in zip(BOOK["名单"]["A"], BOOK["名单"]["B"], strict=True)]
    company = [name for unit, name in rows[1:5] if unit == "广告公司"]
    assert company[:2] == [entry.title for entry in LIBRARY.by_unit["ad"]]
    assert sorted(map(str, company[2:])) == ["董事会", "银行"]
    assert rows[5] == ("传媒", "总编")
    for sheet, heading in (("岗位", "直接上级"), ("权限", "会同或报送"), ("表单", "来自或送交")):
        found = asked(sheet, heading)
        assert (found.type, found.errorStyle, found.showErrorMessage) == ("list", "warning", True)
        assert (
            found.formula1 == "OFFSET('名单'!$B$1,MATCH($A2,'名单'!$A:$A,0)-1,0,COUNTIF('名单'!$A:$A,$A2),1)"
        )


@pytest.mark.parametrize(
    "sheet, heading, values",
    [("岗位", "状态", ["草案", "试行", "生效", "废止"]), ("权限", "权限", ["决定", "审批", "审核", "提议", "建议", "执行", "监督", "签署", "知情"])],
)  # fmt: skip
def test_what_is_one_of_a_few_words_is_chosen(sheet: str, heading: str, values: list[str]) -> None:
    found = asked(sheet, heading)
    letter = found.formula1.split("$")[1]
    assert found.formula1 == f"'名单'!${letter}$2:${letter}${len(values) + 1}"
    assert listed(letter) == values
    assert (found.errorStyle, found.showErrorMessage) == ("stop", True)


@pytest.mark.parametrize(
    "sheet, heading, values",
    [("职责", "类别", ["日常"]), ("职责", "频次", ["每日"]), ("权限", "限额单位", ["万元"])],
)
def test_what_was_written_before_is_offered_and_anything_else_is_taken(
    sheet: str, heading: str, values: list[str]
) -> None:
    found = asked(sheet, heading)
    assert listed(found.formula1.split("$")[1]) == values
    assert not found.showErrorMessage


def test_what_is_only_for_information_is_grey_and_says_so() -> None:
    for sheet, headings in {"岗位": ["单位", "部门", "直接下级", "继承", "校验码", "文件", "标识"], "职责": ["单位", "部门", "岗位编号", "标识"]}.items():  # fmt: skip
        page = BOOK[sheet]
        grey = [cell.value for cell in page[1] if cell.fill.fgColor.rgb == "FFE0E0E0"]
        assert grey == headings
        for heading in headings:
            assert "改了不读回" in asked(sheet, heading).prompt
            assert page[f"{column(page, heading)}2"].fill.fgColor.rgb in ("FFF2F2F2", "00000000")


def test_what_is_typed_anywhere_is_a_text_and_headings_stay_in_sight() -> None:
    for sheet in ("岗位", "职责", "权限", "表单"):
        page = BOOK[sheet]
        assert page.freeze_panes == "D2"
        assert page.print_title_rows == "$1:$1"
        assert page.auto_filter.ref.startswith("A1:")
        assert {page.column_dimensions[cell.coordinate[:-1]].number_format for cell in page[1]} == {"@"}


def test_what_stands_below_a_duty_is_set_in() -> None:
    page = BOOK["职责"]
    letter = column(page, "职责")
    assert [page[f"{letter}{row}"].alignment.indent for row in (2, 3)] == [0, 2]
    assert [page[f"{column(page, '序号')}{row}"].value for row in (2, 3)] == ["1", "1.1"]


def test_what_it_was_made_from_is_out_of_sight() -> None:
    states = {sheet.title: sheet.sheet_state for sheet in BOOK.worksheets}
    assert (states.pop("名单"), states.pop("底稿")) == ("hidden", "veryHidden")
    assert set(states.values()) == {"visible"}
    assert "一万" not in str([cell.value for row in BOOK["底稿"].iter_rows() for cell in row])


def test_an_empty_library_is_an_empty_workbook() -> None:
    book = load_workbook(io.BytesIO(workbook(sheets_of([], Names([], []), frozenset()))))
    assert {sheet.max_row for sheet in book.worksheets if sheet.title not in ("说明", "名单")} == {1}
