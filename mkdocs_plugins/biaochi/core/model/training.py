"""A training: for whom, in what form, what it covers and how it is assessed."""

from __future__ import annotations

from biaochi.core import reference, shape, values
from biaochi.core import vocabulary as words
from biaochi.core.model.entry import Entry
from biaochi.core.quantity import Period
from biaochi.core.reference import Ref
from biaochi.core.shape import Part, always, declare
from biaochi.core.slotted import dataclass
from biaochi.core.values import Amount


@dataclass(frozen=True, kw_only=True, slots=True)
class Phase(Part):
    """One phase: its form and how long it takes."""

    form: str = declare(shape.text, "形式", always, "")
    duration: Amount | None = declare(values.duration, "时长", always)


@dataclass(frozen=True, kw_only=True, slots=True)
class Drill(Part):
    """A script practised, who scores it and what passes."""

    script: Ref | None = declare(reference.ref("script"), "话术", always)
    form: str = declare(shape.text, "形式", always, "")
    scorer: str = declare(shape.text, "评分人", always, "")
    pass_: str = declare(shape.text, "合格线", always, "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment(Part):
    """How the training is examined."""

    method: str = declare(shape.text, "考核方式", always, "")
    pass_: str = declare(shape.text, "合格线", always, "")
    every: Period | None = declare(values.period, "考核周期")


@dataclass(frozen=True, kw_only=True, slots=True)
class Training(Entry):
    """A training. To cover a standard is to cover all its clauses."""

    audience: tuple[str, ...] = declare(shape.many(reference.role, one_allowed=True), "对象", always, ())
    cycle: str | None = declare(shape.one_of(words.CYCLE), "类型", always)
    every: Period | None = declare(values.period, "复训周期", shape.when(cycle="refresher"))
    phases: tuple[Phase, ...] = declare(shape.many(shape.part(Phase)), "阶段", always, ())
    covers: tuple[Ref, ...] = declare(shape.many(reference.ref("standard", "process", "script", "checklist", clause=True)), "覆盖", always, ())
    drills: tuple[Drill, ...] = declare(shape.many(shape.part(Drill)), "演练", default=())
    assessment: Assessment | None = declare(shape.part(Assessment), "考核", always)
