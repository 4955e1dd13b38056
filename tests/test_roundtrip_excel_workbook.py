"""Round trip of the workbook: untouched it says what it said; every edit comes back as exactly that change."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import hostile
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import library_of, load_of
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from strategies import positions

from jdbook.export import as_xlsx
from jdbook.ledger.columns import read_back
from jdbook.library import Library
from jdbook.loading import load
from jdbook.model import Position
from jdbook.roundtrip.excel import grids
from jdbook.roundtrip.excel.cells import folded
from jdbook.roundtrip.excel.workbook import is_ours, read_workbook
from jdbook.roundtrip.returned import Returned
from jdbook.writing import to_data, to_yaml

PROJECT = Path(__file__).resolve().parent.parent
FILES = {
    "ad/unit.yml": "name: 广告公司\ndepartments: {fin: {name: 财务部}}\n",
    "media/unit.yml": "name: 传媒公司\n",
    "media/editor.yml": "title: 总编\n",
    "ad/gm.yml": "title: 总经理\naliases: [GM]\nsuperior: {outside: 董事会}\nstatus: 试行\nversion: '1.10'\n",
    "ad/fin/cashier.yml": """
        title: 出纳员
        code: '007'
        superior: [总经理, media/editor]
        purpose: 保管资金
        duties:
          - 收款
          - text: 付款
            group: 日常
            standard: 无差错
            frequency: 每日
            children:
              - 核对
              - {text: 盖章, standard: 清晰, children: [登记]}
          - 存档
        authority:
          - 在授权内付款
          - {matter: 付款, action: 执行, limit: {from: 100, below: 10000.50}, with_whom: [总经理, {outside: 银行}], note: 两人签}
          - {matter: 用印, action: 审批, limit: {below: 5, unit: 万元}}
        responsibilities: [账款相符, 票据不丢]
        forms:
          - {name: 日记账, handling: [填写, 保管], with_whom: 会计员}
        qualifications: {education: 大专}
        remuneration: [月薪八千]
        """,
    "ad/fin/clerk.yml": "title: 会计员\nsuperior: 总经理\nduties: [记账]\n",
}
LIBRARY = library_of(FILES)
BOOK = as_xlsx(LIBRARY)
Edit = Callable[[Mapping[str, Worksheet]], None]


def came_back(data: bytes) -> dict[str, Returned]:
    """Return what came back by key; what belongs to nobody under ""."""
    found = read_workbook(data)
    assert not isinstance(found, str), found
    return {one.key: one for one in found}


def edited(edit: Edit, book: bytes = BOOK) -> dict[str, Returned]:
    """Return what comes back of a workbook after some edits to its sheets."""
    opened = load_workbook(io.BytesIO(book))
    edit({sheet.title: sheet for sheet in opened.worksheets})
    out = io.BytesIO()
    opened.save(out)
    return came_back(out.getvalue())


def changes(back: Mapping[str, Returned]) -> dict[str, dict[str, Any]]:
    """Return what every position says now where it said something else, None where it says nothing any more."""
    return {
        key: changed
        for key, one in back.items()
        if (
            changed := {
                name: one.edited.get(name)
                for name in {*one.base, *one.edited}
                if one.base.get(name) != one.edited.get(name)
            }
        )
    }


def doubts(back: Mapping[str, Returned]) -> list[str]:
    return [doubt for one in back.values() for doubt in one.doubts]


def column(sheet: Worksheet, heading: str) -> int:
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def row_of(sheet: Worksheet, key: str, number: str = "") -> int:
    """Return the row of a position, or of its item with a number."""
    at, numbers = column(sheet, "标识"), column(sheet, "序号") if number else 0
    for row in range(2, sheet.max_row + 1):
        if sheet.cell(row, at).value == key and (not number or sheet.cell(row, numbers).value == number):
            return row
    raise KeyError(key, number)


def put(heading: str, value: Any, key: str = "ad/cashier", sheet: str = "岗位", number: str = "") -> Edit:
    """Return the edit of one cell."""

    def edit(sheets: Mapping[str, Worksheet]) -> None:
        page = sheets[sheet]
        page.cell(row_of(page, key, number), column(page, heading)).value = value

    return edit


def told(library: Library) -> dict[str, dict[str, Any]]:
    """Return what a workbook of a library can show of every position."""
    keys = read_back(library.private)
    data = {entry.key: to_data(entry.position) for entry in library.entries}
    return {key: {name: one[name] for name in keys if name in one} for key, one in data.items()}


def untouched(library: Library, data: bytes) -> None:
    """Fail unless everything came back as it was made."""
    back = came_back(data)
    assert {key: dict(one.base) for key, one in back.items()} == told(library)
    assert changes(back) == {}
    assert doubts(back) == []


def test_untouched_all_samples_come_back_as_they_are() -> None:
    library = load(PROJECT).library
    assert len(library.entries) > 50
    untouched(library, as_xlsx(library))


def test_untouched_after_other_programs_saved_it_everything_comes_back() -> None:
    assert changes(edited(lambda _: None)) == {}
    assert doubts(edited(lambda _: None)) == []


@settings(max_examples=60)
@given(st.lists(positions(), min_size=1, max_size=3))
def test_untouched_any_position_comes_back_as_it_is(drawn: list[Position]) -> None:
    files = {f"ad/p{number}.yml": to_yaml(to_data(one)) for number, one in enumerate(drawn)}
    library, _ = load_of(files)
    data = as_xlsx(library)
    untouched(library, data)
    opened = load_workbook(io.BytesIO(data))
    out = io.BytesIO()
    opened.save(out)
    untouched(library, out.getvalue())


def shown(library: Library) -> dict[str, list[list[str]]]:
    """Return what stands in the cells that are read back, by sheet, without what programs change on saving."""
    book = load_workbook(io.BytesIO(as_xlsx(library)), read_only=True)
    found = {}
    for name in ("岗位", "职责", "权限", "表单"):
        heading, *rows = [list(row) for row in book[name].iter_rows(values_only=True)]
        told = [at for at, text in enumerate(heading) if text not in ("校验码", "继承", "直接下级")]
        found[name] = [[folded(str(row[at] or "")) for at in told] for row in rows]
    return found


@settings(max_examples=40)
@given(positions(), positions())
def test_any_position_made_into_any_other_one_comes_back_as_that_one(was: Position, now: Position) -> None:
    before, _ = load_of({"ad/x.yml": to_yaml(to_data(was))})
    after, _ = load_of({"ad/x.yml": to_yaml(to_data(now))})
    book, carried = (load_workbook(io.BytesIO(as_xlsx(library))) for library in (after, before))
    for row in book["底稿"].iter_rows():
        for cell in row:
            cell.value = None
    for row in carried["底稿"].iter_rows():
        for at, cell in enumerate(row, 1):
            book["底稿"].cell(cell.row or 1, at).value = cell.value
    out = io.BytesIO()
    book.save(out)
    back = came_back(out.getvalue())
    assert dict(back["ad/x"].base) == told(before)["ad/x"]
    read, _ = load_of({"ad/x.yml": to_yaml(dict(back["ad/x"].edited))})
    for name, rows in shown(after).items():
        if rows:  # a sheet without any row was not edited
            assert shown(read)[name] == rows


DUTIES = to_data(LIBRARY.by_key["ad/cashier"].position)["duties"]
PAYING = DUTIES[1]
POWERS = to_data(LIBRARY.by_key["ad/cashier"].position)["authority"]


@pytest.mark.parametrize(
    "heading, value, name, now",
    [
        ("岗位目的", "保管资金和票据", "purpose", "保管资金和票据"),
        ("岗位目的", None, "purpose", None),
        ("岗位目的", "一\r\n二_x000D_\n三", "purpose", "一\n二\n三"),
        ("定员", 2, "headcount", "2"),
        ("定员", 2.0, "headcount", "2"),
        ("版本", 1.5, "version", "1.5"),
        ("生效日期", "2026年1月3日", "effective", "2026-01-03"),
        ("生效日期", "2026/1/3", "effective", "2026-01-03"),
        ("状态", "生效", "status", "生效"),
        ("别名", "出纳、小出纳\n管钱的", "aliases", ["出纳", "小出纳", "管钱的"]),
        ("管理责任", "账款相符\n\n 票据不丢 \n印章不丢", "responsibilities", ["账款相符", "票据不丢", "印章不丢"]),
        ("管理责任", "票据不丢", "responsibilities", ["票据不丢"]),
        ("直接上级", "总经理", "superior", ["总经理"]),
        ("直接上级", "传媒公司/总编、总经理", "superior", ["media/editor", "总经理"]),
        ("直接上级", "GM\nad/clerk", "superior", ["GM", "ad/clerk"]),
        ("直接上级", "董事会", "superior", [{"outside": "董事会"}]),
        ("直接上级", "总经理\n库外：监事会", "superior", ["总经理", {"outside": "监事会"}]),
        ("岗位名称", "现金出纳", "title", "现金出纳"),
        ("应知应会", "'=提案", "knowledge", ["'=提案"]),
    ],
)  # fmt: skip
def test_a_cell_of_a_position_comes_back_as_that_change(
    heading: str, value: Any, name: str, now: object
) -> None:
    back = edited(put(heading, value))
    assert changes(back) == {"ad/cashier": {name: now}}
    assert doubts(back) == []


@pytest.mark.parametrize(
    "heading, value, said",
    [
        ("状态", "有效", "可以写：草案、试行、生效、废止"),
        ("生效日期", "下个月", "2026-01-31"),
        ("岗位名称", None, "不能空着"),
        ("部门", "人事部", "由文件夹决定"),
        ("直接下级", "总经理", "没有读入"),
        ("继承", "gm", "没有读入"),
        ("岗位名称", "出纳，会计", "一处只写一个名称"),
        ("岗位目的", "=1+1", "是公式"),
        ("岗位目的", "#REF!", "是错误值 #"),
        ("管理责任", True, "是逻辑值"),
        ("直接上级", "#N/A", "是错误值 #"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_cell_and_stays(heading: str, value: Any, said: str) -> None:
    back = edited(put(heading, value))
    assert changes(back) == {}
    (doubt,) = doubts(back)
    assert said in doubt
    page = load_workbook(io.BytesIO(BOOK))["岗位"]
    cell = page.cell(row_of(page, "ad/cashier"), column(page, heading)).coordinate
    assert doubt.startswith(f"岗位!{cell}：")
    assert not re.search("[a-z]{3}", doubt)


def test_a_name_nobody_knows_is_read_as_it_stands_and_told() -> None:
    back = edited(put("直接上级", "总经里"))
    assert changes(back) == {"ad/cashier": {"superior": ["总经里"]}}
    (doubt,) = back["ad/cashier"].doubts
    assert doubt.startswith("岗位!H")
    assert "“总经里”不在岗位名单里" in doubt


@pytest.mark.parametrize(
    "number, heading, value, now",
    [
        ("1", "职责", "收现金", [{"text": "收现金"}, *DUTIES[1:]]),
        ("1", "频次", "每月", [{"text": "收款", "frequency": "每月"}, *DUTIES[1:]]),
        ("2", "工作标准", None, [DUTIES[0], {k: v for k, v in PAYING.items() if k != "standard"}, DUTIES[2]]),
        ("2.1", "职责", "复核", [DUTIES[0], PAYING | {"children": ["复核", PAYING["children"][1]]}, DUTIES[2]]),
        ("2.2.1", "类别", "偶发",
         [DUTIES[0], PAYING | {"children": ["核对", PAYING["children"][1] | {"children": [{"text": "登记", "group": "偶发"}]}]}, DUTIES[2]]),
        ("1", "序号", "2.3", [PAYING | {"children": [*PAYING["children"], "收款"]}, "存档"]),
        ("3", "序号", "0", ["存档", "收款", PAYING]),
    ],
)  # fmt: skip
def test_a_cell_of_a_duty_comes_back_as_that_change(
    number: str, heading: str, value: Any, now: list[Any]
) -> None:
    back = edited(put(heading, value, sheet="职责", number=number))
    now = ["收现金" if item == {"text": "收现金"} else item for item in now]
    assert changes(back) == {"ad/cashier": {"duties": now}}
    assert doubts(back) == []


@pytest.mark.parametrize(
    "number, heading, value, now",
    [
        ("2", "限额起点（含）", None, {"limit": {"below": "10000.50"}}),
        ("2", "限额上限（不含）", "20,000", {"limit": {"from": "100", "below": "20000"}}),
        ("2", "限额上限（不含）", 20000.25, {"limit": {"from": "100", "below": "20000.25"}}),
        ("2", "限额单位", "万元", {"limit": {"from": "100", "below": "10000.50", "unit": "万元"}}),
        ("2", "权限", "审核", {"action": "审核"}),
        ("2", "会同或报送", "银行、会计员", {"with_whom": [{"outside": "银行"}, "会计员"]}),
        ("2", "会同或报送", None, {"with_whom": None}),
        ("2", "说明", None, {"note": None}),
    ],
)
def test_a_cell_of_authority_comes_back_as_that_change(
    number: str, heading: str, value: Any, now: dict[str, Any]
) -> None:
    back = edited(put(heading, value, sheet="权限", number=number))
    item = {key: said for key, said in (POWERS[1] | now).items() if said is not None}
    assert changes(back) == {"ad/cashier": {"authority": [POWERS[0], item, POWERS[2]]}}
    assert doubts(back) == []


@pytest.mark.parametrize(
    "heading, value, said",
    [
        ("权限", "批准", "可以写：决定、审批"),
        ("限额起点（含）", "一万", "阿拉伯数字"),
        ("限额起点（含）", 99999, "起点要小于上限"),
        ("没有分项的句子", "付款要签字", "不要混写"),
        ("事项", None, "要有事项和权限"),
    ],
)
def test_authority_that_does_not_fit_is_told_and_stays(heading: str, value: Any, said: str) -> None:
    back = edited(put(heading, value, sheet="权限", number="2"))
    assert changes(back) == {}
    (doubt,) = doubts(back)
    assert said in doubt
    assert doubt.startswith("权限第")


def test_a_row_that_is_kept_says_every_cell_for_which_it_is() -> None:
    def edit(sheets: Mapping[str, Worksheet]) -> None:
        for heading, value in (
            ("权限", "拍板"),
            ("限额起点（含）", "两万"),
            ("会同或报送", "总经理、审计部"),
        ):
            put(heading, value, sheet="权限", number="2")(sheets)

    back = edited(edit)
    assert changes(back) == {}
    (doubt,) = doubts(back)
    page = load_workbook(io.BytesIO(BOOK))["权限"]
    row = row_of(page, "ad/cashier", "2")
    assert doubt.startswith(f"权限第{row}行：权限!H{row} 权限不能是“拍板”")
    assert f"；权限!I{row} 限额起点（含）写成了“两万”" in doubt
    assert f"；权限!L{row} “审计部”不在岗位名单里" in doubt
    assert doubt.endswith("整行保留原来的内容")
    assert "照写读入" not in doubt


@pytest.mark.parametrize("is_new", [True, False])
def test_several_lines_in_one_cell_of_a_row_are_told(is_new: bool) -> None:
    text = "收款\n找零"
    back = edited(insert(6, **OWN, 职责=text) if is_new else put("职责", text, sheet="职责", number="1"))
    assert text in changes(back)["ad/cashier"]["duties"]
    (doubt,) = doubts(back)
    assert re.match(r"职责![A-Z]\d+：一格里写了 2 行，按一项读入", doubt)


@pytest.mark.parametrize(
    "value, said", [("#REF!", "是错误值 #REF!"), ("=A1", "是公式"), (True, "是逻辑值 TRUE")]
)
@pytest.mark.parametrize("number", ["1", "3"])
def test_a_cell_without_a_text_of_its_own_keeps_its_duty_and_is_told(
    number: str, value: Any, said: str
) -> None:
    back = edited(put("职责", value, sheet="职责", number=number))
    assert changes(back) == {}
    (doubt,) = doubts(back)
    page = load_workbook(io.BytesIO(BOOK))["职责"]
    cell = page.cell(row_of(page, "ad/cashier", number), column(page, "职责")).coordinate
    assert doubt.startswith(f"职责!{cell}：{said}")


@pytest.mark.parametrize("number", ["1", "2.1", "3"])
def test_a_cell_without_a_text_keeps_its_duty_where_numbers_are_gone_too(number: str) -> None:
    def edit(sheets: Mapping[str, Worksheet]) -> None:
        put("职责", "#REF!", sheet="职责", number=number)(sheets)
        sheets["职责"].delete_cols(column(sheets["职责"], "序号"))

    back = edited(edit)
    assert changes(back) == {}
    assert len(doubts(back)) == 1


@pytest.mark.parametrize("value", ["#REF!", "=A1", True])
def test_a_new_row_without_a_text_of_its_own_is_told(value: Any) -> None:
    back = edited(insert(6, **OWN, 职责=value))
    assert changes(back) == {}
    assert any("职责!" in doubt and "没有读入" in doubt for doubt in doubts(back))


def test_formats_far_below_cost_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def edit(sheets: Mapping[str, Worksheet]) -> None:
        for sheet in sheets.values():
            sheet.cell(1_048_576, 1).number_format = "0.00"

    seen: list[int] = []
    read = grids._read
    monkeypatch.setattr(grids, "_read", lambda rows, formulas: read(counted(rows, seen), formulas))
    assert changes(edited(edit)) == {}
    assert len(seen) < 100


def counted(rows: Any, seen: list[int]) -> Iterator[Any]:
    for number, row in enumerate(rows):
        seen.append(number)
        yield row


def test_a_text_far_below_what_is_read_is_not_passed_over() -> None:
    opened = load_workbook(io.BytesIO(BOOK))
    opened["职责"].cell(grids.MAX_ROWS + 9, 1).value = "甲"
    out = io.BytesIO()
    opened.save(out)
    assert "行。请分成几份" in str(read_workbook(out.getvalue()))


def test_forms_come_back_too() -> None:
    back = edited(put("经办方式", "填写、审核", sheet="表单", number="1"))
    form = {"name": "日记账", "handling": ["填写", "审核"], "with_whom": ["会计员"]}
    assert changes(back) == {"ad/cashier": {"forms": [form]}}


def insert(at: int, sheet: str = "职责", **cells: Any) -> Edit:
    """Return the edit that inserts a row (before `at` of ad/cashier's rows) with some cells."""

    def edit(sheets: Mapping[str, Worksheet]) -> None:
        page = sheets[sheet]
        row = row_of(page, "ad/cashier") + at
        page.insert_rows(row)
        for heading, value in cells.items():
            page.cell(row, column(page, heading)).value = value

    return edit


OWN = {"单位": "广告公司", "岗位": "出纳员"}


@pytest.mark.parametrize(
    "at, cells, now, sure",
    [
        (1, OWN | {"职责": "找零"}, ["收款", "找零", PAYING, "存档"], True),
        (0, OWN | {"职责": "找零"}, ["找零", "收款", PAYING, "存档"], True),
        (6, OWN | {"职责": "找零"}, ["收款", PAYING, "存档", "找零"], True),
        (6, {"标识": "ad/cashier", "职责": "找零"}, ["收款", PAYING, "存档", "找零"], True),
        (1, {"职责": "找零"}, ["收款", "找零", PAYING, "存档"], False),
        (6, {"序号": 4, "职责": "找零"}, ["收款", PAYING, "存档", "找零"], False),
        (6, OWN | {"序号": 1, "职责": "找零"}, ["收款", "找零", PAYING, "存档"], True),
        (2, OWN | {"职责": "数钱"}, ["收款", PAYING | {"children": ["数钱", *PAYING["children"]]}, "存档"], True),
        (3, OWN | {"职责": "数钱"}, ["收款", PAYING | {"children": ["核对", "数钱", PAYING["children"][1]]}, "存档"], True),
        (5, OWN | {"序号": "2.3", "职责": "数钱"}, ["收款", PAYING | {"children": [*PAYING["children"], "数钱"]}, "存档"], True),
        (1, OWN | {"序号": "1.1", "职责": "数钱"}, [{"text": "收款", "children": ["数钱"]}, PAYING, "存档"], True),
        (1, OWN | {"序号": "乙", "职责": "找零"}, ["收款", "找零", PAYING, "存档"], False),
        (1, OWN | {"序号": "9.1", "职责": "找零"}, ["收款", PAYING, "存档", "找零"], False),
    ],
)  # fmt: skip
def test_a_row_that_was_added_is_an_item_where_it_stands(
    at: int, cells: dict[str, Any], now: list[Any], sure: bool
) -> None:
    back = edited(insert(at, **cells))
    assert changes(back) == {"ad/cashier": {"duties": now}}
    assert (doubts(back) == []) == sure
    assert all(doubt.startswith("职责!") for doubt in doubts(back))


def test_a_row_of_nobody_is_told_with_what_it_says() -> None:
    back = edited(insert(6, 职责="找零"))
    assert changes(back) == {}
    (doubt,) = back[""].doubts
    assert re.match(r"职责![A-Z]\d+：看不出是哪个岗位的，没有写岗位", doubt)
    assert "找零" in doubt


def test_a_row_without_its_main_text_is_told() -> None:
    back = edited(insert(1, **OWN, 频次="每日"))
    assert changes(back) == {}
    (doubt,) = doubts(back)
    assert "没有读入" in doubt
    assert "每日" in doubt


def delete(*numbers: str, key: str = "ad/cashier", sheet: str = "职责") -> Edit:
    def edit(sheets: Mapping[str, Worksheet]) -> None:
        for number in numbers:
            sheets[sheet].delete_rows(row_of(sheets[sheet], key, number))

    return edit


@pytest.mark.parametrize(
    "numbers, now, sure",
    [
        (["1"], [PAYING, "存档"], True),
        (["2.1"], ["收款", PAYING | {"children": PAYING["children"][1:]}, "存档"], True),
        (["2", "2.1", "2.2", "2.2.1"], ["收款", "存档"], True),
        (["2.2"], ["收款", PAYING | {"children": ["核对"]}, "登记", "存档"], False),
        (["1", "2", "2.1", "2.2", "2.2.1", "3"], None, False),
    ],
)
def test_a_row_that_was_deleted_is_gone(numbers: list[str], now: Any, sure: bool) -> None:
    back = edited(delete(*numbers))
    assert changes(back) == {"ad/cashier": {"duties": now}}
    assert (doubts(back) == []) == sure


def test_emptied_rows_are_gone_too() -> None:
    back = edited(put("职责", None, sheet="职责", number="1"))
    assert changes(back) == {"ad/cashier": {"duties": DUTIES[1:]}}


def turned(sheets: Mapping[str, Worksheet]) -> None:
    """Sort every sheet backwards."""
    for name in ("岗位", "职责", "权限", "表单"):
        page = sheets[name]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)][::-1]
        for number, row in enumerate(rows, 2):
            for at, value in enumerate(row, 1):
                page.cell(number, at).value = value


