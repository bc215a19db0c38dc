"""PRM: the figure that customers are told is no stricter than what is aimed at, and the same wherever it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from biaochi.core import agreement, measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Metric, Promise
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Quantity, compare, find_quantities
from biaochi.core.regex import regex
from biaochi.core.rules.msr import at_odds
from biaochi.core.rules.scene import Scene
from biaochi.core.values import Amount


def promised(promise: Promise, scene: Scene) -> tuple[Metric, Quantity, Quantity] | None:
    """The metric of a promise, what is promised and what the metric aims at, in comparable form.

    With ``share-within`` a time is held against the bound, a share against the target. ``None`` where something is
    missing, the metric has no single direction or is at odds with itself.
    """
    metric = measured.metric_of(promise.metric, scene.entry, scene.catalogue)
    if metric is None or promise.target is None or metric.direction not in ("lower", "higher") or at_odds(metric, scene):
        return None
    mine = measured.quantity(promise.target, metric)
    if mine is None:
        return None
    if metric.aggregation == "share-within" and mine.unit.dimension in measured.TIMES and metric.within is not None:
        bound = measured.quantity(metric.within, metric)
        own = measured.unit_of(metric)
        if own is not None and own.dimension in measured.TIMES and measured.is_number(promise.target):
            return None
        return (metric, mine, bound) if bound is not None else None
    if metric.aggregation == "share-within" and mine.unit.dimension == "ratio" and measured.share_of(metric) is None:
        return None
    aim = measured.quantity(metric.target, metric) if measured.is_number(metric.target) else None
    return (metric, mine, aim) if aim is not None else None


def _direction(metric: Metric, aim: Quantity) -> str | None:
    """A bound of time is better lower, even where the share within it is better higher."""
    if metric.aggregation == "share-within":
        return "lower" if aim.unit.dimension in measured.TIMES else "higher"
    return metric.direction


def promise_stricter(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺比内部目标还严（MC-06）。

    为什么:
        内部都没打算做到的，不能对顾客承诺；承诺应比目标宽一些，留出余量。
    不通过:
        promises.wait-10.target: 4 分钟
        promises.wait-10.text: 取号后 4 分钟内叫到您的号码。
        pilot.result.wait.value: 3.5
    通过:
        promises.wait-10.target: 8 分钟
        promises.wait-10.text: 取号后 8 分钟内叫到您的号码。
    怎么改:
        放宽承诺值，或先收紧指标的目标值并拿出证据。
    """
    found = promised(promise, scene)
    if found is None:
        return
    metric, mine, aim = found
    if measured.worse(_direction(metric, aim), aim, mine):
        yield Finding(
            "PRM001", promise.where("target"), f"承诺 {measured.said(mine)} 比内部目标 {measured.said(aim)}（指标 {metric.id}）还严",
            f"承诺值放宽到 {measured.said(aim)} 以外，例如红线 {metric.limit}" if metric.limit is not None else "放宽承诺值",
        )


