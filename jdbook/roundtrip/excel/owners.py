"""Owners: which position each row of a sheet belongs to: by its 标识, by unit and title, or by the rows around it. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from jdbook.ledger.columns import KEY, NUMBER, TITLE, UNIT, Names, Table
from jdbook.roundtrip.excel.cells import short
from jdbook.roundtrip.excel.pages import Page

_NUMBER = re.compile(r"[\d.．]+")


@dataclass
class Owned:
    """The rows of a sheet by the position they belong to, those that belong to none with why, and what is not sure, by position."""

    rows: dict[str, list[int]] = field(default_factory=dict)
    nobody: dict[int, str] = field(default_factory=dict)
    doubts: dict[str, list[str]] = field(default_factory=dict)

    def give(self, key: str, row: int, doubt: str = "") -> None:
        """Give a row to a position."""
        self.rows.setdefault(key, []).append(row)
        if doubt:
            self.doubts.setdefault(key, []).append(doubt)


def owned(table: Table, page: Page, names: Names, new: Mapping[tuple[str, str], str]) -> Owned:
    """Return whose the rows of a sheet of records are; `new` are positions that have no key yet, by unit and title."""
    sure = {row: _named(page, row, names, new) for row in page.rows}
    found = Owned()
    blank = tuple(part.heading for part in table.parts)
    for row in page.rows:
        if not any(page.text(row, heading).strip() for heading in blank):
            continue  # only what a formatted or emptied row keeps
        key, doubt = sure[row]
        stray = _stray(page, row, names)
        if not key and not page.text(row, TITLE).strip() and (key := _between(page, row, sure)):
            doubt = f"{page.place(row, TITLE)}：没有写岗位，按上面一行算作“{_called(key, names)}”的"
            sure[row] = key, doubt
        if not key:
            found.nobody[row] = stray + _why(page, row, names)
            continue
        by = "" if doubt else f"按“{_called(key, names)}”读入"
        found.give(key, row, doubt)
        if stray:
            found.doubts.setdefault(key, []).append(f"{page.place(row, KEY)}：{stray}{by}".rstrip("；"))
    return found


def _stray(page: Page, row: int, names: Names) -> str:
    """Return what is to be said of a 标识 that is none of the workbook's, "" where there is nothing."""
    key = page.text(row, KEY).strip()
    return f"标识“{short(key)}”不是这份表里的岗位；" if key and key not in names.by_key else ""


def _why(page: Page, row: int, names: Names) -> str:
    """Return why it can't be told whose a row is, and what to do about it."""
    unit, title = (page.text(row, heading).strip() for heading in (UNIT, TITLE))
    if not title:
        return f"没有写岗位，请写上“{UNIT}”和“{TITLE}”"
    several = names.titled(unit, title)
    units = list(dict.fromkeys(one.unit_name for one in several))
    if len(units) > 1:
        return f"{'、'.join(units)}都有“{short(title)}”，请在“{UNIT}”一格写上单位"
    if several:
        return f"{units[0]}有 {len(several)} 个“{short(title)}”，请写上“{KEY}”（从那个岗位的其他行复制）"
    elsewhere = dict.fromkeys(one.unit_name for one in names.titled("", title))
    if elsewhere:
        return f"“{short(unit)}”没有“{short(title)}”，有这个岗位的是{'、'.join(elsewhere)}，请改正“{UNIT}”"
    return f"这份表里没有叫“{short(title)}”的岗位，请改成岗位表里的名称"


def _called(key: str, names: Names) -> str:
    return names.label(key) if key in names.by_key else key


def _named(page: Page, row: int, names: Names, new: Mapping[tuple[str, str], str]) -> tuple[str, str]:
    """Return the position a row names, "" where it names none that is known, and what is not sure about it."""
    key, unit, title = (page.text(row, heading).strip() for heading in (KEY, UNIT, TITLE))
    titled = names.titled(unit, title) if title else []
    if key in names.by_key:
        if title and title not in (names.label(key), names.by_key[key].title) and len(titled) == 1:
            said = f"{page.place(row, TITLE)}：岗位写的是“{title}”，标识是 {key}，按岗位读入"
            return titled[0].key, said
        return key, ""
    if (unit, title) in new:
        return new[unit, title], ""
    return (titled[0].key, "") if len(titled) == 1 else ("", "")


def _between(page: Page, row: int, sure: Mapping[int, tuple[str, str]]) -> str:
    """Return whose a row is that says nothing of it: of those around it, or of the one above where its number goes on."""
    at = page.order[row]
    above, below = (page.rows[one] if 0 <= one < len(page.rows) else -1 for one in (at - 1, at + 1))
    if above < 0 or not (key := sure[above][0]):
        return ""
    alike = below >= 0 and sure[below][0] in (key, "")
    return key if alike or _number(page, row) > _number(page, above) > () else ""


def _number(page: Page, row: int) -> tuple[int, ...]:
    text = page.text(row, NUMBER).strip()
    return tuple(int(part) for part in re.split("[.．]", text) if part) if _NUMBER.fullmatch(text) else ()
