"""PRC: branches have conditions that differ and leave nothing out; hand-off times agree; serial shares multiply."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Metric, Process, Step
from biaochi.core.plain_text import plain
from biaochi.core.quantity import TIME_LIKE, Quantity, find_quantities, has_number, render
from biaochi.core.regex import regex
from biaochi.core.rules import bands, elapsed, flow
from biaochi.core.rules.prose import PART
from biaochi.core.rules.scene import Scene
from biaochi.core.values import Amount


def handoff_times_differ(process: Process, scene: Scene) -> Iterator[Finding]:
    """交方与接方说的交接时限不一致（MC-16）。

    为什么:
        交的一方按自己的时限算守时，接的一方按自己的时限算迟到，部门之间就此扯皮。
    不通过:
        DEMO-SERVE.steps.serve.handoff: {artefact: 回执, within: 2 分钟}
        DEMO-SERVE.steps.follow.input: 回执(1 分钟内送到)
    通过:
        DEMO-SERVE.steps.serve.handoff: {artefact: 回执, within: 2 分钟}
        DEMO-SERVE.steps.follow.input: 回执(2 分钟内送到)
    怎么改:
        两边商定一个时限，交方的 handoff.within 与接方的 input 写成同一个数。
    """
    graph = flow.edges(process)
    by_id = {step.id: (index, step) for index, step in enumerate(process.steps)}
    for index, giver in enumerate(process.steps):
        if giver.handoff is None or giver.handoff.within is None:
            continue
        within = giver.handoff.within
        for key, text in (
            ("output", giver.output or ""),
            ("does", _handing(giver.does)),
            ("handoff", giver.handoff.artefact),
        ):
            yield from _differs(process, (index, key), text, within, "这一步的文字")
        for target in graph.get(giver.id, ()):
            if target in by_id:
                place, receiver = by_id[target]
                for key, text in (("input", receiver.input or ""), ("does", _receiving(receiver.does))):
                    yield from _differs(process, (place, key), text, within, f"接方“{receiver.name}”", giver)
        yield from _in_other_processes(giver, within, process, scene)


def _in_other_processes(giver: Step, within: Amount, process: Process, scene: Scene) -> Iterator[Finding]:
    """The receiving process names the artefact and the time in its trigger."""
    assert giver.handoff is not None
    artefact = giver.handoff.artefact
    related = {r.target for r in scene.graph.outgoing.get(process.id, ())} | {
        r.source for r in scene.graph.incoming.get(process.id, ())
    }
    for other in sorted(related):
        receiver = scene.catalogue.entries.get(other)
        if isinstance(receiver, Process) and len(artefact) > 1 and artefact in receiver.trigger:
            times = _times(receiver.trigger)
            if times and all(elapsed.order(time, within.quantity) not in (0, None) for time in times):
                message = f"交接时限 {within}，接方流程 {other} 写的是 {render(times[0])}"
                yield Finding("PRC006", giver.where("handoff", "within"), message, "两个流程写成同一个时限")


def _differs(
    process: Process, at: tuple[int, str], text: str, within: Amount, who: str, giver: Step | None = None
) -> Iterator[Finding]:
    times = _times(text)
    if times and all(elapsed.order(time, within.quantity) not in (0, None) for time in times):
        index, key = at
        by = f"交方“{giver.name}”的" if giver else ""
        yield Finding(
            "PRC006",
            process.where("steps", index, key),
            f"{who}写 {render(times[0])}，{by}交接时限是 {within}",
            f"两处写成同一个时限，例如都写 {within}",
        )


def _times(text: str) -> list[Quantity]:
    if not has_number(text):
        return []
    limits = (
        m
        for m in find_quantities(text)
        if m.role == "quantity" and m.bound is not None and m.bound.low is None
    )
    quantities = (m.quantity for m in limits if not m.every and not m.approximate)
    return [
        q
        for q in quantities
        if q is not None and elapsed.as_time(q).unit.dimension in TIME_LIKE
    ]


_HAND = regex(
    r"交给|交至|交到|转交|轉交|移交|交接|送达|送達|送到|转给|轉給|转至|\bhand(?:s|ed)?[ -]?(?:over|off)\b",
    re.I,
)
_RECEIVE = regex(r"收到|接到|拿到|\breceiv", re.I)


def _handing(text: str) -> str:
    """The parts of a sentence that say when something is handed over."""
    return ";".join(part for part in PART.split(plain(text)) if _HAND.search(part))


def _receiving(text: str) -> str:
    """The parts that say by when something should have come: the time stands right before the verb."""
    parts = []
    for part in PART.split(plain(text)):
        verb = _RECEIVE.search(part)
        if verb and not re.search(r"后|後|起|时|以内|内|after|from", part[verb.end() :]):
            parts.append(part[: verb.start()])
    return ";".join(parts)


def same_condition(step: Step, scene: Scene) -> Iterator[Finding]:
    """两个分支的条件相同。

    为什么:
        同一个条件通向两处，员工不知道走哪一边。
    不通过:
        DEMO-SERVE.steps.serve.next: [{to: follow, when: 业务办结}, {to: end, when: 业务办结}]
    通过:
        DEMO-SERVE.steps.serve.next: [{to: follow, when: 业务办结}, {to: end, when: 业务未办结}]
    怎么改:
        写出两个分支的区别。
    """
    if not isinstance(step.next, tuple):
        return
    seen: dict[str, str] = {}
    for index, branch in enumerate(step.next):
        condition = re.sub(r"[\s,。.;、]+", "", plain(branch.when)).casefold()
        if condition and condition in seen and seen[condition] != branch.to:
            yield Finding(
                "PRC009",
                step.where("next", index, "when"),
                f"条件“{branch.when}”已经通向“{seen[condition]}”",
                "写出两个分支的区别",
            )
        seen.setdefault(condition, branch.to)


def branches_not_exhaustive(step: Step, scene: Scene) -> Iterator[Finding]:
    """唯一的去向带有条件，条件不成立时没有去向。

    为什么:
        条件不成立的客户停在这一步，没有人知道下一步。
    不通过:
        DEMO-SERVE.steps.serve.next: [{to: follow, when: 业务办结}]
    通过:
        DEMO-SERVE.steps.serve.next: [{to: follow, when: 业务办结}, {to: end, when: 业务未办结}]
    怎么改:
        补一个“其他情况”的分支；总是走这一边的，直接写“next: 步骤编号”。
    """
    if (
        isinstance(step.next, tuple)
        and len(step.next) == 1
        and step.next[0].when
        and not bands.ELSE.search(step.next[0].when)
    ):
        branch = step.next[0]
        yield Finding(
            "PRC010",
            step.where("next", 0),
            f"只有“{branch.when}”时的去向，条件不成立时没有去向",
            "补一个“when: 其他情况”的分支",
        )


def bands_overlap_or_gap(process: Process, scene: Scene) -> Iterator[Finding]:
    """分支或预案分级的数值范围重叠，或留有空档（MC-36）。

    为什么:
        以上、以下都含本数：“30 分钟以下”与“30 分钟以上”在恰好 30 分钟时都成立；两头都不含，又没有人管。
    不通过:
        DEMO-FIRE.plan.levels: [{name: 一级, when: 停电 30 分钟以上}, {name: 二级, when: 停电 30 分钟以下}]
    通过:
        DEMO-FIRE.plan.levels: [{name: 一级, when: 停电超过 30 分钟}, {name: 二级, when: 停电不超过 30 分钟}]
    怎么改:
        相邻的两个范围一个含本数、一个不含，首尾相接。
    """
    for index, step in enumerate(process.steps):
        if isinstance(step.next, tuple):
            conditions = [branch.when for branch in step.next]
            for fault in bands.faults(conditions, from_the_bottom=True):
                at = process.where("steps", index, "next", fault.index, "when")
                yield Finding("PRC021", at, f"条件“{conditions[fault.index]}”：{fault.message}", fault.hint)
    if process.plan is not None:
        conditions = [level.when for level in process.plan.levels]
        for fault in bands.faults(conditions, from_the_bottom=False):
            at = process.where("plan", "levels", fault.index, "when")
            yield Finding("PRC021", at, f"分级“{conditions[fault.index]}”：{fault.message}", fault.hint)
        if apart := bands.starts_apart(process.trigger, conditions):
            at = process.where("plan", "levels", apart.index, "when")
            yield Finding("PRC021", at, f"分级“{conditions[apart.index]}”：{apart.message}", apart.hint)


def serial_shares(process: Process, scene: Scene) -> Iterator[Finding]:
    """各步达成率相乘，低于流程结果所说的比例（MC-37）。

    为什么:
        三步各有 95% 守时，全程守时的只有 86%；把 95% 当作全程的承诺会落空。
    不通过:
        DEMO-SERVE.outcome: 95% 的顾客在 30 分钟内办结
        DEMO-SERVE.steps.greet.does: 95% 的顾客在 1 分钟内听到店员说出问候语
        DEMO-SERVE.steps.follow.does: 95% 的顾客在 5 分钟内收到店员递交的回执
    通过:
        DEMO-SERVE.outcome: 90% 的顾客在 30 分钟内办结
        DEMO-SERVE.steps.greet.does: 95% 的顾客在 1 分钟内听到店员说出问候语
        DEMO-SERVE.steps.follow.does: 95% 的顾客在 5 分钟内收到店员递交的回执
    怎么改:
        降低结果里的比例到提示的数，或提高各步的达成率。
    """
    overall = _share(process.outcome)
    graph = flow.edges(process)
    if overall is None or not process.steps or not flow.known(process, graph):
        return
    by_id = {step.id: step for step in process.steps}
    shares = {step.id: _step_share(step, scene) for step in process.steps}
    # The way with the most steps that carry a share stands for all.
    way = flow.longest(graph, process.steps[0].id, lambda name: 1 - (shares[name] or Fraction(1)))
    found = [shares[name] for name in way[1] if shares[name]] if way else []
    product = Fraction(1)
    for share in found:
        product *= share or 1
    if len(found) > 1 and product < overall:
        names = " × ".join(
            f"{float((shares[n] or 1) * 100):g}%" for n in (way[1] if way else ()) if shares[n] and by_id[n]
        )
        yield Finding(
            "PRC022",
            process.where("outcome"),
            f"结果要求 {float(overall * 100):g}%，各步相乘 {names} = {float(product * 100):.1f}%",
            f"把结果里的比例改为不高于 {float(product * 100):.1f}%，或提高各步的达成率",
        )


def _share(text: str) -> Fraction | None:
    """The share of cases that a text claims within a limit of time."""
    return (
        next((m.share for m in find_quantities(text) if m.share and m.bound), None)
        if has_number(text)
        else None
    )


def _step_share(step: Step, scene: Scene) -> Fraction | None:
    if share := _share(step.does):
        return share
    for reference in step.standards:
        metric: Metric | None = (
            scene.catalogue.metric(reference.entry, reference.metric) if reference.metric else None
        )
        if (
            metric is not None
            and metric.aggregation == "share-within"
            and not isinstance(metric.target, tuple | None)
        ):
            return Fraction(metric.target) / 100
    return None


RULES = (
    Rule("PRC006", "handoff-times-differ", Severity.ERROR, handoff_times_differ, Process),
    # PRC007 and PRC008 were never given out.
    Rule("PRC009", "same-condition-twice", Severity.ERROR, same_condition, Step),
    Rule("PRC010", "branches-not-exhaustive", Severity.WARNING, branches_not_exhaustive, Step),
    Rule("PRC021", "bands-overlap-or-gap", Severity.ERROR, bands_overlap_or_gap, Process),
    Rule("PRC022", "serial-shares", Severity.WARNING, serial_shares, Process),
)