def test_sorting_filtering_and_wider_columns_change_nothing() -> None:
    back = edited(turned)
    assert changes(back) == {}
    assert doubts(back) == []


def in_other_columns(sheets: Mapping[str, Worksheet]) -> None:
    for name in ("岗位", "职责"):
        sheets[name].insert_cols(3)
        sheets[name].cell(1, 3).value = "我的备注"
        sheets[name].cell(2, 3).value = "要改"
        sheets[name].insert_rows(1)
        sheets[name].cell(1, 1).value = "2026 年岗位清单"


def test_columns_and_titles_of_their_own_change_nothing() -> None:
    back = edited(in_other_columns)
    assert changes(back) == {}
    assert doubts(back) == []


@pytest.mark.parametrize(
    "sheet, heading",
    [("岗位", "岗位目的"), ("岗位", "标识"), ("岗位", "直接下级"), ("职责", "频次"), ("职责", "标识"), ("职责", "序号"), ("权限", "事项")],
)  # fmt: skip
def test_a_column_that_was_deleted_was_not_edited(sheet: str, heading: str) -> None:
    back = edited(lambda sheets: sheets[sheet].delete_cols(column(sheets[sheet], heading)))
    assert changes(back) == {}
    assert doubts(back) == []


@pytest.mark.parametrize("sheet", ["岗位", "职责", "权限", "说明", "名单", "表单"])
def test_a_sheet_that_was_deleted_was_not_edited(sheet: str) -> None:
    opened = load_workbook(io.BytesIO(BOOK))
    del opened[sheet]
    out = io.BytesIO()
    opened.save(out)
    assert changes(came_back(out.getvalue())) == {}


