"""The table of readings that search uses: made from pypinyin's dictionary. `JDBOOK_ACCEPT=1` writes it anew."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pypinyin import Style, pinyin

TABLE = Path(__file__).resolve().parent.parent / "templates/site/assets/search/pinyin.js"
HEAD = "// GB 2312 的汉字和它们的拼音，每字至多两个读音。由 pypinyin（MIT）的字典生成，见 tests/test_site_pinyin.py。\n"
MOST = 2  # readings of a character: rarer ones would make too much sound alike


def characters() -> Iterator[str]:
    """Yield the characters of GB 2312, in which nearly everything is written."""
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue


def readings(char: str) -> list[str]:
    found = pinyin(char, heteronym=True, style=Style.NORMAL)[0]
    return [one for one in dict.fromkeys(found) if one.isascii() and one.isalpha()][:MOST]


def table() -> str:
    by_syllable: dict[str, list[str]] = defaultdict(list)
    for char in characters():
        for syllable in readings(char):
            by_syllable[syllable].append(char)
    entries = (f"{syllable}{''.join(chars)}" for syllable, chars in sorted(by_syllable.items()))
    return f'{HEAD}var jdPinyin = "{" ".join(entries)}";\n'


def test_the_table_is_what_the_dictionary_says() -> None:
    if os.environ.get("JDBOOK_ACCEPT") == "1":
        TABLE.write_text(table(), "utf-8", newline="\n")
    assert TABLE.read_text("utf-8") == table(), "用 JDBOOK_ACCEPT=1 重新生成"
