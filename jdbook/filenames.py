"""File names: names people chose, made safe for Windows, macOS and Linux alike."""

from __future__ import annotations

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_MAX_BYTES = 120


def safe(name: str) -> str:
    """Return `name` as one path component every system accepts: forbidden characters become `_`, at most 120 bytes."""
    text = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    text = text.encode()[:_MAX_BYTES].decode(errors="ignore").strip(" .")
    return f"_{text}" if not text or _RESERVED.fullmatch(text) else text
