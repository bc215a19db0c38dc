"""Chinese numerals to exact numbers and back."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

from biaochi.core.regex import regex

HAN_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"两": 2}
_HAN_POWERS: Final = {"十": 10, "百": 100, "千": 1000}
_HAN_TENS: Final = {"廿": 20, "卅": 30}
_LARGE: Final = ((10**8, "亿"), (10**4, "万"))
HAN_RUN: Final = regex("[零一二两三四五六七八九十百千万亿廿卅]+(?:点[零一二三四五六七八九]+)?")


@lru_cache(maxsize=2048)
def parse_han(run: str) -> Fraction | None:
    """三十, 廿五, 一百五, 二零二六, 零点五 (folded) to a fraction; None for 三五 (vague) and for words like
    百万.
    """
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
