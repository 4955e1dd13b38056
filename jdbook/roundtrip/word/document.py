"""Word: the bytes of a .docx of ours, edited by people, as the positions that came back. Pure.

A file tells what it was made from (`word.origin`); what stands in it now is read against that: what is unchanged is as it
was, what is new is read by its place, and what can't be read for sure is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from jdbook.importing.readers.docx import unpacked
from jdbook.roundtrip.returned import Returned
from jdbook.roundtrip.word.carried import Carried, Refused, carried
from jdbook.roundtrip.word.paper import Block, Para, read_body, read_edges
from jdbook.roundtrip.word.places import places
from jdbook.roundtrip.word.position import returned
from jdbook.word.origin import digest

_MOST = 120_000_000  # bytes unpacked: our own handbooks may be large
_NO_FILE = "不是能读的 .docx 文件：已损坏、设了打开密码、是旧版 .doc，或大得不寻常"
_NO_BODY = "文件的正文读不出来，可能已损坏；请在 Word 或 WPS 里打开，另存为 .docx 再试"


@dataclass(frozen=True, slots=True)
class WordFile:
    """What came back in a Word file: its positions with the check codes of their texts, or the reason why there are none.

    `doubts` are about the file itself, such as what was written on a handbook's own pages, or into headers.
    """

    returned: tuple[Returned, ...] = ()
    codes: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    doubts: tuple[str, ...] = ()


def read_word(data: bytes) -> WordFile:
    """Return what came back in a .docx; nothing is raised, whatever the bytes are."""
    parts = unpacked(data, "word/", "customXml/", most=_MOST, most_of_part=_MOST)
    if parts is None:
        return WordFile(reason=_NO_FILE)
    try:
        told = carried(parts)
        blocks = read_body(parts)
        edges = tuple(read_edges(parts))
    except Refused as refused:
        return WordFile(reason=str(refused))
    except (KeyError, etree.XMLSyntaxError, RecursionError):
        return WordFile(reason=_NO_BODY)
    found, rest = places(blocks, told)
    return WordFile(
        tuple(returned(place, told) for place in found),
        {origin.key: origin.code for origin in told.origins},
        doubts=tuple(dict.fromkeys((*_outside(rest, told), *_at_edges(edges, told)))),
    )


def _outside(blocks: Iterable[Block], told: Carried) -> Iterator[str]:
    """Yield what stands on a handbook's own pages and was not printed there."""
    for block in blocks:
        for para in block.paras:
            yield from para.aside
            if para.bare.strip() and digest(para.bare) not in told.pages:
                yield f"手册自己的页上的“{para.text.strip()}”没有收回"


def _at_edges(paras: Iterable[Para], told: Carried) -> Iterator[str]:
    """Yield what stands in headers and footers and was not printed there."""
    for para in paras:
        if para.bare.strip() and digest(para.bare) not in told.edges:
            yield f"页眉页脚里的“{para.text.strip()}”没有收回"
