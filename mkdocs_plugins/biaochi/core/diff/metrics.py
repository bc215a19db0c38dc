"""Changes of a standard's metrics: figures as quantities, then what is measured, then how."""

from __future__ import annotations

from biaochi.core import vocabulary as words
from biaochi.core.diff.change import LOOSENED, NEUTRAL, TIGHTENED, Direction, pick
from biaochi.core.diff.compared import against, shown
from biaochi.core.diff.content import canonical, metric_value
from biaochi.core.diff.gathering import Gathering, paired
from biaochi.core.model import Metric, Sample, Standard

METHODS = ("survey", "record-review", "observation", "mystery-visit", "timing", "system-log")
"""From the weakest evidence to the strongest; observation and mystery visits are as strong as each other."""
SAMPLINGS = ("quota", "systematic", "random", "stratified", "census")
"""From the weakest to the strongest; systematic, random and stratified draw alike (GB/T 10111, ISO 24153)."""
_ALIKE = {"mystery-visit": "observation", "systematic": "random", "stratified": "random"}

_OWN = (
    "id",
    "target",
    "limit",
    "unit",
    "aggregation",
    "within",
    "exclusions",
    "clock",
    "method",
    "sampling",
    "sample",
    "frequency",
    "window",
    "review_every",
)
_KINDS = {
    "": "measure-redefined",
    "name": "metric-renamed",
    "source": "method-changed",
    "owner": "owner-changed",
    "benchmarks": "benchmark-changed",
    "baseline": "benchmark-changed",
    "evidence": "source-changed",
    "dimension": "field-changed",
}


def compare_metrics(old: Standard, new: Standard, found: Gathering) -> None:
    """Metrics by id."""
    for before, after in paired(old.metrics, new.metrics, lambda metric: metric.id):
        if after is None and before is not None:
            found.say(
                "metric-removed",
                new.where("metrics"),
                f"指标 {_name(before)}",
                _figures(before),
                subject=f"metric:{before.id}",
            )
        elif before is None and after is not None:
            found.say(
                "metric-added",
                after.where("id"),
                f"指标 {_name(after)}",
                "",
                _figures(after),
                subject=f"metric:{after.id}",
            )
        elif before is not None and after is not None:
            _compare(before, after, found)


def _name(metric: Metric) -> str:
    return f"{metric.id}（{metric.name}）" if metric.name else metric.id


def _figures(metric: Metric) -> str:
    return f"目标 {shown(metric_value(metric, 'target'))}，红线 {shown(metric_value(metric, 'limit'))}"


def _compare(old: Metric, new: Metric, found: Gathering) -> None:
    what, subject = f"指标 {_name(new)}", f"metric:{new.id}"
    for name, label in (("target", "目标"), ("limit", "红线")):
        left, right = metric_value(old, name), metric_value(new, name)
        if canonical(left) == canonical(right):
            continue
        direction = None if old.direction != new.direction else against(left, right, new.direction)
        tail = pick(direction, "tightened", "loosened", "redefined")
        found.say(f"{name}-{tail}", new.where(name), f"{what}的{label}", left, right, subject=subject)
    if canonical(old.unit) != canonical(new.unit):
        found.say(
            "measure-redefined", new.where("unit"), f"{what}的单位", old.unit, new.unit, subject=subject
        )
    _statistic(old, new, found, what, subject)
    found.words(
        old.exclusions,
        new.exclusions,
        "exclusion-removed",
        "exclusion-added",
        new.where("exclusions"),
        f"{what}的剔除",
        subject,
    )
    _clock(old, new, found, what, subject)
    _ranked(old.method, new.method, METHODS, "method", new, found, f"{what}的测量方法", subject, words.METHOD)
    _ranked(
        old.sampling,
        new.sampling,
        SAMPLINGS,
        "sampling",
        new,
        found,
        f"{what}的抽样方式",
        subject,
        words.SAMPLING,
    )
    compare_sample(old.sample, new.sample, found, what, subject)
    if old.frequency and new.frequency and canonical(old.frequency) != canonical(new.frequency):
        often = new.frequency.interval_days <= old.frequency.interval_days
        found.say(
            "frequency-raised" if often else "frequency-lowered",
            new.where("frequency"),
            f"{what}的测量频次",
            old.frequency,
            new.frequency,
            subject=subject,
        )
    for name, label, shorter, longer in (
        ("window", "统计周期", "window-shortened", "window-lengthened"),
        ("review_every", "评审周期", "review-interval-shortened", "review-interval-lengthened"),
    ):
        a, b = getattr(old, name), getattr(new, name)
        if a and b and canonical(a) != canonical(b):
            found.say(
                shorter if b.days < a.days else longer,
                new.where(name),
                f"{what}的{label}",
                a,
                b,
                subject=subject,
            )
    found.rest(old, new, _KINDS, what, subject, leave=_OWN)
    for name in ("frequency", "window", "review_every"):
        if (getattr(old, name) is None) != (getattr(new, name) is None):
            found.say(
                "measure-redefined",
                new.where(name),
                f"{what}的{name}",
                getattr(old, name),
                getattr(new, name),
                subject=subject,
            )


