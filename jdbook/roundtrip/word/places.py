"""Places: which blocks of a Word file belong to which position: by the marks of sections, else by titles and order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jdbook.fields import FIELDS
from jdbook.roundtrip.word.carried import Carried, Origin
from jdbook.roundtrip.word.paper import Block, Row

_LABEL = "岗位名称"
_HEAD_ROWS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """A position with the blocks about it; None where it can't be found."""

    origin: Origin
    blocks: Sequence[Block] | None


def plain(text: str) -> str:
    """Return a label without blanks, as labels are compared."""
    return "".join(text.split()).rstrip("：:")


def words(row: Row) -> list[str]:
    """Return the texts of a row's cells."""
    return ["\n".join(para.text for para in cell if para.text.strip()).strip() for cell in row]


def places(blocks: Sequence[Block], carried: Carried) -> tuple[list[Place], list[Block]]:
    """Return where the positions are, in the order of the document's making, and the blocks that belong to none."""
    starts = _starts(blocks, carried)
    ends = _ends(blocks, starts)
    owned = {index for key, start in starts.items() for index in range(start, ends[key])}
    found = [
        Place(one, blocks[starts[one.key] : ends[one.key]] if one.key in starts else None)
        for one in carried.origins
    ]
    return found, [block for index, block in enumerate(blocks) if index not in owned]


def _starts(blocks: Sequence[Block], carried: Carried) -> dict[str, int]:
    """Return at which block each position begins; those that have lost their mark take the heads that no other has."""
    if len(carried.origins) == 1 and not carried.pages:
        return {carried.origins[0].key: 0}
    marked = {name: index for index, block in reversed(list(enumerate(blocks))) for name in block.marks}
    starts = {one.key: marked[one.mark] for one in carried.origins if one.mark in marked}
    lost = [one for one in carried.origins if one.key not in starts]
    if lost:
        heads = _heads(blocks, carried)
        taken = {next((head for head in heads if head >= start), -1) for start in starts.values()}
        free = {head: title for head, title in heads.items() if head not in taken}
        starts |= {key: _beginning(blocks, head) for key, head in _matched(lost, free).items()}
    return starts


def _heads(blocks: Sequence[Block], carried: Carried) -> dict[int, str]:
    """Return the titles in tables that begin a form, by the place of the block."""
    label = carried.labels.get(_LABEL, _LABEL)
    facts = [*(field.label for field in FIELDS), *(name for one in carried.origins for name in one.derived)]
    known = {plain(carried.labels.get(name, name)) for name in facts}
    titles = {one.title for one in carried.origins}
    heads: dict[int, str] = {}
    for index, block in enumerate(blocks):
        for row in block.rows[:_HEAD_ROWS]:
            cells = words(row)
            for name, value in zip(cells[::2], cells[1::2], strict=False):
                named = plain(name) == plain(label) and plain(cells[0]) in known
                if named and value and (value in titles or plain(value) not in known):
                    heads.setdefault(index, value)
    return heads


def _matched(lost: Sequence[Origin], free: Mapping[int, str]) -> dict[str, int]:
    """Return heads for positions: those of the same title first, then those that are left, in order."""
    found: dict[str, int] = {}
    left = dict(free)
    for origin in lost:
        head = next((head for head, title in left.items() if title == origin.title), None)
        if head is not None:
            found[origin.key] = head
            del left[head]
    if len(lost) - len(found) == len(left):
        rest = [origin.key for origin in lost if origin.key not in found]
        found |= dict(zip(rest, left, strict=True))
    return found


def _beginning(blocks: Sequence[Block], head: int) -> int:
    """Return where a form begins whose head stands there: with the paragraphs above it."""
    while head and blocks[head - 1].para is not None and not blocks[head - 1].ends_section:
        head -= 1
    return head


def _ends(blocks: Sequence[Block], starts: Mapping[str, int]) -> dict[str, int]:
    """Return behind which block each position ends: where the next one begins, the last one with its section."""
    order = sorted(starts.values())
    last = (
        next(
            (index + 1 for index, block in enumerate(blocks) if index > order[-1] and block.ends_section),
            len(blocks),
        )
        if order
        else 0
    )
    following = dict(zip(order, [*order[1:], last], strict=True))
    return {key: following[start] for key, start in starts.items()}
