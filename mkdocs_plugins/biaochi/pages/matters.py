"""What is to be mended in a handbook: every matter with its entry and the role that owns it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Diagnostic, Severity
from biaochi.core.model import Entry, Standard
from biaochi.core.slotted import dataclass
from biaochi.core.suspect import suspects_of
from biaochi.pages.due import SOON, due
from biaochi.pages.matrix import uncovered

KINDS = {
    "measure": "不可测量", "check": "现行条款未受检", "train": "现行条款未受训", "review": "90 天内到期", "stage": "尚未生效",
    "suspect": "可疑引用", "orphan": "无人引用", "waiver": "豁免", "finding": "其他问题",
}  # fmt: skip
"""What kinds of matters there are, in the order of the page."""

ADVICE = {
    "measure": "写出看得见的动作或带单位的数；点代码看不通过与通过的例子。",
    "check": "在检查表里加一项，对应的条款（clause）写这一条；能用指标去量的，在条款末尾写上那个指标（metric）。",
    "train": "在一个培训的覆盖内容（covers）里写上这一条，或写整条标准。",
    "review": "办完告诉手册的编辑，把日子写进条目：复审写下次的日子（review_by），话术写这次评审的日子（last_reviewed），演练写这次演练的日子（last_drill），行动写做完的日子（done）。",
    "stage": "备齐下一阶段要的，再由编辑改状态（status）；缺什么，检查会逐项说出。",
    "suspect": "核对引用的内容是否还成立，再运行 biaochi confirm。",
    "orphan": "由标准、流程或培训引用它；不再用的，状态改为已废止（retired）。",
    "waiver": "到期以前改正原处；仍要延长的，重新批准并改到期日（until）。",
    "finding": "点代码看怎么改。",
}
"""Kind → what its owner does about it."""

_ORPHANS = ("LNK010", "LNK011", "LNK012")
_MEASURED = ("MSR", "WRD")
_OVERDUE = ("LIF010", "LIF016", "LIF017", "PRC020")
"""Told with the day on which it fell due."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing to mend. ``fragment`` is where on the entry's page, ``due`` by when, ``what`` what was seen,
    ``code`` the rule that says so."""

    kind: str
    what: str
    entry: Entry | None
    owner: str | None
    fragment: str | None = None
    due: dt.date | None = None
    place: str = ""
    code: str = ""


def matters(outcome: Outcome) -> list[Matter]:
    """Every matter, by kind; those with a date soonest first."""
    dated = list(_dated(outcome))
    late = {m.entry.id for m in dated if m.entry and m.due and m.due < outcome.as_of}
    found = [*_findings(outcome, late), *_uncovered(outcome), *dated, *_stages(outcome), *_suspect(outcome), *_waived(outcome)]
    order = list(KINDS)
    return sorted(found, key=lambda m: (order.index(m.kind), m.due or dt.date.max))


def measurable(outcome: Outcome) -> tuple[int, int]:
    """How many standards have metrics and no open finding of measure or wording, and out of how many."""
    standards = [s for s in outcome.catalogue.of(Standard) if not s.retired]
    vague = {d.entry for d in outcome.diagnostics if d.code.startswith(_MEASURED) and d.severity is not Severity.INFO}
    return sum(bool(s.metrics) and s.id not in vague for s in standards), len(standards)


def unmeasured(outcome: Outcome) -> list[Standard]:
    """The standards that have no metric yet: in their first stages nobody asks for one."""
    return [s for s in outcome.catalogue.of(Standard) if not s.retired and not s.metrics]


def _findings(outcome: Outcome, late: Collection[str]) -> Iterator[Matter]:
    for found in outcome.diagnostics:
        if found.severity is Severity.INFO or found.code == "LNK030" or (found.code in _OVERDUE and found.entry in late):
            continue
        kind = "measure" if found.code.startswith(_MEASURED) else "orphan" if found.code in _ORPHANS else "finding"
        yield _of_diagnostic(kind, found, outcome, found.message)


def _of_diagnostic(kind: str, found: Diagnostic, outcome: Outcome, what: str, due: dt.date | None = None) -> Matter:
    entry = outcome.catalogue.entries.get(found.entry or "")
    return Matter(kind, what, entry, entry.owner if entry else None, None, due, found.place, found.code)


def _uncovered(outcome: Outcome) -> Iterator[Matter]:
    """Clauses of standards in force that no item or metric checks, or no training teaches."""
    for standard in outcome.catalogue.of(Standard):
        if standard.in_force:
            for kind, clauses in zip(("check", "train"), uncovered(standard, outcome.graph), strict=True):
                yield from (Matter(kind, f"第 {clause.number} 条", standard, standard.owner, clause.id) for clause in clauses)


def _dated(outcome: Outcome) -> Iterator[Matter]:
    """What is overdue or falls due soon; waivers are listed by themselves."""
    for one in due(outcome):
        in_use = one.entry.in_force or one.what == "action"
        if one.what != "waiver" and in_use and one.day <= outcome.as_of + SOON:
            late = "已逾期" if one.day < outcome.as_of else "将到期"
            yield Matter("review", f"{one.name}{late}{'：' if one.told else ''}{one.told}", one.entry, one.owner, one.fragment, one.day)


def _stages(outcome: Outcome) -> Iterator[Matter]:
    """What is on its way to be in force."""
    for entry in outcome.catalogue.entries.values():
        if entry.announced(outcome.as_of):
            yield Matter("stage", "已公布，等待生效", entry, entry.owner, None, entry.effective)
        elif not entry.in_force and not entry.retired:
            yield Matter("stage", f"现在是：{words.STATUS.get(entry.status or '', '没有状态')}", entry, entry.owner)


def _suspect(outcome: Outcome) -> Iterator[Matter]:
    for entry in outcome.catalogue.entries.values():
        for suspect in suspects_of(entry, outcome.catalogue):
            what = f"引用时 {suspect.target} 是 {suspect.major}.x 版，现在是 {suspect.now}，核对后运行 biaochi confirm"
            yield Matter("suspect", what, entry, entry.owner, None, None, str(suspect.at))


def _waived(outcome: Outcome) -> Iterator[Matter]:
    for waived in outcome.waived:
        what = f"{waived.diagnostic.message}——{waived.waiver.reason}"
        yield _of_diagnostic("waiver", waived.diagnostic, outcome, what, waived.waiver.until)
