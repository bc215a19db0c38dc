"""Whether the figures of a text are those of the metric it is about.

Only a figure that bounds in the metric's good direction (within 10 minutes, at least 95 %) and that compares with the
metric's unit is held against it: conditions, amounts and shares of cases are other things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from biaochi.core.measured import is_number, on_clock, order, quantity, unit_of
from biaochi.core.model import Metric
from biaochi.core.plain_text import plain
from biaochi.core.quantity import (
    TIME_LIKE,
    Mention,
    Period,
    Quantity,
    comparable,
    find_quantities,
    fits,
    parse_number,
)
from biaochi.core.regex import regex
from biaochi.core.vocabulary import percentile

_CONDITION = regex(r"\s*[,,]?\s*(?:以上|以内|之内|内)?\s*(?:未|没有?|不)?[^,,。;;、]{0,6}?(?:的[,,、]|的话|时[,,]|后[,,]?$)")
_UP_TO = regex("[^内]?[以之]?内")
_COUNT = r"(?:\d+|[一二三四五六七八九十百]+)"
_OUT_OF = regex(
    rf"(?:每\s*(?P<each>{_COUNT})\s*\w{{1,4}}?[^。;;]{{0,24}}?|(?P<of>{_COUNT})\s*[位名个人件次笔单通][^,,。;;]{{0,6}}?[中里])"
    rf"(?:至少|不少于|不低于|应有)\s*(?P<good>{_COUNT})\s*\w"
)


def accepted(metric: Metric) -> tuple[Quantity, ...]:
    """The values that a text about the metric may give: target, limit, the bound of a share, the top box.

    None where target or limit is missing or cannot be read: that fault is told where it stands.
    """
    if metric.target is None or metric.limit is None:
        return ()
    found: list[Quantity | None] = []
    for value in (metric.target, metric.limit):
        if isinstance(value, tuple):
            found.extend(quantity(each, metric) for each in value)
        elif is_number(value):
            found.append(quantity(value, metric))
    if metric.within is not None:
        found.append(quantity(metric.within, metric))
    if metric.scale and metric.scale.top_box is not None:
        found.append(quantity(metric.scale.top_box, metric))
    return tuple(each for each in found if each is not None)


def bounds(text: str, metric: Metric) -> Iterator[tuple[Mention, tuple[Quantity, ...]]]:
    """The figures of ``text`` that bound the metric's kind of thing in its good direction, on the metric's clock."""
    own = unit_of(metric)
    if own is None:
        return
    kind = Quantity(Fraction(1), own)
    for mention in find_quantities(text):
        if mention.role != "quantity" or mention.bound is None or mention.approximate:
            continue
        if mention.per is not None and mention.bound.unit.dimension != "ratio" and not _own_window(mention.per, metric):
            continue  # 每月不高于 3 % is a rate all the same
        if _CONDITION.match(plain(text), mention.end) or text.startswith("的", mention.end):
            continue
        low, high = mention.bound.limits()
        if metric.direction == "lower" and low is not None and high is not None and _UP_TO.match(text, mention.end - 1):
            low = None  # 5～7 分钟内 allows 7
        if metric.direction != "within" and low is not None and high is not None:
            continue  # a scale (1—5 分), an age, a band
        direction = metric.direction
        if metric.aggregation == "share-within" and mention.bound.unit.dimension in TIME_LIKE:
            direction = "lower"  # the share is to be high, the time that it is counted within is a limit
        if (direction == "lower" and high is None) or (direction == "higher" and low is None):
            continue
        ends = tuple(on_clock(end, metric) for end in (low, high) if end is not None)
        if any(comparable(end, kind) for end in ends) or (metric.type == "duration" and _time(ends[0])):
            yield mention, ends


def _own_window(per: Period, metric: Metric) -> bool:
    """每周不超过 2 处 is the figure of a count over a week."""
    window = metric.window
    return metric.type == "count" and window is not None and fits(per, window) and fits(window, per)


def _time(each: Quantity) -> bool:
    return each.unit.dimension in TIME_LIKE


def disagreement(text: str, metric: Metric, values: Iterable[Quantity]) -> tuple[Mention, tuple[Quantity, ...]] | None:
    """The first figure of ``text`` that ought to be one of ``values`` and is not; ``None`` where one is (or none is
    about the metric)."""
    wanted = tuple(values)
    found = tuple(bounds(text, metric))
    ranges = [ends for _, ends in found if len(ends) == 2]
    if metric.direction == "within" and len(ranges) == len(found) == 1 and (whole := _ranges(metric, wanted)):
        # Both ends count: 22–28 ℃ is not 22–25 ℃.
        same = any(order(low, ranges[0][0]) == 0 and order(high, ranges[0][1]) == 0 for low, high in whole)
        return None if same else found[0]
    for _, ends in found:
        if any(order(end, value) == 0 for end in ends for value in wanted):
            return None
    return found[0] if found and wanted else None


def _ranges(metric: Metric, wanted: tuple[Quantity, ...]) -> list[tuple[Quantity, Quantity]]:
    """The metric's ranges, where it is held against them: its target's and its limit's."""
    found: list[tuple[Quantity, Quantity]] = []
    for value in (metric.target, metric.limit):
        if isinstance(value, tuple):
            low, high = (quantity(each, metric) for each in value)
            if low is not None and high is not None and low in wanted and high in wanted:
                found.append((low, high))
    return found


