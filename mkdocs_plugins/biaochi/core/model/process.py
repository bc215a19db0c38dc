"""A process: steps, the tiers of an escalation, the plan of a contingency."""

from __future__ import annotations

import datetime as dt

from biaochi.core import reference, shape, values
from biaochi.core import vocabulary as words
from biaochi.core.frontmatter import Node, Sequence
from biaochi.core.model.entry import Entry, blank
from biaochi.core.model.metric import Number
from biaochi.core.quantity import Period
from biaochi.core.reference import Ref
from biaochi.core.shape import Needed, Part, Reading, always, declare
from biaochi.core.slotted import dataclass
from biaochi.core.values import Amount
from biaochi.core.written import reads

_of_key_step = Needed("关键步骤必填", lambda map_, _: shape.raw(map_, "key") == "true")
_with_steps = Needed("分级响应以外必填", lambda map_, _: shape.raw(map_, "type") != "escalation")
_with_tiers = Needed("分级响应必填", lambda map_, _: shape.raw(map_, "type") == "escalation")
_with_plan = Needed("应急预案必填", lambda map_, _: shape.raw(map_, "type") == "contingency")


@dataclass(frozen=True, kw_only=True, slots=True)
class Branch(Part):
    """One way on from a step: to another step (or ``end``) under a condition."""

    to: str = declare(reference.step, "去向", always, "")
    when: str = declare(shape.text, "条件", always, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Handoff(Part):
    """What is handed to the next role, and how soon."""

    artefact: str = declare(shape.text, "交接物", always, "")
    within: Amount | None = declare(values.duration, "交接时限", always)


@reads("步骤的编号、end，或分支的列表")
def _next(node: Node, reading: Reading, name: str) -> str | tuple[Branch, ...] | None:
    """A step, ``end``, or branches."""
    if isinstance(node, Sequence):
        found = shape.many(shape.part(Branch))(node, reading, name)
        return None if found is None else tuple(found)
    return reference.step(node, reading, name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Step(Part):
    """One step. Without ``next`` it leads to the one after it."""

    id: str = declare(values.local_id, "编号", always, "")
    name: str = declare(shape.text, "名称", always, "")
    role: str | None = declare(reference.role, "岗位", always)
    does: str = declare(shape.text, "做法", always, "")
    time_limit: Amount | None = declare(values.duration, "时限", _of_key_step)
    key: bool = declare(shape.flag, "关键步骤", default=False)
    phase: str | None = declare(shape.one_of(words.PHASE), "阶段")
    input: str | None = declare(shape.text, "输入")
    output: str | None = declare(shape.text, "输出")
    standards: tuple[Ref, ...] = declare(shape.many(reference.ref("standard", clause=True, metric=True), one_allowed=True), "标准", default=())
    scripts: tuple[Ref, ...] = declare(shape.many(reference.ref("script"), one_allowed=True), "话术", default=())
    checklists: tuple[Ref, ...] = declare(shape.many(reference.ref("checklist"), one_allowed=True), "检查表", default=())
    next: str | tuple[Branch, ...] | None = declare(_next, "下一步")
    handoff: Handoff | None = declare(shape.part(Handoff), "交接")


@dataclass(frozen=True, kw_only=True, slots=True)
class Tier(Part):
    """One level of an escalation; its times run from when the tier takes the case."""

    level: Number | None = declare(shape.number, "级别", always)
    name: str = declare(shape.text, "名称", always, "")
    role: str | None = declare(reference.role, "岗位", always)
    accept: Amount | None = declare(values.duration, "受理时限", always)
    respond: Amount | None = declare(values.duration, "答复时限", always)
    resolve: Amount | None = declare(values.duration, "办结时限", always)
    escalate_if: str | None = declare(shape.text, "升级条件")
    authority: str | None = declare(shape.text, "权限")


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanLevel(Part):
    """One level of an emergency."""

    name: str = declare(shape.text, "级别", always, "")
    when: str = declare(shape.text, "判定条件", always, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan(Part):
    """The frame of a contingency plan."""

    levels: tuple[PlanLevel, ...] = declare(shape.many(shape.part(PlanLevel)), "分级", always, ())
    first_action_within: Amount | None = declare(values.duration, "首个动作时限", always)
    drill_every: Period | None = declare(values.period, "演练周期", always)
    last_drill: dt.date | None = declare(values.date, "上次演练", always)


@dataclass(frozen=True, kw_only=True, slots=True)
class Process(Entry):
    """A service process, an escalation or a contingency plan."""

    type: str | None = declare(shape.one_of(words.PROCESS_TYPE), "类型", always)
    trigger: str = declare(shape.text, "触发", always, "")
    outcome: str = declare(shape.text, "结果", always, "")
    accountable: str | None = declare(reference.role, "唯一责任岗位", always)
    time_limit: Amount | None = declare(values.duration, "全程时限")
    steps: tuple[Step, ...] = declare(shape.many(shape.part(Step)), "步骤", _with_steps, ())
    tiers: tuple[Tier, ...] = declare(shape.many(shape.part(Tier)), "级别", _with_tiers, ())
    plan: Plan | None = declare(shape.part(Plan), "预案", _with_plan)
    paper: str | None = declare(shape.one_of(("A3", "A4")), "海报纸张")
    fields: tuple[str, ...] | None = declare(shape.many(blank), "海报表头栏目")

    @property
    def posted(self) -> bool:
        """Whether it hangs on a wall: a ladder or an emergency plan."""
        return self.type in ("escalation", "contingency")
