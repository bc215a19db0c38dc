"""The home page: what to do now, find my role, find a touchpoint, what changed, what to print."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.concern import concerned
from biaochi.core.model import Checklist, Process
from biaochi.core.regex import regex
from biaochi.pages.lately import changed, headlines
from biaochi.pages.links import SiteLinks
from biaochi.pages.news import News
from biaochi.pages.page import Heading, Page
from biaochi.pages.people import current, sectors, touchpoints
from biaochi.pages.render import render
from biaochi.pages.role import departments
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

_SECTIONS = (("urgent", "出了事怎么办"), ("roles", "我的岗位"), ("touchpoints", "按触点查"), ("changes", "最近变更"), ("print", "要打印"))
_LATEST = 6
_COMMIT = regex(r"[0-9a-f]{7,40}（(\d{4}-\d\d-\d\d)）")
"""An edition that nobody named: a commit and its day."""


def home_page(outcome: Outcome, links: SiteLinks, settings: Settings, *, news: Callable[[], Sequence[News]]) -> Page:
    """What to do now, find my role, find a touchpoint, what changed, what to print."""
    path = "index.md"
    view = View(outcome, links.seen_from(path), settings)
    catalogue = outcome.catalogue
    entries = catalogue.entries.values()
    kinds = {kind: sum(e.kind == kind and current(e, outcome, settings) for e in entries) for kind in words.KIND}
    uses = Counter(e.use for e in entries if isinstance(e, Checklist) and current(e, outcome, settings))
    # Whoever follows a number finds as many: a list that has others as well is narrowed.
    narrowed = {e.kind for e in entries if not current(e, outcome, settings)} if not settings.drafts else set()
    unnamed = _COMMIT.fullmatch(settings.edition)
    html = render(
        "home", view=view, edition=f"{unnamed[1]} 版" if unnamed else settings.edition, urgent=urgent(outcome, settings),
        uses={use: uses[use] for use in words.CHECKLIST_USE if uses[use]}, departments=departments(outcome), kinds=kinds, narrowed=narrowed,
        changes=[(c, sorted(concerned(c.entry, outcome.catalogue))) for c in headlines(changed(outcome, news(), settings))[:_LATEST]],
        announced=[e for e in entries if e.announced(outcome.as_of)], journeys={sector: touchpoints(sector, outcome) for sector in sectors(outcome)},
    )
    # The contents, and with them what the keyboard comes to first: past the navigation.
    headings = tuple(Heading(2, key, title) for key, title in _SECTIONS if f'<h2 id="{key}">' in html)
    return Page(path, settings.title, html, headings, None, settings.organisation)


def urgent(outcome: Outcome, settings: Settings) -> Mapping[str, Sequence[Process]]:
    """By sector what is looked for when something goes wrong: the ladders of escalation, the processes that lead up to
    one, and the contingency plans."""
    processes = [p for p in outcome.catalogue.of(Process) if current(p, outcome, settings)]
    upward = {p.id for ladder in processes if ladder.type == "escalation" for p in _leading_to(ladder, outcome)}
    found: dict[str, list[Process]] = {}
    for process in sorted(processes, key=lambda p: (p.type == "contingency", p.type == "escalation")):
        if process.type in ("escalation", "contingency") or process.id in upward:
            found.setdefault(process.sector or "", []).append(process)
    return dict(sorted(found.items(), key=lambda pair: pair[0] != words.COMMON))


def _leading_to(ladder: Process, outcome: Outcome) -> Iterator[Process]:
    """Processes tied to a ladder, and those that mention it where somebody of its upper tiers has a step: a mention alone is
    no more than a hint."""
    upper = {tier.role for tier in ladder.tiers[1:]}
    for relation in outcome.graph.incoming.get(ladder.id, ()):
        process = outcome.catalogue.entries[relation.source]
        if isinstance(process, Process) and (relation.type != "mentions" or any(step.role in upper for step in process.steps)):
            yield process
