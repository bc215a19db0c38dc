"""Putting a page's own words into the theme's page around it: what is needed of the theme is known by now, as text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import field
from html import escape
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import quote

from biaochi.core.regex import regex
from biaochi.core.slotted import dataclass
from biaochi.pages import receipt
from biaochi.pages.links import address
from biaochi.site.policy import protect

if TYPE_CHECKING:
    from biaochi.pages.navigation import Shelf
    from biaochi.pages.page import Heading, Page

Key: TypeAlias = tuple[str, bool, bool, bool, int]
"""Which page around: the place, whether the page is that place itself, has headings, has a source; how deep it stands."""

# What a code on paper leads to, and what permanent addresses lead to: opened once, in a hurry, never browsed; and the record
# of the check, which is other after every edit.
BARE = ("id/", "v/", receipt.PATH)
_PLAIN = regex(r"[A-Za-z0-9/._-]+")
"""Paths that are written alike in an address."""
_GOTO = regex(r'<a class="bc-goto" href="([^"]*)"')


@dataclass(slots=True)
class Filling:
    """The theme's pages as far as they are known, each as texts and between them the names of what is filled in."""

    name: str
    description: str
    url: str
    language: str
    around: dict[Key, list[str]] = field(default_factory=dict)
    outside: dict[int, tuple[str, str]] = field(default_factory=dict)
    """The theme's icon, style sheets and body tag, by depth, for pages that want no more of it."""
    edits: dict[str, str] = field(default_factory=dict)
    """Where each source is edited."""

    def key(self, page: Page, place: str) -> Key:
        """Which page belongs around this one, that stands at this place."""
        return place, page.path == place, bool(page.headings), page.source is not None, address(page.path).count("/")

    def fill(self, page: Page, place: str, html: str) -> str:
        """The whole page: ``html`` as the content of the page around it."""
        parts = self.around[self.key(page, place)]
        title = escape(page.title)
        edit = self.edit(page.source) if page.source is not None else ""
        told = {
            "title": title,
            "tab": title if page.title == self.name else f"{title} - {self.name}",
            "description": escape(page.description or self.description or page.title),
            "canonical": f"{self.url.rstrip('/')}/{address(page.path)}",
            "self": quote(address(page.path).rpartition("/")[2]),
            "edit": edit,
            "raw": edit.replace("/blob/" if "/blob/" in edit else "/edit/", "/raw/"),
            "contents": contents(page.headings),
            "content": unbroken(html if "<h1" in html else f"<h1>{title}</h1>\n{html}"),
        }
        filled = list(parts)
        filled[1::2] = [told[name] for name in parts[1::2]]
        return "".join(filled)

    def edit(self, source: str) -> str:
        """Where a source is edited; of one that came after MkDocs was asked, as all others. Raises ``KeyError`` where these
        are not alike."""
        known = self.edits.get(source)
        if known is None:
            around = {tuple(edit.split(escape(path), 1)) for path, edit in self.edits.items()}
            if len(around) != 1 or not _PLAIN.fullmatch(source):
                raise KeyError(source)
            known = self.edits[source] = source.join(around.pop())
        return known

    def bare(self, page: Page) -> str:
        """A page without the theme's header and navigation. A permanent address leads on at once, to the clause where
        scripts run."""
        depth = address(page.path).count("/")
        up, leads = "../" * depth, _GOTO.search(page.html)
        on = ""
        if leads:
            on = f'<noscript><meta http-equiv="refresh" content="0; url={leads[1]}"></noscript>\n<script src="{up}assets/goto.js"></script>\n'
        styles, body = self.outside[depth]
        return protect(
            f'<!doctype html>\n<html lang="{self.language}">\n<head>\n<meta charset="utf-8">\n'
            f'<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="robots" content="noindex">\n'
            f"<title>{escape(page.title, quote=False)} - {self.name}</title>\n{styles}{on}</head>\n{body}\n"
            f'<script src="{up}assets/scheme.js" data-root="{up}"></script>\n'
            f'<main class="md-content__inner md-typeset bc-bare">\n<p><a href="{up}index.html">{self.name}</a></p>\n'
            f"{unbroken(page.html)}</main>\n</body>\n</html>\n"
        )


def unbroken(html: str) -> str:
    """A sign of comparison stays on the line of its figure. Only here: the search reads the plain blank that people type."""
    return html.replace("≤ ", "≤\xa0").replace("≥ ", "≥\xa0")


def contents(headings: Iterable[Heading]) -> str:
    """A page's table of contents, as the theme writes it."""
    return "".join(
        f'<li class="md-nav__item"><a href="#{escape(heading.id)}" class="md-nav__link">'
        f'<span class="md-ellipsis">{escape(heading.title)}</span></a>{_below(heading)}</li>\n'
        for heading in headings
    )


def _below(heading: Heading) -> str:
    if not heading.children:
        return ""
    inner = contents(heading.children)
    return f'<nav class="md-nav" aria-label="{escape(heading.title)}"><ul class="md-nav__list">{inner}</ul></nav>'


def encoded(html: str) -> bytes:
    """The bytes of a page."""
    return html.encode("utf-8", "xmlcharrefreplace")


def shelf_path(shelf: Shelf) -> str:
    """Where the browser finds what stands at a place."""
    return f"nav/{shelf.name}.js"


def shelf_script(shelf: Shelf) -> str:
    """The file that tells it."""
    groups = [[title, [[name, address(path)] for name, path in found]] for title, found in shelf.groups.items() if found]
    return f"biaochiShelf({json.dumps(groups, ensure_ascii=False, separators=(',', ':'))})\n"
