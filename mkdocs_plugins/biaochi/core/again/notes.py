"""What is noted of a file: its findings, what they rest on, and what others may be compared with."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from biaochi.core.check import NOTHING_FOUND, Outcome, weigh
from biaochi.core.diagnostics import Finding, Rule
from biaochi.core.judging import WHOLE_RULES, Found, entry_findings, page_findings, whole_findings
from biaochi.core.links import Graph
from biaochi.core.location import Location
from biaochi.core.model import Catalogue, Entry, InformativePage
from biaochi.core.regex import regex
from biaochi.core.rules import RULES, ver
from biaochi.core.rules.scene import Whole
from biaochi.core.shape import Part
from biaochi.core.traced import ALL, GRAPH, REGISTRIES, Trace

Notes = dict[str, Any]
"""What is noted, in JSON's types only."""


def digest(text: str, size: int = 16) -> str:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


_TITLE = regex(
    # On a line by itself, and of no form in which it might reach into another or hold more than itself.
    r"""^title: +(?:[^\s&*!|>%@`?"'#\[\]{},-][^\n\r\x85\u2028\u2029\[\]{},]*|"[^"\\\n\r\x85\u2028\u2029]*"|'[^'\n\r\x85\u2028\u2029]*') *\n(?=\S)""",
    re.M,
)
_LOOKED_AT = frozenset({"checklist"})
"""The kinds of entries whose titles rules look at: a survey's may name its delay or its scale."""


def untitled(entry: Entry, text: str) -> str | None:
    """A digest of an entry's text but for its title, where no rule looks at that: texts alike in it are judged alike."""
    found = _TITLE.search(text)
    if found is None or entry.kind in _LOOKED_AT or entry.where("title").line != text.count("\n", 0, found.start()) + 1:
        return None
    return digest(f"{text[: found.start()]}\n{text[found.end() :]}")


def owner(key: str) -> str:
    return key.partition("#")[0].partition("/")[0]


class Watch:
    """Judges one thing after the other, and notes what its findings rest on."""

    def __init__(self, catalogue: Catalogue, graph: Graph, as_of: dt.date) -> None:
        self._trace = Trace(catalogue, graph)
        self._whole = Whole(self._trace.catalogue, self._trace.graph, as_of)

    def judge(self, thing: Entry | InformativePage, row: Notes) -> None:
        """Note a thing's findings, the entries that were asked for (``reads``), those whose relations were (``around``), the
        files whose being there was (``ways``) and the rows of registries (``rows``); :data:`~biaochi.core.traced.ALL` where
        everything was gone through."""
        found = entry_findings(thing, self._whole) if isinstance(thing, Entry) else page_findings(thing, self._whole)
        row["found"] = [packed(finding) for finding in found]
        reads, around, ways, rows = set(), set(), set(), set()
        for name, key in self._trace.taken():
            if name in ("entry", "kind"):
                reads.add(key if name == "entry" else ALL)
            elif name in GRAPH:
                around.add(owner(key))
            elif name == "path":
                ways.add(key)
            else:
                rows.add(_row(name, key))
        row["reads"], row["around"], row["ways"], row["rows"] = sorted(reads), sorted(around), sorted(ways), sorted(rows)

    def compare(self, rule: Rule, some: Mapping[str, Entry]) -> tuple[list[Any], list[str]]:
        """What a rule over the whole catalogue finds among some of its entries, and the rows of registries it asked for. A rule
        that compares none is asked each time."""
        if rule.groups is None:
            some = {}
        self._trace.taken()
        found = whole_findings(rule, replace(self._whole, catalogue=replace(self._whole.catalogue, entries=some)))
        made = [[owner, packed(finding)] for owner, finding in found]
        asked = (lookup for lookup in self._trace.taken() if lookup[0] in (*REGISTRIES.values(), "allowed"))
        return made, [] if rule.groups is None else sorted(_row(*lookup) for lookup in asked)


