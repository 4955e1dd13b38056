import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from jdbook.site.rawblocks import RawBlocks

PAGE = """\
# 标题

<section class="jd-glance">
<p>一</p>
</section>

1. 甲 <span class="jd-note">每日</span>
2. 乙

<table><tr><td>x</td></tr></table>

末段
"""


def both(text: str) -> tuple[str, str]:
    """Return a page made with blocks set aside, and the long way; blank lines aside."""
    usual = ["attr_list", "sane_lists"]
    made = (markdown(text, extensions=[*extensions, *usual]) for extensions in ([RawBlocks()], []))
    fast, slow = (re.sub(r"\n+", "\n", html) for html in made)
    return fast, slow


@pytest.mark.parametrize(
    "text",
    [
        PAGE,
        "<div>\n<p>没有关\n\n**不是块**\n\n</div>\n",
        "<div><div>内</div>\n\n外</div>\n",
        "前文\n<p>不在行首的段</p>\n",
        "<span>行内</span> **粗**\n",
        "<p>唯一</p>",
        "a < b，c > d\n\n<p>x</p>\n",
        "1. 甲\n    1. 子\n    2. 丑\n        - 深\n2. 乙\n",
        "3. 接着数\n4. &#42;星号&#42; <a href='a_b_c*.html'>链接</a>\n\n<p>段</p>\n\n5. 再接着\n",
        "1. 甲\n\n2. 中间空一行\n",
        "- 甲\n\n    缩进的段落\n",
        "1. 甲 **粗** `码` [字](x.html)\n2. 乙\n",
        "1. 甲\n- 乙\n",
        "1. 甲\n        1. 跳了一层\n",
        "1. 甲\n续行\n",
        "1. 行尾两个空格  \n2. 乙\n",
        "1. 甲 {: #id }\n",
        "1. <div>块</div>\n2. 乙\n",
        "1. 未完的 <a href=\n2. 乙\n",
        "- \n- 空\n",
        "1) 括号\n2) 括号\n",
        "1.没有空格\n",
    ],
)
def test_a_page_is_the_same_either_way(text: str) -> None:
    fast, slow = both(text)
    assert fast == slow


def test_a_balanced_block_is_never_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    parse = "markdown.htmlparser.HTMLExtractor.handle_starttag"
    monkeypatch.setattr(parse, lambda _self, tag, _attrs: seen.append(tag))
    markdown(PAGE, extensions=[RawBlocks()])
    assert not seen


PIECES = st.sampled_from(
    [
        *(
            "1. 甲",
            "2. 乙 <b>粗</b>",
            "    1. 子",
            "    - 子",
            "        - 孙",
            "- 丙",
            "  - 丁",
            "10. 十 &#95;",
            "- *斜*",
        ),
        *("\t- 制表", "* 星", "1. ", "**强**", "字", "", "", "# 题 {: #t }", "<p>段</p>", "<div>", "</div>"),
    ]
)


@given(st.lists(PIECES, max_size=12).map("\n".join))
def test_any_text_of_lists_and_html_is_the_same_either_way(text: str) -> None:
    fast, slow = both(text)
    assert fast == slow


def test_a_plain_list_is_never_tried_for_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("markdown.blockprocessors.OListProcessor.run", lambda *_: 1 / 0)
    assert "<li>甲 <span" in markdown(PAGE, extensions=[RawBlocks()])
