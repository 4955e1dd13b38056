"""Checks of content (JD201 …): what is missing, said twice, left over, or too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from jdbook.checks.directory import Names, any_of
from jdbook.checks.registry import Issue, check, check_each
from jdbook.checks.text import duties, normal, quoted, texts
from jdbook.checks.wording import is_catch_all
from jdbook.copies import WITHDRAWN
from jdbook.findings import Severity
from jdbook.leaves import leaves
from jdbook.library import Entry, Library
from jdbook.source import Path

ERROR, WARNING, HINT = Severity

LONGEST = 100  # characters; of 558 duties people had written 98 % were shorter, and in print 100 are three full lines
LONGEST_PARAGRAPH = 200  # for what is printed as a paragraph, not as an item
_COMPARED = ("duties", "responsibilities", "rules", "safety")
_PARAGRAPHS = frozenset({"purpose", "nature"})
_SHORTEST_COMPARED = 8  # characters without punctuation; “组织部门会议” may well be said of two positions


@check_each("JD201", "没有主要职责", WARNING)
def no_duties(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 没有职责的岗位说明书起不到作用：不能据以安排工作，也不能据以考核。

    **怎么改** 补 `duties`；原始材料只有标题、以后再补的，在 `waive` 写明理由。
    """
    if not entry.position.duties and entry.own.status != WITHDRAWN:
        yield Issue(
            entry, ("title",), f"“{entry.title}”没有主要职责", "补 duties；暂时没有时用 waive 写明理由"
        )


@check_each("JD202", "一项内容太长", WARNING)
def too_long(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 一项超过 100 字，多半写了几件事；印出来超过三行，没有人逐条读，也没法逐条考核。岗位目的、岗位性质以 200 字为限。

    **怎么改** 一项只写一件事，拆成几项；细节放进 `children`、`standard` 或工作程序。
    """
    for path, text in texts(entry):
        most = LONGEST_PARAGRAPH if path[0] in _PARAGRAPHS else LONGEST
        if len(text) > most:
            yield Issue(
                entry, path, f"这一项有 {len(text)} 字，超过 {most} 字：{quoted(text)}", "拆成几项，一项一事"
            )


@check_each("JD203", "同一岗位里的内容重复", WARNING)
def said_twice(entry: Entry, library: Library) -> Iterator[Issue]:
    """**为什么** 同一件事写了两遍（只差标点、空格的也算），读者会以为是两件事；改的时候又容易只改一处。

    **怎么改** 删掉一处，或写出两处的区别。从 `extends` 继承来的内容不用再写。
    """
    first: dict[tuple[Path, str], Path] = {}
    inherited = _inherited(entry, library)
    for path, text in texts(entry, *_COMPARED):
        sentence = normal(text) if path[-1] == "text" or isinstance(path[-1], int) else ""
        if not sentence:
            continue
        if (earlier := first.setdefault((_list_of(path), sentence), path)) != path:
            line = entry.source.place(earlier).line
            yield Issue(
                entry, path, f"与第 {line} 行的内容相同：{quoted(text)}", "删掉一处，或写出两处的区别"
            )
        elif path[0] == "duties" and sentence in inherited:
            yield Issue(entry, path, f"这项职责已经继承自“{entry.own.extends}”：{quoted(text)}", "删掉它")


def _list_of(path: Path) -> Path:
    """Return the list in which a sentence must not be repeated: all duties, else the list it stands in."""
    return ("duties",) if path[0] == "duties" else path[:-2] if path[-1] == "text" else path[:-1]


def _inherited(entry: Entry, library: Library) -> frozenset[str]:
    """Return the duties, as `normal`, that a position takes over through `extends`."""
    if not (name := entry.own.extends):
        return frozenset()
    parent = library.by_key.get(name if "/" in name else f"{entry.unit}/{name}")
    sentences = (
        (text for path, text in leaves(parent.position) if path[0] == "duties" and path[-1] == "text")
        if parent
        else ()
    )
    return frozenset(normal(text) for text in sentences if isinstance(text, str))


@check("JD204", "与别的岗位职责一字不差", WARNING)
def said_of_another(library: Library) -> Iterator[Issue]:
    """**为什么** 同一单位里两个岗位的职责一字不差，出了事不知道由谁负责，多半是复制后忘了改。兜底职责和八个字以内的短句不算。

    **怎么改** 写出各自的范围（客户、区域、环节、主办还是协助）；一个岗位包含另一个岗位的全部职责时用 `extends`。
    """
    first: dict[tuple[str, str], tuple[Entry, Path]] = {}
    for entry in library.entries:
        for path, text in duties(entry):
            sentence = normal(text)
            if len(sentence) <= _SHORTEST_COMPARED or is_catch_all(text):
                continue
            other, where = first.setdefault((entry.unit, sentence), (entry, path))
            if other is not entry:
                message = f"与“{other.title}”的职责相同（{other.source.place(where)}）：{quoted(text)}"
                yield Issue(entry, path, message, "写出两个岗位各自的范围")


@check_each("JD212", "定员不是数字", WARNING)
def headcount_not_a_number(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 定员要汇总成编制表，“若干”“2-3人”加不起来。

    **怎么改** 写阿拉伯数字，不带单位，例如 `headcount: 2`；没有定的就不写这一行。
    """
    if entry.own.headcount and not re.fullmatch(r"[0-9]{1,6}", entry.own.headcount):
        yield Issue(
            entry,
            ("headcount",),
            f"定员写成了{quoted(entry.own.headcount)}",
            "写不带单位的阿拉伯数字；没有定的删掉这一行",
        )


@check("JD213", "应知应会的内容不存在", WARNING)
def unknown_knowledge(library: Library) -> Iterator[Issue]:
    """**为什么** 应知应会指向知识库的文章或术语，找不到就成了死链接，新员工读不到要读的东西。

    **怎么改** 写知识库里文章、自测的标题，或术语表里的术语。
    """
    if library.knowledge.unread:  # what could not be read may be what is meant
        return
    known = Names(library.knowledge.names)
    for entry in library.entries:
        for index, name in enumerate(entry.own.knowledge):
            if not library.knowledge.find(name):
                close = known.close(name)
                hint = f"是不是 {any_of(close)}？" if close else "核对文章的标题或术语，或先写好那篇文章"
                yield Issue(entry, ("knowledge", index), f"知识库里没有“{name}”", hint)


@check_each("JD216", "考核权重合计不是 100%", WARNING)
def weights_off(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 每一项都写了百分比权重，合计却不是 100%，考核分数算不出来，员工可以据此不认结果。

    **怎么改** 调整各项权重，合计为 100%。
    """
    weights = [_percent(criterion.weight) for criterion in entry.own.assessment]
    known = [weight for weight in weights if weight is not None]
    if known and len(known) == len(weights) and sum(known) != 100:
        yield Issue(entry, ("assessment",), f"考核权重合计为 {sum(known)}%", "调整到合计 100%")


def _percent(weight: str | None) -> Decimal | None:
    """Return a weight written as a percentage, None for any other wording."""
    match = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,4})?)\s*[%％]", weight or "")
    return Decimal(match[1]) if match else None
