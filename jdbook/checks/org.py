"""Checks of the organisation (JD101 …): who reports to whom, and whom a text refers to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from jdbook.checks.directory import Directory, any_of, listed
from jdbook.checks.registry import Issue, check, check_each
from jdbook.checks.text import references
from jdbook.copies import DRAFT, WITHDRAWN
from jdbook.findings import Severity
from jdbook.library import Entry, Library
from jdbook.shapes import Reference
from jdbook.source import Path

ERROR, WARNING, HINT = Severity
_POSITIONS_ONLY = frozenset({"subordinates", "acting_for"})
_MOST_NAMES = 8


@check("JD101", "直接上级不存在", ERROR)
def unknown_superior(library: Library) -> Iterator[Issue]:
    """**为什么** 直接上级写的名称在本单位没有岗位对应，组织图会断开，新员工也不知道向谁汇报。

    **怎么改** 写本单位的岗位名称；上级在别的单位写 `单位/id`；没有页面的人（例如董事会）写 `{outside: 董事会}`。
    """
    directory = Directory(library)
    for entry, path, reference in _superiors(library):
        found = library.resolve(reference, entry.unit)
        if not found.entry and not found.candidates:
            yield Issue(
                entry, path, f"直接上级“{reference.name}”不存在", directory.advice(str(reference), entry.unit)
            )


def _superiors(library: Library) -> Iterator[tuple[Entry, Path, Reference]]:
    """Yield the superiors that are named as positions, with who names them and where."""
    for entry in library.entries:
        for index, reference in enumerate(entry.own.superior):
            if reference.name:
                yield entry, ("superior", index), reference


@check("JD102", "直接上级不明确", ERROR)
def ambiguous_superior(library: Library) -> Iterator[Issue]:
    """**为什么** 有几个岗位都叫这个名称，程序不替人选择，组织图画不出来。

    **怎么改** 写 `单位/id`（id 是文件名去掉 .yml），或先把重复的名称、别名改开。
    """
    for entry, path, reference in _superiors(library):
        found = library.resolve(reference, entry.unit)
        if not found.entry and found.candidates:
            yield Issue(
                entry,
                path,
                f"直接上级“{reference.name}”可以指 {listed(found.candidates)}",
                _write_key(found.candidates),
            )


def _write_key(entries: Sequence[Entry]) -> str:
    return f"改写成 {any_of(dict.fromkeys(entry.key for entry in entries[:3]))}"


@check_each("JD103", "没有写直接上级", WARNING)
def no_superior(entry: Entry, library: Library) -> Iterator[Issue]:
    """**为什么** 单位有汇报关系，这个岗位却没有上级，可能是漏写；说明书上“直接上级”一栏也会空着。

    **怎么改** 补 `superior`；单位的最高岗位写它对谁负责，例如 `superior: {outside: 董事会}`；各岗位互不隶属的单位在 unit.yml 写 `tree: false`。
    """
    if library.unit_of(entry).is_tree and not entry.own.superior and entry.own.status != WITHDRAWN:
        yield Issue(
            entry,
            ("title",),
            f"“{entry.title}”没有写直接上级",
            "加一行 superior: …；最高岗位写 {outside: 董事会} 一类",
        )


@check_each("JD104", "用别名引用岗位", HINT)
def alias_as_reference(entry: Entry, library: Library) -> Iterator[Issue]:
    """**为什么** 引用别名能找到人，但同一个岗位在各处叫法不同，读者会以为是两个岗位。

    **怎么改** 改写成岗位名称；别名留给搜索用。
    """
    for path, reference in references(entry):
        found = library.resolve(reference, entry.unit) if reference.name else None
        if found and found.entry and found.alias:
            yield Issue(
                entry, path, f"“{reference.name}”是“{found.entry.title}”的别名", f"改写成 {found.entry.title}"
            )


@check("JD105", "上级关系成了循环", ERROR)
def cycle(library: Library) -> Iterator[Issue]:
    """**为什么** 沿着直接上级一路往上又回到自己，组织图没有顶，谁也不是谁的最终上级。

    **怎么改** 核对循环里每个岗位的 `superior`，改掉写错的那一个；岗位不能是自己的上级。
    """
    above = {
        entry.key: tuple(superior.key for superior in library.superiors(entry)) for entry in library.entries
    }
    for keys in _cycles(above):
        first = keys.index(min(keys))
        entries = [library.by_key[key] for key in keys[first:] + keys[:first]]
        path = _edge(entries[0], entries[1 % len(entries)], library)
        if len(entries) == 1:
            yield Issue(entries[0], path, f"“{entries[0].title}”的直接上级是自己", "改成真正的上级")
        else:
            yield Issue(entries[0], path, f"上级关系成了循环：{_chain(entries)}", "改掉其中写错的直接上级")


def _edge(entry: Entry, superior: Entry, library: Library) -> Path:
    """Return where an entry names a superior that it has."""
    named = (library.resolve(reference, entry.unit).entry for reference in entry.own.superior)
    return (
        "superior",
        next(index for index, found in enumerate(named) if found and found.key == superior.key),
    )


def _cycles(above: Mapping[str, Sequence[str]]) -> Iterator[list[str]]:
    """Yield the keys along every way back that a walk upwards finds; at least one for each knot."""
    done: set[str] = set()
    for start in above:
        trail = {start: iter(above[start])} if start not in done else {}
        while trail:
            key = next(reversed(trail))
            superior = next(trail[key], None)
            if superior is None:
                done.add(key)
                del trail[key]
            elif superior in trail:
                yield list(trail)[list(trail).index(superior) :]
            elif superior not in done:
                trail[superior] = iter(above[superior])


def _chain(entries: Sequence[Entry]) -> str:
    names = [entry.title for entry in entries[:_MOST_NAMES]]
    rest = [f"…（共 {len(entries)} 个岗位）"] if len(entries) > _MOST_NAMES else []
    return " → ".join([*names, *rest, entries[0].title])


@check("JD106", "一个单位有几个最高岗位", WARNING)
def several_tops(library: Library) -> Iterator[Issue]:
    """**为什么** 有汇报关系的单位通常只有一个最高岗位；多出来的往往是上级写成了 `{outside: …}` 或别的单位。

    **怎么改** 给多出来的岗位写本单位的上级；确有几个最高岗位时在 unit.yml 的 `waive` 写明理由，或写 `tree: false`。
    """
    for unit in library.units.values():
        tops = [entry for entry in library.by_unit[unit.id] if unit.is_tree and _is_top(entry, library)]
        if len(tops) > 1:
            message = f"“{unit.unit.name}”有 {len(tops)} 个最高岗位：{listed(tops)}"
            yield Issue(unit, ("tree",), message, "核对它们的直接上级，只留一个没有本单位上级的岗位")


def _is_top(entry: Entry, library: Library) -> bool:
    """Return whether all of a position's superiors are known and stand outside its unit."""
    found = [
        library.resolve(reference, entry.unit).entry for reference in entry.own.superior if reference.name
    ]
    known = all(superior and superior.unit != entry.unit for superior in found)
    return bool(entry.own.superior) and known and entry.own.status != WITHDRAWN


