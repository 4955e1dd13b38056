"""Texts: everything a synthetic position says besides its duties, as the data of its YAML file."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import Any

from benchmarks.duties import Data, duties
from benchmarks.organisation import Branch, Post, Rank
from benchmarks.vocabulary import WORDS, Ladder

_EVERY_FOURTH, _EVERY_SEVENTH, _EVERY_TENTH, _NEARLY_ALL = 0.25, 0.15, 0.1, 0.85
_WEIGHTS = (("40%", "30%", "30%"), ("30%", "30%", "20%", "20%"), ("60%", "40%"))
_MAIN_STEP = {
    Rank.SUPERVISOR: (None, 0),
    Rank.LEAD: (0, 1),
    Rank.MANAGER: (0, 2),
    Rank.DEPUTY: (2, 3),
    Rank.HEAD: (2, None),
}


def position(post: Post, branch: Branch, rng: Random, written: set[str]) -> Data:
    """Return what the file of a position says, keys in the customary order; its duties join `written`."""
    return _present(
        {
            **_identity(post, rng),
            "duties": duties(post, rng, written),
            "authority": _authority(post, branch, rng),
            "responsibilities": _responsibilities(post, rng),
            "procedures": _procedures(rng) if rng.random() < _EVERY_SEVENTH else None,
            "collaboration": _collaboration(post, branch, rng),
            "qualifications": _qualifications(post, rng),
            "conditions": _conditions(branch, rng) if rng.random() < _NEARLY_ALL else None,
            "assessment": _assessment(post, rng),
            "rules": _rules(rng),
            "safety": rng.sample(WORDS.safety, rng.randint(1, 3)),
            "remuneration": _remuneration(post, rng) if rng.random() < _EVERY_FOURTH else None,
            "acting_for": _acting_for(post) if rng.random() < _EVERY_FOURTH else None,
            "extends": post.base,
            **_control(rng),
        }
    )


def _present(data: Data) -> Data:
    return {key: value for key, value in data.items() if value}


def _identity(post: Post, rng: Random) -> Data:
    standing = WORDS.ranks[post.rank]
    words = {"scope": post.scope, "team": post.team, "stem": post.stem}
    above: list[Any] = [superior.title for superior in post.superiors] or [{"outside": WORDS.company.board}]
    return {
        "title": post.title,
        "code": post.code,
        "aliases": [post.alias] if post.alias else None,
        "level": rng.choice(standing.level),
        "headcount": post.headcount,
        "superior": above[0] if len(above) == 1 else above,
        "nature": rng.choice(WORDS.natures) if rng.random() < _EVERY_FOURTH else None,
        "purpose": standing.purpose.format(**words),
    }


def _authority(post: Post, branch: Branch, rng: Random) -> list[Data | str]:
    """Return powers with a limit by rank, powers without one, and a sentence or two."""
    powers = WORDS.powers.lead if post.rank.leads else WORDS.powers.staff
    chosen = rng.sample(powers, rng.randint(2, 4))
    sentences = [
        text.format(scope=post.scope) for text in rng.sample(WORDS.power_sentences, rng.randint(1, 2))
    ]
    return [
        *sentences,
        *_limited(post, branch, rng),
        *(_power(post, matter, action) for matter, action in chosen),
    ]


def _power(post: Post, matter: str, action: str) -> Data:
    asked = action in ("建议", "提议") and post.superiors
    above = {"with_whom": [post.superiors[0].title]} if asked else {}
    return {"matter": matter.format(scope=post.scope), "action": action, **above}


def _limited(post: Post, branch: Branch, rng: Random) -> list[Data]:
    """Return the approvals with a limit; everybody above supervisors has all of them, so that no step is missing."""
    ladders = _ladders(post)
    if not post.rank.leads:
        ladder = rng.choice(ladders)
        return [{"matter": ladder.matter, "action": "提议", "with_whom": [post.superiors[0].title]}]
    chosen = rng.sample(ladders, 2) if post.rank is Rank.SUPERVISOR else ladders
    return [_approval(post, ladder, branch) for ladder in chosen]


def _ladders(post: Post) -> list[Ladder]:
    """Return the matters that come up where a position works; in the management all of them do."""
    everywhere = post.rank in (Rank.HEAD, Rank.DEPUTY)
    return [ladder for ladder in WORDS.ladders if everywhere or ladder.side in (None, post.trade.side)]


def _approval(post: Post, ladder: Ladder, branch: Branch) -> Data:
    """Return the approval between two steps of a ladder; a unit's steps are all the plain ones, or all their doubles."""
    low, high = _MAIN_STEP[post.rank]
    factor = 1 + len(branch.departments) % 2
    bounds = {} if low is None else {"from": ladder.steps[low] * factor}
    bounds |= {} if high is None else {"below": ladder.steps[high] * factor}
    note = {"note": f"超过限额的报{post.superiors[0].title}审批"} if high is not None else {}
    return {"matter": ladder.matter, "action": "审批", "limit": {**bounds, "unit": ladder.unit}, **note}


