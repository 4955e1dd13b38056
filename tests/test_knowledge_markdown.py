"""Markdown of articles: its parts with their lines; what it does not have stays text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jdbook.knowledge.markdown import (
    Heading,
    Link,
    blocks,
    headings,
    images,
    links,
    outline,
    parse,
    sentences,
)

TEXT = """
## 一天的安排

见[能力](abilities.md)
和[流程 图](../流程.md#第一步 "题")。

- 甲
  - 乙 `代码`

| 项 | 值 |
|---|---|
| 丙 | **丁** |

## 一天的安排

    缩进的一段
"""


def test_headings_have_levels_lines_and_anchors_of_their_own() -> None:
    assert headings(parse(TEXT)) == [
        Heading(2, "一天的安排", "一天的安排", 1),
        Heading(2, "一天的安排", "一天的安排-2", 13),
    ]
    assert headings(parse("### A / B：C？\n")) == [Heading(3, "A / B：C？", "A-B-C", 0)]


def test_links_have_their_own_lines_and_are_unquoted() -> None:
    assert list(links(parse(TEXT))) == [Link("abilities.md", 3), Link("../流程.md#第一步", 4)]
    assert list(links(parse("甲\n[乙](<流程 图.md#一>)\n"))) == [Link("流程 图.md#一", 1)]


def test_sentences_are_what_people_read_besides_headings() -> None:
    found = list(sentences(parse(TEXT)))
    assert "一天的安排" not in found
    assert found[1:] == ["甲", "乙 代码", "项", "值", "丙", "丁", "缩进的一段"]


def test_blocks_are_whole() -> None:
    kinds = [block[0].type for block in blocks(parse(TEXT))]
    assert kinds == [
        "heading_open",
        "paragraph_open",
        "bullet_list_open",
        "table_open",
        "heading_open",
        "paragraph_open",
    ]
    assert [token for block in blocks(parse(TEXT)) for token in block] == parse(TEXT)


def test_html_and_code_are_text() -> None:
    assert list(sentences(parse("<script>alert(1)</script>\n\n```\n<b>\n```\n"))) == [
        "<script>alert(1)</script>",
        "<b>",
    ]


def test_dangerous_addresses_make_no_links() -> None:
    assert list(links(parse("[甲](javascript:alert(1)) [乙](data:text/html,x) [丙](vbscript:x)"))) == []


def test_images_are_found() -> None:
    assert list(images(parse("甲\n\n![图](a.png)\n"))) == [2]


@given(st.text(alphabet="#*-`|[]()<>!\\ \n甲ab:/.&;\"'_~=", max_size=80))
def test_any_text_is_parsed(text: str) -> None:
    tokens = parse(text)
    assert [token for block in blocks(tokens) for token in block] == tokens
    list(sentences(tokens)), list(links(tokens)), headings(tokens), list(images(tokens))
    assert not {"html_block", "html_inline", "fence", "code_block"} & {token.type for token in tokens}


def test_anchors_are_unique_and_never_those_of_the_page_itself() -> None:
    text = "## 甲、乙\n## 甲 乙\n## 丙\n## 丙\n## 丙-2\n## ？？\n## title\n"
    anchors = [heading.anchor for heading in headings(parse(text))]
    assert anchors == ["甲-乙", "甲-乙-2", "丙", "丙-2", "丙-2-2", "-", "title-2"]
    assert len(set(anchors)) == len(anchors)


def test_what_stands_too_deep_is_noticed() -> None:
    assert outline("> " * 20 + "引用").too_deep is None
    assert outline("正文\n\n" + ">" * 70 + "引用").too_deep == 2
