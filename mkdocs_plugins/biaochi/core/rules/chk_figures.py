"""CHK: the figures of an item are those of the metric and of the clause that it checks."""

from __future__ import annotations

from collections.abc import Iterator

from biaochi.core import agreement, measured
from biaochi.core.clauses import Clause
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.links import local_or_global
from biaochi.core.model import Checklist, Item, Metric
from biaochi.core.quantity import (
    Bound,
    Mention,
    Quantity,
    find_quantities,
    has_number,
    render,
)
from biaochi.core.reference import Ref
from biaochi.core.rules.chk import NUMERIC, condition, only_bound
from biaochi.core.rules.scene import Scene


def item_against_metric(item: Item, scene: Scene) -> Iterator[Finding]:
    """检查表上的数与所引指标不符（MC-05）。

    为什么:
        员工照检查表做、管理者照指标考核；两处的数不同，总有一方白做。
    不通过:
        DEMO-CARD.items.handle.pass: ≤ 25 分钟
    通过:
        DEMO-CARD.items.handle.pass: ≤ 12 分钟
    怎么改:
        合格条件改为指标的目标值或红线；指标越低越好的用“≤”，越高越好的用“≥”。
    """
    metric = measured.metric_of(item.metric, scene.entry, scene.catalogue)
    if metric is None or item.type == "text":
        return
    wanted = agreement.accepted(metric)
    found = (condition(item.pass_) or only_bound(item.pass_)) if item.pass_ else None
    if found is not None and wanted and item.type in NUMERIC:
        yield from _pass_differs(item, metric, found, wanted, scene)
    differing = agreement.disagreement(item.text, metric, wanted)
    if differing and not (_single_score(item, metric, scene)):
        mention, ends = differing
        if measured.mixed_time(ends[0], wanted[0]):
            return
        yield Finding(
            "CHK003", item.where("text"), f"项目写的是“{mention.text}”，指标 {item.metric or metric.id} 的{_values(metric)}", f"改为{_values(metric)}之一"
        )


def _pass_differs(item: Item, metric: Metric, found: Bound, wanted: tuple[Quantity, ...], scene: Scene) -> Iterator[Finding]:
    own = measured.unit_of(metric)
    bare = found.unit.dimension == "number" and own is not None
    unit = own if bare and own is not None else found.unit
    low, high = (None if end is None else measured.on_clock(Quantity(end, unit), metric) for end in (found.low, found.high))
    ends = [end for end in (low, high) if end is not None]
    place, shown = item.where("pass"), item.pass_
    if ends and all(measured.mixed_time(end, value) for end in ends for value in wanted):
        yield Finding("CHK003", place, f"合格条件是“{shown}”，指标 {item.metric or metric.id} 的{_values(metric)}，一个按自然时间、一个按工作时间", "两处用同一种口径")
    if not ends or all(measured.order(end, value) is None for end in ends for value in wanted):
        return
    side = {"lower": high, "higher": low}.get(metric.direction or "", ends[0])
    if side is None:
        sign = "≤" if metric.direction == "lower" else "≥"
        yield Finding(
            "CHK003", place, f"指标 {item.metric or metric.id} {'越低越好' if metric.direction == 'lower' else '越高越好'}，合格条件“{shown}”方向相反",
            f"写成“{sign} {render(ends[0])}”",
        )
    elif not any(measured.order(side, value) == 0 for value in wanted) and not _single_score(item, metric, scene):
        sign = {"lower": "≤ ", "higher": "≥ "}.get(metric.direction or "", "")
        yield Finding(
            "CHK003", place, f"合格条件是“{shown}”，指标 {item.metric or metric.id} 的{_values(metric)}", f"写成“{sign}{render(wanted[0])}”，或改指标"
        )


def _single_score(item: Item, metric: Metric, scene: Scene) -> bool:
    """One answer on a scale is held against the top box, which the metric need not name; its mean is another figure."""
    survey = isinstance(scene.entry, Checklist) and scene.entry.use == "survey"
    return item.type == "score" and metric.type == "score" and survey and (metric.scale is None or metric.scale.top_box is None)


def _values(metric: Metric) -> str:
    target, limit = metric.target, metric.limit
    own = measured.unit_of(metric)
    unit = f" {own.symbol}" if own else ""
    if isinstance(target, tuple):
        return f"目标范围是 {target[0]}–{target[1]}{unit}"
    within = f"，限时 {metric.within}" if metric.within is not None else ""
    return f"目标值是 {target}{unit}、红线 {limit}{unit}{within}"


