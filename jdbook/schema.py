"""JSON Schema for editors: completion, and the Chinese label and help on hover. Follows from the declarations."""

from __future__ import annotations

import json
from typing import Any

from jdbook.knowledge.model import Article, Glossary, Home, SelfTest
from jdbook.model import ABOUT, Company, Position, Unit
from jdbook.shapes import Record

KINDS: dict[str, type[Record]] = {
    "position": Position,
    "unit": Unit,
    "company": Company,
    "knowledge": Home,
    "glossary": Glossary,
    "selftest": SelfTest,
    "article": Article,
}


def json_schema(kind: str = "position") -> str:
    """Return the schema of one kind of file as JSON text; of an article, that of its front matter."""
    record = KINDS[kind]
    schema = {"$schema": "http://json-schema.org/draft-07/schema#"} | record.model_json_schema(
        by_alias=True, ref_template="#/definitions/{model}"
    )
    schema["definitions"] = schema.pop("$defs", {})
    return json.dumps(_cleaned(schema), ensure_ascii=False, indent=1) + "\n"


def _cleaned(value: Any) -> Any:
    """Return a schema without English titles, null alternatives and defaults, which say nothing to an author."""
    if isinstance(value, list):
        return [_cleaned(part) for part in value]
    if not isinstance(value, dict):
        return value
    kept = {key: _cleaned(part) for key, part in value.items() if key not in (ABOUT, "default")}
    if isinstance(kept.get("title"), str) and kept["title"].isascii():
        del kept["title"]
    if "properties" in kept:
        kept.pop("description", None)  # the class's docstring, written for developers
    if isinstance(alternatives := kept.get("anyOf"), list):
        kept |= _without_null(kept, [one for one in alternatives if one != {"type": "null"}])
    return {key: part for key, part in kept.items() if part is not None}


def _without_null(schema: dict[str, Any], alternatives: list[Any]) -> dict[str, Any]:
    if len(alternatives) > 1:
        return {"anyOf": alternatives}
    only: dict[str, Any] = alternatives[0]
    return {"anyOf": None} | only | {key: schema[key] for key in ("title", "description") if key in schema}
