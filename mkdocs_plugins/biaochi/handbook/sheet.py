"""A sheet as HTML: one printable checklist on its paper."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup

from biaochi.core import scale
from biaochi.core.check import Outcome
from biaochi.core.model import Catalogue, Checklist, Item, Process
from biaochi.core.regex import regex
from biaochi.core.rules.flow import END
from biaochi.core.slotted import dataclass
from biaochi.core.vocabulary import COMMON
from biaochi.handbook import blanks, directions
from biaochi.pages import Settings, phrases
from biaochi.pages.book_links import BookLinks, keep_only
from biaochi.pages.entry import EntryView
from biaochi.pages.paper_code import paper_code
from biaochi.pages.render import render, trusted


def sheet_html(
    checklist: Checklist, outcome: Outcome, settings: Settings, edition: str, assets: frozenset[str] = frozenset()
) -> str:
    """The sheet as one HTML document; its size is the style's business. ``assets`` are the pictures that its text may show."""
    links = BookLinks(checklist.id, frozenset(), assets)
    view = EntryView(checklist, outcome, links, settings, printed=True)
    weights = [item.weight for item in checklist.items if item.weight is not None]
    fields = {item.id: field(item, outcome.catalogue) for item in checklist.items}
    has_none = directions.has_none(checklist)
    return render(
        "sheet", view=view, e=checklist, settings=settings, edition=edition,
        weighted=bool(weights), weights=sum(weights), stacked=_stacked(checklist), fields=fields, has_none=has_none,
        room=max((_room(item, fields[item.id], has_none) for item in checklist.items), default=0),
        place=blanks.place(checklist), head=blanks.head(checklist), signs=blanks.signatures(checklist),
        rules=_rules(view) if directions.of_its_own(checklist) else "", rule=directions.common(checklist),
        remarks=directions.has_remarks(checklist), plan=tuple(sampling_plan(checklist, outcome.catalogue)),
        **paper_code(checklist, settings),
    )


_ID = regex(r' id="[^"]*"')


def _rules(view: EntryView) -> Markup:
    """An entry's text: there is nothing else on a sheet that it could lead to."""
    return trusted(_ID.sub("", keep_only(view.body(3).html, (), ())))


_SECTION = regex(r"(?=<h3>)")
_OTHERWISE = regex(r"<h3>[^<]*(?:例外|不在|代理|代行|分工|升级|解除|同时)")


def _exceptions(view: EntryView) -> Markup:
    """What a poster says besides its table: the text's first words, and who acts where it is not as the table has it. Why there
    is such a plan, and when it was last tried, nobody looks for on a wall."""
    first, *sections = _SECTION.split(_rules(view))
    return trusted("".join((first, *(section for section in sections if _OTHERWISE.match(section)))).strip())


def _stacked(checklist: Checklist) -> bool:
    """Whether the answer stands below the question: where a customer reads, or where a line is too short for both."""
    return checklist.use == "survey" or checklist.paper == "receipt-80"


_MEASURED_BY = {"inspection": ("observation", "timing", "record-review"), "mystery-visit": ("mystery-visit",)}
"""Use of a checklist → the methods by which filling it in measures a metric. A figure of the system's log has its own
sampling, which is nothing to whoever ticks the sheet."""


def sampling_plan(checklist: Checklist, catalogue: Catalogue) -> Iterator[str]:
    """What is to be sampled and how far the result may be off: of the visit itself, and of each item's metric that
    is measured with this sheet."""
    if checklist.sampling or checklist.sample:
        text = phrases.sampling_plan(checklist.sample, checklist.sampling)
        yield text + ("；访客不表明身份。" if checklist.anonymous else "。")
    plans: dict[str, list[int]] = {}
    for number, item in enumerate(checklist.items, 1):
        metric = catalogue.metric(item.metric.entry, item.metric.metric) if item.metric else None
        if metric and metric.sample and metric.sampling and metric.method in _MEASURED_BY.get(checklist.use or "", ()):
            plan = f"{metric.name}：{phrases.sampling_plan(metric.sample, metric.sampling, metric)}。"
            plans.setdefault(plan, []).append(number)
    for plan, numbers in plans.items():
        yield f"第 {'、'.join(map(str, numbers))} 项 {plan}"


