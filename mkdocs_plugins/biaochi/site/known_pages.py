"""Of all pages of the last build, what they were made of: the entries' faces, their relations, and which page looked at
what. After an edit of front matter those pages are made again that looked at something which is other now.

It is read back only when it is needed, so it stands in its file as bytes. What an edit changes is kept beside them, until
a whole build writes all anew.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, fields
from operator import attrgetter
from typing import Any, TypeAlias

from biaochi.core.links import Graph
from biaochi.core.model import Catalogue, Entry
from biaochi.core.reference import Ref
from biaochi.core.shape import Part
from biaochi.core.slotted import dataclass
from biaochi.core.traced import ALL, GRAPH, REGISTRIES, Lookup, Values
from biaochi.pages.faces import face
from biaochi.site.plain import Packer, dumps, loads, new

Seen: TypeAlias = tuple[frozenset[Lookup], Values]
"""What a page looked up, and which values of entries."""
ANYTHING: Seen = frozenset({("entry", ALL), *((name, ALL) for name in REGISTRIES.values())}), {}
"""Of a page of which that is not known: it is made again when other entries are there, or other rows of registries."""


@dataclass(slots=True)
class KnownPages:
    """What pages were made of."""

    faces: bytes
    graph: bytes
    seen: bytes
    rows: bytes
    """Those of the registries."""
    newer_faces: dict[str, bytes] = field(default_factory=dict)
    newer_seen: dict[str, Seen] = field(default_factory=dict)

    @classmethod
    def of(cls, faces: Catalogue, graph: Graph, seen: Mapping[str, Seen]) -> KnownPages:
        """What is to be kept of a whole build."""
        one_of_each: dict[frozenset[str], frozenset[str]] = {}
        told = {
            path: (lookups, {name: one_of_each.setdefault(entries, entries) for name, entries in values.items()})
            for path, (lookups, values) in seen.items()
        }
        return cls(packed(dict(faces.entries)), _packed_graph(graph), dumps(told), _packed_rows(faces))

    def entries(self, order: Iterable[str]) -> dict[str, Entry]:
        """The faces of these entries."""
        found: dict[str, Entry] = loads(self.faces)
        found |= {name: loads(one) for name, one in self.newer_faces.items()}
        return {name: found[name] for name in order}

    def relations(self) -> Graph:
        """The relations between them."""
        outgoing, incoming, clauses, metrics = loads(self.graph)
        return Graph(outgoing, incoming, clauses, metrics)

    def pages(self) -> dict[str, Seen]:
        """What each page looked at."""
        found: dict[str, Seen] = loads(self.seen)
        return found | self.newer_seen

    def registries(self) -> dict[str, Any]:
        """The registries, by their names in the catalogue."""
        found: dict[str, Any] = loads(self.rows)
        return found

    def turn(self, entries: Mapping[str, bytes], graph: Graph | None, seen: Mapping[str, Seen], registries: Catalogue | None) -> None:
        """Keep other faces, other relations and registries (if they are others), and what other pages looked at."""
        self.newer_faces |= entries
        self.newer_seen |= seen
        if graph is not None:
            self.graph = _packed_graph(graph)
        if registries is not None:
            self.rows = _packed_rows(registries)


def packed(value: object) -> bytes:
    """Faces without what no page asks for: the nodes they were read from, and where a reference is written (but for one
    to a version, which may be suspect)."""
    told = io.BytesIO()
    _FacePacker(told, 5).dump(value)
    return told.getvalue()


def packed_face(entry: Entry) -> tuple[bytes, Entry]:
    """The face of an entry, packed, and as it is read back."""
    told = packed(face(entry))
    return told, loads(told)


def differing_values(before: Entry, now: Entry) -> Iterator[str]:
    """The fields in which two faces differ."""
    for one in fields(now):
        if getattr(before, one.name, None) != getattr(now, one.name):
            yield one.name


def _packed_graph(graph: Graph) -> bytes:
    return dumps([dict(getattr(graph, name)) for name in GRAPH])


def rows_of(catalogue: Catalogue) -> dict[str, Any]:
    """The registries as they are kept: a row that stands elsewhere is no other."""
    found: dict[str, Any] = loads(_packed_rows(catalogue))
    return found


def _packed_rows(catalogue: Catalogue) -> bytes:
    return packed({name: dict(getattr(catalogue, name)) for name in REGISTRIES})


class _FacePacker(Packer):
    def reducer_override(self, value: Any) -> Any:
        kind = type(value)
        get = _VALUES.get(kind)
        if get is not None:
            return new, (kind,), (None, *get(value))
        if kind is Ref and value.major is None:
            return new, (kind, value[0], None, *value[2:])
        if isinstance(value, Part):
            node, *names = [one.name for one in fields(kind)]
            assert node == "node"
            if len(names) > 1:
                _VALUES[kind] = attrgetter(*names)
            return new, (kind,), (None, *[getattr(value, name) for name in names])
        return super().reducer_override(value)


_VALUES: dict[type, attrgetter[tuple[Any, ...]]] = {}
"""Of each class of parts, its values but for the node."""
