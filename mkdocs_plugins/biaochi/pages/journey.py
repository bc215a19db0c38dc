"""A customer's journey through a sector: at each touchpoint the standards with their times, the promises, the scripts and
the checks, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.clauses import Clause
from biaochi.core.links import local_or_global
from biaochi.core.model import Checklist, Entry, Metric, Process, Promise, Script, Standard
from biaochi.core.slotted import dataclass
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Heading, Page
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View


@dataclass(frozen=True, slots=True)
class Reached:
    """Clauses of a standard of another touchpoint that hold here, with the metrics they name."""

    standard: Standard
    clauses: Sequence[Clause]
    metrics: Sequence[Metric]

    @property
    def promises(self) -> list[Promise]:
        """The standard's promises that rest on these metrics."""
        here = {metric.id for metric in self.metrics}
        return [p for p in self.standard.promises if p.metric and (p.metric.metric or p.metric.target) in here]


@dataclass(frozen=True, slots=True)
class Stage:
    """One touchpoint with everything that is there for it; ``planned`` if the journey names it."""

    name: str
    planned: bool
    standards: Sequence[Standard]
    reached: Sequence[Reached]
    processes: Sequence[Process]
    scripts: Sequence[Script]
    checklists: Sequence[Checklist]

    @property
    def promises(self) -> list[tuple[Standard, Promise]]:
        """What customers are told here."""
        own = [(standard, promise) for standard in self.standards if standard.in_force for promise in standard.promises]
        return own + [(r.standard, promise) for r in self.reached if r.standard.in_force for promise in r.promises]

    @property
    def gaps(self) -> list[str]:
        """What is missing, in words."""
        standards = [*self.standards, *(r.standard for r in self.reached)]
        if not standards:
            return ["服务标准"]
        metrics = [m for standard in self.standards for m in standard.metrics] + [m for r in self.reached for m in r.metrics]
        missing = (
            ("现行的服务标准", any(standard.in_force for standard in standards)),
            ("时限", any(metric.type == "duration" for metric in metrics)),
            ("对客承诺", bool(self.promises)), ("话术", bool(self.scripts)), ("检查表", bool(self.checklists)),
        )
        return [label for label, there in missing if not there]


@dataclass(frozen=True, slots=True)
class Told:
    """A touchpoint as the page tells it: in full what stands here first; of what an earlier one told, where that was →
    (what it is called, its entry, its anchor)."""

    stage: Stage
    promises: Sequence[tuple[Standard, Promise]]
    scripts: Sequence[Script]
    checklists: Sequence[Checklist]
    again: Mapping[str, Sequence[tuple[str, str, str | None]]]


def told(stages: Iterable[Stage]) -> Iterator[Told]:
    """Each touchpoint, nothing told twice in full."""
    first: dict[tuple[str, str | None], str] = {}
    return (_told(stage, first) for stage in stages)


def _told(stage: Stage, first: dict[tuple[str, str | None], str]) -> Told:
    """``first`` says where each entry, or part of one, was told first; it is brought up to date."""
    again: dict[str, list[tuple[str, str, str | None]]] = {}

    def new(called: str, entry: str, anchor: str | None = None) -> bool:
        before = first.setdefault((entry, anchor), stage.name)
        if before != stage.name:
            again.setdefault(before, []).append((called, entry, anchor))
        return before == stage.name

    promises = [(standard, promise) for standard, promise in stage.promises if new(f"“{promise.text}”", standard.id, f"promise-{promise.id}")]
    scripts = [script for script in stage.scripts if new(script.title or script.id, script.id)]
    checklists = [checklist for checklist in stage.checklists if new(checklist.title or checklist.id, checklist.id)]
    return Told(stage, promises, scripts, checklists, again)


def journey(sector: str, outcome: Outcome) -> list[Stage]:
    """The touchpoints in the order of ``journeys.yml``, empty ones too; touchpoints it does not name stand last."""
    here = [e for e in outcome.catalogue.entries.values() if e.sector == sector and not e.retired]
    named = outcome.catalogue.journeys.get(sector, ())
    points = dict.fromkeys([*named, *(point for e in here for point in e.touchpoints)])
    return [_stage(point, point in named, here, outcome) for point in points]


def _stage(point: str, planned: bool, here: Sequence[Entry], outcome: Outcome) -> Stage:
    own = [e for e in here if e.touchpoint == point]
    standards = [e for e in own if isinstance(e, Standard)]
    entries = outcome.catalogue.entries
    near = dict.fromkeys([e.id for e in own] + [other for standard in standards for other in _related(standard, outcome)])
    clauses = [_reached(e, point, outcome) for e in here if isinstance(e, Standard) and e.touchpoint != point]
    elsewhere = [reached for reached in clauses if reached.clauses]
    near |= dict.fromkeys(name for reached in elsewhere for name in _checking(reached, outcome))
    reached = [entries[id_] for id_ in near if not entries[id_].retired]
    return Stage(
        point,
        planned,
        standards,
        elsewhere,
        [e for e in own if isinstance(e, Process)],
        [e for e in reached if isinstance(e, Script)],
        [e for e in reached if isinstance(e, Checklist)],
    )


def _reached(standard: Standard, point: str, outcome: Outcome) -> Reached:
    clauses = [clause for clause in standard.body.clauses if clause.touchpoint == point]
    named = [local_or_global(clause.metric, "/", standard.id) for clause in clauses if clause.metric]
    found = [outcome.catalogue.metric(owner, metric) for owner, metric in dict.fromkeys(named)]
    return Reached(standard, clauses, [metric for metric in found if metric is not None])


def _checking(reached: Reached, outcome: Outcome) -> Iterator[str]:
    """The entries with an item on one of these clauses: what else belongs to the standard belongs to its own touchpoint."""
    for clause in reached.clauses:
        yield from (c.by for c in outcome.graph.clause_cited(reached.standard.id, clause.id, "item"))


def _related(standard: Standard, outcome: Outcome) -> Iterator[str]:
    """Entries tied to a standard on either side; a mention in prose ties nothing."""
    graph = outcome.graph
    yield from (r.target for r in graph.outgoing.get(standard.id, ()) if r.type != "mentions")
    yield from (r.source for r in graph.incoming.get(standard.id, ()) if r.type != "mentions")


def journey_page(sector: str, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """A sector's journey, touchpoint by touchpoint."""
    path, title = journey_path(sector), journey_title(sector, outcome)
    view = View(outcome, links.seen_from(path), settings)
    stages = journey(sector, outcome)
    html = render("journey", view=view, title=title, sector=sector, told=tuple(told(stages)), uses=words.CHECKLIST_USE)
    headings = tuple(Heading(2, stage.name, stage.name) for stage in stages)
    return Page(path, title, html, headings, None, f"{title}各触点的标准、时限、承诺与话术")


def journey_title(sector: str, outcome: Outcome) -> str:
    """``酒店客户旅程``."""
    return f"{outcome.catalogue.sector_name(sector)}客户旅程"


def journey_path(sector: str) -> str:
    """Where a sector's journey is."""
    return f"journeys/{sector}.md"
