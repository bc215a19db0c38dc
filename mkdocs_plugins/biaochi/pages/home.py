"""The home page: find my role, find a touchpoint, what changed, what to print."""

from __future__ import annotations

from collections.abc import Sequence

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.model import Change, Entry, Role
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Page
from biaochi.pages.people import current, sectors, touchpoints
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

_LATEST = 6


def home_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """Find my role, find a touchpoint, what changed, what to print."""
    path = "index.md"
    view = View(outcome, links.seen_from(path), settings)
    catalogue = outcome.catalogue
    entries = catalogue.entries.values()
    kinds = {kind: sum(e.kind == kind and current(e, outcome, settings) for e in entries) for kind in words.KIND}
    html = render(
        "home", view=view, departments=_departments(outcome, links), kinds=kinds, changes=latest(outcome, settings),
        announced=[e for e in entries if e.announced(outcome.as_of)], journeys={sector: touchpoints(sector, outcome) for sector in sectors(outcome)},
    )
    return Page(path, settings.title, html, (), None, settings.organisation)


def _departments(outcome: Outcome, links: SiteLinks) -> dict[str, list[Role]]:
    found: dict[str, list[Role]] = {}
    for role in outcome.catalogue.roles.values():
        if links.page(f"roles/{role.id}.md"):
            found.setdefault(role.department or "其他", []).append(role)
    return found


def latest(outcome: Outcome, settings: Settings) -> Sequence[tuple[Entry, Change]]:
    """The newest records of change, up to today, of what holds or held: drafts are news only when asked for."""
    records = [
        (entry, change)
        for entry in outcome.catalogue.entries.values()
        if settings.drafts or entry.in_force or entry.retired
        for change in entry.changes
        if change.date is not None and change.date <= outcome.as_of
    ]
    return sorted(records, key=lambda row: (row[1].date or outcome.as_of, row[0].id), reverse=True)[:_LATEST]
