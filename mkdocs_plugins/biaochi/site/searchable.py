"""A page of the publication as the search sees it."""

from __future__ import annotations

from biaochi.core.check import Outcome
from biaochi.core.model import Entry
from biaochi.pages.links import address
from biaochi.pages.page import Page
from biaochi.pages.people import concerned
from biaochi.search.index import Facets, Place, Searchable
from biaochi.search.pieces import Piece


def searchable(page: Page, piece: Piece, outcome: Outcome) -> Searchable:
    """The page with its piece of the index."""
    entry = outcome.catalogue.entries[page.entry] if page.entry else None
    told = facets(entry, outcome) if entry else Facets()
    return Searchable(address(page.path), page.title, piece, page.entry or "", told, _place(page))


def _place(page: Page) -> Place:
    if not page.staff:
        return Place.ASIDE
    return Place.OWN if page.source else Place.LISTING


def facets(entry: Entry, outcome: Outcome) -> Facets:
    """What an entry is filtered by."""
    status = "announced" if entry.announced(outcome.as_of) else entry.status or ""
    tier = getattr(entry, "tier", None) or ""
    return Facets(entry.kind, entry.sector or "", tuple(sorted(concerned(entry))), status, tier)
