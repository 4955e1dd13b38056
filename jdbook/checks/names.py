"""Checks of names (JD11x): ids, codes, titles, aliases and departments, by which everything else finds a position."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from jdbook.checks.directory import listed
from jdbook.checks.registry import Issue, check, check_each
from jdbook.checks.text import normal
from jdbook.filenames import safe, taken_by_site
from jdbook.findings import Severity
from jdbook.library import Entry, Library
from jdbook.source import Path

ERROR, WARNING, HINT = Severity
T = TypeVar("T")


def _clashes(
    library: Library, names_of: Callable[[Entry], Iterable[str]]
) -> Iterator[tuple[Entry, str, str]]:
    """Yield position and name wherever another one of the unit has the name too, with those others; names are tried once."""
    groups: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in library.entries:
        for name in dict.fromkeys(filter(None, names_of(entry))):
            groups[entry.unit, name].append(entry)
    for entry in library.entries:
        for name in dict.fromkeys(filter(None, names_of(entry))):
            if len(group := groups[entry.unit, name]) > 1:
                yield entry, name, listed(group, besides=entry)


@check("JD111", "岗位 id 重复", ERROR)
def duplicate_id(library: Library) -> Iterator[Issue]:
    """**为什么** id 就是文件名，网址和 `单位/id` 引用都靠它；同一单位里两个部门各有一个同名文件，就分不清指哪一个。

    **怎么改** 给其中一个文件改名，例如加上部门：`sales-clerk.yml`。
    """
    for entry, _, others in _clashes(library, lambda entry: (entry.id.casefold(),)):
        yield Issue(entry, (), f"id“{entry.id}”在本单位重复：{others}", "给其中一个文件改名")


@check("JD112", "岗位编号重复", ERROR)
def duplicate_code(library: Library) -> Iterator[Issue]:
    """**为什么** 编号是人事档案和签收记录里认岗位的凭据，一个编号只能对一个岗位；废止的岗位也占着它的编号。

    **怎么改** 给新设的岗位取下一个没有用过的编号，不要改已经签收过的。
    """
    for entry, _, others in _clashes(library, lambda entry: ((entry.own.code or "").casefold(),)):
        yield Issue(entry, ("code",), f"编号“{entry.own.code}”在本单位重复：{others}", "取一个没有用过的编号")


@check("JD113", "岗位名称重复", ERROR)
def duplicate_title(library: Library) -> Iterator[Issue]:
    """**为什么** 同一单位里按名称引用岗位；两个岗位同名，“直接上级：经理”就不知道指谁，员工也会拿错说明书。

    **怎么改** 加上部门或业务区分，例如“销售部经理”“客服部经理”；同一岗位有几个人在岗只写一份，人数写在 `headcount`。
    互不隶属的岗位集合（unit.yml 写 `tree: false`）里可以同名，但要用别名分得清，见 JD121。
    """
    for entry, _, others in _clashes(library, lambda entry: (entry.title,)):
        if library.unit_of(entry).is_tree:
            yield Issue(
                entry, ("title",), f"岗位名称“{entry.title}”在本单位重复：{others}", "改名，或把两份合并"
            )


@check("JD114", "别名与别的岗位冲突", WARNING)
def alias_clash(library: Library) -> Iterator[Issue]:
    """**为什么** 别名和别的岗位的名称或别名相同，按它搜索、引用会找到另一个岗位，或者不知道指谁。

    **怎么改** 只留给一个岗位，另一处删掉或改得更具体。
    """
    for entry, name, others in _clashes(library, lambda entry: (entry.title, *entry.own.aliases)):
        if name in entry.own.aliases:
            path: Path = ("aliases", entry.own.aliases.index(name))
            yield Issue(entry, path, f"别名“{name}”也是别的岗位的名称或别名：{others}", "只留给其中一个岗位")


@check_each("JD115", "别名多余", HINT)
def needless_alias(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 别名与岗位名称相同，或同一个别名写了两次，没有作用。

    **怎么改** 删掉多余的那一个。
    """
    seen = {normal(entry.title): "岗位名称"}
    for index, alias in enumerate(entry.own.aliases):
        name = normal(alias)
        if name and name in seen:
            yield Issue(entry, ("aliases", index), f"别名“{alias}”与{seen[name]}相同", "删掉它")
        seen.setdefault(name, f"别名“{alias}”")


@check("JD116", "部门没有在 unit.yml 声明", HINT)
def undeclared_department(library: Library) -> Iterator[Issue]:
    """**为什么** 部门的中文名称和代码写在 unit.yml；没有声明的文件夹只能用文件夹名当部门名称，印在说明书上。

    **怎么改** 在 unit.yml 的 `departments` 下加一行，例如 `finance: {name: 财务部, code: CW}`；文件夹名写错时改文件夹名。
    """
    for unit in library.units.values():
        declared = unit.unit.departments
        for path in library.departments(unit.id) if unit.source.text else ():
            if not (path in declared and declared[path].name):
                message = f"文件夹“{path}”没有声明部门名称，会显示为“{unit.department(path).name}”"
                yield Issue(
                    unit,
                    ("departments", path),
                    message,
                    f"在 departments 下写 {path}: {{name: 部门名称, code: 部门代码}}",
                )


