"""MSR: the figures of one metric agree with each other, with its type and with its name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial

from biaochi.core import measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.location import Location
from biaochi.core.model import Metric, Standard
from biaochi.core.model.metric import Number
from biaochi.core.plain_text import plain
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene
from biaochi.core.vocabulary import METRIC_TYPE, aggregation_label, percentile


def target_beyond_limit(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """目标值在红线的错误一侧（MC-01）。

    为什么:
        目标值是想做到的，红线是越过就要行动的；越低越好的指标，目标值应不大于红线，越高越好的相反。
    不通过:
        metrics.right.target: 3
        metrics.right.limit: 2
    通过:
        metrics.right.target: 1
        metrics.right.limit: 2
    怎么改:
        对调两个数，或改正 direction。
    """
    target, limit = metric.target, metric.limit
    if target is None or limit is None or metric.direction is None:
        return
    if metric.direction == "within":
        yield from _ranges(metric)
    elif isinstance(target, tuple) or isinstance(limit, tuple):
        key = "target" if isinstance(target, tuple) else "limit"
        yield Finding("MSR001", metric.where(key), f"“{key}”是范围，而方向不是 within", "写成一个数，或把 direction 改成 within")
    elif (target > limit) if metric.direction == "lower" else (target < limit):
        side = "大于" if metric.direction == "lower" else "小于"
        word = "越低越好" if metric.direction == "lower" else "越高越好"
        yield Finding(
            "MSR001", metric.where("target"), f"{word}的指标，目标值 {target} {side}红线 {limit}", "对调目标值与红线，或改正 direction"
        )


def at_odds(metric: Metric, scene: Scene) -> bool:
    """Whether a metric contradicts itself in its bounds or its unit. Which of its figures is wrong nobody knows, so nothing is
    held against them: an edit that is told elsewhere might make it worse."""
    return any(target_beyond_limit(metric, scene)) or any(unit_against_type(metric, scene))


def _ranges(metric: Metric) -> Iterator[Finding]:
    """``within``: each range runs from low to high, and the target's lies inside the limit's."""
    bounds = {}
    for key in ("target", "limit"):
        value = getattr(metric, key)
        if not isinstance(value, tuple):
            yield Finding("MSR001", metric.where(key), f"方向是 within，“{key}”却只有一个数 {value}", f"写成“{key}: [下限, 上限]”，或改正 direction")
            return
        low, high = value
        bounds[key] = (low, high)
        if low > high:
            yield Finding("MSR001", metric.where(key), f"“{key}”的下限 {low} 大于上限 {high}", f"写成 [{high}, {low}]")
            return
    (low, high), (floor, ceiling) = bounds["target"], bounds["limit"]
    if low < floor or high > ceiling:
        yield Finding(
            "MSR001", metric.where("target"), f"目标范围 {low}–{high} 超出红线范围 {floor}–{ceiling}", "目标范围应落在红线范围之内"
        )


def target_equals_limit(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """目标值等于红线，两者之间没有余地（MC-02）。

    为什么:
        差一点没做到目标就已越过红线，没有“未达目标、尚可接受”的一段，也就没有提前量。
    不通过:
        metrics.right.target: 2
        metrics.right.limit: 2
    通过:
        metrics.right.target: 1
        metrics.right.limit: 2
    怎么改:
        把目标值定得比红线严一些；确属零容忍的（0 次、100%），可以相等。
    """
    if metric.target is None or metric.target != metric.limit or metric.type == "binary":
        return
    if measured.is_number(metric.target):
        value = measured.quantity(metric.target, metric)
        if value is not None and measured.extreme(metric, value):
            return
    shown = "–".join(map(str, metric.target)) if isinstance(metric.target, tuple) else metric.target
    yield Finding("MSR002", metric.where("target"), f"目标值与红线都是 {shown}", "把目标值定得比红线严一些")


_PEAK = regex(r"增长|增幅|增加|涨|同比|环比|提升|提高|下降|降幅|减少|倍|growth|increase|reduction|change", re.I)


def value_out_of_range(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """数值超出了可能的范围（MC-04）。

    为什么:
        比率不会超过 100%，评分不会超出量表，时长、次数与金额不会小于 0；写错一位数，达标与否就全错了。
    不通过:
        metrics.score.target: 9
    通过:
        metrics.score.target: 4.6
    怎么改:
        核对数值、单位与量表；增长率与降幅不受 100% 限制，名称里写明即可。
    """
    low, high, why = _range(metric)
    for key in ("target", "limit"):
        value = getattr(metric, key)
        for each in value if isinstance(value, tuple) else (value,):
            if each is None:
                continue
            if (low is not None and each < low) or (high is not None and each > high):
                yield Finding("MSR004", metric.where(key), f"“{key}” {each} 超出{why}", f"改到{why}之内，或核对单位与量表")
                break
    for seen, at, noun in _seen(metric, scene):
        if (low is not None and seen < low) or (high is not None and seen > high):
            yield Finding("MSR004", at(), f"{noun} {float(seen):g} 超出{why}", f"改到{why}之内，或核对单位与量表")
    if metric.aggregation == "share-within" and metric.within is not None:
        bound = measured.quantity(metric.within, metric)
        if bound is not None and bound.value <= 0:
            yield Finding("MSR004", metric.where("within"), f"“within” {metric.within} 不大于 0", "写成限时，例如 4 分钟")


def _seen(metric: Metric, scene: Scene) -> Iterator[tuple[Number, Callable[[], Location], str]]:
    """What was measured, in the metric's unit: the baseline, and the results of the pilot."""
    value = metric.baseline.value if metric.baseline else None
    if measured.is_number(value):
        yield value, partial(metric.where, "baseline", "value"), "基线"
    if isinstance(scene.entry, Standard):
        for index, result in measured.results(metric, scene.entry):
            yield result, partial(scene.entry.where, "pilot", "result", index, "value"), "实测值"


