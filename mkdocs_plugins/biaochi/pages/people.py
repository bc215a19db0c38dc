"""Who is concerned by what, and the pages that list entries: one per sector, one per kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.concern import entries_by_role
from biaochi.core.model import Entry, Standard, Training
from biaochi.pages.filters import Filter, by_role, in_order, of_entries, used
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Heading, Page
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View


def current(entry: Entry, outcome: Outcome, settings: Settings) -> bool:
    """Whether staff work by this entry today; drafts and announced ones only when asked for."""
    if entry.retired:
        return False
    return settings.drafts or (entry.in_force and not entry.announced(outcome.as_of))


def retired_last(entries: Iterable[Entry]) -> list[Entry]:
    """Entries as lists have them: what is no longer done stands behind what is."""
    return sorted(entries, key=lambda entry: entry.retired)


def along(points: Sequence[str], entries: Iterable[Entry]) -> list[Entry]:
    """Entries in the order of the customer's journey, those that belong to no touchpoint last."""
    places = {point: place for place, point in enumerate(points)}
    return sorted(entries, key=lambda entry: min((places.get(point, len(places)) for point in entry.touchpoints), default=len(places)))


def entries_for_role(role: str, outcome: Outcome, settings: Settings) -> Mapping[str, list[Entry]]:
    """What a registered role must know, by kind: entries that name it, its scripts and the trainings meant for it, and what is
    to be done by those that it acts as; in the order that both its page and its manual have: the key standards first, trainings
    as one meets them."""
    found: dict[str, list[Entry]] = {kind: [] for kind in words.KIND}
    for entry in entries_by_role(outcome.catalogue).get(role, ()):
        if current(entry, outcome, settings):
            found.setdefault(entry.kind, []).append(entry)
    return {kind: sorted(entries, key=_rank) for kind, entries in found.items()}


def _rank(entry: Entry) -> int:
    if isinstance(entry, Training):
        return list(words.CYCLE).index(entry.cycle) if entry.cycle else 0
    return int(not (isinstance(entry, Standard) and entry.criticality == "key"))


def sectors(outcome: Outcome) -> list[str]:
    """The sectors in use, in the vocabulary's order, own ones last."""
    return in_order(entry.sector for entry in outcome.catalogue.entries.values())


def touchpoints(sector: str, outcome: Outcome) -> list[str]:
    """The touchpoints of a sector's entries in the order of the customer's journey, those it does not name last."""
    used = [
        point
        for entry in outcome.catalogue.entries.values()
        if entry.sector == sector and not entry.retired
        for point in entry.touchpoints
    ]
    return [point for point in dict.fromkeys([*outcome.catalogue.journeys.get(sector, ()), *used]) if point in used]


def sector_page(sector: str, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """A sector: its journey, and all its entries by kind."""
    path = f"sectors/{sector}.md"
    view = View(outcome, links.seen_from(path), settings)
    kinds: dict[str, list[Entry]] = {kind: [] for kind in words.KIND}
    for entry in outcome.catalogue.entries.values():
        if entry.sector == sector:
            kinds.setdefault(entry.kind, []).append(entry)
    points = touchpoints(sector, outcome)
    kinds = {kind: retired_last(along(points, entries)) for kind, entries in kinds.items()}
    html = render("sector", view=view, sector=sector, points=points, kinds=kinds)
    headings = [Heading(2, kind, words.KIND[kind]) for kind, entries in kinds.items() if entries]
    return Page(path, view.sector_name(sector), html, tuple(headings), None, f"{view.sector_name(sector)}行业的全部条目")


_OWN: Mapping[str, tuple[tuple[str, str, Mapping[str, str] | None], ...]] = {
    "standard": (("criticality", "关键程度", words.CRITICALITY), ("tier", "层级", words.TIER)),
    "process": (("type", "类型", words.PROCESS_TYPE),),
    "script": (("role", "岗位", None),),
    "checklist": (("use", "用途", words.CHECKLIST_USE), ("paper", "纸张", words.PAPER)),
    "training": (("cycle", "类型", words.CYCLE), ("audience", "对象", None)),
    "improvement": (("source", "来源", words.IMPROVEMENT_SOURCE),),
}
"""Kind → what its list is filtered by besides: the entries' key, its label, and its closed set; of roles there is none."""


def _values(entry: Entry, key: str) -> tuple[str, ...]:
    value = getattr(entry, key)
    return value if isinstance(value, tuple) else (value,) if value else ()


def _own_filters(kind: str, entries: list[Entry], view: View) -> list[Filter]:
    found = []
    for key, label, names in _OWN.get(kind, ()):
        values = [value for entry in entries for value in _values(entry, key)]
        found.append(Filter(key, label, used(names, values)) if names else by_role(key, label, values, view))
    return found


def kind_page(kind: str, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """All entries of one kind, by sector."""
    path = f"kinds/{kind}.md"
    view = View(outcome, links.seen_from(path), settings)
    groups: dict[str, list[Entry]] = {}
    for entry in outcome.catalogue.entries.values():
        if entry.kind == kind:
            groups.setdefault(entry.sector or "", []).append(entry)
    groups = {sector: retired_last(entries) for sector, entries in groups.items()}
    entries = [entry for listed in groups.values() for entry in listed]
    sector, *others = of_entries(entries, view)
    own = _own_filters(kind, entries, view)
    marks = {entry.id: [(field.name, " ".join(_values(entry, field.name))) for field in own] for entry in entries}
    html = render("kind", view=view, kind=kind, groups=groups, fields=[sector, *own, *others], marks=marks)
    headings = tuple(Heading(2, s or "none", view.sector_name(s) or "不分行业") for s in groups)
    return Page(path, words.KIND[kind], html, headings, None, f"全部{words.KIND[kind]}")