def rename(sheet: str, heading: str, now: str) -> Edit:
    def edit(sheets: Mapping[str, Worksheet]) -> None:
        sheets[sheet].cell(1, column(sheets[sheet], heading)).value = now

    return edit


@pytest.mark.parametrize(
    "sheet, heading, now, found",
    [
        ("岗位", "直接上级", "上级", True),
        ("岗位", "岗位目的", "为什么设", True),
        ("岗位", " 岗位目的", " 岗位目的：", True),
        ("职责", "职责", "干什么", True),
        ("岗位", "复核日期", "复核期", False),
    ],
)
def test_a_heading_that_was_renamed_is_found_by_what_stands_below_or_told(
    sheet: str, heading: str, now: str, found: bool
) -> None:
    back = edited(rename(sheet, heading.strip(), now))
    assert changes(back) == {}
    assert (doubts(back) == []) == found
    assert all(doubt.startswith("岗位!") and "复核日期" in doubt for doubt in doubts(back))


def test_a_sheet_that_was_renamed_is_found_by_its_headings() -> None:
    def edit(sheets: Mapping[str, Worksheet]) -> None:
        put("职责", "收现金", sheet="职责", number="1")(sheets)
        sheets["职责"].title = "职责（已改）"

    assert changes(edited(edit)) == {"ad/cashier": {"duties": ["收现金", *DUTIES[1:]]}}


