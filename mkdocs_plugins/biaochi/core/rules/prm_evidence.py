"""PRM: a promise rests on what was shown, lately and often enough (MC-07)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from fractions import Fraction

from biaochi.core import measured, sampling
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.links import owner_of
from biaochi.core.model import Metric, Promise, Standard
from biaochi.core.model.metric import Number
from biaochi.core.quantity import Quantity
from biaochi.core.reference import split_reference
from biaochi.core.rules.prm import promised
from biaochi.core.rules.scene import Scene
from biaochi.core.vocabulary import percentile


def _pilots(promise: Promise, metric: Metric, scene: Scene) -> Iterator[tuple[Standard, int, Number]]:
    """Where the metric was tried out: in the promise's own standard, the metric's, or an entry named as evidence."""
    ids = [scene.entry.id]
    if promise.metric and promise.metric.entry:
        ids.append(promise.metric.entry)
    for written in (promise.evidence, metric.evidence):
        split = split_reference(written) if written and "-" in written else None
        if split:
            ids.append(split[0])
    owner = promise.metric.entry or scene.entry.id if promise.metric else scene.entry.id
    for entry_id in dict.fromkeys(ids):
        standard = scene.catalogue.entries.get(entry_id)
        if not isinstance(standard, Standard) or standard.pilot is None:
            continue
        for index, result in enumerate(standard.pilot.result):
            reference = result.metric
            if reference is None or result.value is None or reference.metric != metric.id:
                continue
            if owner_of(reference, standard) in (owner, standard.id):
                yield standard, index, result.value


def promise_beyond_evidence(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """试行的结果达不到承诺值（MC-07）。

    为什么:
        试行都没有做到的，公开承诺只会失信。
    不通过:
        pilot.result.wait.value: 12
    通过:
        pilot.result.wait.value: 9
    怎么改:
        放宽承诺值到试行做得到的数，或改进之后重新试行。
    """
    found = promised(promise, scene)
    if found is None:
        return
    metric, mine, aim = found
    direction = metric.direction
    if metric.aggregation == "share-within" and mine.unit.dimension in measured.TIMES:
        if not measured.is_number(metric.target):
            return
        mine, direction = Quantity(Fraction(metric.target), aim.unit), "higher"
        pilots = [(s, i, Quantity(Fraction(v), aim.unit)) for s, i, v in _pilots(promise, metric, scene)]
    else:
        pilots = [(s, i, q) for s, i, v in _pilots(promise, metric, scene) if (q := measured.quantity(v, metric))]
    for standard, index, seen in pilots[-1:]:
        if measured.worse(direction, seen, mine):
            at = standard.where("pilot", "result", index, "value") if standard is scene.entry else promise.where("evidence")
            yield Finding(
                "PRM020", at, f"试行的“{metric.name}”是 {measured.said(seen)}，达不到承诺 {measured.said(mine)}",
                f"承诺值放宽到不严于 {measured.said(seen)}，或改进后重新试行",
            )


def evidence_too_old(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """支持承诺的试行早于生效前 12 个月（MC-07）。

    为什么:
        一年前的人手、客流和系统与今天不同，那时做得到不等于现在做得到。
    不通过:
        pilot.from: 2025-03-01
        pilot.to: 2025-04-30
    通过:
        pilot.from: 2025-07-01
        pilot.to: 2025-08-31
        promises.wait-10.evidence: 2025 年 7—8 月试行
    怎么改:
        重新试行，更新 pilot；或先不作承诺。
    """
    metric = measured.metric_of(promise.metric, scene.entry, scene.catalogue)
    if metric is None:
        return
    since = scene.entry.effective or scene.as_of
    for standard, _, _ in list(_pilots(promise, metric, scene))[-1:]:
        end = standard.pilot.to if standard.pilot else None
        if end is not None and _a_year_after(end) < since:
            at = standard.where("pilot", "to") if standard is scene.entry else promise.where("evidence")
            yield Finding("PRM021", at, f"试行止于 {end}，早于生效日 {since} 前 12 个月", "重新试行并更新 pilot")


def _a_year_after(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def evidence_of_few(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """试行的样本撑不起承诺（MC-07、MC-22）。

    为什么:
        试行只看了 20 个顾客，说不了“90% 的顾客”；第 90 百分位要 29 个，第 95 要 59 个，第 99 要 299 个。
    不通过:
        pilot.sample: 20
    通过:
        pilot.sample: 60
    怎么改:
        加大试行的样本到提示里的数，或改用低一些的百分位。
    """
    found = promised(promise, scene)
    if found is None:
        return
    metric, mine, _ = found
    rank = percentile(metric.aggregation)
    share = mine.base() if mine.unit.dimension == "ratio" and metric.type == "rate" else None
    needed = sampling.zero_failures(rank / 100) if rank else sampling.step_sample(share) if share and 0 < share < 1 else 0
    for standard, _, _ in list(_pilots(promise, metric, scene))[-1:]:
        size = standard.pilot.sample if standard.pilot else None
        if size and size < needed:
            at = standard.where("pilot", "sample") if standard is scene.entry else promise.where("evidence")
            what = f"第 {rank} 百分位" if rank else f"{measured.said(mine)} 这样的占比"
            yield Finding("PRM022", at, f"试行只有 {size} 个样本，撑不起{what}的承诺", f"试行样本加到 {needed}")


def promise_not_measured(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺没有试行结果支持（MC-07）。

    为什么:
        能不能做到要看数，不看决心；支持承诺的实测值写在 pilot.result 里。
    不通过:
        pilot.result: [{metric: right, value: 0.8}]
    通过:
        pilot.result: [{metric: wait, value: 4.5}]
    怎么改:
        在 pilot.result 里补上该指标的实测值，或把 evidence 写成有试行结果的条目编号。
    """
    metric = measured.metric_of(promise.metric, scene.entry, scene.catalogue)
    if metric is None or not isinstance(scene.entry, Standard) or not scene.entry.reached("pilot"):
        return
    pilot = scene.entry.pilot
    if pilot is None or not pilot.result or any(result.metric is None for result in pilot.result):
        return  # that the whole result is missing is said once, where it is missing
    if any(True for _ in _pilots(promise, metric, scene)):
        return
    for written in (promise.evidence, metric.evidence):
        split = split_reference(written) if written and "-" in written else None
        if split and split[0] in scene.catalogue.entries:
            return
    yield Finding(
        "PRM023", scene.entry.where("pilot", "result"), f"承诺“{promise.id}”的指标“{metric.id}”没有试行结果",
        f"在 result 里补一条“{{metric: {metric.id}, value: …}}”",
    )


