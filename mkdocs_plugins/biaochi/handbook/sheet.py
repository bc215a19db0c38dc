"""A sheet as HTML: one printable checklist on its paper."""

from __future__ import annotations

from dataclasses import dataclass

from biaochi.core.check import Outcome
from biaochi.core.model import Checklist
from biaochi.pages import Settings
from biaochi.pages.book_links import BookLinks
from biaochi.pages.entry import EntryView
from biaochi.pages.paper_code import paper_code
from biaochi.pages.render import render


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: width and height in millimetres (no height: as long as it takes), margins, type sizes in points."""

    width: float
    height: float | None
    margin: float
    largest: float
    smallest: float


PAPERS = {
    "A3": Paper(297, 420, 15, 20, 14),
    "A4": Paper(210, 297, 14, 12, 10),
    "A5": Paper(148, 210, 10, 11, 10),
    "A6": Paper(105, 148, 6, 10, 8),
    "receipt-80": Paper(80, None, 4, 10, 8),
}
"""Smallest type: 10 pt, on pocket cards and receipts 8 pt."""

MUST_FIT = ("A3", "A5", "A6")
"""Posters and cards are one page; an A4 form may run on, a receipt is as long as it takes."""


def sheet_html(checklist: Checklist, outcome: Outcome, settings: Settings, edition: str) -> str:
    """The sheet as one HTML document; its size is the style's business."""
    links = BookLinks(checklist.id, frozenset(), frozenset())
    view = EntryView(checklist, outcome, links, settings, printed=True)
    weighted = [item for item in checklist.items if item.weight is not None]
    return render("sheet", view=view, e=checklist, settings=settings, edition=edition, weighted=bool(weighted), **paper_code(checklist, settings))
