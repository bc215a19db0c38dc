"""Entries that came or went since the last build: which pages there are now, and where each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from biaochi.core.model import Entry
from biaochi.core.slotted import dataclass
from biaochi.pages.links import address
from biaochi.pages.navigation import place_of
from biaochi.site import site_map
from biaochi.site.last_build import LastBuild


@dataclass(frozen=True, slots=True)
class Moves:
    """The pages of the entries by id, in the entries' order: those of the last build, and those of now."""

    before: Mapping[str, str]
    now: Mapping[str, str]

    @property
    def came(self) -> dict[str, str]:
        """Those that are new, or stand in another file."""
        return {name: path for name, path in self.now.items() if self.before.get(name) != path}

    @property
    def went(self) -> dict[str, str]:
        """Those that are gone, or stood in another file."""
        return {name: path for name, path in self.before.items() if self.now.get(name) != path}

    @property
    def names(self) -> frozenset[str]:
        """The ids of both."""
        return frozenset(self.came) | frozenset(self.went)

    def __bool__(self) -> bool:
        return self.before != self.now

    def mentioned(self, last: LastBuild) -> bool:
        """Whether a page of the editor's own leads to one of them: MkDocs makes that."""
        both = [*self.came.items(), *self.went.items()]
        return not last.mentioned.isdisjoint(told for name, path in both for told in (name, path, address(path)))

    def turn(self, last: LastBuild, came: Sequence[Entry], versions: Iterable[str], *, history: bool) -> set[str]:
        """Bring it up to date in what is known of the last build which pages there are. ``versions`` are the pages of the
        versions of the entries that came; those of a ``history`` are there whether the entry is or not. Returns the addresses
        that are gone."""
        gone = {path for name, path in self.went.items() for path in (path, f"id/{name}/index.md")}
        if not history:
            folders = tuple(f"v/{name}/" for name in self.went)
            gone |= {path for path in last.known if path.startswith(folders)}
        new = {*self.came.values(), *(f"id/{name}/index.md" for name in self.came), *versions}
        last.pages += len(new - last.known) - len(gone - new)
        last.ids = dict(self.now)
        last.known = last.known - gone | new
        last.written = last.written - {address(path) for path in gone} | {address(path) for path in new}
        for path in self.went.values():
            last.places.pop(path, None)
            last.faces.pop(path, None)
        for name in self.went.keys() - self.came.keys():
            last.hashes.pop(name, None)
        last.places |= {entry.path: place_of(entry) for entry in came}
        return {address(path) for path in gone - new}

    def numbered(self, last: LastBuild) -> list[int | None]:
        """Of each page of the search which one it was; and the pages' numbers brought up to date. Raises ``ValueError`` where
        the pages of the entries did not stand together."""
        listed = sorted(last.numbers, key=last.numbers.__getitem__)
        there, now = ([address(path) for path in ids.values()] for ids in (self.before, self.now))
        first = min(last.numbers[place] for place in there)
        if listed[first : first + len(there)] != there:
            raise ValueError
        placed = [*listed[:first], *now, *listed[first + len(there) :]]
        moved = {address(path) for path in (*self.came.values(), *self.went.values())}
        order = [None if place in moved else last.numbers[place] for place in placed]
        last.numbers = {place: number for number, place in enumerate(placed)}
        return order

    def mapped(self, last: LastBuild, files: Mapping[str, bytes]) -> dict[str, bytes]:
        """The site map with its rows as they are now; ``files`` are those of the last build."""
        there, now = ([address(path) for path in ids.values()] for ids in (self.before, self.now))
        return site_map.exchanged(files, last.filling.url, there, now)
