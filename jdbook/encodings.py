"""Encodings: bytes of strangers as text. Pure."""

from __future__ import annotations

_ENCODINGS = ("utf-8-sig", "gb18030")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decoded(data: bytes) -> str | None:
    """Return the text in UTF-8, UTF-16 with its mark, or GB18030; None for bytes that are no text in any of them."""
    if data.startswith(_UTF_16):
        return data.decode("utf-16", errors="replace")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
