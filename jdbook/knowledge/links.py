"""Links of articles: where a relative path leads below jd_source/, so that links work in an editor, on Git hosting and on the wiki."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from jdbook.knowledge.collection import FOLDER

_ELSEWHERE = frozenset({"http", "https", "mailto"})
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


@dataclass(frozen=True, slots=True)
class Target:
    """A path below jd_source/ ("" for the page itself), and the anchor of a heading there."""

    path: str
    anchor: str


def is_elsewhere(link: str) -> bool:
    """Return whether a link leaves the library: to another site, or to somebody's mailbox."""
    return link.partition(":")[0].lower() in _ELSEWHERE


def target_of(link: str, page: str) -> Target | None:
    """Return where an unquoted link in the article `page` (its id) leads; None out of the library or by an unknown scheme."""
    if _SCHEME.match(link) or link.startswith(("/", "\\")):
        return None
    parts = urlsplit(link)
    if not parts.path:
        return Target("", parts.fragment)
    path = posixpath.normpath(posixpath.join(FOLDER, posixpath.dirname(page), parts.path))
    return None if path.startswith("..") else Target(path, parts.fragment)
