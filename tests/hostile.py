"""Hostile texts: what somebody may type, or paste, that means something to HTML, Markdown or a template."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser

import markdown

TEXTS = (
    "<script>window.hacked=1</script>",
    "<img src=x onerror=window.hacked=1>",
    "</td></table></title><svg onload=window.hacked=1>",
    "<!-- 注释 --> &lt;b&gt; &amp; &#60;",
    '" onmouseover="window.hacked=1" x="',
    "' onclick='window.hacked=1",
    "**粗** _斜_ __粗__ ~~删~~ ^上^ ==亮== `码` ``码``",
    "# 标题",
    "## 标题 ##",
    "1. 第一",
    "- 列表",
    "+ 列表 * 列表",
    "> 引用",
    "--- ",
    "===",
    "| 甲 | 乙 |",
    "甲 | 乙",
    "```python",
    "~~~",
    "[链接](javascript:window.hacked=1)",
    "![图](https://example.com/x.png)",
    "<https://example.com/>",
    "https://example.com/ www.example.com a@example.com",
    "[标签]: https://example.com",
    "[^1]: 脚注[^1]",
    "*[HR]: 人力资源",
    "{{ config }} {% raw %} {# #}",
    "${jndi} $x^2$ \\(x\\)",
    "结尾 {: #id .cls onclick=x }",
    "{: .cls }",
    "!!! note",
    "??? note",
    "=== 标签页",
    "/// note",
    "::: module",
    ":smile: :fontawesome-solid-x:",
    "--8<-- x.md",
    "++ctrl++ {++增++} {--删--}",
    "a\\*b \\# \\",
    "词\n: 定义",
    "第一行\n第二行\n\n# 第四行",
    "\u2028行分隔\u2029段分隔\x85",
    "&nbsp; &copy &#x3c;script&#x3e;",
    "GG-CW-03 1.5 km/h 100% a,b;c",
    "A&B",
    "[TOC]",
    "\\u003cscript\\u003e",
)

EXTENSIONS = [
    *("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html", "sane_lists"),
    *("smarty", "tables", "toc", "wikilinks"),
    *("pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.blocks.admonition", "pymdownx.caret"),
    *("pymdownx.critic", "pymdownx.details", "pymdownx.emoji", "pymdownx.keys", "pymdownx.magiclink"),
    *("pymdownx.mark", "pymdownx.saneheaders", "pymdownx.smartsymbols", "pymdownx.superfences"),
    *("pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde"),
]
LINE_BREAKS = str.maketrans(dict.fromkeys("\n\t\x85\u2028\u2029", " "))


def plain(text: str) -> str:
    """Return a text as it can be compared with what a page shows: blanks and line breaks are all the same."""
    return " ".join(text.translate(LINE_BREAKS).split())


def name(number: int) -> str:
    """Return the text of a number as a name may be written: one line, without the marks that separate names."""
    return f"样本 {number:02} " + plain(TEXTS[number]).translate(str.maketrans("、，,；;", "....."))


def library() -> dict[str, str]:
    """Return files of a library with a position for every text, which stands wherever a text may stand."""

    def quoted(text: str) -> str:
        return json.dumps(text, ensure_ascii=False)

    files = {
        "company.yml": f"schema: 1\nname: {quoted(TEXTS[0])}\nlegal_name: {quoted(TEXTS[1])}\n",
        "u/unit.yml": f"name: {quoted(TEXTS[0])}\nmission: {quoted(TEXTS[2])}\n"
        f"departments: {{d: {{name: {quoted(TEXTS[1])}, mission: {quoted(TEXTS[9])}}}}}\n",
    }
    for number, text in enumerate(TEXTS):
        files[f"u/d/p{number:02}.yml"] = (
            f"title: {quoted(name(number))}\naliases: [{quoted(name(number))}]\ncode: {quoted(name(number))}\n"
            f"superior: [{quoted(name((number + 1) % len(TEXTS)))}, {{outside: {quoted(name(number))}}}]\n"
            f"purpose: {quoted(text)}\nduties: [{{text: {quoted(text)}, standard: {quoted(text)}, group: {quoted(text)}}}]\n"
            f"authority: [{quoted(text)}, {{matter: {quoted(text)}, action: 决定, limit: {{below: 9, unit: {quoted(name(number))}}}, "
            f"with_whom: [{quoted(name(number))}], note: {quoted(text)}}}]\n"
            f"collaboration: [{{with_whom: [{quoted(name(number))}], matter: {quoted(text)}}}]\n"
            f"qualifications: {{skills: [{quoted(text)}]}}\nstatus: 试行\nversion: {quoted(text)}\n"
            f"forms: [{{name: {quoted(text)}, handling: 填写, with_whom: {{outside: {quoted(name(number))}}}, note: {quoted(text)}}}]\n"
            f"knowledge: [{quoted(name(number))}, {quoted(text)}]\n"
            f"revisions: [{{version: {quoted(text)}, changes: {quoted(text)}}}]\n"
        )
    return files | _knowledge(quoted)


def _knowledge(quoted: Callable[[str], str]) -> dict[str, str]:
    """Return an article, a term and a question for every text."""
    terms = (
        f"  - {{term: {quoted(text)}, aliases: [{quoted(name(n))}], definition: {quoted(text)}}}\n"
        for n, text in enumerate(TEXTS)
    )
    questions = (
        f"  - {{question: {quoted(text)}, right: {quoted(text)}, wrong: [错], explanation: {quoted(text)}}}\n"
        for text in TEXTS
    )
    files = {
        "knowledge/knowledge.yml": f"name: {quoted(TEXTS[0])}\nsummary: {quoted(TEXTS[1])}\n"
        f"topics: {{t: {{name: {quoted(TEXTS[2])}, summary: {quoted(TEXTS[3])}}}}}\n",
        "knowledge/glossary.yml": "terms:\n" + "".join(terms),
        "knowledge/t/test.yml": f"title: {quoted(TEXTS[0])}\nquestions:\n" + "".join(questions),
    }
    for number, text in enumerate(TEXTS):
        files[f"knowledge/t/a{number:02}.md"] = (
            f"---\ntitle: {quoted(name(number))}\nsummary: {quoted(text)}\nrelated: [{quoted(text)}]\n---\n\n"
            f"## {plain(text)}\n\n{text}\n\n- {text}\n\n| 甲 | 乙 |\n|---|---|\n| {plain(text)} | 乙 |\n"
        )
    return files


class Page(HTMLParser):
    """The text of some HTML, its tags and its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text, self.tags, self.values = "", list[str](), list[str]()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.text += data if data.strip() else " "


@cache
def _reader() -> markdown.Markdown:
    return markdown.Markdown(extensions=EXTENSIONS)


def rendered(source: str) -> Page:
    return Page(_reader().reset().convert(source).replace("<br>", " ").replace("<br />", " "))
