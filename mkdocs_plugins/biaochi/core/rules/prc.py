"""PRC: the steps of a process lead somewhere, their times add up, and its branches are complete."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from biaochi.core import measured
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Process, Standard, Step
from biaochi.core.quantity import Quantity, render
from biaochi.core.rules import elapsed, flow
from biaochi.core.rules.scene import Scene
from biaochi.core.vocabulary import PHASE


def step_without_exit(process: Process, scene: Scene) -> Iterator[Finding]:
    """从这一步走不到结束。

    为什么:
        流程里转圈或走进死路的步骤，客户和员工都出不来。
    不通过:
        DEMO-SERVE.steps.follow.next: serve
        DEMO-SERVE.steps.serve.next: follow
    通过:
        DEMO-SERVE.steps.follow.next: end
    怎么改:
        给其中一步补一条通向 end（或通向能结束的步骤）的 next。
    """
    graph = flow.edges(process)
    if not flow.known(process, graph):
        return
    ends = flow.reaching_end(graph)
    stuck = [step for step in process.steps if step.id not in ends]
    if stuck:
        last = next((step for step in reversed(stuck) if step.next is not None), stuck[-1])
        names = "、".join(f"“{step.name or step.id}”" for step in stuck[:5])
        yield Finding(
            "PRC001",
            last.where("next"),
            f"从{names}走不到结束",
            f"给步骤“{last.id}”的 next 补一条通向 end 的去向",
        )


def unreachable_step(process: Process, scene: Scene) -> Iterator[Finding]:
    """没有步骤通到这一步。

    为什么:
        走不到的步骤不会有人做，写在流程里却像是有人做。
    不通过:
        DEMO-SERVE.steps.serve.next: end
    通过:
        DEMO-SERVE.steps.serve.next: follow
    怎么改:
        让前面某一步的 next 指向它；不再需要的步骤删去。
    """
    graph = flow.edges(process)
    if not process.steps or not flow.known(process, graph):
        return
    reached = flow.reachable(graph, process.steps[0].id)
    for step in process.steps:
        if step.id not in reached:
            yield Finding(
                "PRC002",
                step.where("id"),
                f"没有步骤通到“{step.name or step.id}”",
                f"让前面某一步的 next 指向 {step.id}，或删去这一步",
            )


def steps_exceed_time_limit(process: Process, scene: Scene) -> Iterator[Finding]:
    """沿某条路径，各步时限与交接时限之和超过流程的全程时限（MC-15）。

    为什么:
        每一步都守时，全程仍会超时；这样的全程时限没有人能兑现。
    不通过:
        DEMO-SERVE.time_limit: 25 分钟
    通过:
        DEMO-SERVE.time_limit: 26 分钟
    怎么改:
        缩短路径上的某一步，或按提示放宽全程时限。
    """
    way = _longest_way(process)
    if way is None or way[0] is not True:
        return
    _, steps, limit = way
    assert process.time_limit is not None
    alone = next(
        (step for step in steps if step.time_limit and elapsed.over([step.time_limit.quantity], limit)), None
    )
    if alone is not None:
        yield Finding(
            "PRC003",
            alone.where("time_limit"),
            f"步骤“{alone.name}”的时限 {alone.time_limit} 超过全程时限 {process.time_limit}",
            f"把这一步改为不超过 {process.time_limit}，或放宽流程的 time_limit",
        )
        return
    parts = _times(steps)
    said = " → ".join(step.name or step.id for step in steps)
    if elapsed.exact([*parts, limit]):
        seconds = sum((elapsed.as_time(part).base() for part in parts), Fraction(0))
        total = Quantity(seconds / limit.unit.factor, limit.unit)
        excess = Quantity(total.value - limit.value, limit.unit)
        message = f"“{said}”合计 {measured.said(total)}，超过全程时限 {process.time_limit}"
        hint = f"把路径上的步骤共缩短 {measured.said(excess)}，或把 time_limit 改为 {measured.said(total)}"
    else:
        listed = " + ".join(render(part) for part in parts)
        message = f"“{said}”合计 {listed}，无论按什么日历都超过全程时限 {process.time_limit}"
        hint = "缩短路径上的步骤，或放宽 time_limit"
    yield Finding("PRC003", process.where("time_limit"), message, hint)


def times_not_comparable(process: Process, scene: Scene) -> Iterator[Finding]:
    """工作时间与自然时间混在一条路径里，合计无法与全程时限相比（MC-17）。

    为什么:
        一个工作日遇上长假可以是九天；混用两种口径，谁也算不出流程是否超时。
    不通过:
        DEMO-SERVE.steps.follow.time_limit: 2 工作小时
        DEMO-SERVE.time_limit: 8 小时
    通过:
        DEMO-SERVE.steps.follow.time_limit: 2 小时
        DEMO-SERVE.time_limit: 8 小时
    怎么改:
        各步与全程用同一种口径：都写自然时间（小时、天），或都写工作时间（工作小时、工作日）。
    """
    way = _longest_way(process)
    if way is None or way[0] is not None:
        return
    _, steps, limit = way
    working = elapsed.is_working(limit)
    for step in steps:
        for key, amount in (
            ("time_limit", step.time_limit),
            ("handoff", step.handoff.within if step.handoff else None),
        ):
            if amount is not None and elapsed.is_working(amount.quantity) is not working:
                one, other = ("自然时间", "工作时间") if working else ("工作时间", "自然时间")
                yield Finding(
                    "PRC004",
                    step.where(key),
                    f"步骤用{one}（{amount}），全程用{other}（{process.time_limit}），合计无法相比",
                    f"改成{other}的单位",
                )
                return


def _times(steps: tuple[Step, ...]) -> list[Quantity]:
    amounts = [a for step in steps for a in (step.time_limit, step.handoff.within if step.handoff else None)]
    return [amount.quantity for amount in amounts if amount is not None]


def _longest_way(process: Process) -> tuple[bool | None, tuple[Step, ...], Quantity] | None:
    """Whether the longest way to the end is over the limit, that way, and the limit; ``None``: nothing to compare."""
    graph = flow.edges(process)
    if process.time_limit is None or not process.steps or not flow.known(process, graph):
        return None
    limit = process.time_limit.quantity
    by_id = {step.id: step for step in process.steps}
    working = elapsed.is_working(limit)
    quantities = [q for step in process.steps for q in _times((step,))]
    exact = elapsed.exact([*quantities, limit])

    def weight(which: str) -> dict[str, Fraction]:
        found = {}
        for step in process.steps:
            spans = [elapsed.span(q, working) for q in _times((step,))]
            found[step.id] = sum((getattr(s, which) for s in spans if s), Fraction(0))
        return found

    def seconds() -> dict[str, Fraction]:
        return {
            s.id: sum((elapsed.as_time(q).base() for q in _times((s,))), Fraction(0)) for s in process.steps
        }

    undecided = None
    for weights in (seconds(),) if exact else (weight("low"), weight("high")):
        way = flow.longest(graph, process.steps[0].id, weights.__getitem__)
        if way is None:
            return None
        steps = tuple(by_id[name] for name in way[1])
        over = elapsed.over(_times(steps), limit)
        if over:
            return True, steps, limit
        if over is None:
            undecided = (None, steps, limit)
    return undecided


def step_without_time_limit(step: Step, scene: Scene) -> Iterator[Finding]:
    """流程有全程时限，这一步却没有时限。

    为什么:
        全程时限靠每一步的时限撑着；少了一步，合计就算不出来。
    不通过:
        -DEMO-SERVE.steps.follow.time_limit:
    通过:
        DEMO-SERVE.steps.follow.time_limit: 5 分钟
    怎么改:
        给这一步补上 time_limit。
    """
    process = scene.entry
    if (
        isinstance(process, Process)
        and process.time_limit
        and not step.key
        and "time_limit" not in step.node.entries
    ):
        yield Finding(
            "PRC005",
            step.where("id"),
            f"全程时限 {process.time_limit}，步骤“{step.name or step.id}”没有时限",
            "补一行“time_limit: …”",
        )


def key_step_unchecked(step: Step, scene: Scene) -> Iterator[Finding]:
    """关键步骤没有对应的指标或检查表。

    为什么:
        关键步骤做得好不好，要有指标来量或有检查表来查，否则“关键”只是一个记号。
    不通过:
        DEMO-FIRE.steps.light.standards: []
    通过:
        DEMO-FIRE.steps.light.standards: [DEMO-WAIT]
    怎么改:
        在这一步的 standards 里写上有指标的标准，或在 checklists 里写上检查表。
    """
    if not step.key or step.checklists:
        return
    for reference in step.standards:
        standard = scene.catalogue.entries.get(reference.entry or "")
        if standard is None or (isinstance(standard, Standard) and standard.metrics):
            return
    yield Finding(
        "PRC011",
        step.where("key"),
        f"关键步骤“{step.name or step.id}”没有指标可量，也没有检查表可查",
        "在 standards 里写上有指标的标准，或在 checklists 里写上检查表",
    )


def phase_missing(process: Process, scene: Scene) -> Iterator[Finding]:
    """服务流程缺少服务接待、服务实施、服务后跟进中的一段。

    为什么:
        服务从接待到跟进才算一个来回；少了跟进，客户的意见没有人收。
    不通过:
        DEMO-SERVE.steps.follow.phase: delivery
    通过:
        DEMO-SERVE.steps.follow.phase: follow-up
    怎么改:
        补上缺的那一段的步骤，或给已有的步骤标上 phase。
    """
    marked = {step.phase for step in process.steps if step.phase}
    if (
        process.type == "service"
        and marked
        and (lacking := [PHASE[phase] for phase in PHASE if phase not in marked])
    ):
        yield Finding(
            "PRC012",
            process.where("steps"),
            f"服务流程没有“{'”“'.join(lacking)}”的步骤",
            "补上这一段，或给已有的步骤标上 phase",
        )


RULES = (
    Rule("PRC001", "step-without-exit", Severity.ERROR, step_without_exit, Process),
    Rule("PRC002", "unreachable-step", Severity.WARNING, unreachable_step, Process),
    Rule("PRC003", "steps-exceed-time-limit", Severity.ERROR, steps_exceed_time_limit, Process),
    Rule("PRC004", "process-times-not-comparable", Severity.WARNING, times_not_comparable, Process),
    Rule("PRC005", "step-without-time-limit", Severity.ERROR, step_without_time_limit, Step),
    Rule("PRC011", "key-step-unchecked", Severity.WARNING, key_step_unchecked, Step),
    Rule("PRC012", "phase-missing", Severity.WARNING, phase_missing, Process),
)