def _range(metric: Metric) -> tuple[Fraction | int | None, Fraction | int | None, str]:
    own = measured.unit_of(metric)
    if metric.type == "nps":
        return -100, 100, "净推荐值的范围 −100–100"
    if metric.type == "score" and own and own.dimension in ("score", "number") and metric.scale:
        if metric.aggregation != "share-within" and metric.scale.min is not None and metric.scale.max is not None:
            low, high = Fraction(metric.scale.min), Fraction(metric.scale.max)
            if low >= high:
                return None, None, ""
            return low, high, f"量表 {metric.scale.min}–{metric.scale.max}"
        return None, None, ""
    if own and own.dimension == "ratio" and metric.type in ("rate", "duration", "score", "binary"):
        if _PEAK.search(plain(metric.name)):
            return None, None, ""
        top = 1 / own.factor
        return 0, top, f"比率的范围 0–{top}{own.symbol}"
    if metric.type in ("rate", "duration", "count", "money") and not _PEAK.search(plain(metric.name)):
        return 0, None, "可能的范围（不小于 0）"
    return None, None, ""


_NEVER = {
    "duration": {"ratio-diff", "score", "money", "nps", "count", "rate", "length", "temperature", "sound", "light", "mass", "volume", "area"},
    "rate": {"time", "work-time", "month-time", "score", "money", "nps", "count", "ratio-diff", "length", "temperature", "sound",
             "light", "mass", "volume", "area", "multiple"},
    "count": {"time", "work-time", "month-time", "score", "money", "nps", "ratio", "ratio-diff", "temperature", "sound", "light"},
    "score": {"time", "work-time", "month-time", "money", "nps", "count", "ratio-diff", "temperature", "sound", "light", "length"},
    "nps": {"time", "work-time", "month-time", "money", "count", "ratio", "length", "temperature"},
    "ratio": {"time", "work-time", "month-time", "score", "nps"},
    "money": {"time", "work-time", "month-time", "ratio", "ratio-diff", "score", "nps", "count", "number", "length", "temperature", "rate"},
    "level": {"time", "work-time", "month-time", "score", "money", "nps", "count", "ratio-diff"},
}  # fmt: skip
"""What a unit of the type can never be. Units that may pass are many; these are the clear faults."""
_TIME_LIKE = {"学时", "人天", "班次", "晚"}
_EXAMPLE = {
    "duration": "分钟、小时或工作日", "rate": "%、‰ 或 ‱", "count": "次、件或人", "score": "分或星", "nps": "NPS 或分",
    "ratio": "倍、1:n 或 %", "money": "元", "level": "℃、dB(A)、lx 或米",
}  # fmt: skip


