"""Which books and sheets a handbook is printed as, and what stands in each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.concern import named
from biaochi.core.model import Checklist, Entry, Process
from biaochi.core.slotted import dataclass
from biaochi.pages import Settings
from biaochi.pages.people import current, entries_for_role, sectors
from biaochi.pages.publication import Print
from biaochi.pages.role import above

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
    """One printed book. ``path`` is its place in the site.

    ``records``: whether the entries stand with their basis, trials, sources and histories, or only with what a member of
    staff needs to work by. ``register``: whether the metrics follow as one table; ``indexes``: whether the book ends
    with indexes. ``audience`` stands on the cover.
    """

    path: str
    title: str
    subtitle: str
    chapters: tuple[Chapter, ...]
    group: str
    paper: str = "A4"
    audience: str = ""
    records: bool = True
    register: bool = False
    indexes: bool = False

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(entry for chapter in self.chapters for entry in chapter.entries)


@dataclass(frozen=True, slots=True)
class Declaration:
    """A book that the editor declares in the settings.

    Each of ``kinds`` … ``ids`` narrows the choice; what is left empty does not. Without any, everything is chosen.
    """

    name: str
    title: str
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    paper: str = "A4"
    audience: str = ""

    @property
    def path(self) -> str:
        return f"handbooks/{self.name}.pdf"

    def chooses(self, entry: Entry) -> bool:
        """Whether an entry stands in the book."""
        return (
            (not self.kinds or entry.kind in self.kinds)
            and (not self.sectors or entry.sector in self.sectors)
            and (not self.roles or bool(named(entry) & set(self.roles)))
            and (not self.tags or bool(set(entry.tags) & set(self.tags)))
            and (not self.ids or entry.id in self.ids)
        )


def books(outcome: Outcome, settings: Settings, declared: Sequence[Declaration] = ()) -> Iterator[Book]:
    """One of everything, one per sector, the register of metrics, one per role that has anything to read, and the
    declared ones."""
    everything = [e for e in outcome.catalogue.entries.values() if current(e, outcome, settings)]
    by_sector = [
        Chapter(outcome.catalogue.sector_name(sector), tuple(e for e in everything if e.sector == sector))
        for sector in sectors(outcome)
    ]
    unsorted = Chapter("改进", tuple(e for e in everything if not e.sector))
    if everything:
        yield Book("handbooks/all.pdf", settings.title, "全册", _filled([*by_sector, unsorted]), "全册", indexes=True)
    for sector in sectors(outcome):
        name = outcome.catalogue.sector_name(sector)
        chapters = [
            Chapter(label, tuple(e for e in everything if e.sector == sector and e.kind == kind))
            for kind, label in words.KIND.items()
        ]
        if _filled(chapters):
            yield Book(f"handbooks/sector-{sector}.pdf", settings.title, f"{name}分册", _filled(chapters), "行业手册", indexes=True)
    if any(metric for metric in outcome.catalogue.metrics()):
        yield Book("handbooks/metrics.pdf", settings.title, "指标登记表", (), "登记表", register=True)
    for declaration in declared:
        yield _declared(declaration, outcome, settings, everything)
    for role in outcome.catalogue.roles.values():
        found = entries_for_role(role.id, outcome, settings)
        ladders = above(found["process"], outcome, settings)
        found = {**found, "process": [each for process in found["process"] for each in (process, *(ladder for ladder, _ in ladders.get(process.id, ())))]}
        chapters = [Chapter(_ROLE_CHAPTERS.get(kind, kind), tuple(entries)) for kind, entries in found.items()]
        if _filled(chapters):
            title = outcome.catalogue.role_book(role.id)
            yield Book(f"handbooks/role-{role.id}.pdf", settings.title, title, _filled(chapters), "岗位手册", records=False)


def _declared(declaration: Declaration, outcome: Outcome, settings: Settings, everything: list[Entry]) -> Book:
    chosen = [entry for entry in everything if declaration.chooses(entry)]
    chapters = [
        Chapter(outcome.catalogue.sector_name(sector), tuple(e for e in chosen if e.sector == sector))
        for sector in sectors(outcome)
    ]
    rest = Chapter("改进", tuple(e for e in chosen if not e.sector))
    return Book(
        declaration.path, settings.title, declaration.title, _filled([*chapters, rest]), "专题手册",
        paper=declaration.paper, audience=declaration.audience, indexes=True,
    )


def cut(book: Book, holds: Callable[[Entry], bool], name: str) -> Book:
    """The book as a store of a sector of this name reads it: what holds there. Its cover says so where that is not all."""
    chapters = _filled([Chapter(chapter.title, tuple(filter(holds, chapter.entries))) for chapter in book.chapters])
    return book if chapters == book.chapters else replace(book, chapters=chapters, audience=f"{name}（这里不适用的条目没有收入）")


def _filled(chapters: list[Chapter]) -> tuple[Chapter, ...]:
    return tuple(chapter for chapter in chapters if chapter.entries)


def sheets(outcome: Outcome, settings: Settings) -> Iterator[Checklist]:
    """The checklists that are printed as sheets."""
    for checklist in outcome.catalogue.of(Checklist):
        if current(checklist, outcome, settings):
            yield checklist


def sheet_path(entry: Entry, *, fillable: bool = False) -> str:
    """The place of a sheet in the site. No id has small letters, so the fillable variant is nobody else's name."""
    return f"sheets/{entry.id}{'-fill' if fillable else ''}.pdf"


def posters(outcome: Outcome, settings: Settings) -> Iterator[Process]:
    """The processes that hang on a wall: ladders and emergency plans."""
    for process in outcome.catalogue.of(Process):
        if process.posted and current(process, outcome, settings):
            yield process


def prints(outcome: Outcome, settings: Settings, declared: Sequence[Declaration] = ()) -> tuple[Print, ...]:
    """All printed files of a handbook, for the pages that link to them."""
    found = [
        Print(book.path, book.subtitle, f"{len(book.entries)} 个条目" if book.entries else "A4 横排", book.group)
        for book in books(outcome, settings, declared)
    ]
    for sheet in sheets(outcome, settings):
        note = f"{sheet.id} · {words.PAPER.get(sheet.paper or '', sheet.paper or '')}"
        found.append(Print(sheet_path(sheet), sheet.title, note, "检查表与表单"))
        found.append(Print(sheet_path(sheet, fillable=True), sheet.title, f"{note} · 在手机或电脑上填写", "可填写的表单"))
    for process in posters(outcome, settings):
        found.append(Print(sheet_path(process), process.title, f"{process.id} · {process.paper or 'A3'} 海报", "海报"))
    return tuple(found)
