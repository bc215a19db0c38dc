"""Pages of an earlier build that would come out the same: what each one looked up is known, and has not changed."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TypeAlias

from biaochi.core.memory import Memory
from biaochi.core.traced import ALL, Lookup, Trace, Values
from biaochi.pages.deferred import Deferred, Pages
from biaochi.pages.page import Page

Known: TypeAlias = MutableMapping[str, tuple[frozenset[Lookup], Values, Page]]
"""What a page looked up, which values of entries it looked at, and the page, by path."""

SHARED: Lookup = ("shared", ALL)
"""Among a page's look-ups: others may be missing, as another page did them for both."""


class KeptPages(Pages):
    """Pages of which those in ``known`` are made again only where a look-up would not give the same; ``known`` is brought up to
    date. The pages' makers must look at the catalogue through ``trace``."""

    def __init__(self, pages: Pages, trace: Trace, memory: Memory, known: Known) -> None:
        self._pages = pages._pages
        self._trace, self._memory, self._known = trace, memory, known
        for path in known.keys() - self._pages.keys():
            del known[path]

    def __getitem__(self, path: str) -> Page:
        found = self._pages[path]
        if isinstance(found, Page):
            return found
        kept = self._known.get(path)
        if kept is None or not self._memory.holds(kept[0]):
            kept = self._known[path] = made(found, self._trace)
        self._pages[path] = kept[2]
        return kept[2]


def made(found: Deferred, trace: Trace) -> tuple[frozenset[Lookup], Values, Page]:
    """Make a page, and note what it looks up."""
    trace.taken()
    trace.looked_at()
    page = found.make()
    shared = {SHARED} if found.shares else frozenset[Lookup]()
    return trace.taken() | _own(page) | shared, trace.looked_at(), page


def _own(page: Page) -> frozenset[Lookup]:
    """What a page is made of besides what it looks up: its own entry, and what the gate says of that; pages that belong
    to no entry are made of all, but for the rule book."""
    if page.path.startswith("rules/"):
        return frozenset()
    owner = page.entry or (page.path.split("/")[1] if page.path.startswith(("id/", "v/")) else ALL)
    return frozenset({("entry", owner), ("found", owner)})
