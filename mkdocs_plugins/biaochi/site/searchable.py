"""What the search is told: a page of the publication as it sees it, and the handbook's words."""

from __future__ import annotations

from biaochi.core import vocabulary
from biaochi.core.check import Outcome
from biaochi.core.concern import concerned
from biaochi.core.model import Catalogue, Entry
from biaochi.pages.links import address
from biaochi.pages.page import Page
from biaochi.pages.registers import TERMS
from biaochi.search.page import Facets, Place, Searchable, Words
from biaochi.search.pieces import Piece


def searchable(page: Page, piece: Piece, outcome: Outcome) -> Searchable:
    """The page with its piece of the index."""
    entry = outcome.catalogue.entries[page.entry] if page.entry else None
    told = facets(entry, outcome) if entry else Facets()
    return Searchable(address(page.path), page.title, piece, page.entry or "", told, _place(page))


def _place(page: Page) -> Place:
    if page.path == "fields.md" or page.path.startswith("rules/"):
        return Place.EDITORS
    if not page.staff:
        return Place.ASIDE
    if page.path == TERMS:
        return Place.GLOSSARY
    return Place.OWN if page.source else Place.LISTING


def facets(entry: Entry, outcome: Outcome) -> Facets:
    """What an entry is filtered by."""
    status = "announced" if entry.announced(outcome.as_of) else entry.status or ""
    tier = getattr(entry, "tier", None) or ""
    return Facets(entry.kind, entry.sector or "", tuple(sorted(concerned(entry, outcome.catalogue))), status, tier)


def words(catalogue: Catalogue) -> Words:
    """Synonyms, further names and labels, from the registries."""
    groups = tuple((term.id, *term.synonyms) for term in catalogue.terms.values() if term.synonyms)
    names = [word for term in catalogue.terms.values() for word in (term.id, *term.synonyms)]
    names += [role.name for role in catalogue.roles.values() if role.name]
    names += [point for points in catalogue.journeys.values() for point in points]
    names += [metric.name for _, metric in catalogue.metrics() if metric.name]
    sectors = {entry.sector: catalogue.sector_name(entry.sector) for entry in catalogue.entries.values() if entry.sector}
    ordered = [*(s for s in vocabulary.SECTOR if s in sectors), *sorted(sectors.keys() - vocabulary.SECTOR.keys())]
    labels = {
        "kind": dict(vocabulary.KIND),
        "sector": {sector: sectors[sector] for sector in ordered},
        "roles": {role.id: role.name or role.id for role in catalogue.roles.values()},
        "status": {**vocabulary.STATUS, "announced": "已公布"},
        "tier": dict(vocabulary.TIER),
    }
    return Words(groups, tuple(names), labels)
