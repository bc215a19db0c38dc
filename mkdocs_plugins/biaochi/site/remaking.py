"""After an edit of front matter or of a registry, or an entry more or less: which pages looked at something that is other
now, made again from the entries' faces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cache
from types import MappingProxyType

from biaochi.core.build import build
from biaochi.core.check import Outcome
from biaochi.core.links import Graph, gathered_again, resolve
from biaochi.core.model import Catalogue, Entry
from biaochi.core.slotted import dataclass
from biaochi.core.traced import ALL, Lookup, Trace, differing
from biaochi.history.reading import Read
from biaochi.pages import export, recent
from biaochi.pages.deferred import Deferred, Pages
from biaochi.pages.faces import relations
from biaochi.pages.kept import SHARED, made
from biaochi.pages.links import SiteLinks
from biaochi.pages.navigation import shelves
from biaochi.pages.news import News, news
from biaochi.pages.page import Page
from biaochi.pages.past import Past, Versions
from biaochi.pages.publication import NO_VERSIONS, entry_pages, informative_page, list_pages
from biaochi.pages.settings import Settings
from biaochi.pages.version_pages import version_pages
from biaochi.site.filling import shelf_path, shelf_script
from biaochi.site.known_pages import KnownPages, Seen, differing_values, packed_face, rows_of
from biaochi.site.last_build import LastBuild, navigation_of
from biaochi.site.moves import Moves
from biaochi.site.versions import versions, versions_of

_PLACE = frozenset({"id", "path", "kind", "sector"})
"""What decides which pages there are and where they stand."""

_OF_WORDING = frozenset({"memo"})
"""What of a face a wording decides, and nothing that pages have worked out together."""


@dataclass(slots=True)
class Remade:
    """Pages made again, in any order, with the catalogue they were made from (of entries but the faces)."""

    catalogue: Catalogue
    pages: list[Page] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    """Files that are no pages, whether they are other or not."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What is other than in the last build."""

    texts: Mapping[str, str]
    """All sources."""
    entries: Sequence[Entry]
    """Those that were edited, and those that came."""
    moves: Moves
    referring: Sequence[str]
    """The entries that refer to one that came or went."""
    registered: bool
    """Whether a registry is another."""
    found: bool
    """Whether the gate says something else."""

    @property
    def of_wording(self) -> bool:
        """Whether no more than some entries is other."""
        return not (self.moves or self.registered or self.found)


