"""Everything a handbook prints, as jobs for the engine."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from biaochi.core.check import Outcome
from biaochi.handbook.book import Sections, volume
from biaochi.handbook.compose import Book, Declaration, books, posters, sheet_path, sheets
from biaochi.handbook.job import Job, Volume
from biaochi.handbook.sheet import poster_html, sheet_html
from biaochi.pages import Settings

_WRITTEN_OUT = {"‱": "/万", "☐": "□", "☑": "■"}


def jobs(
    outcome: Outcome,
    settings: Settings,
    assets: frozenset[str],
    receipt: str = "",
    *,
    declared: Sequence[Declaration] = (),
    shelf: Sequence[Book] | None = None,
    wanted: Callable[[str], bool] = lambda path: True,
) -> list[Job | Volume]:
    """One job a book and a sheet; ``assets`` are the files that documents may show, ``receipt`` names the build.

    ``shelf`` are the books, where it is not those that :func:`books` tells; ``wanted`` says by its path whether a file is
    printed at all.
    """
    edition = settings.edition or outcome.as_of.isoformat()
    sections = Sections(outcome, settings, assets)
    found: list[Job | Volume] = [
        volume(book, sections, edition)
        for book in (books(outcome, settings, declared) if shelf is None else shelf) if wanted(book.path)
    ]
    for checklist in sheets(outcome, settings):
        for path, fillable in ((sheet_path(checklist), False), (sheet_path(checklist, fillable=True), True)):
            if wanted(path):
                html = sheet_html(checklist, outcome, settings, edition, assets)
                found.append(Job(path, html, paper=checklist.paper or "A4", entries=(checklist.id,), fillable=fillable))
    for process in posters(outcome, settings):
        path = sheet_path(process)
        if wanted(path):
            html = poster_html(process, outcome, settings, edition)
            found.append(Job(path, html, paper=process.paper or "A3", entries=(process.id,)))
    return [_ready(job, receipt) for job in found]


def _ready(job: Job | Volume, receipt: str) -> Job | Volume:
    if isinstance(job, Job):
        return replace(job, html=_printable(job.html), receipt=receipt)
    return replace(job, parts=tuple(replace(part, html=_printable(part.html)) for part in job.parts), receipt=receipt)


def _printable(html: str) -> str:
    """Signs that the pinned fonts lack, written out."""
    for sign, words in _WRITTEN_OUT.items():
        html = html.replace(sign, words)
    return html
