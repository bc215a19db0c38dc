"""The whole pipeline: texts in, catalogue and diagnostics out. Every command, plugin and test calls this one pass."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager

from biaochi.core.build import build
from biaochi.core.diagnostics import Diagnostic, Finding, Severity
from biaochi.core.diff import compare
from biaochi.core.judging import (
    WHOLE_RULES,
    Found,
    diagnose,
    entry_findings,
    page_findings,
    whole_findings,
)
from biaochi.core.links import Graph, resolve
from biaochi.core.location import Location
from biaochi.core.memory import Memory
from biaochi.core.model import Catalogue, Entry
from biaochi.core.rules import RULES, ver
from biaochi.core.rules.scene import Whole
from biaochi.core.rules.ver_scene import Before, Revision
from biaochi.core.slotted import dataclass
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
    with uncollected():
        return _check(texts, as_of, findings, against, memory)


@contextmanager
def uncollected() -> Iterator[None]:
    """A check makes hundreds of thousands of small values and hardly a cycle: looking for cycles cost a third of it."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():
                # There and back again counts all of it as old: else the first collection to come goes through it.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def _check(
    texts: Mapping[str, str],
    as_of: dt.date,
    findings: Iterable[Finding],
    against: Before | None,
    memory: Memory | None,
) -> Outcome:
    built = build(texts, None if memory is None else memory.parsed)
    catalogue = built.catalogue
    graph = resolve(catalogue)
    if memory is not None:
        memory.turn(catalogue, graph, texts, as_of)
    found: list[Found] = [(None, finding) for finding in findings]
    found.extend(built.findings)
    if not catalogue.entries and not found:
        found.append((None, NOTHING_FOUND))
    whole = Whole(catalogue, graph, as_of)
    for rule in WHOLE_RULES:
        found.extend(whole_findings(rule, whole))
    if memory is not None:
        found.extend(_of_entries(whole, memory))
    else:  # what was looked up concerns nobody
        found.extend((entry.id, finding) for entry in catalogue.entries.values() for finding in entry_findings(entry, whole))
    for page in catalogue.pages:
        found.extend((None, finding) for finding in page_findings(page, whole))
    if against is not None:
        found.extend(ver.judge(Revision(catalogue, graph, as_of, against, compare(against.catalogue, catalogue))))
    run = len(RULES) - (0 if against else len(ver.RULES))
    outcome = weigh(found, whole, catalogue.entries.values(), run)
    if memory is not None:
        memory.hear(outcome.diagnostics, outcome.waived)
    return outcome


def _of_entries(whole: Whole, memory: Memory) -> Iterator[Found]:
    """What is found in the entries; one none of whose look-ups changed keeps its findings."""
    trace = Trace(whole.catalogue, whole.graph)
    traced = Whole(trace.catalogue, trace.graph, whole.as_of)
    for entry in whole.catalogue.entries.values():
        known = memory.judged.get(entry.id)
        if known is None or ("entry", entry.id) in (memory.changed or ()) or not memory.holds(known[0]):
            found = tuple(entry_findings(entry, traced))
            known = memory.judged[entry.id] = trace.taken(), found
        yield from ((entry.id, finding) for finding in known[1])


NOTHING_FOUND = Finding(
    "FMT006", Location("standards"), "没有找到任何条目", "在手册的根目录运行，或用“biaochi new standard 编号”写第一个条目"
)


def weigh(
    found: Iterable[Found],
    whole: Whole,
    waiving: Iterable[Entry],
    rules: int,
    in_force: Callable[[str], bool] | None = None,
) -> Outcome:
    """From findings to the outcome: severities, waivers (of the entries ``waiving``), order."""
    catalogue = whole.catalogue

    def asked(entry: str) -> bool:
        return (known := catalogue.entries.get(entry)) is None or known.in_force

    current = in_force or asked
    diagnostics = diagnose(found, current, catalogue.unread)
    applied = apply_waivers(diagnostics, waiving, whole.as_of)
    diagnostics = sorted([*applied.diagnostics, *diagnose(applied.findings, current, catalogue.unread)])
    return Outcome(catalogue, whole.graph, tuple(diagnostics), applied.waived, whole.as_of, rules)
