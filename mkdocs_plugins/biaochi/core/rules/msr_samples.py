"""MSR: how often is measured and how much is seen suffice for the figure that is claimed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor

from biaochi.core import measured, sampling
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Metric, Standard
from biaochi.core.model.metric import Sample
from biaochi.core.quantity import fits
from biaochi.core.rules.scene import Scene
from biaochi.core.shape import Part
from biaochi.core.vocabulary import percentile


def measured_too_seldom(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """测量频次、统计周期与评审周期不成顺序（MC-19）。

    为什么:
        每个统计周期至少要测量一次，每次评审至少要有一个完整的统计周期，否则评审时没有数。
    不通过:
        metrics.right.window: 1 周
        metrics.right.frequency: 每月
    通过:
        metrics.right.frequency: 每周
        metrics.right.window: 1 周
    怎么改:
        让 frequency ≤ window ≤ review_every，例如 每周、1 月、1 季。
    """
    frequency, window, review = metric.frequency, metric.window, metric.review_every
    if frequency and window and not fits(frequency, window):
        yield Finding(
            "MSR020", metric.where("frequency"), f"测量频次“{frequency.text}”比统计周期“{window.text}”还长，周期里可能一次都没有测",
            f"把 frequency 改为不疏于“{window.text}”一次，或加长 window",
        )
    elif window and review and not fits(window, review):
        yield Finding(
            "MSR020", metric.where("review_every"), f"评审周期“{review.text}”短于统计周期“{window.text}”，评审时周期还没结束",
            f"把 review_every 改为不短于“{window.text}”，或缩短 window",
        )


def sample_too_small(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """样本量达不到写明的置信水平与误差（MC-20）。

    为什么:
        样本太小，实测的 95% 与 90% 分不开，达标与否全凭运气。按 n ≥ z²·p(1−p)/e² 计算，总体有限的作修正；没有写 expected 的取最不利的 p = 50%。
    不通过:
        metrics.right.sample: {size: 120, confidence: 95, margin: 5}
    通过:
        metrics.right.sample: {size: 120, confidence: 95, margin: 5, population: 160}
    怎么改:
        把 size 加到提示里的数；或放宽 margin，总体有限的写 population，有把握的写 expected。
    """
    if metric.sampling != "census" and metric.sample is not None:
        yield from too_small("MSR021", metric, metric.sample, measured.share_of(metric))


def too_small(code: str, owner: Part, sample: Sample, aimed: Fraction | None = None) -> Iterator[Finding]:
    """The sample of a metric or a checklist against its own confidence and margin, both in per cent; ``aimed`` is the
    share that the metric aims at."""
    size, confidence, margin = sample.size, sample.confidence, sample.margin
    if size is None or confidence is None or margin is None or not 50 <= confidence < 100 or not 0 < margin < 50:
        return
    expected, share = sample.expected, 0.5
    if expected is not None and 0 < expected < 100:
        share = _share(Fraction(expected), Fraction(margin), aimed)
    population = sample.population if sample.population and sample.population >= size else None
    needed = sampling.share_sample(float(confidence) / 100, float(margin) / 100, share, population)
    if size < floor(needed):
        of = f"，总体 {population}" if population else ""
        seen = sampling.half_width(float(confidence) / 100, size, share) * 100 if size else 0
        now = f"；{size} 份只能说到 ±{seen:.0f} 个百分点" if size else ""
        yield Finding(
            code, owner.where("sample", "size"), f"置信水平 {confidence}%、误差 ±{margin}%{of}，样本 {size} 不够{now}",
            f"把 size 加到 {ceil(needed)}，或放宽 margin",
        )


def _share(expected: Fraction, margin: Fraction, aimed: Fraction | None) -> float:
    """Below 1 it may be a fraction or a percentage (0.5): whichever lies nearer to what the metric aims at."""
    percent = expected / 100
    if expected >= 1:
        return float(percent)
    if aimed is None:
        return float(expected if margin >= expected else percent)
    return float(min(percent, expected, key=lambda each: abs(each - aimed)))


def sample_impossible(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """样本的几个数互相矛盾，或置信水平、误差不是百分数。

    为什么:
        每店的样本比总样本还大，或样本比总体还大，说明至少有一个数写错了。
    不通过:
        metrics.right.sample: {size: 400, per_site: 500}
    通过:
        metrics.right.sample: {size: 400, per_site: 200}
    怎么改:
        核对 size、per_site、population;confidence 与 margin 写百分数，例如 95 与 5。
    """
    if metric.sample is not None:
        yield from impossible("MSR022", metric, metric.sample)


def impossible(code: str, owner: Part, sample: Sample) -> Iterator[Finding]:
    """Faults that need no statistics."""
    size = sample.size
    if size == 0:
        yield Finding(code, owner.where("sample", "size"), "样本量是 0", "写每个统计周期抽多少")
    elif size and sample.per_site and sample.per_site > size:
        yield Finding(
            code, owner.where("sample", "per_site"), f"每店样本 {sample.per_site} 大于总样本 {size}",
            "size 是每个统计周期的总数：每店样本乘门店数",
        )
    elif size and sample.population and size > sample.population:
        yield Finding(
            code, owner.where("sample", "size"), f"样本 {size} 大于总体 {sample.population}", "改成全数（sampling: census），或核对总体"
        )
    confidence, margin, expected = sample.confidence, sample.margin, sample.expected
    if confidence is not None and not 50 <= confidence < 100:
        hint = f"写成 {float(confidence * 100):g}" if 0.5 <= confidence < 1 else "写百分数，例如 95"
        yield Finding(code, owner.where("sample", "confidence"), f"置信水平 {confidence} 不是 50–100 之间的百分数", hint)
    if margin is not None and not 0 < margin < 50:
        yield Finding(code, owner.where("sample", "margin"), f"误差 {margin} 不是 0–50 之间的百分数", "写百分数，例如 5")
    elif margin is not None and margin < Fraction(1, 4) and size and size < 10_000:
        yield Finding(
            code, owner.where("sample", "margin"), f"误差 {margin} 按百分数是 ±{margin}%，样本 {size} 远远不够", f"若指 ±{float(margin * 100):g}%，写成 {float(margin * 100):g}"
        )
    if expected is not None and not 0 <= expected <= 100:
        yield Finding(code, owner.where("sample", "expected"), f"预期占比 {expected} 不是 0–100 之间的百分数", "写百分数，例如 90")


def percentile_is_maximum(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """样本太小，百分位就是最大值（MC-22）。

    为什么:
        10 个数里的第 90 百分位才开始与最大值分开；样本再小，一个异常值就决定了结果。第 95 百分位至少要 20 个，第 99 至少要 100 个。
    不通过:
        metrics.handle.sample: {size: 8}
    通过:
        metrics.handle.sample: {size: 30}
    怎么改:
        加大样本到提示里的数；做不到的，统计方式改为 max 或 mean。
    """
    rank, size = _percentile_sample(metric)
    if rank and size and size < sampling.percentile_floor(rank):
        yield Finding(
            "MSR023", metric.where("sample", "size"), f"样本 {size} 个，第 {rank} 百分位就是最大值",
            f"至少 {sampling.percentile_floor(rank)} 个；要有 95% 把握，{sampling.zero_failures(rank / 100)} 个",
        )


def percentile_sample_thin(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """样本偏小，百分位没有 95% 的把握（MC-22）。

    为什么:
        要有 95% 的把握说“90% 的顾客在时限之内”，至少要看 29 位；第 95 百分位 59 位，第 99 百分位 299 位。
    不通过:
        metrics.handle.sample: {size: 20}
    通过:
        metrics.handle.sample: {size: 29}
    怎么改:
        加大样本到提示里的数，或改用低一些的百分位。
    """
    rank, size = _percentile_sample(metric)
    if rank and size and sampling.percentile_floor(rank) <= size < sampling.zero_failures(rank / 100):
        needed = sampling.zero_failures(rank / 100)
        yield Finding(
            "MSR024", metric.where("sample", "size"), f"样本 {size} 个，第 {rank} 百分位没有 95% 的把握", f"加到 {needed} 个"
        )


def _percentile_sample(metric: Metric) -> tuple[int | None, int | None]:
    if metric.sampling == "census" or metric.sample is None:
        return None, None
    return percentile(metric.aggregation), metric.sample.size


def perfect_pilot(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """试行里一次失误都没有，但次数撑不起目标值（MC-23）。

    为什么:
        30 次全部合格，只能有 95% 的把握说合格率不低于 90%；要说 99%，得 299 次全部合格。
    不通过:
        pilot.sample: 60
        pilot.result.right.value: 0
    通过:
        pilot.sample: 600
        pilot.result.right.value: 0
    怎么改:
        加大试行的样本到提示里的数，或放宽目标值（有承诺的，放宽承诺值）。
    """
    size = standard.pilot.sample if standard.pilot else None
    if not size:
        return
    for metric in standard.metrics:
        share = measured.share_of(metric)
        if share is None or metric.type != "rate" or metric.direction not in ("lower", "higher"):
            continue
        claimed = share if metric.direction == "higher" else 1 - share
        for index, value in measured.results(metric, standard):
            seen = measured.quantity(value, metric)
            if seen is None or not measured.extreme(metric, seen) or not Fraction(1, 2) <= claimed < 1:
                continue
            needed = sampling.zero_failures(float(claimed))
            if size < needed:
                yield Finding(
                    "MSR025", standard.where("pilot", "result", index, "value"),
                    f"“{metric.name}”试行 {size} 次无一失误，只能有 95% 的把握说不低于 {0.05 ** (1 / size) * 100:.1f}%，"
                    f"目标值是 {float(claimed) * 100:g}%",
                    f"试行样本加到 {needed}，或放宽目标值",
                )


def step_too_coarse(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """样本的一格比目标值还粗（MC-25）。

    为什么:
        20 个样本里错一个就差 5 个百分点，98.5% 这样的目标值永远碰不到。
    不通过:
        metrics.right.sample: {size: 60}
    通过:
        metrics.right.sample: {size: 100}
    怎么改:
        把样本加到提示里的数，或把目标值写粗一些。
    """
    share = measured.share_of(metric)
    if metric.sampling == "census" or metric.sample is None or not metric.sample.size or share is None or not 0 < share < 1:
        return
    if metric.type not in ("rate", "duration"):
        return
    size, needed = metric.sample.size, sampling.step_sample(share)
    if size < needed:
        own = measured.unit_of(metric)
        factor = own.factor if own else Fraction(1, 100)
        yield Finding(
            "MSR026", metric.where("sample", "size"),
            f"样本 {size} 个，差一个就是 {float(1 / factor / size):.2g}{own.symbol if own else '%'}，目标值 {metric.target} 分辨不出",
            f"把 size 加到 {needed}，或把目标值写粗一些",
        )


def survey_of_few(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """问卷少于 30 份，分数不能比较（MC-24）。

    为什么:
        30 份以下的平均分或满意率，两期之间的升降多半是偶然。
    不通过:
        metrics.score.sample: {size: 20}
    通过:
        metrics.score.sample: {size: 120}
    怎么改:
        加到 30 份以上，或把 window 放长；样本量、回收率和量表应与分数一起公布。
    """
    if metric.method != "survey" or metric.sampling == "census" or metric.sample is None:
        return
    size = metric.sample.size
    if size and size < 30 and metric.sample.confidence is None:
        yield Finding(
            "MSR027", metric.where("sample", "size"), f"每个统计周期只有 {size} 份问卷，分数的升降多半是偶然",
            "把 size 加到 30 以上，或把 window 放长",
        )


RULES = (
    Rule("MSR020", "measured-too-seldom", Severity.ERROR, measured_too_seldom, Metric),
    Rule("MSR021", "sample-too-small", Severity.ERROR, sample_too_small, Metric, requires=("MSR022",)),
    Rule("MSR022", "sample-impossible", Severity.ERROR, sample_impossible, Metric),
    Rule("MSR023", "percentile-is-maximum", Severity.ERROR, percentile_is_maximum, Metric),
    Rule("MSR024", "percentile-sample-thin", Severity.WARNING, percentile_sample_thin, Metric),
    Rule("MSR025", "perfect-pilot-proves-little", Severity.WARNING, perfect_pilot, Standard),
    Rule("MSR026", "step-too-coarse", Severity.WARNING, step_too_coarse, Metric),
    Rule("MSR027", "survey-of-few", Severity.WARNING, survey_of_few, Metric),
)
