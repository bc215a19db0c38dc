"""MSR: claims of improvement rest on a baseline and add up."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from fractions import Fraction
from functools import partial

from biaochi.core import measured
from biaochi.core.agreement import accepted
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.location import Location
from biaochi.core.model import Entry, Improvement, Metric, Standard
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Quantity, find_quantities, render
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene
from biaochi.core.shape import Part

_UP = "提高|提升|增加|增长|上升|升高|增|升|延长|increase[ds]?|raise[ds]?|improve[ds]?|rise|up"
_DOWN = "缩短|压缩|减少|降低|下降|减|降|缩|压|reduce[ds]?|cut|shorten(?:ed)?|decrease[ds]?|lower(?:ed)?|down"
_CLAIM = regex(
    rf"(?P<first>(?:至少|不少于|最少|at least )\s*)?(?P<verb>{_UP}|{_DOWN})(?:了|幅度?为?|by| )*(?P<least>至少|不少于|不低于|超过|at least )?\s*(?:约)?"
    r"(?P<x>\d+(?:\.\d+)?)\s*(?P<unit>%|%|个?百分点|percentage points?|percent(?!age))(?P<over>以上)?",
    re.I,
)
_DIGIT = regex(r"\d")
_TRIGGER = regex(r"(?:以上)?\s*(?:时|的|后|则|[,,]\s*(?:应|须|就|即))")
_IF = regex(r"(?:若|如|当|一旦|客流|单量|来电量|人数|每)[^,,。;;]*$")
_FROM_TO = regex(
    rf"(?:从|由|from)\s*(?P<a>[^,,。;;]{{1,18}}?)\s*(?:(?P<verb>{_UP}|{_DOWN}|变|改)[^\d,,。;;]{{0,4}})?(?:到|至|为|to)\s*(?P<b>[^,,。;;到至]{{1,18}})"
    r"(?P<rest>[^。;;]{0,30})",
    re.I,
)


_BY_TO = regex(
    rf"(?:从|由|from)\s*(?P<a>[^,,。;;]{{1,18}}?)\s*(?P<rest>(?:{_UP}|{_DOWN})(?:了|by| )*\d+(?:\.\d+)?\s*(?:%|个?百分点|percentage points?|percent))"
    r"\s*[,,]?\s*(?:达到|达|到|至|为|变为|to)\s*(?P<b>[^,,。;;到至]{1,18})",
    re.I,
)
"""The change told before where it led: 由 97% 提高 2 个百分点，达到 99%."""
_CHANGE_RATE = regex(r"(?:降低|下降|提高|提升|缩短|压缩|减少|改善)(?:率|幅度|比例)$")
_COMPARED = regex(
    r"(?:比|较|与|同)(?:上年|去年|上一年|上季|上月|同期|改进前|试行前|基线|以往)[^,。;]{0,12}?(?:降低|下降|提高|提升|增长|缩短|压缩|减少|改善|上升)[^,。;]{0,6}?(?:比例|幅度|百分比|率)"
)
"""Metrics that measure a change: without what they are compared with they measure nothing."""


def comparison_without_baseline(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """说“缩短 40%”却没有基线（MC-26）。

    为什么:
        没有基线的值、期间与来源，“缩短 40%”就没有人能核对。
    不通过:
        metrics.handle.definition: 从叫号到交回证件的时间，比上年缩短 40%
    通过:
        metrics.handle.definition: 从叫号到交回证件的时间，比上年缩短 40%
        metrics.handle.baseline: {value: 20, period: 2025 年, source: 计时表}
    怎么改:
        在指标里补 baseline: {value, period, source}，或删去比较。
    """
    if metric.baseline is not None:
        return
    if compared := _COMPARED.search(plain(metric.definition)) or _CHANGE_RATE.search(plain(metric.name)):
        key = "name" if compared.re is _CHANGE_RATE else "definition"
        yield Finding("MSR040", metric.where(key), f"“{compared.group()}”是与过去相比，指标“{metric.id}”没有写 baseline",
                      "在指标里补“baseline: {value, period, source}”，写明与什么比")
        return
    for text, at in texts_about(metric, scene):
        claim = _claim(text)
        if claim:
            shown = claim.group().strip()
            yield Finding("MSR040", at(), f"“{shown}”没有基线，指标“{metric.id}”没有写 baseline",
                          "在指标里补“baseline: {value, period, source}”，或删去比较")
            return


def texts_about(metric: Metric, scene: Scene) -> Iterator[tuple[str, Callable[[], Location]]]:
    """Where claims about a metric stand: its definition, the clauses that cite it, the promises made on it."""
    yield plain(metric.name), partial(metric.where, "name")
    yield plain(metric.definition), partial(metric.where, "definition")
    for clause in scene.entry.body.clauses:
        if clause.metric in (metric.id, f"{scene.entry.id}/{metric.id}"):
            yield plain(clause.text), partial(getattr, clause.block, "at")
    if isinstance(scene.entry, Standard):
        for promise in scene.entry.promises:
            if promise.metric and promise.metric.metric == metric.id and promise.metric.entry in (None, scene.entry.id):
                yield plain(promise.text), partial(promise.where, "text")
    yield from _told_about(metric, scene.entry)


def _told_about(metric: Metric, entry: Entry) -> Iterator[tuple[str, Callable[[], Location]]]:
    """Prose that gives a change and names the metric, under whatever heading."""
    name, link = metric.name, f"[[{entry.id}/{metric.id}"
    for block in entry.body.blocks:
        named = (name in block.text and len(name) >= 4) or link in block.text  # most blocks name none: asked first
        if named and block.id is None and block.kind in ("paragraph", "item") and _CHANGES.search(block.text):
            yield plain(block.text), partial(getattr, block, "at")


_CHANGES = regex("[从由從]|from|(?:[缩縮降减減提增升压壓]|cut|reduc|improv|rais)[^。;；]{0,12}(?:[%％点點]|percent)", re.I)


def _claim(text: str) -> re.Match[str] | None:
    for match in _CLAIM.finditer(text) if _DIGIT.search(text) else ():
        if not _TRIGGER.match(text, match.end()) and not _IF.search(text, 0, match.start()):
            return match
    return None


def baseline_misses_target(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """基线乘上幅度，得不出目标值（MC-26）。

    为什么:
        基线 20 分钟、缩短 40%，应是 12 分钟；三个数里只要有一个写错，公布出去就是笑话。
    不通过:
        metrics.handle.definition: 从叫号到交回证件的时间，比上年缩短 30%
        metrics.handle.baseline: {value: 20, period: 2025 年, source: 计时表}
    通过:
        metrics.handle.definition: 从叫号到交回证件的时间，比上年缩短 40%
        metrics.handle.baseline: {value: 20, period: 2025 年, source: 计时表}
    怎么改:
        照提示里的数改目标值、幅度或基线；基线的单位与指标的单位要能换算。
    """
    if metric.baseline is None or metric.baseline.value is None:
        return
    base, own = measured.quantity(metric.baseline.value, metric), measured.unit_of(metric)
    if base is None or own is None:
        return
    goals = accepted(metric)
    if goals and measured.order(base, goals[0]) is None:
        yield Finding(
            "MSR041", metric.where("baseline", "value"), f"基线 {metric.baseline.value} 与指标的单位“{own.symbol}”不能比较", f"换算成{own.symbol}"
        )
        return
    for text, at in texts_about(metric, scene):
        if (before := _other_before(text, base, goals)) is not None:
            yield Finding(
                "MSR041", at(), f"文字说从 {measured.said(before)} 起，baseline 写的是 {measured.said(base)}", "两处写同一个基线值"
            )
            return
        claim = _claim(text)
        result = _result(base, claim) if claim is not None else None
        if claim is None or result is None or any(_reached(goal, result, base, claim) for goal in goals[:1]):
            continue
        if isinstance(scene.entry, Standard) and any(_reached(goal, result, base, claim) for goal in _promised(metric, scene.entry)):
            continue
        shown = render(Quantity(Fraction(round(Decimal(float(result.value)), 2)), result.unit))
        yield Finding(
            "MSR041", at(),
            f"基线 {measured.said(base)} {claim.group().strip()}是 {shown}，目标值却是 {metric.target}", f"目标值改为 {shown}，或改正幅度",
        )
        return


def _other_before(text: str, base: Quantity, goals: tuple[Quantity, ...]) -> Quantity | None:
    """What a text says the figure came from, on its way to the metric's own value, where that is not the baseline."""
    for match in _FROM_TO.finditer(text):
        before, after = _only(match["a"]), _only(match["b"])
        if before is None or after is None or measured.order(before, base) not in (-1, 1):
            continue
        if any(measured.order(after, goal) == 0 for goal in goals[:1]):
            return before
    return None


