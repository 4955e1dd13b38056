"""Golden files: positions as YAML, and beside them what their documents say. `JDBOOK_ACCEPT=1` writes them anew."""

from __future__ import annotations

import os
import re
from pathlib import Path

import making
import pytest
from word_dump import dump
from word_makers import COMPANY, template

from jdbook.copies import copy_of
from jdbook.library import Library
from jdbook.word.form import Drawn, document, draw
from jdbook.word.handbook import Chapter, Handbook, handbook

GOLDEN = Path(__file__).resolve().parents[1] / "golden/word"
FILES = {
    "director": "sample/director.yml",
    "cashier": "sample/finance/cashier.yml",
    "representative": "sample/representative.yml",
}
UNIT = "name: 示例单位\nlegal_name: 示例有限公司\ndepartments:\n  finance: {name: 财务部}\n"


@pytest.fixture(scope="module")
def library() -> Library:
    files = {path: (GOLDEN / f"{name}.yml").read_text("utf-8") for name, path in FILES.items()}
    return making.library_of({"sample/unit.yml": UNIT} | files)


def drawn(library: Library, name: str, *, public: bool = False) -> Drawn:
    entry = next(entry for entry in library.entries if entry.id == name)
    return draw(copy_of(library, entry, public=public), template(), COMPANY)


def compare(name: str, text: str) -> None:
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("JDBOOK_ACCEPT") == "1":
        path.write_text(text, "utf-8", newline="\n")
    assert text == path.read_text("utf-8"), f"{path.name}：看过差别后用 JDBOOK_ACCEPT=1 更新"


@pytest.mark.parametrize("name", FILES)
def test_a_position_s_document_is_as_it_was_looked_at(library: Library, name: str) -> None:
    compare(name, dump(document(drawn(library, name), template())))


def test_a_handbook_is_as_it_was_looked_at(library: Library) -> None:
    chapters = [Chapter("", [drawn(library, "director")]), Chapter("财务部", [drawn(library, "cashier")])]
    book = Handbook("岗位手册", "示例单位", COMPANY, "示例有限公司", chapters)
    compare("handbook", dump(handbook(book, template())))


def test_a_public_document_lacks_the_private_field_and_nothing_else(library: Library) -> None:
    public, whole = (drawn(library, "cashier", public=public) for public in (True, False))
    words, all_words = (
        re.sub(r"(?m)^.*?\]↓? ", "", dump(document(each, template()))).splitlines()
        for each in (public, whole)
    )  # texts, without how they stand
    codes = {public.copy.check_code: "", whole.copy.check_code: ""}
    missing = [line for line in all_words if line not in words and not any(code in line for code in codes)]
    assert any("月薪" in line for line in missing)
    assert all("月薪" in line or "薪酬待遇" in line for line in missing)
    assert not [line for line in words if line not in all_words and not any(code in line for code in codes)]
