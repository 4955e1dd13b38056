"""Knowledge: what positions may refer to in jd_source/knowledge/, articles and the glossary's terms."""

from __future__ import annotations

from collections.abc import Mapping

from jdbook.source import Source

FOLDER = "knowledge"


def names(sources: Mapping[str, Source]) -> frozenset[str]:
    """Return what `knowledge` may refer to: the articles' paths without suffix, and the glossary's terms."""
    prefix = FOLDER + "/"
    articles = {
        path.removeprefix(prefix).removesuffix(".md")
        for path in sources
        if path.startswith(prefix) and path.endswith(".md")
    }
    glossary = sources.get(prefix + "glossary.yml")
    return frozenset(articles | _terms(glossary.data() if glossary else None))


def _terms(data: object) -> set[str]:
    rows = data if isinstance(data, list) else []
    return {term for row in rows if isinstance(row, dict) and isinstance(term := row.get("term"), str)}
