"""PRM: what the evidence of a promise tells in words is the pilot that was run (MC-07)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from biaochi.core import measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.location import Location
from biaochi.core.model import Metric, Standard
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Mention, Quantity, find_quantities
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene
from biaochi.core.vocabulary import percentile

_OF_PILOT = regex(r"试行|试点|试运行|\b(?:pilot|trial)", re.I)
_STATISTIC = {
    "mean": regex("平均|均值|mean|average", re.I),
    "median": regex("中位|median", re.I),
    "max": regex("最[长晚慢高大多]|longest|slowest|max", re.I),
    "min": regex("最[短晚低少小]|shortest|lowest|min", re.I),
}
"""How people name the figure that a metric computes from its cases; a percentile is named by its number."""
_PIECE = regex("[,。;:]")


def _told(standard: Standard) -> Iterator[tuple[Metric, str, Location]]:
    """What is told in words of the standard's own pilot: of which metric, the text, and where it stands."""
    own = {metric.id: metric for metric in standard.metrics}
    told = [(metric, metric.evidence, metric.where("evidence")) for metric in standard.metrics]
    for promise in standard.promises:
        if (reference := promise.metric) and reference.entry in (None, standard.id) and reference.metric in own:
            told.append((own[reference.metric], promise.evidence, promise.where("evidence")))
    for metric, text, at in told:
        if text and _OF_PILOT.search(text):
            yield metric, plain(text), at


def evidence_differs(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """证据文字里的试行结果与 pilot.result 不同（MC-07）。

    为什么:
        承诺凭试行的数站住；文字说 4.6 分钟、记录是 5.6 分钟，看的人不知道该信哪一个，承诺也就没有了凭据。
    不通过:
        promises.wait-10.evidence: 2026 年 3 月试行，P90 为 3.5 分钟
    通过:
        promises.wait-10.evidence: 2026 年 3 月试行，P90 为 4.5 分钟
    怎么改:
        把两处改成同一个实测值。
    """
    for metric, text, at in _told(standard):
        recorded = next((found for _, value in measured.results(metric, standard) if (found := measured.quantity(value, metric))), None)
        figures = [mention for mention in find_quantities(text) if mention.quantity is not None]
        differing = [m for m in figures if _is_result(m, metric, text) and recorded and _order(m, recorded, metric)]
        if recorded and differing and not any(_order(mention, recorded, metric) == 0 for mention in figures):
            yield Finding(
                "PRM025", at, f"证据写“{differing[0].text}”，试行记录里的“{metric.name}”是 {measured.said(recorded)}",
                f"改为 {measured.said(recorded)}，或更正 pilot.result",
            )


def _order(mention: Mention, recorded: Quantity, metric: Metric) -> int | None:
    return measured.order(measured.on_clock(mention.quantity, metric), recorded) if mention.quantity else None


def _is_result(mention: Mention, metric: Metric, text: str) -> bool:
    """Whether a figure is told as what the metric computes: of its percentile, named as its mean or its extreme, or the
    only kind of figure that a rate can have."""
    if mention.role != "quantity" or mention.approximate or mention.per or mention.every:
        return False
    if metric.aggregation is None:
        return mention.quantity is not None and mention.quantity.unit.dimension == "ratio" and mention.bound is None
    if rank := percentile(metric.aggregation):
        return mention.percentile == rank
    named = _STATISTIC.get(metric.aggregation)
    return named is not None and named.search(_PIECE.split(text[: mention.end])[-1]) is not None


_MONTHS = regex(r"(?P<year>\d{4})\s*年\s*(?P<first>\d{1,2})\s*(?:月\s*)?(?:(?:[—–~-]+|[至到])\s*(?P<last>\d{1,2})\s*)?月")


def evidence_of_another_time(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """证据文字里的试行月份不在 pilot 的起止之内。

    为什么:
        说的是三月的试行，记录的却是六月的，要么改了一处忘了另一处，要么拿别的试行作了凭据。
    不通过:
        promises.wait-10.evidence: 2026 年 7—8 月试行
    通过:
        promises.wait-10.evidence: 2026 年 3 月试行
    怎么改:
        把月份改成 pilot.from 到 pilot.to 之间的，或更正 pilot。
    """
    pilot = standard.pilot
    if pilot is None or pilot.from_ is None or pilot.to is None:
        return
    began, ended = _month(pilot.from_), _month(pilot.to)
    for _, text, at in _told(standard):
        for match in (found for piece in _PIECE.split(text) if _OF_PILOT.search(piece) for found in _MONTHS.finditer(piece)):
            year, first = int(match["year"]), int(match["first"])
            if not (began <= (year, first) and (year, int(match["last"] or first)) <= ended):
                yield Finding(
                    "PRM026", at, f"证据写“{match.group()}”，试行是 {pilot.from_} 至 {pilot.to}", "改成试行的月份，或更正 pilot.from、pilot.to"
                )
                break


def _month(day: dt.date) -> tuple[int, int]:
    return day.year, day.month


RULES = (
    Rule("PRM025", "evidence-differs", Severity.ERROR, evidence_differs, Standard, before_force=Severity.WARNING),
    Rule("PRM026", "evidence-of-another-time", Severity.WARNING, evidence_of_another_time, Standard, requires=("PRM021", "LIF005")),
)