def _promised(metric: Metric, standard: Standard) -> Iterator[Quantity]:
    for promise in standard.promises:
        if promise.metric and promise.metric.metric == metric.id and promise.target is not None:
            found = measured.quantity(promise.target, metric)
            if found:
                yield found


def _result(base: Quantity, claim: re.Match[str]) -> Quantity | None:
    sign = 1 if re.fullmatch(_UP, claim["verb"], re.I) else -1
    x = Fraction(claim["x"])
    if "点" in claim["unit"] or "point" in claim["unit"].lower():
        return Quantity(base.value + sign * x, base.unit) if base.unit.dimension == "ratio" else None
    return Quantity(base.value * (1 + sign * x / 100), base.unit)


def _reached(goal: Quantity, result: Quantity, base: Quantity, claim: re.Match[str]) -> bool:
    """Equal within the rounding of both; with 至少, anything beyond is as good."""
    if measured.order(goal, result) is None:
        return True
    mine = goal.to(result.unit).value
    slack = max(abs(base.value) * Fraction(_step(claim["x"])) / 200, _step_of(mine) / 2)
    if claim["first"] or claim["least"] or claim["over"]:
        return mine <= result.value + slack if result.value < base.value else mine >= result.value - slack
    return abs(mine - result.value) <= slack