def new_row(sheets: Mapping[str, Worksheet]) -> None:
    page = sheets["岗位"]
    row = page.max_row + 1
    cells: dict[str, Any] = {"单位": "广告公司", "岗位名称": "司机", "直接上级": "总经理", "定员": 3}
    for heading, value in cells.items():
        page.cell(row, column(page, heading)).value = value
    duties = sheets["职责"]
    row = duties.max_row + 1
    for heading, value in {"单位": "广告公司", "岗位": "司机", "职责": "开车"}.items():
        duties.cell(row, column(duties, heading)).value = value


def test_a_new_position_is_told_and_not_lost() -> None:
    back = edited(new_row)
    assert changes({key: one for key, one in back.items() if key}) == {}
    new = back[""]
    assert new.base == {}
    assert new.edited == {"title": "司机", "headcount": "3", "superior": ["总经理"], "duties": ["开车"]}
    assert new.doubts[0].startswith("岗位第")
    assert "司机" in new.doubts[0]


def test_a_new_title_can_be_referred_to_at_once() -> None:
    def edit(sheets: Mapping[str, Worksheet]) -> None:
        put("岗位名称", "现金出纳")(sheets)
        put("直接上级", "现金出纳", key="ad/clerk")(sheets)
        insert(6, 单位="广告公司", 岗位="现金出纳", 职责="找零")(sheets)

    back = edited(edit)
    assert changes(back) == {
        "ad/cashier": {"title": "现金出纳", "duties": [*DUTIES, "找零"]},
        "ad/clerk": {"superior": ["现金出纳"]},
    }
    assert doubts(back) == []


