"""Boxes: organisation charts as lines of a nested list: that of a unit, its upper levels, and what is around a position.

Boxes are plain values: what a template prints of a chart is what a trace compares.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import NamedTuple

from jdbook.library import Entry
from jdbook.site.paths import chart_page, position_page
from jdbook.site.reporting import Absent, Key, Reporting, Superior, key_of
from jdbook.site.wiki import Wiki

FULL, ABSENT, LINE, MORE = "full", "absent", "line", "more"
OUTSIDE, WITHOUT_PAGE, WITHDRAWN, SECOND = "外部", "未设页", "已废止", "双线汇报"
AT_ONCE = 40  # boxes of a chart that are seen before anything is unfolded
_PEERS, _REPORTS, _LEVELS = 8, 10, 5


class Also(NamedTuple):
    """A further superior: a name, and the page and the place on it where it is found."""

    text: str
    page: str = ""
    anchor: str = ""


class Box(NamedTuple):
    """One line of a chart, `depth` levels below the top: what stands in it, and where it leads.

    `full` is a position in its place, `absent` somebody who has none in this chart, `line` a position whose second line
    of reporting leads here, `more` those that are left out.
    """

    kind: str
    text: str
    depth: int
    page: str = ""
    anchor: str = ""
    id: str = ""
    mark: str = ""
    department: str = ""
    hue: int = 0
    headcount: str = ""
    also: tuple[Also, ...] = ()
    here: bool = False


class Nested(NamedTuple):
    """A box in the list: `opens` says that boxes below it follow, side by side where it is `wide`; `closes`, how many levels end."""

    box: Box
    opens: bool
    wide: bool
    closes: int


class _Step(NamedTuple):
    """Somebody to be drawn, and the department of whom they are drawn below; `line` says that they are not in place."""

    who: Superior
    depth: int
    department: str = ""
    line: bool = False


def unit_boxes(wiki: Wiki, unit: str) -> tuple[Box, ...]:
    """Return the chart of a unit; nothing where it has no reporting lines."""
    lines = wiki.reporting(unit)
    return tuple(_walk(_Chart(wiki, unit, lines), lines.tops)) if lines else ()


def _walk(chart: _Chart, tops: Sequence[Superior]) -> Iterator[Box]:
    stack = [_Step(top, 0) for top in reversed(tops)]
    while stack:
        step = stack.pop()
        yield chart.box(step)
        if not step.line:
            stack += reversed([*chart.below(step)])


@dataclass(frozen=True, slots=True)
class _Chart:
    """A chart being drawn for a unit: on the page of its chart, or around the position of the page `around`."""

    wiki: Wiki
    unit: str
    lines: Reporting
    around: str = ""

    def box(self, step: _Step) -> Box:
        """Return the box of somebody: a position of the unit, in place or not, or a superior who is none."""
        who = step.who
        if not isinstance(who, Entry):
            return Box(ABSENT, who.name, step.depth, mark=_mark(who))
        said = self.wiki.called(who, self.unit)
        if step.line:
            inside = who.key in self.lines.main
            return Box(LINE, said, step.depth, *self._place(who), mark=SECOND if inside else "")
        page = position_page(who)
        if who.key not in self.lines.main:
            return Box(ABSENT, said, step.depth, page, mark="" if self.wiki.is_live(who) else WITHDRAWN)
        return Box(
            FULL, said, step.depth, page, id="" if self.around else _id(who),
            department=self._department(who, step.department),
            hue=self.wiki.hue(who),
            headcount=self._headcount(who),
            also=tuple(self._also(other) for other in self.lines.also[who.key]),
            here=who.key == self.around,
        )  # fmt: skip

    def below(self, step: _Step) -> Iterator[_Step]:
        """Yield those below somebody: in full, then those whose second line leads there."""
        who, depth = step.who, step.depth + 1
        inside = who.department if isinstance(who, Entry) and who.key in self.lines.main else ""
        yield from (_Step(entry, depth, inside) for entry in self.lines.below.get(key_of(who), ()))
        yield from (_Step(entry, depth, line=True) for entry in self.lines.beside.get(key_of(who), ()))

    def count(self, who: Superior) -> int:
        """Return how many stand below somebody, in full or not."""
        return sum(len(each.get(key_of(who), ())) for each in (self.lines.below, self.lines.beside))

    def more(self, text: str, depth: int, who: Superior) -> Box:
        """Return the box that stands for those who are left out below somebody."""
        return Box(
            MORE, text, depth, chart_page(self.unit), _id(who) if key_of(who) in self.lines.main else ""
        )

    def _department(self, who: Entry, above: str) -> str:
        """Return the name of somebody's department where it is news: not that of the box above, nor part of the title."""
        if self.around or not who.department or who.department == above:
            return ""
        name = self.wiki.folder_of(who).name
        return "" if who.title.startswith(name) else name

    def _headcount(self, who: Entry) -> str:
        """Return how many are to hold a position, if that is more than one."""
        said = who.position.headcount or ""
        return "" if self.around or said == "1" else said

    def _also(self, who: Superior) -> Also:
        if isinstance(who, Entry):
            return Also(self.wiki.called(who, self.unit), *self._place(who))
        return Also(f"{who.name}（{_mark(who)}）")

    def _place(self, who: Entry) -> tuple[str, str]:
        """Return page and anchor where somebody is found who is not in place here."""
        on_chart = who.key in self.lines.main and not self.around
        return (chart_page(self.unit), _id(who)) if on_chart else (position_page(who), "")


