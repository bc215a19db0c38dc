"""WRD: the figures in a clause or a step are those of the metric it cites (MC-05)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from biaochi.core import agreement, measured
from biaochi.core.clauses import Clause
from biaochi.core.diagnostics import Finding, Rule, Severity
from biaochi.core.links import local_or_global
from biaochi.core.model import Catalogue, Entry, Metric, Standard, Step
from biaochi.core.plain_text import plain
from biaochi.core.quantity import Mention, Quantity, find_quantities, has_number, render
from biaochi.core.regex import regex
from biaochi.core.rules import elapsed
from biaochi.core.rules.msr import unit_against_type
from biaochi.core.rules.scene import Scene
from biaochi.core.values import Amount

OPEN_OPTION = regex(
    r"^其他|^其它|(?<![坐站候店外内里处座前])等$|等等|……|\.\.\.|…$|按需|酌情|\b(?:etc|others?|and so on)\b", re.I
)
_BASELINE = regex(
    r"从[^,。;]{0,24}?(?=(?:降|减|缩|提|升|增|压)[^,。;]{0,4}?(?:到|至|为|為))|(?:与|與|比|较|較)[^,。;]{0,20}?(?:相比|缩短|縮短|减少|減少|提高|降低|增加|下降|上升)[^,。;]{0,12}|"
    r"(?:原来|原來|原为|此前|以往|去年|上年|上季|基线|基線|试行前|改进前)[^,。;]{0,20}|\bfrom [^,.;]{0,24}?(?= to\b)|\bcompared (?:with|to) [^,.;]{0,24}"
)
"""What is compared with, not required."""
_COMPARING = frozenset("从從与與比较較原此以去上基试試改fc")
"""What it begins with, in either script."""


def _required(text: str) -> str:
    """The text with what is only compared with blanked out; offsets stay."""
    text = plain(text)
    return text if _COMPARING.isdisjoint(text) else _BASELINE.sub(lambda match: " " * len(match.group()), text)


def clause_metric(written: str | None, entry: Entry, catalogue: Catalogue) -> Metric | None:
    """The metric a clause points at (``metric=wait`` or ``metric=DEMO-WAIT/wait``)."""
    return catalogue.metric(*local_or_global(written, "/", entry.id)) if written else None


def clause_figure_differs(standard: Standard, scene: Scene) -> Iterator[Finding]:
    """条款里的数与它引用的指标不符（MC-05）。

    为什么:
        员工读的是条款，考核用的是指标；两个数不同，守了这个就误了那个。
    不通过:
        body: "- 从取号到叫号,90% 的顾客应在 8 分钟内被叫到。 {#queue metric=wait}\\n- 店员应起身并说出问候语。 {#greet metric=wait}\\n- 店员应复述金额。 {#repeat metric=right}\\n"
        DEMO-VISIT.items.greet.text: 店员起身并说出问候语
        DEMO-CARD.items.greet.text: 店员起身并说出问候语
    通过:
        body: "- 从取号到叫号,90% 的顾客应在 300 秒内被叫到。 {#queue metric=wait}\\n- 店员应起身并说出问候语。 {#greet metric=wait}\\n- 店员应复述金额。 {#repeat metric=right}\\n"
        DEMO-VISIT.items.greet.text: 店员起身并说出问候语
        DEMO-CARD.items.greet.text: 店员起身并说出问候语
    怎么改:
        条款写指标的目标值或红线；指标变了，两处一起改。
    """
    for clause in standard.body.clauses:
        metric = clause_metric(clause.metric, standard, scene.catalogue)
        if metric is None or clause.block.informative or not has_number(clause.text) or any(unit_against_type(metric, scene)):
            continue
        text = _required(clause.text)
        wanted = agreement.accepted(metric)
        differing = agreement.disagreement(text, metric, wanted)
        if differing is not None and not (wanted and measured.mixed_time(differing[1][0], wanted[0])):
            mention = differing[0]
            at = clause.block.place(mention.start, mention.end)
            figures = _figures(metric)
            yield Finding(
                "WRD030",
                at,
                f"条款写的是“{mention.text}”，指标 {metric.id} 的{figures}",
                _nearest(mention, metric, wanted),
            )
        elif other := next(_other_clock(text, metric), None):
            at = clause.block.place(other.start, other.end)
            yield Finding(
                "WRD030", at, f"条款写的是“{other.text}”，指标 {metric.id} 的{_figures(metric)}，一个按自然时间、一个按工作时间", "两处用同一种口径"
            )
        elif bare := next(_without_its_unit(text, metric), None):
            at = clause.block.place(bare.start, bare.end)
            mend = f"写成“{_say(wanted[0])}”" if wanted else "补上“%”"
            yield Finding("WRD030", at, f"条款写的是“{bare.text}”，指标 {metric.id} 的{_figures(metric)}，单位不同", mend)
        elif turned := next(_turned(text, metric), None):
            at = clause.block.place(turned.start, turned.end)
            word = "越低越好" if metric.direction == "lower" else "越高越好"
            yield Finding("WRD030", at, f"条款写的是“{turned.text}”，指标 {metric.id} {word}，方向相反", "改正条款，或改正指标的 direction")
        elif inverse := next(_inverse_differs(text, metric), None):
            mention, left = inverse
            at = clause.block.place(mention.start, mention.end)
            yield Finding("WRD030", at, f"条款写的是“{mention.text}”，即正确的不少于 {left:g}%，指标 {metric.id} 的{_figures(metric)}", "换算成指标的数再核对")
        else:
            yield from _share_differs(clause, text, metric)


def _other_clock(text: str, metric: Metric) -> Iterator[Mention]:
    """A limit with the metric's own number, by the calendar where the metric counts working time."""
    mentions = [m for m in find_quantities(text) if m.quantity is not None]
    yield from _in_working_time(mentions, metric)
    if any(m.quantity and m.quantity.unit.dimension == "work-time" for m in mentions):
        return
    values = set(_times(metric))
    for mention in mentions:
        if mention.bound is None or mention.quantity is None:
            continue
        if (mention.quantity.value in values and measured.on_other_clock(mention.quantity, metric)) or _about_as_long(mention, metric):
            yield mention


