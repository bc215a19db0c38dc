"""What a computation looks up in the catalogue and its graph: it need not be done again while none of that changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import (
    Callable,
    Collection,
    ItemsView,
    Iterator,
    KeysView,
    Mapping,
    ValuesView,
)
from dataclasses import field, fields
from types import MappingProxyType
from typing import Any, TypeAlias, TypeVar

from biaochi.core.links import Graph
from biaochi.core.model import Catalogue, Entry
from biaochi.core.slotted import dataclass

Lookup: TypeAlias = tuple[str, str]
"""Where something was looked up, and by which key; the key is :data:`ALL` where everything was gone through."""

Values: TypeAlias = Mapping[str, frozenset[str]]
"""Which values of entries were looked at: of each field, the entries."""

ALL = "*"
V = TypeVar("V")
E = TypeVar("E", bound=Entry)
T = TypeVar("T")


class _Asked(Collection[str]):
    """Keys that remember whether one of them was asked for, or all."""

    __slots__ = ("_inner", "_lookups", "_name")

    def __init__(self, name: str, inner: Any, lookups: set[Lookup]) -> None:
        self._name, self._inner, self._lookups = name, inner, lookups

    def __contains__(self, key: object) -> bool:
        self._lookups.add((self._name, str(key)))
        return key in self._inner

    def __iter__(self) -> Iterator[str]:
        self._lookups.add((self._name, ALL))
        return iter(self._inner)

    def __len__(self) -> int:
        self._lookups.add((self._name, ALL))
        return len(self._inner)


class _Recording(_Asked, Mapping[str, V]):
    """A mapping that remembers what it was asked."""

    __slots__ = ()
    _inner: Mapping[str, V]

    def __getitem__(self, key: str) -> V:
        self._lookups.add((self._name, key))
        return self._inner[key]

    def get(self, key: str, default: V | None = None) -> V | None:  # type: ignore[override]
        self._lookups.add((self._name, key))
        return self._inner.get(key, default)

    def keys(self) -> KeysView[str]:
        self._lookups.add((self._name, ALL))
        return self._inner.keys()

    def values(self) -> ValuesView[V]:
        self._lookups.add((self._name, ALL))
        return self._inner.values()

    def items(self) -> ItemsView[str, V]:
        self._lookups.add((self._name, ALL))
        return self._inner.items()


class _Ways(_Asked):
    """Paths of which it is remembered which were asked for, if they are files of the content or not there at all."""

    __slots__ = ("_files",)

    def __init__(self, name: str, inner: Any, lookups: set[Lookup], files: Collection[str]) -> None:
        super().__init__(name, inner, lookups)
        self._files = files

    def __contains__(self, key: object) -> bool:
        there = key in self._inner
        return super().__contains__(key) if key in self._files or not there else there


@dataclass(frozen=True, slots=True)
class _Catalogue(Catalogue):
    lookups: set[Lookup] = field(default_factory=set, compare=False)
    registered: Catalogue | None = None
    """The registries as they are: asking for the terms let through does not ask for all terms."""
    noted: Callable[[str, Callable[[], Any]], Any] | None = None
    """How a trace makes something once, for all who ask for it."""

    def allowed(self) -> tuple[str, ...]:
        self.lookups.add(("allowed", ALL))
        assert self.registered is not None
        return self.registered.allowed()

    def once(self, name: str, make: Callable[[Catalogue], T]) -> T:
        assert self.noted is not None
        made: T = self.noted(name, lambda: make(self))
        return made

    def of(self, kind: type[E]) -> Iterator[E]:
        self.lookups.add(("kind", kind.__name__))
        found = self._of_kind.get(kind)
        if found is None:
            every = getattr(self.entries, "_inner", self.entries).values()
            found = self._of_kind[kind] = tuple(entry for entry in every if isinstance(entry, kind))
        return iter(found)  # type: ignore[arg-type]


class Trace:
    """A catalogue and its graph that remember what they were asked, and with ``watching`` which of the entries' values.
    Informative pages and what cannot be read are not traced: whoever keeps results begins anew when those change."""

    def __init__(self, catalogue: Catalogue, graph: Graph, *, watching: bool = False) -> None:
        self._lookups: set[Lookup] = set()
        self._values: defaultdict[str, set[str]] = defaultdict(set)
        self._filled: _Filled = []
        self._files = catalogue.paths
        self._once: dict[str, tuple[Any, frozenset[Lookup], Values]] = {}
        whole = {one.name: getattr(catalogue, one.name) for one in fields(catalogue) if one.init}
        entries = watched(catalogue.entries, self._values, self._filled) if watching else catalogue.entries
        whole["entries"] = _Recording[Any]("entry", entries, self._lookups)
        whole["paths"] = _Recording[Any]("path", catalogue.paths, self._lookups)
        for name, one in REGISTRIES.items():
            whole[name] = _Recording[Any](one, getattr(catalogue, name), self._lookups)
        self.catalogue: Catalogue = _Catalogue(**whole, lookups=self._lookups, registered=catalogue, noted=self._noted)
        outgoing, incoming, clauses, metrics = (_Recording[Any](name, getattr(graph, name), self._lookups) for name in GRAPH)
        self.graph = Graph(outgoing, incoming, clauses, metrics, graph.drilling)

    def addresses(self, entries: Mapping[str, str]) -> Mapping[str, str]:
        """The paths of entries by id: who asks where one is has looked it up."""
        return _Recording("entry", entries, self._lookups)

    def ways(self, known: Collection[str]) -> Collection[str]:
        """Paths of a site. That a file of the content was asked for is remembered, or what is not there; of the pages that are
        made of all, whoever keeps results knows that there are the same."""
        return _Ways("path", known, self._lookups, self._files)

    def taken(self) -> frozenset[Lookup]:
        """What was looked up since the last time."""
        found = frozenset(self._lookups)
        self._lookups.clear()
        return found

    def _noted(self, name: str, make: Callable[[], Any]) -> Any:
        """What is made once for all: whoever asks for it has looked up, and at, what it was made of."""
        known = self._once.get(name)
        if known is None:
            lookups, values = self.taken(), self.looked_at()
            made = make()
            known = self._once[name] = made, self.taken(), self.looked_at()
            self._note(lookups, values)
        self._note(*known[1:])
        return known[0]

    def _note(self, lookups: frozenset[Lookup], values: Values) -> None:
        self._lookups |= lookups
        for name, entries in values.items():
            self._values[name] |= entries

    def looked_at(self) -> Values:
        """Which values were looked at since the last time."""
        found = {name: frozenset(entries) for name, entries in self._values.items()}
        self._values.clear()
        for copy, empty in self._filled:
            empty(copy)
        self._filled.clear()
        return found


_Filled: TypeAlias = list[tuple[Entry, Callable[[Entry], None]]]
"""Copies that hold a value, and what empties them of it."""


def watched(entries: Mapping[str, Entry], values: defaultdict[str, set[str]], filled: _Filled) -> Mapping[str, Entry]:
    """Copies of the entries that note which of their values are looked at, each the first time until they are emptied."""
    kinds = {kind: _watched(kind, values, filled) for kind in {type(entry) for entry in entries.values()}}
    return MappingProxyType({name: _copied(entry, kinds[type(entry)]) for name, entry in entries.items()})


def _watched(kind: type[Entry], values: defaultdict[str, set[str]], filled: _Filled) -> type[Entry]:
    """A class like ``kind`` whose values are empty: Python asks here for those, and for them only. So what is looked at
    again and again is noted once."""
    slots = {one.name: next(vars(above)[one.name] for above in kind.__mro__ if one.name in vars(above)) for one in fields(kind)}
    put, empty = ({name: getattr(slot, how) for name, slot in slots.items()} for how in ("__set__", "__delete__"))

    def look(self: Any, name: str) -> Any:
        if name not in put:
            raise AttributeError(name)
        whole = self._whole
        value = getattr(whole, name)
        values[name].add(whole.id)
        put[name](self, value)
        filled.append((self, empty[name]))
        return value

    return type(kind.__name__, (kind,), {"__slots__": ("_whole",), "__getattr__": look})


def _copied(entry: Entry, kind: type[Entry]) -> Entry:
    made = object.__new__(kind)
    object.__setattr__(made, "_whole", entry)
    return made


GRAPH = ("outgoing", "incoming", "clauses", "metrics")
"""The relations, which are looked up under these names."""
REGISTRIES: Mapping[str, str] = {
    "roles": "role", "terms": "term", "sites": "site", "journeys": "journey", "source_documents": "document", "source_rows": "source",
}  # fmt: skip
"""Registries of the catalogue, and by what name one thing of each is looked up."""


def differing(before: tuple[Catalogue, Graph], now: tuple[Catalogue, Graph], changed: frozenset[str]) -> frozenset[Lookup]:
    """The look-ups that would not give the same: ``changed`` are the entries that are new, other or gone."""
    found: set[Lookup] = {("entry", entry) for entry in changed}
    if changed:
        found.add(("entry", ALL))
    for catalogue, _ in (before, now):
        for entry in changed & catalogue.entries.keys():
            found |= {("kind", shape.__name__) for shape in type(catalogue.entries[entry]).__mro__}
    paths = {path for path, _ in before[0].paths.items() ^ now[0].paths.items()}
    found |= {("path", path) for path in (*paths, ALL) if paths}
    compared = [(one, *(getattr(catalogue, name) for catalogue, _ in (before, now))) for name, one in REGISTRIES.items()]
    compared += [(name, *(getattr(graph, name) for _, graph in (before, now))) for name in GRAPH]
    for name, old, new in compared:
        keys = [key for key in old.keys() | new.keys() if old.get(key) != new.get(key)] if old is not new else ()
        found |= {(name, key) for key in keys}
        if keys or (old is not new and list(old) != list(new)):
            found.add((name, ALL))
    if before[0].allowed() != now[0].allowed():
        found.add(("allowed", ALL))
    return frozenset(found)
