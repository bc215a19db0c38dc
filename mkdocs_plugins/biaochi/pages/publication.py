"""Everything that is published: all pages of a handbook, and how they are navigated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Diagnostic
from biaochi.core.model import Entry, InformativePage
from biaochi.core.rules import RULES
from biaochi.core.slotted import dataclass
from biaochi.core.traced import Trace
from biaochi.pages import (
    current_versions,
    fields,
    health,
    home,
    journey,
    matrix,
    people,
    recent,
    registers,
    role,
    rulebook,
)
from biaochi.pages.deferred import Deferred, Pages
from biaochi.pages.entry import entry_page
from biaochi.pages.links import SiteLinks
from biaochi.pages.markdown import render_body
from biaochi.pages.navigation import Navigation, Shelf, navigation, places, shelves
from biaochi.pages.news import News, stale
from biaochi.pages.news import news as news_of
from biaochi.pages.page import Heading, Page
from biaochi.pages.past import Past, Versions
from biaochi.pages.render import render, trusted
from biaochi.pages.settings import Settings
from biaochi.pages.version_pages import version_pages
from biaochi.pages.view import View, reference_title


@dataclass(frozen=True, slots=True)
class Print:
    """A printed file: its path in the site, its name, a note (paper, pages), and its group."""

    path: str
    name: str
    note: str
    group: str


NO_VERSIONS = Versions()


@dataclass(frozen=True, slots=True)
class Publication:
    """All pages by path, the navigation over them, and what stands at its places."""

    pages: Pages
    navigation: Navigation
    places: Mapping[str, str]
    shelves: Mapping[str, Shelf]
    known: frozenset[str]
    """What pages may link to."""
    remarks: tuple[str, ...] = ()
    """What the history could not tell."""

    def place(self, path: str) -> str:
        """The page of the navigation that a page belongs to; of one that belongs to none, the page itself."""
        return self.places.get(path, path)


def publish(
    outcome: Outcome,
    settings: Settings,
    *,
    files: Sequence[str] = (),
    prints: Sequence[Print] = (),
    findings: bool = False,
    versions: Versions = NO_VERSIONS,
    trace: Trace | None = None,
) -> Publication:
    """Compose every page. ``files`` are the other files of the site that pages may link to; ``versions`` are those of
    the history, where there is one. With a ``trace``, which may know but the entries' faces, pages look at the catalogue
    through it, and at their own entry as it is."""
    catalogue = outcome.catalogue
    paths = [entry.path for entry in catalogue.entries.values()] + [page.path for page in catalogue.pages]
    known = frozenset(
        [*paths, *files, *(p.path for p in prints), *generated_paths(outcome), *versions.paths()]
        + [f"id/{entry}/index.md" for entry in catalogue.entries]
    )
    links, seen = SiteLinks.of(catalogue, known, "index.md"), outcome
    if trace is not None:
        links = SiteLinks("index.md", trace.addresses(links.entries), trace.ways(known))
        seen = replace(outcome, catalogue=trace.catalogue, graph=trace.graph)
    pages = Pages(_pages(seen, links, settings, prints, findings, versions, catalogue.entries))
    if findings:
        pages = pages.with_(_pages_of_findings(outcome, pages))
    return Publication(pages, navigation(outcome, pages), places(outcome), shelves(outcome, pages), known, versions.remarks)


def generated_paths(outcome: Outcome) -> list[str]:
    """The pages that are made of all entries and registries, whichever way these read."""
    fixed = ["index.md", "registers/metrics.md", "registers/promises.md", "reviews.md", "matrix.md", "health.md", "fields.md", "handbooks/index.md",
             current_versions.PATH, recent.PATH]
    if outcome.catalogue.source_rows:
        fixed.append("sources/index.md")
    if outcome.catalogue.terms:
        fixed.append(registers.TERMS)
    return [
        *fixed,
        "rules/index.md",
        *(f"rules/{code}.md" for code in RULES),
        *([role.PATH] if outcome.catalogue.roles else []),
        *(f"roles/{person}.md" for person in outcome.catalogue.roles),
        *(f"sectors/{sector}.md" for sector in people.sectors(outcome)),
        *(journey.journey_path(sector) for sector in people.sectors(outcome)),
        *(f"kinds/{kind}.md" for kind in words.KIND),
    ]


def _pages(
    outcome: Outcome,
    links: SiteLinks,
    settings: Settings,
    prints: Sequence[Print],
    findings: bool,
    versions: Versions,
    whole: Mapping[str, Entry],
) -> Iterator[Page | Deferred]:
    told = (outcome, links, settings)
    news = cache(partial(news_of, versions, outcome))
    first, *lists = list_pages(*told, prints, versions.remarks, news, any(past.published for past in versions.all()))
    yield first
    yield from entry_pages(*told, whole.values(), whole, lambda entry: versions.by_entry.get(entry, ()), findings=findings)
    for page in outcome.catalogue.pages:
        yield Deferred(page.path, page.title, page.path, partial(informative_page, page, outcome, links.seen_from(page.path), settings))
    yield from lists
    yield from version_pages(versions, *told)


def entry_pages(
    outcome: Outcome,
    links: SiteLinks,
    settings: Settings,
    entries: Iterable[Entry],
    whole: Mapping[str, Entry],
    versions: Callable[[str], Sequence[Past]],
    *,
    findings: bool = False,
) -> Iterator[Deferred]:
    """The pages of these entries, or of the entries of these faces, and their permanent addresses; ``whole`` and
    ``versions`` are asked for an entry only when its page is made."""
    for entry in entries:
        make = partial(_entry_page, entry.id, outcome, links.seen_from(entry.path), settings, whole, versions, findings)
        yield Deferred(entry.path, entry.title or entry.id, entry.path, make)
        at = partial(_address_page, entry.id, outcome, links, settings, whole)
        yield Deferred(f"id/{entry.id}/index.md", entry.id, entry.path, at)


def _entry_page(
    entry: str,
    outcome: Outcome,
    links: SiteLinks,
    settings: Settings,
    whole: Mapping[str, Entry],
    versions: Callable[[str], Sequence[Past]],
    findings: bool,
) -> Page:
    return entry_page(whole[entry], outcome, links, settings, findings=findings, versions=versions(entry))


def _address_page(entry: str, outcome: Outcome, links: SiteLinks, settings: Settings, whole: Mapping[str, Entry]) -> Page:
    return address_page(whole[entry], outcome, links, settings)


def list_pages(
    outcome: Outcome,
    links: SiteLinks,
    settings: Settings,
    prints: Sequence[Print],
    remarks: Sequence[str],
    news: Callable[[], Sequence[News]],
    published: bool,
) -> Iterator[Deferred]:
    """The pages that belong to no entry and no file, the home page first. ``news`` are the published versions, ``published``
    says whether there are any, ``remarks`` what the history could not tell."""
    catalogue = outcome.catalogue
    told = (outcome, links, settings)
    retrain = cache(lambda: stale(news(), outcome).people)
    yield Deferred("index.md", settings.title, None, partial(home.home_page, *told, news=news), shares=published)
    for sector in people.sectors(outcome):
        yield Deferred(f"sectors/{sector}.md", catalogue.sector_name(sector), None, partial(people.sector_page, sector, *told))
        path, title = journey.journey_path(sector), journey.journey_title(sector, outcome)
        yield Deferred(path, title, None, partial(journey.journey_page, sector, *told))
    for kind, label in words.KIND.items():
        yield Deferred(f"kinds/{kind}.md", label, None, partial(people.kind_page, kind, *told))
    if catalogue.roles:
        yield Deferred(role.PATH, "全部岗位", None, partial(role.roles_page, *told))
    for person in catalogue.roles.values():
        make_role = partial(role.role_page, person.id, *told, news=news, retrain=retrain)
        yield Deferred(f"roles/{person.id}.md", person.name or person.id, None, make_role, shares=published)
    yield Deferred("registers/metrics.md", "指标总览", None, partial(registers.metrics_page, *told))
    yield Deferred("registers/promises.md", "承诺总览", None, partial(registers.promises_page, *told))
    yield Deferred(current_versions.PATH, "现行版本一览", None, partial(current_versions.current_versions_page, *told))
    yield Deferred(recent.PATH, "近期变更", None, partial(recent.recent_page, remarks, news, *told), shares=published)
    yield Deferred("matrix.md", "追溯矩阵", None, partial(matrix.matrix_page, *told))
    yield Deferred("health.md", "手册健康度", None, partial(health.health_page, *told))
    yield Deferred("fields.md", "字段参考", None, partial(fields.fields_page, *told))
    yield Deferred("reviews.md", "到期日历", None, partial(registers.calendar_page, *told))
    if catalogue.source_rows:
        yield Deferred("sources/index.md", "来源对照", None, partial(registers.sources_page, *told))
    if catalogue.terms:
        yield Deferred(registers.TERMS, "术语表", None, partial(registers.terms_page, *told))
    yield Deferred("handbooks/index.md", "手册与表单", None, partial(_downloads_page, *told, prints))
    yield from rulebook.rule_pages(outcome, links, settings)


def _pages_of_findings(outcome: Outcome, pages: Pages) -> Iterator[Page]:
    """In a preview: what is wrong with a file that could not become an entry stands in its place, and on the home page."""
    lost = [found for found in outcome.diagnostics if found.entry not in outcome.catalogue.entries]
    if not lost:
        return
    home = pages["index.md"]
    yield replace(home, html=render("findings", findings=lost, title="") + home.html)
    by_path: dict[str, list[Diagnostic]] = {}
    for found in lost:
        by_path.setdefault(found.location.path, []).append(found)
    for path, here in by_path.items():
        if path in pages:
            yield replace(pages[path], html=render("findings", findings=here, title="") + pages[path].html)
        elif path.endswith(".md"):
            yield Page(path, path, render("findings", findings=here, title=path), (), path)


def address_page(entry: Entry, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """``/id/HTL-CHECKIN/``: the permanent address, which survives renames and moves."""
    path = f"id/{entry.id}/index.md"
    html = render("address", view=View(outcome, links.seen_from(path), settings), e=entry)
    return Page(path, entry.id, html, (), entry.path, entry.title)


def informative_page(page: InformativePage, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """A page of the editor's own, without judged wording."""
    def titles(entry: str, clause: str | None, metric: str | None) -> str:
        return reference_title(outcome.catalogue, entry, clause, metric)

    body = render_body(page.body, links, titles)
    html = render("informative", title=page.title, titled=False, body=trusted(body.html), edit=settings.edit(page.path))
    return Page(page.path, page.title, html, body.headings, page.path)


def _downloads_page(outcome: Outcome, links: SiteLinks, settings: Settings, prints: Sequence[Print]) -> Page:
    path = "handbooks/index.md"
    groups: dict[str, list[tuple[str, str, str]]] = {}
    for made in prints:
        groups.setdefault(made.group, []).append((made.path, made.name, made.note))
    html = render("downloads", view=View(outcome, links.seen_from(path), settings), groups=groups)
    return Page(path, "手册与表单", html, tuple(Heading(2, g, g) for g in groups), None, "可打印的手册与表单")
