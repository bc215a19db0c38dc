"""Checking a handbook again after a few files changed, from what was noted the last time.

Each file's findings are kept with the hash of its text, the entries its rules asked for and the entries whose relations
they asked for. When a file changes, those are judged again that it could concern, and nothing else: the others are not
even parsed. A rule over the whole catalogue says by which keys it compares (``Rule.groups``); only the entries that share
one with a changed entry are compared again. Wherever that would not be certain (a registry, an id, a file more or less,
another day, another version of the tool) everything is checked anew. The answer is the same either way.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any, TypeVar

from biaochi.core.build import Built, Parsed, build
from biaochi.core.check import NOTHING_FOUND, Outcome, uncollected, weigh
from biaochi.core.diagnostics import Finding
from biaochi.core.judging import WHOLE_RULES, Found, entry_findings, page_findings, whole_findings
from biaochi.core.links import Graph, resolve
from biaochi.core.location import Location
from biaochi.core.model import Catalogue, Entry
from biaochi.core.rules import RULES, ver
from biaochi.core.rules.scene import Whole

Notes = dict[str, Any]
"""What is noted, in JSON's types only."""
_SCHEMA = 1
V = TypeVar("V")


def check_again(
    texts: Mapping[str, str],
    *,
    as_of: dt.date,
    findings: Iterable[Finding] = (),
    tool: str,
    notes: Notes | None,
    parsed: MutableMapping[str, Parsed] | None = None,
) -> tuple[Outcome, Notes | None]:
    """As :func:`biaochi.core.check.check`, with the notes of the last time (``None``: there are none) and of this time
    (``None``: nothing to be relied on the next time). ``tool`` names what decides the answer besides the texts, ``parsed`` is
    what each text gives as far as it is known."""
    findings = list(findings)
    key = _key(texts, as_of, tool)
    with uncollected():
        if notes is not None and notes.get("key") == key:
            found = _Again(texts, as_of, notes).run(findings)
            if found is not None:
                return found
        return _anew(texts, as_of, findings, key, parsed)


def _key(texts: Mapping[str, str], as_of: dt.date, tool: str) -> str:
    told = hashlib.sha256(f"{_SCHEMA}\0{tool}\0{as_of}".encode())
    for path in sorted(texts):
        told.update(f"\0{path}".encode())
        if not path.endswith(".md"):
            told.update(f"\0{_digest(texts[path])}".encode())
    return told.hexdigest()


def _digest(text: str, size: int = 16) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


# --- what rules ask for ----------------------------------------------------------------------------------------------


class _Watched(Mapping[str, V]):
    """A mapping that notes which entries it was asked about; its keys alone tell nothing that is not in ``_key``."""

    def __init__(self, inner: Mapping[str, V], asked: set[str]) -> None:
        self.inner, self.asked = inner, asked

    def __getitem__(self, key: str) -> V:
        self.asked.add(_owner(key))
        return self.inner[key]

    def get(self, key: str, default: Any = None) -> Any:
        self.asked.add(_owner(key))
        return self.inner.get(key, default)

    def __contains__(self, key: object) -> bool:
        self.asked.add(_owner(str(key)))
        return key in self.inner

    def __iter__(self) -> Iterator[str]:
        return iter(self.inner)

    def __len__(self) -> int:
        return len(self.inner)


def _owner(key: str) -> str:
    return key.partition("#")[0].partition("/")[0]


@dataclass(slots=True)
class _Watch:
    """Catalogue and relations that note what is asked of them."""

    whole: Whole
    reads: set[str]
    around: set[str]

    @classmethod
    def over(cls, catalogue: Catalogue, graph: Graph, as_of: dt.date) -> _Watch:
        reads: set[str] = set()
        around: set[str] = set()
        watched = Graph(
            _Watched(graph.outgoing, around),
            _Watched(graph.incoming, around),
            _Watched(graph.clauses, around),
            _Watched(graph.metrics, around),
            graph.drilling,
        )
        return cls(Whole(replace(catalogue, entries=_Watched(catalogue.entries, reads)), watched, as_of), reads, around)

    def judge(self, thing: Any, row: Notes) -> None:
        """Note a thing's findings, and what they rest on."""
        self.reads.clear()
        self.around.clear()
        found = entry_findings(thing, self.whole) if isinstance(thing, Entry) else page_findings(thing, self.whole)
        row["found"] = [_packed(finding) for finding in found]
        row["reads"], row["around"] = sorted(self.reads), sorted(self.around)


def _packed(finding: Finding) -> list[Any]:
    at = finding.at
    return [finding.code, at.path, at.line, at.column, at.end_line, at.end_column, finding.message, finding.hint]


def _unpacked(row: list[Any]) -> Finding:
    return Finding(row[0], Location(*row[1:6]), row[6], row[7])


# --- everything ------------------------------------------------------------------------------------------------------


