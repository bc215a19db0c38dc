"""Whole texts that are one value, as front matter has them: a quantity or a bound."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Final

from biaochi.core.quantity.comparators import BEFORE_LONGEST, before
from biaochi.core.quantity.folding import fold, skip_spaces
from biaochi.core.quantity.phrase import Phrase, joint_between, narrowed, read_phrase
from biaochi.core.quantity.quantity import Bound, Quantity
from biaochi.core.quantity.units import NUMBER, unit
from biaochi.core.quantity.values import Value, read_article, read_staffing, read_value
from biaochi.core.regex import regex

_SLASHED: Final = regex(r"(-?[0-9]{1,18}/[0-9]{1,18}) ?(.*)")
_LONGEST: Final = 120


@lru_cache(maxsize=4096)
def parse_quantity(text: str) -> Quantity | None:
    """The quantity that the whole text is ("12 分钟", "90 %", "half an hour"); None for anything else."""
    folded = fold(text).strip()
    if not folded or len(folded) > _LONGEST:
        return None
    read = _read_all(folded)
    if read is None or read.end != len(folded):
        return _slashed(folded)
    quantity = read.quantity
    if quantity.unit == NUMBER and read.form == "english-once":
        return None
    return quantity


def _read_all(folded: str) -> Value | None:
    return read_staffing(folded, 0) or read_article(folded, 0) or read_value(folded, 0)


def _slashed(folded: str) -> Quantity | None:
    """2/3 小时: a fraction that no decimal can write."""
    match = _SLASHED.fullmatch(folded)
    if match is None:
        return None
    over, below = match[1].split("/")
    kind = unit(match[2]) if match[2] else NUMBER
    return Quantity(Fraction(int(over), int(below)), kind) if kind and int(below) else None


@lru_cache(maxsize=4096)
def parse_bound(text: str) -> Bound | None:
    """The comparison that the whole text is ("≤ 5 分钟", "at least 95 %", "3—5 天", "±15 分钟"); None for a
    bare value.
    """
    folded = fold(text).strip()
    if not folded or len(folded) > _LONGEST:
        return None
    first = _phrase_from(folded, 0)
    if first is None or first.bound is None:
        return _slashed_bound(folded)
    if first.end == len(folded):
        return first.bound
    second = _phrase_from(folded, joint_between(folded, first.end))
    if second is None or second.bound is None or second.end != len(folded):
        return _slashed_bound(folded)
    return narrowed(first.bound, second.bound)


def _phrase_from(folded: str, start: int) -> Phrase | None:
    """The phrase that begins, with its comparator, at `start`."""
    for at in range(start, min(len(folded), start + 2 * BEFORE_LONGEST)):
        if at > start and folded[at - 1].isascii() and folded[at - 1].isalnum() and folded[at].isalnum():
            continue
        phrase = read_phrase(folded, at, start)
        if phrase is None:
            continue
        if skip_spaces(folded, start) == phrase.start and not phrase.approximate:
            return phrase
        if phrase.has_unit or phrase.bound:
            return None
    return None


_RANGE: Final = regex(r"(-?[0-9./]+)~(-?[0-9./]+)( .*)?")


def _slashed_bound(folded: str) -> Bound | None:
    """Bounds whose ends are fractions such as ≤ 2/3 小时, as `render` writes them."""
    if "/" not in folded:
        return None
    if folded[:1] in "≤≥<>":
        return _slashed_sides(folded)
    if "±" in folded:
        centre, _, rest = folded.partition("±")
        by = parse_quantity(rest.strip())
        middle = parse_quantity(centre.strip()) if centre.strip() else Quantity(Fraction(0), NUMBER)
        if by is None or middle is None or middle.unit != NUMBER:
            return None
        return Bound(middle.value - by.value, middle.value + by.value, False, False, by.unit, by.value)
    match = _RANGE.fullmatch(folded)
    low = parse_quantity(match[1]) if match else None
    high = parse_quantity(f"{match[2]}{match[3] or ''}") if match else None
    if low is None or high is None or low.value >= high.value:
        return None
    return Bound(low.value, high.value, False, False, high.unit)


def _slashed_sides(folded: str) -> Bound | None:
    bounds = []
    for part in folded.split("且"):
        sign = before(part.strip()[:1], 1)
        quantity = parse_quantity(part.strip()[1:])
        if sign is None or quantity is None:
            return None
        is_open, value = len(sign[0]) == 1, quantity.value
        if sign[0][0] == "<":
            bounds.append(Bound(None, value, False, is_open, quantity.unit))
        else:
            bounds.append(Bound(value, None, is_open, False, quantity.unit))
    if len(bounds) == 1:
        return bounds[0]
    return narrowed(bounds[0], bounds[1]) if len(bounds) == 2 else None
