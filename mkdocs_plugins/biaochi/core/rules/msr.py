"""MSR: the figures of one metric agree with each other."""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Metric
from biaochi.core.rules.scene import Scene


def target_beyond_limit(metric: Metric, scene: Scene) -> Iterator[Finding]:
    """目标值在红线的错误一侧(MC-01)。

    为什么:
        目标值是想做到的,红线是越过就要行动的;越低越好的指标,目标值应不大于红线,越高越好的相反。
    不通过:
        metrics.wait.target: 20
        metrics.wait.limit: 10
    通过:
        metrics.wait.target: 5
        metrics.wait.limit: 10
    怎么改:
        对调两个数,或改正 direction。
    """
    target, limit = metric.target, metric.limit
    if target is None or limit is None or metric.direction is None:
        return
    if metric.direction == "within":
        yield from _ranges(metric)
    elif isinstance(target, tuple) or isinstance(limit, tuple):
        key = "target" if isinstance(target, tuple) else "limit"
        yield Finding("MSR001", metric.where(key), f"“{key}”是范围,而方向不是 within", "写成一个数,或把 direction 改成 within")
    elif (target > limit) if metric.direction == "lower" else (target < limit):
        side = "大于" if metric.direction == "lower" else "小于"
        word = "越低越好" if metric.direction == "lower" else "越高越好"
        yield Finding(
            "MSR001", metric.where("target"), f"{word}的指标,目标值 {target} {side}红线 {limit}", "对调目标值与红线,或改正 direction"
        )


def _ranges(metric: Metric) -> Iterator[Finding]:
    """``within``: each range runs from low to high, and the target's lies inside the limit's."""
    bounds = {}
    for key in ("target", "limit"):
        value = getattr(metric, key)
        low, high = value if isinstance(value, tuple) else (value, value)
        bounds[key] = (low, high)
        if low > high:
            yield Finding("MSR001", metric.where(key), f"“{key}”的下限 {low} 大于上限 {high}", f"写成 [{high}, {low}]")
            return
    (low, high), (floor, ceiling) = bounds["target"], bounds["limit"]
    if isinstance(metric.limit, tuple) and (low < floor or high > ceiling):
        yield Finding(
            "MSR001", metric.where("target"), f"目标范围 {low}–{high} 超出红线范围 {floor}–{ceiling}", "目标范围应落在红线范围之内"
        )


RULES = (Rule("MSR001", "target-beyond-limit", Severity.ERROR, target_beyond_limit, Metric),)
