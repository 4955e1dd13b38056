"""Memo: texts made in an earlier run, used again where nothing they show has changed. For the preview."""

from __future__ import annotations

from collections.abc import Callable

Trace = Callable[[], object]
Make = Callable[[], str]
Remember = Callable[[str, Trace, Make], str]


class Memo:
    """Texts by name, each with the trace of what it shows. `frame` is what all of them depend on besides."""

    def __init__(self) -> None:
        self._frame: object = None
        self._texts: dict[str, tuple[object, str]] = {}

    def begin(self, frame: object) -> None:
        """Start a run: with another frame nothing of the earlier runs counts."""
        if frame != self._frame:
            self._texts.clear()
            self._frame = frame

    def text(self, name: str, trace: Trace, make: Make) -> str:
        """Return a text, made only if it is not at hand for an equal trace."""
        seen = trace()
        known = self._texts.get(name)
        if known is None or known[0] != seen:
            known = self._texts[name] = (seen, make())
        return known[1]


def made_anew(_name: str, _trace: Trace, make: Make) -> str:
    """Return a text without remembering it."""
    return make()
