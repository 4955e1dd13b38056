"""Duties: sentences of synthetic positions, put together so that none stands in the library twice."""

from __future__ import annotations

from random import Random
from typing import Any

from benchmarks.organisation import Post
from benchmarks.vocabulary import WORDS, Kind, KindName

Data = dict[str, Any]
FEWEST, MOST = 6, 14
_ATTEMPTS = 1000
_WITH_RESULT, _WITH_STANDARD, _WITH_CHILDREN = (
    0.35,
    0.65,
    0.8,
)  # bounds of what a duty looks like, plain above
_GROUPED = 0.25
_ENDINGS = (
    (WORDS.open_ended, 0.2),
    (WORDS.vague, 0.22),
)  # up to which bound a position ends with which sentence


def duties(post: Post, rng: Random, written: set[str]) -> list[Data | str]:
    """Return the duties of a position; their sentences join `written`, the ones the library has so far."""
    objects = rng.sample(post.trade.objects, rng.randint(FEWEST, MOST))
    items = [_duty(post, kind, name, rng, written) for kind, name in objects]
    items[-1] = _ending(post, rng, written) or items[-1]
    if rng.random() < _GROUPED:
        items = _grouped(items)
    return [item["text"] if item.keys() == {"text"} else item for item in items]


def _duty(post: Post, kind_name: KindName, name: str, rng: Random, written: set[str]) -> Data:
    kind = WORDS.kinds[kind_name]
    item, phase = _sentence(post, kind, name, rng, written)
    form = rng.random()
    if form < _WITH_RESULT:
        return {"text": f"{item['text']}，{rng.choice(kind.results)}"}
    if form < _WITH_STANDARD:
        return {"text": item["text"], "standard": rng.choice(kind.results), **item}
    if form < _WITH_CHILDREN and (children := _children(post, kind, phase, name, rng, written)):
        return {"text": item["text"], "children": children}
    return {"text": item["text"]}


def _sentence(post: Post, kind: Kind, name: str, rng: Random, written: set[str]) -> tuple[Data, str]:
    """Return a sentence that is new, with the frequency its period implies, and that period.

    RuntimeError when the words do not suffice for another one.
    """
    verbs = kind.lead_verbs if post.rank.leads else kind.verbs
    for _ in range(_ATTEMPTS):
        phase, frequency = rng.choice(WORDS.phases)
        text = rng.choice(kind.patterns).format(
            verb=rng.choice(verbs), scope=post.scope, phase=phase, object=name
        )
        if text not in written:
            written.add(text)
            return {"text": text} | ({"frequency": frequency} if frequency else {}), phase
    raise RuntimeError("the vocabulary is too small for so many positions")


def _children(post: Post, kind: Kind, phase: str, name: str, rng: Random, written: set[str]) -> list[str]:
    """Return two or three particulars that are new, or none."""
    texts = [pattern.format(scope=post.scope, phase=phase, object=name) for pattern in kind.details]
    new = [text for text in texts if text not in written]
    chosen = rng.sample(new, rng.randint(2, 3)) if len(new) > 2 else []
    written.update(chosen)
    return chosen


def _ending(post: Post, rng: Random, written: set[str]) -> Data | None:
    """Return the weak sentence that some real texts end with, worded for this position; None for most."""
    above = post.superiors[0].title if post.superiors else WORDS.company.board
    roll = rng.random()
    pattern = next((pattern for pattern, bound in _ENDINGS if roll < bound), "")
    text = pattern.format(scope=post.scope, above=above)
    if text in written or not text:
        return None
    written.add(text)
    return {"text": text}


def _grouped(items: list[Data]) -> list[Data]:
    """Return the duties under the headings that group them: the last one now and then, two more on request."""
    names = ["日常"] * (len(items) - 3) + ["协助", "协助", "偶发"]
    return [{"text": item["text"], "group": name, **item} for item, name in zip(items, names, strict=True)]