def limit_not_shown(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """现行标准的试行结果越过了红线。

    为什么:
        红线是该采取行动的界；试行就没守住的数，现行之后每个月都要整改。有承诺的指标由 PRM020 看。
    不通过:
        pilot.result.right.value: 4
    通过:
        pilot.result.right.value: 0.8
    怎么改:
        放宽红线，或改进后重新试行。
    """
    standard = scene.entry
    if not isinstance(standard, Standard) or not standard.in_force or metric.limit is None:
        return
    if any(p.metric and p.metric.metric == metric.id and p.metric.entry in (None, standard.id) for p in standard.promises):
        return
    for index, value in measured.results(metric, standard):
        seen = measured.quantity(value, metric)
        if seen is not None and _past(metric, seen):
            shown = "–".join(map(str, metric.limit)) if isinstance(metric.limit, tuple) else metric.limit
            yield Finding(
                "PRM024", standard.where("pilot", "result", index, "value"), f"试行的“{metric.name}”是 {measured.said(seen)}，越过红线 {shown}",
                "放宽红线，或改进后重新试行",
            )


def _past(metric: Metric, seen: Quantity) -> bool:
    if isinstance(metric.limit, tuple):
        low, high = (measured.quantity(each, metric) for each in metric.limit)
        return bool(low and high and (measured.order(seen, low) == -1 or measured.order(seen, high) == 1))
    limit = measured.quantity(metric.limit, metric) if metric.limit is not None else None
    return limit is not None and measured.worse(metric.direction, seen, limit) is True


RULES = (
    Rule("PRM020", "promise-beyond-evidence", Severity.ERROR, promise_beyond_evidence, Promise, before_force=Severity.WARNING),
    Rule("PRM021", "evidence-too-old", Severity.ERROR, evidence_too_old, Promise, before_force=Severity.WARNING),
    Rule("PRM022", "evidence-of-few", Severity.ERROR, evidence_of_few, Promise, before_force=Severity.WARNING),
    Rule("PRM023", "promise-not-measured", Severity.ERROR, promise_not_measured, Promise, before_force=Severity.WARNING),
    Rule("PRM024", "limit-not-shown", Severity.WARNING, limit_not_shown, Metric, requires=("MSR001", "MSR003", "MSR004")),
)
