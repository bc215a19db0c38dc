"""A book as HTML: cover, revisions, contents, chapters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.model import Entry, Metric, Standard
from biaochi.handbook.columns import with_columns
from biaochi.handbook.compose import Book
from biaochi.handbook.index import indexes
from biaochi.pages import Settings
from biaochi.pages.book_links import BookLinks, keep_only
from biaochi.pages.entry import EntryView
from biaochi.pages.paper_code import paper_code
from biaochi.pages.render import render, trusted


class Sections:
    """Each entry's section, rendered once however many books it stands in."""

    def __init__(self, outcome: Outcome, settings: Settings, assets: frozenset[str]) -> None:
        self.outcome, self.settings = outcome, settings
        self.entries = frozenset(outcome.catalogue.entries)
        self.assets = assets
        self.made: dict[tuple[str, bool], str] = {}

    def of(self, entry: Entry, records: bool = True) -> str:
        """The section of an entry, all links in place; without ``records``, only what staff work by."""
        if (entry.id, records) not in self.made:
            links = BookLinks(entry.id, self.entries, self.assets)
            view = EntryView(entry, self.outcome, links, self.settings, printed=True)
            body = view.body()
            shown = entry if records else _to_work_by(entry)
            html = render("entry", view=view, e=shown, body=trusted(body.html), findings=(), waived=())
            section = render("book_entry", e=entry, view=view, **paper_code(entry, self.settings), html=trusted(with_columns(_noted(_deeper(html)))))
            self.made[entry.id, records] = section
        return self.made[entry.id, records]


def _to_work_by(entry: Entry) -> Entry:
    """The entry without what only its makers need: basis, trials, sources and history."""
    if isinstance(entry, Standard):
        entry = replace(entry, basis=(), pilot=None)
    return replace(entry, sources=(), changes=())


_OUTSIDE = re.compile(r'(<a [^>]*?href="(https?://[^"]+)"[^>]*>.*?</a>)', re.S)


def _noted(html: str) -> str:
    """Addresses outside the book as notes at the foot of the page."""
    return _OUTSIDE.sub(lambda match: f'{match[1]}<span class="bc-footnote">{match[2]}</span>', html)


_HEADING = re.compile(r"<(/?)h([2-5])\b")
_ID = re.compile(r'\bid="([^"]+)"')


def _deeper(html: str) -> str:
    """Headings one level down: the entry's own title takes their level."""
    return _HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 1}", html)


def book_html(book: Book, sections: Sections, edition: str) -> str:
    """The whole book as one HTML document."""
    outcome, settings = sections.outcome, sections.settings
    parts = {entry.id: sections.of(entry, book.records) for entry in book.entries}
    changes = sorted(
        ((c.date, e, c) for e in book.entries for c in e.changes if c.date and c.date <= outcome.as_of),
        key=lambda row: (row[0], row[1].id),
        reverse=True,
    )[:20]
    html = render(
        "book", book=book, settings=settings, edition=edition, as_of=outcome.as_of, changes=changes, parts=_marked(parts),
        metrics=_metrics(outcome, book), roles=outcome.catalogue.role_name,
        indexes=indexes(book, outcome) if book.indexes else (),
    )
    return keep_only(html, parts.keys(), set(_ID.findall(html)))


def _metrics(outcome: Outcome, book: Book) -> list[tuple[str, list[tuple[Standard, Metric]]]]:
    """The rows of the register: every metric that is not retired, by dimension."""
    if not book.register:
        return []
    groups: dict[str, list[tuple[Standard, Metric]]] = {dimension: [] for dimension in words.DIMENSION}
    for standard, metric in outcome.catalogue.metrics():
        if not standard.retired:
            groups.setdefault(metric.dimension or "", []).append((standard, metric))
    return [(words.DIMENSION.get(name, name), rows) for name, rows in groups.items() if rows]


def _marked(parts: Mapping[str, str]) -> dict[str, Any]:
    return {entry: trusted(html) for entry, html in parts.items()}
