"""The whole pipeline: texts in, catalogue and diagnostics out. Every command, plugin and test calls this one pass."""

from __future__ import annotations

import datetime as dt
import gc
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from biaochi.core.build import build
from biaochi.core.diagnostics import Diagnostic, Finding, Rule, Severity
from biaochi.core.diff import compare
from biaochi.core.links import Graph, resolve, split_cross_link
from biaochi.core.location import Location
from biaochi.core.memory import Memory
from biaochi.core.model import Catalogue, Entry, InformativePage
from biaochi.core.rules import RULES, ver
from biaochi.core.rules.lnk import broken_cross_link, page_links
from biaochi.core.rules.scene import PARTS, Scene, Whole
from biaochi.core.rules.ver_scene import Before, Revision
from biaochi.core.traced import Trace
from biaochi.core.waivers import Waived, apply_waivers


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a check found.

    ``rules`` is the number of rules that ran; ``hidden`` says why and how many diagnostics are left out of view
    (a baseline, chosen rules, unchanged files).
    """

    catalogue: Catalogue
    graph: Graph
    diagnostics: tuple[Diagnostic, ...]
    waived: tuple[Waived, ...]
    as_of: dt.date
    rules: int
    hidden: tuple[tuple[str, int], ...] = ()

    def count(self, severity: Severity) -> int:
        """How many diagnostics have this severity."""
        return sum(d.severity is severity for d in self.diagnostics)

    @property
    def failed(self) -> bool:
        """Whether there is any error."""
        return any(d.severity is Severity.ERROR for d in self.diagnostics)

    def of(self, entry: str) -> tuple[Diagnostic, ...]:
        """The diagnostics of one entry."""
        return tuple(d for d in self.diagnostics if d.entry == entry)


def check(
    texts: Mapping[str, str],
    *,
    as_of: dt.date,
    findings: Iterable[Finding] = (),
    against: Before | None = None,
    memory: Memory | None = None,
) -> Outcome:
    """Check a handbook.

    ``texts`` maps POSIX paths (relative to the project) to contents; ``findings`` are faults met while reading;
    ``as_of`` is today wherever a date matters; with ``against`` the change from there is judged as well; what ``memory``
    knows and nothing changed is not done again. Never raises on content.
    """
    with _no_collection():
        return _check(texts, as_of, findings, against, memory or Memory())


@contextmanager
def _no_collection() -> Iterator[None]:
    """A check makes hundreds of thousands of small values and hardly a cycle: looking for cycles cost a third of it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _check(
    texts: Mapping[str, str],
    as_of: dt.date,
    findings: Iterable[Finding],
    against: Before | None,
    memory: Memory,
) -> Outcome:
    built = build(texts, memory.parsed)
    catalogue = built.catalogue
    graph = resolve(catalogue)
    memory.turn(catalogue, graph, texts, as_of)
    found: list[tuple[str | None, Finding]] = [(None, finding) for finding in findings]
    found.extend(built.findings)
    if not catalogue.entries and not found:
        hint = "在手册的根目录运行，或用“biaochi new standard 编号”写第一个条目"
        found.append((None, Finding("FMT006", Location("standards"), "没有找到任何条目", hint)))
    found.extend(_judge(catalogue, graph, as_of, memory))
    if against is not None:
        found.extend(ver.judge(Revision(catalogue, graph, as_of, against, compare(against.catalogue, catalogue))))
    diagnostics = _diagnostics(found, catalogue)
    applied = apply_waivers(diagnostics, catalogue, as_of)
    diagnostics = sorted([*applied.diagnostics, *_diagnostics(applied.findings, catalogue)])
    memory.hear(diagnostics, applied.waived)
    run = len(RULES) - (0 if against else len(ver.RULES))
    return Outcome(catalogue, graph, tuple(diagnostics), applied.waived, as_of, run)


