"""Readers: which kinds of file can be imported, and what reads each. To add one, add a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from jdbook.importing.document import Document
from jdbook.importing.readers.docx import read_docx
from jdbook.importing.readers.markdown import read_markdown
from jdbook.importing.readers.text import read_text
from jdbook.importing.readers.xlsx import read_xlsx

READERS: Mapping[str, Callable[[str, bytes], Document | None]] = {
    ".txt": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".docx": read_docx,
    ".docm": read_docx,
    ".xlsx": read_xlsx,
    ".xlsm": read_xlsx,
    ".csv": read_text,
}