def _anew(
    texts: Mapping[str, str], as_of: dt.date, findings: list[Finding], key: str, parsed: MutableMapping[str, Parsed] | None
) -> tuple[Outcome, Notes | None]:
    built = build(texts, parsed)
    catalogue, graph = built.catalogue, resolve(built.catalogue)
    watch = _Watch.over(catalogue, graph, as_of)
    files: dict[str, Notes] = {}
    touched = _touched(graph)
    for entry in catalogue.entries.values():
        row = files[entry.path] = _described(entry, texts[entry.path], touched[entry.id])
        watch.judge(entry, row)
    for page in catalogue.pages:
        row = files[page.path] = {"hash": _digest(texts[page.path]), "id": None, "touches": []}
        watch.judge(page, row)
    said = _said(built)
    for path, row in files.items():
        row["said"] = [[owner, _packed(finding)] for owner, finding in said.pop(path, ())]
    rest = [pair for pairs in said.values() for pair in pairs]
    whole = Whole(catalogue, graph, as_of)
    compared = {rule.code: [[owner, _packed(f)] for owner, f in whole_findings(rule, whole)] for rule in WHOLE_RULES}
    notes: Notes = {"key": key, "order": list(catalogue.entries), "files": files, "whole": compared}
    outcome = _outcome(notes, findings, rest, whole, (e for e in catalogue.entries.values() if e.waivers))
    sure = catalogue.entries and not catalogue.unread and all(pair[1].at.path not in texts or not pair[1].at.path.endswith(".md") for pair in rest)
    twice = any(d.code == "FMT020" for d in outcome.diagnostics)
    return outcome, notes if sure and not twice and set(files) == {path for path in texts if path.endswith(".md")} else None


def _said(built: Built) -> dict[str, list[Found]]:
    said: dict[str, list[Found]] = defaultdict(list)
    for owner, finding in built.findings:
        said[finding.at.path].append((owner, finding))
    return said


def _described(entry: Entry, text: str, touches: Iterable[str]) -> Notes:
    """What is noted of an entry besides its findings."""
    groups = {
        rule.code: sorted({_digest(each, 8) for each in rule.groups(entry) if each}) for rule in WHOLE_RULES if rule.groups is not None
    }
    return {
        "hash": _digest(text),
        "id": entry.id,
        "place": [entry.sector, entry.kind],
        "force": entry.in_force,
        "waives": bool(entry.waivers),
        "drills": bool(getattr(entry, "drills", ())) and not entry.retired,
        "touches": sorted(touches),
        "groups": {code: keys for code, keys in groups.items() if keys},
    }


def _touched(graph: Graph) -> dict[str, set[str]]:
    """By entry, the entries whose relations it has a part in."""
    found: dict[str, set[str]] = defaultdict(set)
    for source, relations in graph.outgoing.items():
        found[source].update(relation.target for relation in relations)
    for citations in (graph.clauses, graph.metrics):
        for key, cited in citations.items():
            for citation in cited:
                found[citation.by].add(_owner(key))
    return found


def _outcome(notes: Notes, findings: list[Finding], rest: Iterable[Found], whole: Whole, waiving: Iterable[Entry]) -> Outcome:
    found: list[Found] = [(None, finding) for finding in findings]
    found.extend(rest)
    force: dict[str, bool] = {}
    for row in notes["files"].values():
        if row["id"] is not None:
            force[row["id"]] = row["force"]
        found.extend((owner, _unpacked(packed)) for owner, packed in row["said"])
        found.extend((row["id"], _unpacked(packed)) for packed in row["found"])
    for pairs in notes["whole"].values():
        found.extend((owner, _unpacked(packed)) for owner, packed in pairs)
    if not whole.catalogue.entries and not found:
        found.append((None, NOTHING_FOUND))
    return weigh(found, whole, waiving, len(RULES) - len(ver.RULES), lambda entry: force.get(entry, True))


# --- what changed ----------------------------------------------------------------------------------------------------


class _Entries(Mapping[str, Entry]):
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


class _Relations(Mapping[str, Any]):
    """One side of the graph, gathered for an entry only when somebody asks for it."""

    def __init__(self, around: _Around, side: str) -> None:
        self.around, self.side = around, side

    def __getitem__(self, key: str) -> Any:
        return getattr(self.around.of(_owner(key)), self.side)[key]

    def get(self, key: str, default: Any = None) -> Any:
        return getattr(self.around.of(_owner(key)), self.side).get(key, default)

    def _all(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = getattr(resolve(self.around.catalogue), self.side)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())


class _Around:
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
        outgoing, incoming, clauses, metrics = (_Relations(self, side) for side in ("outgoing", "incoming", "clauses", "metrics"))
        return Graph(outgoing, incoming, clauses, metrics, drilling)


