"""Figures without units: Arabic, Chinese and English numerals to exact fractions, and back to Chinese."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from biaochi.core.quantity.folding import fold, skip_spaces
from biaochi.core.quantity.pattern import Pattern

HAN_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_HAN_POWERS: Final = {"十": 10, "百": 100, "千": 1000}
_HAN_TENS: Final = {"廿": 20, "卅": 30}
_LARGE: Final = ((10**8, "亿"), (10**4, "万"))

_SMALL = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_ENGLISH: Final[dict[str, int]] = {
    **{word: value for value, word in enumerate((_SMALL + " seventeen eighteen nineteen").split())},
    **{
        word: 10 * (index + 2)
        for index, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())
    },
}
_ENGLISH_POWERS: Final = {"hundred": 100, "dozen": 12, "thousand": 1000, "million": 10**6, "billion": 10**9}
_ENGLISH_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_EN_WORD: Final = "|".join(sorted((*_ENGLISH, *_ENGLISH_POWERS), key=len, reverse=True))
_SUPERSCRIPT: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

HAN_RUN: Final = Pattern("[零一二两三四五六七八九十百千万亿廿卅]+(?:点[零一二三四五六七八九]+)?")
# Longer runs of digits are identifiers, not figures; the limit also keeps `int` away from its own.
_ARABIC: Final = Pattern(
    r"[0-9]{1,3}(?:,[0-9]{3}){1,6}(?![0-9,])(?:\.[0-9]{1,20})?|[0-9]{1,20}(?:\.[0-9]{1,20})?(?![0-9])(?:e-[0-9]{1,2})?"
)
_POWER_OF_TEN: Final = Pattern(r"(?: ?[×x*] ?10)(?:\^?(-?[0-9]{1,2})|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))")
_TEN_TO: Final = Pattern(r"10(?:\^(-?[0-9]{1,2})|([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}))")
_MULTIPLIER: Final = Pattern(r" ?(万亿|亿|百万|千万|万|千(?![克米瓦卡帕])|百(?!分)|(?:hundred|thousand|million|billion)(?![a-z]))")
_FACTOR: Final = {
    "万亿": 10**12, "亿": 10**8, "千万": 10**7, "百万": 10**6, "万": 10**4, "千": 1000, "百": 100,
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9,
}
_ENGLISH_RUN: Final = Pattern(rf"(?:a (?=hundred|dozen|thousand|million))?(?:{_EN_WORD})(?:(?:[ -]| and )(?:{_EN_WORD}))*(?![a-z])")
_PART_OF: Final = Pattern("([零一二两三四五六七八九十百千万亿廿卅]+|[0-9]{1,9})分之")
_SLASHED: Final = Pattern(r"([0-9]{1,20})/([0-9]{1,20})")


class Figure(NamedTuple):
    """A number read at some place: its value, the offset behind it and the way it is written."""

    value: Fraction
    end: int
    form: str  # "arabic", "han" or "english"


@lru_cache(maxsize=2048)
def parse_han(run: str) -> Fraction | None:
    """三十, 廿五, 一百五, 二零二六, 零点五 (folded) to a fraction; None for 三五 (vague) and for words like 百万."""
    whole, point, rest = run.partition("点")
    value = _han_integer(whole)
    if value is None or (point and not all(c in HAN_DIGITS for c in rest)):
        return None
    if not rest:
        return Fraction(value)
    return value + Fraction(int("".join(str(HAN_DIGITS[c]) for c in rest)), 10 ** len(rest))


def _han_integer(run: str) -> int | None:
    if not run or len(run) > 40:
        return None
    if all(c in HAN_DIGITS for c in run):
        if len(run) == 2 and "零" not in run:
            return None  # 三五天, 七八个: two neighbours side by side are a guess
        return int("".join(str(HAN_DIGITS[c]) for c in run))
    for size, sign in _LARGE:
        left, found, right = run.rpartition(sign)
        if found:
            head = _han_integer(left)
            if head is None or not 0 < head < size:
                return None
            return _joined(head * size, right, size)
    return _below_ten_thousand(run)


def _joined(high: int, right: str, size: int) -> int | None:
    if not right:
        return high
    if right in HAN_DIGITS:
        return high + HAN_DIGITS[right] * size // 10  # 三万五 = 35,000
    low = _han_integer(right.lstrip("零"))
    return None if low is None or low >= size else high + low


def _below_ten_thousand(run: str) -> int | None:
    total, last, digit, zero = 0, 10_000, -1, False
    for c in run:
        if c == "零":
            if digit >= 0:
                return None
            zero = True
        elif c in HAN_DIGITS:
            if digit >= 0:
                return None
            digit = HAN_DIGITS[c]
        else:
            power = _HAN_POWERS.get(c, 10)
            if power >= last or (c in _HAN_TENS and digit >= 0):
                return None
            if c in _HAN_TENS:
                total += _HAN_TENS[c]
            elif digit > 0 or (power == 10 and digit < 0):
                total += max(digit, 1) * power
            else:
                return None
            last, digit, zero = power, -1, False
    if digit < 0:
        return None if zero else total
    if 100 <= last < 10_000 and not zero:
        return total + digit * last // 10  # 一百五 = 150
    return total + digit


def to_han(number: int) -> str:
    """A whole number from 0 below 10^16 in Simplified Chinese: 105 -> 一百零五, 10 -> 十."""
    if not 0 <= number < 10**16:
        raise ValueError(f"{number} lies outside 0 … 10^16 - 1")
    if number == 0:
        return "零"
    for size, sign in _LARGE:
        if number >= size:
            high, low = divmod(number, size)
            gap = "零" if 0 < low < size // 10 else ""
            return to_han(high) + sign + gap + (_explicit(low) if low else "")
    text = _explicit(number)
    return text[1:] if text.startswith("一十") else text


def _explicit(number: int) -> str:
    if number >= 10_000:
        return to_han(number)
    digits = "零一二三四五六七八九"
    out, gap = "", False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, power)
        if digit:
            out += ("零" if gap and out else "") + digits[digit] + sign
            gap = False
        else:
            gap = True
    return out


def parse_english(run: str) -> Fraction | None:
    """"two hundred and fifty", "twenty-five", "a dozen" (folded) to a fraction."""
    total, current = 0, 0
    words = run.replace("-", " ").split()
    for index, word in enumerate(words):
        if word == "and":
            continue
        if word == "a":
            current = 1
        elif word in _ENGLISH:
            value = _ENGLISH[word]
            if current % 100 and not (current % 10 == 0 and value < 10 and current % 100 >= 20):
                return None  # "one two": not one number
            current += value
        else:
            power = _ENGLISH_POWERS[word]
            if index == 0 and word != "dozen":
                return None
            current = max(current, 1) * power
            if power >= 1000:
                total, current = total + current, 0
    return Fraction(total + current)


def read_arabic(text: str, at: int) -> Figure | None:
    """Digits at `at` of a folded text with their decimals and powers of ten, but without 万 or "thousand"."""
    ten = _TEN_TO.match(text, at)
    if ten:
        return Figure(Fraction(10) ** _exponent(ten), ten.end(), "arabic")
    match = _ARABIC.match(text, at)
    if not match:
        return None
    value, end = Fraction(match[0].replace(",", "")), match.end()
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


def read_english(text: str, at: int) -> Figure | None:
    """An English number in words at `at`, which must begin a word."""
    if at and text[at - 1].isalnum():
        return None
    match = _ENGLISH_RUN.match(text, at)
    if not match:
        return None
    run = match[0]
    value = parse_english(run)
    return None if value is None else Figure(value, match.end(), "english")


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


_EN_PART: Final = Pattern(
    rf"(?:(an?|{_EN_WORD})[ -])?(half|third|quarter|fifth|tenth)s?(?![a-z])", re.ASCII
)


def read_english_part(text: str, at: int) -> Figure | None:
    """"half", "two-thirds", "three quarters", "a quarter" at `at` as a fraction of one."""
    if at and text[at - 1].isalnum():
        return None
    match = _EN_PART.match(text, at)
    if not match or (match[1] is None and match[2] != "half"):
        return None
    times = 1 if match[1] in (None, "a", "an") else _ENGLISH.get(match[1], 0)
    return Figure(Fraction(times, _ENGLISH_PARTS[match[2]]), match.end(), "english") if times else None


@lru_cache(maxsize=4096)
def parse_number(text: str) -> Fraction | None:
    """A whole text that is one bare number (sign, 2/3, 三分之二 and percentages in words included), else None."""
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
