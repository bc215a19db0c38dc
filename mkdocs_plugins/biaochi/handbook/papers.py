"""The papers of sheets, with the type they are set in."""

from __future__ import annotations

from biaochi.core.slotted import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper: width and height in millimetres (no height: as long as it takes), margins, type sizes in points."""

    width: float
    height: float | None
    margin: float
    largest: float
    smallest: float


PAPERS = {
    "A3": Paper(297, 420, 15, 26, 14),
    "A4": Paper(210, 297, 14, 12, 10),
    "A5": Paper(148, 210, 8, 11, 10),
    "A6": Paper(105, 148, 6, 10, 8),
    "receipt-80": Paper(80, None, 4, 10, 8),
}
"""Smallest type: 10 pt, on pocket cards and receipts 8 pt."""

MUST_FIT = ("A3", "A5", "A6")
"""Posters and cards are one page; an A4 form may run on, a receipt is as long as it takes."""
