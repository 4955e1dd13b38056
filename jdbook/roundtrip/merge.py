"""Merge: what was changed in a document put onto what the file says today; where both changed differently, a clash. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from jdbook.roundtrip.alignment import align, staying
from jdbook.roundtrip.changes import shape_at
from jdbook.roundtrip.normal import WHOLE, Shape, normal
from jdbook.roundtrip.telling import place, quoted
from jdbook.roundtrip.weaving import woven
from jdbook.shapes import Limit
from jdbook.source import Data, Path


@dataclass(frozen=True, slots=True)
class Clash:
    """A place that the document and the file changed differently since the document was made; None: not there.

    `path` is where it stands in the file today, or where it stood if it is gone.
    """

    path: Path
    base: Data
    edited: Data
    current: Data


@dataclass(frozen=True, slots=True)
class Merged:
    """The data after a merge, in normal form, and the places where it stays as it was because of a clash."""

    data: dict[str, Data]
    clashes: tuple[Clash, ...]


def merged(base: Mapping[str, Data], edited: Mapping[str, Data], current: Mapping[str, Data]) -> Merged:
    """Return `current` with everything done that was done between `base` and `edited`.

    Keys that base and edited don't have stay untouched. A place that current changed too keeps what current says,
    unless both say the same.
    """
    merge = _Merge()
    data = merge.mappings((), normal(base), normal(edited), normal(current), WHOLE)
    return Merged(data, tuple(merge.clashes))


@dataclass
class _Merge:
    """A merge under way: the clashes found so far."""

    clashes: list[Clash] = field(default_factory=list)

    def clash(self, path: Path, base: Data, edited: Data, current: Data) -> Data:
        self.clashes.append(Clash(path, base, edited, current))
        return current

    def values(self, path: Path, base: Data, edited: Data, current: Data, shape: Shape) -> Data:
        """Return the merge of three values in normal form, each None where there is none."""
        if edited in (base, current):
            return current
        if current == base:
            return edited
        base, edited, current = _opened((base, edited, current), shape)
        if isinstance(edited, list) and isinstance(current, list) and isinstance(base, list):
            return self.lists(path, base, edited, current, shape.one) or None
        if (
            isinstance(edited, dict)
            and isinstance(current, dict)
            and isinstance(base, dict)
            and _are_of_one_form((base, edited, current), shape)
        ):
            return _closed(self.mappings(path, base, edited, current, shape), shape)
        return self.clash(path, *(_closed(value, shape) for value in (base, edited, current)))

    def mappings(
        self,
        path: Path,
        base: Mapping[str, Data],
        edited: Mapping[str, Data],
        current: Mapping[str, Data],
        shape: Shape,
    ) -> dict[str, Data]:
        """Return the merge of three mappings, key by key, those of `current` first."""
        found: dict[str, Data] = {}
        for key in {**current, **edited}:
            values = (base.get(key), edited.get(key), current.get(key))
            if (value := self.values((*path, key), *values, shape.below(key))) is not None:
                found[key] = value
        return found

    def lists(
        self, path: Path, base: Sequence[Data], edited: Sequence[Data], current: Sequence[Data], shape: Shape
    ) -> list[Data]:
        """Return the merge of three lists, item by item, wherever the items stand."""
        in_edited, in_current = align(base, edited), align(base, current)
        kept = {}
        for index, item in enumerate(base):
            here, there = in_edited.get(index), in_current.get(index)
            at = (*path, index if there is None else there)
            value = self.values(
                at,
                item,
                None if here is None else edited[here],
                None if there is None else current[there],
                shape,
            )
            if value is not None:
                kept[index] = value
        moved = len(staying(in_edited)) < len(in_edited), len(staying(in_current)) < len(in_current)
        if all(moved) and _order(in_edited, kept) != _order(in_current, kept):
            self.clash(path, list(base), list(edited), list(current))
        return woven(kept, edited, in_edited, current, in_current, by_edited=moved == (True, False))


def _are_of_one_form(values: Iterable[Mapping[str, Data]], shape: Shape) -> bool:
    """Return whether mappings may be merged key by key: all are the same kind of thing, said in parts or in a sentence."""
    return shape.kind is not Limit and len({shape.sentence in value for value in values}) == 1


def _order(places: Mapping[int, int], kept: Mapping[int, Data]) -> list[int]:
    return sorted((index for index in places if index in kept), key=places.__getitem__)


def _opened(values: Iterable[Data], shape: Shape) -> list[Data]:
    """Return values as collections, if one of them is: empty where there is nothing, a mapping for a sentence."""
    nothing: Data = [] if shape.many else {} if shape.holds_lists else None
    found = [nothing if value is None else value for value in values]
    return [shape.spread(value) for value in found] if any(isinstance(one, dict) for one in found) else found


def _closed(value: Data, shape: Shape) -> Data:
    """Return a collection in normal form again."""
    if isinstance(value, dict) and value.keys() == {shape.sentence}:
        return value[shape.sentence]
    return value or None


def told_clash(clash: Clash) -> str:
    """Return a clash as one line for those who decide."""
    shape = shape_at(clash.path)

    def what(value: Data, nothing: str) -> str:
        return nothing if value is None else f"是{quoted(value, shape)}"

    return (
        f"{place(clash.path)}：文档和岗位文件都改过，改得不同，岗位文件没有改动。"
        f"文档里{what(clash.edited, '删去了')}，岗位文件现在{what(clash.current, '没有这一项')}，"
        f"出文档时{what(clash.base, '还没有')}"
    )
