"""Selection: which units, departments and positions a user means by the words of a command."""

from __future__ import annotations

from jdbook.errors import Stop
from jdbook.library import Entry, Library, UnitEntry


def find_unit(library: Library, name: str) -> UnitEntry:
    """Return the unit with this id or name; Stop says which there are."""
    for unit in library.units.values():
        if name in (unit.id, unit.unit.name):
            return unit
    known = "、".join(f"{unit.unit.name}（{unit.id}）" for unit in library.units.values()) or "还没有任何单位"
    raise Stop(f"没有名为“{name}”的单位。现有：{known}")


def find_department(unit: UnitEntry, library: Library, name: str) -> str:
    """Return the folder of the department with this folder name or name; "" for none."""
    folders = dict.fromkeys((*unit.unit.departments, *library.departments(unit.id)))
    for folder in folders:
        if name in (folder, unit.department(folder).name):
            return folder
    if not name:
        return ""
    known = "、".join(f"{unit.department(folder).name}（{folder}）" for folder in folders) or "还没有任何部门"
    raise Stop(
        f"{unit.unit.name}没有名为“{name}”的部门。现有：{known}\n  要新建部门，先在 {unit.source.file} 的 departments 里加一行。"
    )


def select(library: Library, selectors: list[str], unit: str = "") -> tuple[Entry, ...]:
    """Return the positions that the selectors name (title, alias, id, code, department or unit); all, with none given."""
    pool = library.by_unit[find_unit(library, unit).id] if unit else library.entries
    chosen = (entry for selector in selectors for entry in _named(library, pool, selector))
    return tuple({entry.source.file: entry for entry in chosen}.values()) if selectors else pool


def _named(library: Library, pool: tuple[Entry, ...], selector: str) -> list[Entry]:
    found = [entry for entry in pool if selector in _names(library, entry)]
    if not found:
        raise Stop(f"没有名为“{selector}”的岗位、部门或单位。可以写岗位名称、编号、id、部门或单位的名称。")
    return found


def _names(library: Library, entry: Entry) -> set[str]:
    """Return every word that selects the position."""
    unit = library.unit_of(entry)
    own = {entry.title, entry.id, entry.key, entry.position.code or "", *entry.position.aliases}
    return (own | {entry.unit, unit.unit.name, entry.department, library.department_name(entry)}) - {""}