def test_a_copied_row_with_another_title_is_a_new_position() -> None:
    def edit(sheets: Mapping[str, Worksheet]) -> None:
        page = sheets["岗位"]
        copied = [cell.value for cell in page[row_of(page, "ad/cashier")]]
        for at, value in enumerate(copied, 1):
            page.cell(page.max_row + (at == 1), at).value = value
        page.cell(page.max_row, column(page, "岗位名称")).value = "助理出纳"

    back = edited(edit)
    assert changes({key: one for key, one in back.items() if key}) == {}
    assert back[""].edited["title"] == "助理出纳"


def test_a_position_whose_row_is_gone_is_told_and_stays() -> None:
    def edit(sheets: Mapping[str, Worksheet]) -> None:
        sheets["岗位"].delete_rows(row_of(sheets["岗位"], "ad/cashier"))
        put("职责", "收现金", sheet="职责", number="1")(sheets)

    back = edited(edit)
    assert changes(back) == {"ad/cashier": {"duties": ["收现金", *DUTIES[1:]]}}
    assert "出纳员" in back["ad/cashier"].doubts[0]


def test_only_some_of_the_positions_may_come_back() -> None:
    def edit(sheets: Mapping[str, Worksheet]) -> None:
        for name in ("岗位", "职责", "权限", "表单"):
            page = sheets[name]
            at = column(page, "标识")
            for row in range(page.max_row, 1, -1):
                if page.cell(row, at).value == "ad/cashier":
                    page.delete_rows(row)

    back = edited(edit)
    assert changes(back) == {}
    assert len(back["ad/cashier"].doubts) == 1


