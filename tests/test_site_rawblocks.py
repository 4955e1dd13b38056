import re

import pytest
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
    made = (markdown(text, extensions=extensions) for extensions in ([RawBlocks()], []))
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
    assert set(seen) == {"span"}