def promise_without_margin(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺等于内部目标，没有余量（MC-08）。

    为什么:
        目标差一点没做到，就对顾客失了信；承诺应在目标与红线之间。
    不通过:
        promises.wait-10.target: 5 分钟
        promises.wait-10.text: 取号后 5 分钟内叫到您的号码。
    通过:
        promises.wait-10.target: 8 分钟
        promises.wait-10.text: 取号后 8 分钟内叫到您的号码。
    怎么改:
        把承诺值放宽到目标与红线之间；零容忍的（100%、0 次）可以相等。
    """
    found = promised(promise, scene)
    if found is None:
        return
    metric, mine, aim = found
    if measured.order(mine, aim) == 0 and not measured.extreme(metric, aim):
        limit = f"，例如红线 {metric.limit}" if metric.limit is not None else ""
        yield Finding("PRM002", promise.where("target"), f"承诺值与内部目标都是 {measured.said(aim)}", f"承诺值放宽一些{limit}")


def promise_of_another_kind(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺值的单位与指标不能换算。

    为什么:
        承诺写元、指标量分钟，承诺有没有兑现就没有数可看。
    不通过:
        promises.wait-10.target: 10 元
        promises.wait-10.text: 取号后叫到您的号码。
    通过:
        promises.wait-10.target: 600 秒
    怎么改:
        改成指标的单位，或引用另一个指标。
    """
    found = promised(promise, scene)
    if found is None:
        return
    metric, mine, aim = found
    if measured.order(mine, aim) is None and not measured.mixed_time(mine, aim) and not {mine.unit.dimension, aim.unit.dimension} <= measured.TIMES:
        yield Finding(
            "PRM003", promise.where("target"), f"承诺值 {promise.target} 与指标 {metric.id} 的单位“{aim.unit.symbol}”不能换算", f"改成{aim.unit.symbol}"
        )


def _other_clock(promise: Promise, metric: Metric) -> str:
    """The limit in a promise's text that counts days by the calendar, where the metric counts working days; only where
    the text gives no working time at all."""
    times = [m for m in find_quantities(promise.text) if m.quantity is not None and m.quantity.unit.dimension in measured.TIMES]
    if any(m.quantity and m.quantity.unit.dimension == "work-time" for m in times):
        return ""
    aims = (promise.target, metric.target, metric.limit)
    values = {Fraction(v) for v in aims if measured.is_number(v)} | {v.quantity.value for v in aims if isinstance(v, Amount)}
    said = (m for m in times if m.bound and m.quantity and measured.on_other_clock(m.quantity, metric) and m.quantity.value in values)
    return next((m.text for m in said), "")


def working_against_calendar(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺与指标一个按工作时间、一个按自然时间（MC-17）。

    为什么:
        5 个工作日遇上长假可能是 14 天；没有指明日历，两者不能比较，承诺严不严也无从判断。
    不通过:
        promises.wait-10.target: 1 工作日
        promises.wait-10.text: 取号后 1 个工作日内叫到您的号码。
    通过:
        promises.wait-10.target: 10 分钟
    怎么改:
        承诺与指标用同一种口径；对外写工作日的，指标也用 工作日 与 working-days。
    """
    found = promised(promise, scene)
    if found is None:
        return
    metric, mine, aim = found
    told = promise.target.quantity if isinstance(promise.target, Amount) else None
    if told is not None and measured.on_other_clock(told, metric):
        yield Finding(
            "PRM004", promise.where("target"), f"承诺 {promise.target} 按自然时间，指标 {metric.id} 的 {measured.said(aim)} 按工作时间，不能比较",
            f"改用“{metric.unit.symbol if metric.unit else aim.unit.symbol}”，或让指标与承诺用同一种口径",
        )
    elif written := _other_clock(promise, metric):
        yield Finding(
            "PRM004", promise.where("text"), f"承诺文字写“{written}”，按自然时间；指标 {metric.id} 的单位是“{metric.unit.symbol if metric.unit else ''}”",
            "文字与指标用同一种口径",
        )
    elif measured.mixed_time(mine, aim):
        yield Finding(
            "PRM004", promise.where("target"), f"承诺 {promise.target} 与指标 {metric.id} 的 {measured.said(aim)} 一个按工作时间、一个按自然时间，不能比较",
            f"改用“{aim.unit.symbol}”，或让指标与承诺用同一种口径",
        )
        return
    for mention in find_quantities(promise.text):
        if mention.bound is None or mention.quantity is None or mention.role != "quantity":
            continue
        said = measured.on_clock(mention.quantity, metric)
        if measured.mixed_time(said, mine) and said.value == mine.value:
            yield Finding(
                "PRM004", promise.where("text"), f"承诺文字写“{mention.text}”，承诺值是 {promise.target}，一个按工作时间、一个按自然时间", "两处用同一种口径"
            )
            return


def text_differs(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺文字里的数与承诺值不同（MC-05）。

    为什么:
        顾客看到的是文字，系统核对的是承诺值；两个数不同，兑现率就是假的。
    不通过:
        promises.wait-10.text: 取号后 8 分钟内叫到您的号码。
    通过:
        promises.wait-10.text: 取号后 600 秒内叫到您的号码。
    怎么改:
        改成同一个数；说“95% 的顾客”的，指标的统计方式也应是第 95 百分位。
    """
    metric = measured.metric_of(promise.metric, scene.entry, scene.catalogue)
    if metric is None or promise.target is None:
        return
    mine = measured.quantity(promise.target, metric)
    if mine is None:
        return
    wanted = [mine]
    for value in (promise.limit, metric.within):
        if value is not None and (found := measured.quantity(value, metric)):
            wanted.append(found)
    if metric.aggregation == "share-within" and measured.is_number(metric.target) and (aim := measured.quantity(metric.target, metric)):
        wanted.append(aim)
    at = promise.where("text")
    if rough := _only_roughly(promise.text, mine):
        yield Finding("PRM005", at, f"承诺文字写“{rough}”，是约数", f"写准：{measured.said(mine)}")
        return
    if mine.unit.dimension == "ratio" and (stated := _share_differs(promise.text, mine)):
        yield Finding("PRM005", at, f"承诺文字写“{stated}”，承诺值是 {measured.said(mine)}", "改成同一个数")
        return
    if _plainly(promise.text, wanted):
        pass
    elif differing := agreement.disagreement(promise.text, metric, wanted):
        mention, ends = differing
        if mine.unit.dimension != "ratio" and not measured.mixed_time(ends[0], mine):
            yield Finding("PRM005", at, f"承诺文字写“{mention.text}”，承诺值是 {measured.said(mine)}", "改成同一个数")
            return
    rank = agreement.demanded_share(metric)
    stated_shares = list(agreement.shares(promise.text))
    if rank is not None and stated_shares and all(share != rank for _, _, share in stated_shares):
        start, end, share = stated_shares[0]
        yield Finding(
            "PRM005", at, f"承诺文字写“{promise.text[start:end]}”，指标 {metric.id} 量的是第 {float(rank * 100):g} 百分位",
            f"写成“{float(rank * 100):g}%”，或把指标的统计方式改成 p{float(share * 100):g}",
        )
    elif rank is not None and not stated_shares and (everyone := _to_everyone(promise.text)):
        yield Finding(
            "PRM005", at, f"承诺文字写“{everyone}”，指标 {metric.id} 量的是第 {float(rank * 100):g} 百分位",
            f"写成“{float(rank * 100):g}% 的…”，或把指标的统计方式改成 max",
        )


_EVERYONE = regex(r"所有|全体|人人|每一?[位名](?!\s*\d)|\b(?:every|each|all)\b", re.I)


def _to_everyone(text: str) -> str:
    """The word that promises a figure to one and all: it stands in the figure's sentence, before it."""
    text = plain(text)
    for mention in find_quantities(text):
        begin = max(mention.start - 200, *(text.rfind(sign, 0, mention.start) + 1 for sign in "。;"), 0)
        if mention.bound is not None and (found := _EVERYONE.search(text, begin, mention.start)):
            return found.group()
    return ""


def _only_roughly(text: str, mine: Quantity) -> str:
    """The figure of a promise that is told about so much, and nowhere exactly."""
    alike = [m for m in find_quantities(text) if m.quantity is not None and compare(m.quantity, mine) is not None]
    return alike[0].text if alike and all(m.approximate for m in alike) else ""


def _plainly(text: str, wanted: list[Quantity]) -> bool:
    return any(m.quantity and compare(m.quantity, value) == 0 for m in find_quantities(text) if m.role == "quantity" for value in wanted)


def _share_differs(text: str, mine: Quantity) -> str:
    """The shares a text gives for a promised rate, when none of them is it."""
    said = [(share, text[start:end]) for start, end, share in agreement.shares(text)]
    said += [
        (m.quantity.base(), m.text) for m in find_quantities(text)
        if m.role == "quantity" and m.quantity and m.quantity.unit.dimension == "ratio" and (m.bound is None or m.bound.op in (">=", ">", "<=", "<"))
    ]  # fmt: skip
    if not said or any(share == mine.base() for share, _ in said):
        return ""
    return said[0][1]


def limit_inside(promise: Promise, scene: Scene) -> Iterator[Finding]:
    """承诺的底线比承诺值还严，或不能与它比较。

    为什么:
        底线是触发补救的值，应不严于承诺值；反了，没有失信也要赔。
    不通过:
        promises.wait-10.limit: 6 分钟
    通过:
        promises.wait-10.limit: 15 分钟
    怎么改:
        对调 target 与 limit，或改成同一种单位。
    """
    found = promised(promise, scene)
    if found is None or promise.limit is None:
        return
    metric, mine, aim = found
    limit = measured.quantity(promise.limit, metric)
    if limit is None:
        return
    if measured.order(limit, mine) is None:
        yield Finding("PRM006", promise.where("limit"), f"底线 {promise.limit} 与承诺值 {promise.target} 不能换算", f"改成{mine.unit.symbol}")
    elif measured.worse(_direction(metric, aim), mine, limit):
        yield Finding("PRM006", promise.where("limit"), f"底线 {measured.said(limit)} 比承诺值 {measured.said(mine)} 还严", "对调 target 与 limit")



RULES = (
    Rule("PRM001", "promise-stricter-than-target", Severity.ERROR, promise_stricter, Promise),
    Rule("PRM002", "promise-without-margin", Severity.WARNING, promise_without_margin, Promise),
    Rule("PRM003", "promise-of-another-kind", Severity.ERROR, promise_of_another_kind, Promise),
    Rule("PRM004", "working-against-calendar", Severity.WARNING, working_against_calendar, Promise),
    Rule("PRM005", "promise-text-differs", Severity.ERROR, text_differs, Promise, requires=("PRM003",)),
    Rule("PRM006", "promise-limit-inside", Severity.ERROR, limit_inside, Promise),
)
