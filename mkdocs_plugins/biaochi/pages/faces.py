"""What pages may see of entries that are not their own: everything but the wording of the body, of which no more than what the
pages of roles quote: the clauses of a standard, and what says which of two entries holds. Of the references beside it, those that may
be suspect: where the others lead, the graph has.

Pages are made from these, so an edit that leaves an entry's face as it was concerns no page but the entry's own: not by
a promise of the templates, but because there is nothing else to be seen.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from types import MappingProxyType

from biaochi.core import addressed, parting, suspect
from biaochi.core.clauses import Block, Body, Clause
from biaochi.core.diff import content_hash
from biaochi.core.links import Citation, Graph, Relation
from biaochi.core.location import Location
from biaochi.core.model import Catalogue, Entry, Standard


def faces(catalogue: Catalogue) -> Catalogue:
    """The catalogue with the faces of its entries."""
    return replace(catalogue, entries=MappingProxyType({name: face(entry) for name, entry in catalogue.entries.items()}))


def relations(graph: Graph) -> Graph:
    """The graph without the places where a relation is written: a line more in one file is no matter of other pages."""
    outgoing, incoming = (
        MappingProxyType({name: tuple(Relation(r.source, r.target, r.type, _NOWHERE) for r in found) for name, found in side.items()})
        for side in (graph.outgoing, graph.incoming)
    )
    clauses, metrics = (
        MappingProxyType({name: tuple(Citation(c.by, c.how, _NOWHERE, c.detail) for c in found) for name, found in side.items()})
        for side in (graph.clauses, graph.metrics)
    )
    return Graph(outgoing, incoming, clauses, metrics, graph.drilling)


_NOWHERE = Location("")


def face(entry: Entry) -> Entry:
    """The face of one entry."""
    unsaid = Block("paragraph", "", entry.path, ((0, 0),))
    clauses = tuple(Clause(clause.id, clause.number, unsaid, clause.metric, clause.touchpoint) for clause in entry.body.clauses)
    made = replace(entry, body=Body(entry.path, "", 0, (), clauses), references=suspect.against_major(entry))
    made.memo["hash"] = content_hash(entry)
    made.memo.update(_quoted(entry))
    return made


def _quoted(entry: Entry) -> dict[str, str]:
    clauses = {"clauses": addressed.kept(entry)} if isinstance(entry, Standard) else {}
    return {**clauses, "partings": parting.kept(entry)}


def face_of(entry: Entry, text: str) -> str:
    """A name of the face of an entry with this text, apart from its content hash."""
    source = entry.body.source
    front = text.removesuffix(source) if text.endswith(source) else text
    seen: list[object] = [(clause.id, clause.number, clause.metric, clause.touchpoint) for clause in entry.body.clauses]
    seen.append(_quoted(entry))
    links = [link.target for link in entry.body.cross_links()] + [link.target for link in entry.body.page_links()]
    return hashlib.blake2b(repr((entry.id, front, seen, links)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
