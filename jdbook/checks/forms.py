"""Checks of forms (JD218 …): named documents that a text mentions and `forms` does not, and forms nobody fills."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from jdbook.checks.registry import Issue, check, check_each
from jdbook.checks.text import texts
from jdbook.findings import Severity
from jdbook.library import Entry, Library
from jdbook.source import Path

ERROR, WARNING, HINT = Severity
_NAMED = re.compile(r"《([^《》\n]{1,40})》")
_NO_FORM = re.compile(  # laws, rules and what is read, not filled in
    r"(?:法|典|条例|规定|办法|制度|准则|规则|规范|规程|标准|通知|意见|决定|解释|细则|章程|守则|手册|指南|报|刊)(?:[（(][^（）()]*[）)])?$"
)
_FILLED = frozenset({"填写", "提交"})


@check_each("JD218", "提到的表单没有列出", HINT)
def unlisted_form(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 职责里写了《…》，表单文件里却没有，表单索引就查不到这个岗位，新员工也不知道由谁填、交给谁。

    **怎么改** 在 `forms` 里加一项：name 写表单名称（不带书名号），handling 写填写、审批、保管等。法律法规和制度不算表单。
    """
    if "《" not in entry.text:
        return
    listed = {_plain(use.name) for use in entry.position.forms}
    for path, text in texts(entry):
        for name in map(_plain, _NAMED.findall(text)) if path[0] != "forms" else ():
            if name not in listed and not _NO_FORM.search(name):
                listed.add(name)
                yield Issue(
                    entry,
                    path,
                    f"提到《{name}》，表单文件里没有列出",
                    f"在 forms 里加 {{name: {name}, handling: …}}",
                )


@check("JD219", "没有人填写的表单", HINT)
def form_nobody_fills(library: Library) -> Iterator[Issue]:
    """**为什么** 有岗位审批或保管这份表单，本单位却没有一个岗位填写或提交它：流程缺了开头，或两处写的名称不一样。

    **怎么改** 在填写它的岗位的 `forms` 里加一项；同一份表单在各处用同一个名称。外部送来的，在 `with_whom` 写 {outside: 来自谁}。
    """
    uses: defaultdict[tuple[str, str], list[tuple[Entry, int]]] = defaultdict(list)
    for entry in library.entries:
        for index, use in enumerate(entry.own.forms):
            uses[entry.unit, _plain(use.name)].append((entry, index))
    for (_, name), places in uses.items():
        if not any(_is_begun(entry, index) for entry, index in places):
            entry, index = places[0]
            path: Path = ("forms", index, "name")
            yield Issue(
                entry, path, f"表单“{name}”没有岗位填写或提交", "在填写它的岗位的 forms 里加一项，或核对名称"
            )


def _plain(name: str) -> str:
    """Return a form's name without the marks and blanks around it."""
    return name.strip("《》 \u3000")


def _is_begun(entry: Entry, index: int) -> bool:
    """Return whether the position fills the form or hands it in, or has it from somebody outside the library."""
    use = entry.own.forms[index]
    return bool(_FILLED.intersection(use.handling)) or any(reference.outside for reference in use.with_whom)
