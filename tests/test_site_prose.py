"""Prose: articles as blocks that any site generator leaves alone; links and terms in them lead where they should."""

from __future__ import annotations

import hostile
import pytest
from hypothesis import given
from hypothesis import strategies as st
from making import library_of

from jdbook.site.here import Here
from jdbook.site.prose import Part, prose
from jdbook.site.wiki import Wiki, wiki_of

GLOSSARY = "terms:\n  - {term: 提案, definition: '向客户说明<方案>'}\n  - {term: 客户, definition: 谁, marked: false}\n"


def wiki(body: str) -> Wiki:
    return wiki_of(
        library_of(
            {
                "knowledge/ae/work.md": f"---\ntitle: 工作\n---\n{body}",
                "knowledge/ae/more.md": "---\ntitle: 更多\n---\n",
                "knowledge/ae/quiz.yml": "title: 题\nquestions:\n  - {statement: 甲, answer: 对, explanation: 乙}\n",
                "knowledge/glossary.yml": GLOSSARY,
                "ad/finance/cashier.yml": "title: 出纳员\nstatus: 试行\n",
                "ad/draft.yml": "title: 草稿岗\n",
            }
        )
    )


def parts(body: str) -> list[Part]:
    made = wiki(body)
    page = next(page for page in made.knowledge.articles if page.id == "ae/work")
    return list(prose(Here(made, "knowledge/ae/work.md"), page))


def html(body: str) -> str:
    return "\n".join(part.text for part in parts(body))


def test_headings_and_blocks_come_in_order() -> None:
    found = parts("\n# 一\n\n## 二 <b>\n\n正文\n\n- 甲\n  1. 乙\n\n#### 三\n")
    assert [(part.level, part.anchor) for part in found] == [
        (2, "一"),
        (2, "二-b"),
        (0, ""),
        (0, ""),
        (3, "三"),
    ]
    assert found[1].text == "二 &#60;b&#62;"
    assert found[3].text.replace("\n", "") == "<ul><li>甲<ol><li>乙</li></ol></li></ul>"


@pytest.mark.parametrize(
    "link, expected",
    [
        ("more.md", '<a href="more.html">字</a>'),
        ("more.md#某 节", '<a href="more.html#%E6%9F%90%20%E8%8A%82">字</a>'),
        ("quiz.yml", '<a href="quiz.html">字</a>'),
        ("../glossary.yml", '<a href="../glossary.html">字</a>'),
        ("../../ad/finance/cashier.yml", '<a href="../../ad/finance/cashier.html">字</a>'),
        ("#小结", '<a href="work.html#%E5%B0%8F%E7%BB%93">字</a>'),
        (
            "https://example.com/a%20b?c=1&d=2",
            'a%20b&#63;c&#61;1&#38;d&#61;2" rel="noopener noreferrer">字</a>',
        ),
        ("../../ad/draft.yml", "<p>字</p>"),
        ("nowhere.md", "<p>字</p>"),
        ("ftp://example.com", "<p>字</p>"),
        ("../../../../etc/passwd", "<p>字</p>"),
    ],
)
def test_a_link_leads_to_a_page_that_is_there_or_is_text(link: str, expected: str) -> None:
    assert expected in html(f"\n[字](<{link}>)\n").replace("&#47;", "/")


def test_a_term_is_explained_once_and_not_within_a_link() -> None:
    text = html("\n[提案](more.md)，**提案**，提案，客户\n")
    explained = '<a class="jd-term" href="../glossary.html#%E6%8F%90%E6%A1%88" data-tip="向客户说明&#60;方案&#62;">提案</a>'
    assert text == f'<p><a href="more.html">提案</a>，<strong>{explained}</strong>，提案，客户</p>'


def test_lines_of_chinese_are_joined_without_a_blank() -> None:
    assert html("\n第一行\n第二行 A\nB\\\n第三行\n") == "<p>第一行第二行 A BR第三行</p>".replace(
        "BR", "B<br>"
    )


def test_a_heading_in_a_list_is_bold_and_takes_no_anchor_from_the_others() -> None:
    found = parts("\n- # 甲\n\n## 乙\n")
    assert found[0].text.replace("\n", "") == "<ul><li><p><strong>甲</strong></p></li></ul>"
    assert (found[1].text, found[1].anchor) == ("乙", "乙")


def test_an_image_is_its_description() -> None:
    assert html("\n![流程](a.png)\n") == "<p>流程</p>"


@given(st.text(alphabet="#*-`|[]()<>!\\ \n甲ab:/.&;\"'_~={}%", max_size=80) | st.sampled_from(hostile.TEXTS))
def test_no_text_gets_out_of_its_block(text: str) -> None:
    for part in parts(f"\n{text}\n\n{text}\n"):
        assert "\n\n" not in part.text
        page = hostile.rendered(str(part.text) if part.level == 0 else f"## {part.text}")
        assert not {"script", "img", "svg", "iframe", "style"} & set(page.tags)
        assert not any(value.lower().lstrip().startswith("javascript:") for value in page.values)
