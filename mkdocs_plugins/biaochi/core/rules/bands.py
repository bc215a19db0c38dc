"""Conditions that divide one quantity into bands (≤ 30, > 30 且 ≤ 60, > 60): do they overlap or leave gaps?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from biaochi.core import measured
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Quantity, Unit, find_quantities, has_number
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass

ELSE = regex(
    r"其他|其它|其余|其餘|否则|否則|除此|以上(?:均|都)?不|不满足|不滿足|均不|默认|默認|\b(?:otherwise|else|any other|all other)\b",
    re.I,
)
"""A condition that takes whatever the others leave."""
_JOINT = regex(r"[\s,、;()]+|并且|而且|但是|且|并|但|又|或者|\b(?:and|but)\b", re.I)
_BETWEEN = regex(r"介于|之间|中间|居中|\bbetween\b", re.I)
_TAIL = regex(r"(?:时间|的|时|時|在|为|為|是|达到|達到|达|達|共|已)+$")


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a quantity in the base of its unit; ``None`` for an open side. ``index`` is that of its condition."""

    index: int
    subject: str
    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool
    unit: Unit


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, at which condition."""

    index: int
    message: str
    hint: str


def read_band(index: int, text: str) -> Band | None:
    """The band a condition names, where it names one quantity and nothing undecidable."""
    mentions = [m for m in find_quantities(text) if m.role in ("quantity", "share") or m.bound is not None]
    if not mentions or any(m.bound is None or m.percentile or m.share or m.per for m in mentions):
        return None
    rest, last = "", 0
    low: Fraction | None = None
    high: Fraction | None = None
    low_open = high_open = False
    unit: Unit | None = None
    for mention in mentions:
        bound = mention.bound
        assert bound is not None
        if unit is not None and (bound.unit.dimension, bound.unit.noun) != (unit.dimension, unit.noun):
            return None
        unit = bound.unit
        rest += text[last : mention.start]
        last = mention.end
        if bound.low is not None:
            if low is not None:
                return None
            low, low_open = bound.low * unit.factor, bound.low_open
        if bound.high is not None:
            if high is not None:
                return None
            high, high_open = bound.high * unit.factor, bound.high_open
    assert unit is not None
    if unit.dimension in ("count", "people"):
        low, low_open = (
            (low + 1, False) if low is not None and low_open and low.denominator == 1 else (low, low_open)
        )
        high, high_open = (
            (high - 1, False)
            if high is not None and high_open and high.denominator == 1
            else (high, high_open)
        )
    subject = _JOINT.sub("", plain(rest + text[last:])).strip(" 。.:")
    return Band(index, _TAIL.sub("", subject), low, high, low_open, high_open, unit)


def faults(conditions: Sequence[str], *, from_the_bottom: bool) -> list[Fault]:
    """Overlaps and gaps between conditions that all divide one quantity; nothing where that cannot be told. Conditions
    without a number (取号机无法出票) are of other things: they may stand for what lies beyond the ends, not between two bands.

    ``from_the_bottom``: whether the lowest values must be covered too (they need not be where below the lowest band
    nothing has to be done). A condition that takes the rest leaves no gap.
    """
    rest = any(ELSE.search(text) for text in conditions)
    bands = [read_band(i, text) for i, text in enumerate(conditions) if text and not ELSE.search(text)]
    others = [text for text in conditions if text and not ELSE.search(text) and not has_number(text)]
    if len(bands) - bands.count(None) < 2 or bands.count(None) > len(others) or any(_BETWEEN.search(text) for text in others):
        return []
    found = sorted(
        (b for b in bands if b is not None),
        key=lambda b: (b.low is not None, b.low or 0, b.high is None, b.high or 0),
    )
    kinds = {(b.subject, b.unit.dimension, b.unit.noun) for b in found}
    if len(kinds) != 1 or any(b.low is None and b.high is None for b in found):
        return []
    result = []
    for one, two in pairwise(found):
        result.extend(_between(one, two, rest))
    if not rest and not others:
        result.extend(_ends(found, from_the_bottom))
    return result


def divide(conditions: Sequence[str]) -> bool:
    """Whether conditions that nobody declared to be such surely divide one quantity: one is open below or one above, at
    most one each, and the others have both ends (≤ 5 分钟 and ≤ 10 分钟 beside each other are two limits, no bands)."""
    found = [read_band(i, text) for i, text in enumerate(conditions)]
    bands = [band for band in found if band is not None]
    headed = len(bands) == len(conditions) - 1 and found[0] is None
    if len(bands) < 2 or (len(bands) != len(conditions) and not headed):
        return False
    below, above = sum(b.low is None for b in bands), sum(b.high is None for b in bands)
    return below <= 1 and above <= 1 and below + above >= 1 and not any(b.low is None and b.high is None for b in bands)


def between(conditions: Sequence[str]) -> list[Fault]:
    """Overlaps and gaps between neighbours only; a first condition that is no band heads the others."""
    found = [band for i, text in enumerate(conditions) if (band := read_band(i, text)) is not None]
    found.sort(key=lambda b: (b.low is not None, b.low or 0, b.high is None, b.high or 0))
    if len({(b.subject, b.unit.dimension, b.unit.noun) for b in found}) != 1:
        return []
    return [fault for one, two in pairwise(found) for fault in _between(one, two, False)]


def starts_apart(trigger: str, conditions: Sequence[str]) -> Fault | None:
    """A trigger and the lowest band of what it sets off that begin at different values of one thing."""
    start = read_band(-1, trigger)
    found = [read_band(i, text) for i, text in enumerate(conditions)]
    bands = [band for band in found if band is not None and band.low is not None]
    if start is None or start.low is None or start.high is not None or not bands or len(bands) != len(found):
        return None
    first = min(bands, key=lambda band: band.low or 0)
    one_thing = (start.unit.dimension, start.unit.noun) == (first.unit.dimension, first.unit.noun) and start.subject[-2:] == first.subject[-2:]
    if not one_thing or not start.subject or (start.low, start.low_open) == (first.low, first.low_open) or first.low is None:
        return None
    edge = _say(start.low, start.unit)
    if start.low < first.low:
        return Fault(first.index, f"预案从 {edge} 起启动，到 {_say(first.low, first.unit)} 才有分级", f"让最低一级从 {edge} 接起，或改 trigger")
    return Fault(first.index, f"最低一级从 {_say(first.low, first.unit)} 起，预案要到 {edge} 才启动", "两处写同一个数")


def _between(one: Band, two: Band, rest: bool) -> list[Fault]:
    if one.high is None or two.low is None:
        return [Fault(two.index, "与另一个条件重叠：两个条件在同一侧都没有尽头", "给其中一个条件补上另一端")]
    edge = _say(two.low, two.unit)
    if one.high > two.low:
        return [
            Fault(
                two.index,
                f"{edge} 与 {_say(one.high, one.unit)} 之间的情况同时满足两个条件",
                f"让后一个条件从 {_say(one.high, one.unit)} 接起",
            )
        ]
    if one.high == two.low and not one.high_open and not two.low_open:
        return [
            Fault(
                two.index,
                f"恰好 {edge} 时同时满足两个条件（以上、以下都含本数）",
                f"其中一个改为“超过 {edge}”或“不满 {edge}”",
            )
        ]
    if rest:
        return []
    if one.high == two.low:
        if one.high_open and two.low_open:
            return [
                Fault(
                    two.index,
                    f"恰好 {edge} 时不满足任何一个条件",
                    f"其中一个改为“{edge}以上”或“不超过 {edge}”",
                )
            ]
        return []
    if (
        one.unit.dimension in ("count", "people")
        and two.low - one.high <= 1
        and not one.high_open
        and not two.low_open
    ):
        return []
    message = f"{_say(one.high, one.unit)} 与 {edge} 之间的情况不满足任何一个条件"
    return [Fault(two.index, message, f"让后一个条件从 {_say(one.high, one.unit)} 接起")]


def _ends(found: Sequence[Band], from_the_bottom: bool) -> list[Fault]:
    result = []
    first, last = found[0], found[-1]
    least = 1 if first.unit.dimension in ("count", "people") else 0
    if from_the_bottom and first.low is not None and first.low > least:
        edge = _say(first.low, first.unit)
        result.append(
            Fault(first.index, f"不到 {edge} 的情况没有条件", f"补一个“不满 {edge}”的条件，或写“其他情况”")
        )
    full = last.unit.dimension == "ratio" and last.high is not None and last.high >= 1
    if last.high is not None and not full and last.unit.dimension not in ("score", "number"):
        edge = _say(last.high, last.unit)
        result.append(
            Fault(last.index, f"超过 {edge} 的情况没有条件", f"补一个“超过 {edge}”的条件，或写“其他情况”")
        )
    return result


def _say(base: Fraction, unit: Unit) -> str:
    return measured.said(Quantity(base / unit.factor, unit))
