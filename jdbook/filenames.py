"""File names: names people chose, made safe for Windows, macOS and Linux alike."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³]) *(\..*)?", re.IGNORECASE)
_MAX_BYTES, _MAX_SUFFIX = 120, 10
_UNITS_OF_THE_SITE = frozenset({"assets", "changes", "charts", "forms", "search", "templates", "word"})
_PAGES_OF_THE_SITE = frozenset({"index", "readme"})


def taken_by_site(unit: str, position: str = "") -> bool:
    """Return whether a unit's folder, or a position's file in it, would lie where the wiki keeps something of its own."""
    return unit.casefold() in _UNITS_OF_THE_SITE or position.casefold() in _PAGES_OF_THE_SITE


def safe(name: str) -> str:
    """Return `name` as one path component every system accepts: forbidden characters become `_`, at most 120 bytes."""
    text = _FORBIDDEN.sub("_", unicodedata.normalize("NFC", name)).strip(" .")
    stem, suffix = PurePosixPath(text).stem, PurePosixPath(text).suffix
    if len(suffix.encode()) > _MAX_SUFFIX:
        stem, suffix = text, ""
    text = stem.encode()[: _MAX_BYTES - len(suffix.encode())].decode(errors="ignore").strip(" .") + suffix
    return f"_{text}" if not text or _RESERVED.fullmatch(text) else text
