"""The printed register of current versions: what it holds, without printing it."""

from __future__ import annotations

import datetime as dt

from biaochi.core.check import check
from biaochi.core.diff import content_hash
from biaochi.demo import changed
from biaochi.handbook.current_versions import PATH, register_job, register_print
from biaochi.pages import Settings

OUTCOME = check(changed("DEMO-FIRE.status: retired"), as_of=dt.date(2026, 11, 22))


def test_it_lists_what_is_in_force_today() -> None:
    job = register_job(OUTCOME, Settings(organisation="示范"), "0123")
    assert (job.path, job.receipt) == (PATH, "0123")
    for entry in OUTCOME.catalogue.entries.values():
        line = f"<b>{entry.id}</b> {entry.version} <code>{content_hash(entry)}</code>"
        assert (line in job.html) == (entry.id != "DEMO-FIRE")


def test_it_is_announced_with_its_length() -> None:
    found = register_print(OUTCOME, Settings())
    assert found.path == PATH and found.note == f"{len(OUTCOME.catalogue.entries) - 1} 个条目"