@check_each("JD117", "岗位编号不合编号规则", WARNING)
def code_off_scheme(entry: Entry, library: Library) -> Iterator[Issue]:
    """**为什么** 编号按“单位代码-部门代码-两位序号”编（不属于部门的岗位是“单位代码-序号”），从编号就能看出归属，Word 文件也按它排列。

    **怎么改** 按 unit.yml 里的代码改编号；岗位调了部门而编号已经签收过，可在 `waive` 写明保留原编号的理由。单位不写 `code` 就不检查。
    """
    unit = library.unit_of(entry)
    department = unit.department(entry.department).code if entry.department else ""
    if not (entry.own.code and unit.unit.code) or department is None:
        return
    prefix = "-".join(part for part in (unit.unit.code, department) if part)
    if not re.fullmatch(re.escape(prefix) + r"-[0-9]{2,}", entry.own.code):
        yield Issue(
            entry,
            ("code",),
            f"编号“{entry.own.code}”不合编号规则",
            f"应为 {prefix}-两位序号，例如 {prefix}-01",
        )


@check("JD118", "岗位名称与部门名称相同", WARNING)
def title_of_a_department(library: Library) -> Iterator[Issue]:
    """**为什么** 协作关系、会同对象可以写岗位，也可以写部门；两者同名就分不清指人还是指部门。

    **怎么改** 岗位名称写到人，例如“办公室主任”“财务部经理”。
    """
    for unit in library.units.values():
        names = {
            unit.department(path).name for path in (*unit.unit.departments, *library.departments(unit.id))
        }
        for entry in library.by_unit[unit.id]:
            if entry.title in names:
                yield Issue(
                    entry,
                    ("title",),
                    f"岗位名称“{entry.title}”也是部门名称",
                    "岗位名称写到人，例如加“主任”“经理”“专员”",
                )


@check("JD119", "单位或部门重名", ERROR)
def same_name_of_folders(library: Library) -> Iterator[Issue]:
    """**为什么** 单位和部门的名称就是 Word 文件夹的名称；两个同名，后生成的会盖掉先生成的，选择单位时也分不清。

    **怎么改** 在 unit.yml 里给其中一个换个名称，例如加上地区。
    """
    units = list(library.units.values())
    for unit in _same_name((unit, safe(unit.unit.name)) for unit in units):
        yield Issue(unit, ("name",), f"单位名称“{unit.unit.name}”与另一个单位相同", "给其中一个换个名称")
    for unit in units:
        names = [(path, unit.department(path).name or "") for path in library.departments(unit.id)]
        for path in _same_name((path, f"{path.rpartition('/')[0]}/{safe(name)}") for path, name in names):
            message = f"部门“{path}”的名称“{unit.department(path).name}”与另一个部门相同"
            yield Issue(unit, ("departments", path), message, "给其中一个换个名称")


def _same_name(named: Iterable[tuple[T, str]]) -> list[T]:
    """Return the things whose name another one has too, as folders would be called."""
    groups: defaultdict[str, list[T]] = defaultdict(list)
    for thing, name in named:
        groups[name.casefold()].append(thing)
    return [thing for group in groups.values() if len(group) > 1 for thing in group]


@check("JD120", "名称在网站上另有用处", ERROR)
def name_taken_by_site(library: Library) -> Iterator[Issue]:
    """**为什么** 单位文件夹和岗位文件的名称就是网址；`word`、`assets`、`search` 等文件夹和 `index` 页是网站自己要用的，会互相覆盖。

    **怎么改** 给单位的文件夹或岗位的文件改个名，例如 `word` 改成 `word-studio`。
    """
    for unit in library.units.values():
        if taken_by_site(unit.id):
            yield Issue(unit, (), f"单位的文件夹名“{unit.id}”是网站自己要用的", "给文件夹改名")
    for entry in library.entries:
        if taken_by_site("", entry.id):
            yield Issue(entry, (), f"文件名“{entry.id}”是网站自己要用的", "给文件改名")


@check("JD121", "同名岗位分不清", WARNING)
def same_title_untold(library: Library) -> Iterator[Issue]:
    """**为什么** 互不隶属的岗位集合里允许同名（例如几家公司各有一个“业务员”），但列表、搜索结果里只看名称就不知道是哪一个。

    **怎么改** 给每一个写一个只有它用的别名，排在 `aliases` 的第一个，例如“杂志广告业务员”；列表里会一并显示。
    """
    for entry, _, others in _clashes(library, lambda entry: (entry.title,)):
        if not library.unit_of(entry).is_tree and not entry.position.aliases:
            yield Issue(
                entry,
                ("title",),
                f"与别的岗位同名，又没有别名可以区分：{others}",
                "在 aliases 里写一个只有它用的名称",
            )
