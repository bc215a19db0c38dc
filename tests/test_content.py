"""Our own handbook: it passes its own gate, and holds what it promises to hold."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from biaochi.core.check import Outcome, check
from biaochi.core.diagnostics import Severity
from biaochi.core.model import Checklist, Improvement, Process, Standard, Training
from biaochi.core.read import read
from biaochi.core.vocabulary import STATUS

ROOT = Path(__file__).resolve().parents[1]
AS_OF = dt.date(2026, 11, 22)


@cache
def handbook() -> Outcome:
    sources = read(ROOT)
    return check(sources.texts, as_of=AS_OF, findings=sources.findings)


def entries() -> list:  # type: ignore[type-arg]
    return [entry for entry in handbook().catalogue.entries.values() if not entry.retired]


def test_the_handbook_passes_its_own_gate() -> None:
    assert [f"{d.place} {d.code} {d.message}" for d in handbook().diagnostics if d.severity is Severity.ERROR] == []


def test_no_waiver_is_without_a_reason() -> None:
    assert [w for w in handbook().waived if len(w.waiver.reason) < 8] == []


@pytest.mark.parametrize(
    ("kind", "least"),
    [("standard", 28), ("process", 14), ("script", 14), ("checklist", 18), ("training", 8), ("improvement", 5)],
)
def test_there_are_enough_of_each_kind(kind: str, least: int) -> None:
    assert sum(entry.kind == kind for entry in entries()) >= least


def test_every_sector_has_its_standards() -> None:
    sectors = {entry.sector for entry in entries() if entry.kind == "standard"}
    assert {"hotel", "catering", "bank", "hospital", "government", "retail", "hotline", "logistics", "common"} <= sectors


def test_all_stages_tiers_dimensions_and_categories_occur() -> None:
    standards = list(handbook().catalogue.of(Standard))
    assert {s.status for s in standards} >= {"needs", "draft", "training", "pilot", "in-force"}
    assert {e.status for e in handbook().catalogue.entries.values()} <= set(STATUS)
    assert {s.tier for s in standards} >= {"basic", "choice", "custom"}
    assert {s.category for s in standards} >= {"quality", "time", "communication"}
    dimensions = {metric.dimension for _, metric in handbook().catalogue.metrics()}
    assert dimensions >= {"response", "accuracy", "professionalism", "satisfaction"}


def test_checklists_are_of_every_use() -> None:
    uses = Counter(checklist.use for checklist in handbook().catalogue.of(Checklist))
    assert uses["counter"] >= 1 and uses["inspection"] >= 3, "opening, closing and inspection"
    assert uses["mystery-visit"] >= 2
    assert uses["survey"] >= 3
    timings = {checklist.timing for checklist in handbook().catalogue.of(Checklist) if checklist.use == "survey"}
    assert timings == {"immediate", "delayed"}


def test_processes_are_of_every_type() -> None:
    processes = list(handbook().catalogue.of(Process))
    types = Counter(process.type for process in processes)
    assert types["contingency"] >= 2 and types["escalation"] >= 1
    assert any(len(process.tiers) == 3 for process in processes), "the three-level complaint escalation"
    assert any(len({step.role for step in p.steps}) >= 3 and any(step.handoff for step in p.steps) for p in processes)


def test_trainings_and_improvements_close_their_loops() -> None:
    assert {training.cycle for training in handbook().catalogue.of(Training)} == {"onboarding", "refresher"}
    closed = [i for i in handbook().catalogue.of(Improvement) if i.in_force and i.changed and all(a.done for a in i.actions)]
    assert len(closed) >= 3
    assert all(len(i.causes) >= 3 for i in handbook().catalogue.of(Improvement))


def test_every_row_of_the_source_documents_is_realised() -> None:
    rows = handbook().catalogue.source_rows
    assert len(rows) >= 60
    realised = {source.seed for entry in entries() for source in entry.sources if source.seed}
    assert realised <= set(rows)
    unrealised = [row.id for row in rows.values() if row.id not in realised and not row.page and not row.feature]
    assert unrealised == []


def test_no_two_entries_are_one_text_with_words_exchanged() -> None:
    """Bodies are compared by their five-character pieces: what shares most of them was copied."""
    pieces = {}
    for entry in entries():
        text = "".join(character for character in entry.body.source if "\u4e00" <= character <= "\u9fff")
        if len(text) >= 80:
            pieces[entry.id] = {text[at : at + 5] for at in range(len(text) - 4)}
    names = sorted(pieces)
    alike = [
        (one, other)
        for index, one in enumerate(names)
        for other in names[index + 1 :]
        if len(pieces[one] & pieces[other]) / min(len(pieces[one]), len(pieces[other])) > 0.5
    ]
    assert alike == []
