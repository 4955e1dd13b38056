"""Patch: new data put into the text of a position's file, everything that did not change kept as it was typed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jdbook.errors import Stop
from jdbook.roundtrip.normal import WHOLE, normal
from jdbook.roundtrip.patching.brackets import TooHard
from jdbook.roundtrip.patching.carrying import carried
from jdbook.roundtrip.patching.edits import mapping_edits, redumped
from jdbook.roundtrip.patching.keys import appended
from jdbook.roundtrip.patching.places import Edit, Spot, Written, comments, data_at, plain, spot_of
from jdbook.source import Data, Source
from jdbook.writing import to_yaml

_Entries = dict[str, Data]


def data_of(text: str) -> dict[str, Data]:
    """Return what the text of a position's file says, in normal form; what can't be read raises Stop."""
    source = Source("", plain(text))
    data = source.data()
    if isinstance(data, dict):
        return normal(data)
    if data or source.findings:
        raise Stop("这个岗位文件读不懂，没有改动。先运行 python build.py check，照提示改好。")
    return {}


def patched(text: str, new: Mapping[str, Data]) -> str:
    """Return the text of a position's file that says `new`, whose comments, order and layout are those of `text`.

    `new` is all the file is to say, keys that nobody declared too: begin with `data_of` to change some of it.
    The result is read back: it says exactly `new`, in normal form, or Stop is raised.
    """
    wanted = normal(new)
    data = data_of(text)
    if data == wanted:
        return text
    written = Written(text)
    for edits in _attempts(written, wanted):
        result = written.with_edits(edits)
        if _says(result, wanted):
            complete = carried(written, result, data, wanted)
            return complete if _says(complete, wanted) else result
    raise Stop("改动写不进这个岗位文件，没有改动。请手工修改。")


def _says(text: str, wanted: _Entries) -> bool:
    try:
        return data_of(text) == wanted
    except Stop:
        return False


def _attempts(written: Written, wanted: _Entries) -> Iterator[list[Edit]]:
    """Yield edits, the finest first."""
    root = spot_of(written.plain)
    if root is not None and root.entries:
        for attempt in (_fine, _by_key):
            try:
                yield attempt(written, root, wanted)
            except TooHard:
                continue
    yield [_anew(written.plain, root, wanted)]


def _fine(written: Written, root: Spot, wanted: _Entries) -> list[Edit]:
    return mapping_edits(written.plain, root, wanted, WHOLE)


def _by_key(written: Written, root: Spot, wanted: _Entries) -> list[Edit]:
    """Return the edits for each key alone, coarse where fine ones don't say what they should."""
    edits: list[Edit] = []
    told = normal({key: data_at(value) for key, (_, value) in root.live_entries.items()})
    for key in sorted({**told, **wanted}, key=lambda key: WHOLE.below(key).rank):
        if told.get(key) != wanted.get(key):
            edits += _of_key(written, root, key, told, wanted)
    return edits


def _of_key(written: Written, root: Spot, key: str, told: _Entries, wanted: _Entries) -> list[Edit]:
    target = {one: value for one, value in told.items() if one != key}
    if key in wanted:
        target[key] = wanted[key]
    try:
        edits = _fine(written, root, target)
        if _says(written.with_edits(edits), target):
            return edits
    except TooHard:
        pass
    if key in root.live_entries:
        return [redumped(written.plain, root.live_entries[key], wanted.get(key))]
    return [appended(written.plain, root, key, wanted[key])]


def _anew(text: str, root: Spot | None, wanted: _Entries) -> Edit:
    """Return the edit that writes everything anew, all comments above it."""
    said = "".join(f"{one}\n" for one in comments(text, root, 0, len(text)))
    ordered = {key: wanted[key] for key in sorted(wanted, key=lambda key: WHOLE.below(key).rank)}
    return Edit(0, len(text), said + (to_yaml(ordered) if ordered else ""))
