"""Registers over the whole catalogue: metrics, promises, the calendar of what falls due, the source documents."""

from __future__ import annotations

from collections import defaultdict

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.model import Entry, Metric, Promise, Standard
from biaochi.pages.due import WHAT, Due, due
from biaochi.pages.filters import Filter, by_role, by_sector, of_entries, used
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Heading, Page
from biaochi.pages.render import render
from biaochi.pages.settings import Settings
from biaochi.pages.view import View

TERMS = "registers/terms.md"
"""The glossary's page."""


def metrics_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """Every metric by dimension (the indicator table of GB/T 36733—2018, annex A)."""
    path = "registers/metrics.md"
    groups: dict[str, list[tuple[Standard, Metric]]] = {dimension: [] for dimension in words.DIMENSION}
    for standard, metric in outcome.catalogue.metrics():
        if not standard.retired:
            groups.setdefault(metric.dimension or "", []).append((standard, metric))
    view = View(outcome, links.seen_from(path), settings)
    metrics = [metric for rows in groups.values() for _, metric in rows]
    fields = [
        *of_entries((standard for rows in groups.values() for standard, _ in rows), view)[:2],
        by_role("owner", "责任岗位", (metric.owner for metric in metrics), view),
        Filter("method", "测量方法", used(words.METHOD, (metric.method for metric in metrics))),
    ]
    html = render("metrics_register", view=view, groups=groups, fields=fields)
    headings = tuple(Heading(2, d, words.DIMENSION.get(d, d)) for d, rows in groups.items() if rows)
    return Page(path, "指标总览", html, headings, None, "按维度列出全部指标")


def promises_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """What customers are told, by sector."""
    path = "registers/promises.md"
    groups: dict[str, list[tuple[Standard, Promise]]] = defaultdict(list)
    for standard, promise in outcome.catalogue.promises():
        if not standard.retired:
            groups[standard.sector or ""].append((standard, promise))
    view = View(outcome, links.seen_from(path), settings)
    fields = of_entries((standard for rows in groups.values() for standard, _ in rows), view)
    html = render("promises_register", view=view, groups=groups, fields=fields)
    headings = tuple(Heading(2, sector or "none", view.sector_name(sector)) for sector in groups)
    return Page(path, "承诺总览", html, headings, None, "对客户公示的全部承诺")


def calendar_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """What falls due, and who sees to it, soonest first."""
    path = "reviews.md"
    found = due(outcome)
    late = [one for one in found if one.day < outcome.as_of]
    # This month is there also where nothing falls due in it: that is said.
    months: dict[str, list[Due]] = {**({"逾期": late} if late else {}), **({f"{outcome.as_of:%Y-%m}": []} if found else {})}
    for one in found[len(late) :]:
        months.setdefault(f"{one.day:%Y-%m}", []).append(one)
    view = View(outcome, links.seen_from(path), settings)
    sector = by_sector((one.entry.sector for one in found), view)
    owner = by_role("owner", "责任岗位", (one.owner for one in found), view)
    what = Filter("what", "事项", used(WHAT, (one.what for one in found)))
    html = render("reviews", view=view, months=months, fields=[sector, what, owner])
    return Page(path, "到期日历", html, tuple(Heading(2, m, m) for m in months), None, "复审、话术评审、演练、改进行动与豁免的日子", staff=False)


def terms_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """The glossary, in the order of pronunciation (GB 2312 orders its common characters so)."""
    terms = sorted(outcome.catalogue.terms.values(), key=lambda term: term.id.encode("gb18030"))
    html = render("terms", view=View(outcome, links.seen_from(TERMS), settings), terms=terms)
    return Page(TERMS, "术语表", html, (), None, "手册用到的行话、意思与别的说法")


def sources_page(outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """Every row of the source documents with where it is realised."""
    path = "sources/index.md"
    realised: dict[str, list[Entry]] = defaultdict(list)
    for entry in outcome.catalogue.entries.values():
        for source in entry.sources:
            if source.seed:
                realised[source.seed].append(entry)
    groups: dict[str, list[str]] = defaultdict(list)
    for row in outcome.catalogue.source_rows.values():
        groups[row.document].append(row.id)

    def headed(document: str) -> bool:
        """Rows of no document need a heading only to tell them from those of one."""
        return bool(document) or len(groups) > 1

    view = View(outcome, links.seen_from(path), settings)
    html = render("sources", view=view, groups=groups, realised=realised, headed=headed)
    named = outcome.catalogue.source_documents
    headings = tuple(Heading(2, d or "others", named.get(d, d or "其他")) for d in groups if headed(d))
    return Page(path, "来源对照", html, headings, None, "来源文件的每一条在手册中何处实现", staff=False)
