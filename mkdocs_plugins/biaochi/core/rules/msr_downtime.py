"""MSR: availability and downtime, where both are stated, are one figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from biaochi.core import measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.location import Location
from biaochi.core.model import Metric, Standard
from biaochi.core.plain_text import plain
from biaochi.core.quantity import find_quantities
from biaochi.core.regex import regex
from biaochi.core.rules.msr_claims import texts_about
from biaochi.core.rules.scene import Scene

_AVAILABLE = regex(r"可用[率性度]|在线率|开机率|完好率|\b(?:availability|uptime)\b", re.I)
_DOWN_TIME = regex(r"(?:停机|宕机|中断|不可用|停用|downtime|outage)", re.I)
_TOTAL = regex(r"累计|总|合计|每月|全月|每年|每季|每\s*\d+\s*[天日]|total|per month|a month|monthly", re.I)
_HOURS = regex(r"营业时间|服务时间|工作时间|开放时间|开放时段|营业时段|服务时段|service hours|opening hours", re.I)


def downtime_against_availability(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """可用率与停机时间换算不上（MC-30）。

    为什么:
        99.9% 的可用率在 30 天里只容许停机 43.2 分钟；两处的数对不上，系统部门会照宽的那个做。
    不通过:
        metrics.right.name: 叫号系统可用率
        metrics.right.definition: 可用时间占全部时间的比例，即每月累计停机不超过 120 分钟
        metrics.right.direction: higher
        metrics.right.target: 99.9
        metrics.right.limit: 99.5
        metrics.right.sampling: census
        pilot.result.right.value: 99.95
    通过:
        metrics.right.name: 叫号系统可用率
        metrics.right.definition: 可用时间占全部时间的比例，即每月累计停机不超过 43.2 分钟
        metrics.right.direction: higher
        metrics.right.target: 99.9
        metrics.right.limit: 99.5
        metrics.right.sampling: census
        pilot.result.right.value: 99.95
    怎么改:
        照提示里的数改停机时间，或改可用率；只算营业时间的，在定义里写明。
    """
    share = measured.share_of(metric)
    if share is None or metric.direction != "higher" or not _AVAILABLE.search(plain(metric.name)) or metric.window is None:
        return
    if any(_HOURS.search(plain(text)) for text in (metric.name, metric.definition, metric.valid or "")):
        return
    shares = [share, *([Fraction(metric.limit) * share / Fraction(metric.target)] if measured.is_number(metric.limit) and measured.is_number(metric.target) and metric.target else [])]
    month = metric.window.quantity.unit.dimension == "month-time"
    lengths = [metric.window.days * 86_400, *([metric.window.quantity.base() * day * 86_400 for day in (28, 30, 31)] if month else [])]
    allowed = [(1 - each) * length for each in shares for length in lengths]
    for stated, at, what in _downtimes(metric, scene):
        if not any(abs(stated - each) <= each / 50 + 30 for each in allowed):
            minutes = float((1 - share) * (metric.window.quantity.base() * 30 * 86_400 if month else lengths[0])) / 60
            yield Finding(
                "MSR043", at, f"可用率 {metric.target}% 容许停机 {minutes:.4g} 分钟（{metric.window.text}），{what}写的是 {float(stated) / 60:.4g} 分钟",
                f"改为 {minutes:.4g} 分钟，或改可用率",
            )


def _downtimes(metric: Metric, scene: Scene) -> Iterator[tuple[Fraction, Location, str]]:
    """Total downtimes in seconds that a text about the metric or a sister metric states."""
    for text, at in texts_about(metric, scene):
        if _DOWN_TIME.search(text) and _TOTAL.search(text):
            for mention in find_quantities(text):
                if mention.quantity and mention.quantity.unit.dimension == "time" and mention.bound and mention.bound.op in ("<=", "<"):
                    yield mention.quantity.base(), at(), "文字里"
    for other in scene.entry.metrics if isinstance(scene.entry, Standard) else ():
        if other.type != "duration" or not _DOWN_TIME.search(plain(other.name)) or not _TOTAL.search(plain(other.name + other.definition)):
            continue
        if other.window and metric.window and other.window.days == metric.window.days and measured.is_number(other.target):
            value = measured.quantity(other.target, other)
            if value and value.unit.dimension == "time":
                yield value.base(), other.where("target"), f"“{other.name}”"


RULES = (Rule("MSR043", "downtime-against-availability", Severity.WARNING, downtime_against_availability, Metric),)