class Remaking:
    """One such build; the entries that came and went are brought up to date in ``last`` before."""

    def __init__(self, last: LastBuild, outcome: Outcome, read: Read | str, edit: Edit) -> None:
        self.last, self.outcome, self.read, self.edit = last, outcome, read, edit
        self.moves, self.changed = edit.moves, edit.entries
        self.known: KnownPages = last.made_of
        self.before = self.known.entries(edit.moves.before)
        self.faces = dict(self.before)
        self.packed: dict[str, bytes] = {}
        self.other: dict[str, frozenset[str]] = {}
        """The values that are other now, by entry."""
        self.looked: set[Lookup] = {SHARED} if edit.moves or edit.registered else set()
        if edit.found:
            # What the gate says stands on the page of health, and with a waiver on the entry's own.
            self.looked |= {("found", ALL), *(("found", name) for name, face in self.faces.items() if face.waivers)}

    def make(self) -> Remade | None:
        """The pages; ``None`` where the edit is of a kind that everything is built after."""
        if not all(entry.id in self.moves.came or self._same_place(entry) for entry in self.changed):
            return None
        if any(names - _OF_WORDING for names in self.other.values()):
            self.looked.add(SHARED)
        if self.moves:
            self._moved()
        graph = self._relations()
        catalogue = replace(self.outcome.catalogue, entries=MappingProxyType(self.faces), pages=())
        trace = Trace(catalogue, graph, watching=True)
        links = SiteLinks("index.md", trace.addresses(self.last.ids), trace.ways(self.last.known))
        told = (replace(self.outcome, catalogue=trace.catalogue, graph=trace.graph), links, self.last.settings)
        seen: dict[str, Seen] = {}
        result = Remade(catalogue)
        concerned = {path for path, looked in self.known.pages().items() if path in self.last.known and self._concerns(*looked)}
        own = {path for entry in self.changed for path in (entry.path, f"id/{entry.id}/index.md")}
        versioned = {entry.id for entry in self.changed}.union(
            self.moves.names, (path.split("/")[1] for path in concerned if path.startswith("v/"))
        )
        past = list(version_pages(self._versions(versioned), *told))
        pages = Pages([*self._all(*told), *past])
        if (self.moves or self.edit.registered) and navigation_of(self._plain(catalogue), pages) != self.last.navigation:
            return None
        for path in own.union(concerned, (page.path for page in past)):
            deferred = pages.deferred(path)
            if deferred is None:
                return None
            lookups, values, page = made(deferred, trace)
            seen[path] = lookups, values
            result.pages.append(page)
        result.files = {shelf_path(shelf): shelf_script(shelf).encode() for shelf in shelves(self._plain(catalogue), pages).values()}
        result.files[export.FILE] = export.metrics_json(self._plain(catalogue)).encode()
        if self.edit.registered:
            published = versions(self.read, self.outcome.as_of) if not isinstance(self.read, str) else NO_VERSIONS
            result.files |= {path: feed.encode() for path, feed in recent.feeds(published, self.outcome, self.last.settings)}
        self.known.turn(self.packed, graph if self.looked - {SHARED} else None, seen, catalogue if self.edit.registered else None)
        return result

    def _moved(self) -> None:
        """Put the faces of the entries that there are now in their order."""
        for entry in self.changed:
            if entry.id in self.moves.came:
                self.packed[entry.id], self.faces[entry.id] = packed_face(entry)
        self.faces = {name: self.faces[name] for name in self.moves.now}

    def _plain(self, catalogue: Catalogue) -> Outcome:
        return replace(self.outcome, catalogue=catalogue)

    def _same_place(self, entry: Entry) -> bool:
        """Take an edited entry's face, if it may be another in this way."""
        was = self.faces[entry.id]
        told, now = packed_face(entry)
        other = frozenset(differing_values(was, now))
        if type(was) is not type(now) or other & _PLACE or (other - _OF_WORDING and entry.id in self.last.mentioned):
            return False
        if isinstance(self.read, str) and "version" in other:
            return False  # without a history the page of a version is that of the entry's
        if other:
            self.packed[entry.id], self.other[entry.id], self.faces[entry.id] = told, other, now
        return True

    def _relations(self) -> Graph:
        before, catalogue = self.known.relations(), self.outcome.catalogue
        # Who refers to an entry that came or went has a relation more or less.
        others = set(self.edit.referring).difference(entry.id for entry in self.changed)
        again = [*self.changed, *(catalogue.entries[name] for name in sorted(others))]
        fresh = relations(resolve(catalogue, again))
        graph = gathered_again(before, fresh, self.moves.names.union(entry.id for entry in again), self.faces)
        was, now = (replace(catalogue, entries=MappingProxyType(faces)) for faces in (self.before, self.faces))
        came, went = set(self.moves.came.values()), {path: name for name, path in self.moves.went.items()}
        was = replace(was, paths={path: name for path, name in catalogue.paths.items() if path not in came} | went)
        if self.edit.registered:
            was, now = replace(was, **self.known.registries()), replace(now, **rows_of(catalogue))
        self.looked |= differing((was, before), (now, graph), self.moves.names)
        return graph

    def _concerns(self, lookups: frozenset[Lookup], values: Mapping[str, frozenset[str]]) -> bool:
        if not lookups.isdisjoint(self.looked):
            return True
        return any(entry in values.get(name, ()) for entry, names in self.other.items() for name in names)

    def _all(self, *told: *tuple[Outcome, SiteLinks, Settings]) -> Iterator[Page | Deferred]:
        """Every page but those of versions, as :func:`~biaochi.pages.publication.publish` makes them."""
        whole = self.outcome.catalogue.entries
        yield from list_pages(*told, (), self.last.remarks, cache(self._news), not isinstance(self.read, str))
        yield from entry_pages(*told, self.faces.values(), whole, self._past)
        for path in self.edit.texts.keys() - set(self.last.ids.values()):
            if path.endswith(".md"):
                yield Deferred(path, path, path, lambda path=path: self._informative(path, *told))  # type: ignore[misc]

    def _informative(self, path: str, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
        (page,) = build({path: self.edit.texts[path]}).catalogue.pages
        return informative_page(page, outcome, links.seen_from(path), settings)

    def _past(self, entry: str) -> Sequence[Past]:
        found = versions_of(self.read, [self.outcome.catalogue.entries[entry]], self.outcome.as_of)
        return found.by_entry.get(entry, ())

    def _news(self) -> Sequence[News]:
        return [] if isinstance(self.read, str) else news(versions(self.read, self.outcome.as_of), self.outcome)

    def _versions(self, names: Iterable[str]) -> Versions:
        """The versions of some entries. A history has those of entries that are gone as well."""
        entries, gone = self.outcome.catalogue.entries, {} if isinstance(self.read, str) else self.before
        return versions_of(
            self.read, [entries[name] if name in entries else gone[name] for name in sorted(names) if name in entries or name in gone],
            self.outcome.as_of,
        )  # fmt: skip
