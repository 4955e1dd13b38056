"""Edits: how little has to be typed for a YAML text to say something new, layout and comments kept. Pure.

Values that are new are in normal form. What is too fine raises `TooHard`; then whatever stands around it is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from jdbook.roundtrip.alignment import align, staying
from jdbook.roundtrip.normal import Shape, entries, normal_value
from jdbook.roundtrip.patching import layout
from jdbook.roundtrip.patching.brackets import TooHard, ensure_no_comment, rearranged
from jdbook.roundtrip.patching.keys import added, cut
from jdbook.roundtrip.patching.phrasing import bare, entry, indented, is_in_lines, item, phrase
from jdbook.roundtrip.patching.places import Edit, Spot, comments, data_at, edited
from jdbook.shapes import Reference
from jdbook.source import Data
from jdbook.writing import in_one_line, to_yaml

_DASHES = re.compile(r" *(?:- +)+")
_SHORT, _SIDE_BY_SIDE = 60, 30


def value_edits(text: str, spot: Spot, new: Data, shape: Shape, flow: bool = False) -> list[Edit]:
    """Return the edits after which a spot says something new; `flow`: it stands in brackets."""
    if normal_value(data_at(spot), shape) == new:
        return []
    try:
        return (
            _many(text, spot, new, shape, flow)
            if isinstance(new, list)
            else _one(text, spot, new, shape, flow)
        )
    except TooHard:
        return _replaced(text, spot, new, flow)


def _replaced(text: str, spot: Spot, new: Data, flow: bool) -> list[Edit]:
    """Return the edit that writes a value anew where it stands."""
    ensure_no_comment(text, spot.start, spot.end)
    in_brackets = flow or spot.flow or spot.text is not None
    if isinstance(new, str):
        return [Edit(spot.start, spot.end, bare(new, flow))]
    line = in_one_line(new)
    if in_brackets and (flow or spot.flow or len(line) <= _SHORT):
        return [Edit(spot.start, spot.end, line)]
    if in_brackets or not isinstance(new, dict):
        raise TooHard
    lines = indented(to_yaml(new), layout.column(text, spot.start))
    return [Edit(spot.start, spot.end, lines.removesuffix("\n"))]


def _one(text: str, spot: Spot, new: Data, shape: Shape, flow: bool) -> list[Edit]:
    if spot.text is not None:
        if isinstance(new, dict):
            return _wrapped(text, spot, new, shape, flow)
        return [Edit(spot.start, spot.end, phrase(str(new), spot, text, flow))]
    if isinstance(new, str) and spot.entries is not None:
        return _unwrapped(text, spot, new, shape, flow)
    if isinstance(new, dict) and spot.entries is not None:
        return mapping_edits(text, spot, new, shape, flow)
    raise TooHard


def _wrapped(text: str, spot: Spot, new: Mapping[str, Data], shape: Shape, flow: bool) -> list[Edit]:
    """Return the edits that make a sentence in a list a mapping that begins with it."""
    begin = layout.line_start(text, spot.start)
    sentence = new.get(shape.sentence)
    if flow or not isinstance(sentence, str) or not _DASHES.fullmatch(text, begin, spot.start):
        raise TooHard
    indent = spot.start - begin
    others = {key: value for key, value in new.items() if key != shape.sentence}
    lines = "".join(" " * indent + entry(key, value, indent) for key, value in others.items())
    below = layout.line_end(text, spot.end - 1)
    return [*_begun(text, spot, shape.sentence, sentence), Edit(below, below, lines)]


def _begun(text: str, spot: Spot, key: str, sentence: str) -> list[Edit]:
    """Return the edits that put a key before a sentence; one that is broken into lines is written in one."""
    if is_in_lines(text, spot):
        if comments(text, spot, spot.start, spot.end):
            raise TooHard
        return [Edit(spot.start, spot.end, f"{key}: {bare(sentence, False)}")]
    return [Edit(spot.start, spot.start, f"{key}: "), *value_edits(text, spot, sentence, Shape(str))]


def _unwrapped(text: str, spot: Spot, new: str, shape: Shape, flow: bool) -> list[Edit]:
    """Return the edits after which a mapping only says its sentence."""
    live = spot.live_entries
    if shape.sentence not in live:
        raise TooHard
    if len(live) > 1 and (flow or spot.flow):
        return _replaced(text, spot, new, flow)
    edits = mapping_edits(text, spot, {shape.sentence: new}, shape, flow)
    key, value = live[shape.sentence]
    is_first = spot.start == key.start and not is_in_lines(text, value)
    is_alone = len(live) == len(spot.entries or ()) > 1
    if is_alone and is_first and not comments(text, None, key.end, value.start):
        return [Edit(spot.start, value.start, ""), *edits]
    return edits


def mapping_edits(
    text: str, spot: Spot, new: Mapping[str, Data], shape: Shape, flow: bool = False
) -> list[Edit]:
    """Return the edits after which a mapping has these entries."""
    old = entries({key: data_at(value) for key, (_, value) in spot.live_entries.items()}, shape)
    gone = old.keys() - new
    edits: list[Edit] = []
    for key, (name, value) in spot.live_entries.items():
        if key in new:
            edits += _entry(text, (name, value), new[key], shape.below(key), flow or spot.flow)
    come = {key: new[key] for key in sorted(new, key=lambda key: shape.below(key).rank)}
    come = {key: value for key, value in come.items() if key not in spot.live_entries}
    if not (gone or come):
        return edits
    if flow or spot.flow:
        return edits + _in_brackets(text, spot, gone, come, shape)
    return [*edits, *cut(text, spot, gone), *added(text, spot, gone, come, shape)]


def _entry(text: str, pair: tuple[Spot, Spot], new: Data, shape: Shape, flow: bool) -> list[Edit]:
    try:
        return value_edits(text, pair[1], new, shape, flow)
    except TooHard:
        return [redumped(text, pair, new, flow)]


def redumped(text: str, pair: tuple[Spot, Spot], new: Data, flow: bool = False) -> Edit:
    """Return the edit that writes an entry anew, its comments above it; for None only those stay."""
    key, value = pair
    begin = layout.line_start(text, key.start)
    before = text[begin : key.start]
    if flow or key.text is None or before.strip(" ?"):
        raise TooHard
    indent = len(before) - len(before.lstrip(" "))
    end = layout.tail(text, max(key.end, value.end), indent)
    said = "".join(f"{one}\n{' ' * indent}" for one in comments(text, value, key.end, end))
    return Edit(begin + indent, end, said + (entry(key.text, new, indent) if new else ""))


def _in_brackets(text: str, spot: Spot, gone: set[str], come: Mapping[str, Data], shape: Shape) -> list[Edit]:
    """Return the edits that take entries out of braces and put others in, each behind those declared before it."""
    pairs = spot.entries or []
    stay = {index: key.text for index, (key, _) in enumerate(pairs) if key.text not in gone}
    if come.keys() & set(stay.values()) or not pairs:
        raise TooHard
    order: list[int | str] = list(stay)
    for key in come:
        ranks = [shape.below(str(stay.get(one, one) if isinstance(one, int) else one)).rank for one in order]
        before = [place for place, rank in enumerate(ranks) if rank <= shape.below(key).rank]
        order.insert(before[-1] + 1 if before else 0, key)
    places = {one: place for place, one in enumerate(order)}
    texts = {places[key]: in_one_line({key: value})[1:-1] for key, value in come.items()}
    spans = [(key.start, max(key.end, value.end)) for key, value in pairs]
    return rearranged(text, spans, set(stay), texts, {index: places[index] for index in stay})


def _many(text: str, spot: Spot, new: list[Data], shape: Shape, flow: bool) -> list[Edit]:
    if spot.items is None:
        if len(new) == 1:
            return value_edits(text, spot, new[0], shape.one, flow)
        return _listed(text, spot, new, shape, flow)
    items = spot.live_items
    old = [normal_value(data_at(one), shape.one) for one in items]
    pairs = align(old, new)
    inside = {
        index: _item(text, spot, items[index], new[place], shape.one, flow or spot.flow)
        for index, place in pairs.items()
    }
    in_place = staying(pairs)
    if len(in_place) == len(items) == len(new):
        return [edit for edits in inside.values() for edit in edits]
    work = _flow_items if flow or spot.flow else _block_items
    edits = [edit for index in sorted(in_place) for edit in inside[index]]
    return edits + work(text, spot, new, pairs, in_place, inside)


def _item(text: str, spot: Spot, one: Spot, new: Data, shape: Shape, flow: bool) -> list[Edit]:
    """Return the edits after which an item says something new; where they are too hard, it is written anew."""
    try:
        return value_edits(text, one, new, shape, flow)
    except TooHard:
        if flow or not layout.begins_line(text, spot.start):
            raise
        indent = layout.column(text, spot.start)
        start = _dash(text, one.start, indent) - indent
        end = layout.tail(text, one.end, indent)
        said = "".join(f"{' ' * indent}{comment}\n" for comment in comments(text, one, start, end))
        return [Edit(start, end, said + _new_item(text, spot, new))]


def _listed(text: str, spot: Spot, new: Sequence[Data], shape: Shape, flow: bool) -> list[Edit]:
    """Return the edits that make a single value a list: names side by side, sentences below each other."""
    line = in_one_line(new)
    is_bare = spot.text is not None
    if flow or ((is_bare or spot.flow) and (shape.kind is Reference or len(line) <= _SIDE_BY_SIDE)):
        ensure_no_comment(text, spot.start, spot.end)
        return [Edit(spot.start, spot.end, line)]
    if not is_bare:
        raise TooHard
    above = len(text[: spot.start].rstrip())
    begin = layout.line_start(text, above)
    indent = len(text[begin:above]) - len(text[begin:above].lstrip(" -"))
    below = layout.line_end(text, spot.end)
    lines = indented(to_yaml({"list": list(new)}), indent).partition("\n")[2]
    return [Edit(above, spot.end, ""), Edit(below, below, lines)]


def _flow_items(
    text: str,
    spot: Spot,
    new: Sequence[Data],
    pairs: Mapping[int, int],
    in_place: set[int],
    inside: Mapping[int, list[Edit]],
) -> list[Edit]:
    spans = [(one.start, one.end) for one in spot.live_items]
    if len(spans) != len(spot.items or ()):
        raise TooHard
    moved = {
        place: edited(text, inside[index], *spans[index])
        for index, place in pairs.items()
        if index not in in_place
    }
    come = {index: in_one_line(new[index]) for index in set(range(len(new))) - set(pairs.values())}
    return rearranged(text, spans, in_place, come | moved, pairs)


def _block_items(
    text: str,
    spot: Spot,
    new: Sequence[Data],
    pairs: Mapping[int, int],
    in_place: set[int],
    inside: Mapping[int, list[Edit]],
) -> list[Edit]:
    items = spot.live_items
    lines = lines_of_items(text, spot)
    old = {place: index for index, place in pairs.items()}
    at = lines[min(in_place, default=0)][0]
    edits = []
    for place, value in enumerate(new):
        index = old.get(place)
        if index in in_place:
            at = lines[index][1]
        elif index is None:
            edits.append(Edit(at, at, _new_item(text, spot, value)))
        else:
            edits.append(Edit(at, at, edited(text, inside[index], *lines[index])))
    return edits + [
        Edit(*layout.without(text, *lines[index]), "") for index in range(len(items)) if index not in in_place
    ]


def lines_of_items(text: str, spot: Spot) -> list[tuple[int, int]]:
    """Return where the lines of each item begin and end, with the comments that belong to it."""
    if not layout.begins_line(text, spot.start):
        raise TooHard
    indent = layout.column(text, spot.start)
    found: list[tuple[int, int]] = []
    floor = 0
    for one in spot.live_items:
        dash = _dash(text, one.start, indent)
        found.append((layout.lead(text, dash, floor), layout.tail(text, one.end, indent)))
        floor = layout.line_end(text, one.end - 1)
    return found


def _dash(text: str, place: int, indent: int) -> int:
    """Return where the dash of an item stands whose content begins at a place."""
    begin = layout.line_start(text, place)
    while begin and not (layout.begins_line(text, begin + indent) and text.startswith("-", begin + indent)):
        begin = layout.line_start(text, begin - 1)
    return begin + indent


def _new_item(text: str, spot: Spot, value: Data) -> str:
    """Return the lines of a new item, indented and written as the others are."""
    items = spot.live_items
    indent = layout.column(text, spot.start)
    between = text[spot.start + 1 : items[0].start]
    gap = between if between and not between.strip(" ") else " "
    flow = next((one.flow for one in items if one.entries is not None), False)
    return " " * indent + "-" + gap + item(value, indent + 1 + len(gap), flow)
