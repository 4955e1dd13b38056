"""Memo: texts made of positions in an earlier run, used again where nothing they show has changed. For the preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from jdbook.library import Entry
from jdbook.model import Position
from jdbook.site.templates import stamps
from jdbook.site.wiki import Wiki


class Memo:
    """Texts by name, each with the position it was made of. `frame` is what all of them depend on besides."""

    def __init__(self) -> None:
        self._frame: object = None
        self._texts: dict[str, tuple[Position, str]] = {}

    def begin(self, frame: object) -> None:
        """Start a run: with another frame nothing of the earlier runs counts."""
        if frame != self._frame:
            self._texts.clear()
            self._frame = frame

    def text(self, name: str, position: Position, make: Callable[[], str]) -> str:
        """Return a position's text, made only if the one at hand is of another wording."""
        known = self._texts.get(name)
        if known is None or known[0] != position:
            known = self._texts[name] = (position, make())
        return known[1]


def frame_of(wiki: Wiki, template_dirs: Sequence[Path]) -> object:
    """Return what position pages take from elsewhere: names and places of all others, units, company, templates."""
    library = wiki.library
    return (
        library.company,
        [(unit.id, unit.unit) for unit in library.units.values()],
        [_outline(entry) for entry in wiki.live],
        [_outline(entry) for entry in wiki.stubs],
        stamps(template_dirs),
    )


def _outline(entry: Entry) -> tuple[object, ...]:
    """Return what other pages show of a position, or follow from it."""
    return entry.key, entry.department, entry.title, entry.position.aliases, entry.position.superior
