"""A book as HTML, in parts: cover, front matter, runs of entries, register, indexes."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.model import Change, Entry, Metric, Standard
from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass
from biaochi.handbook.columns import with_columns
from biaochi.handbook.compose import Book
from biaochi.handbook.index import Index, indexes
from biaochi.handbook.job import Part, Volume
from biaochi.pages import Settings
from biaochi.pages.book_links import BookLinks, keep_only
from biaochi.pages.diagram import Room
from biaochi.pages.entry import EntryView
from biaochi.pages.paper_code import paper_code
from biaochi.pages.render import render, trusted

_ALONE = ("standard", "process")
_LONGEST_RUN = 24_000
"""Characters of HTML: some seven pages."""

_EM = 3.0
"""Millimetres a character of a table takes."""
_LONG_REGISTER = 60
"""Metrics."""


@dataclass(frozen=True, slots=True)
class Format:
    """The pages of a book: further CSS, and the side margin in millimetres."""

    style: str
    margin: float
    room: Room = Room(174, 225)
    """What a drawing may take of a page."""


FORMATS = {
    "A4": Format("", 18),
    "A5": Format("@page { size: A5; margin: 18mm 13mm 17mm } @page cover { margin: 0 } .bc-cover { height: 210mm; padding: 30mm 13mm 0 }", 13, Room(122, 145)),
}
REGISTER = Format("@page { size: A4 landscape; margin: 18mm 14mm 17mm }", 14)


class Sections:
    """Each entry's section, rendered once however many books of a format it stands in."""

    def __init__(self, outcome: Outcome, settings: Settings, assets: frozenset[str]) -> None:
        self.outcome, self.settings = outcome, settings
        self.entries = frozenset(outcome.catalogue.entries)
        self.assets = assets
        self.made: dict[tuple[str, bool, Room], str] = {}

    def of(self, entry: Entry, records: bool, room: Room) -> str:
        """The section of an entry, all links in place, for pages with ``room`` for drawings; without ``records``, only what
        staff work by."""
        if (entry.id, records, room) not in self.made:
            links = BookLinks(entry.id, self.entries, self.assets)
            view = EntryView(entry, self.outcome, links, self.settings, printed=True, room=room)
            body = view.body()
            shown = entry if records else _to_work_by(entry)
            html = render("entry", view=view, e=shown, body=trusted(body.html), findings=(), waived=())
            html = with_columns(_noted(_deeper(html)), room.width / _EM)
            section = render("book_entry", e=entry, view=view, **paper_code(entry, self.settings), html=trusted(html))
            self.made[entry.id, records, room] = section
        return self.made[entry.id, records, room]


def _to_work_by(entry: Entry) -> Entry:
    """The entry without what only its makers need: basis, trials, sources and history."""
    if isinstance(entry, Standard):
        entry = replace(entry, basis=(), pilot=None)
    return replace(entry, sources=(), changes=())


_OUTSIDE = regex(r'(<a [^>]*?href="(https?://[^"]+)"[^>]*>.*?</a>)', re.S)


def _noted(html: str) -> str:
    """Addresses outside the book as notes at the foot of the page."""
    return _OUTSIDE.sub(lambda match: f'{match[1]}<span class="bc-footnote">{match[2]}</span>', html)


_HEADING = regex(r"<(/?)h([2-5])\b")


def _deeper(html: str) -> str:
    """Headings one level down: the entry's own title takes their level."""
    return _HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 1}", html)


def volume(book: Book, sections: Sections, edition: str, receipt: str = "") -> Volume:
    """The whole book, in parts that are laid out each by itself."""
    settings = sections.settings
    found = tuple(_parts(book, sections, edition))
    anchors = set[str]().union(*(part.anchors for part in found))
    entries = {entry.id for entry in book.entries}
    parts = tuple(replace(part, html=keep_only(part.html, entries, anchors)) for part in found)
    return Volume(book.path, f"{book.title} · {book.subtitle}", settings.organisation, edition, parts, receipt)


