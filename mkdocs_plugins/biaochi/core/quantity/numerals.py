"""Figures without units, in any script, to exact fractions."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final

from biaochi.core.quantity.english import read_english, read_english_part
from biaochi.core.quantity.figure import Figure
from biaochi.core.quantity.folding import fold, skip_spaces
from biaochi.core.quantity.han import HAN_RUN, parse_han
from biaochi.core.regex import regex

_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

# Longer runs of digits are identifiers, not figures; the limit also keeps `int` away from its own.
_ARABIC: Final = regex(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9,])(?:\.[0-9]{1,20})?|"
    r"[0-9]{1,20}(?:\.[0-9]{1,20})?(?![0-9])(?:e-[0-9]{1,2})?"
)
_POWER_OF_TEN: Final = regex(r"(?: ?[×x*] ?10)(?:\^?(-?[0-9]{1,2})|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))")
_TEN_TO: Final = regex(r"10(?:\^(-?[0-9]{1,2})|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))")
_MULTIPLIER: Final = regex(
    " ?(万亿|亿|百万|千万|万|千(?![克米瓦卡帕])|百(?!分)|(?:hundred|thousand|million|billion)(?![a-z]))"
)
_FACTOR: Final = {
    "万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 1000, "百": 100,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
}  # fmt: skip
_PART_OF: Final = regex("([零一二两三四五六七八九十百千万亿廿卅]+|[0-9]{1,9})分之")
_SLASHED: Final = regex(r"([0-9]{1,20})/([0-9]{1,20})")


def read_arabic(text: str, at: int) -> Figure | None:
    """Digits at `at` of a folded text with their decimals and powers of ten, but without 万 or "thousand"."""
    ten = _TEN_TO.match(text, at)
    if ten:
        return Figure(Fraction(10) ** _exponent(ten), ten.end(), "arabic")
    match = _ARABIC.match(text, at)
    if not match:
        return None
    written, end = match[0].replace(",", ""), match.end()
    value = Fraction(int(written) if written.isdecimal() else written)
    power = _POWER_OF_TEN.match(text, end)
    if power:
        value, end = value * Fraction(10) ** _exponent(power), power.end()
    return Figure(value, end, "arabic")


def _exponent(match: re.Match[str]) -> int:
    return int(match[1] or match[2].translate(_SUPERSCRIPT))


def multiplied(text: str, figure: Figure) -> Figure:
    """`figure` with a following 万, 亿, thousand … taken in."""
    match = _MULTIPLIER.match(text, figure.end)
    return Figure(figure.value * _FACTOR[match[1]], match.end(), figure.form) if match else figure


def read_han(text: str, at: int) -> Figure | None:
    """A Chinese numeral at `at`; the longest run must be one number."""
    match = HAN_RUN.match(text, at)
    if not match:
        return None
    value = parse_han(match[0])
    if value is None and "点" in match[0]:
        return None
    return None if value is None else Figure(value, match.end(), "han")


def read_figure(text: str, at: int) -> Figure | None:
    """Any plain number at `at` of a folded text, multipliers included."""
    if at >= len(text):
        return None
    if text[at] in "0123456789":
        figure = read_arabic(text, at)
        return multiplied(text, figure) if figure else None
    return read_han(text, at) or (read_english(text, at) if text[at].isascii() else None)


def read_part(text: str, at: int) -> tuple[Fraction, Fraction, int] | None:
    """百分之五, 三分之二, 万分之 0.5 at `at`: the part, the whole, the offset behind."""
    match = _PART_OF.match(text, at)
    if not match:
        return None
    whole = match[1]
    size = Fraction(whole) if whole[0] in "0123456789" else parse_han(whole) or parse_han("一" + whole)
    start = skip_spaces(text, match.end())
    part = read_figure(text, start)
    if part is None and text.startswith("百", start):
        part = Figure(Fraction(100), start + 1, "han")
    return None if part is None or not size else (part.value, size, part.end)


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Fraction | None:
    """A whole text that is one bare number (sign, 2/3, 三分之二 and percentages in words included), else
    None.
    """
    folded = fold(text).strip()
    sign = -1 if folded[:1] == "-" or folded.startswith("负") else 1
    folded = folded[1:] if sign < 0 else folded.removeprefix("+")
    at, end = skip_spaces(folded, 0), len(folded)
    slashed = _SLASHED.fullmatch(folded, at)
    if slashed:
        return sign * Fraction(int(slashed[1]), int(slashed[2])) if int(slashed[2]) else None
    part = read_part(folded, at)
    if part:
        return sign * part[0] / part[1] if part[2] == end else None
    if folded[at:] == "半":
        return Fraction(sign, 2)
    figure = read_english_part(folded, at) or read_figure(folded, at)
    return sign * figure.value if figure and figure.end == end else None
