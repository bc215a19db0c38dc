"""PRC: the tiers of an escalation grow and add up; a contingency plan acts and is drilled in time."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from biaochi.core import measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Process, Tier
from biaochi.core.quantity import TIME_LIKE, Quantity, find_quantities, render
from biaochi.core.rules import elapsed
from biaochi.core.rules.days import after
from biaochi.core.rules.scene import Scene

_ORDER = (("accept", "受理时限"), ("respond", "答复时限"), ("resolve", "办结时限"))


def _ladder(process: Process) -> list[Tier]:
    """The tiers by level, lowest first."""
    return sorted(
        (tier for tier in process.tiers if tier.level is not None), key=lambda tier: tier.level or 0
    )


def tier_times_out_of_order(tier: Tier, scene: Scene) -> Iterator[Finding]:
    """同一级里，受理、答复、办结的时限不是依次放宽（MC-11）。

    为什么:
        先受理，再答复，后办结；后一步的时限比前一步短，就没有人能照着做。
    不通过:
        DEMO-LADDER.tiers.0.respond: 5 分钟
    通过:
        DEMO-LADDER.tiers.0.respond: 10 分钟
    怎么改:
        使 accept ≤ respond ≤ resolve。
    """
    given = [(key, label, getattr(tier, key)) for key, label in _ORDER if getattr(tier, key) is not None]
    for (_, label, earlier), (key, later_label, later) in pairwise(given):
        if elapsed.order(later.quantity, earlier.quantity) == -1:
            yield Finding(
                "PRC013",
                tier.where(key),
                f"{later_label} {later} 短于{label} {earlier}",
                f"改为不短于 {earlier}，或缩短{label}",
            )


def resolve_not_growing(process: Process, scene: Scene) -> Iterator[Finding]:
    """上一级的办结时限没有比下一级长（MC-12）。

    为什么:
        升级是因为事情更难、权限更大；上级的时限更短，等于没有升级的余地。
    不通过:
        DEMO-LADDER.tiers.1.resolve: 4 小时
        DEMO-LADDER.tiers.1.respond: 2 小时
    通过:
        DEMO-LADDER.tiers.1.resolve: 1 天
    怎么改:
        逐级放宽 resolve。
    """
    ladder = [tier for tier in _ladder(process) if tier.resolve is not None]
    for lower, upper in pairwise(ladder):
        assert lower.resolve is not None and upper.resolve is not None
        if upper.level != lower.level and elapsed.order(upper.resolve.quantity, lower.resolve.quantity) in (
            -1,
            0,
        ):
            yield Finding(
                "PRC014",
                upper.where("resolve"),
                f"第 {upper.level} 级办结时限 {upper.resolve} 不长于第 {lower.level} 级的 {lower.resolve}",
                f"改为长于 {lower.resolve}",
            )


def levels_not_consecutive(process: Process, scene: Scene) -> Iterator[Finding]:
    """级别没有从 1 起逐级排列。

    为什么:
        缺了一级，升级的人不知道该找谁；两个同级，又不知道先找谁。
    不通过:
        DEMO-LADDER.tiers.1.level: 3
    通过:
        DEMO-LADDER.tiers.1.level: 2
    怎么改:
        按 1、2、3…… 重新编号。
    """
    for expected, tier in enumerate(_ladder(process), start=1):
        if tier.level != expected:
            yield Finding(
                "PRC015",
                tier.where("level"),
                f"这一级编号是 {tier.level}，按顺序应是 {expected}",
                f"改为 level: {expected}",
            )
            return


def tiers_exceed_time_limit(process: Process, scene: Scene) -> Iterator[Finding]:
    """各级办结时限之和超过流程的全程时限（MC-12）。

    为什么:
        每一级的时限从它接手时起算；逐级用满之后，全程早已超时。
    不通过:
        DEMO-LADDER.time_limit: 48 小时
    通过:
        DEMO-LADDER.time_limit: 52 小时
    怎么改:
        缩短某一级的 resolve，或按提示放宽 time_limit。
    """
    limit = process.time_limit
    parts = _resolving(process)
    if limit is None or not parts or elapsed.over(parts, limit.quantity) is not True:
        return
    listed = " + ".join(render(part) for part in parts)
    hint = f"缩短某一级的 resolve，或放宽 time_limit（至少 {listed}）"
    if elapsed.exact([*parts, limit.quantity]):
        unit = limit.quantity.unit
        total = Quantity(sum(elapsed.as_time(part).base() for part in parts) / unit.factor, unit)
        listed, hint = (
            f"{listed} = {measured.said(total)}",
            f"缩短某一级的 resolve，或把 time_limit 改为 {measured.said(total)}",
        )
    yield Finding(
        "PRC016", process.where("time_limit"), f"各级办结时限之和 {listed}，超过全程时限 {limit}", hint
    )


def _resolving(process: Process) -> list[Quantity]:
    return [tier.resolve.quantity for tier in process.tiers if tier.resolve is not None]


def tiers_not_comparable(process: Process, scene: Scene) -> Iterator[Finding]:
    """各级的办结时限与全程时限一边按工作时间、一边按自然时间，加起来没法比（MC-17）。

    为什么:
        三个工作日遇上长假可以是十天；全程写“5 天”，逐级都没有超时，客户也可能已经等了半个月。
    不通过:
        DEMO-LADDER.tiers.1.resolve: 2 工作日
    通过:
        DEMO-LADDER.tiers.1.resolve: 2 天
    怎么改:
        各级与全程用同一种口径：都写自然时间，或都写工作时间。
    """
    limit = process.time_limit
    if limit is None or elapsed.over(_resolving(process), limit.quantity) is not None:
        return
    working = elapsed.is_working(limit.quantity)
    for tier in process.tiers:
        if tier.resolve is not None and elapsed.is_working(tier.resolve.quantity) is not working:
            one, other = ("自然时间", "工作时间") if working else ("工作时间", "自然时间")
            yield Finding(
                "PRC028", tier.where("resolve"), f"办结时限 {tier.resolve} 按{one}，全程时限 {limit} 按{other}，合计无法比较",
                f"两处都按{other}写，或都按{one}写",
            )
            return


def tier_without_escalation(process: Process, scene: Scene) -> Iterator[Finding]:
    """不是最高一级，却没有写升级条件。

    为什么:
        没有升级条件，事情会停在这一级，超时也没有人接手。
    不通过:
        -DEMO-LADDER.tiers.0.escalate_if:
    通过:
        DEMO-LADDER.tiers.0.escalate_if: 4 小时内没有办结
    怎么改:
        补一行 escalate_if，写明本级办结时限到了仍未办结即升级。
    """
    for tier in _ladder(process)[:-1]:
        if not tier.escalate_if:
            limit = f"{tier.resolve}内没有办结" if tier.resolve else "办结时限内没有办结"
            yield Finding(
                "PRC017",
                tier.where("level"),
                f"第 {tier.level} 级没有写升级条件",
                f"补一行“escalate_if: {limit}”",
            )


def escalation_time_differs(process: Process, scene: Scene) -> Iterator[Finding]:
    """升级条件里的时间、金额与本级的时限、权限不一致（MC-13）。

    为什么:
        升级早于时限是抢跑，晚于时限是空档：这段时间里事情没有人管。金额也是：超出权限而不到升级的数，没有人能批。
    不通过:
        DEMO-LADDER.tiers.0.escalate_if: 6 小时内没有办结
    通过:
        DEMO-LADDER.tiers.0.escalate_if: 4 小时内没有办结
    怎么改:
        把升级条件里的时间改成本级的 resolve，金额改成本级 authority 里的数。
    """
    for tier in _ladder(process):
        if differing := _amounts_apart(tier):
            over, most = differing
            yield Finding(
                "PRC018", tier.where("escalate_if"), f"升级条件写 {render(over)}，本级权限到 {render(most)}",
                f"改为 {render(most)}，或改 authority",
            )
        own = [amount.quantity for amount in (tier.accept, tier.respond, tier.resolve) if amount is not None]
        if not tier.escalate_if or tier.resolve is None:
            continue
        times = [
            m.quantity
            for m in find_quantities(tier.escalate_if)
            if m.role == "quantity"
            and m.quantity is not None
            and not m.per
            and not m.every
            and elapsed.as_time(m.quantity).unit.dimension in TIME_LIKE
        ]
        orders = [elapsed.order(said, each) for said in times for each in own]
        if times and all(order in (-1, 1) for order in orders):
            yield Finding(
                "PRC018",
                tier.where("escalate_if"),
                f"升级条件写 {render(times[0])}，本级办结时限是 {tier.resolve}",
                f"改为 {tier.resolve}",
            )


def _amounts_apart(tier: Tier) -> tuple[Quantity, Quantity] | None:
    """The money above which a tier hands on, and up to which it may decide itself, where they are two amounts."""
    over = list(_money(tier.escalate_if or "", (">", ">=")))
    most = list(_money(tier.authority or "", ("<", "<=")))
    if not over or not most or any(one.base() == two.base() and one.unit == two.unit for one in over for two in most):
        return None
    return over[0], most[0]


def _money(text: str, signs: tuple[str, ...]) -> Iterator[Quantity]:
    for mention in find_quantities(text):
        said = mention.quantity
        if said is not None and said.unit.dimension == "money" and mention.bound is not None and mention.bound.op in signs and not mention.per:
            yield said


def first_action_too_late(process: Process, scene: Scene) -> Iterator[Finding]:
    """预案第一步的时限长于首个动作时限。

    为什么:
        预案要求几分钟内有人动手，第一步却给了更长的时间，照着步骤做就已经迟了。
    不通过:
        DEMO-FIRE.plan.first_action_within: 1 分钟
    通过:
        DEMO-FIRE.plan.first_action_within: 3 分钟
    怎么改:
        缩短第一步的 time_limit，或把第一步里要先做的动作单列一步。
    """
    within = process.plan.first_action_within if process.plan else None
    first = process.steps[0].time_limit if process.steps else None
    whole = process.time_limit
    if within is not None and whole is not None and elapsed.order(within.quantity, whole.quantity) == 1:
        yield Finding(
            "PRC019",
            process.where("plan", "first_action_within"),
            f"首个动作须在 {within} 内，比全程时限 {whole} 还长",
            f"改为不长于 {whole} 的时限，预案通常以分钟计",
        )
        return
    if within is not None and first is not None and elapsed.order(first.quantity, within.quantity) == 1:
        yield Finding(
            "PRC019",
            process.where("plan", "first_action_within"),
            f"首个动作须在 {within} 内，第一步“{process.steps[0].name}”的时限却是 {first}",
            f"把第一步的 time_limit 改为不长于 {within}，或把先做的动作单列一步",
        )


def drill_overdue(process: Process, scene: Scene) -> Iterator[Finding]:
    """应急演练已经过期。

    为什么:
        没有练过的预案，出事时只是一张纸。
    不通过:
        DEMO-FIRE.plan.last_drill: 2025-09-15
    通过:
        DEMO-FIRE.plan.last_drill: 2026-09-15
    怎么改:
        补一次演练，把日期写进 last_drill。
    """
    plan = process.plan
    if plan is None or plan.last_drill is None or plan.drill_every is None:
        return
    due = after(plan.last_drill, plan.drill_every)
    if plan.last_drill > scene.as_of:
        yield Finding(
            "PRC020",
            process.where("plan", "last_drill"),
            f"上次演练 {plan.last_drill} 在今天（{scene.as_of}）之后",
            "写已经做过的那一次演练的日期",
        )
    elif due < scene.as_of:
        yield Finding(
            "PRC020",
            process.where("plan", "last_drill"),
            f"上次演练 {plan.last_drill}，每 {plan.drill_every.text} 一次，已于 {due} 到期",
            "补一次演练，把日期写进 last_drill",
        )


RULES = (
    Rule("PRC013", "tier-times-out-of-order", Severity.ERROR, tier_times_out_of_order, Tier),
    Rule("PRC014", "resolve-not-growing", Severity.ERROR, resolve_not_growing, Process),
    Rule("PRC015", "levels-not-consecutive", Severity.ERROR, levels_not_consecutive, Process),
    Rule("PRC016", "tiers-exceed-time-limit", Severity.ERROR, tiers_exceed_time_limit, Process),
    Rule("PRC028", "tiers-not-comparable", Severity.WARNING, tiers_not_comparable, Process),
    Rule("PRC017", "tier-without-escalation", Severity.ERROR, tier_without_escalation, Process),
    Rule("PRC018", "escalation-time-differs", Severity.WARNING, escalation_time_differs, Process),
    Rule("PRC019", "first-action-too-late", Severity.WARNING, first_action_too_late, Process),
    Rule("PRC020", "drill-overdue", Severity.WARNING, drill_overdue, Process),
)
