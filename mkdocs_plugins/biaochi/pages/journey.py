"""A customer's journey through a sector: at each touchpoint the standards with their times, the promises, the scripts and
the checks, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.model import Checklist, Entry, Process, Promise, Script, Standard
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Heading, Page
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View


@dataclass(frozen=True, slots=True)
class Stage:
    """One touchpoint with everything that is there for it; ``planned`` if the journey names it."""

    name: str
    planned: bool
    standards: Sequence[Standard]
    processes: Sequence[Process]
    scripts: Sequence[Script]
    checklists: Sequence[Checklist]

    @property
    def promises(self) -> list[tuple[Standard, Promise]]:
        """What customers are told here."""
        return [(standard, promise) for standard in self.standards if standard.in_force for promise in standard.promises]

    @property
    def gaps(self) -> list[str]:
        """What is missing, in words."""
        if not self.standards:
            return ["服务标准"]
        missing = (
            ("现行的服务标准", any(standard.in_force for standard in self.standards)),
            ("时限", any(metric.type == "duration" for standard in self.standards for metric in standard.metrics)),
            ("对客承诺", bool(self.promises)), ("话术", bool(self.scripts)), ("检查表", bool(self.checklists)),
        )
        return [label for label, there in missing if not there]


def journey(sector: str, outcome: Outcome) -> list[Stage]:
    """The touchpoints in the order of ``journeys.yml``, empty ones too; touchpoints it does not name stand last."""
    here = [e for e in outcome.catalogue.entries.values() if e.sector == sector and not e.retired]
    named = outcome.catalogue.journeys.get(sector, ())
    points = dict.fromkeys([*named, *(e.touchpoint for e in here if e.touchpoint)])
    return [_stage(point, point in named, here, outcome) for point in points]


def _stage(point: str, planned: bool, here: Sequence[Entry], outcome: Outcome) -> Stage:
    own = [e for e in here if e.touchpoint == point]
    standards = [e for e in own if isinstance(e, Standard)]
    entries = outcome.catalogue.entries
    near = dict.fromkeys([e.id for e in own] + [other for standard in standards for other in _related(standard, outcome)])
    reached = [entries[id_] for id_ in near if not entries[id_].retired]
    return Stage(
        point,
        planned,
        standards,
        [e for e in own if isinstance(e, Process)],
        [e for e in reached if isinstance(e, Script)],
        [e for e in reached if isinstance(e, Checklist)],
    )


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
    html = render("journey", view=view, title=title, sector=sector, stages=stages, uses=words.CHECKLIST_USE)
    headings = tuple(Heading(2, stage.name, stage.name) for stage in stages)
    return Page(path, title, html, headings, None, f"{title}各触点的标准、时限、承诺与话术")


def journey_title(sector: str, outcome: Outcome) -> str:
    """``酒店客户旅程``."""
    return f"{outcome.catalogue.sector_name(sector)}客户旅程"


def journey_path(sector: str) -> str:
    """Where a sector's journey is."""
    return f"journeys/{sector}.md"
