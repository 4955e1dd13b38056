"""Excel: a workbook of ours (`export xlsx`) that people edited, as what came back of every position. Pure: bytes in, values out.

What a cell would say if nobody had touched it follows from what the workbook carries; only cells that say something else
are edits. What cannot be read for sure is told with its cell, and nothing is lost silently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from jdbook.fields import FIELDS, Field
from jdbook.ledger.carried import Carried, Spoilt
from jdbook.ledger.columns import DEPARTMENT, KEPT, KEY, POSITIONS, TITLE, UNIT, Table, field_text, items_of
from jdbook.model import Position
from jdbook.roundtrip.excel.cells import as_date, cleaned, cut_off, listed_texts, names_in, same, short
from jdbook.roundtrip.excel.fitting import people_in, problem_with
from jdbook.roundtrip.excel.grids import Unreadable, names_a_sheet, opened
from jdbook.roundtrip.excel.origin import Origin, origin_of, unit_in
from jdbook.roundtrip.excel.owners import Owned, owned
from jdbook.roundtrip.excel.pages import Page
from jdbook.roundtrip.excel.records import AS_IT_STANDS, STRANGER, Reader
from jdbook.roundtrip.returned import Returned
from jdbook.shapes import Date, Name, Reference
from jdbook.source import Data
from jdbook.writing import to_data

_AGAIN = "请用 python build.py export xlsx 重新导出，在那一份上修改。"
_NOT_OURS = f"不是 export xlsx 导出的岗位清单，或者里面隐藏的“{KEPT}”工作表被删掉了。{_AGAIN}"
_TITLE = next(one for one in FIELDS if one.key == "title")
_FACTS = {
    UNIT: ("unit", "单位由文件夹决定"),
    DEPARTMENT: ("department", "部门由文件夹决定"),
    "直接下级": ("subordinates", "直接下级由各岗位的直接上级推算"),
    "继承": ("extends", "继承要在岗位文件里改"),
}


def is_ours(data: bytes) -> bool:
    """Return whether a file is a workbook of ours, to be read here and not as anybody's list."""
    return names_a_sheet(data, KEPT)


def read_workbook(data: bytes) -> list[Returned] | str:
    """Return what came back of every position of a workbook of ours, in the order it was exported; else why not, in Chinese.

    What belongs to no position that was exported (new ones, rows nobody owns) comes last, under the key "".
    """
    try:
        book = opened(data)
        if KEPT not in book.sheets:
            return _NOT_OURS
        origin = origin_of(book)
        if origin.positions is None and not origin.tables:
            return f"读不出来：岗位、职责等工作表都没有了，或者标题改得认不出来。{_AGAIN}"
        return list(_Reading(origin).returned())
    except Unreadable as error:
        return f"读不出来：{error}"
    except Spoilt as error:
        return f"读不出来：{error}。{_AGAIN}"


@dataclass
class _New:
    """A row of a position that has no key yet."""

    row: int
    unit: str
    title: str

    @property
    def name(self) -> str:
        return f"{self.title}（{POSITIONS}第{self.row + 1}行）"


