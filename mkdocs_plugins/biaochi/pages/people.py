"""Pages for people: one per role and one per sector, and the home page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.model import Checklist, Entry, Process, Script, Standard, Training
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Heading, Page
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing a role has to do: a step of a process or a tier of an escalation."""

    process: Process
    name: str
    does: str
    time_limit: str
    fragment: str


def current(entry: Entry, outcome: Outcome, settings: Settings) -> bool:
    """Whether staff work by this entry today; drafts and announced ones only when asked for."""
    if entry.retired:
        return False
    return settings.drafts or (entry.in_force and not entry.announced(outcome.as_of))


def entries_for_role(role: str, outcome: Outcome, settings: Settings) -> Mapping[str, list[Entry]]:
    """What a role must know, by kind: entries that name it, its scripts and the trainings meant for it."""
    found: dict[str, list[Entry]] = {kind: [] for kind in words.KIND}
    for entry in outcome.catalogue.entries.values():
        if current(entry, outcome, settings) and role in concerned(entry):
            found.setdefault(entry.kind, []).append(entry)
    return found


def concerned(entry: Entry) -> frozenset[str]:
    """The roles an entry concerns."""
    roles = set(entry.roles)
    if isinstance(entry, Script) and entry.role:
        roles.add(entry.role)
    elif isinstance(entry, Training):
        roles.update(entry.audience)
    elif isinstance(entry, Process):
        roles.update(r for r in (step.role for step in entry.steps) if r)
        roles.update(r for r in (tier.role for tier in entry.tiers) if r)
        roles.update(r for r in (entry.accountable,) if r)
    elif isinstance(entry, Checklist) and entry.when is not None and not isinstance(entry.when, str) and entry.when.by:
        roles.add(entry.when.by)
    return frozenset(roles)


def duties(role: str, processes: Iterable[Entry]) -> Iterator[Duty]:
    """The steps and tiers a role carries out."""
    for process in processes:
        if not isinstance(process, Process):
            continue
        for step in process.steps:
            if step.role == role:
                limit = step.time_limit.text if step.time_limit else ""
                yield Duty(process, step.name, step.does, limit, f"step-{step.id}")
        for tier in process.tiers:
            if tier.role == role:
                limit = f"受理 {tier.accept or '—'}，答复 {tier.respond or '—'}，办结 {tier.resolve or '—'}"
                yield Duty(process, tier.name, tier.authority or "", limit, "tiers")


def role_page(role: str, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """What one role must know, do, say, tick and learn."""
    path = f"roles/{role}.md"
    found = entries_for_role(role, outcome, settings)
    view = View(outcome, links.seen_from(path), settings)
    person = outcome.catalogue.roles[role]
    headings = [
        Heading(2, key, title)
        for key, title, shown in (
            ("know", "要知道", found["standard"]), ("do", "要做", found["process"]), ("say", "要说", found["script"]),
            ("tick", "要勾", found["checklist"]), ("learn", "要学", found["training"]),
        )
        if shown
    ]
    html = render("role", view=view, role=person, found=found, duties=list(duties(role, found["process"])))
    return Page(path, person.name or role, html, tuple(headings), None, f"{person.department} {person.name}")


def sectors(outcome: Outcome) -> list[str]:
    """The sectors in use, in the vocabulary's order, own ones last."""
    used = dict.fromkeys(e.sector for e in outcome.catalogue.entries.values() if e.sector)
    known = [sector for sector in words.SECTOR if sector in used]
    return known + sorted(sector for sector in used if sector not in words.SECTOR)


def by_touchpoint(outcome: Outcome, sector: str) -> Mapping[str, list[Entry]]:
    """A sector's standards and processes in the order of the customer's journey."""
    found: dict[str, list[Entry]] = {point: [] for point in outcome.catalogue.journeys.get(sector, ())}
    for entry in outcome.catalogue.entries.values():
        if entry.sector == sector and entry.touchpoint and not entry.retired:
            found.setdefault(entry.touchpoint, []).append(entry)
    return {point: entries for point, entries in found.items() if entries}


def sector_page(sector: str, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """A sector: its journey, and all its entries by kind."""
    path = f"sectors/{sector}.md"
    view = View(outcome, links.seen_from(path), settings)
    kinds: dict[str, list[Entry]] = {kind: [] for kind in words.KIND}
    for entry in outcome.catalogue.entries.values():
        if entry.sector == sector:
            kinds.setdefault(entry.kind, []).append(entry)
    journey = by_touchpoint(outcome, sector)
    html = render("sector", view=view, sector=sector, journey=journey, kinds=kinds)
    headings = ([Heading(2, "journey", "客户旅程")] if journey else []) + [
        Heading(2, kind, words.KIND[kind]) for kind, entries in kinds.items() if entries
    ]
    return Page(path, view.sector_name(sector), html, tuple(headings), None, f"{view.sector_name(sector)}行业的全部条目")


def kind_page(kind: str, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """All entries of one kind, by sector."""
    path = f"kinds/{kind}.md"
    view = View(outcome, links.seen_from(path), settings)
    groups: dict[str, list[Entry]] = {}
    for entry in outcome.catalogue.entries.values():
        if entry.kind == kind:
            groups.setdefault(entry.sector or "", []).append(entry)
    html = render("kind", view=view, kind=kind, groups=groups)
    headings = tuple(Heading(2, s or "none", view.sector_name(s) or "不分行业") for s in groups)
    return Page(path, words.KIND[kind], html, headings, None, f"全部{words.KIND[kind]}")


def home_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """Find my role, find a touchpoint, what changed, what to print."""
    path = "index.md"
    view = View(outcome, links.seen_from(path), settings)
    departments: dict[str, list[object]] = {}
    for role in outcome.catalogue.roles.values():
        if links.page(f"roles/{role.id}.md"):
            departments.setdefault(role.department or "其他", []).append(role)
    changes = sorted(
        (
            (change.date, entry, change)
            for entry in outcome.catalogue.entries.values()
            for change in entry.changes
            if change.date is not None and change.date <= outcome.as_of
        ),
        key=lambda row: (row[0], row[1].id),
        reverse=True,
    )[:8]
    announced = [e for e in outcome.catalogue.entries.values() if e.announced(outcome.as_of)]
    points = {sector: by_touchpoint(outcome, sector) for sector in sectors(outcome)}
    standards = sum(isinstance(e, Standard) for e in outcome.catalogue.entries.values())
    html = render(
        "home", view=view, departments=departments, points=points, changes=changes, announced=announced, standards=standards
    )
    return Page(path, settings.title, html, (), None, settings.organisation)
