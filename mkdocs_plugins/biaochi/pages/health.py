"""The handbook's health: coverage, stages, reviews due, waivers, orphans — figures an owner can act on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Severity
from biaochi.pages.links import SiteLinks
from biaochi.pages.matrix import Row, rows
from biaochi.pages.page import Heading, Page
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

DUE_SOON = dt.timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many clauses of in-force standards are checked and trained."""

    name: str
    clauses: int
    checked: int
    trained: int

    @classmethod
    def over(cls, name: str, counted: list[Row]) -> Coverage:
        """The sum over rows of the matrix."""
        return cls(name, sum(r.clauses for r in counted), sum(r.checked for r in counted), sum(r.trained for r in counted))

    @staticmethod
    def percent(part: int, whole: int) -> str:
        """``97%``; never rounded up to 100."""
        return "—" if not whole else f"{100 * part // whole}%"


def health_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """Coverage by sector, entries by stage, reviews due, waivers and findings."""
    path = "health.md"
    view = View(outcome, links.seen_from(path), settings)
    in_force = [row for row in rows(outcome) if row.standard.in_force]
    sectors = dict.fromkeys(row.standard.sector or "" for row in in_force)
    coverage = [
        Coverage.over(view.sector_name(s), [r for r in in_force if (r.standard.sector or "") == s]) for s in sectors
    ]
    entries = outcome.catalogue.entries.values()
    stages = {
        kind: {status: sum(e.kind == kind and e.status == status for e in entries) for status in words.STATUS}
        for kind in words.KIND
    }
    due = sorted(
        (e for e in entries if e.in_force and e.review_by and e.review_by <= outcome.as_of + DUE_SOON),
        key=lambda e: (e.review_by, e.id),
    )
    html = render(
        "health", view=view, total=Coverage.over("合计", in_force), coverage=coverage, stages=stages, due=due,
        waived=outcome.waived, findings=[d for d in outcome.diagnostics if d.severity is not Severity.INFO],
    )
    titles = (("coverage", "条款覆盖"), ("stages", "阶段"), ("due", "将到期的复审"), ("waivers", "豁免"), ("findings", "未解决的问题"))
    return Page(path, "手册健康度", html, tuple(Heading(2, i, t) for i, t in titles), None, "覆盖、阶段、复审与豁免", staff=False)
