"""The plain stack: the same packages put together in the most obvious way, as the measure for our own speed.

`python benchmarks/plain_stack.py LIBRARY OUT wiki` reads the positions with PyYAML, writes a Markdown page for each and
lets MkDocs and Material build them as they come (navigation of their own making, search with Chinese words from jieba);
with `word` it fills a Word form for each with docxtpl. Nothing of jdbook is used here, and nothing is checked.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from docx import Document
from docx.oxml.ns import qn

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
CONFIG = "site_name: 岗位说明书\ntheme:\n  name: material\n  language: zh\nplugins:\n  - search\n"
SECTIONS = {
    "duties": "主要职责",
    "authority": "管理权限",
    "responsibilities": "管理责任",
    "qualifications": "任职资格",
    "collaboration": "协作关系",
    "assessment": "考核标准",
}
Positions = dict[Path, dict[str, Any]]


def read(source: Path) -> Positions:
    """Return the positions by their path below `source`; a file without duties is none."""
    found = {}
    for file in sorted(source.rglob("*.yml")):
        data = yaml.load(file.read_text("utf-8"), Loader=LOADER)  # noqa: S506 - the safe loader, in C
        if "duties" in data:
            found[file.relative_to(source)] = data
    return found


def said(value: Any) -> Iterator[str]:
    """Yield every text in a value, in order."""
    if isinstance(value, dict):
        yield from said(list(value.values()))
    elif isinstance(value, list):
        for part in value:
            yield from said(part)
    elif value is not None:
        yield str(value)


def page(position: dict[str, Any]) -> str:
    """Return a position in Markdown."""
    parts = [f"# {position['title']}", f"直接上级：{'、'.join(said(position.get('superior')))}"]
    for key, label in SECTIONS.items():
        if key in position:
            parts += [f"## {label}", "\n".join(f"1. {text}" for text in said(position[key]))]
    return "\n\n".join(parts) + "\n"


def wiki(positions: Positions, out: Path) -> None:
    """Write the pages and have them built into `out`/site."""
    for path, position in positions.items():
        file = out / "docs" / path.with_suffix(".md")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(position), "utf-8")
    (out / "docs" / "index.md").write_text("# 岗位说明书\n", "utf-8")
    (out / "mkdocs.yml").write_text(CONFIG, "utf-8")
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=out, check=True)


def form(file: Path) -> None:
    """Make the Word form: two facts, then a row for each section with a paragraph per text."""
    document = Document()
    font = document.styles["Normal"].font
    font.name = "宋体"
    font.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "宋体")
    document.add_heading("岗位职责说明书", 0)
    table = document.add_table(0, 2, style="Table Grid")
    for label, key in (("岗位名称", "title"), ("直接上级", "superior")):
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, f"{{{{ {key} }}}}"
    for key, label in SECTIONS.items():
        cells = table.add_row().cells
        cells[0].text, cells[1].text = label, f"{{%p for text in {key} %}}"
        cells[1].add_paragraph("{{ text }}")
        cells[1].add_paragraph("{%p endfor %}")
    document.save(str(file))


def facts_of(file: Path) -> dict[str, Any]:
    """Return what the form says of the position in a file."""
    return _facts(yaml.load(file.read_text("utf-8"), Loader=LOADER))  # noqa: S506 - the safe loader, in C


def _facts(position: dict[str, Any]) -> dict[str, Any]:
    facts = {"title": position["title"], "superior": "、".join(said(position.get("superior")))}
    return facts | {key: list(said(position.get(key))) for key in SECTIONS}


def word(positions: Positions, out: Path) -> None:
    """Fill the form for every position, into `out`/word."""
    from docxtpl import DocxTemplate  # here, because everything else works where it is not installed

    form(out / "form.docx")
    for path, position in positions.items():
        document = DocxTemplate(out / "form.docx")
        document.render(_facts(position), autoescape=True)
        file = out / "word" / path.with_suffix(".docx")
        file.parent.mkdir(parents=True, exist_ok=True)
        document.save(file)


def main(library: Path, out: Path, part: str) -> None:
    """Build one part, `wiki` or `word`."""
    out.mkdir(parents=True, exist_ok=True)
    {"wiki": wiki, "word": word}[part](read(library / "jd_source"), out)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
