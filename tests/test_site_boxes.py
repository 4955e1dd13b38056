"""Boxes of charts: what is drawn of a unit and around a position, and that it stays bounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import pytest
from hypothesis import given
from making import entry_of, library_of
from test_site_reporting import files, graphs

from jdbook.site.boxes import (
    AT_ONCE,
    FULL,
    LINE,
    MORE,
    Box,
    around_boxes,
    level,
    nested,
    unit_boxes,
    upper_boxes,
)
from jdbook.site.wiki import Wiki, wiki_of

UNIT = "name: 广告公司\ndepartments: {cw: {name: 财务部}, xs: {name: 销售部}}\n"
COMPANY = {
    "ad/unit.yml": UNIT,
    "ad/gm.yml": "title: 总经理\nsuperior: {outside: 董事会}\nstatus: 试行\n",
    "ad/deputy.yml": "title: 副总经理\nsuperior: 总经理\nstatus: 试行\n",
    "ad/cw/boss.yml": "title: 总会计师\nsuperior: [总经理, 副总经理]\nstatus: 试行\n",
    "ad/cw/cashier.yml": "title: 出纳员\nheadcount: '2'\nsuperior: 总会计师\nstatus: 试行\n",
    "ad/xs/boss.yml": "title: 销售部经理\nheadcount: '1'\nsuperior: 副总经理\nstatus: 试行\n",
    "ad/xs/x.yml": "title: 业务员\nsuperior: 没有这个人\nstatus: 试行\n",
    "ad/xs/y.yml": "title: 推销员\nsuperior: 旧经理\nstatus: 试行\n",
    "ad/xs/old.yml": "title: 旧经理\nstatus: 废止\n",
    "other/unit.yml": "name: 别处\n",
    "other/z.yml": "title: 外地经理\nsuperior: ad/gm\nstatus: 试行\n",
}


def wiki(given: Mapping[str, str] = COMPANY) -> Wiki:
    # of the two bosses the second one has another id, as ids are told apart within a unit
    return wiki_of(library_of({path.replace("xs/boss", "xs/manager"): text for path, text in given.items()}))


def drawn(boxes: tuple[Box, ...]) -> list[str]:
    """Return boxes as indented lines: what stands in them, and in brackets what is said besides."""
    lines = []
    for box in boxes:
        notes = [box.mark, box.department, box.headcount, *(also.text for also in box.also)]
        lines.append("  " * box.depth + box.text + "".join(f"[{note}]" for note in notes if note))
    return lines


def test_a_unit_is_drawn_with_departments_second_lines_outsiders_and_visitors() -> None:
    assert drawn(unit_boxes(wiki(), "ad")) == [
        "董事会[外部]",
        "  总经理",
        "    副总经理",
        "      销售部经理",
        "      总会计师[双线汇报]",
        "    总会计师[财务部][副总经理]",
        "      出纳员[2]",
        "    外地经理（别处）",
        "没有这个人[未设页]",
        "  业务员[销售部]",
        "旧经理[已废止]",
        "  推销员[销售部]",
    ]


def test_a_superior_of_another_unit_stands_above_with_a_link() -> None:
    boxes = unit_boxes(wiki(), "other")
    assert drawn(boxes) == ["总经理（广告公司）", "  外地经理"]
    assert [box.page for box in boxes] == ["ad/gm.md", "other/z.md"]


def test_links_lead_to_pages_and_those_who_are_in_place_elsewhere_to_their_place() -> None:
    by_text = {(box.kind, box.text): box for box in unit_boxes(wiki(), "ad")}
    assert by_text[FULL, "总会计师"].page == "ad/cw/boss.md"
    assert by_text[FULL, "总会计师"].also[0][1:] == ("charts/ad.md", "p-deputy")
    assert by_text[LINE, "总会计师"][3:5] == ("charts/ad.md", "p-boss")
    assert by_text[LINE, "外地经理（别处）"].page == "other/z.md"


def test_departments_have_colours_in_turn_and_positions_outside_of_them_none() -> None:
    hues = {box.text: box.hue for box in unit_boxes(wiki(), "ad")}
    assert (hues["总经理"], hues["出纳员"], hues["业务员"]) == (0, 1, 2)


def test_around_a_position_are_the_way_up_its_reports_and_its_peers() -> None:
    shown = wiki()
    boxes = around_boxes(shown, entry_of(shown.library, "ad/boss"))
    assert drawn(boxes) == [
        "董事会[外部]",
        "  总经理",
        "    总会计师[副总经理]",
        "      出纳员",
        "    副总经理",
        "    外地经理（别处）",
    ]
    assert [box.text for box in boxes if box.here] == ["总会计师"]
    assert {box.id for box in boxes} == {""}
    assert boxes[2].also[0].page == "ad/deputy.md"


def test_the_way_up_leads_on_into_other_units() -> None:
    shown = wiki()
    assert drawn(around_boxes(shown, entry_of(shown.library, "other/z")))[:3] == [
        "董事会[外部]",
        "  总经理（广告公司）",
        "    外地经理",
    ]


def test_of_many_reports_peers_and_levels_only_some_are_around_a_position() -> None:
    chain = {f"c{n:02}": f"c{n - 1:02}" if n else "" for n in range(20)}
    many = chain | {f"p{n:03}": "c18" for n in range(200)} | {f"r{n:03}": "c19" for n in range(300)}
    shown = wiki_of(library_of(files(many)))
    boxes = around_boxes(shown, entry_of(shown.library, "u/c19"))
    assert [box.text for box in boxes if box.kind == MORE] == [
        "中间另有 14 级",
        "另有 290 个下级岗位",
        "另有 192 个同级岗位",
    ]
    assert [box.anchor for box in boxes if box.kind == MORE] == ["p-c14", "p-c19", "p-c18"]
    assert len(boxes) < 30
    assert [box.text for box in boxes if box.depth < 7][:6] == [
        "c00",
        "中间另有 14 级",
        "c15",
        "c16",
        "c17",
        "c18",
    ]


def test_somebody_among_many_peers_is_not_counted_among_those_left_out() -> None:
    shown = wiki_of(library_of(files({"a": ""} | {f"p{n:02}": "a" for n in range(10)})))
    for who in ("u/p00", "u/p09"):
        boxes = around_boxes(shown, entry_of(shown.library, who))
        assert [box.text for box in boxes if box.kind == MORE] == ["另有 1 个同级岗位"]
        assert len({box.text for box in boxes}) == 11


def test_whoever_stands_alone_or_in_a_unit_without_lines_has_no_chart() -> None:
    alone = wiki_of(library_of(files({"a": ""})))
    assert around_boxes(alone, alone.live[0]) == ()
    loose = wiki_of(library_of(files({"a": "", "b": "a"}) | {"u/unit.yml": "name: 散\ntree: false\n"}))
    assert around_boxes(loose, loose.live[0]) == ()
    assert unit_boxes(loose, "u") == ()


def test_a_small_chart_is_seen_as_a_whole_and_of_a_large_one_the_upper_levels() -> None:
    small = unit_boxes(wiki(), "ad")
    assert upper_boxes(small, "charts/ad.md") == small
    teams = {f"t{n}": "a" for n in range(9)} | {f"m{n}-{k}": f"t{n}" for n in range(9) for k in range(9)}
    large = unit_boxes(wiki_of(library_of(files({"a": ""} | teams))), "u")
    assert level(large) == 1
    upper = upper_boxes(large, "charts/u.md")
    assert len(upper) == 19 < AT_ONCE
    assert upper[2] == Box(MORE, "下有 9 个岗位", 2, "charts/u.md", "p-t0")


def test_a_chart_is_open_to_where_it_branches_however_many_stand_there() -> None:
    flat = unit_boxes(
        wiki_of(library_of(files({"a": "{outside: x}"} | {f"b{n:02}": "a" for n in range(90)}))), "u"
    )
    assert level(flat) >= 2


@pytest.mark.parametrize(
    "superiors", [{"a": "", "b": "a", "c": "a", "d": "b"}, {"a": "b", "b": "a"}, {"a": ""}]
)
def test_levels_open_and_close_in_pairs(superiors: dict[str, str]) -> None:
    rows = [*nested(unit_boxes(wiki_of(library_of(files(superiors))), "u"))]
    assert sum(row.opens for row in rows) == sum(row.closes for row in rows)


def test_where_a_chart_branches_first_its_boxes_stand_side_by_side() -> None:
    lines = {"a": "{outside: x}", "b": "a", "c": "a", "d": "c", "e": "c"}
    rows = nested(unit_boxes(wiki_of(library_of(files(lines))), "u"))
    assert [row.box.text for row in rows if row.wide] == ["a"]


@given(graphs)
def test_every_position_of_a_unit_is_drawn_in_full_exactly_once(graph: dict[str, list[str]]) -> None:
    shown = wiki_of(library_of(files({who: ", ".join(above) for who, above in graph.items()})))
    boxes = unit_boxes(shown, "u")
    assert Counter(box.text for box in boxes if box.kind == FULL) == Counter(graph.keys())
    assert len(boxes) <= len(graph) + sum(len({*above}) for above in graph.values())
    for entry in shown.live:
        around = around_boxes(shown, entry)
        assert [box.text for box in around if box.here] == ([entry.id] if around else [])
