"""PRC: the times of a ladder keep what the standards beside it promise (MC-06)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from biaochi.core import measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Process, Promise, Standard
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Quantity, render
from biaochi.core.regex import regex
from biaochi.core.rules import elapsed
from biaochi.core.rules.backing import around
from biaochi.core.rules.scene import Scene

_REPLY = regex("答复|答覆|回复|回覆|回应|回應|响应|響應|回电|回電|repl(?:y|ies)|respon(?:d|se)|answer", re.I)
_END = regex("办结|辦結|处理结果|處理結果|处理完|處理完|解决|解決|结案|結案|resol(?:ve|ution)|clos(?:e|ing)|settle", re.I)


def ladder_slower_than_promised(process: Process, scene: Scene) -> Iterator[Finding]:
    """分级响应的时限比有关系的标准对外承诺的还长（MC-06）。

    为什么:
        承诺 30 分钟内答复，初级响应却可以用 1 小时：照着时限做，已经失信。
    不通过:
        metrics.wait.aggregation: max
        promises.wait-10.text: 投诉后 10 分钟内给您首次答复。
    通过:
        metrics.wait.aggregation: max
        promises.wait-10.text: 投诉后 10 分钟内给您首次答复。
        DEMO-LADDER.tiers.0.respond: 10 分钟
    怎么改:
        缩短最低一级的 respond（答复）或各级的 resolve（办结），或放宽承诺。
    """
    lowest = min((tier for tier in process.tiers if tier.level is not None), key=lambda tier: tier.level or 0, default=None)
    if lowest is None:
        return
    ends = [tier.resolve.quantity for tier in process.tiers if tier.resolve is not None]
    for standard, promise, told in _promised_times(process, scene):
        what = f"{standard.id} 承诺“{promise.id}”"
        if _REPLY.search(plain(promise.text)) and lowest.respond is not None and elapsed.order(lowest.respond.quantity, told) == 1:
            yield Finding(
                "PRC031", lowest.where("respond"), f"第 {lowest.level} 级的答复时限 {lowest.respond} 长于 {what}的 {measured.said(told)}",
                f"改为不长于 {measured.said(told)}，或放宽承诺",
            )
        elif _END.search(plain(promise.text)) and elapsed.over(ends, told) is True:
            yield Finding(
                "PRC031", lowest.where("resolve"), f"各级办结时限之和 {' + '.join(map(render, ends))}，长于 {what}的 {measured.said(told)}",
                "缩短某一级的 resolve，或放宽承诺",
            )


def _promised_times(process: Process, scene: Scene) -> Iterator[tuple[Standard, Promise, Quantity]]:
    """The times that related standards promise to everybody; of a promise to nine of ten a tenth may take longer."""
    for id_ in sorted(around(process.id, scene)):
        standard = scene.catalogue.entries[id_]
        if not isinstance(standard, Standard) or standard.retired:
            continue
        for promise in standard.promises:
            metric = measured.metric_of(promise.metric, standard, scene.catalogue)
            if metric is None or promise.target is None or metric.type != "duration" or metric.aggregation != "max":
                continue
            if (told := measured.quantity(promise.target, metric)) is not None:
                yield standard, promise, told


RULES = (Rule("PRC031", "ladder-slower-than-promised", Severity.WARNING, ladder_slower_than_promised, Process),)
