"""Everything a handbook prints, as jobs for the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from biaochi.core.check import Outcome
from biaochi.handbook.book import Sections, book_html
from biaochi.handbook.compose import Declaration, books, posters, sheet_path, sheets
from biaochi.handbook.job import Job
from biaochi.handbook.sheet import poster_html, sheet_html
from biaochi.pages import Settings

_PAGE = {"A5": "@page { size: A5; margin: 16mm 12mm 15mm } @page cover { margin: 0 } .bc-cover { height: 210mm; padding: 30mm 12mm 0 }"}
"""What a book on another paper than A4 changes."""

_WRITTEN_OUT = {"‱": "/万", "☐": "□", "☑": "■"}


def jobs(
    outcome: Outcome,
    settings: Settings,
    assets: frozenset[str],
    receipt: str = "",
    *,
    declared: Sequence[Declaration] = (),
    wanted: Callable[[str], bool] = lambda path: True,
) -> list[Job]:
    """One job a book and a sheet; ``assets`` are the files that documents may show, ``receipt`` names the build.

    ``wanted`` says by its path whether a file is printed at all.
    """
    edition = settings.edition or outcome.as_of.isoformat()
    sections = Sections(outcome, settings, assets)
    found = [
        Job(
            book.path, book_html(book, sections, edition), entries=tuple(entry.id for entry in book.entries),
            style=_PAGE.get(book.paper, ""),
        )
        for book in books(outcome, settings, declared)
        if wanted(book.path)
    ]
    for checklist in sheets(outcome, settings):
        for path, fillable in ((sheet_path(checklist), False), (sheet_path(checklist, fillable=True), True)):
            if wanted(path):
                html = sheet_html(checklist, outcome, settings, edition)
                found.append(Job(path, html, paper=checklist.paper or "A4", entries=(checklist.id,), fillable=fillable))
    for process in posters(outcome, settings):
        path = sheet_path(process)
        if wanted(path):
            html = poster_html(process, outcome, settings, edition)
            found.append(Job(path, html, paper=process.paper or "A3", entries=(process.id,)))
    return [replace(job, html=_printable(job.html), receipt=receipt) for job in found]


def _printable(html: str) -> str:
    """Signs that the pinned fonts lack, written out."""
    for sign, words in _WRITTEN_OUT.items():
        html = html.replace(sign, words)
    return html