def _in_working_time(mentions: list[Mention], metric: Metric) -> Iterator[Mention]:
    """The metric's own number in working days where it counts by the calendar, and nowhere as it counts."""
    if metric.clock is not None and metric.clock.basis != "calendar":
        return  # such hours are working hours, however they are written
    wanted = [value for value in agreement.accepted(metric) if value.unit.dimension == "time"]
    if any(m.quantity and measured.order(m.quantity, value) == 0 for m in mentions for value in wanted):
        return
    for mention in mentions:
        said = mention.quantity
        if said is None or mention.bound is None or said.unit.dimension != "work-time":
            continue
        length = {"day": 86_400, "hour": 3_600}.get(said.unit.noun)
        if any(value.value == said.value and value.unit.factor == length for value in wanted):
            yield mention


_OF_A_RATE = regex(r"(?:率|比例|占比|比率)[^,。;0-9]{0,3}$")


def _without_its_unit(text: str, metric: Metric) -> Iterator[Mention]:
    """A rate that is to be 95, or 95 points: its sign was lost, or taken from a score."""
    if measured.share_of(metric) is None:
        return
    for mention in find_quantities(text):
        bound = mention.bound
        if bound is not None and bound.unit.dimension in ("number", "score") and not mention.per and _OF_A_RATE.search(text[: mention.start]):
            yield mention


def _nearest(mention: Mention, metric: Metric, wanted: tuple[Quantity, ...]) -> str:
    """The edit that mends a figure which is none of the metric's: the clause's, or the metric's written as a fraction."""
    own, said = measured.unit_of(metric), mention.quantity
    if own is not None and own.symbol == "%" and said is not None and said.unit.dimension == "ratio":
        for key, value in (("target", metric.target), ("limit", metric.limit)):
            if measured.is_number(value) and Fraction(value) == said.base() and value <= 1:
                return f"指标里的百分数写成了小数：{key} 改为 {float(said.base() * 100):g}"
    values = list(dict.fromkeys(_say(value) for value in wanted[:2]))
    return f"改为 {' 或 '.join(values)}，或改指标"


def _times(metric: Metric) -> Iterator[Fraction]:
    """The numbers that limit a time: target and limit, or the bound of a share within it."""
    within = metric.aggregation == "share-within"
    for value in (metric.within,) if within else (metric.target, metric.limit):
        if measured.is_number(value):
            yield Fraction(value)
        elif within and isinstance(value, Amount) and value.quantity.unit.dimension == "work-time":
            yield value.quantity.value


