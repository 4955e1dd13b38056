"""Parts: a text taken apart into what each item says: names from what joins them, sentences from sentences. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jdbook.importing.openfield import NAMES, OpenField

# what stands between names, before the first and behind the last: 、 or 和; 对…汇报; remarks in brackets
_BETWEEN = re.compile(
    r"((?<=[长理监任裁管员])[ \t\u3000]+(?=[\u4e00-\u9fff]{2})|[、,，/；;]\s*|[（(][^（）()]{1,12}[）)]|"
    r"(?<=[\u4e00-\u9fff])(?:和|及|与|或者?|兼)(?=[\u4e00-\u9fff])|(?:业务上?|行政上?)?(?:同时)?(?:直接)?[对向]\s*(?=[\u4e00-\u9fff]{3,12}\s*(?:汇报|负责))|"
    r"\s*(?:汇报工作|汇报|负责)(?=[。\s]*$|[，,；;、]))"
)
_CLAUSES = frozenset({"authority", "qualifications", "responsibilities"})  # whose sentences semicolons part
_SEMICOLON = re.compile(r"[^；;]{4,}[；;]?|[^；;]+[；;]?|[；;]")


def parts(text: str, now: OpenField, *, inline: bool) -> Iterator[tuple[str, bool]]:
    """Yield a text in pieces, each with whether it says something: names and what joins them; sentences without numbers.

    Behind a label on the same line (`inline`), semicolons part sentences as well.
    """
    if now.key in NAMES:
        pieces = _BETWEEN.split(text)
        yield from (
            (piece, number % 2 == 0 and bool(piece.strip(" 。\t\u3000")))
            for number, piece in enumerate(pieces)
        )
    elif now.mark is None and inline and now.key in _CLAUSES:
        yield from ((part, bool(part.strip())) for part in _SEMICOLON.findall(text))
    elif now.mark is None and now.key == "duties":
        yield from ((piece, bool(piece.strip("。 "))) for piece in re.findall(r"[^。]*。|[^。]+", text))
    else:
        yield text, bool(text.strip())
