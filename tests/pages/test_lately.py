"""What changed lately: which of many changes of one day stand on the home page."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from biaochi import demo
from biaochi.core.check import check
from biaochi.core.model import Change
from biaochi.pages.lately import Changed, days, headlines

AS_OF = dt.date(2026, 11, 22)
ENTRIES = check(demo.handbook(), as_of=AS_OF).catalogue.entries
(RECORD,) = check(demo.changed("changes: [{version: 1.1, date: 2026-06-01, reason: need, summary: 改了, approved_by: keeper}]"), as_of=AS_OF).catalogue.entries["DEMO-WAIT"].changes


def change(entry: str, version: str, sector: str = "common", *, record: Change | None = RECORD, of: str = "DEMO-WAIT", day: int = 22, only: bool = False) -> Changed:
    day_of = dt.date(2026, 11, day)
    return Changed(day_of, day_of, replace(ENTRIES[of], id=entry, sector=sector), version, record, only_recorded=only)


def told(*changes: Changed) -> list[str]:
    return [f"{c.entry.id} {c.version}" for c in headlines(changes)]


def test_of_one_day_what_asks_most_of_the_reader_comes_first() -> None:
    words, new, record = change("A", "1.1"), change("B", "1.0"), change("C", "1.1", record=None, only=True)
    assert told(record, words, new, change("D", "2.0")) == ["D 2.0", "B 1.0", "A 1.1", "C 1.1"]
    assert told(change("E", "2.0", day=21), words) == ["A 1.1", "E 2.0"], "the newest day before all"


def test_every_sector_has_its_turn_and_each_entry_stands_once() -> None:
    found = told(
        change("B1", "2.0", "bank"), change("B2", "2.0", "bank"), change("B2", "1.0", "bank", record=None),
        change("H1", "2.0", "hotel"), change("X", "2.0"), change("O", "2.0", "own"),
    )  # fmt: skip
    assert found == ["X 2.0", "H1 2.0", "B1 2.0", "O 2.0", "B2 2.0"]


def test_a_standard_stands_before_what_it_is_done_with() -> None:
    assert told(change("A", "2.0", of="DEMO-CARD"), change("B", "2.0")) == ["B 2.0", "A 2.0"]


def test_what_there_is_to_tell_of_an_entry_on_a_day_stands_together() -> None:
    newest, other, same_day, before = change("A", "2.0"), change("B", "1.0"), change("A", "1.1"), change("A", "1.0", day=20)
    assert days([newest, other, same_day, before]) == [[newest, same_day], [other], [before]]