@dataclass(frozen=True, slots=True)
class Field:
    """What there is to fill in on the line of an item: the points of a scale to ring, or a blank with its unit."""

    points: tuple[int, ...] = ()
    unit: str = ""


def _room(item: Item, found: Field, has_none: bool) -> float:
    """How wide the field is in ems, as the style draws it: told beforehand, a table takes half the time."""
    if item.type == "yes-no":
        return 9.8 if has_none else 6.4
    if found.points:
        return 2.2 * len(found.points)
    if item.type in ("score", "time", "count"):
        return 4.9 + len(found.unit)
    return 9.0


_UNIT = regex(r"\d\s*([^\d\s]+)$")
_MEAN = regex("均分|平均|均值|average|mean", re.I)
_MOST_POINTS = 11


def field(item: Item, catalogue: Catalogue) -> Field:
    """The field of an item: its scale from its metric or its text, its unit from its metric or its condition."""
    metric = catalogue.metric(item.metric.entry, item.metric.metric) if item.metric else None
    told = _UNIT.search(item.pass_ or "")
    if item.type == "score":
        if told and told[1] != "分":
            return Field(unit=told[1])
        if _MEAN.search(item.text):
            return Field(unit="分")  # 4.2 is no mark to tick
        ends = scale.ends(item.text)
        if ends is None and metric and metric.scale and metric.scale.min is not None and metric.scale.max is not None:
            ends = int(metric.scale.min), int(metric.scale.max)
        if ends and 0 < ends[1] - ends[0] < _MOST_POINTS:
            return Field(tuple(range(ends[0], ends[1] + 1)))
        return Field(unit="分")
    if item.type not in ("count", "time"):
        return Field()
    if told:
        return Field(unit=told[1])
    return Field(unit=metric.unit.symbol if metric and metric.unit and metric.unit.symbol != "%" else "")


def poster_html(process: Process, outcome: Outcome, settings: Settings, edition: str) -> str:
    """An escalation ladder or an emergency plan as a poster."""
    links = BookLinks(process.id, frozenset(), frozenset())
    view = EntryView(process, outcome, links, settings, printed=True)
    return render(
        "poster", view=view, e=process, settings=settings, edition=edition, place=blanks.place(process),
        head=blanks.posted(process, view.role), rules=_exceptions(view), here=tuple(_here(process, view, settings.sector)),
        onward={step.id: _onward(process, number) for number, step in enumerate(process.steps, 1)},
        **paper_code(process, settings),
    )


def _here(process: Process, view: EntryView, sector: str) -> Iterator[tuple[str, str]]:
    """Who at a store of this sector is meant by the roles of a poster for all: nobody at a bank is called the manager on duty."""
    if process.sector != COMMON or not sector:
        return
    asked = (process.accountable, *(step.role for step in process.steps), *(tier.role for tier in process.tiers))
    for general, sectors in view.across(asked).items():
        yield view.role(general), "、".join(role.name or role.id for role in sectors[sector])


def _onward(process: Process, number: int) -> list[tuple[str, str]]:
    """Where it goes on from a step, as (condition, number of the step): nothing where it is simply the next."""
    places = {END: "结束"} | {step.id: str(n) for n, step in enumerate(process.steps, 1)}
    following = process.steps[number - 1].next
    if isinstance(following, tuple):
        return [(branch.when, places.get(branch.to, branch.to)) for branch in following]
    after = str(number + 1) if number < len(process.steps) else places[END]
    return [] if not following or places.get(following) == after else [("", places.get(following, following))]
