"""Messy documents of our own making, with what a careful reader finds in them (`tests/imports/`).

Each has `NN-name.ext` and its answers in `NN.yaml`: titles, superiors, authority, duties, qualifications, word for word
without numbers, and a note that says what is messy about it.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from jdbook.fields import fields_of
from jdbook.gathering import gather
from jdbook.importing.document import Document
from jdbook.importing.drafting import draft_files
from jdbook.importing.drafts import Found, plain
from jdbook.importing.proposals import Proposals
from jdbook.importing.readers import READERS
from jdbook.importing.recognition import recognise
from jdbook.importing.result import result_of
from jdbook.model import Conditions, Qualifications

CASES = sorted(path for path in (Path(__file__).parent / "imports").iterdir() if path.suffix in READERS)
KINDS = "".join(field.label for record in (Qualifications, Conditions) for field in fields_of(record))
LEAST = {"titles": 0.98, "superiors": 0.99, "authority": 0.99, "duties": 0.98, "qualifications": 0.94}


@cache
def document(path: Path) -> Document:
    read = READERS[path.suffix](path.name, path.read_bytes())
    assert read is not None
    return read


@cache
def found(path: Path) -> Found:
    return recognise(document(path))


def answers(path: Path) -> list[dict[str, Any]]:
    positions: list[dict[str, Any]] = yaml.safe_load(
        path.with_name(f"{path.name[:2]}.yaml").read_text("utf-8")
    )["positions"]
    return positions


def letters(text: str) -> str:
    """Return what counts of a text: letters and figures."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def texts(value: Any) -> Iterator[str]:
    """Yield every text in a list of sentences and mappings, parents and children alike."""
    if isinstance(value, str):
        yield letters(value)
    elif isinstance(value, dict):
        yield from texts(value["text"])
        yield from texts(value.get("children"))
    else:
        for one in value or ():
            yield from texts(one)


def _all(value: Any) -> Iterator[str]:
    """Yield every text in plain data, remarks too."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, str):
        yield value
    else:
        for one in value:
            yield from _all(one)


def wanted(position: dict[str, Any], key: str) -> Iterator[str]:
    return texts(position["title"] if key == "titles" else position.get(key))


def got(path: Path, key: str) -> Iterator[str]:
    for draft in found(path).drafts:
        own = {"titles": "title", "superiors": "superior"}.get(key, key)
        yield from texts(draft.title if key == "titles" else list(plain(draft.items.get(own, []))))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_every_letter_of_a_document_is_in_the_trace_line_by_line(path: Path) -> None:
    pieces: dict[str, str] = {}
    for piece in found(path).trace:
        pieces[piece.place] = pieces.get(piece.place, "") + piece.text
    lines: dict[str, str] = {}
    for line in document(path).lines:
        if line.text.strip():
            lines[line.place] = lines.get(line.place, "") + line.text
    assert pieces == lines


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_what_a_piece_went_to_holds_it(path: Path) -> None:
    result = found(path)
    for piece in result.trace:
        if piece.to.startswith("positions["):
            number, key = piece.to.removeprefix("positions[").split("].")
            draft = result.drafts[int(number)]
            told = draft.title if key == "title" else "".join(_all(list(plain(draft.items[key]))))
            assert letters(piece.text) in letters(told)


@pytest.mark.parametrize("key", LEAST)
def test_a_careful_reader_agrees(key: str) -> None:
    """The harmonic mean of precision and recall over all documents; what is asked for rises as recognition gets better."""
    hits = expected = given = 0
    for path in CASES:
        want = Counter(text for position in answers(path) for text in wanted(position, key))
        have = Counter(got(path, key))
        hits, expected, given = hits + (want & have).total(), expected + want.total(), given + have.total()
    agreement = 2 * hits / (expected + given)
    assert agreement >= LEAST[key], f"{key}: {agreement:.3f}, {hits} of {expected} found, {given} given"


def test_minutes_of_a_meeting_and_blank_forms_give_no_position() -> None:
    for path in CASES:
        if not answers(path):
            assert found(path).drafts == []


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_what_was_recognised_is_in_the_files_of_the_drafts(path: Path) -> None:
    """Only names of parts stay out: those the keys of a file say as well; a date comes as the file writes dates."""
    result = result_of(document(path), Proposals(gather({})[0]), {})
    for checked, files in zip(result.drafts, draft_files(result), strict=True):
        _, file = files[0]
        text = letters(file + "".join(_all(yaml.safe_load(file)))) + KINDS  # as it stands, and as it is read
        for key in checked.draft.items.keys() - {"effective", "review_by"}:
            for said in _all(list(plain(checked.draft.items[key]))):
                value = said.partition("：")[2] or said
                assert letters(value.removesuffix("人")) in text, (checked.draft.title, key, said)
