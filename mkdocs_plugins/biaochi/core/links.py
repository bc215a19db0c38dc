"""Relations between entries, forward and inverse, and what cites each clause and metric."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import field
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from biaochi.core.clauses import CrossLink
from biaochi.core.location import Location
from biaochi.core.model import Catalogue, Checklist, Entry, Process, Standard, Training
from biaochi.core.reference import Ref, split_reference
from biaochi.core.slotted import dataclass
from biaochi.core.vocabulary import LINK


class Relation(NamedTuple):
    """``source`` relates to ``target``. ``type`` is a key of the content model, or ``mentions`` for a link in prose."""

    source: str
    target: str
    type: str
    at: Location


class Citation(NamedTuple):
    """Something that cites a clause or a metric: ``by`` is the citing entry, ``how`` is clause, item, promise, …"""

    by: str
    how: str
    at: Location
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """All relations of a catalogue. Keys of ``clauses`` and ``metrics`` are global ids (``ID#clause``, ``ID/metric``)."""

    outgoing: Mapping[str, tuple[Relation, ...]]
    incoming: Mapping[str, tuple[Relation, ...]]
    clauses: Mapping[str, tuple[Citation, ...]]
    metrics: Mapping[str, tuple[Citation, ...]]
    drilling: bool = False
    """Whether any training in use drills scripts."""
    unmet: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    """By entry, the ids that it refers to and that nothing has."""

    def related(self, entry: str, kind_link: str) -> tuple[str, ...]:
        """Ids on the other end of ``links.<kind_link>``, whichever side declared it."""
        forward = [r.target for r in self.outgoing.get(entry, ()) if r.type == kind_link]
        back = [r.source for r in self.incoming.get(entry, ()) if r.type == kind_link]
        return tuple(dict.fromkeys(forward + back))

    def clause_cited(self, entry: str, clause: str, *how: str) -> tuple[Citation, ...]:
        """What cites a clause in one of the given ways (any, if none is given)."""
        found = self.clauses.get(f"{entry}#{clause}", ())
        return tuple(c for c in found if not how or c.how in how)

    def metric_cited(self, entry: str, metric: str) -> tuple[Citation, ...]:
        """What cites a metric."""
        return self.metrics.get(f"{entry}/{metric}", ())

    def trained(self, entry: Entry, clause: str | None = None) -> tuple[str, ...]:
        """Ids of the trainings that cover an entry, or one clause of it (covering the entry covers all its clauses)."""
        whole = [r.source for r in self.incoming.get(entry.id, ()) if r.type == "covers"]
        single = [c.by for c in self.clause_cited(entry.id, clause, "covers")] if clause else []
        return tuple(dict.fromkeys(whole + single))


def owner_of(reference: Ref, entry: Entry) -> str:
    """The entry that a reference leads to: a local one leads to the entry itself."""
    return reference.entry or entry.id


def split_cross_link(link: CrossLink) -> tuple[str, int | None, str | None, str | None] | None:
    """Taken apart like any reference; ``None`` where the target is not written as one."""
    return split_reference(link.target)


def resolve(catalogue: Catalogue, entries: Iterable[Entry] | None = None) -> Graph:
    """Gather every relation and citation (with ``entries``, theirs only); what leads nowhere is left out (rules report
    it)."""
    found = _Gathering(catalogue)
    for entry in catalogue.entries.values() if entries is None else entries:
        found.add(entry)
    return found.graph()


def gathered_again(graph: Graph, fresh: Graph, changed: Collection[str], order: Iterable[str]) -> Graph:
    """The graph of an earlier catalogue with what the ``changed`` entries declare now, which is ``fresh``; all others declare
    what they did. ``order`` is that of all entries. Whether any training drills is not looked at."""
    rank = {name: place for place, name in enumerate(order)}
    outgoing = {name: found for name, found in graph.outgoing.items() if name not in changed} | dict(fresh.outgoing)
    incoming, clauses, metrics = (
        _exchanged(getattr(graph, side), getattr(fresh, side), changed, rank) for side in ("incoming", "clauses", "metrics")
    )
    return Graph(MappingProxyType(outgoing), incoming, clauses, metrics, graph.drilling)


def _exchanged(
    before: Mapping[str, tuple[Any, ...]], fresh: Mapping[str, tuple[Any, ...]], changed: Collection[str], rank: Mapping[str, int]
) -> Mapping[str, tuple[Any, ...]]:
    """What leads to each thing (whose first value is where it comes from), that of the changed entries exchanged."""
    found = dict(before)
    for name in [name for name, given in before.items() if any(one[0] in changed for one in given)]:
        found[name] = tuple(one for one in before[name] if one[0] not in changed)
    for name, given in fresh.items():
        found[name] = tuple(sorted((*found.get(name, ()), *given), key=lambda one: rank[one[0]]))
    return MappingProxyType({name: given for name, given in found.items() if given})


class _Gathering:
    """Collects relations and citations while the entries are gone through."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.relations: dict[tuple[str, str, str], Relation] = {}
        self.clauses: dict[str, list[Citation]] = defaultdict(list)
        self.metrics: dict[str, list[Citation]] = defaultdict(list)
        self.drilling = False
        self.unmet: dict[str, set[str]] = defaultdict(set)

    def add(self, entry: Entry) -> None:
        if entry.links is not None:
            for name in LINK:
                for reference in getattr(entry.links, name):
                    self.relate(entry.id, reference.entry, name, reference.at)
        if isinstance(entry, Standard):
            for promise in entry.promises:
                self.cite_metric(entry, promise.metric, "promise", promise.id)
        elif isinstance(entry, Process):
            for step in entry.steps:
                for name in ("standards", "scripts", "checklists"):
                    for reference in getattr(step, name):
                        self.relate(entry.id, reference.entry, name, reference.at)
                        self.cite_clause(entry, reference, "step", step.id)
                        self.cite_metric(entry, reference, "step", step.id)
        elif isinstance(entry, Checklist):
            for item in entry.items:
                for reference in item.clause:
                    self.relate(entry.id, reference.entry, "checks", reference.at)
                    self.cite_clause(entry, reference, "item", item.id)
                if item.metric is not None:
                    self.relate(entry.id, item.metric.entry, "checks", item.metric.at)
                    self.cite_metric(entry, item.metric, "item", item.id)
        elif isinstance(entry, Training):
            for reference in entry.covers:
                if reference.clause:
                    self.relate(entry.id, reference.entry, "covers-clause", reference.at)
                    self.cite_clause(entry, reference, "covers", "")
                else:
                    self.relate(entry.id, reference.entry, "covers", reference.at)
            self.drilling = self.drilling or (bool(entry.drills) and not entry.retired)
            for drill in entry.drills:
                if drill.script is not None:
                    self.relate(entry.id, drill.script.entry, "drills", drill.script.at)
        for reference in entry.references:
            if reference.to == "entry" and reference.relation in ("evidence", "entry"):
                self.relate(entry.id, reference.entry, reference.relation, reference.at)
        self.add_body(entry)

    def add_body(self, entry: Entry) -> None:
        for clause in entry.body.clauses:
            if clause.metric:
                owner, metric = local_or_global(clause.metric, "/", entry.id)
                self.metrics[f"{owner}/{metric}"].append(Citation(entry.id, "clause", clause.at, clause.id))
        for link in entry.body.cross_links():
            split = split_cross_link(link)
            if split is None:
                continue
            target, _, cited, measured = split
            self.relate(entry.id, target, "mentions", link.at)
            if cited:
                self.clauses[f"{target}#{cited}"].append(Citation(entry.id, "mention", link.at))
            if measured:
                self.metrics[f"{target}/{measured}"].append(Citation(entry.id, "clause", link.at))

    def relate(self, source: str, target: str | None, type_: str, at: Location) -> None:
        if not target or target == source:
            return
        if target in self.catalogue.entries:
            self.relations.setdefault((source, target, type_), Relation(source, target, type_, at))
        else:
            self.unmet[source].add(target)

    def cite_clause(self, entry: Entry, reference: Ref, how: str, detail: str) -> None:
        if reference.clause:
            key = f"{owner_of(reference, entry)}#{reference.clause}"
            self.clauses[key].append(Citation(entry.id, how, reference.at, detail))

    def cite_metric(self, entry: Entry, reference: Ref | None, how: str, detail: str) -> None:
        if reference is not None and reference.metric:
            key = f"{owner_of(reference, entry)}/{reference.metric}"
            self.metrics[key].append(Citation(entry.id, how, reference.at, detail))

    def graph(self) -> Graph:
        outgoing: dict[str, list[Relation]] = defaultdict(list)
        incoming: dict[str, list[Relation]] = defaultdict(list)
        for relation in self.relations.values():
            outgoing[relation.source].append(relation)
            incoming[relation.target].append(relation)
        unmet = MappingProxyType({source: frozenset(targets) for source, targets in self.unmet.items()})
        return Graph(_frozen(outgoing), _frozen(incoming), _frozen(self.clauses), _frozen(self.metrics), self.drilling, unmet)


def local_or_global(written: str, mark: str, own: str) -> tuple[str, str]:
    """``wait`` or ``HTL-CHECKIN/wait`` → (entry, local id)."""
    owner, found, local = written.rpartition(mark)
    return (owner, local) if found and owner else (own, written.lstrip(mark))


T = TypeVar("T")


def _frozen(found: Mapping[str, list[T]]) -> Mapping[str, tuple[T, ...]]:
    return MappingProxyType({name: tuple(items) for name, items in found.items()})
