"""Everything a handbook prints, as jobs for the engine."""

from __future__ import annotations

from dataclasses import replace

from biaochi.core.check import Outcome
from biaochi.handbook.book import Sections, book_html
from biaochi.handbook.compose import books, sheets
from biaochi.handbook.job import Job
from biaochi.handbook.sheet import sheet_html
from biaochi.pages import Settings

_WRITTEN_OUT = {"‱": "/万", "☐": "□", "☑": "■"}


def jobs(outcome: Outcome, settings: Settings, assets: frozenset[str], receipt: str = "") -> list[Job]:
    """One job a book and a sheet; ``assets`` are the files that documents may show, ``receipt`` names the build."""
    edition = settings.edition or outcome.as_of.isoformat()
    sections = Sections(outcome, settings, assets)
    found = [Job(book.path, book_html(book, sections, edition), entries=tuple(e.id for e in book.entries)) for book in books(outcome, settings)]
    for checklist in sheets(outcome, settings):
        html = sheet_html(checklist, outcome, settings, edition)
        found.append(Job(f"sheets/{checklist.id}.pdf", html, paper=checklist.paper or "A4", entries=(checklist.id,)))
    return [replace(job, html=_printable(job.html), receipt=receipt) for job in found]


def _printable(html: str) -> str:
    """Signs that the pinned fonts lack, written out."""
    for sign, words in _WRITTEN_OUT.items():
        html = html.replace(sign, words)
    return html
