"""A metric: what is measured, how, how often, and what is aimed at."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TypeAlias

from biaochi.core import reference, shape, values
from biaochi.core import vocabulary as words
from biaochi.core.quantity import Frequency, Period, Unit
from biaochi.core.shape import Part, always, declare
from biaochi.core.slotted import dataclass
from biaochi.core.values import Amount

Number: TypeAlias = int | Decimal
Value: TypeAlias = int | Decimal | tuple[int | Decimal, int | Decimal]


@dataclass(frozen=True, kw_only=True, slots=True)
class Clock(Part):
    """What starts and stops the clock of a duration, and whether nights and holidays count."""

    from_: str = declare(shape.text, "起计点", always, "")
    to: str = declare(shape.text, "止计点", always, "")
    basis: str | None = declare(shape.one_of(words.CLOCK_BASIS), "计时口径", always)


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale(Part):
    """The scale of a score; ``top_box`` is the lowest score that counts as satisfied."""

    min: Number | None = declare(shape.number, "最低分", always)
    max: Number | None = declare(shape.number, "最高分", always)
    top_box: Number | None = declare(shape.number, "满意起点")


@dataclass(frozen=True, kw_only=True, slots=True)
class Baseline(Part):
    """What a comparative claim is compared with."""

    value: Number | Amount | None = declare(values.amount, "基线值", always)
    period: str = declare(shape.text, "基线期间", always, "")
    source: str = declare(shape.text, "基线来源", always, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample(Part):
    """A sample per window; ``confidence`` and ``margin`` in percent, ``expected`` the expected share in percent."""

    size: int | None = declare(shape.whole, "样本量", always)
    per_site: int | None = declare(shape.whole, "每店样本量")
    confidence: Number | None = declare(shape.number, "置信水平")
    margin: Number | None = declare(shape.number, "误差")
    population: int | None = declare(shape.whole, "总体")
    expected: Number | None = declare(shape.number, "预期占比")


@dataclass(frozen=True, kw_only=True, slots=True)
class Benchmark(Part):
    """Somebody else's figure for the same thing."""

    org: str = declare(shape.text, "机构", always, "")
    value: str = declare(shape.text, "数值", always, "")
    source: str = declare(shape.text, "来源", always, "")
    checked: dt.date | None = declare(values.date, "核对日期", always)


@dataclass(frozen=True, kw_only=True, slots=True)
class Metric(Part):
    """A metric of a standard. Globally ``HTL-CHECKIN/wait``."""

    id: str = declare(values.local_id, "编号", always, "")
    name: str = declare(shape.text, "名称", always, "")
    definition: str = declare(shape.text, "定义", always, "")
    dimension: str | None = declare(shape.one_of(words.DIMENSION), "维度", always)
    type: str | None = declare(shape.one_of(words.METRIC_TYPE), "类型", always)
    unit: Unit | None = declare(values.unit, "单位", always)
    direction: str | None = declare(shape.one_of(words.DIRECTION), "方向", always)
    target: Value | None = declare(shape.number_or_range, "目标值", always)
    limit: Value | None = declare(shape.number_or_range, "红线", always)
    aggregation: str | None = declare(
        shape.one_of(words.AGGREGATION, also=lambda word: words.percentile(word) is not None, further="百分位，如 p90；或"),
        "统计方式",
        shape.when(type=("duration", "score")),
    )
    within: Number | Amount | None = declare(values.amount, "限时", shape.when(aggregation="share-within"))
    good: str | None = declare(shape.text, "合格事件", shape.when(type="rate"))
    valid: str | None = declare(shape.text, "有效事件", shape.when(type="rate"))
    exclusions: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "剔除", default=())
    clock: Clock | None = declare(shape.part(Clock), "计时", shape.when(type="duration"))
    scale: Scale | None = declare(shape.part(Scale), "量表", shape.when(type="score"))
    baseline: Baseline | None = declare(shape.part(Baseline), "基线")
    method: str | None = declare(shape.one_of(words.METHOD), "测量方法", always)
    source: str = declare(shape.text, "数据来源", always, "")
    sampling: str | None = declare(shape.one_of(words.SAMPLING), "抽样方式", always)
    sample: Sample | None = declare(shape.part(Sample), "样本", shape.unless(sampling="census"))
    frequency: Frequency | None = declare(values.frequency, "测量频次", always)
    window: Period | None = declare(values.period, "统计周期", always)
    review_every: Period | None = declare(values.period, "评审周期", always)
    owner: str | None = declare(reference.role, "责任岗位", always)
    evidence: str | None = declare(reference.evidence, "证据")
    benchmarks: tuple[Benchmark, ...] = declare(shape.many(shape.part(Benchmark)), "对标", default=())


__all__ = ["Baseline", "Benchmark", "Clock", "Metric", "Number", "Sample", "Scale", "Value"]
