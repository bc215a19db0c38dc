"""Quantities and bounds as values, how they compare, and their canonical written form."""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import Final

from biaochi.core.quantity.units import DAY, STAFFING, Unit
from biaochi.core.slotted import dataclass

_DAY_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class Calendar:
    """How a named working calendar maps working time to calendar time.

    `hours_per_day` working hours a working day, `days_per_week` working days a week, `holiday_days` the
    longest run of
    closed days beyond weekends that a period may meet (7: a national holiday week).
    """

    name: str
    hours_per_day: Fraction | int = 8
    days_per_week: int = 5
    holiday_days: int = 7

    def working_days(self, quantity: Quantity) -> Fraction:
        """`quantity`, which must be working time, in working days."""
        days = quantity.value * quantity.unit.factor
        return days / self.hours_per_day if quantity.unit.noun == "hour" else days


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact value with its unit."""

    value: Fraction
    unit: Unit

    def base(self) -> Fraction:
        """The value in the base of the unit's dimension (seconds, months, one, metres …)."""
        return self.value * self.unit.factor

    def to(self, unit: Unit) -> Quantity:
        """The same quantity in another unit of its dimension; ValueError when there is no fixed factor."""
        if not _same_kind(self.unit, unit):
            raise ValueError(f"{render(self)} has no fixed value in {unit.symbol!r}")
        return Quantity(self.base() / unit.factor, unit)

    def readings(self) -> tuple[Quantity, ...]:
        """One quantity for every unit an ambiguous symbol may mean (5 分: points, minutes, cents)."""
        return tuple(Quantity(self.value, each) for each in self.unit.readings())

    def read_as(self, dimension: str) -> Quantity | None:
        """The reading in `dimension`, None when the symbol cannot mean it."""
        return next((each for each in self.readings() if each.unit.dimension == dimension), None)


@dataclass(frozen=True, slots=True)
class Bound:
    """What a figure is compared with: ends in `unit`, None for an open side.

    `low_open` and `high_open` tell whether the end itself is excluded (超过, 不满, 以外) or included (以上,
    以下, 以内).
    `tolerance` is set for ±: "±15 分钟" runs from -15 to 15, "30 ± 5 分钟" from 25 to 35.
    """

    low: Fraction | None
    high: Fraction | None
    low_open: bool
    high_open: bool
    unit: Unit
    tolerance: Fraction | None = None

    @property
    def op(self) -> str:
        """ "<=", "<", ">=", ">" for one side, "in" for a range."""
        if self.low is None:
            return "<" if self.high_open else "<="
        if self.high is None:
            return ">" if self.low_open else ">="
        return "in"

    def limits(self) -> tuple[Quantity | None, Quantity | None]:
        """Both ends as quantities."""
        return (
            None if self.low is None else Quantity(self.low, self.unit),
            None if self.high is None else Quantity(self.high, self.unit),
        )


def _same_kind(a: Unit, b: Unit) -> bool:
    return a.dimension == b.dimension and a.noun == b.noun


def _matched(a: Quantity, b: Quantity) -> tuple[Quantity, Quantity]:
    """The readings of two quantities that are of one kind, or the likeliest ones."""
    if not a.unit.also and not b.unit.also:
        return a, b
    for left in a.readings():
        for right in b.readings():
            if _same_kind(left.unit, right.unit):
                return left, right
    return a, b


def _working(a: Unit, b: Unit) -> bool:
    dimensions = {a.dimension, b.dimension}
    return "work-time" in dimensions and dimensions <= {"time", "work-time"}


def comparable(a: Quantity, b: Quantity, calendar: Calendar | None = None) -> bool:
    """Whether one fixed factor (or `calendar`, for working time) brings both to one unit."""
    a, b = _matched(a, b)
    return _same_kind(a.unit, b.unit) or (calendar is not None and _working(a.unit, b.unit))


