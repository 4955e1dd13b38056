"""Per form: what one Word form costs, ours and the plain stack's in turns, in one process.

`python benchmarks/per_form.py LIBRARY OUT` makes every form twice, once each way, into memory, and writes one line of
JSON to OUT: the seconds of each form. docxtpl gets the texts of the six main sections, ours prints
all there is, with the QR code. Reading the library and its templates is not counted.
"""

from __future__ import annotations

import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(
    0, str(Path(__file__).resolve().parent.parent)
)  # run as a file, Python only knows this folder

from benchmarks.figures import FORM, PLAIN_FORM
from benchmarks.plain_stack import facts_of, form
from jdbook.copies import copy_of
from jdbook.documents import load_template
from jdbook.library import Entry, Library
from jdbook.loading import load_checked
from jdbook.word.form import position_document

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
MOST = 200  # forms are enough for a median


def ours(library: Library) -> Callable[[Entry], bytes]:
    """Return what makes our form of a position."""
    template = load_template([TEMPLATES])

    def make(entry: Entry) -> bytes:
        return position_document(copy_of(library, entry, public=False), template, library.company.name)

    return make


def plain(folder: Path) -> Callable[[dict[str, Any]], bytes]:
    """Return what fills a form with docxtpl."""
    from docxtpl import DocxTemplate  # here, because everything else works where it is not installed

    template = folder / "form.docx"
    form(template)

    def make(facts: dict[str, Any]) -> bytes:
        document = DocxTemplate(template)
        document.render(facts, autoescape=True)
        made = io.BytesIO()
        document.save(made)
        return made.getvalue()

    return make


def main(root: Path, out: Path) -> None:
    """Make the forms in turns and write what each took."""
    library = load_checked(root).library
    make_ours, make_plain = ours(library), plain(root)
    seconds: dict[str, list[float]] = {FORM: [], PLAIN_FORM: []}
    for entry in library.entries[: MOST + 1]:
        facts = facts_of(root / "jd_source" / entry.source.file.removeprefix("jd_source/"))
        seconds[FORM].append(timed(make_ours, entry))
        seconds[PLAIN_FORM].append(timed(make_plain, facts))
    kept = {name: taken[1:] for name, taken in seconds.items()}  # the first one fills caches
    out.write_text(json.dumps({"seconds": kept, "bytes": {}}), "utf-8")


def timed(make: Callable[[Any], bytes], what: Any) -> float:
    """Return how many seconds making took."""
    start = time.perf_counter()
    make(what)
    return time.perf_counter() - start


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
