"""Figures in words: how a target, a sample or a period reads to a member of staff."""

from __future__ import annotations

import math
from decimal import Decimal
from fractions import Fraction

from biaochi.core import vocabulary as words
from biaochi.core.model import Metric, Promise, Sample, Script, Step
from biaochi.core.model.metric import Number, Value
from biaochi.core.quantity import Frequency, Period, Unit
from biaochi.core.regex import regex
from biaochi.core.rules.spoken import least_seconds
from biaochi.core.sampling import CONFIDENCE, half_width
from biaochi.core.values import Amount

# Signs that few readers know and few fonts have.
_SPOKEN = {"‱": "万分之"}
_ONE = regex(r"(?:[1一] *)?(?:个)?(半年|季度?|[日天周月年])")
_MANY = regex(r"\d+ *[一-鿿]+")
_TIGHT = ("%", "‰", "‱", "℃", "°C")


def figure(value: Value | Amount | None, unit: Unit | None) -> str:
    """``5 分钟``, ``95%``, ``18–22 ℃``; a dash where there is no value."""
    if value is None:
        return "—"
    if isinstance(value, Amount):
        return value.text
    symbol = unit.symbol if unit else ""
    text = "–".join(_number(end) for end in value) if isinstance(value, tuple) else _number(value)
    if symbol in _SPOKEN:
        return f"{_SPOKEN[symbol]} {text}"
    return f"{text}{'' if symbol in _TIGHT or not symbol else ' '}{symbol}"


def _number(value: Number) -> str:
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _sign(metric: Metric, value: Value | Amount | None) -> str:
    """How a figure bounds; none where there is nothing beyond: of a rate 100%, of what is counted 0."""
    if metric.type in ("rate", "count") and metric.direction == "lower" and value == 0:
        return ""
    if metric.type == "rate" and metric.direction == "higher" and metric.unit is not None and _whole(value, metric.unit):
        return ""
    return {"lower": "≤ ", "higher": "≥ "}.get(metric.direction or "", "")


def _whole(value: Value | Amount | None, unit: Unit) -> bool:
    return isinstance(value, (int, Decimal)) and unit.dimension == "ratio" and Fraction(value) * unit.factor == 1


def _scope(metric: Metric) -> str:
    """What the figure is a figure of: 90% 的情形, 平均, 最长 …"""
    rank = words.percentile(metric.aggregation)
    if rank is not None:
        return f"{rank}% 的情形 "
    if metric.aggregation == "share-within":
        return f"{figure(metric.within, metric.unit)}内完成的占比 " if metric.within is not None else "限时内占比 "
    longest, shortest = ("最长", "最短") if metric.type == "duration" else ("最大", "最小")
    return {"mean": "平均 ", "median": "中位数 ", "max": f"{longest} ", "min": f"{shortest} "}.get(metric.aggregation or "", "")


def target(metric: Metric) -> str:
    """``90% 的情形 ≤ 4 分钟``."""
    return f"{_scope(metric)}{_sign(metric, metric.target)}{_figure_of(metric, metric.target)}"


def limit(metric: Metric) -> str:
    """The red line: ``5 分钟``."""
    return _figure_of(metric, metric.limit)


def _figure_of(metric: Metric, value: Value | None) -> str:
    if metric.aggregation == "share-within" and metric.unit is not None and metric.unit.dimension != "ratio":
        # The figures of a share are percentages, whatever the unit of the bound.
        return "—" if value is None else f"{figure(value, None)}%"
    return figure(value, metric.unit)


def statement(metric: Metric) -> str:
    """``90% 的情形 ≤ 4 分钟，红线 5 分钟``."""
    return f"{target(metric)}，红线 {limit(metric)}"


def sample(value: Sample | None, sampling: str | None) -> str:
    """``随机抽样，每期 400 件(95% 置信，误差 ±5%)``."""
    name = words.SAMPLING.get(sampling or "", "")
    if value is None or value.size is None:
        return name
    text = f"{name}，每期 {value.size}"
    if value.per_site is not None:
        text += f"（每店 {value.per_site}）"
    if value.confidence is not None and value.margin is not None:
        text += f"，{_number(value.confidence)}% 置信、误差 ±{_number(value.margin)} 个百分点"
    return text