def test_merged_cells_say_what_they_show_and_nothing_is_lost() -> None:
    def edit(sheets: Mapping[str, Worksheet]) -> None:
        page = sheets["职责"]
        first = row_of(page, "ad/cashier")
        for heading in ("标识", "岗位", "单位"):
            at = column(page, heading)
            page.merge_cells(start_row=first, end_row=first + 5, start_column=at, end_column=at)
        at = column(page, "职责")
        page.merge_cells(start_row=first, end_row=first + 1, start_column=at, end_column=at)

    back = edited(edit)
    assert changes(back) == {}
    (doubt,) = doubts(back)
    assert doubt.startswith("职责!")
    assert "合并" in doubt


def test_another_position_written_beside_the_old_key_is_told() -> None:
    back = edited(put("岗位", "会计员", sheet="职责", number="3"))
    assert changes(back) == {
        "ad/cashier": {"duties": DUTIES[:2]},
        "ad/clerk": {"duties": ["记账", "存档"]},
    }
    assert "按岗位读入" in doubts(back)[0]


def test_texts_too_long_for_a_cell_stay_whole() -> None:
    long = "长" * 40_000
    data = as_xlsx(library_of({"ad/x.yml": f"title: 甲\nresponsibilities: [{long}]\nduties: [{long}]\n"}))
    assert changes(edited(lambda _: None, data)) == {}
    back = edited(put("管理责任", "短", key="ad/x"), data)
    assert changes(back) == {}
    assert "截断" in doubts(back)[0]