class _Again:
    """One check of what changed since the notes were made."""

    def __init__(self, texts: Mapping[str, str], as_of: dt.date, notes: Notes) -> None:
        self.texts, self.as_of, self.notes = texts, as_of, notes
        self.before: dict[str, Notes] = notes["files"]

    def run(self, findings: list[Finding]) -> tuple[Outcome, Notes] | None:
        """The outcome and the new notes; ``None`` where everything has to be checked anew."""
        texts, before, order = self.texts, self.before, self.notes["order"]
        changed = [path for path, row in before.items() if row["hash"] != _digest(texts[path])]
        built = {path: build({path: texts[path]}) for path in changed}
        if not all(self._same_place(path, each) for path, each in built.items()):
            return None
        registries = build({path: text for path, text in texts.items() if not path.endswith(".md")})
        entries = _Entries(order, {row["id"]: path for path, row in before.items() if row["id"]}, texts)
        for each in built.values():
            entries.made.update(each.catalogue.entries)
        catalogue = replace(registries.catalogue, entries=entries, paths=frozenset(before))
        files = dict(before)
        for path, each in built.items():
            said = [[owner, _packed(finding)] for owner, finding in each.findings]
            entry = next(iter(each.catalogue.entries.values()), None)
            if entry is None:
                files[path] = {"hash": _digest(texts[path]), "id": None, "touches": [], "said": said}
            else:
                touches = _touched(resolve(catalogue, [entry]))[entry.id]
                files[path] = {**_described(entry, texts[path], touches), "said": said}
        drilling = any(row.get("drills") for row in files.values())
        if drilling != any(row.get("drills") for row in before.values()):
            return None
        graph = _Around(catalogue, order, files).graph(drilling)
        for path in self._concerned(changed, files):
            self._judge(path, files, catalogue, graph)
        if not changed:
            waiving = (entries[row["id"]] for row in before.values() if row.get("waives"))
            return _outcome(self.notes, findings, registries.findings, Whole(catalogue, graph, self.as_of), waiving), self.notes
        compared = self._compared(changed, files, Whole(catalogue, graph, self.as_of))
        notes: Notes = {"key": self.notes["key"], "order": order, "files": files, "whole": compared}
        waiving = (entries[row["id"]] for row in files.values() if row.get("waives"))
        return _outcome(notes, findings, registries.findings, Whole(catalogue, graph, self.as_of), waiving), notes

    def _same_place(self, path: str, built: Built) -> bool:
        """Whether a changed file is still the same entry (or an informative page) and can be read."""
        row, entry = self.before[path], next(iter(built.catalogue.entries.values()), None)
        if built.catalogue.unread:
            return False
        if entry is None:
            return row["id"] is None and len(built.catalogue.pages) == 1
        return bool(row["id"] == entry.id and row["place"] == [entry.sector, entry.kind])

    def _concerned(self, changed: list[str], files: Mapping[str, Notes]) -> list[str]:
        ids = {self.before[path]["id"] for path in changed} - {None}
        ends = ids.union(*(row["touches"] for path in changed for row in (self.before[path], files[path])))
        known = set(changed)
        return changed + [
            path
            for path, row in self.before.items()
            if path not in known and (not ids.isdisjoint(row["reads"]) or not ends.isdisjoint(row["around"]))
        ]

    def _judge(self, path: str, files: dict[str, Notes], catalogue: Catalogue, graph: Graph) -> None:
        row = files[path] = dict(files[path])
        if row["id"] is not None:
            _Watch.over(catalogue, graph, self.as_of).judge(catalogue.entries[row["id"]], row)
            return
        (page,) = build({path: self.texts[path]}).catalogue.pages
        _Watch.over(replace(catalogue, pages=(page,)), graph, self.as_of).judge(page, row)

    def _compared(self, changed: list[str], files: Mapping[str, Notes], whole: Whole) -> dict[str, list[Any]]:
        """What rules over the whole catalogue find, those entries compared again that a changed one is compared with."""
        result: dict[str, list[Any]] = {}
        for rule in WHOLE_RULES:
            kept: list[Any] = self.notes["whole"][rule.code]
            moved = _keys(rule.code, [row for path in changed for row in (self.before[path], files[path])])
            if moved:
                shared = [row for row in files.values() if not moved.isdisjoint(row.get("groups", {}).get(rule.code, ()))]
                again = {row["id"] for row in shared} | {files[path]["id"] for path in changed}
                wider = _keys(rule.code, shared)
                ids = [row["id"] for row in files.values() if not wider.isdisjoint(row.get("groups", {}).get(rule.code, ()))]
                rank = {id_: index for index, id_ in enumerate(self.notes["order"])}
                some = {id_: whole.catalogue.entries[id_] for id_ in sorted(ids, key=rank.__getitem__)}
                part = replace(whole.catalogue, entries=MappingProxyType(some))
                found = whole_findings(rule, Whole(part, whole.graph, self.as_of))
                kept = [pair for pair in kept if pair[0] not in again] + [
                    [owner, _packed(finding)] for owner, finding in found if owner in again
                ]
            result[rule.code] = kept
        return result


def _keys(code: str, rows: Iterable[Notes]) -> set[str]:
    return {key for row in rows for key in row.get("groups", {}).get(code, ())}