def _responsibilities(post: Post, rng: Random) -> list[str]:
    patterns = WORDS.lead_responsibilities if post.rank.leads else WORDS.responsibilities
    things = rng.sample(post.trade.documents, 3)
    chosen = rng.sample(patterns, rng.randint(2, 3))
    return [
        p.format(scope=post.scope, team=post.team, object=thing)
        for p, thing in zip(chosen, things, strict=False)
    ]


def _procedures(rng: Random) -> list[Data | str]:
    steps: list[Data | str] = list(WORDS.procedures)
    index = rng.randrange(len(steps))
    steps[index] = {"text": steps[index], "children": rng.sample(WORDS.procedure_details, 2)}
    return steps


def _collaboration(post: Post, branch: Branch, rng: Random) -> list[Data]:
    """Return whom the position works with: another department, a colleague, somebody outside."""
    matters = [text.format(scope=post.scope) for text in rng.sample(WORDS.collaborations, 3)]
    whom = [
        *_departments(post, branch, rng),
        *_colleagues(post, branch, rng),
        {"outside": rng.choice(WORDS.outside)},
    ]
    return [{"with_whom": [other], "matter": matter} for other, matter in zip(whom, matters, strict=False)]


def _departments(post: Post, branch: Branch, rng: Random) -> list[str]:
    others = [department.name for department in branch.departments if department.name != post.team]
    return rng.sample(others, min(1, len(others)))


def _colleagues(post: Post, branch: Branch, rng: Random) -> list[str]:
    """Return whom the position works with: mostly one who says the same of it, now and then somebody who does not."""
    posts = [other for _, other in branch.posts]
    if rng.random() >= _EVERY_TENTH:
        at = next(place for place, other in enumerate(posts) if other.id == post.id)
        posts = posts[at ^ 1 : (at ^ 1) + 1]
    near = {post.id, *(one.id for one in post.superiors)}
    others = [other.title for other in posts if other.id not in near]
    return rng.sample(others, min(1, len(others)))


def _qualifications(post: Post, rng: Random) -> Data:
    standing, trade = WORDS.ranks[post.rank], post.trade
    return _present(
        {
            "education": standing.education,
            "major": "、".join(rng.sample(trade.majors, 2)) + "或相近专业",
            "experience": standing.experience,
            "certificates": rng.choice(trade.certificates) if rng.random() < _EVERY_FOURTH else None,
            "expertise": _some(trade.expertise, rng),
            "skills": _some(trade.skills, rng),
            "abilities": rng.sample(WORDS.abilities, 2),
            "qualities": rng.sample(WORDS.qualities, rng.randint(2, 3)),
            "preferred": rng.choice(WORDS.preferred) if rng.random() < _EVERY_FOURTH else None,
        }
    )


def _some(words: Sequence[str], rng: Random) -> list[str]:
    return rng.sample(words, rng.randint(2, len(words)))


def _conditions(branch: Branch, rng: Random) -> Data:
    words = WORDS.conditions
    return _present(
        {
            "place": f"{branch.city}市办公区",
            "hours": rng.choice(words.hours),
            "environment": rng.choice(words.environment),
            "equipment": rng.sample(words.equipment, rng.randint(2, 4)),
            "hazards": rng.choice(words.hazards) if rng.random() < _EVERY_FOURTH else None,
        }
    )


def _assessment(post: Post, rng: Random) -> list[Data]:
    weights = rng.choice(_WEIGHTS)
    measures = rng.sample(post.trade.measures, len(weights))
    return [
        {
            "item": item,
            "standard": standard,
            "weight": weight,
            "consequence": rng.choice(WORDS.assessment_consequences),
        }
        for (item, standard), weight in zip(measures, weights, strict=True)
    ]


def _rules(rng: Random) -> list[Data]:
    """Return some rules under their headings, now and then with particulars."""
    chosen = sorted(rng.sample(range(len(WORDS.rules)), rng.randint(2, 4)))
    rules: list[Data] = [{"group": WORDS.rules[index][0], "text": WORDS.rules[index][1]} for index in chosen]
    if rng.random() < _EVERY_FOURTH:
        rules[0]["children"] = rng.sample(WORDS.rule_details, 2)
    return rules


def _remuneration(post: Post, rng: Random) -> list[str]:
    grade = WORDS.ranks[post.rank].level[0]
    return [text.format(level=grade) for text in rng.sample(WORDS.remuneration, rng.randint(2, 4))]


def _acting_for(post: Post) -> list[Data]:
    deputises = post.rank in (Rank.SUPERVISOR, Rank.DEPUTY, Rank.LEAD)
    return [{"position": post.superiors[0].title, "when": WORDS.acting}] if deputises else []


def _control(rng: Random) -> Data:
    """Return where the text comes from and how it came to its version."""
    versions = ["1.0", "1.1", "1.2"][: rng.choice((1, 1, 1, 2, 3))]
    changes = rng.sample(WORDS.changes, len(versions))
    revisions = [
        {"version": version, "changes": change} for version, change in zip(versions, changes, strict=True)
    ]
    return {
        "source": rng.choice(WORDS.sources),
        "status": "试行",
        "version": versions[-1],
        "revisions": revisions,
    }
