"""Broken and missing templates are told in Chinese, with file and line; what works prints text."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from jdbook.blocks import Items, Paragraph, Table
from jdbook.errors import Stop
from jdbook.site.errors import TemplateError
from jdbook.site.templates import environment, render


def rendered(folder: Path, text: str, **values: object) -> str:
    (folder / "page.md.j2").write_text(text, "utf-8")
    return render(environment([folder]), "page", values)


@pytest.mark.parametrize(
    "text, said",
    [
        ("甲\n{% if %}\n", r"page\.md\.j2 第 2 行写法有误"),
        ("甲\n\n{{ nobody }}\n", r"page\.md\.j2 第 3 行用了没有的变量（'nobody' is undefined）"),
        ("{{ name.nothing }}", r"第 1 行用了没有的变量"),
        ("甲\n{{ 1 / 0 }}", r"page\.md\.j2 第 2 行出错（ZeroDivisionError: division by zero）"),
        ("{% include 'gone.md.j2' %}", r"找不到页面模板 gone\.md\.j2"),
        ("{{ name|nofilter }}", r"第 1 行写法有误（No filter named 'nofilter'"),
    ],
)
def test_a_mistake_in_a_template_is_told_with_its_place(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        rendered(tmp_path, text, name="甲")


def test_the_place_is_that_of_the_included_template(tmp_path: Path) -> None:
    (tmp_path / "inner.md.j2").write_text("甲\n乙\n{{ nobody }}\n", "utf-8")
    with pytest.raises(TemplateError, match=r"inner\.md\.j2 第 3 行"):
        rendered(tmp_path, "{% include 'inner.md.j2' %}")


def test_a_missing_template_and_one_in_another_encoding_are_told(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match=r"找不到页面模板 page\.md\.j2"):
        render(environment([tmp_path]), "page", {})
    (tmp_path / "page.md.j2").write_bytes("岗位".encode("gbk"))
    with pytest.raises(TemplateError, match=r"page\.md\.j2 不是 UTF-8 编码"):
        render(environment([tmp_path]), "page", {})


def test_a_template_error_stops_the_command_with_its_message() -> None:
    assert issubclass(TemplateError, Stop)


def test_whatever_is_printed_is_literal_unless_it_is_markup(tmp_path: Path) -> None:
    text = (
        "{{ name }} {{ name|line }} {{ ok }} {% macro m() %}{{ name }}{% endmacro %}{{ m() }} {{ nothing }}"
    )
    shown = rendered(tmp_path, text, name="*\n", ok=Markup("<b>"), nothing=None)
    assert shown == "&#42;<br> &#42; <b> &#42;<br> "


def test_blocks_can_be_told_apart(tmp_path: Path) -> None:
    text = "{{ a is items }}{{ a is table }} {{ b is paragraph }} {{ c is table }}"
    assert rendered(tmp_path, text, a=Items(()), b=Paragraph(""), c=Table((), ())) == "TrueFalse True True"


def test_anchors_hold_word_characters_only(tmp_path: Path) -> None:
    assert (
        rendered(tmp_path, "{{ a|id }} {{ b|id }}", a="acting_for", b="读取 文件<x>")
        == "acting_for 读取-文件-x-"
    )


def test_an_edited_or_added_template_counts_at_once(tmp_path: Path) -> None:
    mine, theirs = tmp_path / "mine", tmp_path / "theirs"
    mine.mkdir()
    theirs.mkdir()
    (theirs / "page.md.j2").write_text("旧", "utf-8")
    assert render(environment([mine, theirs]), "page", {}) == "旧"
    (mine / "page.md.j2").write_text("新的", "utf-8")
    assert render(environment([mine, theirs]), "page", {}) == "新的"
    (mine / "page.md.j2").write_text("更新的", "utf-8")
    assert render(environment([mine, theirs]), "page", {}) == "更新的"
