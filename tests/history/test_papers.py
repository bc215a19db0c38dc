"""What is printed is what holds today, and says what is to come: for the site's papers and for single ones alike."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from biaochi.core.check import check
from biaochi.core.read import read
from biaochi.demo import changed, handbook
from biaochi.handbook.press import jobs
from biaochi.site.ordering import Order, order_of

Repo = Any
RECORD = "changes: [{version: 2.0, date: 2026-09-01, effective: 2027-01-15, reason: need, summary: 改, approved_by: keeper}]"
LATER = "\n".join(
    f"DEMO-CARD.{line}"
    for line in ("version: 2.0", "effective: 2027-01-15", "items.tidy.text: 台面没有水渍", RECORD)
)


@pytest.fixture
def announced(repo: Repo) -> Path:
    """A checklist in force, and its next version announced."""
    for day, texts in (("2026-06-01", handbook()), ("2026-11-10", changed(LATER))):
        for path, text in texts.items():
            (repo.root / path).parent.mkdir(parents=True, exist_ok=True)
            (repo.root / path).write_text(text, encoding="utf-8")
        repo.commit(day)
    root: Path = repo.root
    return root


def sheet(order: Order) -> str:
    wanted = "sheets/DEMO-CARD.pdf".__eq__
    (job,) = jobs(order.outcome, order.settings, frozenset(), "", wanted=wanted)
    return job.html


def test_a_sheet_is_what_holds_and_says_what_is_to_come(announced: Path) -> None:
    order = order_of(announced / "mkdocs.yml", announced, read(announced), dt.date(2026, 11, 22))
    html = sheet(order)
    assert "台面没有杂物" in html and "2027-01-15 起用新版 2.0" in html
    assert "version: 2.0" in order.sources.texts["standards/card.md"]


def test_a_poster_says_so_too(announced: Path) -> None:
    order = order_of(announced / "mkdocs.yml", announced, read(announced), dt.date(2026, 11, 22))
    settings = replace(order.settings, coming={"DEMO-FIRE": "2027-01-15 起用新版 2.0"})
    fire = changed("DEMO-FIRE.paper: A4")
    posters = check(fire, as_of=dt.date(2026, 11, 22))
    (job,) = jobs(posters, settings, frozenset(), "", wanted="sheets/DEMO-FIRE.pdf".__eq__)
    assert "2027-01-15 起用新版 2.0" in job.html


def test_on_the_day_it_is_the_new_one(announced: Path) -> None:
    html = sheet(order_of(announced / "mkdocs.yml", announced, read(announced), dt.date(2027, 1, 15)))
    assert "台面没有水渍" in html and "起用新版" not in html