def _step(written: str) -> Fraction:
    return Fraction(1, 10 ** len(written.partition(".")[2]))


def _step_of(value: Fraction) -> Fraction:
    return next((Fraction(1, 10**places) for places in range(4) if (value * 10**places).denominator == 1), Fraction(1, 1000))


def percent_for_points(entry: Entry, scene: Scene) -> Iterator[Finding]:
    """前后两个数与所说的幅度对不上，或把百分点说成了 %（MC-26、MC-27）。

    为什么:
        从 90% 提高到 95% 是提高 5 个百分点，不是提高 5%（那是 94.5%）；混用会让人高估或低估。
    不通过:
        body+: "\\n从 90% 提高到 95%，提高了 5%。\\n"
    通过:
        body+: "\\n从 90% 提高到 95%，提高了 5 个百分点。\\n"
    怎么改:
        两个百分数之差写“百分点”；相对变化写 %，并照提示里的数核对。
    """
    for clause in entry.body.clauses if isinstance(entry, Standard) else ():
        if ("点" in clause.text or "點" in clause.text) and (points := _LEVEL_IN_POINTS.search(text := plain(clause.text))):
            level = text[points.start("x") : points.end()]
            yield Finding("MSR042", clause.block.place(points.start("x"), points.end()), f"“{level}”是一个水平，写成了百分点", f"写成“{points['x']}%”")
    for text, at in _prose(entry):
        for match in (*_BY_TO.finditer(text), *_FROM_TO.finditer(text)):
            found = _stated(match)
            if found:
                message, hint = found
                yield Finding("MSR042", at(match.start(), match.end()), message, hint)


