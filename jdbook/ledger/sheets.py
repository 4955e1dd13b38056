"""Editable: the sheets of the workbook that people edit: what is told of each position, what each column asks for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, get_args

from jdbook.fields import Field
from jdbook.ledger.carried import Carried, head, row_of
from jdbook.ledger.columns import (
    BETWEEN,
    CHECK_CODE,
    CODE,
    DEPARTMENT,
    DERIVED,
    FILE,
    GUIDE,
    KEPT,
    KEY,
    NAMES,
    NUMBER,
    POSITIONS,
    TABLES,
    TITLE,
    UNIT,
    Names,
    Row,
    Table,
    field_text,
    listed,
    numbered,
    read_back,
    rows_of,
    width,
)
from jdbook.model import Action, Handling, Status
from jdbook.shapes import Reference
from jdbook.workbook import Asks, Cell, Sheet, column_name

_FIT, _MOST = 60, 200  # how long a text to choose may be, and how many there may be


Lists = Mapping[str, Sequence[str]]  # what is offered to choose from, by key of field or part

_GREY = "灰色的格子只供参考，改了不读回。"
_LINES = "一行一项；在格子里换行按 Alt+Enter。"
_WHO = "从下拉里选；有几位时一行一位（Alt+Enter 换行）。下拉里没有的库外的人写成“库外：名称”。"
_WHOM = "从下拉里选；有几位时用顿号隔开。下拉里没有的库外的人写成“库外：名称”。"
_DATE = "写成 2026-01-31。"
_NOT_LISTED = (
    "名单里没有这一个名称。有几位，或者是库外的人（写成“库外：名称”），可以照写；否则请从下拉里选。要照写吗？"
)
_HINTS = {
    "effective": _DATE,
    "review_by": _DATE,
    "limit.from": "只写数，不写单位，例如 10000。",
    "limit.below": "只写数，不写单位，例如 50000。",
    "handling": f"{BETWEEN.join(get_args(Handling))}；有几项时用顿号隔开。",
    "with_whom": _WHOM,
}
_TOP = "插入的新行可以不写序号，按上一行往下排。"
_NUMBERS = {False: _TOP, True: f"3 下面的分项写 3.1、3.2。{_TOP}"}
_CHOICES = {"status": get_args(Status), "action": get_args(Action)}  # one of these and nothing else
_USED = ("group", "frequency", "limit.unit")  # what somebody has written before is offered
_BY_UNIT = f"OFFSET('{NAMES}'!$B$1,MATCH($A2,'{NAMES}'!$A:$A,0)-1,0,COUNTIF('{NAMES}'!$A:$A,$A2),1)"
_LISTED = {
    "status": "状态",
    "action": "权限",
    "group": "类别",
    "frequency": "频次",
    "limit.unit": "限额单位",
}


@dataclass(frozen=True, slots=True)
class Told:
    """What a workbook tells of a position: its key, its data without private fields, and facts that are not read back."""

    key: str
    unit_id: str
    data: Mapping[str, Any]
    unit: str
    department: str
    subordinates: tuple[str, ...]
    check_code: str
    file: str


def sheets_of(told: Sequence[Told], names: Names, private: AbstractSet[str]) -> list[Sheet]:
    """Return all sheets: positions, records, how to edit them, and two out of sight: names to choose from, what it was made of."""
    tables = [table for table in TABLES if table.field not in private]
    rows = {table: [(one, row) for one in told for row in _rows(table, one, names)] for table in tables}
    lists = _offered(rows)
    return [
        positions_sheet(told, names, private, lists),
        *(table_sheet(table, rows[table], names, lists) for table in tables),
        guide_sheet(),
        names_sheet(told, names, lists),
        kept_sheet(told, names, private),
    ]


def _offered(rows: Mapping[Table, Iterable[tuple[Told, Row]]]) -> Lists:
    """Return the choices there are for some keys, and what is used already for others."""
    used: dict[str, dict[str, None]] = {key: {} for key in _USED}
    for table, found in rows.items():
        for at, part in enumerate(table.parts):
            if part.key in used:
                used[part.key].update(dict.fromkeys(str(row.cells[at] or "") for _, row in found))
    return {**_CHOICES, **{key: _short(filter(None, found)) for key, found in used.items()}}


def _short(found: Iterable[str]) -> list[str]:
    """Return what is fit for a list to choose from."""
    return [text for text in found if len(text) <= _FIT and "\n" not in text][:_MOST]


def positions_sheet(told: Sequence[Told], names: Names, private: AbstractSet[str], lists: Lists) -> Sheet:
    """Return the sheet of positions: every declared field of plain texts or names a column, lists a line each."""
    fields = listed(private)
    columns = [(UNIT, 14), (DEPARTMENT, 16), *((field.label, width(field)) for field in fields)]
    columns += [(CHECK_CODE, 14), (FILE, 44), (KEY, 34)]
    derived = (at for at, field in enumerate(fields, 2) if field.key in DERIVED)
    grey = frozenset((0, 1, *derived, *range(len(columns) - 3, len(columns))))
    asks = [_asks_field(at, field, lists) for at, field in enumerate(fields, 2) if at not in grey]
    rows = [tuple(_position(one, names, fields)) for one in told]
    lines = frozenset(range(len(columns) - 3, len(columns)))
    return Sheet(POSITIONS, columns, rows, grey, lines, _with_grey(asks, grey), frozen=3)


def _position(one: Told, names: Names, fields: Iterable[Field]) -> Iterator[Cell]:
    calls = names.calls(one.unit_id)
    yield from (one.unit, one.department)
    for field in fields:
        derived = field.key == "subordinates"
        yield field_text(field, list(one.subordinates) if derived else one.data.get(field.key), calls)
    yield from (one.check_code, one.file, one.key)


def _asks_field(at: int, field: Field, lists: Lists) -> Asks | None:
    if field.kind is Reference:
        return Asks(at, _WHO, _BY_UNIT, "warning", _NOT_LISTED)
    return _asks(at, field.key, _LINES if field.many else "", lists)


def _asks(at: int, key: str, hint: str, lists: Lists) -> Asks | None:
    """Return what a column of plain texts asks for, if anything."""
    hint = _HINTS.get(key, hint)
    if not lists.get(key):
        return Asks(at, hint) if hint else None
    letter = column_name(2 + list(_LISTED).index(key))
    choices = f"'{NAMES}'!${letter}$2:${letter}${len(lists[key]) + 1}"
    fixed = key in _CHOICES
    return Asks(at, hint, choices, "stop" if fixed else "", "请从下拉里选一个。" if fixed else "")


def _with_grey(asks: Iterable[Asks | None], grey: AbstractSet[int]) -> tuple[Asks, ...]:
    return (*(one for one in asks if one), *(Asks(at, _GREY) for at in sorted(grey)))


def table_sheet(table: Table, rows: Sequence[tuple[Told, Row]], names: Names, lists: Lists) -> Sheet:
    """Return the sheet of a field's records, a row each in the order of the positions."""
    where = [(UNIT, 14), (DEPARTMENT, 14), (TITLE, 24), (CODE, 13), (NUMBER, 7)]
    columns = [*where, *((part.heading, part.width) for part in table.parts), (KEY, 34)]
    grey = frozenset((0, 1, 3, len(columns) - 1))
    asks = [Asks(4, _NUMBERS[table.nests])]
    for at, part in enumerate(table.parts, len(where)):
        refers = table.field_at(part).kind is Reference
        asked = (
            Asks(at, _WHOM, _BY_UNIT, "warning", _NOT_LISTED) if refers else _asks(at, part.key, "", lists)
        )
        asks += [asked] if asked else []
    return Sheet(
        table.sheet,
        columns,
        [_table_row(one, row, names) for one, row in rows],
        grey,
        frozenset({len(columns) - 1}),
        _with_grey(asks, grey),
        [len(row.number) - 1 for _, row in rows],
        len(where) + [part.key for part in table.parts].index(table.sentence),
        3,
    )


