"""Articles: texts that speak to a reader about work, and look like positions for a while. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from jdbook.importing.drafts import Draft, Item
from jdbook.importing.titles import is_post

# A position's text speaks of nobody but who holds it, and neither asks nor tells.
_TALK = re.compile(
    "[你您]|我们?(?!(?:公司|司|部|院|店|厂|行|市|国|校|县|省|集团))|[吗呢吧？?]|例如|所谓|首先|其次|综上|总之|事实上|"
    "换句话说|也就是说|第一种|第二种|并不是|不是.{1,12}而是"
)
_SHARE = 0.15  # of the items
_FEW = 5


def is_article(draft: Draft) -> bool:
    """Return whether a draft, that no label but its title told the field of, is rather an article or its remains."""
    if set(draft.items) - {"unit"} != {"duties"}:
        return False
    texts = list(_texts(draft.items["duties"]))
    talk = sum(_TALK.search(text) is not None for text in texts)
    is_remains = len(texts) == 1 and not draft.has_numbers and not is_post(draft.title)
    return is_remains or (talk >= _FEW and talk >= _SHARE * len(texts))


def _texts(items: Iterable[Item]) -> Iterator[str]:
    for item in items:
        yield item.text
        yield from _texts(item.children)
