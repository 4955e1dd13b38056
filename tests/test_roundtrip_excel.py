"""Round trip of the workbook: untouched it says what it said; every edit comes back as exactly that change."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from making import library_of, load_of
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from strategies import positions

from jdbook.export import as_xlsx
from jdbook.ledger import read_back
from jdbook.library import Library
from jdbook.loading import load
from jdbook.model import Position
from jdbook.roundtrip.excel import read_workbook
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