def item_against_clause(item: Item, scene: Scene) -> Iterator[Finding]:
    """检查表上的数与所引条款不符（MC-05）。

    为什么:
        条款写 10 秒、检查表写 15 秒，检查合格的店并没有做到标准。
    不通过:
        DEMO-CARD.items.greet.text: 店员在 15 秒内起身并说出问候语
    通过:
        DEMO-CARD.items.greet.text: 店员在 10 秒内起身并说出问候语
    怎么改:
        改成条款里的数，或先改条款。
    """
    figures = tuple(_strict(item.text)) if item.clause else ()
    occasions = dict(_occasions(item.text)) if item.clause else {}
    if not item.clause or (not figures and not occasions and not _timed_or_counted(item)):
        return  # no figure of its own: most items
    clauses = [
        found for ref in item.clause if (found := scene.catalogue.clause(ref.entry or scene.entry.id, ref.clause)) is not None
    ]
    stated = [m for clause in clauses for m in find_quantities(clause.text) if m.role == "quantity" and m.quantity is not None]
    if not stated or len(clauses) != len(item.clause):
        return
    if occasions and (other := _another_occasion(occasions, clauses)):
        asked, said = other
        yield Finding(
            "CHK004", item.where("text"), f"项目写的是“{asked.text}”，条款 {item.clause[0]} 写的是“{said.text}”", f"改成“{said.text}”"
        )
        return
    own = measured.metric_of(item.metric, scene.entry, scene.catalogue)
    told = agreement.accepted(own) if own is not None else ()
    if item.metric is not None and not told:
        return  # the metric is not there, or cannot be read: said where it stands
    if item.metric is None:
        yield from _pass_against_clauses(item, clauses, stated, scene)
    for mention in figures:
        if any(mention.quantity and measured.order(mention.quantity, each) is not None for each in told):
            continue  # held against the metric itself
        alike = [m for m in stated if m.quantity and mention.quantity and measured.order(m.quantity, mention.quantity) is not None]
        alike = [m for m in alike if _one_side(m, mention)]
        mine = mention.quantity
        if len(alike) == 1 and mine and alike[0].quantity and measured.order(mine, alike[0].quantity) != 0:
            if any(m.quantity and measured.order(m.quantity, mine) == 0 for m in stated):
                continue
            yield Finding(
                "CHK004", item.where("text"), f"项目写的是“{mention.text}”，条款 {item.clause[0]} 写的是“{alike[0].text}”", f"改成“{alike[0].text}”"
            )
            return


def _occasions(text: str) -> Iterator[tuple[tuple[str, str, str], Mention]]:
    """The numbers of people and things from which something is to be done (排队满 4 人), by the words before them."""
    for mention in find_quantities(text) if has_number(text) else ():
        said, lead = mention.quantity, text[max(0, mention.start - 2) : mention.start]
        if said is not None and mention.bound is not None and said.unit.dimension in ("count", "people") and len(lead) == 2:
            yield (lead, mention.bound.op, said.unit.noun), mention


def _another_occasion(asked: dict[tuple[str, str, str], Mention], clauses: list[Clause]) -> tuple[Mention, Mention] | None:
    """A number of the item that the clause gives in the same words, and otherwise."""
    stated = [each for clause in clauses for each in _occasions(clause.text)]
    for key, mention in asked.items():
        alike = [said for other, said in stated if other == key]
        if len(alike) == 1 and mention.quantity and alike[0].quantity and mention.quantity.value != alike[0].quantity.value:
            return mention, alike[0]
    return None


def _one_side(stated: Mention, asked: Mention) -> bool:
    """Both bound on the same side; what the clause says outright (保存 180 天) is a bound on either (满 180 天)."""
    if stated.bound is None or asked.bound is None:
        return asked.bound is not None and stated.per is None and not stated.every
    return stated.bound.op[0] == asked.bound.op[0]


def _timed_or_counted(item: Item) -> bool:
    return bool(item.pass_) and item.type in ("time", "count")


def _pass_against_clauses(item: Item, clauses: list[Clause], stated: list[Mention], scene: Scene) -> Iterator[Finding]:
    """The pass condition is the clause's own figure, or that of the metric the clause cites."""
    found = (condition(item.pass_) or only_bound(item.pass_)) if item.pass_ and _timed_or_counted(item) else None
    if found is None or len(clauses) != 1:
        return
    metric = _cited(clauses[0], item.clause[0], scene)
    if metric is not None:
        if wanted := agreement.accepted(metric):
            yield from _pass_differs(item, metric, found, wanted, scene)
        return
    ends = [Quantity(end, found.unit) for end in (found.low, found.high) if end is not None]
    alike = [m for m in stated if m.bound is not None and m.quantity and any(measured.order(m.quantity, end) is not None for end in ends)]
    if len(alike) != 1 or len(ends) != 1 or alike[0].quantity is None or ends[0].unit.dimension not in _PRECISE:
        return
    same_side = alike[0].bound is not None and alike[0].bound.op[0] == found.op[0]
    if not same_side or measured.order(alike[0].quantity, ends[0]) != 0:
        yield Finding(
            "CHK004", item.where("pass"), f"合格条件是“{item.pass_}”，条款 {item.clause[0]} 写的是“{alike[0].text}”",
            f"写成“{render(alike[0].bound)}”，或先改条款" if alike[0].bound else "改成条款里的数",
        )


def _cited(clause: Clause, reference: Ref, scene: Scene) -> Metric | None:
    owner = scene.catalogue.entries.get(reference.entry or scene.entry.id)
    return scene.catalogue.metric(*local_or_global(clause.metric, "/", owner.id)) if owner is not None and clause.metric else None


def _strict(text: str) -> Iterator[Mention]:
    for mention in find_quantities(text):
        if mention.role != "quantity" or mention.bound is None or mention.quantity is None or mention.approximate:
            continue
        if mention.per is None and mention.quantity.unit.dimension in _PRECISE:
            yield mention


_PRECISE = measured.TIMES | {"ratio", "temperature", "length", "sound"}



RULES = (
    Rule("CHK003", "item-against-metric", Severity.ERROR, item_against_metric, Item, requires=("CHK002", "CHK006")),
    Rule("CHK004", "item-against-clause", Severity.ERROR, item_against_clause, Item),
)
