"""Checks of powers (JD208 …): whether authority, limits and responsibility fit one another, and the superior's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jdbook.checks.registry import Issue, check, check_each
from jdbook.checks.text import normal, quoted, texts
from jdbook.findings import Severity
from jdbook.library import Entry, Library
from jdbook.model import DECIDING, Authority
from jdbook.shapes import Limit
from jdbook.source import Path

ERROR, WARNING, HINT = Severity

_CHINESE = "一二两三四五六七八九十几数百千万亿"
_AMOUNT = re.compile(
    r"(?<![0-9,，.])[0-9][0-9,，]*+(?:\.[0-9]++)?[十百千万亿]{0,2}元(?![素件器])"
    rf"|(?<![{_CHINESE}])[{_CHINESE}]++(?<=[十百千万亿])元(?![素件器])"
)


@check_each("JD208", "有金额而没有结构化的限额", WARNING)
def amount_without_limit(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 职责或权限的句子里提到金额，却没有一项权限写成带 `limit` 的结构：“这事谁批”查不到，也没法和上级的限额核对。

    **怎么改** 在 `authority` 写成 matter、action 和 `limit: {from: 10000, unit: 元}`（from 含该数，below 不含）；金额不是权限的界限（例如业绩指标）时，在 `waive` 写明。
    """
    if "元" not in entry.text or any(item.limit for item in entry.position.authority):
        return
    for path, text in texts(entry, "duties", "authority"):
        if match := _AMOUNT.search(text):
            yield Issue(
                entry,
                path,
                f"提到金额{quoted(match[0])}，但没有结构化的限额",
                "在 authority 里写 matter、action、limit",
            )


@check_each("JD209", "有责任而没有权限", WARNING)
def responsibility_without_authority(entry: Entry, _library: Library) -> Iterator[Issue]:
    """**为什么** 写了管理责任或考核标准，却没有写任何权限：要人对结果负责，就要写明他能决定、建议、执行什么（责权对等）。

    **怎么改** 补 `authority`；只按指令办事的岗位，也写明执行的依据和建议权，或在 `waive` 写明理由。
    """
    position = entry.position
    if position.authority or not (position.responsibilities or position.assessment):
        return
    key, label = ("responsibilities", "管理责任") if position.responsibilities else ("assessment", "考核标准")
    yield Issue(
        entry,
        (key,),
        f"“{entry.title}”有{label}，没有管理权限",
        "补 authority，写明能决定、审核、建议或执行什么",
    )


_ENDLESS = Decimal("Infinity")


@dataclass(frozen=True, slots=True)
class _Power:
    """How far an item lets a position decide: below `ceiling` in `unit`; without a limit, in every unit (unit "")."""

    item: Authority
    unit: str
    ceiling: Decimal


@check("JD210", "下级的限额高于上级", WARNING)
def limit_above_superior(library: Library) -> Iterator[Issue]:
    """**为什么** 同一件事（matter 相同），下级能决定、审批、签署的金额比上级还大，多半有一处写错，或上级的权限没有写全。

    **怎么改** 核对两处的 `limit`；要与上级共同行使的，在下级的 `with_whom` 写上这位上级，就不再比较。只写 `from` 表示该数以上不封顶。
    """
    powers = {entry.key: found for entry in library.entries if (found := _powers(entry))}
    for entry in library.entries:
        for matter, held in powers.get(entry.key, {}).items():
            bosses = _nearest_holders(entry, matter, powers, library)
            for power in held if bosses else ():
                above, boss = max(
                    ((_furthest(powers[boss.key][matter], power.unit), boss) for boss in bosses), key=_ceiling
                )
                if above and power.ceiling > above.ceiling and not _shared(power.item, entry, library):
                    message = f"{quoted(power.item.matter or '')}：{_said(power)}，高于上级“{boss.title}”的{_said(above)}"
                    yield Issue(
                        entry,
                        _path_of(power.item, entry),
                        message,
                        f"与 {boss.source.file} 的 authority 核对限额",
                    )


def _powers(entry: Entry) -> dict[str, list[_Power]]:
    """Return what a position decides, by matter; only what may be compared."""
    found: dict[str, list[_Power]] = {}
    for item in entry.position.authority:
        if item.action in DECIDING and item.matter and (matter := normal(item.matter)):
            unit, ceiling = _reach(item.limit)
            found.setdefault(matter, []).append(_Power(item, unit, ceiling))
    return found


def _reach(limit: Limit | None) -> tuple[str, Decimal]:
    """Return the unit of a limit (元 for all multiples of it) and the amount below which it allows to decide."""
    if limit is None:
        return "", _ENDLESS
    unit, _, below = limit.reach
    return unit, _ENDLESS if below is None else below


def _furthest(powers: list[_Power], unit: str) -> _Power | None:
    """Return the power that reaches furthest in a unit ("" for any); None where there are only limits in other units."""
    comparable = (power for power in powers if not unit or power.unit in ("", unit))
    return max(comparable, key=lambda power: power.ceiling, default=None)


def _ceiling(held: tuple[_Power | None, Entry]) -> Decimal:
    """Return how far a superior reaches; what cannot be compared counts as endless."""
    return held[0].ceiling if held[0] else _ENDLESS


def _nearest_holders(
    entry: Entry, matter: str, powers: dict[str, dict[str, list[_Power]]], library: Library
) -> list[Entry]:
    """Return the nearest positions above that decide the same matter, on the lowest level where there are any."""
    for level in _levels_above(entry, library):
        if holders := [boss for boss in level if matter in powers.get(boss.key, {})]:
            return holders
    return []


def _levels_above(entry: Entry, library: Library) -> Iterator[list[Entry]]:
    """Yield an entry's superiors, then theirs, and so on; each position once, so that a circle ends."""
    level, seen = [entry], {entry.key}
    while level:
        found = {boss.key: boss for lower in level for boss in library.superiors(lower)}
        level = [boss for key, boss in found.items() if key not in seen]
        seen |= found.keys()
        yield level


def _shared(item: Authority, entry: Entry, library: Library) -> bool:
    """Return whether a power is exercised together with somebody above, with or without a page."""
    if not item.with_whom:
        return False
    above = [boss for level in _levels_above(entry, library) for boss in level]
    outside = {
        reference.outside for boss in (entry, *above) for reference in boss.own.superior if reference.outside
    }
    partners = {
        found.key for reference in item.with_whom if (found := library.resolve(reference, entry.unit).entry)
    }
    return any(boss.key in partners for boss in above) or any(
        reference.outside in outside for reference in item.with_whom
    )


def _path_of(item: Authority, entry: Entry) -> Path:
    """Return where an item stands in the entry's own file; of an inherited one, where it says that it inherits."""
    own = entry.own.authority
    return ("authority", own.index(item)) if item in own else ("extends",)


def _said(power: _Power) -> str:
    return str(power.item.limit) if power.item.limit else "没有限额"
