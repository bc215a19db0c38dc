"""Our own handbook: it passes its own gate, and holds what it promises to hold."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
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

#: How many rows each source document has in the reading of it that the handbook was written from.
ROWS = {"S0": 39, "S1": 38, "S2": 29, "S3": 41}
BOUNDS = ("不超过", "不高于", "不多于", "不低于", "不少于")

#: The rows whose text is lost in the source documents.
LOST = {"S1-38", "S2-29", "S3-03", "S3-39", "S3-41"}


@cache
def handbook() -> Outcome:
    sources = read(ROOT)
    return check(sources.texts, as_of=AS_OF, findings=sources.findings)


def entries() -> list:  # type: ignore[type-arg]
    return [entry for entry in handbook().catalogue.entries.values() if not entry.retired]


def test_the_handbook_passes_its_own_gate() -> None:
    found = [d for d in handbook().diagnostics if d.severity in (Severity.ERROR, Severity.WARNING)]
    assert [f"{d.place} {d.code} {d.message}" for d in found] == []


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
    assert Counter(row.document for row in rows.values()) == ROWS
    realised = {source.seed for entry in entries() for source in entry.sources if source.seed}
    assert realised <= set(rows)
    unrealised = [row.id for row in rows.values() if row.id not in realised and not row.page and not row.feature]
    assert unrealised == []


def test_a_row_whose_text_is_lost_says_so_and_so_does_what_realises_it() -> None:
    rows = handbook().catalogue.source_rows
    assert {row.id for row in rows.values() if row.lost} == LOST
    silent = [
        entry.id
        for entry in entries()
        if {source.seed for source in entry.sources} & LOST and "自行设计" not in entry.body.source
    ]
    assert silent == []


def test_rows_rest_on_what_is_in_force() -> None:
    """A row may be shown by a draft as well; only a stage before the last, and what is still being piloted, rest on drafts."""
    rows = handbook().catalogue.source_rows
    firm = {s.seed for entry in entries() if entry.status == "in-force" for s in entry.sources if s.seed}
    resting_on_drafts = {row.id for row in rows.values() if row.id not in firm and not row.page and not row.feature}
    assert resting_on_drafts <= {"S1-06", "S1-34"}


def test_the_vague_instructions_stand_rewritten_beside_the_clause_in_use() -> None:
    page = (ROOT / "standards/about/before-after.md").read_text(encoding="utf-8")
    table = [line for line in page.splitlines() if re.match(r"\| \d+ \|", line)]
    assert len(table) == 10
    assert all(re.search(r"\[\[[A-Z-]+(?:#[a-z0-9-]+)?\]\]", line.rsplit("|", 2)[1]) for line in table)


def test_every_role_that_must_know_an_entry_is_taught_on_arrival_and_again() -> None:
    taught: dict[str, set[str]] = {"onboarding": set(), "refresher": set()}
    for training in handbook().catalogue.of(Training):
        taught[training.cycle or ""].update(training.audience)
    must = {role for entry in entries() if entry.status == "in-force" for role in entry.roles}
    assert {cycle: sorted(must - roles) for cycle, roles in taught.items()} == {"onboarding": [], "refresher": []}


def test_every_sector_has_places_to_print_for_and_a_journey() -> None:
    catalogue = handbook().catalogue
    sectors = {entry.sector for entry in entries() if entry.kind == "standard"} - {"common"}
    places = Counter(site.sector for site in catalogue.sites.values())
    assert {sector: places[sector] for sector in sectors if places[sector] < 2} == {}
    assert sectors <= set(catalogue.journeys)
    astray = [
        (entry.id, point)
        for entry in entries()
        if entry.sector in catalogue.journeys
        for point in entry.touchpoints
        if point not in catalogue.journeys[entry.sector]
    ]
    assert astray == []


def test_every_touchpoint_of_every_journey_has_a_standard_or_clauses_of_one() -> None:
    catalogue = handbook().catalogue
    there = {(entry.sector, point) for entry in entries() if entry.kind == "standard" for point in entry.touchpoints}
    assert [(sector, point) for sector, points in catalogue.journeys.items() for point in points if (sector, point) not in there] == []


def prose() -> Iterator[tuple[str, str]]:
    """Everything Chinese that people read outside the tool: path and text without code, links' targets and attributes."""
    pages = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
    for root in ("standards", "processes", "docs"):
        pages += sorted((ROOT / root).rglob("*.md"))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        if text.startswith("---\n"):
            text = text.split("---\n", 2)[2]
        for code in (r"(?s)```.*?```", r"`[^`\n]*`", r"\]\([^)\n]*\)", r"\{[#.:][^}\n]*\}", r"dB\(A\)"):
            text = re.sub(code, "x", text)
        yield page.relative_to(ROOT).as_posix(), text


def test_punctuation_between_chinese_characters_is_full_width() -> None:
    half = re.compile(r"[\u4e00-\u9fff”）][,;:!?(]|[(,;:!?)][\u4e00-\u9fff“（]|[\u4e00-\u9fff]\)")
    assert [(path, text[max(0, m.start() - 8) : m.end() + 8]) for path, text in prose() for m in half.finditer(text)] == []


def test_nothing_is_counted_as_no_more_than_nothing() -> None:
    items = [(c.id, item.id) for c in handbook().catalogue.of(Checklist) for item in c.items if "≤ 0" in str(item.pass_)]
    assert items == []


def test_what_is_filled_in_as_a_figure_does_not_say_its_own_pass() -> None:
    """The sheet prints the condition behind the item: "等待不超过 10 秒（≤ 10 秒）" says it twice and asks for nothing."""
    twice = [
        (c.id, item.id)
        for c in handbook().catalogue.of(Checklist)
        for item in c.items
        if item.type in ("count", "time", "score")
        and any(f"{word} {figure}" in item.text for figure in re.findall(r"[\d.]+", str(item.pass_ or "")) for word in BOUNDS)
    ]
    assert twice == []


def test_no_two_entries_are_one_text_with_words_exchanged() -> None:
    """Files are compared by their five-character pieces, roles and figures left out: what shares a third was copied."""
    names = sorted((role.name for role in handbook().catalogue.roles.values() if role.name), key=len, reverse=True)
    role = re.compile("|".join(names))
    pieces = {}
    for entry in entries():
        text = role.sub("岗", (ROOT / entry.path).read_text(encoding="utf-8"))
        text = "".join(re.findall(r"[\u4e00-\u9fff]", text))
        pieces[entry.id] = {text[at : at + 5] for at in range(len(text) - 4)}
    ids = sorted(pieces)
    alike = [
        (one, other)
        for index, one in enumerate(ids)
        for other in ids[index + 1 :]
        if len(pieces[one] & pieces[other]) / min(len(pieces[one]), len(pieces[other])) > 0.33
    ]
    assert alike == []