def _judge(
    catalogue: Catalogue, graph: Graph, as_of: dt.date, memory: Memory
) -> Iterator[tuple[str | None, Finding]]:
    """Run every rule over the things it looks at; an entry none of whose look-ups changed keeps its findings."""
    for rule in RULES.values():
        if rule.over is Catalogue:
            owner = {entry.path: entry.id for entry in catalogue.entries.values()}
            for finding in rule.find(catalogue, Whole(catalogue, graph, as_of)) or ():
                yield owner.get(finding.at.path), finding
    plans = {shape: tuple(_plan(shape)) for shape in {type(entry) for entry in catalogue.entries.values()}}
    trace = Trace(catalogue, graph)
    for entry in catalogue.entries.values():
        known = memory.judged.get(entry.id)
        if known is None or ("entry", entry.id) in (memory.changed or ()) or not memory.holds(known[0]):
            scene = Scene(trace.catalogue, trace.graph, as_of, entry)
            found = tuple(_of_entry(entry, scene, plans[type(entry)]))
            known = memory.judged[entry.id] = trace.taken(), found
        yield from ((entry.id, finding) for finding in known[1])
    for page in catalogue.pages:
        for finding in _page_findings(page, Whole(catalogue, graph, as_of)):
            yield None, finding


def _of_entry(
    entry: Entry, scene: Scene, plan: Iterable[tuple[Callable[[Any], Sequence[Any]], list[Rule]]]
) -> Iterator[Finding]:
    retired = entry.retired
    for parts, rules in plan:
        things = parts(entry)
        if not things:
            continue
        for rule in rules:
            if retired and not rule.of_retired:
                continue
            for thing in things:
                yield from rule.find(thing, scene) or ()


def _plan(shape: type[Entry]) -> Iterator[tuple[Callable[[Any], Sequence[Any]], list[Rule]]]:
    """What there is to look at in an entry of this class, with the rules that look at it."""
    by_part: dict[type[Any], list[Rule]] = defaultdict(list)
    for rule in RULES.values():
        if rule.over not in (None, Catalogue) and issubclass(shape, PARTS[rule.over][0]):
            by_part[rule.over].append(rule)
    return ((PARTS[part][1], rules) for part, rules in by_part.items())


def _page_findings(page: InformativePage, scene: Whole) -> Iterator[Finding]:
    """An informative page's links are checked; in somebody else's prose double brackets may mean anything."""
    yield from page_links("LNK009", page.path, None, scene.catalogue)
    meant = {link.at for link in page.body.cross_links() if split_cross_link(link) is not None}
    yield from (finding for finding in broken_cross_link(page, scene) if finding.at in meant)


_ABSENT = frozenset({"LIF004", "LIF008", "LNK010", "LNK011", "LNK012", "TRN004", "TRN005", "TRN006", "PRC011"})
"""Rules that find something missing elsewhere: a training, a checklist item, whoever refers to it."""


def _hidden_by(entry: str | None, catalogue: Catalogue) -> bool:
    """Whether what is missing may stand in a file that cannot be read: its fault is said there."""
    return entry is not None and any(entry in text for text in catalogue.unread.values())


def _diagnostics(found: Iterable[tuple[str | None, Finding]], catalogue: Catalogue) -> list[Diagnostic]:
    """Name and severity from the rule's row; findings that another one on the entry explains are left out."""
    found = list(found)
    codes: dict[str | None, set[str]] = defaultdict(set)
    for entry_id, finding in found:
        codes[entry_id].add(finding.code)
    result = {}
    for entry_id, finding in found:
        rule = RULES[finding.code]
        if codes[entry_id].intersection(rule.requires) or (rule.code in _ABSENT and _hidden_by(entry_id, catalogue)):
            continue
        entry = catalogue.entries.get(entry_id or "")
        severity = rule.severity_for(entry is None or entry.in_force)
        key = (finding.at, finding.code, finding.message)
        result[key] = Diagnostic(finding.at, rule.code, rule.name, severity, finding.message, finding.hint, entry_id)
    return sorted(result.values(), key=lambda d: (d.location, d.code))
