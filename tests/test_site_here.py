"""Links of a page, as seen from it."""

from __future__ import annotations

from making import entry_of, library_of

from jdbook.blocks import Ref
from jdbook.site.boxes import Also, Box
from jdbook.site.here import Here
from jdbook.site.wiki import wiki_of

WIKI = wiki_of(
    library_of({
        "ad/unit.yml": "name: A&B\ndepartments:\n  east: {name: 东部}\n  east/one: {name: 东一部}\n",
        "ad/gm.yml": "title: <总>\nstatus: 试行\n",
        "ad/east/x.yml": "title: 东\nsuperior: <总>\nstatus: 试行\n",
        "ad/east/one/y.yml": "title: 东一\nstatus: 试行\n",
        "ad/eastern/z.yml": "title: 东方\nstatus: 试行\n",
    })
)  # fmt: skip
PAGE = Here(WIKI, "ad/east/x.md", "ad")


def test_a_position_is_linked_with_its_title_as_text() -> None:
    assert PAGE.position(entry_of(WIKI.library, "ad/gm")) == '<a href="../gm.html">&#60;总&#62;</a>'


def test_a_box_of_a_chart_says_who_it_is_and_leads_there_with_every_text_literal() -> None:
    also = (Also("<b>", "ad/gm.md"), Also("*"))
    box = Box("full", "<i>", 0, "ad/gm.md", "p-x", mark="<", department="&", headcount="2", also=also)
    assert PAGE.box(box) == (
        '<a href="../gm.html#p-x">&#60;i&#62;</a> <small class="jd-mark">&#60;</small>'
        ' <small class="jd-department">&#38;</small> <small class="jd-headcount">定员 2</small>'
        ' <small class="jd-also">另向<a href="../gm.html">&#60;b&#62;</a>、&#42;汇报</small>'
    )
    assert PAGE.box(Box("full", "本人", 0, "ad/east/x.md", here=True)) == "本人"


def test_a_page_does_not_link_to_itself() -> None:
    assert PAGE.position(entry_of(WIKI.library, "ad/x")) == "东"


def test_people_and_values_stand_side_by_side() -> None:
    assert PAGE.positions(("某人", entry_of(WIKI.library, "ad/y"))) == '某人、<a href="one/y.html">东一</a>'
    assert (
        PAGE.cell(("*", Ref("东一"), Ref("东一", outside=True)))
        == '&#42;、<a href="one/y.html">东一</a>、东一'
    )


def test_the_way_down_names_unit_and_departments_but_not_the_page_itself() -> None:
    assert PAGE.way("ad", "east/one") == (
        ("首页", "index.md"),
        ("A&B", "ad/index.md"),
        ("东部", "ad/east/index.md"),
        ("东一部", "ad/east/one/index.md"),
    )
    assert Here(WIKI, "ad/east/index.md", "ad").way("ad", "east") == (
        ("首页", "index.md"),
        ("A&B", "ad/index.md"),
    )
    assert Here(WIKI, "checks.md").way() == (("首页", "index.md"),)


def test_a_department_beside_is_not_on_the_way() -> None:
    assert [text for text, _ in PAGE.way("ad", "eastern")] == ["首页", "A&B", "eastern"]
