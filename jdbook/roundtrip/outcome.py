"""Outcome: what became of each position that came back in a document, in lines for people and as data for programs. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from jdbook.roundtrip.changes import changes
from jdbook.roundtrip.merge import told_clash
from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.telling import place, told
from jdbook.roundtrip.update import Update


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a position that came back: the document it came from, its file, and the update; without a file, why.

    `earlier` are the documents of the same run that changed its file before, with the fields they changed.
    """

    document: str
    title: str
    file: str
    returned: Returned
    update: Update | None = None
    lost: tuple[str, ...] = ()
    earlier: tuple[tuple[str, str], ...] = ()

    @property
    def is_open(self) -> bool:
        """Return whether somebody has to look at it."""
        update = self.update or Update("", refused="库里没有这个岗位")
        return bool(self.returned.doubts or update.clashes or update.refused or update.elsewhere)

    @property
    def is_changed(self) -> bool:
        return bool(self.update and self.update.changes and not self.update.refused)

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """Return its document with each field that it changed in the file."""
        found = self.update.changes if self.update and self.is_changed else ()
        return tuple(dict.fromkeys((self.document, str(change.path[0])) for change in found))


def lines(outcome: Outcome) -> Iterator[str]:
    """Yield what to tell of a position; nothing of one that came back as it went out."""
    found = [*_told(outcome)]
    if found:
        yield f"{outcome.title or '（没有岗位名称）'}  {outcome.file or outcome.document}"
        yield from (f"  {line}" for line in found)


def _told(outcome: Outcome) -> Iterator[str]:
    if outcome.update:
        yield from _of_update(outcome, outcome.update)
    elif outcome.returned.key and (gone := changes(outcome.returned.base, outcome.returned.edited)):
        yield from outcome.lost
        yield from (f"没有写入：{told(change)}" for change in gone)
    yield from (f"请核对：{doubt}" for doubt in outcome.returned.doubts)


def _of_update(outcome: Outcome, update: Update) -> Iterator[str]:
    yield from (told(change) for change in update.changes)
    yield from map(told_clash, update.clashes)
    for key in dict.fromkeys(str(clash.path[0]) for clash in update.clashes):
        documents = "、".join(f"“{name}”" for name, field in outcome.earlier if field == key)
        if documents:
            yield f"岗位文件的“{place((key,))}”刚按同一次命令里的{documents}改过，上面“岗位文件现在”的文字可能来自它"
    yield from update.elsewhere
    if update.refused:
        yield f"没有写入这个文件：{update.refused}"


def plain(outcome: Outcome) -> dict[str, object]:
    """Return an outcome as data for programs."""
    back = outcome.returned
    update = outcome.update or Update("", changes(back.base, back.edited))
    return {
        "document": outcome.document,
        "position": back.key,
        "file": outcome.file,
        "changes": [
            asdict(change) | {"kind": change.kind.value, "told": told(change)} for change in update.changes
        ],
        "clashes": [asdict(clash) | {"told": told_clash(clash)} for clash in update.clashes],
        "inherited": list(update.elsewhere),
        "refused": update.refused or "\n".join(outcome.lost),
        "doubts": list(back.doubts),
    }


def closing(outcomes: Sequence[Outcome], *, written: bool) -> Iterator[str]:
    """Yield what to say at the end: how much was changed, what was not, and what to do next."""
    changed = [one for one in outcomes if one.is_changed]
    updates = [one.update for one in outcomes if one.update]
    places = sum(len(one.update.changes) for one in changed if one.update)
    clashes = sum(len(update.clashes) for update in updates)
    elsewhere = sum(len(update.elsewhere) for update in updates)
    if not changed:
        yield "没有要写入的改动。"
    elif written:
        yield (
            f"改了 {len({one.file for one in changed})} 个岗位的文件，共 {places} 处。\n"
            "  内容有改动的岗位，请改 version，并在 revisions 里写明改了什么；再运行 python build.py check。"
        )
    if clashes:
        yield f"{clashes} 处文件和文档都改过、改得不一样，没有写入；请看上面两边的文字，在岗位文件里定下来。"
    if elsewhere:
        yield f"{elsewhere} 处动到继承来的条目，没有写入；请照上面写的，到来源岗位的文件里改。"
