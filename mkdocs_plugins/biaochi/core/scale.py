"""The scale that the text of a checklist item gives: 1–5 分, 1 分最低，5 分最高, 0 to 10."""

from __future__ import annotations

import re

from biaochi.core.plain_text import plain
from biaochi.core.regex import regex

_ENDS = regex(r"(?<![\d.第])(?<!第 )(\d{1,3})\s*[分星]?\s*(?:[–—~〜至到-]|to|(?:最低|最差)\s*[,、])\s*(\d{1,3})(?![\d.])", re.I)


def ends(text: str) -> tuple[int, int] | None:
    """The lowest and the highest mark; ``None`` where the text gives no scale."""
    match = _ENDS.search(plain(text))
    if match is None or int(match[1]) >= int(match[2]):
        return None
    return int(match[1]), int(match[2])
