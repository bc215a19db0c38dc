"""Where each version stands on a day, and which text holds on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from biaochi.core.read import read
from biaochi.site.versions import current_texts, read_versions, versions

Repo = Any


def standing(repo: Repo, day: str, name: str = "DEMO-CARD") -> list[tuple[str, str, str | None, str | None]]:
    """(version, state, successor, until) of an entry's versions on a day."""
    made = versions(read_versions(repo.root), dt.date.fromisoformat(day)).by_entry[name]
    return [(past.version, past.state, past.successor, past.until and str(past.until)) for past in made]


def test_superseded_current_and_announced(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="2.0", effective="2026-03-01"))
    repo.commit("2026-04-05", card=repo.entry(version="3.0", effective="2026-06-01"))
    assert standing(repo, "2026-05-31") == [
        ("1.0", "superseded", "2.0", "2026-03-01"),
        ("2.0", "current", None, None),
        ("3.0", "announced", None, None),
    ]
    assert standing(repo, "2026-06-01") == [
        ("1.0", "superseded", "3.0", "2026-03-01"),
        ("2.0", "superseded", "3.0", "2026-06-01"),
        ("3.0", "current", None, None),
    ]


def test_withdrawn_retired_and_gone(repo: Repo) -> None:
    repo.commit(
        "2026-01-05", card=repo.entry(), other=repo.entry("DEMO-OTHER"), third=repo.entry("DEMO-THIRD")
    )
    repo.commit("2026-02-05", card=repo.entry(version="2.0", text="台面没有水渍"))
    repo.git("revert", "--no-edit", "HEAD", date="2026-02-08")
    repo.commit("2026-03-05", other=repo.entry("DEMO-OTHER", version="1.1", status="retired"), third=None)
    assert standing(repo, "2026-06-01") == [
        ("1.0", "current", None, None),
        ("2.0", "withdrawn", None, "2026-02-08"),
    ]
    assert [state for _, state, _, _ in standing(repo, "2026-06-01", "DEMO-OTHER")] == ["retired", "retired"]
    assert standing(repo, "2026-06-01", "DEMO-THIRD") == [("1.0", "gone", None, "2026-03-05")]


def test_a_text_changed_under_one_number_is_said(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(text="台面没有水渍"))
    repo.commit("2026-02-06", card=repo.entry(text="台面没有水渍") + "\n")
    (past,) = versions(read_versions(repo.root), dt.date(2026, 6, 1)).by_entry["DEMO-CARD"]
    assert past.rewritten and past.published == dt.date(2026, 1, 5)


def test_layout_is_no_rewriting(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry().replace("title: 柜台卡", 'title: "柜台卡"  # 名'))
    (past,) = versions(read_versions(repo.root), dt.date(2026, 6, 1)).by_entry["DEMO-CARD"]
    assert not past.rewritten


def test_what_is_printed_is_what_holds_today(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit(
        "2026-02-05", moved=repo.entry(version="2.0", effective="2026-06-01", text="台面没有水渍"), card=None
    )
    texts, history = read(repo.root).texts, read_versions(repo.root)
    before = current_texts(history, texts, dt.date(2026, 5, 31))
    assert list(before) == ["standards/moved.md"] and "没有杂物" in before["standards/moved.md"]
    assert current_texts(history, texts, dt.date(2026, 6, 1)) == texts
    assert current_texts(None, texts, dt.date(2026, 5, 31)) == texts


def test_without_a_repository_the_build_goes_on(outer: Repo) -> None:
    assert read_versions(outer.root.parent) is None
    assert versions(None, dt.date(2026, 6, 1)).paths() == []