@dataclass
class _Reading:
    """Reads the pages of one workbook."""

    origin: Origin
    rows: dict[str, int] = field(default_factory=dict)
    new: list[_New] = field(default_factory=list)
    doubts: dict[str, list[str]] = field(default_factory=dict)  # by key, "" for nobody's
    owned: dict[Table, Owned] = field(default_factory=dict)

    def returned(self) -> Iterator[Returned]:
        """Yield what came back of every position, then new ones, then what belongs to none."""
        self.doubts[""] = list(self.origin.doubts)
        if self.origin.positions:
            self._find_rows(self.origin.positions)
        fresh = self._new_titles()
        for table, page in self.origin.tables.items():
            self._find_owners(table, page, fresh)
        for carried in self.origin.carried.values():
            yield self._one(carried)
        for new in self.new:
            yield self._fresh(new)
        if self.doubts[""]:
            yield Returned("", {}, {}, tuple(self.doubts[""]))

    def _new_titles(self) -> dict[tuple[str, str], str]:
        """Return whom new titles belong to, by unit: new positions, and those that somebody gave another title."""
        found = {(one.unit, one.title): one.name for one in self.new}
        page, names = self.origin.positions, self.origin.names
        for key, row in self.rows.items() if page else ():
            assert page
            unit, title = names.by_key[key].unit_name, cleaned(page.text(row, _TITLE.label))
            if title and not same(title, names.by_key[key].title):
                found.setdefault((unit, title), key)
        for (unit, title), key in found.items():
            names.now_called(key, self.origin.unit_of(unit), title)
        return found

    def _doubt(self, key: str, what: str) -> None:
        self.doubts.setdefault(key, []).append(what)

    def _find_rows(self, page: Page) -> None:
        """Find the row of every position, and the rows of new ones."""
        asked: dict[str, list[int]] = {}
        unkeyed = []
        for row in page.rows:
            key = page.text(row, KEY).strip()
            if key in self.origin.carried:
                asked.setdefault(key, []).append(row)
            else:
                unkeyed.append(row)
        for key, rows in asked.items():
            unkeyed += self._pick(page, key, rows)
        for row in sorted(unkeyed):
            self._unkeyed(page, row)

    def _pick(self, page: Page, key: str, rows: Sequence[int]) -> list[int]:
        """Take the row of a position that still bears its title; return the others that bear another: copies for new ones."""
        title = str(self.origin.carried[key].data["title"])
        alike = [row for row in rows if same(page.text(row, _TITLE.label), title)] or rows[:1]
        self.rows[key] = alike[0]
        for row in alike[1:]:
            self._doubt(key, f"{page.place(row)}：和第 {alike[0] + 1} 行是同一个岗位，这一行没有读入")
        return [row for row in rows if row not in alike]

    def _unkeyed(self, page: Page, row: int) -> None:
        unit, title = cleaned(page.text(row, UNIT)), cleaned(page.text(row, _TITLE.label))
        found = [one.key for one in self.origin.names.titled(unit, title) if one.key not in self.rows]
        if len(found) == 1 and not page.text(row, KEY).strip():
            self.rows[found[0]] = row
        elif title:
            self.new.append(_New(row, unit, title))
        else:
            self._doubt("", f"{page.place(row)}：没有标识，也没有岗位名称，没有读入：{page.quoted(row)}")

    def _find_owners(self, table: Table, page: Page, fresh: Mapping[tuple[str, str], str]) -> None:
        found = owned(table, page, self.origin.names, fresh)
        if not found.rows and any(one.data.get(table.field) for one in self.origin.carried.values()):
            self._doubt("", f"{page.grid.name}：一行也没有了，这张表当作没有改过")
            return
        self.owned[table] = found
        for key, doubts in found.doubts.items():
            self.doubts.setdefault(key, []).extend(doubts)
        for row, why in found.nobody.items():
            where = page.place(row, TITLE)
            self._doubt("", f"{where}：看不出是哪个岗位的，{why}；这一行没有读入：{page.quoted(row)}")

    def _one(self, carried: Carried) -> Returned:
        """Return what came back of a position."""
        key, base = carried.key, dict(carried.data)
        edited = dict(base)
        page, row = self.origin.positions, self.rows.get(key)
        if page and row is not None:
            self._facts(carried, page, row)
            edited |= self._fields(key, unit_in(key), page, row, base)
        elif page:
            name = f"“{base['title']}”（{key}）"
            self._doubt(
                key, f"{page.grid.name}：没有{name}的一行了；岗位不能靠删行来删除，这些格子的内容当作没有改过"
            )
        if not page or row is not None or any(key in found.rows for found in self.owned.values()):
            edited |= self._records(key, unit_in(key), base)
        return Returned(key, base, self._settled(key, base, edited), tuple(self.doubts.get(key, ())))

    def _facts(self, carried: Carried, page: Page, row: int) -> None:
        """Say where somebody changed what is only told."""
        for heading, (name, why) in _FACTS.items():
            if heading in page.columns and not same(
                page.text(row, heading), str(carried.facts.get(name, ""))
            ):
                said = short(page.text(row, heading))
                self._doubt(carried.key, f"{page.place(row, heading)}：改成了“{said}”，没有读入；{why}")

    def _fields(self, key: str, unit: str, page: Page, row: int, base: Mapping[str, Any]) -> dict[str, Any]:
        """Return what the cells of a row say that say something else than before; "" where one was emptied."""
        edited = {}
        for declared in self.origin.fields:
            if declared.label not in page.columns:
                continue
            text, value = page.text(row, declared.label), base.get(declared.key)
            was = field_text(declared, value, self.origin.names.calls(unit))
            if not same(text, was) and self._readable(key, page, row, declared, was):
                edited[declared.key] = self._value(
                    key, unit, declared, text, value, page.place(row, declared.label)
                )
        return edited

    def _readable(self, key: str, page: Page, row: int, declared: Field, was: str) -> bool:
        """Return whether a cell can be read, and say so where not."""
        where = page.place(row, declared.label)
        if page.covered(row, declared.label):
            self._doubt(key, f"{where}：是合并的单元格，这一格没有读入；请拆开合并，各写各的")
        elif reason := page.unreadable(row, declared.label):
            self._doubt(key, f"{where}：{reason}")
        elif cut_off(was):
            self._doubt(key, f"{where}：原文超过 Excel 一格的上限，导出时截断了，改动没有读入")
        else:
            return True
        return False

    def _value(self, key: str, unit: str, declared: Field, text: str, value: Data, where: str) -> Data:
        """Return what a cell that was edited says."""
        was = items_of(declared, value, self.origin.names.calls(unit))
        if declared.kind is Reference:
            old = value if isinstance(value, list) else []
            people, unsure = people_in(text, list(zip(was, old, strict=True)), self.origin.names, unit)
            for name in unsure:
                self._doubt(key, f"{where}：{STRANGER.format(name)}{AS_IT_STANDS}")
            return people
        kinds = get_args(Position.model_fields[declared.name].annotation)
        if declared.many:
            return list(names_in(text)) if Name in kinds else listed_texts(text, was)
        return as_date(text) if Date in kinds else cleaned(text)

    def _records(self, key: str, unit: str, base: Mapping[str, Any]) -> dict[str, Any]:
        """Return the records of a position that were edited."""
        edited = {}
        for table, found in self.owned.items():
            reader = Reader(table, self.origin.tables[table], self.origin.names, unit)
            value = reader.read(found.rows.get(key, ()), before := base.get(table.field))
            if value is not before:
                edited[table.field] = value
            self.doubts.setdefault(key, []).extend(reader.doubts)
        return edited

    def _settled(self, key: str, base: Mapping[str, Any], edited: Mapping[str, Any]) -> dict[str, Data]:
        """Return the content as edited in the shortest form; what does not fit stays as it was, and is said."""
        settled = dict(base)
        for name, value in edited.items():
            if value == base.get(name):
                continue
            if value in ("", []) and name != _TITLE.key:
                settled.pop(name, None)
            elif problem := self._problem(name, value):
                self._doubt(key, f"{self._where(key, name)}：{problem}；保留原来的内容")
            else:
                whole = to_data(Position.model_validate({"title": "岗位", name: value}))
                settled[name] = whole[name]
        order = [one.key for one in FIELDS]
        return dict(sorted(settled.items(), key=lambda pair: order.index(pair[0])))

    def _problem(self, name: str, value: Data) -> str:
        if name == _TITLE.key and not value:
            return "岗位名称不能空着"
        return problem_with(Position, {"title": "岗位", name: value})

    def _where(self, key: str, name: str) -> str:
        """Return the cell of a field, or its sheet."""
        page, row = self.origin.positions, self.rows.get(key, -1)
        label = next(one.label for one in FIELDS if one.key == name)
        return page.place(row, label) if page and row >= 0 and label in page.columns else label

    def _fresh(self, new: _New) -> Returned:
        """Return what a row says of a position that has no key yet."""
        page = self.origin.positions
        assert page
        unit = self.origin.unit_of(new.unit)
        self.rows[new.name] = new.row
        edited = self._fields(new.name, unit, page, new.row, {}) | self._records(new.name, unit, {})
        settled = self._settled(new.name, {}, edited)
        how = (
            f"先用 python build.py new {new.title} --unit {new.unit or '单位'} 建立文件，再写入这一行的内容，"
        )
        how += "或者不带 --update 导入成草稿"
        key = page.text(new.row, KEY).strip()
        lacking = f"的标识“{short(key)}”不是这份表里的岗位" if key not in {"", *self.rows} else "还没有标识"
        said = f"{page.place(new.row)}：新岗位“{new.title}”{lacking}，没有写进已有的岗位文件；{how}"
        return Returned("", {}, settled, (said, *self.doubts.get(new.name, ())))
