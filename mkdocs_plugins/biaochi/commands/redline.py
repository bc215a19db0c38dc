"""``biaochi redline``: any two versions of an entry side by side, as a page or as a PDF with change bars."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from pathlib import Path

from biaochi.core.build import build
from biaochi.core.check import Outcome, check
from biaochi.core.diagnostics import did_you_mean
from biaochi.core.read import read
from biaochi.core.values import Version
from biaochi.handbook import pool
from biaochi.handbook.job import Job
from biaochi.history.git import NoHistory
from biaochi.history.reading import read_history
from biaochi.pages import Settings
from biaochi.pages.links import SiteLinks
from biaochi.pages.past import Past
from biaochi.pages.redlined import redlined
from biaochi.pages.render import render, trusted
from biaochi.pages.view import View

BARS = """
del { text-decoration: line-through; color: #555 } ins { text-decoration: underline; font-weight: 600 }
.bc-changed { border-left: 2pt solid #000; padding-left: 4pt } .bc-note { font-size: smaller }
table { border-collapse: collapse; width: 100%; table-layout: fixed } th:first-child { width: 13% } th:nth-child(2) { width: 29% }
td, th { border: .5pt solid #999; padding: 2pt 4pt; text-align: left }
tr.bc-changed > td:first-child { border-left: 2pt solid #000 }
"""
"""Readable in black and white: struck out, underlined, and a bar beside what changed."""


class _Unable(Exception):
    """No redline can be made; the message says why."""


def run(options: argparse.Namespace) -> int:
    """Write the redline. Exit status 0, or 2 where it could not be made."""
    try:
        html = document(options.root, options.entry, options.older, options.newer)
        target: Path | None = options.output
        if target is None:
            sys.stdout.write(html)
        elif target.suffix.lower() == ".pdf":
            target.write_bytes(_printed(html, options.entry))
        else:
            target.write_text(html, encoding="utf-8")
    except (_Unable, NoHistory, OSError) as error:
        print(f"做不出对照：{error}", file=sys.stderr)
        return 2
    return 0


def document(root: Path, entry: str, older: str, newer: str) -> str:
    """The redline as one HTML document. Raises where a version is not known."""
    sources = read(root)
    outcome = check(sources.texts, as_of=dt.date.today(), findings=sources.findings)
    pasts = _versions(root, entry, (older, newer), outcome)
    links = SiteLinks.of(outcome.catalogue, frozenset(), "index.md")
    settings = Settings()
    compared = redlined(pasts[older], pasts[newer], outcome.catalogue)
    view = View(outcome, links, settings)
    return render("redline_document", view=view, r=compared, settings=settings, style=trusted(BARS))


def _versions(root: Path, name: str, wanted: tuple[str, str], outcome: Outcome) -> dict[str, Past]:
    found: dict[str, Past] = {}
    known: list[str] = []
    try:
        read_ = read_history(root)
        history = read_.history.entries.get(name)
    except NoHistory:
        history = None
    if history is not None:
        known = [str(version.version) for version in history.versions]
        for word in wanted:
            published = history.get(Version.parse(word))
            if published is None:
                continue
            text = read_.texts({published.blob}).get(published.blob, "")
            entry = build({published.path: text}).catalogue.entries.get(name)
            if entry is not None:
                found[word] = Past(entry, word, "superseded", published.date, published.effective)
    here = outcome.catalogue.entries.get(name)
    if here is not None and str(here.version) in wanted and str(here.version) not in found:
        # Not committed yet: what stands in the work tree.
        found[str(here.version)] = Past(here, str(here.version), "draft", None, here.effective)
        known.append(str(here.version))
    if history is None and here is None:
        hint = did_you_mean(name, outcome.catalogue.entries)
        raise _Unable(f"没有编号为“{name}”的条目{'，' if hint else ''}{hint}")
    missing = [word for word in wanted if word not in found]
    if missing:
        there = f"；有 {'、'.join(dict.fromkeys(known))}" if known else ""
        raise _Unable(f"{name} 没有 {'、'.join(missing)} 版{there}")
    return found


def _printed(html: str, entry: str) -> bytes:
    reason = pool.unable()
    if reason is not None:
        raise _Unable(reason.reason)
    job = Job("redline.pdf", html, entries=(entry,), style=BARS)
    (made,) = pool.make([job], {})
    if not made.content:
        raise _Unable("；".join(str(fault) for fault in made.faults))
    return made.content
