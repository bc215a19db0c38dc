"""The matrix standard × process × script × checklist × training, with its gaps, and the coverage of clauses."""

from __future__ import annotations

from biaochi.core.check import Outcome
from biaochi.core.clauses import Clause
from biaochi.core.links import Graph
from biaochi.core.model import Entry, Standard
from biaochi.core.slotted import dataclass
from biaochi.pages.filters import Filter, of_entries
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Heading, Page
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

COLUMNS = ("process", "script", "checklist", "training")
GAPS = {
    "any": "有任一缺口", "process": "缺流程", "script": "缺话术", "checklist": "缺检查表", "training": "缺培训",
    "checked": "有条款未受检", "trained": "有条款未受训",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One standard with what it is tied to, by kind, how many clauses it has, how many of them stand on a checklist, and those
    that nothing checks or teaches."""

    standard: Standard
    cells: dict[str, list[Entry]]
    clauses: int
    listed: int
    unchecked: tuple[Clause, ...]
    untrained: tuple[Clause, ...]

    @property
    def checked(self) -> int:
        """How many clauses an item or a metric checks."""
        return self.clauses - len(self.unchecked)

    @property
    def trained(self) -> int:
        """How many clauses a training teaches."""
        return self.clauses - len(self.untrained)

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is missing: kinds, and ``checked`` or ``trained`` where a clause is not; ``any`` if there is a gap at all."""
        found = [kind for kind in COLUMNS if not self.cells[kind]]
        found += [name for name, lacking in (("checked", self.unchecked), ("trained", self.untrained)) if lacking]
        return ("any", *found) if found else ()


def rows(outcome: Outcome) -> list[Row]:
    """The rows of the matrix: every standard that is not retired."""
    return [_row(standard, outcome) for standard in outcome.catalogue.of(Standard) if not standard.retired]


def _row(standard: Standard, outcome: Outcome) -> Row:
    graph, entries = outcome.graph, outcome.catalogue.entries
    others = [r.target for r in graph.outgoing.get(standard.id, ()) if r.type != "mentions"]
    others += [r.source for r in graph.incoming.get(standard.id, ()) if r.type != "mentions"]
    cells: dict[str, list[Entry]] = {kind: [] for kind in COLUMNS}
    for entry in [entries[other] for other in dict.fromkeys(others)]:
        if entry.kind in cells and not entry.retired:
            cells[entry.kind].append(entry)
    clauses = standard.body.clauses
    unlisted = _unlisted(standard, graph)
    return Row(standard, cells, len(clauses), len(clauses) - len(unlisted), *_uncovered(standard, graph, unlisted))


def uncovered(standard: Standard, graph: Graph) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    """The clauses that no item or metric checks, and those that no training teaches."""
    return _uncovered(standard, graph, _unlisted(standard, graph))


def _unlisted(standard: Standard, graph: Graph) -> list[Clause]:
    return [clause for clause in standard.body.clauses if not graph.clause_cited(standard.id, clause.id, "item")]


def _uncovered(standard: Standard, graph: Graph, unlisted: list[Clause]) -> tuple[tuple[Clause, ...], tuple[Clause, ...]]:
    # A training that covers the standard covers each of its clauses: they need not be asked for one by one.
    taught = bool(graph.trained(standard))
    return (
        tuple(clause for clause in unlisted if not clause.metric),
        () if taught else tuple(clause for clause in standard.body.clauses if not graph.trained(standard, clause.id)),
    )


def matrix_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """The matrix by sector; a gap is an empty, marked cell."""
    path = "matrix.md"
    view = View(outcome, links.seen_from(path), settings)
    groups: dict[str, list[Row]] = {}
    for row in rows(outcome):
        groups.setdefault(row.standard.sector or "", []).append(row)
    fields = [*of_entries((row.standard for shown in groups.values() for row in shown), view), Filter("gap", "缺口", GAPS)]
    html = render("matrix", view=view, groups=groups, columns=COLUMNS, fields=fields)
    headings = tuple(Heading(2, s or "none", view.sector_name(s)) for s in groups)
    return Page(path, "追溯矩阵", html, headings, None, "标准、流程、话术、检查表与培训的对应及缺口", staff=False)
