"""Console: notices and progress on stderr, data on stdout."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field


def notice(text: str) -> None:
    """Tell the user something that is not data."""
    print(text, file=sys.stderr, flush=True)


def data(text: str) -> None:
    """Write what was asked for: to a terminal in its encoding, into a file or pipe always as UTF-8."""
    if sys.stdout.isatty():
        sys.stdout.write(text)
    else:
        sys.stdout.buffer.write(text.encode(errors="backslashreplace"))  # odd bytes in file names
    sys.stdout.flush()


def binary(content: bytes) -> None:
    """Write a file that was asked for into a file or pipe, byte for byte."""
    sys.stdout.buffer.write(content)
    sys.stdout.flush()


@dataclass
class Progress:
    """A counter for long work: rewritten in place on a terminal, a line every few seconds elsewhere."""

    what: str
    every: float = 0.2 if sys.stderr.isatty() else 5.0
    _last: float = field(default_factory=time.monotonic)

    def __call__(self, done: int, total: int) -> None:
        """Show that `done` of `total` pieces are ready."""
        now = time.monotonic()
        if now - self._last < self.every and not (done == total and sys.stderr.isatty()):
            return
        self._last = now
        end = "" if sys.stderr.isatty() and done < total else "\n"
        start = "\r" if sys.stderr.isatty() else ""
        print(f"{start}  {self.what} {done}/{total}", end=end, file=sys.stderr, flush=True)
