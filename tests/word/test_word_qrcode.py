"""The QR code of a sheet: its dots are those of the code, the same on every machine, and the form refers to it."""

from __future__ import annotations

import struct
from pathlib import Path

import segno
from making import entry_of, library_of
from word_makers import parts_of

from jdbook.copies import Copy, copy_of
from jdbook.documents import load_template
from jdbook.word.form import draw, position_document
from jdbook.word.qrcode import bitmap, words
from jdbook.word.sheets import ALONE, BOUND

PROJECT = Path(__file__).resolve().parents[2]
TEMPLATE = load_template((PROJECT / "templates",))


def copy(version: str = "version: '1.0'\n") -> Copy:
    library = library_of({"ad/x.yml": f"title: 出纳员\ncode: GG-CW-03\n{version}status: 试行\n"})
    return copy_of(library, entry_of(library, "ad/x"), public=False)


def modules(file: bytes) -> list[list[int]]:
    """Return the dark modules of a bitmap, four dots to a module, without the white around."""
    start, side = struct.unpack_from("<I", file, 10)[0], struct.unpack_from("<i", file, 18)[0]
    width = (side + 31) // 32 * 4
    rows = [file[start + width * row : start + width * (row + 1)] for row in range(side)][::-1]
    dots = [[row[x // 8] >> (7 - x % 8) & 1 for x in range(side)] for row in rows]
    return [row[8:-8:4] for row in dots[8:-8:4]]


def test_the_picture_shows_the_code() -> None:
    text = words(copy())
    expected = segno.make(text, error="m", mask=3, micro=False).matrix
    assert modules(bitmap(text)) == [list(row) for row in expected]


def test_the_file_is_a_bitmap_of_one_bit_whose_sizes_are_right() -> None:
    file = bitmap("GG-01 V1.0 443f3c0cf34e")
    kind, size = struct.unpack_from("<2sI", file)
    assert (kind, size) == (b"BM", len(file))
    assert struct.unpack_from("<H", file, 28) == (1,)
    assert file == bitmap.__wrapped__("GG-01 V1.0 443f3c0cf34e")


def test_it_says_code_version_and_check_code_as_far_as_there_are_any() -> None:
    assert words(copy()) == f"GG-CW-03 V1.0 {copy().check_code}"
    assert words(copy("")) == f"GG-CW-03 {copy('').check_code}"


def test_a_form_holds_the_picture_it_refers_to() -> None:
    parts = parts_of(position_document(copy(), TEMPLATE, "集团"))
    assert parts["word/media/qr1.bmp"] == bitmap(words(copy()))
    assert b'r:embed="qr1"' in parts["word/document.xml"]
    assert b'Id="qr1"' in parts["word/_rels/document.xml.rels"]
    assert b'Extension="bmp"' in parts["[Content_Types].xml"]


def test_where_the_template_prints_no_code_there_is_no_picture() -> None:
    drawn = draw(copy(), TEMPLATE, "集团")
    assert list(drawn.leaf(TEMPLATE, 4, ALONE).pictures) == ["qr4"]
    assert drawn.leaf(TEMPLATE, 4, BOUND).pictures == {}
