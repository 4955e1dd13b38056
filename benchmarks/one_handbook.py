"""One handbook: `python benchmarks/one_handbook.py LIBRARY OUT` binds all positions of a library into one Word file."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(
    0, str(Path(__file__).resolve().parent.parent)
)  # run as a file, Python only knows this folder

from jdbook import documents
from jdbook.loading import load_checked

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"


def main(root: Path, out: Path) -> None:
    """Write the handbook of the whole company, however many positions that is."""
    library = load_checked(root).library
    made = documents.Documents(library, documents.load_template([TEMPLATES]), drafts=True)
    out.write_bytes(made.bound(made.of_everybody()))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