def sampling_plan(value: Sample | None, sampling: str | None, metric: Metric | None = None) -> str:
    """The sample with its margin: the declared one, or the one that follows from its size at 95 % confidence. Without a metric the
    sample is of visits, whose marks are shares of the full mark: they spread no wider than a share of one half does."""
    text = sample(value, sampling)
    if value is None or value.size is None or sampling == "census" or (value.confidence is not None and value.margin is not None):
        return text
    confidence = value.confidence if value.confidence is not None and 0 < value.confidence < 100 else CONFIDENCE * 100
    share = float(value.expected) / 100 if value.expected is not None and 0 < value.expected < 100 else None
    said = _margin(metric, float(confidence) / 100, int(value.size), share) if value.size >= 1 else "误差约 ±100 个百分点"
    return f"{text}，{_number(Decimal(str(confidence)))}% 置信时{said}" if said else text


def _margin(metric: Metric | None, confidence: float, size: int, share: float | None) -> str:
    """How far off what is seen may be. Of a share it follows from the share that is expected or aimed at: at 1 % it is a seventh of
    what it is at 50 %. Of a mean it follows from how far the cases lie apart, which nobody knows beforehand; on a scale no further
    than its ends. Of a percentile nothing is said."""
    if metric is None:
        return f"误差约 ±{half_width(confidence, size, share or 0.5) * 100:.0f} 个百分点"
    if metric.type == "rate" or metric.aggregation == "share-within":
        aimed = share or _aimed(metric)
        if aimed is None:
            return ""
        what = "" if share else f"按目标 {_figure_of(metric, metric.target)} 计，"
        return f"{what}误差约 ±{_points(half_width(confidence, size, aimed) * 100)} 个百分点"
    ends = metric.scale
    if metric.aggregation == "mean" and ends is not None and ends.min is not None and ends.max is not None:
        return f"误差至多 ±{_points(half_width(confidence, size) * float(ends.max - ends.min))} {metric.unit.symbol if metric.unit else '分'}"
    return ""


def _aimed(metric: Metric) -> float | None:
    """The share that is aimed at, as a fraction; none where it is nothing or all, which no sample is off from by a formula."""
    if not isinstance(metric.target, (int, Decimal)):
        return None
    factor = metric.unit.factor if metric.unit is not None and metric.unit.dimension == "ratio" else Fraction(1, 100)
    found = float(Fraction(metric.target) * factor)
    return found if 0 < found < 1 else None


def _points(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else _number(Decimal(f"{value:.1f}"))


def period(value: Period | Frequency | None) -> str:
    """As the editor wrote it."""
    return value.text if value is not None else "—"


def every(value: Period | Frequency | None) -> str:
    """How often, where a bare period would read as a length or as a month: ``每季`` for 1 季, ``每 2 年`` for 2 年."""
    text = period(value)
    if one := _ONE.fullmatch(text):
        return f"每{one[1]}"
    return f"每 {text}" if _MANY.fullmatch(text) else text


def promise_figure(promise: Promise, metric: Metric | None) -> str:
    """What is promised, with the metric's unit where the promise gives a bare number."""
    unit = metric.unit if metric else None
    return f"{_sign(metric, promise.target) if metric else ''}{figure(promise.target, unit)}"


def time_limit(step: Step) -> str:
    """``≤ 5 分钟``; a dash where a step has no limit."""
    return f"≤ {step.time_limit.text}" if step.time_limit else "—"


def pace(script: Script) -> str:
    """``每分钟 220 字，最长的一段 40 秒``: what one practises by; the least time, as the gate reckons it."""
    seconds = math.ceil(least_seconds(script))
    return f"每分钟 {script.speaking_rate} 字" + (f"，最长的一段 {seconds} 秒" if seconds else "")