def _rows(table: Table, one: Told, names: Names) -> Iterator[Row]:
    return rows_of(table, one.data.get(table.field), names.calls(one.unit_id))


def _table_row(one: Told, row: Row, names: Names) -> tuple[Cell, ...]:
    where = (one.unit, one.department, names.label(one.key), one.data.get("code"))
    return *where, numbered(row.number), *row.cells, one.key


def guide_sheet() -> Sheet:
    """Return the sheet that says how to edit the others."""
    return Sheet(GUIDE, [("怎样修改这份表", 110)], [(line,) for line in _GUIDE])


def names_sheet(told: Iterable[Told], names: Names, lists: Lists) -> Sheet:
    """Return the sheet of what can be chosen: by unit everybody who can be named there, and the other lists."""
    people: dict[str, dict[str, None]] = {}
    unit_names = {}
    for one in told:
        unit_names[one.unit_id] = one.unit
        people.setdefault(one.unit, {})[names.called(one.key, one.unit_id)] = None
    for unit, name in names.outside:
        people[unit_names[unit]][name] = None
    pairs = [(unit, name) for unit, found in people.items() for name in found]
    rest = [lists.get(key, ()) for key in _LISTED]
    length = max(len(pairs), *map(len, rest))
    rows = [
        (*(pairs[at] if at < len(pairs) else ("", "")), *(one[at] if at < len(one) else "" for one in rest))
        for at in range(length)
    ]
    return Sheet(
        NAMES,
        [(UNIT, 20), ("可以写的名称", 30), *((name, 14) for name in _LISTED.values())],
        rows,
        state="hidden",
    )


