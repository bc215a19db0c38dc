"""Everything that is published: all pages of a handbook, and how they are navigated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Diagnostic
from biaochi.core.model import Entry, InformativePage
from biaochi.core.rules import RULES
from biaochi.pages import current_versions, fields, health, matrix, people, recent, registers, rulebook
from biaochi.pages.deferred import Deferred, Pages
from biaochi.pages.entry import entry_page
from biaochi.pages.links import SiteLinks
from biaochi.pages.markdown import render_body
from biaochi.pages.page import Heading, Page
from biaochi.pages.past import Versions, version_pages
from biaochi.pages.render import render, trusted
from biaochi.pages.settings import Settings
from biaochi.pages.view import View, reference_title

Navigation: TypeAlias = list["dict[str, str | Navigation]"]


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
    """All pages by path, and the navigation over them."""

    pages: Pages
    navigation: Navigation


def publish(
    outcome: Outcome,
    settings: Settings,
    *,
    files: Sequence[str] = (),
    prints: Sequence[Print] = (),
    findings: bool = False,
    versions: Versions = NO_VERSIONS,
) -> Publication:
    """Compose every page. ``files`` are the other files of the site that pages may link to; ``versions`` are those of
    the history, where there is one."""
    catalogue = outcome.catalogue
    paths = [entry.path for entry in catalogue.entries.values()] + [page.path for page in catalogue.pages]
    known = frozenset(
        [*paths, *files, *(p.path for p in prints), *_generated_paths(outcome), *versions.paths()]
        + [f"id/{entry}/index.md" for entry in catalogue.entries]
    )
    links = SiteLinks.of(catalogue, known, "index.md")
    pages = Pages(_pages(outcome, links, settings, prints, findings, versions))
    if findings:
        pages = pages.with_(_pages_of_findings(outcome, pages))
    return Publication(pages, _navigation(outcome, pages))


def _generated_paths(outcome: Outcome) -> list[str]:
    fixed = ["index.md", "registers/metrics.md", "registers/promises.md", "reviews.md", "matrix.md", "health.md", "fields.md", "handbooks/index.md",
             current_versions.PATH, recent.PATH]
    if outcome.catalogue.source_rows:
        fixed.append("sources/index.md")
    if outcome.catalogue.terms:
        fixed.append("registers/terms.md")
    return [
        *fixed,
        "rules/index.md",
        *(f"rules/{code}.md" for code in RULES),
        *(f"roles/{role}.md" for role in outcome.catalogue.roles),
        *(f"sectors/{sector}.md" for sector in people.sectors(outcome)),
        *(f"kinds/{kind}.md" for kind in words.KIND),
    ]


def _pages(
    outcome: Outcome,
    links: SiteLinks,
    settings: Settings,
    prints: Sequence[Print],
    findings: bool,
    versions: Versions,
) -> Iterator[Page | Deferred]:
    catalogue = outcome.catalogue
    yield people.home_page(outcome, links, settings)
    for entry in catalogue.entries.values():
        make = partial(
            entry_page,
            entry,
            outcome,
            links.seen_from(entry.path),
            settings,
            findings=findings,
            versions=versions.by_entry.get(entry.id, ()),
        )
        yield Deferred(entry.path, entry.title or entry.id, entry.path, make)
        yield _address_page(entry, outcome, links, settings)
    for page in catalogue.pages:
        yield _informative_page(page, outcome, links.seen_from(page.path), settings)
    for sector in people.sectors(outcome):
        yield people.sector_page(sector, outcome, links, settings)
    for kind in words.KIND:
        yield people.kind_page(kind, outcome, links, settings)
    for role in catalogue.roles:
        yield people.role_page(role, outcome, links, settings)
    yield registers.metrics_page(outcome, links, settings)
    yield registers.promises_page(outcome, links, settings)
    yield current_versions.current_versions_page(outcome, links, settings)
    yield recent.recent_page(versions, outcome, links, settings)
    yield from version_pages(versions, outcome, links, settings)
    yield matrix.matrix_page(outcome, links, settings)
    yield health.health_page(outcome, links, settings)
    yield fields.fields_page(outcome, links, settings)
    yield registers.reviews_page(outcome, links, settings)
    if catalogue.source_rows:
        yield registers.sources_page(outcome, links, settings)
    if catalogue.terms:
        yield registers.terms_page(outcome, links, settings)
    yield _downloads_page(outcome, links, settings, prints)
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


def _address_page(entry: Entry, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    """``/id/HTL-CHECKIN/``: the permanent address, which survives renames and moves."""
    path = f"id/{entry.id}/index.md"
    html = render("address", view=View(outcome, links.seen_from(path), settings), e=entry)
    return Page(path, entry.id, html, (), entry.path, entry.title)


def _informative_page(page: InformativePage, outcome: Outcome, links: SiteLinks, settings: Settings) -> Page:
    def titles(entry: str, clause: str | None, metric: str | None) -> str:
        return reference_title(outcome, entry, clause, metric)

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


def _navigation(outcome: Outcome, pages: Pages) -> Navigation:
    """By sector, by kind, by role, then registers; built from the catalogue, never kept by hand."""
    catalogue = outcome.catalogue

    def leaf(path: str, title: str = "") -> dict[str, str | Navigation]:
        return {title or pages.title(path): path}

    def of_sector(sector: str) -> Navigation:
        items: Navigation = [leaf(f"sectors/{sector}.md", "总览")]
        for kind, label in words.KIND.items():
            found = [e for e in catalogue.entries.values() if e.sector == sector and e.kind == kind]
            if found:
                items.append({label: [leaf(e.path) for e in found]})
        return items

    departments: dict[str, Navigation] = {}
    for role in catalogue.roles.values():
        departments.setdefault(role.department or "其他", []).append(leaf(f"roles/{role.id}.md"))
    unsorted = [leaf(e.path) for e in catalogue.entries.values() if not e.sector]
    about = [leaf(page.path) for page in catalogue.pages]
    registers_: Navigation = [
        leaf(path)
        for path in ("registers/metrics.md", "registers/promises.md", current_versions.PATH, "matrix.md", "health.md", "reviews.md", "registers/terms.md", "sources/index.md")
        if path in pages
    ]
    navigation: Navigation = [leaf("index.md", "首页")]
    navigation.append({"行业": [{catalogue.sector_name(s): of_sector(s)} for s in people.sectors(outcome)]})
    navigation.append({"类别": [leaf(f"kinds/{kind}.md") for kind in words.KIND] + unsorted})
    if departments:
        navigation.append({"岗位": [{name: items} for name, items in departments.items()]})
    navigation.append({"登记表": registers_})
    navigation.append(leaf("handbooks/index.md"))
    navigation.append(leaf(recent.PATH))
    if about:
        navigation.append({"说明": about})
    navigation.append({"规则书": [leaf("rules/index.md", "总表"), leaf("fields.md"), *(leaf(f"rules/{code}.md") for code in RULES)]})
    return navigation
