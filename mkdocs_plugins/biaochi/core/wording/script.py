"""One spelling for the analysis: Traditional characters and full-width forms become Simplified and
half-width ones.

One character always becomes one character, so offsets found in the folded text hold in the text as given.
"""

from __future__ import annotations

from functools import cache

from biaochi.core.plain_text import Characters, simplified
from biaochi.core.regex import regex

_HAN, _LATIN = regex(r"[\u4e00-\u9fff]"), regex(r"[A-Za-z]")
_PUNCTUATION = {
    "\u3000": " ",
    "﹑": "、",
    "「": "“",
    "」": "”",
    "『": "“",
    "』": "”",
    "﹕": ":",
    "﹔": ";",
    "〝": "“",
    "〞": "”",
}


@cache
def table() -> Characters:
    """Code point to code point, for ``str.translate``."""
    wide = {0xFEE0 + code: code for code in range(0x21, 0x7F)}
    return Characters(
        {
            **wide,
            **{ord(a): ord(b) for a, b in _PUNCTUATION.items()},
            **{ord(a): ord(b) for a, b in simplified().items()},
        }
    )


def fold(text: str) -> str:
    """``text`` in Simplified characters and half-width forms, of the same length."""
    return text.translate(table())


def is_traditional(text: str) -> bool:
    """Whether ``text`` holds a character that Simplified text does not use."""
    return not simplified().keys().isdisjoint(text)


def is_english(text: str) -> bool:
    """Whether ``text`` is to be read as English: Latin letters, and no Chinese characters to speak of."""
    if text.isascii():
        return any(map(str.isalpha, text))
    # Most Chinese sentences hold no Latin letter at all.
    return _LATIN.search(text) is not None and len(_HAN.findall(text)) * 4 < len(_LATIN.findall(text))
