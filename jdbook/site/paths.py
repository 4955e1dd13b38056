"""Paths: where every page lies below the site's root, and how one page points to another.

A page is known by its source path (`ad-company/finance/cashier.md`); generators run without directory URLs, so its
address is the same with `.html`.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote

from jdbook.library import Entry

HOME, CHECKS, CHANGES, POSITIONS = "index.md", "checks.md", "changes.md", "positions.json"
KNOWLEDGE, GLOSSARY, FORMS = "knowledge/index.md", "knowledge/glossary.md", "forms.md"

DUTIES, POWERS, COMPARE = "duties.md", "powers.md", "compare.md"


def folder(unit: str, department: str = "") -> str:
    """Return the folder of a unit, or of a department of it."""
    return f"{unit}/{department}" if department else unit


def index_page(unit: str, department: str = "") -> str:
    """Return the page of a unit, or of a department of it."""
    return f"{folder(unit, department)}/index.md"


def position_page(entry: Entry) -> str:
    """Return the page of a position, or the notice in its place."""
    return f"{folder(entry.unit, entry.department)}/{entry.id}.md"


def knowledge_page(id: str) -> str:
    """Return the page of an article or a self-test."""
    return f"knowledge/{id}.md"


def forms_page(unit: str) -> str:
    """Return the page of the forms of a unit."""
    return f"forms/{unit}.md"


def chart_page(unit: str) -> str:
    """Return the page of the organisation chart of a unit."""
    return f"charts/{unit}.md"


def part_file(index: str, unit: str, number: int) -> str:
    """Return where the `number`th part of what an index says of a unit lies, counted from 1."""
    return f"assets/data/{index}/{unit}/{number}.js"


def compare_file(entry: Entry) -> str:
    """Return where what a position says lies, for comparing it with another."""
    return f"assets/data/compare/{entry.key}.js"


def table_file(index: str) -> str:
    """Return where the Excel file of an index lies."""
    return f"assets/data/{index}.xlsx"


def word_file(entry: Entry) -> str:
    """Return where the public Word file of a position lies."""
    return f"word/{folder(entry.unit, entry.department)}/{entry.id}.docx"


def book_file(unit: str, department: str) -> str:
    """Return where the public handbook of a department lies; no position can be called `index`."""
    return f"word/{folder(unit, department)}/index.docx"


def changes_page(number: int) -> str:
    """Return the page of the `number`th part of the list of changes, counted from 1."""
    return CHANGES if number == 1 else f"changes/{number}.md"


def address(path: str, anchor: str = "") -> str:
    """Return the URL of a page or file, or of a place on the page, relative to the site's root."""
    page = quote(path.removesuffix(".md") + ".html" if path.endswith(".md") else path)
    return f"{page}#{quote(anchor)}" if anchor else page


def href(target: str, page: str, anchor: str = "") -> str:
    """Return the URL of a page or file as seen from `page`."""
    return _from_folder(target, page.rpartition("/")[0]) + (f"#{quote(anchor)}" if anchor else "")


@lru_cache(maxsize=100_000)
def _from_folder(target: str, folder: str) -> str:
    """Return the relative URL; neighbours in a folder ask for the same ones."""
    there, here = target.split("/"), folder.split("/") if folder else []
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    return address("/".join([".."] * (len(here) - shared) + there[shared:]))
