"""Lengths of time as ranges of calendar or working time, so that only what is certain is said about their sums.

Working time is never turned into calendar time by a constant. But some things are certain without a calendar: three
working days last longer than a quarter of an hour, and half an hour by the clock takes at most half a working hour.
So each length becomes a range, and a comparison has three answers: over, within, or not decidable.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from biaochi.core.quantity import Calendar, Quantity, worst_case
from biaochi.core.slotted import dataclass

_HOUR = 3600
_DAY = 24 * _HOUR
_HOURS_PER_WORKING_DAY = (6, 10)
"""What a working day may mean where no calendar says it."""
_MONTH_DAYS = (28, 31)
_WIDEST = Calendar("", _HOURS_PER_WORKING_DAY[0], 5, 7)


@dataclass(frozen=True, slots=True)
class Span:
    """The least and the most seconds that a length of time may take, on one clock (calendar or working)."""

    low: Fraction
    high: Fraction

    def __add__(self, other: Span) -> Span:
        return Span(self.low + other.low, self.high + other.high)


NOTHING = Span(Fraction(0), Fraction(0))


def is_working(quantity: Quantity) -> bool:
    """Whether the length is counted in working hours or days."""
    return quantity.unit.dimension == "work-time"


def as_time(quantity: Quantity) -> Quantity:
    """The reading as a length of time of an ambiguous symbol (5 分)."""
    return quantity.read_as("time") or quantity


def span(quantity: Quantity, working: bool) -> Span | None:
    """A length of time in calendar seconds, or in seconds of working time; ``None`` for anything but time."""
    quantity = as_time(quantity)
    kind, value = quantity.unit.dimension, quantity.value * quantity.unit.factor
    if kind == "time":
        # Working time passes no faster than the clock, and at nights not at all.
        return Span(Fraction(0), _working_within(value)) if working else Span(value, value)
    if kind == "month-time":
        low, high = (value * days * _DAY for days in _MONTH_DAYS)
        return Span(Fraction(0), _working_within(high)) if working else Span(low, high)
    if kind != "work-time":
        return None
    by_the_day = quantity.unit.noun != "hour"
    least, most = _HOURS_PER_WORKING_DAY
    if working:
        return (
            Span(value * least * _HOUR, value * most * _HOUR)
            if by_the_day
            else Span(value * _HOUR, value * _HOUR)
        )
    worst = worst_case(quantity, _WIDEST)
    high = worst.base() if worst else value * _DAY * 10
    low = max((value - 1) * _DAY, value * 4 * _HOUR) if by_the_day else value * _HOUR
    return Span(low, high)


def _working_within(seconds: Fraction) -> Fraction:
    """The most working time that a stretch of the clock can hold."""
    days, rest = divmod(seconds, _DAY)
    longest = _HOURS_PER_WORKING_DAY[0] * _HOUR
    return days * longest + min(rest, Fraction(longest))


def exact(quantities: Iterable[Quantity]) -> bool:
    """Whether all are in units with a fixed factor to each other."""
    kinds = {(q.unit.dimension, q.unit.noun) for q in map(as_time, quantities)}
    return len(kinds) <= 1


def order(a: Quantity, b: Quantity) -> int | None:
    """-1, 0 or 1 where that is certain whatever the calendar; ``None`` where it depends on one."""
    a, b = as_time(a), as_time(b)
    if exact((a, b)):
        return (a.base() > b.base()) - (a.base() < b.base())
    for working in (False, True):
        left, right = span(a, working), span(b, working)
        if left is None or right is None:
            return None
        if left.high < right.low:
            return -1
        if left.low > right.high:
            return 1
    return None


def over(parts: Iterable[Quantity], limit: Quantity) -> bool | None:
    """Whether lengths that follow each other surely exceed (True) or surely keep (False) a limit."""
    parts = [as_time(part) for part in parts]
    limit = as_time(limit)
    if exact((*parts, limit)):
        return sum((part.base() for part in parts), Fraction(0)) > limit.base()
    alike = [part.base() for part in parts if exact((part, limit))]
    if sum(alike, Fraction(0)) > limit.base():
        return True  # whatever the others take
    working = is_working(limit)
    bound = span(limit, working)
    whole = NOTHING
    for part in parts:
        found = span(part, working)
        if found is None or bound is None:
            return None
        whole += found
    assert bound is not None
    if whole.low > bound.high:
        return True
    return False if whole.high <= bound.low else None
