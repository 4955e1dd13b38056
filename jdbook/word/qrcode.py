"""QR code: which text a sheet is, for a phone to read: code, version and check code of the position.

The picture is a bitmap of one bit a dot, which nothing compresses: the same bytes on every machine, and sharp in print.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from functools import lru_cache

import segno

from jdbook.copies import Copy
from jdbook.word.ooxml import picture

EXTENSION, CONTENT_TYPE = "bmp", "image/bmp"
SIZE = 612_000  # on paper, in English Metric Units: 1.7 cm
_DOTS = 4  # of the bitmap, to a module: as many as bits in a hexadecimal digit
_DIGITS = bytes.maketrans(b"\0\1", b"0f")
_QUIET = 2  # modules of white around; the cell it stands in is white as well
_MASK = 3  # fixed, not the fairest of eight: looking for that takes five times as long
_PER_METRE = 11_811  # 300 dots an inch


def words(copy: Copy) -> str:
    """Return what the code says."""
    parts = (copy.code, f"V{copy.version}" if copy.version else "", copy.check_code)
    return " ".join(part for part in parts if part)


@lru_cache(maxsize=8)
def bitmap(text: str) -> bytes:
    """Return the code for a text as a .bmp file."""
    rows = [bytes(row) for row in segno.make(text, error="m", mask=_MASK, micro=False).matrix]
    blank = bytes(len(rows) + 2 * _QUIET)
    framed = [blank] * _QUIET + [bytes(_QUIET) + row + bytes(_QUIET) for row in rows] + [blank] * _QUIET
    return b"".join(_file(framed))


def _file(rows: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the parts of a bitmap: header, palette, rows from the bottom up."""
    side = len(rows) * _DOTS
    width = (side + 31) // 32 * 4
    size, start = width * side, 14 + 40 + 8
    yield struct.pack("<2sIHHI", b"BM", start + size, 0, 0, start)
    yield struct.pack("<IiiHHIIiiII", 40, side, side, 1, 1, 0, size, _PER_METRE, _PER_METRE, 2, 2)
    yield b"\xff\xff\xff\x00" + b"\x00\x00\x00\x00"
    for row in reversed(rows):
        yield bytes.fromhex(row.translate(_DIGITS).decode().ljust(width * 2, "0")) * _DOTS


def relation_id(section: int) -> str:
    """Return by which id section `section` refers to its code."""
    return f"qr{section}"


def part_name(section: int) -> str:
    """Return the name of the part that holds a section's code."""
    return f"word/media/qr{section}.{EXTENSION}"


def drawing(section: int, text: str) -> str:
    """Return the code as a run of a paragraph; `text` is read to those who can't see it."""
    return picture(relation_id(section), 9_000 + section, SIZE, f"二维码：{text}")