def _statistic(old: Metric, new: Metric, found: Gathering, what: str, subject: str) -> None:
    if old.aggregation != new.aggregation:
        a, b = _rank(old), _rank(new)
        kind = (
            "measure-redefined"
            if a is None or b is None or a == b
            else "statistic-strengthened"
            if b > a
            else "statistic-weakened"
        )
        texts = [words.aggregation_label(m.aggregation) if m.aggregation else "" for m in (old, new)]
        found.say(kind, new.where("aggregation"), f"{what}的统计方式", *texts, subject=subject)
    left, right = metric_value(old, "within"), metric_value(new, "within")
    if canonical(left) != canonical(right):
        direction = against(left, right, "lower")
        kind = pick(direction, "statistic-strengthened", "statistic-weakened", "measure-redefined")
        found.say(kind, new.where("within"), f"{what}的限时", left, right, subject=subject)


def _rank(metric: Metric) -> int | None:
    """How hard the statistic is to meet where lower is better: the more cases it takes in, the harder."""
    if metric.direction != "lower" or metric.aggregation is None:
        return None
    return words.percentile(metric.aggregation) or {"max": 100, "median": 50, "mean": 45, "min": 0}.get(
        metric.aggregation
    )


def _clock(old: Metric, new: Metric, found: Gathering, what: str, subject: str) -> None:
    if not found.differs(old.clock, new.clock):
        return
    direction: Direction = NEUTRAL
    if old.clock and new.clock and old.clock.basis != new.clock.basis:
        # Working time lets nights and holidays pass uncounted.
        direction = (
            LOOSENED
            if old.clock.basis == "calendar"
            else TIGHTENED
            if new.clock.basis == "calendar"
            else NEUTRAL
        )
        # With the ends moved as well, less can be told.
        if (old.clock.from_, old.clock.to) != (new.clock.from_, new.clock.to) and direction == TIGHTENED:
            direction = NEUTRAL
    elif new.clock is None:
        direction = LOOSENED
    found.say(
        "clock-redefined",
        new.where("clock"),
        f"{what}的计时",
        old.clock,
        new.clock,
        direction=direction,
        subject=subject,
    )


def _ranked(
    old: str | None,
    new: str | None,
    order: tuple[str, ...],
    name: str,
    metric: Metric,
    found: Gathering,
    what: str,
    subject: str,
    vocabulary: words.Vocabulary,
) -> None:
    if old == new:
        return
    stem = "sample" if name == "sampling" else "method"
    kind = "method-changed"
    if old in order and new in order:
        a, b = order.index(_ALIKE.get(old, old)), order.index(_ALIKE.get(new, new))
        kind = f"{stem}-strengthened" if b > a else f"{stem}-weakened" if b < a else "method-changed"
    found.say(kind, metric.where(name), what, old, new, subject=subject, vocabulary=vocabulary)


_MORE = {"size": "higher", "per_site": "higher", "confidence": "higher", "margin": "lower"}
_LABEL = {
    "size": "样本量",
    "per_site": "每店样本量",
    "confidence": "置信水平",
    "margin": "误差",
    "population": "总体",
    "expected": "预期占比",
}


def compare_sample(
    old: Sample | None, new: Sample | None, found: Gathering, what: str, subject: str
) -> None:
    """A sample's size and precision; without a sample where there was one the census has come (or gone)."""
    if old is None or new is None or not found.differs(old, new):
        return
    for name, label in _LABEL.items():
        left, right = getattr(old, name), getattr(new, name)
        if left == right:
            continue
        if left is None or right is None:
            # A figure of precision that is no longer stated is no longer kept.
            better = name in _MORE
            kind = (
                ("sample-strengthened" if left is None else "sample-weakened") if better else "field-changed"
            )
        else:
            direction = against(left, right, _MORE.get(name))
            kind = pick(direction, "sample-strengthened", "sample-weakened", "field-changed")
        found.say(kind, new.where(name), f"{what}的{label}", left, right, subject=subject)
