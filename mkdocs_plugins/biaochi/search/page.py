"""What the search is told of a page, and of the handbook's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import IntEnum

from biaochi.core.slotted import dataclass
from biaochi.search.pieces import Piece


@dataclass(frozen=True, slots=True)
class Facets:
    """What results are filtered by; empty where a page has no such thing."""

    kind: str = ""
    sector: str = ""
    roles: tuple[str, ...] = ()
    status: str = ""
    tier: str = ""


class Place(IntEnum):
    """Where a page stands among the results: the handbook's own texts, lists made of them, pages about the handbook, the list that
    says what words mean, pages for those who write the handbook."""

    OWN = 0
    LISTING = 1
    ASIDE = 2
    GLOSSARY = 3
    EDITORS = 4


@dataclass(frozen=True, slots=True)
class Searchable:
    """A page to be found: its address below the site's root, its title and id, its piece and facets; its place."""

    url: str
    title: str
    piece: Piece
    entry: str = ""
    facets: Facets = Facets()
    place: Place = Place.OWN


@dataclass(frozen=True, slots=True)
class Words:
    """What the handbook adds: groups of synonyms, names besides the pages' own, labels of the facets' values."""

    synonyms: tuple[tuple[str, ...], ...] = ()
    names: tuple[str, ...] = ()
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
