"""An entry's page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count

from markupsafe import Markup

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.clauses import Clause
from biaochi.core.model import Entry, Metric, Process
from biaochi.core.slotted import dataclass
from biaochi.core.values import Version
from biaochi.pages.diagram import Room, fits_a_phone, flow, flow_on_paper, ladder, on_paper, on_screen
from biaochi.pages.links import Links, metric_anchor
from biaochi.pages.markdown import Rendered, render_body
from biaochi.pages.news import news
from biaochi.pages.page import Heading, Page
from biaochi.pages.past import Past, Versions
from biaochi.pages.phrases import statement
from biaochi.pages.render import render, trusted
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

SIDE = "<side>"
"""Divides what the template of clauses says; texts of entries are escaped there."""

_INVERSE = {
    "processes": "被标准引用", "scripts": "用于", "checklists": "用于", "training": "用于", "supersedes": "被取代",
    "related": "相关", "standards": "用到它的流程", "checks": "检查它的检查表", "covers": "覆盖它的培训",
    "covers-clause": "覆盖它的培训", "drills": "演练它的培训", "mentions": "提到它的条目", "evidence": "以它为证据",
    "entry": "改动它的改进",
}
_FORWARD = {
    "processes": "流程", "scripts": "话术", "checklists": "检查表", "training": "培训", "supersedes": "取代",
    "related": "相关", "standards": "标准", "checks": "检查的标准", "covers": "覆盖", "covers-clause": "覆盖",
    "drills": "演练的话术", "mentions": "提到", "evidence": "证据", "entry": "改动的条目",
}

_LISTED = {"training": ("覆盖", "演练的话术"), "improvement": ("改动的条目",)}
"""Kind → what its page has a section of already."""


@dataclass(frozen=True, slots=True)
class Related:
    """One line of a panel of relations."""

    entry: Entry
    href: str | None
    how: str


class EntryView(View):
    """What the entry templates ask: an entry with everything around it, as seen through ``links``."""

    def __init__(
        self, entry: Entry, outcome: Outcome, links: Links, settings: Settings, *, printed: bool = False, room: Room | None = None
    ) -> None:
        """``printed``: nothing is to be pressed. In a book, ``room`` is what drawings may take of a page."""
        super().__init__(outcome, links, settings)
        self.entry, self.printed, self.room = entry, printed, room

    @property
    def announced(self) -> bool:
        return self.entry.announced(self.outcome.as_of)

    @property
    def overdue(self) -> bool:
        return self.entry.in_force and self.entry.review_by is not None and self.entry.review_by < self.outcome.as_of

    def sector(self) -> str:
        return self.catalogue.sector_name(self.entry.sector)

    def metric(self, entry: str | None, metric: str | None) -> Metric | None:
        return self.catalogue.metric(entry or self.entry.id, metric)

    def metric_anchor(self, metric: str) -> str:
        return self.links.anchor(metric_anchor(metric))

    def anchor(self, local: str) -> str:
        return self.links.anchor(local)

    def forward(self) -> Mapping[str, list[Related]]:
        """What the entry relates to, by label, but for what its page lists anyhow."""
        panel = self._panel((r.target, _FORWARD[r.type]) for r in self.graph.outgoing.get(self.entry.id, ()))
        return {label: rows for label, rows in panel.items() if label not in _LISTED.get(self.entry.kind, ())}

    def inverse(self) -> Mapping[str, list[Related]]:
        """What relates to the entry, by label."""
        return self._panel((r.source, _INVERSE[r.type]) for r in self.graph.incoming.get(self.entry.id, ()))

    def _panel(self, pairs: object) -> dict[str, list[Related]]:
        panel: dict[str, list[Related]] = {}
        shown: set[str] = set()
        for other, label in pairs:  # type: ignore[attr-defined]
            mentioned = label in ("提到", "提到它的条目")
            if mentioned and other in shown:
                continue
            row = self._related(other, label)
            if all(row.entry.id != known.entry.id for known in panel.setdefault(label, [])):
                panel[label].append(row)
            shown.add(other)
        return {label: rows for label, rows in panel.items() if rows}

    def _related(self, entry: str, how: str) -> Related:
        return Related(self.catalogue.entries[entry], self.href(entry), how)

    def body(self, base_level: int = 2) -> Rendered:
        """The entry's own Markdown, rendered."""
        return render_body(self.entry.body, self.links, self.title, self._clauses_html, base_level=base_level)

    def _clauses_html(self, clauses: Sequence[Clause]) -> Mapping[str, tuple[str, str]]:
        """What stands before and behind each clause: one template for all, as calling one takes longer than filling it."""
        sides = render("clauses", view=self, clauses=clauses).split(SIDE)
        return {clause.id: (sides[at], sides[at + 1]) for clause, at in zip(clauses, count(0, 2), strict=False)}

    def linked_metric(self, clause: Clause) -> Metric | None:
        """The metric that a clause points at."""
        if not clause.metric:
            return None
        owner, _, local = clause.metric.rpartition("/")
        return self.catalogue.metric(owner or self.entry.id, local)

    def linked_metric_href(self, clause: Clause) -> str | None:
        """Where that metric is shown: on this page, or on that of another standard."""
        owner, _, local = (clause.metric or "").rpartition("/")
        if owner and owner != self.entry.id:
            return self.href(owner, metric_anchor(local))
        return f"#{self.metric_anchor(local)}"

    def statement(self, metric: Metric) -> str:
        return statement(metric)

    def drawings(self) -> list[Markup]:
        """A process as drawn: on the site for wide screens and for phones, in a book in the pieces that its pages have room
        for; boxes lead to their steps."""
        process = self.entry
        if not isinstance(process, Process):
            return []

        def step(name: str) -> str:
            return f"#{self.anchor(f'step-{name}')}"

        def tier(place: int) -> str:
            return f"#{self.anchor(f'tier-{place}')}"

        stairs = ladder(process, self.role, tier)
        if self.room is not None:
            whole = [flow_on_paper(process, self.role, step, self.room), stairs]
            return [trusted(piece) for drawing in whole if drawing is not None for piece in on_paper(drawing, self.room)]
        phones = (False,) if fits_a_phone(process) else (False, True)
        screens = [*(flow(process, self.role, step, phone=phone) for phone in phones), stairs]
        return [trusted(on_screen(drawing)) for drawing in screens if drawing is not None]


_SECTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "standard": (("options", "可选项"), ("metrics", "指标"), ("promises", "承诺"), ("basis", "依据"), ("pilot", "试行")),
    "process": (("plan", "预案"), ("flow", "流程图"), ("steps", "步骤"), ("tiers", "谁能决定什么")),
    "script": (("must-say", "必说与禁说"),),
    "checklist": (("items", "项目"),),
    "training": (("phases", "安排"), ("covers", "覆盖"), ("assessment", "考核")),
    "improvement": (("causes", "原因"), ("actions", "行动"), ("changed", "变更")),
}
"""Kind → (anchor, title) of the sections that its page may have."""
_LAST = (("related", "关联"), ("versions", "版本"), ("history", "变更记录"))
"""Sections that a page of any kind may end with."""


def entry_page(
    entry: Entry,
    outcome: Outcome,
    links: Links,
    settings: Settings,
    *,
    findings: bool = False,
    versions: Sequence[Past] = (),
) -> Page:
    """The page of one entry. With ``findings`` the gate's findings on it are shown (live preview); ``versions`` are the
    ones its history holds."""
    view = EntryView(entry, outcome, links, settings)
    body = view.body()
    shown = outcome.of(entry.id) if findings else ()
    waived = [w for w in outcome.waived if w.diagnostic.entry == entry.id]
    html = render(
        "entry", view=view, e=entry, body=trusted(body.html), findings=shown, waived=waived, versions=versions,
        unrecorded=_unrecorded(entry, versions, outcome), unheld=_unheld(entry, versions),
    )
    parts = [Heading(2, key, title) for key, title in (*_SECTIONS.get(entry.kind, ()), *_LAST) if f'id="{key}"' in html]
    # Where the body stands among the parts is the template's to say.
    headings = tuple(sorted((*parts, *body.headings), key=lambda heading: html.find(f'id="{heading.id}"')))
    description = f"{entry.id} {words.KIND.get(entry.kind, '')} {view.sector()}"
    return Page(entry.path, entry.title or entry.id, html, headings, entry.path, description, entry.id)


def _unrecorded(entry: Entry, versions: Sequence[Past], outcome: Outcome) -> list[tuple[str, str]]:
    """The versions that an entry had without a record of change, and why."""
    if not entry.changes or len(versions) < 2:
        return []
    told = {str(record.version) for record in entry.changes}
    anew = {past.version: n.past.version for n in news(Versions({entry.id: versions}), outcome) for past in n.alike}
    found = []
    for past in versions:
        own = past.entry.version
        if past.version in told or own is None or (entry.version is not None and own > entry.version):
            continue
        why = f"同一份文字后来编为 {anew[past.version]} 版" if past.version in anew else "记录后来去掉了" if past.record else ""
        found.append((past.version, why or ("1.0 版及以前不必写" if own <= Version(1, 0) else "没有写")))
    return found


def _unheld(entry: Entry, versions: Sequence[Past]) -> list[str]:
    """The versions that nothing but a record of change is left of."""
    held = {past.version for past in versions}
    return [str(record.version) for record in reversed(entry.changes) if record.version and str(record.version) not in held] if held else []
