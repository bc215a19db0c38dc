"""Changes of processes: steps and their times, tiers of an escalation, the plan of a contingency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from biaochi.core.diff.change import LOOSENED, NEUTRAL, TIGHTENED, Direction
from biaochi.core.diff.compared import against
from biaochi.core.diff.content import canonical
from biaochi.core.diff.gathering import Gathering, paired
from biaochi.core.diff.prose import sentence_changes
from biaochi.core.location import Location
from biaochi.core.model import Catalogue, Process, Step, Tier

OWN = ("steps", "tiers", "plan", "time_limit")
KINDS = dict.fromkeys(("type", "trigger", "outcome", "accountable"), "requirement-changed")

_DIRECTIONS: dict[str, Direction] = {
    "clause-strengthened": TIGHTENED,
    "clause-weakened": LOOSENED,
    "clause-reworded": NEUTRAL,
}


def compare_processes(old: Process, new: Process, found: Gathering) -> None:
    """The process as a whole, then its parts."""
    retimed("process-retimed", old.time_limit, new.time_limit, new.where("time_limit"), "全程时限", "", found)
    called = {step.id: step.name for step in (*old.steps, *new.steps) if step.name} | {"end": "结束"}
    for before, after in paired(old.steps, new.steps, lambda step: step.id):
        if after is None and before is not None:
            found.say(
                "step-removed",
                new.where("steps"),
                f"步骤 {_name(before)}",
                _whole(before, found.before),
                "",
                subject=f"step:{before.id}",
            )
        elif before is None and after is not None:
            found.say(
                "step-added",
                after.where("id"),
                f"步骤 {_name(after)}",
                "",
                _whole(after, found.after),
                subject=f"step:{after.id}",
            )
        elif before is not None and after is not None:
            _step(before, after, called, found)
    found.order(
        (s.id for s in old.steps), (s.id for s in new.steps), new.where("steps"), "步骤", "steps-reordered"
    )
    found.order(
        (str(t.level) for t in old.tiers), (str(t.level) for t in new.tiers), new.where("tiers"), "响应级别"
    )
    for tier_before, tier_after in paired(old.tiers, new.tiers, lambda tier: canonical(tier.level)):
        if tier_after is None and tier_before is not None:
            found.say(
                "tier-removed",
                new.where("tiers"),
                f"第 {tier_before.level} 级",
                tier_before.name,
                "",
                subject=f"tier:{tier_before.level}",
            )
        elif tier_before is None and tier_after is not None:
            found.say(
                "tier-added",
                tier_after.where("level"),
                f"第 {tier_after.level} 级",
                "",
                tier_after.name,
                subject=f"tier:{tier_after.level}",
            )
        elif tier_before is not None and tier_after is not None:
            _tier(tier_before, tier_after, found)
    _plan(old, new, found)


def retimed(kind: str, old: Any, new: Any, at: Location, what: str, subject: str, found: Gathering) -> None:
    """A time limit: shorter is tighter, none at all is loosest."""
    if canonical(old) == canonical(new):
        return
    if old is None or new is None:
        direction: Direction | None = TIGHTENED if old is None else LOOSENED
    else:
        direction = against(old, new, "lower")
    found.say(kind, at, what, old, new, direction=direction or NEUTRAL, subject=subject)


def reworded(
    kind: str, old: str | None, new: str | None, at: Location, what: str, subject: str, found: Gathering
) -> None:
    """A sentence of what is to be done, with the direction that its words tell."""
    for change, left, right in sentence_changes([old] if old else [], [new] if new else [], found.new.lang):
        found.say(kind, at, what, left, right, direction=_DIRECTIONS[change], subject=subject)


def _name(step: Step) -> str:
    return f"{step.id}（{step.name}）" if step.name else step.id


def _whole(step: Step, catalogue: Catalogue) -> str:
    """A step in one line: who, how soon, what."""
    head = "，".join(part for part in (catalogue.role_name(step.role), f"≤ {step.time_limit}" if step.time_limit else "") if part)
    return f"{head}：{step.does}" if head else step.does


def _step(old: Step, new: Step, called: Mapping[str, str], found: Gathering) -> None:
    """Where a step leads is told by what the steps are ``called``."""
    what, subject = f"步骤 {_name(new)}", f"step:{new.id}"
    retimed(
        "step-retimed",
        old.time_limit,
        new.time_limit,
        new.where("time_limit"),
        f"{what}的时限",
        subject,
        found,
    )
    reworded("step-changed", old.does, new.does, new.where("does"), f"{what}的做法", subject, found)
    if old.role != new.role:
        names = found.before.role_name(old.role), found.after.role_name(new.role)
        found.say("step-reassigned", new.where("role"), f"{what}的岗位", *names, subject=subject)
    if old.key != new.key:
        found.say(
            "key-step-added" if new.key else "key-step-dropped",
            new.where("key"),
            what,
            old.key,
            new.key,
            subject=subject,
        )
    left, right = old.handoff, new.handoff
    if left and right and canonical(left.within) != canonical(right.within):
        retimed(
            "step-retimed",
            left.within,
            right.within,
            right.where("within"),
            f"{what}的交接时限",
            subject,
            found,
        )
    if (left is None) != (right is None) or (left and right and found.differs(left.artefact, right.artefact)):
        direction = LOOSENED if right is None else TIGHTENED if left is None else NEUTRAL
        found.say(
            "step-changed",
            new.where("handoff"),
            f"{what}的交接",
            left,
            right,
            direction=direction,
            subject=subject,
        )
    if found.differs(old.next, new.next):
        found.say("step-changed", new.where("next"), f"{what}的下一步", old.next, new.next, subject=subject, vocabulary=called)
    for name, label in (("standards", "标准"), ("scripts", "话术"), ("checklists", "检查表")):
        there, here = [str(r) for r in getattr(old, name)], [str(r) for r in getattr(new, name)]
        found.words(there, here, "link-dropped", "link-added", new.where(name), f"{what}的{label}", subject)
    found.rest(
        old,
        new,
        {"": "step-changed", "name": "field-changed"},
        what,
        subject,
        leave=("time_limit", "does", "role", "key", "handoff", "standards", "scripts", "checklists", "next"),
    )


def _tier(old: Tier, new: Tier, found: Gathering) -> None:
    what, subject = f"第 {new.level} 级（{new.name}）", f"tier:{new.level}"
    for name, label in (("accept", "受理时限"), ("respond", "答复时限"), ("resolve", "办结时限")):
        retimed(
            "tier-retimed",
            getattr(old, name),
            getattr(new, name),
            new.where(name),
            f"{what}的{label}",
            subject,
            found,
        )
    found.rest(
        old,
        new,
        {"": "tier-changed", "name": "field-changed"},
        what,
        subject,
        leave=("level", "accept", "respond", "resolve"),
    )


def _plan(old: Process, new: Process, found: Gathering) -> None:
    left, right = old.plan, new.plan
    if left is None or right is None:
        if left is not right:
            direction = TIGHTENED if left is None else LOOSENED
            found.say("plan-changed", new.where("plan"), "预案", left, right, direction=direction)
        return
    retimed(
        "plan-changed",
        left.first_action_within,
        right.first_action_within,
        right.where("first_action_within"),
        "预案的首个动作时限",
        "plan",
        found,
    )
    a, b = left.drill_every, right.drill_every
    if canonical(a) != canonical(b):
        direction = TIGHTENED if a is None or (b is not None and b.days < a.days) else LOOSENED
        found.say(
            "plan-changed",
            right.where("drill_every"),
            "预案的演练周期",
            a,
            b,
            direction=direction,
            subject="plan",
        )
    found.rest(
        left,
        right,
        {"": "plan-changed", "last_drill": "field-changed"},
        "预案",
        "plan",
        leave=("first_action_within", "drill_every"),
    )