@pytest.mark.parametrize("text", [*hostile.TEXTS, "=1+1", "+1", "-1", "@SUM(A1)", "'=1"])
def test_hostile_texts_come_back_as_they_are(text: str) -> None:
    data = {"title": "甲", "purpose": text, "duties": [text], "responsibilities": [text, "二"]}
    library, _ = load_of({"ad/x.yml": to_yaml(data)})
    made = as_xlsx(library)
    untouched(library, made)
    assert changes(edited(lambda _: None, made)) == {}


def test_items_of_several_lines_stay_together() -> None:
    data = as_xlsx(library_of({"ad/x.yml": 'title: 甲\nresponsibilities: ["一\\n二", 三]\n'}))
    back = edited(put("管理责任", "一\n\u3000二\n四", key="ad/x"), data)
    assert changes(back) == {"ad/x": {"responsibilities": ["一\n二", "四"]}}


def test_private_fields_come_back_only_where_they_were_given() -> None:
    assert "月薪八千".encode() not in BOOK
    assert "remuneration" not in came_back(BOOK)["ad/cashier"].base
    complete = as_xlsx(LIBRARY, with_private=True)
    assert changes(edited(lambda _: None, complete)) == {}
    back = edited(put("薪酬待遇", "月薪九千"), complete)
    assert changes(back) == {"ad/cashier": {"remuneration": ["月薪九千"]}}


def inline(name: str, part: bytes) -> bytes:
    """Return a sheet as programs write it that keep no texts in common."""
    if "worksheets" not in name:
        return part
    with zipfile.ZipFile(io.BytesIO(BOOK)) as archive:
        shared = re.findall(r"<si>(.*?)</si>", archive.read("xl/sharedStrings.xml").decode(), re.DOTALL)
    return re.sub(
        rb' t="s"><v>(\d+)</v>',
        lambda match: f' t="inlineStr"><is>{shared[int(match[1])]}</is>'.encode(),
        part,
    )


