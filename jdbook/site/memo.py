"""Memo: what was made in an earlier run, used again where nothing it shows has changed. For the preview."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

Content = TypeVar("Content")
Trace = Callable[[], object]


class Remember(Protocol):
    """Returns what goes by a name, made or, for a trace seen before, as it was made then."""

    def __call__(self, name: str, trace: Trace, make: Callable[[], Content], /) -> Content: ...


class Memo:
    """What was made, by name, each with the trace of what it shows. `frame` is what all of it depends on besides."""

    def __init__(self) -> None:
        self._frame: object = None
        self._made: dict[str, tuple[object, Any]] = {}

    def begin(self, frame: object) -> None:
        """Start a run: with another frame nothing of the earlier runs counts."""
        if frame != self._frame:
            self._made.clear()
            self._frame = frame

    def text(self, name: str, trace: Trace, make: Callable[[], Content], /) -> Content:
        """Return what goes by a name, made only if it is not at hand for an equal trace."""
        seen = trace()
        known = self._made.get(name)
        if known is None or known[0] != seen:
            known = self._made[name] = (seen, make())
        made: Content = known[1]
        return made


def made_anew(_name: str, _trace: Trace, make: Callable[[], Content], /) -> Content:
    """Return what is made without remembering it."""
    return make()
