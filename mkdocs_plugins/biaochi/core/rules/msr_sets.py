"""MSR: several metrics for one thing do not contradict each other."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, permutations

from biaochi.core import measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Catalogue, Entry, Metric, Standard
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Quantity, find_quantities, fits
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene, Whole
from biaochi.core.vocabulary import aggregation_label, percentile

_HOW = regex(
    r"平均|均值|中位数?|最长|最大|最高|最久|最短|最小|最低|(?:第\s*)?\d+\s*百分位[数值]?|百分位[数值]?|\d+\s*分位[数值]?|\d+\s*%|[Pp]\s*\d\d|"
    r"\b(?:mean|average|median|longest|max(?:imum)?|min(?:imum)?|shortest|percentile|\d+th)\b|[\W_]|第|的",
    re.I,
)
_SEGMENT = regex(
    r"高峰|平峰|低峰|忙时|闲时|早班|晚班|夜|周末|节假|工作日|平日|会员|VIP|贵宾|普通|一般|加急|特急|紧急|急诊|门诊|住院|优先|团|散客|"
    r"线上|线下|电话|网上|现场|自助|人工|柜台|窗口|大件|小件|同城|省内|省际|异地|国内|国际|对公|个人|堂食|外卖|预约|次日|当日|"
    r"[PpＰ][0-5](?!\d)|[一二三四五1-5ⅠⅡⅢⅣⅤ]\s*[级類类]|[ⅠⅡⅢⅣ]|优先级|首次|二次|人|件|单",
    re.I,
)


def _stem(metric: Metric) -> str:
    return _HOW.sub("", plain(metric.name))


def _segments(metric: Metric) -> set[str]:
    return set(_SEGMENT.findall(plain(metric.name)))


def _same_clock(a: Metric, b: Metric) -> bool:
    return bool(a.clock and b.clock and _bare(a.clock.from_) == _bare(b.clock.from_) and _bare(a.clock.to) == _bare(b.clock.to))


def _bare(text: str) -> str:
    return re.sub(r"[\W_]+|之?时刻?$|的", "", plain(text))


def same_thing(a: Metric, b: Metric) -> bool:
    """Two metrics of one standard that measure one thing in two ways: by their clocks, or by their names without
    the way of counting; never when only one of them names a segment (peak hours, members, priority 1)."""
    if a.type != b.type or a.direction != b.direction or a.type not in ("duration", "score", "count", "level"):
        return False
    if _segments(a) != _segments(b):
        return False
    if a.clock and b.clock and a.clock.basis != b.clock.basis:
        return False
    if _stem(a) == _stem(b):
        return not (a.clock and b.clock) or _bare(a.clock.from_) == _bare(b.clock.from_)
    return _same_clock(a, b)


def _rank(how: str | None) -> tuple[str, int] | None:
    """A place in the order that holds for any set of values; a mean and a median are not ordered."""
    rank = percentile(how)
    if rank is not None or how == "median":
        return "rank", rank or 50
    return {"min": ("rank", 0), "max": ("rank", 100), "mean": ("mean", 90)}.get(how or "")


def _at_most(a: Metric, b: Metric) -> bool:
    """Whether what ``a`` counts can never be more than what ``b`` counts."""
    first, second = _rank(a.aggregation), _rank(b.aggregation)
    if first is None or second is None:
        return False
    if first[0] == second[0] == "rank":
        return first[1] < second[1]
    if first[0] == "mean":
        return second[0] == "rank" and second[1] >= 90
    return first == ("rank", 0)


def mean_above_maximum(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """同一件事的平均值大于百分位或最大值（MC-09）。

    为什么:
        同一段时间里，平均值不会大于最大值，第 90 百分位不会大于第 99 百分位；两个目标互相矛盾，必有一个白定。
    不通过:
        metrics+: [{id: longest, name: 最长办理时长, definition: 单笔最长的办理时间, dimension: response, type: duration, unit: 分钟, direction: lower, target: 10, limit: 20, aggregation: max, clock: {from: 叫号, to: 交回证件, basis: calendar}, method: system-log, source: 叫号系统, sampling: census, frequency: 每日, window: 1 月, review_every: 1 季, owner: keeper}]
        DEMO-CARD.items.tidy.metric: DEMO-WAIT/longest
    通过:
        metrics+: [{id: longest, name: 最长办理时长, definition: 单笔最长的办理时间, dimension: response, type: duration, unit: 分钟, direction: lower, target: 25, limit: 30, aggregation: max, clock: {from: 叫号, to: 交回证件, basis: calendar}, method: system-log, source: 叫号系统, sampling: census, frequency: 每日, window: 1 月, review_every: 1 季, owner: keeper}]
        DEMO-CARD.items.tidy.metric: DEMO-WAIT/longest
    怎么改:
        让 平均值、百分位、最大值 依次不减；或改正统计方式。
    """
    for a, b in permutations(standard.metrics, 2):
        if not _at_most(a, b) or not same_thing(a, b):
            continue
        if a.window and b.window and not (fits(a.window, b.window) and fits(b.window, a.window)):
            continue
        for key, noun in (("target", "目标值"), ("limit", "红线")):
            mine, other = _number(a, key), _number(b, key)
            if mine and other and measured.order(mine, other) == 1:
                yield Finding(
                    "MSR030", a.where(key),
                    f"“{a.name}”的{noun} {measured.said(mine)} 大于“{b.name}”（第 {b.where(key).line} 行）的 {measured.said(other)}，"
                    f"{aggregation_label(a.aggregation or '')}不会大于{aggregation_label(b.aggregation or '')}",
                    f"改为不大于 {measured.said(other)}，或放宽“{b.name}”",
                )
                break
        else:
            for index, value in measured.results(a, standard):
                seen = measured.quantity(value, a)
                for at, against in measured.results(b, standard):
                    most = measured.quantity(against, b)
                    if seen and most and measured.order(seen, most) == 1:
                        yield Finding(
                            "MSR030", standard.where("pilot", "result", index, "value"),
                            f"试行里“{a.name}”是 {measured.said(seen)}，大于“{b.name}”"
                            f"（第 {standard.where('pilot', 'result', at, 'value').line} 行）的 {measured.said(most)}",
                            "核对两个实测值",
                        )


def _number(metric: Metric, key: str) -> Quantity | None:
    value = getattr(metric, key)
    return measured.quantity(value, metric) if measured.is_number(value) else None


_STAGES = (
    regex(r"受理|接单|签收|接报|确认收到|确认(?=时[长限间])|接件|接警|\b(?:acknowledg\w+|accept\w*|receipt)\b", re.I),
    regex(r"答复|回复|响应|反馈|回电|首个方案|\b(?:repl(?:y|ies)|respon\w+|answer\w*)\b", re.I),
    regex(r"办结|解决(?!方案)|结案|关单|关闭|处理完|办完|修复|完结|了结|\b(?:resol\w+|clos\w+|complet\w+)\b", re.I),
)
_STAGE_NAME = ("受理", "答复", "办结")


def _stage(metric: Metric) -> int | None:
    """0 acknowledged, 1 replied, 2 resolved: by the last such word of the name, else of the clock's end."""
    for text in (plain(metric.name), plain(metric.clock.to) if metric.clock else ""):
        found = [(match.end(), stage) for stage, word in enumerate(_STAGES) for match in word.finditer(text)]
        if found:
            return max(found)[1]
    return None


