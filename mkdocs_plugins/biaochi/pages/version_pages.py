"""Every version of every entry as a page of its own, and the redlines between neighbours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from types import MappingProxyType
from typing import Any

from biaochi.core.check import Outcome
from biaochi.core.diff.content import content_hash
from biaochi.core.links import Graph
from biaochi.pages.deferred import Deferred
from biaochi.pages.entry import EntryView
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Page
from biaochi.pages.past import STATES, Past, Versions, with_entry
from biaochi.pages.redlined import redlined
from biaochi.pages.render import render, trusted
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

_NONE: MappingProxyType[str, Any] = MappingProxyType({})
_UNRELATED = Graph(_NONE, _NONE, _NONE, _NONE)


def version_pages(
    versions: Versions, outcome: Outcome, links: SiteLinks, settings: Settings
) -> Iterator[Deferred]:
    """The page of each version, and of each redline with the version before."""
    for past in versions.all():
        title = f"{past.entry.title or past.entry.id} {past.version}"
        yield Deferred(past.path, title, None, partial(_version_page, past, versions, outcome, links, settings))
        older = versions.get(past.entry.id, past.previous)
        if older is not None and past.redline_path:
            title = f"{past.entry.id} {older.version} → {past.version}"
            make = partial(_redline_page, past.redline_path, title, older, past, outcome, links, settings)
            yield Deferred(past.redline_path, title, None, make)


def _redline_page(
    path: str, title: str, older: Past, past: Past, outcome: Outcome, links: SiteLinks, settings: Settings
) -> Page:
    view = View(outcome, links.seen_from(path), settings)
    html = render("redline", view=view, r=redlined(older, past, outcome.catalogue))
    return Page(path, title, html, (), None, title, staff=False)


def _version_page(
    past: Past, versions: Versions, outcome: Outcome, links: SiteLinks, settings: Settings
) -> Page:
    own = replace(outcome, catalogue=with_entry(outcome.catalogue, past.entry, past.beside), graph=_UNRELATED)
    seen = links.seen_from(past.path)
    view = EntryView(past.entry, own, seen, settings, printed=True)
    text = ""
    if not _shown(past, outcome):
        text = render("entry", view=view, e=past.entry, body=trusted(view.body().html), findings=(), waived=(), standing=past.label)
    html = render(
        "version", view=view, past=past, text=trusted(text), states=STATES, others=versions.by_entry[past.entry.id],
        today=View(outcome, seen, settings), latest=links.seen_from(past.path).entry(past.entry.id),
        later=_later(past, versions),
    )  # fmt: skip
    title = f"{past.entry.title or past.entry.id} {past.version}"
    return Page(
        past.path, title, html, (), None, f"{past.entry.id} {past.version} {STATES[past.state]}", staff=False
    )


def _shown(past: Past, outcome: Outcome) -> bool:
    """Whether the entry's own page shows this version: then it is not said twice."""
    held = outcome.catalogue.entries.get(past.entry.id)
    return past.state == "current" and held is not None and (held is past.entry or content_hash(held) == past.hash)


def _later(past: Past, versions: Versions) -> list[Past]:
    """The versions after this one that came into force and still stand."""
    known = list(versions.by_entry[past.entry.id])
    return [other for other in known[known.index(past) + 1 :] if other.state in ("current", "superseded")]
