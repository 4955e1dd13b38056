"""Numbering: what stands before an item of a list, whatever people number with: 1、 （一） ① A. 第一条 ◆. Pure.

A mark is told by what it looks like; whether it is one in its place is for those to say who know what came before.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import islice
from typing import NamedTuple

BULLET, DASH = "•", "-"
_DIGITS = r"[0-9０-９]{1,3}"
_LETTER = r"[A-Za-zＡ-Ｚａ-ｚ]"
_CHINESE = r"[一二三四五六七八九十]{1,3}"
_UNITS = "一二三四五六七八九"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_STOPS = "。；;！!？?…"  # an item may end with them and the next begin on the same line
_CLOSING = "”’)）】》"
_WORDS = re.compile(r"[\u2e80-\u9fff]{2}")
_LOOKED_BACK = 12  # letters before a mark, which tell whether a sentence ends there
_NO_END = re.compile(
    r"[A-Za-z0-9第、至到-]$|(?<![\u2e80-\u9fff.．])[.．]+$"
)  # a number behind these belongs to what stands there
_SKIPPED = 3  # numbers that may be missing where a stop stands before the next one
_AHEAD = 40  # places that look like numbers, among which the next number of a list is looked for
_BLANKS = " \t\u3000\xa0"
_COUNTED = "年月日天个名人元万亿千百次小时分秒岁级项条周家套台米公号楼层期季线区班类种倍折点度吨斤多余至到以位件份张辆间场"
_BLANK = f"[{_BLANKS}]*"


class Mark(NamedTuple):
    """A mark as written, blanks behind it included; its style, the same for all items of a list; its number, 0 for bullets."""

    text: str
    style: str
    value: int

    @property
    def is_bare(self) -> bool:
        """Return whether the number stands without any sign: only what came before tells that it is one."""
        return self.text.strip(_BLANKS).isdecimal()


class _Style(NamedTuple):
    name: str
    pattern: re.Pattern[str]
    value: Callable[[str], int]


def chinese(text: str) -> int:
    """Return a Chinese numeral below 100 as a number, 0 for what is none."""
    tens, ten, ones = text.rpartition("十")
    if not all(part in _UNITS for part in (tens, ones)) or len(tens) > 1 or len(ones) > 1:
        return 0
    return (_UNITS.find(tens or "一") + 1) * 10 * bool(ten) + (_UNITS.find(ones) + 1) * bool(ones)


def _decimal(text: str) -> int:
    return int(unicodedata.normalize("NFKC", text))


def _circled(text: str) -> int:
    return int(unicodedata.numeric(text))


def _stem(text: str) -> int:
    return _STEMS.index(text) + 1


def _last(text: str) -> int:
    return int(re.split(r"[.．]", text)[-1])


def _letter(text: str) -> int:
    return ord(unicodedata.normalize("NFKC", text).upper()) - ord("A") + 1


def _style(name: str, pattern: str, value: Callable[[str], int]) -> _Style:
    return _Style(name, re.compile(f"{pattern}{_BLANK}"), value)


def _article(number: str) -> str:
    return rf"第{_BLANK}({number}){_BLANK}[条款项步点][、:：.．]?"


def _in_brackets(number: str) -> str:
    return rf"[(（﹙]{_BLANK}({number}){_BLANK}[)）﹚][、.．:：]?"


# The first that fits counts. The number is group 1.
_STYLES = (
    _style("①", r"([①-⑳㉑-㉟])[、.．]?", _circled),
    _style("⑴", r"([⑴-⒇])[、.．]?", _circled),
    _style("⒈", r"([⒈-⒛])[、.．]?", _circled),
    _style("Ⅰ", r"([Ⅰ-Ⅻ])(?:[、.．)）]|(?=\s))", lambda text: ord(text) - ord("Ⅰ") + 1),
    _style("1.1.1.1.1", r"([0-9]{1,2}(?:[.．][0-9]{1,2}){4})[.．、]?(?![0-9])", _last),
    _style("1.1.1.1", r"([0-9]{1,2}(?:[.．][0-9]{1,2}){3})[.．、]?(?![0-9])", _last),
    _style("1.1.1", r"([0-9]{1,2}(?:[.．][0-9]{1,2}){2})[.．、]?(?![0-9])", _last),
    _style(
        "1.1", rf"([0-9]{{1,2}}[.．][0-9]{{1,2}})[.．、]?(?=[ \t\u3000])(?!\s*[A-Za-z%％节{_COUNTED}])", _last
    ),
    _style("第1条", _article(_DIGITS), _decimal),
    _style("第一条", _article(_CHINESE), chinese),
    _style("(1)", _in_brackets(_DIGITS), _decimal),
    _style("(一)", _in_brackets(_CHINESE), chinese),
    _style("(甲)", _in_brackets(f"[{_STEMS}]"), _stem),
    _style("甲", rf"([{_STEMS}])[、.．]", _stem),
    _style("(A)", _in_brackets(_LETTER), _letter),
    _style("1)", rf"({_DIGITS})[)）﹚][、.．:：]?", _decimal),
    _style("1", rf"[:：.．]?({_DIGITS}){_BLANK}(?:[、﹑]|[．.。:：,，](?![0-9０-９%％]))", _decimal),
    _style("一", rf"({_CHINESE}){_BLANK}[、．.:：﹑]", chinese),
    _style("A)", rf"({_LETTER})[)）]", _letter),
    _style("A", rf"({_LETTER})[、．.](?![A-Za-z0-9])", _letter),
    _style(
        BULLET,
        r"([•·●◆◇■▪★☆※➢➤►▶✓✔○◎\uf0b7\uf0a7\uf06e\uf0d8\u2600-\u27bf\U0001f300-\U0001faff])\ufe0f?",
        lambda _: 0,
    ),
    _style(DASH, r"([-*%–])(?=[\s\u2e80-\u9fff“《])", lambda _: 0),
)
# Figures without a sign stand for numbers only where a line begins.
_BARE = _style(
    "1",
    rf"([0-9０-９]{{1,2}})(?![{_COUNTED}])(?=[{_BLANKS}]*[\u4e00-\u9fff“《])(?!{_BLANK}[{_COUNTED}])",
    _decimal,
)
# A list within a text: its first number and, further on, its second. Bare figures need the end of a sentence before that.
_INNER_STYLES = tuple(
    re.compile(pattern)
    for pattern in (
        r"①(?=[^\n]{2,1500}?②)",
        r"⑴(?=[^\n]{2,1500}?⑵)",
        r"(?<![件表图注])[(（]\s*1\s*[)）](?=[^\n]{3,1500}?[(（]\s*2\s*[)）])",
        r"(?<=[:：])\s*[1１](?=[、.．)）][^\n]{3,1500}?[；;。\s][2２][、.．)）])",
        r"(?<=[\u4e00-\u9fff])1(?=[\u4e00-\u9fff])(?=[^\n]{2,400}?[；;。]\s*2(?=[\u4e00-\u9fff]))",
    )
)
_NEXT_INNER = re.compile(r"(?<=[；;。])\s*([0-9]{1,2})(?=[\u4e00-\u9fff])")
_BY_NAME = {style.name: style for style in _STYLES}


def leading(text: str, start: int = 0) -> Mark | None:
    """Return the mark that a text begins with at a place that is no blank."""
    for style in (*_STYLES, _BARE):
        if (found := style.pattern.match(text, start)) and (mark := _mark(style, found)):
            return mark
    return None


def _mark(style: _Style, found: re.Match[str]) -> Mark | None:
    value = style.value(found[1])
    return Mark(found[0], style.name, value) if value or style.name in (BULLET, DASH) else None


def inner(text: str, start: int, end: int) -> int:
    """Return where a list begins within the part of a text from `start` to `end`; `end` where none does."""
    for pattern in _INNER_STYLES:
        if (found := pattern.search(text, start, end)) and text[
            found.end() : found.end() + 1
        ] not in _COUNTED:
            end = found.end() - len(found[0].lstrip())
    return end


def following(text: str, first: Mark, start: int = 0) -> Iterator[tuple[int, Mark]]:
    """Yield where the list that `first` belongs to goes on within a text, from `start` on, and the marks there."""
    if first.is_bare:
        yield from _following_bare(text, first, start)
        return
    last = first
    for place, mark in _candidates(text, first.style, start):
        if _goes_on(text, place, mark, last):
            last = mark
            yield place, mark


def _following_bare(text: str, first: Mark, start: int) -> Iterator[tuple[int, Mark]]:
    last = first
    for found in islice(_NEXT_INNER.finditer(text, start), _AHEAD):
        if (mark := leading(text, found.start(1))) and mark.value == last.value + 1:
            last = mark
            yield found.start(1), mark


def _candidates(text: str, style: str, start: int) -> Iterator[tuple[int, Mark]]:
    """Yield what may be marks of a style in order, as they are asked for: a line may hold thousands."""
    for found in islice(_BY_NAME[style].pattern.finditer(text, start), _AHEAD):
        if mark := _mark(_BY_NAME[style], found):
            yield found.start(), mark


def _goes_on(text: str, place: int, mark: Mark, last: Mark) -> bool:
    """Return whether a mark within a text begins the next item: a number that follows, behind the end of a sentence.

    The number that comes next may stand behind a word as well, if words come after it.
    """
    before = text[max(0, place - _LOOKED_BACK) : place]
    above = before.rstrip(_BLANKS)
    ended = (
        above[-1:] in (*_STOPS, *_CLOSING, ".", "．")
        or len(above) < len(before)
        or mark.text.startswith((".", "．"))
    )
    if not mark.value:
        return bool(above) and ended
    if _NO_END.search(above):
        return False
    if mark.style == "①" and mark.value == last.value + 1:
        return True
    if ended:
        return last.value <= mark.value <= last.value + _SKIPPED
    return (
        mark.value == last.value + 1
        and mark.text.strip()[-1] in "、.．)）⑳"
        and _words_follow(text, place, mark)
    )


def _words_follow(text: str, place: int, mark: Mark) -> bool:
    return _WORDS.match(text, place + len(mark.text)) is not None
