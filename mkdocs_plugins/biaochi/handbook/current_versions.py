"""现行版本一览 on paper: three columns of ids, versions and content hashes, for where there is no network."""

from __future__ import annotations

from biaochi.core.check import Outcome
from biaochi.handbook.job import Job
from biaochi.pages import Settings
from biaochi.pages.current_versions import rows
from biaochi.pages.publication import Print
from biaochi.pages.render import render

PATH = "handbooks/versions.pdf"
_STYLE = """
@page { size: A4; margin: 10mm } html { font-size: 7.5pt } h1 { font-size: 13pt; margin: 0 0 1mm }
.bc-current { columns: 3; column-gap: 5mm } .bc-current p { margin: 0 0 0 1em; text-indent: -1em; line-height: 1.3; break-inside: avoid }
.bc-current code { font-size: 7pt }
"""
"""Some 190 entries to a page."""


def register_print(outcome: Outcome, settings: Settings) -> Print:
    """The register, for the page that links to it."""
    return Print(PATH, "现行版本一览", f"{len(rows(outcome, settings))} 个条目", "登记表")


def register_job(outcome: Outcome, settings: Settings, receipt: str = "") -> Job:
    """The register, for the press."""
    edition = settings.edition or outcome.as_of.isoformat()
    found = sorted(rows(outcome, settings), key=lambda row: row.entry.id)
    html = render("current_versions_document", settings=settings, edition=edition, as_of=outcome.as_of, rows=found)
    return Job(PATH, html, receipt=receipt, style=_STYLE)
