"""Memo: texts made in an earlier run, used again where nothing they show has changed. For the preview."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

Content = TypeVar("Content", str, bytes)
Trace = Callable[[], object]


class Remember(Protocol):
    """Returns the text or file of a name, made or, for a trace seen before, as it was made then."""

    def __call__(self, name: str, trace: Trace, make: Callable[[], Content], /) -> Content: ...


class Memo:
    """Texts and files by name, each with the trace of what it shows. `frame` is what all of them depend on besides."""

    def __init__(self) -> None:
        self._frame: object = None
        self._texts: dict[str, tuple[object, Any]] = {}

    def begin(self, frame: object) -> None:
        """Start a run: with another frame nothing of the earlier runs counts."""
        if frame != self._frame:
            self._texts.clear()
            self._frame = frame

    def text(self, name: str, trace: Trace, make: Callable[[], Content], /) -> Content:
        """Return a text or file, made only if it is not at hand for an equal trace."""
        seen = trace()
        known = self._texts.get(name)
        if known is None or known[0] != seen:
            known = self._texts[name] = (seen, make())
        made: Content = known[1]
        return made


def made_anew(_name: str, _trace: Trace, make: Callable[[], Content], /) -> Content:
    """Return a text or file without remembering it."""
    return make()
