"""Layout: in which order the sections of a form stand, what they are called and what is not printed, as HR wants it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from pydantic import Field

from jdbook.blocks import Body, Grid, Section, Table
from jdbook.fields import FIELDS, fields_of
from jdbook.model import Group
from jdbook.reading import read
from jdbook.shapes import Many, Record, Reference, Text
from jdbook.source import Source

# The order in which people read the identity block; what is not named here follows as it comes.
IDENTITY = ("岗位名称", "岗位编号", "所属单位", "所属部门", "直接上级", "直接下级", "职级", "定员")
_PRINTED = [field for field in FIELDS if field.about.group is not Group.INTERNAL]
_TABLES = {
    field.label: [column.label for column in fields_of(field.kind)]
    for field in _PRINTED
    if field.many and issubclass(field.kind, Record) and field.kind is not Reference
}
NAMES = tuple(dict.fromkeys((Group.IDENTITY.value, *IDENTITY, *(field.label for field in _PRINTED), Group.CONTROL.value)))  # fmt: skip
T = TypeVar("T")


class Layout(Record):
    """What layout.yml says; all names are those that are printed when it says nothing."""

    order: Many[Text] = Field((), title="次序")
    labels: dict[str, Text] = Field({}, title="名称")
    hidden: Many[Text] = Field((), title="不印")
    columns: dict[str, Many[Text]] = Field({}, title="表格的列")

    def arranged(self, sections: Iterable[Section]) -> list[Section]:
        """Return the sections that are printed, in their order and under their names, with what is in them likewise."""
        shown = [section for section in sections if section.label not in self.hidden]
        made = [self._section(section) for section in permuted(shown, self.order, lambda one: one.label)]
        return [section for section in made if section.body]

    def _section(self, section: Section) -> Section:
        bodies = tuple(self._body(body, self.columns.get(section.label, ())) for body in section.body)
        kept = tuple(body for body in bodies if not isinstance(body, Grid) or body.pairs)
        return replace(section, label=self.labels.get(section.label, section.label), body=kept)

    def _body(self, body: Body, columns: Sequence[str]) -> Body:
        if isinstance(body, Grid):
            return self._grid(body)
        return _reordered(body, columns) if isinstance(body, Table) and columns else body

    def _grid(self, grid: Grid) -> Grid:
        pairs = sorted((pair for pair in grid.pairs if pair[0] not in self.hidden), key=_rank)
        pairs = permuted(pairs, self.order, lambda pair: pair[0])
        return Grid(tuple((self.labels.get(label, label), cell) for label, cell in pairs))


PLAIN = Layout()


def _rank(pair: tuple[str, object]) -> int:
    return IDENTITY.index(pair[0]) if pair[0] in IDENTITY else len(IDENTITY)


def permuted(things: Sequence[T], order: Sequence[str], name: Callable[[T], str]) -> list[T]:
    """Return the things with those named in `order` in that order, in the places they take up; others stay put."""
    named = iter(
        sorted((one for one in things if name(one) in order), key=lambda one: order.index(name(one)))
    )
    return [next(named) if name(one) in order else one for one in things]


def _reordered(table: Table, columns: Sequence[str]) -> Table:
    places = permuted(range(len(table.columns)), columns, lambda place: table.columns[place])
    rows = tuple(tuple(row[place] for place in places) for row in table.rows)
    return Table(tuple(table.columns[place] for place in places), rows)


def layout_of(text: str) -> tuple[Layout, list[str]]:
    """Return the layout that a file's text gives, and what is wrong with it, a line each: where, what, what to do."""
    source = Source("layout.yml", text)
    if not source.findings and not source.data():
        return Layout(), []
    layout, findings = read(Layout, source)
    told = [f"第 {one.place.line} 行：{one.message}；{one.hint}".rstrip("；") for one in findings]
    return layout or Layout(), told or list(_unknown(layout or Layout()))


def _unknown(layout: Layout) -> Iterator[str]:
    """Yield what is said of names that no form has."""
    for key, names in (("order ", layout.order), ("labels ", layout.labels), ("hidden ", layout.hidden)):
        yield from _told(key, names, NAMES)
    yield from _told("columns ", layout.columns, _TABLES)
    for section, columns in layout.columns.items():
        yield from _told(f"columns 的“{section}”", columns, _TABLES.get(section, columns))


def _told(key: str, names: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """Yield a line for every name that is not known."""
    for name in names:
        if name not in known:
            yield f"{key}里的“{name}”不是说明书上的名称；可以写的有：{'、'.join(known)}"