def unit_against_type(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """单位与指标的类型不合（MC-04）。

    为什么:
        时长要用时间单位，比率要用 %、‰ 或 ‱,金额要有币种；单位不合，数就没法与承诺、条款比较。
    不通过:
        metrics.right.unit: 分钟
    通过:
        metrics.right.unit: "%"
    怎么改:
        改正 unit 或 type。
    """
    if metric.unit is None or metric.type not in _NEVER:
        return
    if metric.type == "duration" and metric.unit.symbol in _TIME_LIKE:
        return
    readings = [each.dimension for each in metric.unit.readings()]
    wrong = _NEVER[metric.type]
    if metric.type == "duration" and "ratio" in readings and metric.aggregation != "share-within":
        wrong = wrong | {"ratio"}
    if (metric.type == "count" and readings[0] in wrong) or all(each in wrong for each in readings):
        written = metric.unit.symbol
        yield Finding(
            "MSR005", metric.where("unit"), f"类型是{METRIC_TYPE[metric.type]}，单位却是“{written}”",
            f"单位改用{_EXAMPLE[metric.type]}，或改正 type",
        )


def aggregation_against_type(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """统计方式与指标的类型不合。

    为什么:
        “是否”没有百分位，比率已经是占比，再取“限时内占比”没有意义；“within”只在限时内占比里有用。
    不通过:
        metrics.right.aggregation: p90
    通过:
        metrics.handle.aggregation: p90
    怎么改:
        删去 aggregation，或改正 type；限时写在 within，统计方式写 share-within。
    """
    how, kind = metric.aggregation, metric.type
    if how and kind and (
        (kind in ("binary", "nps") and how != "mean")
        or (kind == "rate" and (percentile(how) is not None or how in ("median", "share-within")))
    ):
        yield Finding(
            "MSR006", metric.where("aggregation"), f"类型是{METRIC_TYPE[kind]}，统计方式却是{aggregation_label(how)}",
            "删去“aggregation”，或改正“type”",
        )
    elif how and how != "share-within" and metric.within is not None:
        yield Finding(
            "MSR006", metric.where("within"), f"统计方式是{aggregation_label(how)}，“within”没有用处",
            "把“aggregation”改成 share-within，或删去“within”",
        )


def scale_reversed(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """量表的最低分、最高分与满意起点不成顺序。

    为什么:
        量表写错，“满意”的人数和达标与否都会算错。
    不通过:
        metrics.score.scale.min: 5
    通过:
        metrics.score.scale.min: 0
    怎么改:
        写成 min 小于 max,top_box 落在两者之间。
    """
    scale = metric.scale
    if scale is None or scale.min is None or scale.max is None:
        return
    if scale.min >= scale.max:
        yield Finding(
            "MSR007", metric.where("scale", "min"), f"量表最低分 {scale.min} 不小于最高分 {scale.max}",
            f"写成 {{min: {min(scale.min, scale.max)}, max: {max(scale.min, scale.max)}}}，并核对",
        )
    elif scale.top_box is not None and not scale.min < scale.top_box <= scale.max:
        yield Finding(
            "MSR007", metric.where("scale", "top_box"), f"满意起点 {scale.top_box} 不在量表 {scale.min}–{scale.max} 之内",
            f"写成大于 {scale.min}、不大于 {scale.max} 的数",
        )


_CALENDAR_UNIT = {"日历日", "周", "月", "季度", "年"}


def clock_against_unit(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """计时口径与单位不合（MC-17、MC-18）。

    为什么:
        “5 工作日”与“5 天”相差一个周末；单位说工作日、口径说自然时间，两个人会算出两个数。
    不通过:
        metrics.handle.unit: 工作日
        DEMO-CARD.items.handle.pass: ≤ 20 工作日
    通过:
        metrics.handle.unit: 工作日
        metrics.handle.clock.basis: working-days
        DEMO-CARD.items.handle.pass: ≤ 20 工作日
    怎么改:
        工作日配 working-days，工作小时配 working-hours，日历日配 calendar。
    """
    clock, own = metric.clock, measured.unit_of(metric)
    if clock is None or clock.basis is None or own is None:
        return
    wanted = None
    if own.dimension == "work-time":
        wanted = "working-days" if own.noun == "day" else "working-hours"
        if own.noun == "hour" and clock.basis == "working-days":
            return
    elif own.symbol in _CALENDAR_UNIT and clock.basis in ("working-days", "working-hours"):
        wanted = "calendar"
    elif own.dimension == "time" and own.factor < 3_600 and clock.basis == "working-days":
        wanted = "calendar"  # minutes of working days are nothing
    if wanted and wanted != clock.basis:
        yield Finding(
            "MSR008", metric.where("clock", "basis"), f"单位是“{own.symbol}”，计时口径却是 {clock.basis}",
            f"写成“basis: {wanted}”，或改单位",
        )


def measures_nothing(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """合格事件与有效事件相同，或起计点与止计点相同。

    为什么:
        这样的比率永远是 100%，这样的时长永远是 0，量不出任何东西。
    不通过:
        metrics.right.good: 全部业务
    通过:
        metrics.right.good: 出错的业务
    怎么改:
        写明哪些算合格、从哪里算起到哪里为止。
    """
    if metric.type == "rate" and metric.good and metric.valid and _same(metric.good, metric.valid):
        yield Finding("MSR009", metric.where("good"), f"“good”与“valid”都是“{metric.good}”，比率永远是 100%", "写明哪些事件算合格")
    if metric.clock and metric.clock.from_ and _same(metric.clock.from_, metric.clock.to):
        yield Finding("MSR009", metric.where("clock", "to"), f"起计点与止计点都是“{metric.clock.to}”", "写明计时到什么为止")


def _same(a: str, b: str) -> bool:
    return re.sub(r"[\W_]+", "", a) == re.sub(r"[\W_]+", "", b)


RULES = (
    Rule("MSR001", "target-beyond-limit", Severity.ERROR, target_beyond_limit, Metric),
    Rule("MSR002", "target-equals-limit", Severity.INFO, target_equals_limit, Metric),
    # MSR003 direction-against-name: msr_names
    Rule("MSR004", "value-out-of-range", Severity.ERROR, value_out_of_range, Metric, requires=("MSR005",)),
    Rule("MSR005", "unit-against-type", Severity.ERROR, unit_against_type, Metric),
    Rule("MSR006", "aggregation-against-type", Severity.WARNING, aggregation_against_type, Metric),
    Rule("MSR007", "scale-reversed", Severity.ERROR, scale_reversed, Metric),
    Rule("MSR008", "clock-against-unit", Severity.WARNING, clock_against_unit, Metric),
    Rule("MSR009", "measures-nothing", Severity.ERROR, measures_nothing, Metric),
)