def _about_as_long(mention: Mention, metric: Metric) -> bool:
    """一周内 of what is to take 5 working days: as long as makes sense only for that, and by the calendar."""
    noun, said = measured.working(metric), mention.quantity
    if noun is None or said is None or said.unit.dimension != "time" or mention.per or mention.every:
        return False
    length = said.base() / (86_400 if noun == "day" else 3_600)
    coarse = said.unit.factor >= 86_400 if noun == "day" else said.unit.symbol == "小时"
    upper = mention.bound is not None and mention.bound.op in ("<=", "<")
    return upper and coarse and any(length / 2 < v <= length for v in _times(metric))


_FAIL_RATE = regex(rf"(?:{agreement.FAILS.pattern})[^,。;]{{0,2}}(?:率|rate)[^,。;]{{0,6}}$", re.I)


def _inverse_differs(text: str, metric: Metric) -> Iterator[tuple[Mention, float]]:
    """“差错率不应超过 5%” against a rate of what is right, and what it leaves for that."""
    if measured.share_of(metric) is None or metric.direction != "higher":
        return
    for mention in find_quantities(text):
        said = mention.quantity
        if said is None or mention.bound is None or mention.bound.op not in ("<=", "<") or said.unit.dimension != "ratio":
            continue
        left = 1 - said.base()
        if _FAIL_RATE.search(text[: mention.start]) and not any(value.base() == left for value in agreement.accepted(metric)):
            yield mention, float(left * 100)


_DUTY = regex(r"(?:应|不得|须|必须|\b(?:shall|must)\b)[^,。;]{0,4}$", re.I)
_GOES_ON = regex(r"\s*(?:以上|以下)?\s*(?:时|的|前|后|则|[,]\s*(?:应|须|由))")


def _turned(text: str, metric: Metric) -> Iterator[Mention]:
    """A duty to keep on the wrong side of the metric's own value: 不应少于 40 米 where less is better."""
    wanted = agreement.accepted(metric)[:2]
    if metric.direction not in ("lower", "higher") or metric.aggregation == "share-within" or any(agreement.bounds(text, metric)):
        return
    for mention in find_quantities(text):
        if mention.bound is None or mention.quantity is None or mention.role != "quantity" or mention.approximate or mention.per or mention.every:
            continue
        wrong = (">=", ">") if metric.direction == "lower" else ("<=", "<")
        value = measured.on_clock(mention.quantity, metric)
        duty = _DUTY.search(text, max(0, mention.value_start - 16), mention.value_start) and not _GOES_ON.match(text, mention.end)
        if duty and mention.bound.op in wrong and any(measured.order(value, each) == 0 for each in wanted):
            yield mention


def _share_differs(clause: Clause, text: str, metric: Metric) -> Iterator[Finding]:
    """“95% 的顾客在 5 分钟内” against a metric at P90, or against the target of a share within a limit."""
    share = agreement.demanded_share(metric)
    wanted = {share} if share else set()
    if metric.aggregation == "share-within":
        wanted = {Fraction(v) / 100 for v in (metric.target, metric.limit) if measured.is_number(v)}
    if (counted := agreement.per_so_many(text, metric)) and not any(value.base() == counted[2] for value in agreement.accepted(metric)):
        start, end, _ = counted
        yield Finding(
            "WRD030", clause.block.place(start, end), f"条款写的是“{text[start:end]}”，指标 {metric.id} 的{_figures(metric)}", "换算成指标的单位再核对"
        )
    counts = list(agreement.counted_shares(text)) if share else []
    if len(counts) == 1 and counts[0][2] != share:
        start, end, told = counts[0]
        yield Finding(
            "WRD030", clause.block.place(start, end),
            f"条款写的是“{text[start:end]}”（{float(told * 100):g}%），指标 {metric.id} 的统计方式是 {metric.aggregation}", "两处写同一个百分位",
        )
    ranks = [m for m in find_quantities(text) if m.role == "percentile" and m.percentile is not None]
    if share and len(ranks) == 1 and ranks[0].percentile not in (share, share * 100):
        yield Finding(
            "WRD030", clause.block.place(ranks[0].start, ranks[0].end),
            f"条款写的是“{ranks[0].text}”，指标 {metric.id} 的统计方式是 {metric.aggregation}", "两处写同一个百分位",
        )
    said = [m for m in find_quantities(text) if m.share is not None and m.bound is not None]
    if wanted and said and all(m.share not in wanted for m in said) and len(said) == 1:
        mention = said[0]
        shown = "、".join(f"{float(each * 100):g}%" for each in sorted(wanted))
        found = f"{float((mention.share or 0) * 100):g}%"
        yield Finding(
            "WRD030",
            clause.block.place(mention.start, mention.end),
            f"条款说 {found} 的情况，指标 {metric.id} 量的是 {shown}",
            f"改为 {shown}，或改指标的统计方式",
        )


