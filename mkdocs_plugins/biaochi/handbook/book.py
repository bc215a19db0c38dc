"""A book as HTML: cover, revisions, contents, chapters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from biaochi.core.check import Outcome
from biaochi.core.model import Entry
from biaochi.handbook.compose import Book
from biaochi.pages import Settings
from biaochi.pages.book_links import BookLinks, keep_only
from biaochi.pages.entry import EntryView
from biaochi.pages.render import render, trusted


class Sections:
    """Each entry's section, rendered once however many books it stands in."""

    def __init__(self, outcome: Outcome, settings: Settings, assets: frozenset[str]) -> None:
        self.outcome, self.settings = outcome, settings
        self.entries = frozenset(outcome.catalogue.entries)
        self.assets = assets
        self.made: dict[str, str] = {}

    def of(self, entry: Entry) -> str:
        """The section of an entry, all links in place."""
        if entry.id not in self.made:
            links = BookLinks(entry.id, self.entries, self.assets)
            view = EntryView(entry, self.outcome, links, self.settings, printed=True)
            body = view.body()
            html = render("entry", view=view, e=entry, body=trusted(body.html), findings=(), waived=())
            self.made[entry.id] = render("book_entry", e=entry, view=view, html=trusted(_deeper(html)))
        return self.made[entry.id]


_HEADING = re.compile(r"<(/?)h([2-5])\b")
_ID = re.compile(r'\bid="([^"]+)"')


def _deeper(html: str) -> str:
    """Headings one level down: the entry's own title takes their level."""
    return _HEADING.sub(lambda match: f"<{match[1]}h{int(match[2]) + 1}", html)


def book_html(book: Book, sections: Sections, edition: str) -> str:
    """The whole book as one HTML document."""
    outcome, settings = sections.outcome, sections.settings
    parts = {entry.id: sections.of(entry) for entry in book.entries}
    changes = sorted(
        ((c.date, e, c) for e in book.entries for c in e.changes if c.date and c.date <= outcome.as_of),
        key=lambda row: (row[0], row[1].id),
        reverse=True,
    )[:20]
    html = render("book", book=book, settings=settings, edition=edition, as_of=outcome.as_of, changes=changes, parts=_marked(parts))
    return keep_only(html, parts.keys(), set(_ID.findall(html)))


def _marked(parts: Mapping[str, str]) -> dict[str, Any]:
    return {entry: trusted(html) for entry, html in parts.items()}