_WORK = regex(r"首次|首个|最终|时长|用时|时限|时间|耗时|告知|通知|处理|结果|\b(?:first|final|time|to)\b", re.I)


def _subject(metric: Metric) -> str:
    """What is acknowledged, answered, settled: the name without the stage; the metric's own id where nothing is left."""
    text = _WORK.sub("", plain(metric.name))
    for stage in _STAGES:
        text = stage.sub("", text)
    return _HOW.sub("", text) or metric.id


def reply_after_resolution(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """受理、答复、办结的时限不成顺序（MC-10）。

    为什么:
        同一件事从同一刻起计，受理不会晚于首次答复，首次答复不会晚于办结；顺序倒了，说明有一个时限写错了。
    不通过:
        metrics.wait.name: 首次答复时长
        metrics.wait.clock: {from: 收到投诉, to: 首次答复, basis: calendar}
        metrics.handle.name: 投诉办结时长
        metrics.handle.clock: {from: 收到投诉, to: 告知结果, basis: calendar}
        metrics.handle.target: 4
        metrics.handle.limit: 20
    通过:
        metrics.wait.name: 首次答复时长
        metrics.wait.clock: {from: 收到投诉, to: 首次答复, basis: calendar}
        metrics.handle.name: 投诉办结时长
        metrics.handle.clock: {from: 收到投诉, to: 告知结果, basis: calendar}
    怎么改:
        让 受理 ≤ 首次答复 ≤ 办结。
    """
    durations = [m for m in standard.metrics if m.type == "duration" and m.direction == "lower" and m.clock]
    for (a, first), (b, second) in permutations([(metric, _stage(metric)) for metric in durations], 2):
        if first is None or second is None or first >= second or not a.clock or not b.clock:
            continue
        if (not _same_start(a, b) and _subject(a) != _subject(b)) or a.clock.basis != b.clock.basis:
            continue
        if _segments(a) - {"首次"} != _segments(b) - {"首次"}:
            continue
        if a.aggregation != b.aggregation and not _at_most(a, b):
            continue
        for key, noun in (("target", "目标值"), ("limit", "红线")):
            mine, other = _number(a, key), _number(b, key)
            if mine and other and measured.order(mine, other) == 1:
                yield Finding(
                    "MSR031", a.where(key),
                    f"“{a.name}”（{_STAGE_NAME[first]}）的{noun} {measured.said(mine)} 大于"
                    f"“{b.name}”（{_STAGE_NAME[second]}，第 {b.where(key).line} 行）的 {measured.said(other)}",
                    f"改为不大于 {measured.said(other)}，或放宽“{b.name}”",
                )
                break


_PRIORITY = (
    regex(r"[PpＰ]\s*([0-5])(?!\d)"),
    regex(r"优先级\s*([1-5一二三四五])|(?:priority|severity|sev)\s*([1-5])", re.I),
    regex(r"([ⅠⅡⅢⅣⅤ])\s*级?"),
    regex(r"([一二三四五])级(?=[^级]*(?:故障|事件|告警|报警|预警|险情|事故|患者|抢修|紧急|优先))"),
    regex(r"(特急|特别紧急|危急|濒危|非常紧急)|(紧急|加急|急件|急诊|重大)|(较急|优先|重要|较大)|(普通|一般|常规|平件|标准)"),
)
_ORDER = {digit: rank for row in ("012345", "零一二三四五", " ⅠⅡⅢⅣⅤ") for rank, digit in enumerate(row)}


def _priority(metric: Metric) -> tuple[int, int, str] | None:
    """(which scheme, rank with 0 the most urgent, the name without it)."""
    for scheme, pattern in enumerate(_PRIORITY):
        name = plain(metric.name)
        match = pattern.search(name)
        if match is None:
            continue
        found = next((i, group) for i, group in enumerate(match.groups()) if group)
        rank = found[0] if scheme == len(_PRIORITY) - 1 else _ORDER[found[1]]
        return scheme, rank, _HOW.sub("", name[: match.start()] + name[match.end() :])
    return None


def urgent_slower(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """急件的时限比普通件还长（MC-14）。

    为什么:
        优先级高的事时限应不长于优先级低的；倒过来，员工会先办普通件。
    不通过:
        metrics.wait.name: 普通件受理时长
        metrics.handle.name: 紧急件受理时长
    通过:
        metrics.wait.name: 紧急件受理时长
        metrics.handle.name: 普通件受理时长
    怎么改:
        对调两个时限，或改正名称里的级别。
    """
    graded = [(m, p) for m in standard.metrics if m.type == "duration" and m.direction == "lower" and (p := _priority(m))]
    for (a, p), (b, q) in permutations(graded, 2):
        if p[0] != q[0] or p[2] != q[2] or p[1] >= q[1] or a.aggregation != b.aggregation:
            continue
        for key, noun in (("target", "目标值"), ("limit", "红线")):
            mine, other = _number(a, key), _number(b, key)
            if mine and other and measured.order(mine, other) == 1:
                yield Finding(
                    "MSR032", a.where(key),
                    f"“{a.name}”的{noun} {measured.said(mine)} 比“{b.name}”（第 {b.where(key).line} 行）的 {measured.said(other)} 还长",
                    f"改为不大于 {measured.said(other)}",
                )
                break


def _measured_thing(standard: Standard, metric: Metric) -> str:
    """One string for metrics that measure one thing; empty where that cannot be said."""
    if standard.retired or not metric.name or not metric.definition:
        return ""
    how = (metric.type or "", metric.direction or "", metric.aggregation or "")
    return "\0".join((standard.sector or "", standard.touchpoint or "", _bare(metric.name), _bare(metric.definition), *how))


def _measured_things(entry: Entry) -> Iterator[tuple[str, None]]:
    if isinstance(entry, Standard):
        for metric in entry.metrics:
            yield _measured_thing(entry, metric), None


def two_targets(catalogue: Catalogue, scene: Whole) -> Iterator[Finding]:
    """同一行业、同一触点的同一指标有两个目标值（MC-34）。

    为什么:
        两条标准对同一件事定了两个数，员工不知道该照哪一个做，统计也对不上。
    不通过:
        metrics+: [{id: again, name: 办理时长, definition: 从叫号到交回证件的时间, dimension: response, type: duration, unit: 分钟, direction: lower, target: 15, limit: 20, aggregation: p90, clock: {from: 叫号, to: 交回证件, basis: calendar}, method: timing, source: 计时表, sampling: random, sample: {size: 60}, frequency: 每周, window: 1 月, review_every: 1 季, owner: keeper}]
        DEMO-CARD.items.tidy.metric: DEMO-WAIT/again
    通过:
        metrics+: [{id: again, name: 办理时长, definition: 从叫号到交回证件的时间, dimension: response, type: duration, unit: 秒, direction: lower, target: 720, limit: 1200, aggregation: p90, clock: {from: 叫号, to: 交回证件, basis: calendar}, method: timing, source: 计时表, sampling: random, sample: {size: 60}, frequency: 每周, window: 1 月, review_every: 1 季, owner: keeper}]
        DEMO-CARD.items.tidy.metric: DEMO-WAIT/again
    怎么改:
        统一成一个数，或只在一条标准里写它、其他标准引用；确是两件事的，在名称与定义里写明区别。
    """
    groups: dict[str, list[tuple[Standard, Metric]]] = defaultdict(list)
    for standard, metric in catalogue.metrics():
        if key := _measured_thing(standard, metric):
            groups[key].append((standard, metric))
    for group in groups.values():
        for (one, first), (other, second) in combinations(sorted(group, key=lambda pair: not pair[0].in_force), 2):
            if one.supersedes(other) or other.supersedes(one):
                continue
            for key, noun in (("target", "目标值"), ("limit", "红线")):
                if _different(first, second, key):
                    yield Finding(
                        "MSR033", second.where(key),
                        f"“{second.name}”的{noun}是 {_shown(second, key)}，{one.id}/{first.id}（{first.where(key).path}:{first.where(key).line}）的是 {_shown(first, key)}",
                        f"统一成 {_shown(first, key)}，或在名称与定义里写明是两件事",
                    )
                    break


def _different(a: Metric, b: Metric, key: str) -> bool:
    mine, other = getattr(a, key), getattr(b, key)
    if isinstance(mine, tuple) or isinstance(other, tuple):
        return mine is not None and other is not None and mine != other
    first, second = _number(a, key), _number(b, key)
    if first is None or second is None:
        return False
    if {first.unit.dimension, second.unit.dimension} == {"time", "month-time"}:
        return measured.order(first, second) in (-1, 1)  # 1 月 and 30 天 may be one
    return measured.order(first, second) != 0


def _shown(metric: Metric, key: str) -> str:
    value = _number(metric, key)
    return measured.said(value) if value else str(getattr(metric, key))


_WAITING = regex(r"等待|等候|候位|候诊|候药|候餐|候车|排队|接听|接起|\b(?:wait\w*|queue|hold)\b", re.I)


def _same_start(a: Metric, b: Metric) -> bool:
    return bool(a.clock and b.clock and _bare(a.clock.from_) == _bare(b.clock.from_))


def _in_time(text: str) -> bool:
    """Whether a share is one of cases within a time."""
    return any(m.quantity and m.quantity.unit.dimension in measured.TIMES for m in find_quantities(text))


def waiting_by_mean_only(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """等候时间只看平均值（MC-38）。

    为什么:
        平均 5 分钟里可以有人等了 40 分钟；投诉的正是等得最久的人。
    不通过:
        metrics.wait.aggregation: mean
        promises: []
        DEMO-WAIT.body: "## 要求\\n\\n- 从取号到叫号，平均应不超过 5 分钟。 {#queue metric=wait}\\n- 店员应复述业务名称和金额。 {#repeat metric=right}\\n- 店员应起身并说出问候语。 {#greet}\\n"
    通过:
        metrics.wait.aggregation: p90
    怎么改:
        另加一个第 90 百分位或最长值的指标，或把统计方式改为 p90。
    """
    if metric.type != "duration" or metric.aggregation != "mean" or metric.direction != "lower":
        return
    if not _WAITING.search(plain(metric.name)) or not isinstance(scene.entry, Standard):
        return
    for other in scene.entry.metrics:
        if other is metric:
            continue
        tail = other.type == "duration" and other.aggregation not in ("mean", "median", None)
        if tail and (same_thing(metric, other) or _same_start(metric, other)):
            return
        if other.type == "rate" and _WAITING.search(plain(other.name + other.definition)) and _in_time(other.definition):
            return
    yield Finding(
        "MSR034", metric.where("aggregation"), f"“{metric.name}”只看平均值，等得最久的顾客看不见", "另加一个 p90 或 max 的指标"
    )


RULES = (
    Rule("MSR030", "mean-above-maximum", Severity.ERROR, mean_above_maximum, Standard),
    Rule("MSR031", "reply-after-resolution", Severity.ERROR, reply_after_resolution, Standard),
    Rule("MSR032", "urgent-slower-than-normal", Severity.ERROR, urgent_slower, Standard),
    Rule("MSR033", "one-metric-two-targets", Severity.ERROR, two_targets, Catalogue, groups=_measured_things),
    Rule("MSR034", "waiting-by-mean-only", Severity.INFO, waiting_by_mean_only, Metric),
)
