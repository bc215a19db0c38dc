"""CHK: checklists can be filled in and add up; a pass condition can be read, and fits its item and its scale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from biaochi.core import measured, scale
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.model import Checklist, Item
from biaochi.core.plain_text import plain
from biaochi.core.quantity import (
    Bound,
    find_quantities,
    parse_bound,
    parse_number,
    parse_quantity,
)
from biaochi.core.regex import regex
from biaochi.core.rules.scene import Scene
from biaochi.core.vocabulary import ITEM_TYPE, STAGES


def weights_not_100(checklist: Checklist, scene: Scene) -> Iterator[Finding]:
    """权重之和不是 100(MC-28)。

    为什么:
        权重不足 100，满分就不是 100 分，各期、各店的得分不能比较。
    不通过:
        DEMO-VISIT.items.repeat.weight: 30
    通过:
        DEMO-VISIT.items.repeat.weight: 40
    怎么改:
        调整各项权重，使之和为 100；不计分的项目不写 weight。
    """
    weighted = [(i, item.weight) for i, item in enumerate(checklist.items) if item.weight is not None]
    if not weighted:
        return
    for index, weight in weighted:
        if weight < 0:
            yield Finding("CHK001", checklist.where("items", index, "weight"), f"权重 {weight} 小于 0", "写成正数")
            return
    total = sum((Decimal(weight) for _, weight in weighted), Decimal(0))
    if abs(total - 100) > Decimal("0.1"):
        gap = 100 - total
        yield Finding(
            "CHK001", checklist.where("items", weighted[-1][0], "weight"), f"{len(weighted)} 个项目的权重之和是 {total}，不是 100",
            f"还差 {gap}" if gap > 0 else f"多了 {-gap}",
        )


NUMERIC = ("count", "time", "score")
"""Types of items that are answered with a figure."""
_VAGUE = regex(r"基本|大致|大体|较|良好|尽量|适当|差不多|还可以|尚可|视情|酌情|左右|满意|优秀|一般|正常")


def pass_against_type(item: Item, scene: Scene) -> Iterator[Finding]:
    """合格条件读不懂，或与项目的类型不合。

    为什么:
        两个检查员照同一张表应得出同一个结论；“较好”“≥ 9 分”写在“是/否”题上，就各判各的。
    不通过:
        DEMO-CARD.items.handle.pass: 较快
    通过:
        DEMO-CARD.items.handle.pass: ≤ 20 分钟
    怎么改:
        是/否题写“是”或“否”；计数、计时、评分题写条件，例如“≥ 9 分”“≤ 5 分钟”“≤ 0 处”。
    """
    written = item.pass_
    if not written or item.type is None:
        return
    bound = condition(written) or (only_bound(written) if item.type in NUMERIC else None)
    noun = ITEM_TYPE[item.type]
    if item.type in NUMERIC:
        if bound is None:
            yield Finding("CHK002", item.where("pass"), f"“{noun}”题的合格条件“{written}”读不出数", f"写成条件，例如“{_example(item.type)}”")
        elif not _fits(bound, item.type):
            yield Finding("CHK002", item.where("pass"), f"“{noun}”题的合格条件是“{written}”，单位不合", f"写成“{_example(item.type)}”这样的条件，或改正 type")
    elif bound is not None:
        kind = "score" if bound.unit.dimension == "score" else "time" if bound.unit.dimension in measured.TIMES else "count"
        yield Finding("CHK002", item.where("pass"), f"“{noun}”题的合格条件却是“{written}”", f"把 type 改成 {kind}，或把合格条件改成“是”")
    elif item.type == "yes-no" and _VAGUE.search(plain(written)):
        yield Finding("CHK002", item.where("pass"), f"合格条件“{written}”两个人会判得不同", "写成“是”或“否”，把标准写进 text")


def condition(written: str) -> Bound | None:
    """A pass condition as a bound: ``≥ 9 分``; a bare number or quantity is at least that (``0`` is exactly none)."""
    found = parse_bound(written)
    if found is not None:
        return found
    text = re.sub(r"^\s*[==]\s*", "", plain(written))
    if text in ("无", "没有", "零", "none"):
        text = "0"
    quantity = parse_quantity(text)
    if quantity is None and (number := parse_number(text)) is not None:
        quantity = parse_quantity(f"{float(number):g}")
    if quantity is None:
        return parse_bound(match[1]) if (match := _OWN_UNIT.fullmatch(plain(text))) else None
    if quantity.value == 0 or text != written:
        return Bound(quantity.value, quantity.value, False, False, quantity.unit)
    return Bound(quantity.value, None, False, False, quantity.unit)


_OWN_UNIT = regex(r"((?:[≤≥<>]|<=|>=|不超过|不少于|不多于|不低于|不高于|至少|至多)\s*\d+(?:\.\d+)?)\s*[\u4e00-\u9fff]{1,3}")
"""``≤ 0 根``: what is counted may have a measure word that is no unit."""


def only_bound(written: str) -> Bound | None:
    """The one bound in a longer condition: 各项均 ≥ 4 分."""
    found = [m.bound for m in find_quantities(written) if m.bound is not None]
    return found[0] if len(found) == 1 else None


def _fits(bound: Bound, kind: str) -> bool:
    dimensions = {each.dimension for each in bound.unit.readings()}
    if "number" in dimensions:
        return True
    if kind == "time":
        return bool(dimensions & (measured.TIMES | {"ring"}))
    if kind == "score":
        return bool(dimensions & {"score", "ratio", "nps"}) or not dimensions & (measured.TIMES | {"count", "money", "temperature", "length"})
    return bound.unit.dimension not in measured.TIMES and (bound.unit.dimension != "score" or bound.unit.symbol == "星")


def _example(kind: str) -> str:
    return {"time": "≤ 5 分钟", "score": "≥ 9 分"}.get(kind, "≥ 3 次")


_SCALE = regex(
    r"\d+\s*[分星]?\s*(?:[–—~〜至到-]|to)\s*\d+|\d+\s*[/／]\s*\d+|[一二三四五六七八九十百\d]+\s*[分星级]\s*制|满分|百分制|[1-9]\s*星|最低|最高|[((]\s*\d[^()()]*[,,、][^()()]*\d[^()()]*[))]|scale|out of \d+",
    re.I,
)


def score_without_scale(item: Item, scene: Scene) -> Iterator[Finding]:
    """评分题没有写量表（MC-24）。

    为什么:
        5 分是满分还是一半，答题的人不知道，读结果的人也不知道。
    不通过:
        DEMO-SURVEY.items+: [{id: mood, text: 您给店员的态度打几分, type: score}]
    通过:
        DEMO-SURVEY.items+: [{id: mood, text: 您给店员的态度打几分(1–5), type: score}]
    怎么改:
        在题目里写明量表，例如“(1–5 分)”；或引用写有 scale 的指标。
    """
    if item.type != "score" or (item.weight is not None and not _below_weight(item)) or _SCALE.search(plain(item.text)):
        return
    metric = measured.metric_of(item.metric, scene.entry, scene.catalogue)
    if metric is not None and metric.scale is not None:
        return
    entry = scene.entry
    around = [entry.body.source, entry.title]
    if isinstance(entry, Checklist):
        around.append(entry.when if isinstance(entry.when, str) else "")
    if item.metric is not None and metric is None:
        return
    if not any(_SCALE.search(plain(text)) for text in around):
        yield Finding("CHK005", item.where("text"), f"评分题“{item.id}”没有写量表", "在题目里写明，例如“(1–5 分)”")


def _below_weight(item: Item) -> bool:
    """Whether a weighted item is answered on a scale of its own: ≥ 8 分 is no part of a weight of 25."""
    found = condition(item.pass_) if item.pass_ else None
    low = found.low if found is not None and found.unit.dimension == "score" else None
    return low is not None and item.weight is not None and low <= 10 < item.weight


def pass_off_scale(item: Item, scene: Scene) -> Iterator[Finding]:
    """合格线落在量表之外（MC-04）。

    为什么:
        1–5 分的题要求不低于 9 分，没有人能合格。
    不通过:
        DEMO-SURVEY.items+: [{id: mood, text: 您给店员的态度打几分(1–5), type: score, pass: ≥ 9 分}]
    通过:
        DEMO-SURVEY.items+: [{id: mood, text: 您给店员的态度打几分(1–5), type: score, pass: ≥ 4 分}]
    怎么改:
        把合格线改到量表之内，或改正量表。
    """
    if item.type != "score" or not item.pass_:
        return
    found = condition(item.pass_)
    if found is None or found.unit.dimension not in ("score", "number"):
        return
    ends = _scale_of(item, scene)
    if ends is None:
        return
    for value in (found.low, found.high):
        if value is not None and not ends[0] <= value <= ends[1]:
            yield Finding(
                "CHK006", item.where("pass"), f"合格条件“{item.pass_}”不在量表 {ends[0]}–{ends[1]} 之内", f"改到 {ends[0]}–{ends[1]} 之内"
            )
            return


def _scale_of(item: Item, scene: Scene) -> tuple[Fraction, Fraction] | None:
    if told := scale.ends(item.text):
        return Fraction(told[0]), Fraction(told[1])
    metric = measured.metric_of(item.metric, scene.entry, scene.catalogue)
    if metric is not None and metric.scale and metric.scale.min is not None and metric.scale.max is not None:
        return Fraction(metric.scale.min), Fraction(metric.scale.max)
    return None


def critical_without_pass(item: Item, scene: Scene) -> Iterator[Finding]:
    """一票否决的项目没有合格条件。

    为什么:
        一票否决要判得出来；只填文字、没有合格条件的项目，否决谁都有争议。
    不通过:
        DEMO-CARD.items.handle.critical: true
        -DEMO-CARD.items.handle.pass:
    通过:
        DEMO-CARD.items.handle.critical: true
        DEMO-CARD.items.handle.pass: ≤ 20 分钟
    怎么改:
        补 pass；判不出来的项目去掉 critical。
    """
    if not item.critical or item.pass_ or item.type is None:
        return
    # A yes or no may go without, where the whole list does.
    entry = scene.entry
    told = isinstance(entry, Checklist) and any(each.pass_ for each in entry.items if each.type == "yes-no")
    if item.type != "yes-no" or told:
        yield Finding("CHK007", item.where("critical"), f"一票否决的项目“{item.id}”没有合格条件", f"补“pass: {'是' if item.type == 'yes-no' else _example(item.type)}”，或去掉 critical")


_TRIED = regex(r"试行|試行|试填|試填|不判|不计分|不計分|只记录|只記錄|未生效|\b(?:trial|not scored|not yet in force)\b", re.I)
"""What tells whoever fills in a form that an item is not yet demanded of them."""
_UNTRIED = STAGES[: STAGES.index("pilot")]


def item_before_its_standard(item: Item, scene: Scene) -> Iterator[Finding]:
    """现行检查表按还没有试行的标准检查。

    为什么:
        表在用，标准还是草案：照表填的人被要求做一件没有生效的事，填“否”还要扣分。已在试行的标准要查，不在此列。
    不通过:
        standards/seat.md: "---\\nid: DEMO-SEAT\\nkind: standard\\ntitle: 候座\\nversion: 0.1\\nstatus: needs\\nowner: keeper\\nsector: common\\ntouchpoint: 服务\\nbasis: [{type: need, method: ask, source: 门店访谈, finding: 站着等的顾客最急}]\\n---\\n\\n- 店员应请顾客坐下。 {#seat}\\n"
        DEMO-CARD.items+: [{id: seat, text: 店员请顾客坐下, type: yes-no, clause: DEMO-SEAT#seat, pass: 是}]
    通过:
        standards/seat.md: "---\\nid: DEMO-SEAT\\nkind: standard\\ntitle: 候座\\nversion: 0.1\\nstatus: needs\\nowner: keeper\\nsector: common\\ntouchpoint: 服务\\nbasis: [{type: need, method: ask, source: 门店访谈, finding: 站着等的顾客最急}]\\n---\\n\\n- 店员应请顾客坐下。 {#seat}\\n"
        DEMO-CARD.items+: [{id: seat, text: 试行项，不判：店员请顾客坐下, type: yes-no, clause: DEMO-SEAT#seat, pass: 是}]
    怎么改:
        在项目里写明“试行项，不判”，不给权重、不作一票否决；或等标准试行时再加这一项。
    """
    if not scene.entry.in_force:
        return
    cited = [reference.entry or scene.entry.id for reference in (*item.clause, *((item.metric,) if item.metric else ()))]
    meant = [entry for id_ in dict.fromkeys(cited) if (entry := scene.catalogue.entries.get(id_)) is not None]
    if not meant or any(entry.status not in _UNTRIED for entry in meant):
        return
    why = "是一票否决" if item.critical else f"有权重 {item.weight}" if item.weight is not None else "" if _TRIED.search(plain(item.text)) else "没有写明"
    if why:
        yield Finding(
            "CHK016",
            item.where("clause" if item.clause else "metric"),
            f"项目“{item.id}”查的 {meant[0].id} 还没有试行，{'项目里' if why == '没有写明' else '项目'}{why}",
            "在项目里写明“试行项，不判”，去掉权重和一票否决；或等标准试行时再加",
        )


RULES = (
    Rule("CHK001", "weights-not-100", Severity.ERROR, weights_not_100, Checklist),
    Rule("CHK002", "pass-against-type", Severity.ERROR, pass_against_type, Item),
    Rule("CHK005", "score-without-scale", Severity.WARNING, score_without_scale, Item),
    Rule("CHK006", "pass-off-scale", Severity.ERROR, pass_off_scale, Item),
    Rule("CHK007", "critical-without-pass", Severity.ERROR, critical_without_pass, Item),
    Rule("CHK016", "item-before-its-standard", Severity.WARNING, item_before_its_standard, Item),
)
