"""Strangers: the positions of a made-up library as documents somebody else might have written, in Word and as text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docx import Document

from jdbook.library import Entry
from jdbook.loading import load
from jdbook.model import Duty


def write_strangers(root: Path, folder: Path) -> None:
    """Write a document for each position of the library below `root`: every other one in Word, the rest as text."""
    folder.mkdir(parents=True)
    for number, entry in enumerate(load(root).library.entries):
        lines = list(_lines(entry))
        if number % 2:
            (folder / f"{number:05}.txt").write_bytes("\r\n".join(lines).encode("gb18030"))
        else:
            document = Document()
            for line in lines:
                document.add_paragraph(line)
            document.save(str(folder / f"{number:05}.docx"))


def _lines(entry: Entry) -> Iterator[str]:
    position = entry.position
    yield f"{entry.title}岗位职责（试行）"
    if position.superior:
        yield f"直接上级：{'、'.join(str(one) for one in position.superior)}"
    yield "主要职责："
    for number, duty in enumerate(position.duties, 1):
        yield f"{number}、{duty.text}；"
        yield from _below(duty)
    yield "任职要求：1、大专以上学历；2、两年以上相关经验。"


def _below(duty: Duty) -> Iterator[str]:
    return (f"（{number}）{child.text}；" for number, child in enumerate(duty.children, 1))