def test_texts_may_stand_in_the_cells_themselves() -> None:
    back = came_back(repacked(BOOK, inline))
    assert changes(back) == {}
    assert doubts(back) == []


def repacked(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for info in archive.infolist():
            copy.writestr(info.filename, change(info.filename, archive.read(info)))
    return out.getvalue()


def without_sheet(name: str) -> bytes:
    opened = load_workbook(io.BytesIO(BOOK))
    del opened[name]
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def tampered(change: Callable[[str], str]) -> bytes:
    """Return the workbook with what it carries changed."""
    opened = load_workbook(io.BytesIO(BOOK))
    for row in opened["底稿"].iter_rows(min_row=1):
        for cell in row:
            if isinstance(cell.value, str):
                cell.value = change(cell.value)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def strange() -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.save(out)
    return out.getvalue()


ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 1000}">' for n in range(12))
BOMB = f'<?xml version="1.0"?><!DOCTYPE w [{ENTITIES}]><worksheet><sheetData><row><c t="inlineStr"><is><t>&e11;</t></is></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    "data, reason",
    [
        (b"", "已损坏"),
        (b"PK\x03\x04rest", "已损坏"),
        (BOOK[: len(BOOK) // 2], "已损坏"),
        (b"\xd0\xcf\x11\xe0rest", "旧版 .xls"),
        (strange(), "不是 export xlsx 导出的"),
        (without_sheet("底稿"), "不是 export xlsx 导出的"),
        (tampered(lambda text: text.replace("收款", "贪污")), "被改过"),
        (tampered(lambda text: text[:50]), "被改过"),
        (tampered(lambda text: text.replace("jdbook 底稿 1", "jdbook 底稿 9")), "第一行"),
        (tampered(lambda text: text.replace("title code", "titel code")), "别的版本"),
        (repacked(BOOK, lambda name, part: part.replace(b"<v>", b"<w>") if "sheet" in name else part), "已损坏"),
        (repacked(BOOK, lambda name, part: BOMB.encode() if name.endswith("sheet2.xml") else part), "已损坏"),
    ],
    ids=range(12),
)  # fmt: skip
def test_what_is_no_workbook_of_ours_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    found = read_workbook(data)
    assert isinstance(found, str)
    assert reason in found


def test_a_workbook_of_ours_is_known_at_a_glance() -> None:
    assert is_ours(BOOK)
    assert is_ours(tampered(lambda text: text[:50]))
    assert not any(is_ours(data) for data in (b"", b"PK", BOOK[:9_000], strange(), without_sheet("底稿")))


def test_a_file_that_grows_beyond_all_measure_is_refused() -> None:
    bomb = repacked(BOOK, lambda name, part: b" " * 30_000_000 if name.endswith("sheet1.xml") else part)
    assert len(bomb) < 100_000
    found = read_workbook(bomb)
    assert isinstance(found, str)
    assert "解压后过大" in found


def test_what_is_too_large_is_refused_before_it_is_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    for limit, reason in (
        ("MAX_BYTES", "过大"),
        ("MAX_UNPACKED", "解压后过大"),
        ("MAX_PARTS", "解压后过大"),
        ("MAX_ROWS", "超过 3 行"),
    ):
        with monkeypatch.context() as patch:
            patch.setattr(grids, limit, 3)
            found = read_workbook(BOOK)
        assert isinstance(found, str)
        assert reason in found


@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=40))
def test_any_damage_gives_a_reason_or_is_read(at: int, noise: bytes) -> None:
    found = read_workbook(BOOK[:at] + noise + BOOK[at + len(noise) :])
    assert isinstance(found, str | list)


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_untouched_after_libreoffice_saved_it_everything_comes_back(tmp_path: Path) -> None:
    texts = [text for text in hostile.TEXTS if text.strip()]
    data = {"title": "甲", "responsibilities": texts, "duties": texts}
    strange_one, _ = load_of(FILES | {"ad/x.yml": to_yaml(data)})
    for number, library in enumerate((load(PROJECT).library, LIBRARY, strange_one)):
        made = tmp_path / f"{number}.xlsx"
        made.write_bytes(as_xlsx(library))
        command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
        subprocess.run(
            [*command, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(made)],
            check=False, capture_output=True, timeout=180,
        )  # fmt: skip
        saved = tmp_path / "out" / made.name
        if not saved.exists():
            pytest.skip("LibreOffice has no Calc here")
        untouched(library, saved.read_bytes())
