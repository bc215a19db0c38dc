"""What a store gets: the sheets, posters and role books that apply to it, and a register of what is current there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from biaochi.core.check import Outcome
from biaochi.core.concern import concerned
from biaochi.core.frozen import dataclass
from biaochi.core.model import Entry, Site
from biaochi.core.vocabulary import COMMON
from biaochi.handbook.compose import books, posters, sheet_path, sheets
from biaochi.handbook.job import Job, Volume
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


def kit(site: Site, outcome: Outcome, settings: Settings, contents: Collection[str] = CONTENTS, *, fillable: bool = False) -> Kit:
    """What applies to a site: the sheets and posters of its sector and those common to all, the books of the roles that
    its sector names. ``sheets`` and ``roles`` of ``sites.yml`` narrow it."""
    found: list[Document] = []
    shown = [e for e in chain(sheets(outcome, settings), posters(outcome, settings)) if _applies(e, site)]
    if "register" in contents:
        found.append(Document(REGISTER, "现行版本登记"))
    if "sheets" in contents:
        for entry in shown:
            written = fillable and entry.kind == "checklist"
            found.append(Document(sheet_path(entry, fillable=written), entry.title or entry.id))
    if "books" in contents:
        roles = set(site.roles) or _roles(site, outcome, settings)
        paths = {f"handbooks/role-{role}.pdf" for role in roles}
        found += [Document(book.path, book.subtitle) for book in books(outcome, settings) if book.path in paths]
    entries = tuple(
        sorted(e.id for e in outcome.catalogue.entries.values() if current(e, outcome, settings) and _of_sector(e, site))
    )
    return Kit(tuple(found), entries)


def _applies(entry: Entry, site: Site) -> bool:
    return entry.id in site.sheets if site.sheets else _of_sector(entry, site)


def _of_sector(entry: Entry, site: Site) -> bool:
    return entry.sector in (site.sector, COMMON)


def _roles(site: Site, outcome: Outcome, settings: Settings) -> set[str]:
    entries = (e for e in outcome.catalogue.entries.values() if e.sector == site.sector and current(e, outcome, settings))
    return {role for entry in entries for role in concerned(entry, outcome.catalogue)}


def kit_jobs(
    kit: Kit, store: str, outcome: Outcome, settings: Settings, assets: frozenset[str], receipt: str
) -> dict[str, Job | Volume]:
    """The documents of a kit as jobs, by path, with ``store`` in the place of the store's name."""
    named = replace(settings, store=store)
    paths = {document.path for document in kit.documents}
    found: dict[str, Job | Volume] = {job.path: job for job in jobs(outcome, named, assets, receipt, wanted=paths.__contains__)}
    if REGISTER in paths:
        found[REGISTER] = _register(kit, outcome, named, receipt)
    return found


def _register(kit: Kit, outcome: Outcome, settings: Settings, receipt: str) -> Job:
    """The printable register: what is in the pack, to be ticked off, and what is current in this kind of store."""
    edition = settings.edition or outcome.as_of.isoformat()
    hashes = {row.entry.id: row.hash for row in rows(outcome, settings)}
    catalogue = outcome.catalogue
    papers = [(catalogue.entries[id_], hashes[id_]) for id_ in _sheet_ids(kit) if id_ in hashes]
    html = render(
        "pack_register", settings=settings, edition=edition, as_of=outcome.as_of, papers=papers,
        books=[d.title for d in kit.documents if d.path.startswith("handbooks/")],
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
