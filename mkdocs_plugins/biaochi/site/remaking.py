"""After an edit of front matter: which pages looked at something that is other now, made again from the entries' faces."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType

from biaochi.core.build import build
from biaochi.core.check import Outcome
from biaochi.core.links import Graph, gathered_again, resolve
from biaochi.core.model import Catalogue, Entry
from biaochi.core.traced import ALL, Lookup, Trace, differing
from biaochi.history.reading import Read
from biaochi.pages import export, recent
from biaochi.pages.deferred import Deferred, Pages
from biaochi.pages.faces import relations
from biaochi.pages.kept import SHARED, made
from biaochi.pages.links import SiteLinks
from biaochi.pages.navigation import shelves
from biaochi.pages.page import Page
from biaochi.pages.past import Past, version_pages
from biaochi.pages.publication import entry_pages, informative_page, list_pages
from biaochi.pages.recent import News
from biaochi.pages.settings import Settings
from biaochi.site.filling import shelf_path, shelf_script
from biaochi.site.known_pages import KnownPages, Seen, differing_values, packed_face
from biaochi.site.last_build import LastBuild
from biaochi.site.versions import versions, versions_of

_PLACE = frozenset({"id", "path", "kind", "sector"})
"""What decides which pages there are and where they stand."""


@dataclass(slots=True)
class Remade:
    """Pages made again, in any order, with the catalogue they were made from (of entries but the faces)."""

    catalogue: Catalogue
    pages: list[Page] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """Files that are no pages, whether they are other or not."""


class Remaking:
    """One such build. ``texts`` are the sources, ``changed`` the edited entries, ``found`` says whether the gate says
    something else than before."""

    def __init__(
        self, last: LastBuild, outcome: Outcome, read: Read | str, texts: Mapping[str, str], changed: Sequence[Entry], *, found: bool
    ) -> None:
        self.last, self.outcome, self.read, self.texts, self.changed = last, outcome, read, texts, changed
        self.known: KnownPages = last.made_of
        self.faces = self.known.entries()
        self.packed: dict[str, bytes] = {}
        self.other: dict[str, frozenset[str]] = {}
        """The values that are other now, by entry."""
        self.looked: set[Lookup] = {SHARED} if changed else set()
        if found:
            # What the gate says stands on the page of health, and with a waiver on the entry's own.
            self.looked |= {("found", ALL), *(("found", name) for name, face in self.faces.items() if face.waivers)}

    def make(self) -> Remade | None:
        """The pages; ``None`` where the edit is of a kind that everything is built after."""
        if not all(self._same_place(entry) for entry in self.changed):
            return None
        graph = self._relations()
        catalogue = replace(self.outcome.catalogue, entries=MappingProxyType(self.faces), pages=())
        trace = Trace(catalogue, graph, watching=True)
        seen: dict[str, Seen] = {}
        result = Remade(catalogue)
        pages = Pages(self._all(replace(self.outcome, catalogue=trace.catalogue, graph=trace.graph)))
        own = {path for entry in self.changed for path in (entry.path, f"id/{entry.id}/index.md")}
        # The page of a version sees no entry but its own.
        looking = {path: seen_ for path, seen_ in self.known.pages().items() if not path.startswith("v/")}
        concerned = {path for path, (lookups, values) in looking.items() if self._concerns(lookups, values)}
        for path in {**dict.fromkeys(own), **dict.fromkeys(concerned)}:
            deferred = pages.deferred(path)
            if deferred is None:
                return None
            lookups, values, page = made(deferred, trace)
            seen[path] = lookups, values
            result.pages.append(page)
        result.pages += (page.make() for page in self._versions())
        result.files = {shelf_path(shelf): shelf_script(shelf).encode() for shelf in shelves(self._plain(catalogue), pages).values()}
        result.files[export.FILE] = export.metrics_json(self._plain(catalogue)).encode()
        self.known.turn(self.packed, graph if self.looked - {SHARED} else None, seen)
        return result

    def _plain(self, catalogue: Catalogue) -> Outcome:
        return replace(self.outcome, catalogue=catalogue)

    def _same_place(self, entry: Entry) -> bool:
        """Take an edited entry's face, if it may be another in this way."""
        was = self.faces[entry.id]
        told, now = packed_face(entry)
        other = frozenset(differing_values(was, now))
        if type(was) is not type(now) or other & _PLACE or (other - {"memo"} and entry.id in self.last.mentioned):
            return False
        if isinstance(self.read, str) and "version" in other:
            return False  # without a history the page of a version is that of the entry's
        if other:
            self.packed[entry.id], self.other[entry.id], self.faces[entry.id] = told, other, now
        return True

    def _relations(self) -> Graph:
        before = self.known.relations()
        fresh = relations(resolve(self.outcome.catalogue, self.changed))
        graph = gathered_again(before, fresh, {entry.id for entry in self.changed}, self.faces)
        catalogue = self.outcome.catalogue
        self.looked |= differing((catalogue, before), (catalogue, graph), frozenset())
        return graph

    def _concerns(self, lookups: frozenset[Lookup], values: Mapping[str, frozenset[str]]) -> bool:
        if not lookups.isdisjoint(self.looked):
            return True
        return any(entry in values.get(name, ()) for entry, names in self.other.items() for name in names)

    def _all(self, outcome: Outcome) -> Iterator[Page | Deferred]:
        """Every page but those of versions, as :func:`~biaochi.pages.publication.publish` makes them."""
        told = (outcome, SiteLinks("index.md", self.last.ids, self.last.known), self.last.settings)
        whole = self.outcome.catalogue.entries
        yield from list_pages(*told, (), self.last.remarks, cache(self._news), not isinstance(self.read, str))
        yield from entry_pages(*told, self.faces.values(), whole, self._past)
        for path in self.texts.keys() - set(self.last.ids.values()):
            if path.endswith(".md"):
                yield Deferred(path, path, path, lambda path=path: self._informative(path, *told))  # type: ignore[misc]

    def _informative(self, path: str, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
        (page,) = build({path: self.texts[path]}).catalogue.pages
        return informative_page(page, outcome, links.seen_from(path), settings)

    def _past(self, entry: str) -> Sequence[Past]:
        found = versions_of(self.read, [self.outcome.catalogue.entries[entry]], self.outcome.as_of)
        return found.by_entry.get(entry, ())

    def _news(self) -> Sequence[News]:
        return [] if isinstance(self.read, str) else recent.news(versions(self.read, self.outcome.as_of), self.outcome)

    def _versions(self) -> Iterator[Deferred]:
        found = versions_of(self.read, self.changed, self.outcome.as_of)
        links = SiteLinks("index.md", self.last.ids, self.last.known)
        return version_pages(found, self.outcome, links, self.last.settings)
