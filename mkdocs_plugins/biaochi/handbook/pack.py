"""What a store gets: the sheets, posters and role books that apply to it, and a register of what is current there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from biaochi.core.check import Outcome
from biaochi.core.concern import concerned, named
from biaochi.core.model import Catalogue, Entry, Site
from biaochi.core.slotted import dataclass
from biaochi.core.vocabulary import COMMON
from biaochi.handbook.compose import Book, books, cut, posters, sheet_path, sheets
from biaochi.handbook.job import Job, Volume
from biaochi.handbook.paging import OPEN
from biaochi.handbook.press import jobs
from biaochi.pages import Settings
from biaochi.pages.current_versions import rows
from biaochi.pages.people import current
from biaochi.pages.render import render

REGISTER = "register.pdf"
CONTENTS = ("register", "sheets", "books")
"""What a pack is made of, in order; a choice of them may be ordered."""



@dataclass(frozen=True, slots=True)
class Document:
    """One document of a pack: its place in the pack's folder and its title."""

    path: str
    title: str


@dataclass(frozen=True, slots=True)
class Kit:
    """The documents that stores with the same sector and wishes get."""

    documents: tuple[Document, ...]
    entries: tuple[str, ...]
    """The ids in the register: all that is current for these stores."""
    books: tuple[Book, ...] = ()
    sector: str = ""


def kit(site: Site, outcome: Outcome, settings: Settings, contents: Collection[str] = CONTENTS, *, fillable: bool = False) -> Kit:
    """What applies to a site: the sheets and posters of its sector, those common to all of which somebody there has to know,
    and the books of the roles that its sector names. ``sheets``, ``roles`` and ``without`` of ``sites.yml`` narrow it."""
    found: list[Document] = []
    there = _roles(site, outcome, settings)
    shown = [e for e in chain(sheets(outcome, settings), posters(outcome, settings)) if _applies(e, site, there, outcome.catalogue)]
    if "register" in contents:
        found.append(Document(REGISTER, "现行版本登记"))
    if "sheets" in contents:
        for entry in shown:
            written = fillable and entry.kind == "checklist"
            found.append(Document(sheet_path(entry, fillable=written), entry.title or entry.id))
    shelf = tuple(_books(site, set(site.roles) or there, outcome, settings)) if "books" in contents else ()
    found += [Document(book.path, book.subtitle) for book in shelf]
    entries = tuple(
        sorted(e.id for e in outcome.catalogue.entries.values() if current(e, outcome, settings) and _of_sector(e, site))
    )
    return Kit(tuple(found), entries, shelf, site.sector)


def _applies(entry: Entry, site: Site, there: Collection[str], catalogue: Catalogue) -> bool:
    if entry.id in site.without:
        return False
    if site.sheets:
        return entry.id in site.sheets
    if entry.sector == site.sector or not there:
        return _of_sector(entry, site)
    known = named(entry)
    acting = set(there).union(*(role.acts_as for role in catalogue.roles.values() if role.id in there))
    return entry.sector == COMMON and (not known or not known.isdisjoint(acting))


def _books(site: Site, roles: Collection[str], outcome: Outcome, settings: Settings) -> Iterator[Book]:
    """The roles' books, of each what holds at this store, as the register has it: a restaurant's training supervisor has no use
    for a bank's trainings, and a hotel's waiter is not taught by a restaurant's. Whom ``sites.yml`` names gets what holds
    elsewhere too."""
    paths = {f"handbooks/role-{role}.pdf" for role in roles}
    name = outcome.catalogue.sector_name(site.sector)

    def holds(entry: Entry) -> bool:
        return entry.id not in site.without and bool(site.roles or not entry.sector or _of_sector(entry, site))

    for book in books(outcome, settings):
        if book.path in paths and (held := cut(book, holds, name)).chapters:
            yield held


def _of_sector(entry: Entry, site: Site) -> bool:
    return entry.sector in (site.sector, COMMON) and entry.id not in site.without


def _roles(site: Site, outcome: Outcome, settings: Settings) -> set[str]:
    entries = (e for e in outcome.catalogue.entries.values() if e.sector == site.sector and _of_sector(e, site) and current(e, outcome, settings))
    return {role for entry in entries for role in concerned(entry, outcome.catalogue)}


def kit_jobs(
    kit: Kit, store: str, outcome: Outcome, settings: Settings, assets: frozenset[str], receipt: str
) -> dict[str, Job | Volume]:
    """The documents of a kit as jobs, by path, with ``store`` in the place of the store's name."""
    own = replace(settings, store=store, sector=kit.sector)
    paths = {document.path for document in kit.documents}
    printed = jobs(outcome, own, assets, receipt, wanted=paths.__contains__, shelf=kit.books)
    found: dict[str, Job | Volume] = {job.path: job for job in printed}
    if REGISTER in paths:
        found[REGISTER] = _register(kit, outcome, own, receipt)
    return found


def _register(kit: Kit, outcome: Outcome, settings: Settings, receipt: str) -> Job:
    """The printable register: what is in the pack, to be ticked off, and what is current in this kind of store. What it tells
    of pages stays open until all documents are laid out: a line for each, in their order."""
    edition = settings.edition or outcome.as_of.isoformat()
    hashes = {row.entry.id: row.hash for row in rows(outcome, settings)}
    catalogue = outcome.catalogue
    papers = [(catalogue.entries[id_], hashes[id_]) for id_ in _sheet_ids(kit)]
    html = render(
        "pack_register", settings=settings, edition=edition, as_of=outcome.as_of, papers=papers, role=catalogue.role_name,
        books=kit.books, pages=OPEN,
        current=[(catalogue.entries[id_], hashes[id_]) for id_ in kit.entries if id_ in hashes],
    )
    return Job(REGISTER, html, receipt, paper="A4")


def _sheet_ids(kit: Kit) -> Iterator[str]:
    for document in kit.documents:
        if document.path.startswith("sheets/"):
            yield document.path.removeprefix("sheets/").removesuffix(".pdf").removesuffix("-fill")


def chosen(sites: Iterable[Site], ids: Sequence[str], regions: Sequence[str], sectors: Sequence[str]) -> list[Site]:
    """The sites of an order; what is left empty does not narrow it."""
    tests: tuple[Callable[[Site], bool], ...] = (
        lambda site: not ids or site.id in ids,
        lambda site: not regions or site.region in regions,
        lambda site: not sectors or site.sector in sectors,
    )
    return [site for site in sites if all(test(site) for test in tests)]