def _row(name: str, key: str) -> str:
    """A row of a registry, or all of them. The same few are asked for by all entries."""
    return sys.intern(f"{name} {key}")


def registered(catalogue: Catalogue) -> Notes:
    """By registry, a digest of each row, in their order."""
    found = {
        one: {key: digest(repr(_values(value)), 8) for key, value in getattr(catalogue, name).items()} for name, one in REGISTRIES.items()
    }
    return {**found, "allowed": {ALL: digest(repr(catalogue.allowed()), 8)}}


def _values(value: object) -> object:
    """What makes a row another: not where it stands."""
    return [getattr(value, one.name) for one in fields(value) if one.name != "node"] if isinstance(value, Part) else value


def other_rows(before: Notes, now: Notes) -> set[str]:
    """The rows of registries that are other, by the name they are asked for by."""
    found: set[str] = set()
    for name, rows in now.items():
        known = before[name]
        other = {key for key in known.keys() | rows.keys() if known.get(key) != rows.get(key)}
        if other or list(known) != list(rows):
            found |= {_row(name, key) for key in (*other, ALL)}
    return found


def packed(finding: Finding) -> list[Any]:
    at = finding.at
    return [finding.code, at.path, at.line, at.column, at.end_line, at.end_column, finding.message, finding.hint]


def unpacked(row: list[Any]) -> Finding:
    return Finding(row[0], Location(*row[1:6]), row[6], row[7])


def described(entry: Entry, text: str, touches: Iterable[str]) -> Notes:
    """What is noted of an entry besides its findings."""
    groups = {rule.code: _compared(rule.groups(entry)) for rule in WHOLE_RULES if rule.groups is not None}
    return {
        "hash": digest(text),
        "untitled": untitled(entry, text),
        "id": entry.id,
        "place": [entry.sector, entry.kind],
        "force": entry.in_force,
        "waives": bool(entry.waivers),
        "drills": bool(getattr(entry, "drills", ())) and not entry.retired,
        "touches": sorted(touches),
        "groups": {code: keys for code, keys in groups.items() if keys},
    }


def _compared(groups: Iterable[tuple[str, str | None]]) -> dict[str, str | None]:
    """By the digest of each key, one of what is compared under it; ``None`` where that is not said."""
    found: dict[str, list[str | None]] = defaultdict(list)
    for key, told in groups:
        if key:
            found[digest(key, 8)].append(told)
    return {key: None if None in told else digest(repr(told), 8) for key, told in sorted(found.items())}


def touched(graph: Graph) -> dict[str, set[str]]:
    """By entry, the entries whose relations it has a part in, or would have if they were there."""
    found: dict[str, set[str]] = defaultdict(set)
    for source, targets in graph.unmet.items():
        found[source].update(targets)
    for source, relations in graph.outgoing.items():
        found[source].update(relation.target for relation in relations)
    for citations in (graph.clauses, graph.metrics):
        for key, cited in citations.items():
            for citation in cited:
                found[citation.by].add(owner(key))
    return found


def outcome(notes: Notes, findings: list[Finding], rest: Iterable[Found], whole: Whole, waiving: Iterable[Entry]) -> Outcome:
    found: list[Found] = [(None, finding) for finding in findings]
    found.extend(rest)
    force: dict[str, bool] = {}
    for row in notes["files"].values():
        if row["id"] is not None:
            force[row["id"]] = row["force"]
        found.extend((owner, unpacked(packed)) for owner, packed in row["said"])
        found.extend((row["id"], unpacked(packed)) for packed in row["found"])
    for pairs in notes["whole"].values():
        found.extend((owner, unpacked(packed)) for owner, packed in pairs)
    if not whole.catalogue.entries and not found:
        found.append((None, NOTHING_FOUND))
    return weigh(found, whole, waiving, len(RULES) - len(ver.RULES), lambda entry: force.get(entry, True))
