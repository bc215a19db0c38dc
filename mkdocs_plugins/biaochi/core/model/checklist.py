"""A checklist: a counter card, an inspection, a mystery visit or a survey."""

from __future__ import annotations

from biaochi.core import reference, shape, values
from biaochi.core import vocabulary as words
from biaochi.core.model.entry import Entry, blank
from biaochi.core.model.metric import Number, Sample
from biaochi.core.quantity import Frequency
from biaochi.core.reference import Ref
from biaochi.core.shape import Part, always, declare
from biaochi.core.slotted import dataclass
from biaochi.core.values import Amount


@dataclass(frozen=True, kw_only=True, slots=True)
class Every(Part):
    """How often, and who does it."""

    every: Frequency | None = declare(values.recurrence, "频次", always)
    by: str | None = declare(reference.role, "岗位")


@dataclass(frozen=True, kw_only=True, slots=True)
class Item(Part):
    """One line of a checklist. ``pass_`` is a condition or a bare number (at least)."""

    id: str = declare(values.local_id, "编号", always, "")
    text: str = declare(shape.text, "内容", always, "")
    type: str | None = declare(shape.one_of(words.ITEM_TYPE), "类型", always)
    clause: tuple[Ref, ...] = declare(shape.many(reference.ref("standard", "process", clause=True, entry=False), one_allowed=True), "条款", default=())
    metric: Ref | None = declare(reference.ref("standard", metric=True, entry=False), "指标")
    pass_: str | None = declare(shape.text, "合格条件")
    weight: Number | None = declare(shape.number, "权重")
    critical: bool = declare(shape.flag, "一票否决", default=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Checklist(Entry):
    """A printable list of checks or questions. ``fields`` are the blanks in its head besides place and date, ``signatures`` those
    in its foot; not given (``None``), they follow from what the sheet is for."""

    use: str | None = declare(shape.one_of(words.CHECKLIST_USE), "用途", always)
    when: str | Every | None = declare(shape.either(shape.part(Every), shape.text), "何时", always)
    paper: str | None = declare(shape.one_of(words.PAPER), "纸张", always)
    items: tuple[Item, ...] = declare(shape.many(shape.part(Item)), "项目", always, ())
    fields: tuple[str, ...] | None = declare(shape.many(blank), "表头栏目")
    signatures: tuple[str, ...] | None = declare(shape.many(blank), "签名栏")
    sampling: str | None = declare(shape.one_of(words.SAMPLING), "抽样方式", shape.when(use="mystery-visit"))
    sample: Sample | None = declare(shape.part(Sample), "样本", shape.when(use="mystery-visit"))
    anonymous: bool | None = declare(shape.flag, "匿名", shape.when(use="mystery-visit"))
    consequence: str | None = declare(shape.text, "结果运用", shape.when(use="mystery-visit"))
    timing: str | None = declare(shape.one_of(words.SURVEY_TIMING), "时机", shape.when(use="survey"))
    delay: Amount | None = declare(values.duration, "间隔", shape.when(use="survey", timing="delayed"))
