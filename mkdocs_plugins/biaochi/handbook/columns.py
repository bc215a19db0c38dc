"""Column widths of printed tables, from the text in them.

Left to itself the layout engine measures every word of every cell twice, a third of the time a book takes. Widths given
beforehand make that unnecessary, and the same table looks the same in every book.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from biaochi.core.regex import regex

_TABLE = regex(r'(<table class="bc-table[^"]*">|<table>)(.*?)</table>', re.S)
_ROW = regex(r"<tr\b[^>]*>(.*?)</tr>", re.S)
_CELL = regex(r"<t[hd]\b([^>]*)>(.*?)</t[hd]>", re.S)
_TAG = regex(r"<[^>]+>")
_WORD = regex(r"[!-~]+")
_SHORT = 8.5
_PADDING = 1.4


def with_columns(html: str, ems: float) -> str:
    """The same HTML, every table with its columns' widths. ``ems`` is the width of the page in characters."""

    def given(match: re.Match[str]) -> str:
        widths = _widths(match[2], ems)
        if not widths:
            return match[0]
        columns = "".join(f'<col style="width: {width:.1f}%">' for width in widths)
        return f"{match[1]}<colgroup>{columns}</colgroup>{match[2]}</table>"

    return _TABLE.sub(given, html)


def _widths(table: str, ems: float) -> list[float]:
    """Percentages, or nothing where the table is not a plain grid."""
    if "<colgroup" in table or "<table" in table:
        return []
    rows = [_CELL.findall(row) for row in _ROW.findall(table)]
    count = len(rows[0]) if rows else 0
    if count < 2 or any(len(row) != count or "span=" in "".join(cell[0] for cell in row) for row in rows):
        return []
    texts = [[unescape(_TAG.sub("", row[column][1])).strip() for row in rows] for column in range(count)]
    longest = [max(map(_ems, column)) for column in texts]
    # A column of short words is as wide as they are; the rest is shared by how much there is to say.
    taken = {n: length + _PADDING for n, length in enumerate(longest) if length <= _SHORT}
    rest = ems - sum(taken.values())
    open_ = [n for n in range(count) if n not in taken]
    if not open_ or rest < 6 * len(open_):
        return _percent([max(4.0, min(length, 20)) for length in longest])
    wanted = {n: min(longest[n], 60) ** 0.5 * max(1.0, sum(map(_ems, texts[n])) / len(rows)) ** 0.5 for n in open_}
    share = {n: rest * wanted[n] / sum(wanted.values()) for n in open_}
    return _percent([taken[n] if n in taken else max(share[n], _longest_word(texts[n]) + _PADDING) for n in range(count)])


def _ems(text: str) -> float:
    return sum(1.0 if ord(sign) > 0x2E80 else 0.56 for sign in text)


def _longest_word(column: Sequence[str]) -> float:
    """The longest word that must not be broken, up to a third of a line."""
    return max((min(18.0, 0.56 * len(word)) for text in column for word in _WORD.findall(text)), default=0.0)


def _percent(widths: list[float]) -> list[float]:
    return [100 * width / sum(widths) for width in widths]