def kept_sheet(told: Iterable[Told], names: Names, private: AbstractSet[str]) -> Sheet:
    """Return the sheet nobody sees: what the workbook was made of."""
    keys = read_back(private)
    rows = [row_of(_carried(one, names, keys)) for one in told]
    widest = max((len(row) for row in rows), default=2)
    columns = [(text, 20) for text in head(keys)] + [("", 20)] * (widest - 2)
    return Sheet(KEPT, columns, [(*row, *([None] * (widest - len(row)))) for row in rows], state="veryHidden")


def _carried(one: Told, names: Names, keys: Iterable[str]) -> Carried:
    below = "\n".join(names.called(key, one.unit_id) for key in one.subordinates)
    facts = {"unit": one.unit, "department": one.department, "subordinates": below}
    facts["extends"] = one.data.get("extends", "")
    return Carried(one.key, {key: one.data[key] for key in keys if key in one.data}, facts)


_GUIDE = (
    "这份表可以直接修改，改完存盘交回来，由程序把改动写进岗位文件。",
    "白色的格子可以改；灰色的格子（单位、部门、直接下级、继承、校验码、文件、标识）只供参考，改了不读回。",
    "标识说明一行是哪个岗位，请不要改。排序、筛选、加宽、插入自己的列、删掉用不着的列都不要紧；标题的名称请保留。",
    "岗位表的一格里有几项时一行一项，换行按 Alt+Enter。空着的格子就是没有这一项内容。",
    "职责、权限、表单：一项占表里的一行，不要在一格里换行写几项；加一项就插入一行，写上岗位（或复制同一岗位的标识）；删一项就删掉那一行；换次序就改序号。",
    "职责的分项写在它下面，序号写 3.1、3.2。",
    "上级和会同的人从下拉里选；别的单位的岗位写“单位/岗位”，例如 广告公司/总经理；下拉里没有的库外的人写成“库外：名称”。",
    "状态、权限从下拉里选。日期写成 2026-01-31，限额只写数，单位写在旁边一格。",
    "要加一个岗位，在岗位表最后加一行，写单位和岗位名称，标识空着。岗位不能靠删掉一行来删除。",
    "要写单引号、等号、加号开头的文字，照写即可，这里的格子都是文本，不会算成公式。",
)