_LEVEL_IN_POINTS = regex(
    r"(?<!差)(?:率|比例|占比|度)(?:应|须|要|宜)?(?:达到|不低于|不少于|不高于|不超过|保持在|为|≥|≤)\s*(?P<x>\d+(?:\.\d+)?)\s*个?百分[点點]"
)


def _prose(entry: Entry) -> Iterator[tuple[str, Callable[[int, int], Location]]]:
    for block in entry.body.blocks:
        if block.kind != "code" and _may_compare(block.text):
            yield plain(block.text), block.place
    fields: list[tuple[str, Part, tuple[str | int, ...]]] = [(change.summary, change, ("summary",)) for change in entry.changes]
    if isinstance(entry, Standard):
        fields += [(basis.finding, basis, ("finding",)) for basis in entry.basis]
        fields += [(promise.text, promise, ("text",)) for promise in entry.promises]
        if entry.pilot:
            fields += [(text, entry, ("pilot", "adjustments", i)) for i, text in enumerate(entry.pilot.adjustments)]
    if isinstance(entry, Improvement):
        fields += [(entry.problem, entry, ("problem",)), (entry.evidence or "", entry, ("evidence",))]
        fields += [(action.does, action, ("does",)) for action in entry.actions]
    for text, part, keys in fields:
        if _may_compare(text):
            yield plain(text), partial(_always, part.where(*keys))


def _may_compare(text: str) -> bool:
    """A cheap test: whether a before, an after and a percentage can be in it at all."""
    if "从" not in text and "由" not in text and "從" not in text and "from" not in text:
        return False
    return "%" in text or "％" in text or "点" in text or "點" in text or "percent" in text


def _always(at: Location, start: int, end: int) -> Location:
    return at


def _stated(match: re.Match[str]) -> tuple[str, str] | None:
    claim = _CLAIM.search(match["rest"])
    before, after = _only(match["a"]), _only(match["b"])
    if claim is None or before is None or after is None or claim["first"] or claim["least"] or claim["over"]:
        return None
    if after.unit.dimension != "number" and before.unit.dimension == "number":
        before = Quantity(before.value, after.unit)
    if measured.order(before, after) is None or not before.value:
        return None
    after = after.to(before.unit)
    x, difference = Fraction(claim["x"]), abs(after.value - before.value)
    relative = difference / abs(before.value) * 100
    points = "点" in claim["unit"] or "point" in claim["unit"].lower()
    percent = before.unit.symbol == "%"
    said = f"从 {measured.said(before)} 到 {measured.said(after)}"
    if points:
        if not percent or abs(difference - x) <= _step(claim["x"]) / 2:
            return None
        return f"{said}是 {float(difference):g} 个百分点，写的是“{claim.group().strip()}”", f"写成“{float(difference):g} 个百分点”"
    if percent and difference == x != relative:
        # Near 100 % both come to about the same: a reader takes it for points all the same.
        return f"{said}相差 {claim['x']} 个百分点，写成了 {claim['x']}%", f"写成“{claim['x']} 个百分点”"
    if abs(relative - x) <= max(_step(claim["x"]) / 2, Fraction(1, 2)):
        return None
    return f"{said}是 {float(relative):.3g}%，写的是“{claim.group().strip()}”", f"写成“{float(relative):.3g}%”，或核对两个数"


def _only(text: str) -> Quantity | None:
    found = [m for m in find_quantities(text) if m.role in ("quantity", "share") and m.quantity is not None]
    return found[0].quantity if len(found) == 1 and not found[0].approximate else None


RULES = (
    Rule("MSR040", "comparison-without-baseline", Severity.ERROR, comparison_without_baseline, Metric),
    Rule("MSR041", "baseline-misses-target", Severity.ERROR, baseline_misses_target, Metric),
    Rule("MSR042", "percent-for-points", Severity.WARNING, percent_for_points, Entry),
)
