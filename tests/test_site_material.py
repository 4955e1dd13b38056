"""What our search worker relies on inside Material, read from the sources that come with it: this says so when they change."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import material
import pytest

WORKER = "templates/site/assets/search/worker.js"
SCRIPTS = Path(material.__file__).parent / "templates/assets/javascripts"
ADVICE = f"Material 变了：核对 {WORKER} 和 templates/site/overrides/main.html"


@cache
def sources() -> dict[str, str]:
    """Return the sources of Material's bundle by the end of their path."""
    (file,) = SCRIPTS.glob("bundle.*.min.js.map")
    mapped = json.loads(file.read_text("utf-8"))
    return dict(zip(mapped["sources"], mapped["sourcesContent"], strict=True))


def source(end: str) -> str:
    return next((text for path, text in sources().items() if path.endswith(end)), "")


def test_the_messages_of_the_worker_are_numbered_as_ours() -> None:
    kinds = re.findall(r"^  ([A-Z]+)\b", source("search/worker/message/index.ts"), re.MULTILINE)
    assert kinds == ["SETUP", "READY", "QUERY", "RESULT"], ADVICE


@pytest.mark.parametrize("name", ["location", "title", "text", "terms", "score", "tags"])
def test_results_are_shown_from_what_we_send(name: str) -> None:
    assert f"document.{name}" in source("templates/search/index.tsx"), ADVICE


def test_sections_as_good_as_their_page_are_shown_at_once() -> None:
    assert "doc.score < threshold" in source("templates/search/index.tsx"), ADVICE


def test_what_is_typed_is_looked_for_on_keyup() -> None:
    assert 'fromEvent(el, "keyup")' in source("components/search/query/index.ts"), ADVICE


def test_the_address_of_the_worker_stands_in_the_page_s_settings() -> None:
    base = (SCRIPTS.parents[1] / "base.html").read_text("utf-8")
    assert '<script id="__config" type="application/json">' in base, ADVICE
    assert re.search(r'"search": "assets/javascripts/workers/search\.\w+\.min\.js" \| url', base), ADVICE
    assert "setupSearchWorker(config.search" in source("components/search/_/index.ts"), ADVICE