def _id(who: Superior) -> str:
    return f"p-{who.id}" if isinstance(who, Entry) else ""


def _mark(who: Absent) -> str:
    return OUTSIDE if who.outside else WITHOUT_PAGE


def around_boxes(wiki: Wiki, entry: Entry) -> tuple[Box, ...]:
    """Return the chart around a position: the way up to it, some who report to it, some with the same superior."""
    lines = wiki.reporting(entry.unit)
    if not lines:
        return ()
    chart = _Chart(wiki, entry.unit, lines, entry.key)
    boxes = [*_levels(chart, _way_up(wiki, entry))]
    own = _Step(entry, len(boxes))
    boxes += [chart.box(own), *_some(chart, own, _REPORTS, "下级岗位")]
    if above := lines.main[entry.key]:
        boxes += _some(chart, _Step(above, own.depth - 1), _PEERS, "同级岗位")
    return tuple(boxes) if len(boxes) > 1 else ()


def _way_up(wiki: Wiki, entry: Entry) -> tuple[Superior, ...]:
    """Return everybody from the top down to a position's superior, whichever units they are in."""
    way: dict[Key, Superior] = {entry.key: entry}
    above = _above(wiki, entry)
    while above and key_of(above) not in way:
        way[key_of(above)] = above
        above = _above(wiki, above) if isinstance(above, Entry) else None
    return tuple(way.values())[:0:-1]


def _above(wiki: Wiki, entry: Entry) -> Superior | None:
    lines = wiki.reporting(entry.unit)
    return lines.main.get(entry.key) if lines else None


def _levels(chart: _Chart, way: Sequence[Superior]) -> Iterator[Box]:
    """Yield the boxes of the way up: the top and those nearest, where it is long."""
    skipped = max(len(way) - _LEVELS, 0)
    for depth, who in enumerate(way[:1]):
        yield chart.box(_Step(who, depth))
    if skipped:
        yield chart.more(f"中间另有 {skipped} 级", 1, way[skipped])
    for depth, who in enumerate(way[skipped + 1 :], 1 + bool(skipped)):
        yield chart.box(_Step(who, depth))


def _some(chart: _Chart, above: _Step, most: int, named: str) -> Iterator[Box]:
    """Yield the first of those below somebody, without the position that the chart is around, and how many more there are."""
    steps = [step for step in islice(chart.below(above), most + 1) if key_of(step.who) != chart.around]
    yield from map(chart.box, steps[:most])
    rest = chart.count(above.who) - (key_of(above.who) != chart.around) - most
    if rest > 0:
        yield chart.more(f"另有 {rest} 个{named}", above.depth + 1, above.who)


def upper_boxes(boxes: Sequence[Box], page: str) -> tuple[Box, ...]:
    """Return the upper levels of a unit's chart, which stands in full on a page."""
    deepest, kept = level(boxes), list[Box]()
    for shown, group in groupby(boxes, lambda box: box.depth <= deepest):
        if shown:
            kept += group
        elif count := sum(box.kind == FULL for box in group):
            kept.append(Box(MORE, f"下有 {count} 个岗位", deepest + 1, page, kept[-1].id))
    return tuple(kept)


def level(boxes: Sequence[Box]) -> int:
    """Return how deep a chart is seen at once: as far as that is not too much, and to where it branches at least."""
    counts, seen = Counter(box.depth for box in boxes), 0
    branching = _branching(boxes)
    for depth in sorted(counts):
        seen += counts[depth]
        if seen > AT_ONCE and depth > branching:
            return depth - 1
    return len(counts)


def _branching(boxes: Sequence[Box]) -> int:
    """Return the first level on which several stand in their places."""
    counts = Counter(box.depth for box in boxes if box.kind in (FULL, ABSENT))
    return next((depth for depth in sorted(counts) if counts[depth] > 1), 0)


def nested(boxes: Sequence[Box]) -> Iterator[Nested]:
    """Yield boxes with what opens and closes after each; where the chart branches first, they stand side by side."""
    above = _branching(boxes) - 1
    after = [*(box.depth for box in boxes[1:]), 0]
    for box, depth in zip(boxes, after, strict=False):
        opens = depth > box.depth
        yield Nested(box, opens, opens and (box.depth == above or box.here), max(box.depth - depth, 0))
