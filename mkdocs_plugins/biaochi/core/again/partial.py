"""A catalogue and its relations of which only what is asked for is parsed and gathered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from biaochi.core.again.notes import Notes, owner
from biaochi.core.build import build
from biaochi.core.links import Graph, resolve
from biaochi.core.model import Catalogue, Entry


class Entries(Mapping[str, Entry]):
    """The entries in their order, each parsed only when somebody asks for it."""

    def __init__(self, order: list[str], paths: Mapping[str, str], texts: Mapping[str, str]) -> None:
        self.order, self.paths, self.texts = order, paths, texts
        self.made: dict[str, Entry] = {}

    def __getitem__(self, key: str) -> Entry:
        entry = self.made.get(key)
        if entry is None:
            path = self.paths[key]
            entry = self.made[key] = build({path: self.texts[path]}).catalogue.entries[key]
        return entry

    def __contains__(self, key: object) -> bool:
        return key in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.order)

    def __len__(self) -> int:
        return len(self.order)


class Relations(Mapping[str, Any]):
    """One side of the graph, gathered for an entry only when somebody asks for it."""

    def __init__(self, around: Around, side: str) -> None:
        self.around, self.side = around, side

    def __getitem__(self, key: str) -> Any:
        return getattr(self.around.of(owner(key)), self.side)[key]

    def get(self, key: str, default: Any = None) -> Any:
        return getattr(self.around.of(owner(key)), self.side).get(key, default)

    def _all(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = getattr(resolve(self.around.catalogue), self.side)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


class Around:
    """The relations that have an end at one entry, from those entries that touch it."""

    def __init__(self, catalogue: Catalogue, order: list[str], files: Mapping[str, Notes]) -> None:
        self.catalogue = catalogue
        self.rank = {id_: index for index, id_ in enumerate(order)}
        self.touching: dict[str, set[str]] = defaultdict(set)
        for row in files.values():
            for target in row["touches"]:
                self.touching[target].add(row["id"])
        self.found: dict[str, Graph] = {}

    def of(self, id_: str) -> Graph:
        graph = self.found.get(id_)
        if graph is None:
            near = sorted((self.touching.get(id_, set()) | {id_}) & self.rank.keys(), key=self.rank.__getitem__)
            graph = self.found[id_] = resolve(self.catalogue, [self.catalogue.entries[each] for each in near])
        return graph

    def graph(self, drilling: bool) -> Graph:
        outgoing, incoming, clauses, metrics = (Relations(self, side) for side in ("outgoing", "incoming", "clauses", "metrics"))
        return Graph(outgoing, incoming, clauses, metrics, drilling)
