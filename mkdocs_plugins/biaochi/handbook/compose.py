"""Which books and sheets a handbook is printed as, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.model import Checklist, Entry
from biaochi.pages import Settings
from biaochi.pages.people import current, entries_for_role, sectors
from biaochi.pages.publication import Print

_ROLE_CHAPTERS = {
    "standard": "要知道", "process": "要做", "script": "要说", "checklist": "要勾", "training": "要学", "improvement": "改进",
}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter: a title and the entries in it."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """One printed book. ``path`` is its place in the site."""

    path: str
    title: str
    subtitle: str
    chapters: tuple[Chapter, ...]
    group: str

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for chapter in self.chapters for entry in chapter.entries)


def books(outcome: Outcome, settings: Settings) -> Iterator[Book]:
    """One of everything, one per sector, one per role that has anything to read."""
    everything = [e for e in outcome.catalogue.entries.values() if current(e, outcome, settings)]
    by_sector = [
        Chapter(outcome.catalogue.sector_name(sector), tuple(e for e in everything if e.sector == sector))
        for sector in sectors(outcome)
    ]
    unsorted = Chapter("改进", tuple(e for e in everything if not e.sector))
    if everything:
        yield Book("handbooks/all.pdf", settings.title, "全册", _filled([*by_sector, unsorted]), "全册")
    for sector in sectors(outcome):
        name = outcome.catalogue.sector_name(sector)
        chapters = [
            Chapter(label, tuple(e for e in everything if e.sector == sector and e.kind == kind))
            for kind, label in words.KIND.items()
        ]
        if _filled(chapters):
            yield Book(f"handbooks/sector-{sector}.pdf", settings.title, f"{name}分册", _filled(chapters), "行业手册")
    for role in outcome.catalogue.roles.values():
        found = entries_for_role(role.id, outcome, settings)
        chapters = [Chapter(_ROLE_CHAPTERS.get(kind, kind), tuple(entries)) for kind, entries in found.items()]
        if _filled(chapters):
            title = f"{role.name}岗位手册"
            yield Book(f"handbooks/role-{role.id}.pdf", settings.title, title, _filled(chapters), "岗位手册")


def _filled(chapters: list[Chapter]) -> tuple[Chapter, ...]:
    return tuple(chapter for chapter in chapters if chapter.entries)


def sheets(outcome: Outcome, settings: Settings) -> Iterator[Checklist]:
    """The checklists that are printed as sheets."""
    for checklist in outcome.catalogue.of(Checklist):
        if current(checklist, outcome, settings):
            yield checklist


def prints(outcome: Outcome, settings: Settings) -> tuple[Print, ...]:
    """All printed files of a handbook, for the pages that link to them."""
    found = [Print(book.path, book.subtitle, f"{len(book.entries)} 个条目", book.group) for book in books(outcome, settings)]
    for sheet in sheets(outcome, settings):
        note = f"{sheet.id} · {words.PAPER.get(sheet.paper or '', sheet.paper or '')}"
        found.append(Print(f"sheets/{sheet.id}.pdf", sheet.title, note, "检查表与表单"))
    return tuple(found)
