"""Items: the lines of a section that came back, as its lists and tables: what is new is read by what stands around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from jdbook.blocks import Body, Cell, Item, Items, Table
from jdbook.fields import Field, fields_of
from jdbook.importing.numbering import BULLET, DASH, Mark, leading
from jdbook.roundtrip.word.lines import Kind, Line, Printed, paired
from jdbook.roundtrip.word.remarks import Remarks
from jdbook.roundtrip.word.values import Values, problem
from jdbook.shapes import Record

_TYPED = ("1", "(1)", "①", "A)")  # the marks people type where the template puts its own numbers, by level
Doubt = Callable[[str], None]
Cells = tuple[tuple[str, Cell], ...]


@dataclass(slots=True)
class _Node:
    text: str
    notes: Cells
    children: list[_Node] = field(default_factory=list)

    def item(self) -> Item:
        return Item(self.text, self.notes, tuple(child.item() for child in self.children))


class Lists:
    """Reads the lines of one section (`now`), which were `before`; what can't be read for sure goes to `doubt`."""

    def __init__(
        self, field: Field, before: Sequence[Printed], now: Sequence[Line], values: Values, doubt: Doubt
    ) -> None:
        self.field, self.before, self.now, self.values, self.doubt = field, before, now, values, doubt
        self.pairs = paired(before, now)
        self.columns = (
            {one.label: one for one in fields_of(field.kind)} if issubclass(field.kind, Record) else {}
        )
        self.nests = any(one.key == "children" for one in self.columns.values())
        self.remarks = Remarks(field.kind if self.nests else None, values)
        self.names = dict(self._names())
        self.out: list[Body] = []
        self.roots: list[_Node] = []
        self.path: list[_Node] = []
        self.title, self.count = "", 0
        self.is_plain = not before and all(line.level is None for line in now)
        self.marks: dict[str, int] = {}

    def bodies(self) -> tuple[Body, ...]:
        """Return the lists and tables of the section."""
        for index, line in enumerate(self.now):
            if line.kind is Kind.TITLE:
                self._begin(line.texts[0])
            elif line.kind is Kind.ITEM:
                self._turn(line)
                self._take(index, line)
            elif line.kind is Kind.ROW:
                self._row(index, line)
        self._close()
        return tuple(self.out)

    def _names(self) -> Iterator[tuple[str, str]]:
        """Yield what groups were called, and what they are called now."""
        for index, line in enumerate(self.now):
            if line.kind is Kind.TITLE and index in self.pairs:
                yield self.before[self.pairs[index]].title, line.texts[0]

    def _partner(self, index: int) -> Printed | None:
        return self.before[self.pairs[index]] if index in self.pairs else None

    def _begin(self, title: str) -> None:
        """Begin a group; one that nothing stood under is gone, which is worth a word if it is new."""
        self._close()
        self.title = title

    def _close(self) -> None:
        if self.roots:
            self.out.append(Items(tuple(node.item() for node in self.roots), self.title))
        elif self.title and self.title not in self.names.values():
            self.doubt(f"分组“{self.title}”下面没有条目，没有收回")
        self.roots, self.path, self.title = [], [], ""

    def _turn(self, line: Line) -> None:
        """Leave the group where a row of its own begins without a name."""
        if line.opens and not line.follows and self.title:
            self._begin("")

    def _take(self, index: int, line: Line) -> None:
        """Take a line as an item, or as remarks on the one before."""
        was = self._partner(index)
        if was and was.item and was.line.texts == line.texts:
            self._add(_Node(was.item.text, was.item.notes), self._level(line, was, None))
            return
        text = line.texts[0]
        if line.level is None and not was and self.path and (notes := self.remarks.only(text)):
            self.path[-1].notes += notes
            return
        mark = self._mark(line, was)
        level = self._level(line, was, mark)
        words = text[len(mark.text) :].strip() if mark else text
        said, notes = self.remarks.split(words or text, was.item if was else None)
        if said.count("\n") > (was.item.text.count("\n") if was and was.item else 0):
            self.doubt(f"{line.where}“{said}”里有换行，仍当作一条；要分成几条，请用回车分段，不用 Shift+回车")
        self._add(_Node(said, notes), level)

    def _add(self, node: _Node, level: int) -> None:
        level = min(level, len(self.path)) if self.nests else 0
        del self.path[level:]
        (self.path[-1].children if self.path else self.roots).append(node)
        self.count += not level
        self.path.append(node)

    def _level(self, line: Line, was: Printed | None, mark: Mark | None) -> int:
        """Return the level of an item: that of its number, put there or typed; else its own or that of the line before."""
        level = line.level
        if level is None and mark:
            level = self._of_mark(mark, line)
        same = was is not None and was.line.texts == line.texts
        if was and was.line.level is not None and (level is None or (line.strange and same)):
            return was.line.level
        if level is None:
            if not self.is_plain:
                self.doubt(f"{line.where}“{line.source}”前面没有编号，当作单独一条")
            return max(0, len(self.path) - 1)
        if line.strange and not same:
            self.doubt(f"{line.where}“{line.source}”用了另一个编号列表，当作第 {level + 1} 级")
        if level and not self.nests:
            self.doubt(f"{line.where}“{line.source}”是下一级，这一节不分级，当作单独一条")
        return level

    def _mark(self, line: Line, was: Printed | None) -> Mark | None:
        """Return the number typed before an item, None where it belongs to the text."""
        mark = leading(line.texts[0])
        if mark is None or mark.is_bare or (was and was.line.texts[0].startswith(mark.text.strip())):
            return None
        if line.level is None:
            return mark
        siblings = self.path[line.level - 1].children if 0 < line.level <= len(self.path) else ()
        next_one = (len(siblings) if line.level else self.count) + 1
        typed = _TYPED[line.level] if line.level < len(_TYPED) else ""
        return mark if (mark.style, mark.value) == (typed, next_one) else None

    def _of_mark(self, mark: Mark, line: Line) -> int:
        if mark.style in _TYPED:
            return _TYPED.index(mark.style)
        if mark.style not in self.marks:
            self.marks[mark.style] = int(bool(self.path))
            if mark.style not in (BULLET, DASH):
                shown, level = mark.text.strip(), self.marks[mark.style] + 1
                self.doubt(f"{line.where}“{line.source}”的编号“{shown}”不是说明书的，当作第 {level} 级")
        return self.marks[mark.style]

    def _row(self, index: int, line: Line) -> None:
        """Take a row of a table; one that can't be read stays as it was."""
        was = self._partner(index)
        before = {label: cell for label, cell in was.cells.items() if cell} if was else {}
        cells = {label: self._cell(line, label, text, before.get(label, ())) for label, text in line.cells}
        row = {label: cell for label, cell in cells.items() if cell}
        wrong = "" if row == before else problem(self.field, Table(tuple(row), (tuple(row.values()),)))
        if wrong:
            kept = "，这一行没有改" if was else "，这一行没有收回"
            self.doubt(f"{line.where}“{line.source}”{wrong}{kept}")
            row = before
        if row:
            self._close_list()
            self.out.append(Table(tuple(row), (tuple(row.values()),)))

    def _close_list(self) -> None:
        """End the list before a table; its group goes on behind it."""
        if self.roots:
            self._close()

    def _cell(self, line: Line, label: str, text: str, before: Cell) -> Cell:
        try:
            return self.values.read(self.columns[label], text, before)
        except ValueError as error:
            self.doubt(f"{line.where}的“{label}”“{text}”读不懂：{error}；没有改")
            return before
