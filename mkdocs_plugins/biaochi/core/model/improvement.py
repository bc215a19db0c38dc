"""An improvement: the closed loop from a problem to what was changed."""

from __future__ import annotations

import datetime as dt

from biaochi.core import reference, shape, values
from biaochi.core import vocabulary as words
from biaochi.core.model.entry import Entry
from biaochi.core.reference import Ref
from biaochi.core.shape import Part, always, declare, in_force
from biaochi.core.slotted import dataclass
from biaochi.core.values import Version


@dataclass(frozen=True, kw_only=True, slots=True)
class Action(Part):
    """One action: what, who, by when, and when it was done."""

    does: str = declare(shape.text, "行动", always, "")
    owner: str | None = declare(reference.role, "责任岗位", always)
    due: dt.date | None = declare(values.date, "期限", always)
    done: dt.date | bool | None = declare(values.done, "完成")


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed(Part):
    """An entry that was changed, and the version that carries the change."""

    entry: Ref | None = declare(reference.ref(), "条目", always)
    version: Version | None = declare(values.version, "版本", always)


@dataclass(frozen=True, kw_only=True, slots=True)
class Improvement(Entry):
    """A problem, its causes (five whys), what was done and what changed."""

    source: str | None = declare(shape.one_of(words.IMPROVEMENT_SOURCE), "来源", always)
    problem: str = declare(shape.text, "问题", always, "")
    causes: tuple[str, ...] = declare(shape.many(shape.text), "原因", always, ())
    actions: tuple[Action, ...] = declare(shape.many(shape.part(Action)), "行动", always, ())
    changed: tuple[Changed, ...] = declare(shape.many(shape.part(Changed)), "已变更", in_force, ())
    evidence: str | None = declare(reference.evidence, "证据")
