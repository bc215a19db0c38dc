"""A service standard with its metrics, promises, basis and pilot."""

from __future__ import annotations

import datetime as dt

from biaochi.core import reference, shape, values
from biaochi.core import vocabulary as words
from biaochi.core.frontmatter import Node, Scalar
from biaochi.core.model.entry import Entry
from biaochi.core.model.metric import Metric, Number
from biaochi.core.reference import Ref
from biaochi.core.shape import Needed, Part, Reading, always, declare, in_force
from biaochi.core.slotted import dataclass
from biaochi.core.values import Amount
from biaochi.core.written import reads

_needs_or_in_force = Needed("需求分析阶段与现行时必填", lambda _, reading: reading.status in ("needs", "in-force"))


@reads("列表：sites.yml 里的门店；或门店数")
def _sites(node: Node, reading: Reading, name: str) -> tuple[str, ...] | int | None:
    """Ids of sites, or how many there were."""
    if isinstance(node, Scalar) and isinstance(node.value, int):
        return shape.whole(node, reading, name)
    found = shape.many(reference.site, one_allowed=True)(node, reading, name)
    return None if found is None else tuple(found)


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision(Part):
    """Who decides on a bespoke request, and how soon."""

    role: str | None = declare(reference.role, "决定岗位", always)
    within: Amount | None = declare(values.duration, "决定时限", always)


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis(Part):
    """What a standard rests on: a need, the industry, or one's own capability."""

    type: str | None = declare(shape.one_of(words.BASIS_TYPE), "依据类型", always)
    method: str | None = declare(shape.one_of(words.BASIS_METHOD), "获取方法", always)
    source: str = declare(shape.text, "来源", always, "")
    finding: str = declare(shape.text, "结论", always, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class DelayNotice(Part):
    """How soon before or after a delay the customer is told, and how."""

    within: Amount | None = declare(values.duration, "告知时限", always)
    channel: str = declare(shape.text, "告知渠道", always, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Promise(Part):
    """What customers are told. ``notice`` is in days."""

    id: str = declare(values.local_id, "编号", always, "")
    text: str = declare(shape.text, "承诺", always, "")
    metric: Ref | None = declare(reference.ref(metric=True, entry=False), "指标", always)
    target: Number | Amount | None = declare(values.amount, "承诺值", always)
    limit: Number | Amount | None = declare(values.amount, "底线")
    channels: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "公示渠道", in_force, ())
    remedy: str | None = declare(shape.text, "补救", in_force)
    disclosure: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "事先告知", default=())
    delay_notice: DelayNotice | None = declare(shape.part(DelayNotice), "延误告知")
    extra: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "额外关怀（不属承诺）", default=())
    notice: int = declare(shape.whole, "放宽前公告天数", default=30)
    evidence: str | None = declare(reference.evidence, "证据")


@dataclass(frozen=True, kw_only=True, slots=True)
class PilotResult(Part):
    """What a pilot measured for one metric."""

    metric: Ref | None = declare(reference.ref(metric=True, entry=False), "指标", always)
    value: Number | None = declare(shape.number, "实测值", always)


@dataclass(frozen=True, kw_only=True, slots=True)
class Pilot(Part):
    """A trial run: where, when, how many cases, with what result."""

    sites: tuple[str, ...] | int | None = declare(_sites, "试行门店", always)
    from_: dt.date | None = declare(values.date, "开始日期", always)
    to: dt.date | None = declare(values.date, "结束日期", always)
    sample: int | None = declare(shape.whole, "样本量", always)
    result: tuple[PilotResult, ...] = declare(shape.many(shape.part(PilotResult)), "结果", in_force, ())
    adjustments: tuple[str, ...] = declare(shape.many(shape.text, one_allowed=True), "调整", default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Standard(Entry):
    """A service standard."""

    tier: str | None = declare(shape.one_of(words.TIER), "层级", shape.from_stage("draft"))
    options: tuple[str, ...] = declare(shape.many(shape.text), "可选项", shape.when(tier="choice"), ())
    decision: Decision | None = declare(shape.part(Decision), "决定权", shape.when(tier="custom"))
    category: str | None = declare(shape.one_of(words.CATEGORY), "类别", shape.from_stage("draft"))
    objectives: tuple[str, ...] = declare(shape.many(shape.one_of(words.OBJECTIVE), one_allowed=True), "目标", shape.from_stage("draft"), ())
    criticality: str | None = declare(shape.one_of(words.CRITICALITY), "关键程度", shape.from_stage("draft"))
    basis: tuple[Basis, ...] = declare(shape.many(shape.part(Basis), one_allowed=True), "依据", _needs_or_in_force, ())
    metrics: tuple[Metric, ...] = declare(shape.many(shape.part(Metric)), "指标", shape.from_stage("draft"), ())
    promises: tuple[Promise, ...] = declare(shape.many(shape.part(Promise)), "承诺", default=())
    pilot: Pilot | None = declare(shape.part(Pilot), "试行", shape.from_stage("pilot"))