def _parts(book: Book, sections: Sections, edition: str) -> Iterator[Part]:
    outcome, paper = sections.outcome, FORMATS[book.paper]
    register = _metrics(outcome) if book.register else []
    found = indexes(book, outcome) if book.indexes else ()

    def part(template: str, head: str = book.subtitle, **values: Any) -> Part:
        html = render("book_document", title=head, html=trusted(render(template, **values)))
        return Part(html, paper.style, head, paper.margin)

    measured = [standard for _, rows in register for _, standard, _ in rows]
    ahead = sum(not standard.in_force or standard.announced(outcome.as_of) for standard in measured)
    yield replace(
        part("book_cover", book=book, settings=sections.settings, edition=edition, as_of=outcome.as_of, metrics=len(measured), ahead=ahead),
        margin=0,
    )
    changes = _changes(book, outcome)
    if changes:
        yield part("book_revisions", "修订记录", changes=changes)
    yield replace(part("book_contents", "目录", contents=tuple(_contents(book, _spread(register), found))), listing=True)
    for number, chapter in enumerate(book.chapters, 1):
        rendered = [(entry, sections.of(entry, book.records, paper.room)) for entry in chapter.entries]
        for at, run in enumerate(_runs(rendered)):
            html = [trusted(section) for _, section in run]
            anchor = "" if at else f"chapter-{number}"
            made = part("book_part", chapter.title, title=chapter.title, anchor=anchor, sections=html)
            # Only its first page has the entry's own head; the leaves of what stands alone are changed one by one.
            head = f"{chapter.title} · {run[0][0].id} {run[0][0].version or ''}".strip() if len(run) == 1 else chapter.title
            yield replace(made, head=head, entries=tuple(entry.id for entry, _ in run))
    for at, (dimension, rows) in enumerate(_spread(register), 1):
        made = part("book_register", "指标登记表", at=at, dimension=dimension, rows=rows, roles=outcome.catalogue.role_name, today=outcome)
        yield replace(made, style=REGISTER.style, margin=REGISTER.margin)
    for number, index in enumerate(found, 1):
        made = part("book_index", index.title, index=index, anchor=f"index-{number}")
        yield replace(made, anchor=f"index-{number}", listing=True)


def _runs(sections: Iterable[tuple[Entry, str]]) -> Iterator[list[tuple[Entry, str]]]:
    """Entries with their sections. What begins on a page of its own: each standard and each process, so that its leaves can be
    replaced in a binder; shorter entries follow one another, those of one kind up to some pages."""
    run: list[tuple[Entry, str]] = []
    length = 0
    for entry, section in sections:
        alone = entry.kind in _ALONE
        if run and (alone or run[-1][0].kind != entry.kind or length + len(section) > _LONGEST_RUN):
            yield run
            run, length = [], 0
        run.append((entry, section))
        length += len(section)
    if run:
        yield run


def _changes(book: Book, outcome: Outcome) -> list[tuple[dt.date, Entry, Change]]:
    """The last changes of the entries of the book."""
    found = ((c.date, e, c) for e in book.entries for c in e.changes if c.date and c.date <= outcome.as_of)
    return sorted(found, key=lambda row: (row[0], row[1].id), reverse=True)[:20]


_Rows = list[tuple[str, Standard, Metric]]


@dataclass(frozen=True, slots=True)
class _Group:
    """One chapter in the contents: where it begins, and what stands in it."""

    anchor: str
    title: str
    rows: tuple[tuple[str, str], ...] = ()


def _contents(book: Book, register: list[tuple[str, _Rows]], found: Sequence[Index]) -> Iterator[_Group]:
    for number, chapter in enumerate(book.chapters, 1):
        yield _Group(f"chapter-{number}", chapter.title, tuple((e.id, e.title or e.id) for e in chapter.entries))
    if register:
        rows = ((f"register-{at}", f"{dimension}（{len(rows)} 个）") for at, (dimension, rows) in enumerate(register, 1) if dimension)
        yield _Group("register", "指标登记表", tuple(rows))
    for number, index in enumerate(found, 1):
        yield _Group(f"index-{number}", index.title)


def _metrics(outcome: Outcome) -> list[tuple[str, _Rows]]:
    """The rows of the register: every metric that is not retired, by dimension."""
    groups: dict[str, _Rows] = {dimension: [] for dimension in words.DIMENSION}
    for standard, metric in outcome.catalogue.metrics():
        if not standard.retired:
            name = metric.dimension or ""
            groups.setdefault(name, []).append((words.DIMENSION.get(name, name), standard, metric))
    return [(words.DIMENSION.get(name, name), rows) for name, rows in groups.items() if rows]


def _spread(register: list[tuple[str, _Rows]]) -> list[tuple[str, _Rows]]:
    """A short register is one table; in a long one each dimension begins on a page of its own."""
    everything = [row for _, rows in register for row in rows]
    return register if len(everything) > _LONG_REGISTER else [("", everything)] if everything else []
