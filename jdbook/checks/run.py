"""Running the checks over a library, and the waivers its files give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from jdbook import rules
from jdbook.checks.registry import Check, Issue, Owner
from jdbook.findings import Finding, Place, Rule, Severity
from jdbook.library import Library


def run(
    library: Library, checks: Iterable[Check], known: Iterable[Rule], read: Iterable[Finding] = ()
) -> list[Finding]:
    """Return what was found on reading and by every check, with the waivers applied; `known` are all rules there are."""
    found = [*read, *_findings([(check.rule, issue) for check in checks for issue in check.find(library)])]
    rules_by_code = {rule.code: rule for rule in known}
    owners = {owner.source.file: owner for owner in _everybody(library)}
    waivers = {file: owner.waive for file, owner in owners.items() if owner.waive}
    judged = [_judged(finding, waivers.get(finding.place.file, {})) for finding in found]
    complaints = [
        about
        for file in waivers
        for about in _about_waivers(owners[file], waivers[file], judged, rules_by_code)
    ]
    return [*judged, *complaints]


def _everybody(library: Library) -> tuple[Owner, ...]:
    """Return whoever may accept findings."""
    knowledge = library.knowledge
    return (*library.units.values(), *library.entries, *knowledge.pages, knowledge.glossary, knowledge.home)


def _findings(issues: Iterable[tuple[Rule, Issue]]) -> Iterator[Finding]:
    """Yield the issues as findings with their places, file by file, so that each is read again once and let go of."""
    by_source: dict[int, list[tuple[Rule, Issue]]] = {}
    for rule, issue in issues:
        by_source.setdefault(id(issue.owner.source), []).append((rule, issue))
    for group in by_source.values():
        yield from (rule.at(_place(issue), issue.message, issue.hint) for rule, issue in group)
        group[0][1].owner.source.forget()


def _place(issue: Issue) -> Place:
    source = issue.owner.source
    return Place(source.file, issue.line, 1) if issue.line else source.place(issue.path)


def _judged(finding: Finding, waivers: Mapping[str, str]) -> Finding:
    reason = waivers.get(finding.code)
    return finding.waived(reason) if reason and finding.severity is not Severity.ERROR else finding


def _about_waivers(
    owner: Owner, waivers: Mapping[str, str], judged: list[Finding], known: Mapping[str, Rule]
) -> Iterator[Finding]:
    """Yield what is wrong with an owner's waivers themselves."""
    used = {finding.code for finding in judged if finding.waiver and finding.place.file == owner.source.file}
    for code in waivers:
        place = owner.source.place(("waive", code))
        rule = known.get(code)
        if rule is None:
            yield rules.BAD_WAIVER.at(place, f"没有检查代码 {code}", "用 check --explain 查看有哪些代码")
        elif rule.severity is Severity.ERROR:
            yield rules.BAD_WAIVER.at(place, f"{code}（{rule.title}）是错误，不能接受", "按该检查的说明改正")
        elif code not in used:
            yield rules.USELESS_WAIVER.at(place, f"没有 {code} 的检查结果可以接受", "删掉这一行")
