"""Text: plain text of any encoding and with any line ends, as lines."""

from __future__ import annotations

from jdbook.encodings import decoded
from jdbook.importing.document import Document, Line


def read_text(name: str, data: bytes) -> Document | None:
    """Return the lines of a text file; None where it holds no text."""
    text = decoded(data)
    if text is None or "\0" in text:
        return None
    lines = enumerate(text.splitlines(), 1)
    return Document(name, tuple(Line(line, f"第{number}行") for number, line in lines))