def compare(a: Quantity, b: Quantity, calendar: Calendar | None = None) -> int | None:
    """-1, 0 or 1; None when they cannot be ordered.

    Months against days are ordered only when every length of a month gives one answer (1 月 > 7 天; 1 月 ? 30
    天: None).
    """
    if a.unit is b.unit:
        return (a.value > b.value) - (a.value < b.value)
    a, b = _matched(a, b)
    if _same_kind(a.unit, b.unit):
        return _sign(a.base() - b.base())
    if calendar is not None and _working(a.unit, b.unit):
        return _sign(_elapsed_days(a, calendar) - _elapsed_days(b, calendar))
    if {a.unit.dimension, b.unit.dimension} == {"time", "month-time"}:
        (a_low, a_high), (b_low, b_high) = _day_range(a), _day_range(b)
        if a_high < b_low:
            return -1
        return 1 if a_low > b_high else None
    return None


def _sign(difference: Fraction) -> int:
    return (difference > 0) - (difference < 0)


def _elapsed_days(quantity: Quantity, calendar: Calendar) -> Fraction:
    if quantity.unit.dimension == "time":
        return quantity.base() / _DAY_SECONDS
    return calendar.working_days(quantity) * 7 / calendar.days_per_week


def _day_range(quantity: Quantity) -> tuple[Fraction, Fraction]:
    """The shortest and longest possible length in days: n months 28n to 31n days, n years 365n to 366n."""
    if quantity.unit.dimension == "time":
        days = quantity.base() / _DAY_SECONDS
        return days, days
    months = quantity.base()
    years, rest = divmod(months, 12)
    ends = years * 365 + rest * 28, years * 366 + rest * 31
    return min(ends), max(ends)


def worst_case(quantity: Quantity, calendar: Calendar) -> Quantity | None:
    """The longest calendar length, in days, of working time: rest days and one holiday run fall inside it.

    n working days touch at most ceil(n / days_per_week) runs of rest days. None when `quantity` is not
    working time.
    """
    if quantity.unit.dimension != "work-time":
        return None
    days = calendar.working_days(quantity)
    rests = ceil(days / calendar.days_per_week) * (7 - calendar.days_per_week)
    return Quantity(days + rests + calendar.holiday_days, DAY)


def satisfies(bound: Bound, quantity: Quantity, calendar: Calendar | None = None) -> bool | None:
    """Whether `quantity` lies within `bound`; None when it cannot be compared with one of the ends."""
    low, high = bound.limits()
    for end, outside, is_open in ((low, -1, bound.low_open), (high, 1, bound.high_open)):
        if end is None:
            continue
        order = compare(quantity, end, calendar)
        if order is None:
            return None
        if order == outside or (order == 0 and is_open):
            return False
    return True


def render(value: Quantity | Bound) -> str:
    """The canonical written form ("12 分钟", "90 %", "≤ 5 分钟", "3—5 天"); reading it back gives an equal
    value.
    """
    if isinstance(value, Quantity):
        if value.unit == STAFFING and value.value > 0:
            return f"1:{_fraction(1 / value.value)}"
        return _with(_fraction(value.value), value.unit)
    low = None if value.low is None else _fraction(value.low)
    high = None if value.high is None else _fraction(value.high)
    if value.tolerance is not None and value.low is not None:
        middle = value.low + value.tolerance
        centre = f"{_fraction(middle)} " if middle else ""
        return f"{centre}±{' ' if centre else ''}{_with(_fraction(value.tolerance), value.unit)}"
    if low is None or high is None:
        return f"{_SIGN[value.op]} {_with(high or low or '', value.unit)}"
    if value.low_open or value.high_open or value.low == value.high:
        signs = (">" if value.low_open else "≥", "<" if value.high_open else "≤")
        return f"{signs[0]} {low} 且 {signs[1]} {_with(high, value.unit)}"
    return f"{low}—{_with(high, value.unit)}"


_SIGN: Final = {"<=": "≤", "<": "<", ">=": "≥", ">": ">", "in": ""}


def _with(figure: str, unit: Unit) -> str:
    return f"{figure} {unit.symbol}".rstrip()


def _fraction(number: Fraction) -> str:
    """A decimal of at most nine places, or p/q."""
    rest = number.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1 or max(twos, fives) > 9:
        return f"{number.numerator}/{number.denominator}"
    places = max(twos, fives)
    if not places:
        return str(number.numerator)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"
