"""The numbers of a metric as quantities, and how they compare: one reading of units for every rule that compares."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TypeGuard

from biaochi.core.model import Catalogue, Entry, Metric, Standard
from biaochi.core.model.metric import Number, Value
from biaochi.core.quantity import TIME_LIKE, Quantity, Unit, compare, render, unit
from biaochi.core.reference import Ref
from biaochi.core.values import Amount

TIMES = TIME_LIKE
_PREFERRED = {"duration": "time", "score": "score", "money": "money"}


def unit_of(metric: Metric) -> Unit | None:
    """The metric's unit, an ambiguous symbol (分) read as the metric's type asks."""
    found = metric.unit
    if found is None or not found.also:
        return found
    wanted = _PREFERRED.get(metric.type or "")
    return next((each for each in found.readings() if each.dimension == wanted), found)


_exact = lru_cache(1024)(Fraction)
"""A number as a fraction; a metric's few numbers are compared by many rules."""


def quantity(value: Number | Amount, metric: Metric) -> Quantity | None:
    """A number of the metric, or one written with its own unit, as a quantity on the metric's clock."""
    own = unit_of(metric)
    if isinstance(value, Amount):
        written = value.quantity
        if written.unit.dimension != "number":
            return on_clock(written, metric)
        value_ = written.value
    else:
        value_ = _exact(value)
    return on_clock(Quantity(value_, own), metric) if own else None


def on_clock(written: Quantity, metric: Metric) -> Quantity:
    """``2 天`` on a clock of working days is 2 工作日; working hours on such a clock are its hours."""
    basis = metric.clock.basis if metric.clock else None
    if basis == "working-days" and written.unit.symbol in ("天", "日") and (day := unit("工作日")):
        return Quantity(written.value, day)
    if basis == "working-hours" and written.unit.noun == "hour" and (hour := unit("小时")):
        return Quantity(written.value, hour)
    return written


def order(a: Quantity, b: Quantity) -> int | None:
    """-1, 0, 1, or ``None`` where nothing makes them comparable."""
    return compare(a, b)


def mixed_time(a: Quantity, b: Quantity) -> bool:
    """One is working time and the other calendar time."""
    return {a.unit.dimension, b.unit.dimension} & TIMES != set() and (
        (a.unit.dimension == "work-time") != (b.unit.dimension == "work-time")
        and {a.unit.dimension, b.unit.dimension} <= TIMES
    )


def on_other_clock(written: Quantity, metric: Metric) -> bool:
    """Whether a text says days or hours by the calendar of a metric that counts working ones (2 天, 2 工作日)."""
    noun = working(metric)
    return noun is not None and written.unit.dimension == "time" and (
        written.unit.symbol in ("天", "日", "日历日") if noun == "day" else written.unit.symbol == "小时"
    )


def working(metric: Metric) -> str | None:
    """``day`` or ``hour`` where the metric counts working time, if only to tell which cases are within it."""
    own = unit_of(metric)
    if own is not None and own.dimension == "work-time":
        return own.noun
    if metric.aggregation == "share-within" and metric.clock:
        return {"working-days": "day", "working-hours": "hour"}.get(metric.clock.basis or "")
    return None


def is_number(value: Value | Amount | None) -> TypeGuard[Number]:
    """A bare number: neither missing, nor a range, nor a quantity with its unit."""
    return value is not None and not isinstance(value, (tuple, Amount))


def worse(direction: str | None, a: Quantity, b: Quantity) -> bool | None:
    """Whether ``a`` is worse than ``b``; ``None`` where they do not compare or no direction is better."""
    found = order(a, b)
    if found is None or direction not in ("lower", "higher"):
        return None
    return found > 0 if direction == "lower" else found < 0


def said(value: Quantity) -> str:
    """As people write it: 6 小时 55 分钟, not 83/12 小时; without a smaller unit to help, rounded."""
    if (value.value * 10**6).denominator == 1 or value.unit.symbol == "1:n":
        return render(value)
    for smaller in map(unit, ("小时", "分钟", "秒")):
        if smaller is None or value.unit.dimension != "time" or smaller.factor >= value.unit.factor:
            continue
        whole, rest = divmod(value.value, 1)
        left = Quantity(rest * value.unit.factor / smaller.factor, smaller)
        if (left.value * 10).denominator == 1 and whole >= 0:
            return f"{render(Quantity(Fraction(whole), value.unit))} {render(left)}" if whole else render(left)
    return f"约 {render(Quantity(Fraction(round(value.value, 2)), value.unit))}"


def metric_of(reference: Ref | None, entry: Entry, catalogue: Catalogue) -> Metric | None:
    """The metric that a reference inside ``entry`` leads to."""
    return catalogue.metric(reference.entry or entry.id, reference.metric) if reference is not None else None


def results(metric: Metric, standard: Standard) -> Iterator[tuple[int, Number]]:
    """What the standard's pilot measured for one of its metrics, with the place in the list."""
    for index, result in enumerate(standard.pilot.result if standard.pilot else ()):
        reference = result.metric
        if reference and reference.metric == metric.id and reference.entry in (None, standard.id) and result.value is not None:
            yield index, result.value


def share_of(metric: Metric) -> Fraction | None:
    """The share that a target in per cent, per mille … is; ``None`` for anything else."""
    own = unit_of(metric)
    if own is None or own.dimension != "ratio" or not is_number(metric.target):
        return None
    return Fraction(metric.target) * own.factor


def extreme(metric: Metric, value: Quantity) -> bool:
    """Whether a value is the end of what is possible (100 %, nothing, the top of the scale): nothing lies beyond it."""
    if metric.direction == "lower":
        return value.value == 0
    top = metric.scale.max if metric.scale else None
    return (value.unit.dimension == "ratio" and value.base() == 1) or (top is not None and value.value >= Fraction(top))