@check_each("JD107", "直接下级与直接上级不一致", WARNING)
def contradicting_subordinates(entry: Entry, library: Library) -> Iterator[Issue]:
    """**为什么** 说明书上的直接下级由各岗位的直接上级推算；这里另写的一份与它对不上，必有一处是错的。

    **怎么改** 核对后改正 `subordinates`，或改下级文件里的 `superior`；两处一致后也可以删掉 `subordinates`。
    """
    listed = set()
    for index, reference in enumerate(entry.own.subordinates):
        below = library.resolve(reference, entry.unit).entry
        if below and entry.key not in {superior.key for superior in library.superiors(below)}:
            message = f"这里写了直接下级“{below.title}”，它的直接上级却{_said_superiors(below)}（{below.source.place(('superior',))}）"
            yield Issue(entry, ("subordinates", index), message, "两处改成一致")
        if below:
            listed.add(below.key)
    for below in library.subordinates(entry) if entry.own.subordinates else ():
        if below.key not in listed:
            message = (
                f"“{below.title}”的直接上级是本岗位（{below.source.place(('superior',))}），这里没有列出"
            )
            yield Issue(
                entry, ("subordinates",), message, f"补上 {below.title}，或删掉 subordinates 让程序推算"
            )


def _said_superiors(entry: Entry) -> str:
    return f"是{'、'.join(map(str, entry.own.superior))}" if entry.own.superior else "没有写"


@check("JD108", "引用的岗位或部门不存在", WARNING)
def unknown_reference(library: Library) -> Iterator[Issue]:
    """**为什么** 会同、协作、代理、下级里写的名称找不到对应的岗位或本单位的部门，页面上点不开，也可能是旧名称。

    **怎么改** 改成岗位名称、本单位的部门名称或 `单位/id`；确实在库外的写 `{outside: 税务机关}`。代理和直接下级只能写岗位。
    """
    directory = Directory(library)
    known = {
        unit.id: directory.departments[unit.id] | {unit.unit.name, library.company.name}
        for unit in library.units.values()
    }
    for entry in library.entries:
        for path, reference in references(entry):
            if path[0] == "superior" or not reference.name:
                continue
            found = library.resolve(reference, entry.unit)
            if found.entry or (reference.name in known[entry.unit] and path[0] not in _POSITIONS_ONLY):
                continue
            if found.candidates:
                message, hint = (
                    f"“{reference.name}”可以指 {listed(found.candidates)}",
                    _write_key(found.candidates),
                )
            else:
                message, hint = (
                    f"“{reference.name}”不是本单位的岗位或部门",
                    directory.advice(reference.name, entry.unit),
                )
            yield Issue(entry, path, message, hint)


@check_each("JD109", "直接上级不会发布", WARNING)
def unpublished_superior(entry: Entry, library: Library) -> Iterator[Issue]:
    """**为什么** 岗位要发布，它的直接上级却已废止或还是草案，读者点不开上级的页面。

    **怎么改** 改成现行的上级；上级的草案定稿后改它的 `status`。
    """
    if (entry.own.status or DRAFT) in (DRAFT, WITHDRAWN):
        return
    for index, reference in enumerate(entry.own.superior):
        superior = library.resolve(reference, entry.unit).entry
        status = (superior.own.status or DRAFT) if superior else ""
        if superior and status in (DRAFT, WITHDRAWN):
            hint = "改成现行的上级" if status == WITHDRAWN else "上级定稿后把它的 status 改为试行或生效"
            yield Issue(
                entry, ("superior", index), f"直接上级“{superior.title}”的状态是{status}，不会发布", hint
            )