def _say(value: Quantity) -> str:
    return render(value).replace(" %", "%")


def _figures(metric: Metric) -> str:
    own = measured.unit_of(metric)
    unit = "" if own is None else own.symbol if own.symbol == "%" else f" {own.symbol}"

    def show(value: object) -> str:
        return f"{value[0]}–{value[1]}{unit}" if isinstance(value, tuple) else f"{value}{unit}"

    within = f"、限时 {metric.within}" if metric.within is not None else ""
    return f"目标值 {show(metric.target)}、红线 {show(metric.limit)}{within}"


def step_figure_differs(step: Step, scene: Scene) -> Iterator[Finding]:
    """步骤里的数与它引用的指标不符（MC-05）。

    为什么:
        流程写一个时限，标准考核另一个；两边各守各的，没有人算做到。
    不通过:
        DEMO-SERVE.steps.greet.does: 店员在 15 分钟内叫到号码
        DEMO-SERVE.steps.greet.standards: [DEMO-WAIT/wait]
    通过:
        DEMO-SERVE.steps.greet.does: 店员在 5 分钟内叫到号码
        DEMO-SERVE.steps.greet.standards: [DEMO-WAIT/wait]
    怎么改:
        写成指标的目标值或红线，或改指标。
    """
    metrics = [
        m for ref in step.standards if ref.metric and (m := scene.catalogue.metric(ref.entry, ref.metric))
    ]
    if not metrics:
        yield from _beyond_own_limit(step)
        return
    if not has_number(step.does):
        return
    own = [step.time_limit.quantity] if step.time_limit else []
    wanted: list[Quantity] = [value for metric in metrics for value in agreement.accepted(metric)]
    for metric in metrics:
        differing = agreement.disagreement(_required(step.does), metric, wanted)
        if differing is None or any(elapsed.order(end, each) == 0 for end in differing[1] for each in own):
            continue
        mention = differing[0]
        yield Finding(
            "WRD031",
            step.where("does"),
            f"步骤写的是“{mention.text}”，指标 {metric.id} 的{_figures(metric)}",
            "写成指标的目标值或红线，或改指标",
        )
        return


_STARTS = regex(r"^[^,。;:“「]{0,8}?(?:应|须)?(?:在|于)?\s*$|^[A-Za-z ]{0,24}$")
_TELLS = regex(r"告|说|请|通知|承诺|预计|约|提醒|让|\b(?:tells?|asks?|informs?|promises?)\b", re.I)


def _beyond_own_limit(step: Step) -> Iterator[Finding]:
    """A step that begins with more time than its own ``time_limit`` leaves it."""
    if step.time_limit is None or not has_number(step.does):
        return
    text = plain(step.does)
    for mention in find_quantities(text):
        if mention.role != "quantity" or mention.quantity is None or mention.bound is None or mention.per or mention.every:
            continue
        before = text[: mention.start]
        if mention.bound.op not in ("<=", "<") or not _STARTS.search(before) or _TELLS.search(before):
            continue
        if elapsed.order(mention.quantity, step.time_limit.quantity) == 1:
            yield Finding(
                "WRD031", step.where("does"), f"步骤写的是“{mention.text}”，这一步的时限是 {step.time_limit}",
                f"改为 {step.time_limit}，或放宽 time_limit",
            )
            return


RULES = (
    Rule("WRD030", "clause-figure-differs", Severity.ERROR, clause_figure_differs, Standard),
    Rule("WRD031", "step-figure-differs", Severity.ERROR, step_figure_differs, Step),
)