def shares(text: str) -> Iterator[tuple[int, int, Fraction]]:
    """Shares of cases that a text names, with their place: 90 % of …, 每 10 位中至少 9 位."""
    for mention in find_quantities(text):
        if mention.role == "share" and mention.quantity is not None and mention.quantity.unit.dimension == "ratio":
            yield mention.start, mention.end, mention.quantity.base()
    yield from counted_shares(text)


def counted_shares(text: str) -> Iterator[tuple[int, int, Fraction]]:
    """Shares of cases that a text counts: 每 10 位中至少 9 位, 十位顾客中至少九位."""
    for match in _OUT_OF.finditer(plain(text)):
        whole, good = parse_number(match["each"] or match["of"]), parse_number(match["good"])
        if whole and good and 0 < good <= whole:
            yield match.start(), match.end(), Fraction(good) / Fraction(whole)


_COUNTED = "件次笔单人通台户份个项张位宗条册本例页批趟起"
_PER_SO_MANY = regex(
    rf"每\s*(?P<of>[\d.]+\s*[万千百]?|[一二三四五六七八九十百千万]+)\s*[{_COUNTED}](?P<what>[^。;;]{{0,24}}?)"
    rf"(?:不(?:应|得|可|能|宜)?(?:超过|多于|高于|大于)|至多|最多|≤|少于|低于)\s*(?P<most>[\d.]+|[一二三四五六七八九十百]+)\s*[{_COUNTED}]"
)
FAILS = regex("差错|错误|出错|失误|破损|损坏|丢失|不合格|不达标|不符|漏|误|投诉|失败|差評|差评|error|fail|wrong", re.I)
"""What is counted where a share is better lower."""


def per_so_many(text: str, metric: Metric) -> tuple[int, int, Fraction] | None:
    """“每万件不超过 2 件” as a share, with its place, where the metric is a rate that it can be held against; the errors
    that a rate of what is right leaves are told as that rate."""
    own = unit_of(metric)
    match = _PER_SO_MANY.search(plain(text)) if own is not None and own.dimension == "ratio" else None
    if match is None or (metric.direction != "lower" and not (metric.direction == "higher" and FAILS.search(match["what"]))):
        return None
    whole, most = parse_number(match["of"]) or parse_number(f"一{match['of']}"), parse_number(match["most"])
    if not whole or most is None:
        return None
    share = Fraction(most) / Fraction(whole)
    return match.start(), match.end(), share if metric.direction == "lower" else 1 - share


def demanded_share(metric: Metric) -> Fraction | None:
    """The share of cases that a metric's own form speaks of: 9/10 for P90."""
    rank = percentile(metric.aggregation)
    return Fraction(rank, 100) if rank else None


