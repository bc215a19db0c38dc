"""Where each version stands on a day, and which text holds on it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from biaochi.core.check import check
from biaochi.core.read import read
from biaochi.site.versions import current_texts, read_versions, today_alone, versions, versions_of

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
        ("1.0", "superseded", "2.0", "2026-03-01"),
        ("2.0", "superseded", "3.0", "2026-06-01"),
        ("3.0", "current", None, None),
    ]


def test_what_a_version_refers_to_is_known_as_it_stood_then(repo: Repo) -> None:
    """A title that changed since, in a commit or not yet in one, is no matter of an old version."""
    def card(version: str) -> str:
        return str(repo.entry(version=version)).replace("开班前打勾。", "开班前打勾，见 [[DEMO-OTHER]]、[[DEMO-LATE]]、[[DEMO-NEVER]]。")

    repo.commit("2026-01-05", card=card("1.0"), other=repo.entry("DEMO-OTHER", title="旧名"))
    repo.commit("2026-03-05", other=repo.entry("DEMO-OTHER", version="2.0", title="新名"), late=repo.entry("DEMO-LATE", title="后来"))
    repo.commit("2026-04-05", card=card("2.0"))
    repo.write(other=repo.entry("DEMO-OTHER", version="2.0", title="又改"))
    found, day = read_versions(repo.root), dt.date(2026, 6, 1)
    of_card = versions(found, day).by_entry["DEMO-CARD"]
    assert [{name: entry.title for name, entry in past.beside.items()} for past in of_card] == [
        {"DEMO-OTHER": "旧名", "DEMO-LATE": "后来"},
        {"DEMO-OTHER": "新名", "DEMO-LATE": "后来"},
    ]
    assert versions_of(found, [past.entry for past in of_card[:1]], day).by_entry["DEMO-CARD"] == of_card


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


def test_what_is_announced_comes_in_its_turn(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="2.0", effective="2026-06-01"))
    repo.commit("2026-02-06", card=repo.entry(version="2.1", effective="2026-06-01"))
    repo.commit("2026-02-07", card=repo.entry(version="3.0", effective="2026-09-01"))
    # 2.1 takes the place of 2.0 on the very day: 2.0 never holds.
    assert [state for _, state, _, _ in standing(repo, "2026-05-31")] == [
        "current",
        "draft",
        "announced",
        "announced",
    ]
    assert standing(repo, "2026-07-01")[:3] == [
        ("1.0", "superseded", "2.1", "2026-06-01"),
        ("2.0", "superseded", "2.1", "2026-06-01"),
        ("2.1", "current", None, None),
    ]


def test_an_entry_holds_until_the_day_it_is_retired(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="1.1", status="retired", effective="2026-06-01"))
    texts, history = read(repo.root).texts, read_versions(repo.root)
    before, on = dt.date(2026, 5, 31), dt.date(2026, 6, 1)
    assert [state for _, state, _, _ in standing(repo, str(before))] == ["current", "announced"]
    assert "status: in-force" in current_texts(history, texts, before)["standards/card.md"]
    assert standing(repo, str(on)) == [
        ("1.0", "retired", None, "2026-06-01"),
        ("1.1", "retired", None, "2026-06-01"),
    ]
    assert current_texts(history, texts, on) == texts


def test_back_in_the_workshop_nothing_holds(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="2.0", status="draft"))
    assert standing(repo, "2026-06-01") == [
        ("1.0", "withdrawn", None, "2026-02-05"),
        ("2.0", "draft", None, None),
    ]


def test_a_version_is_compared_with_the_last_that_stands(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="2.0", text="台面没有水渍"))
    repo.git("revert", "--no-edit", "HEAD", date="2026-02-08")
    repo.commit("2026-03-05", card=repo.entry(version="2.1", text="台面干净"))
    made = versions(read_versions(repo.root), dt.date(2026, 6, 1)).by_entry["DEMO-CARD"]
    assert [(past.version, past.previous, past.holds) for past in made] == [
        ("1.0", None, "2.1"),
        ("2.0", "1.0", "2.1"),
        ("2.1", "1.0", "2.1"),
    ]


def test_nothing_is_replaced_before_it_is_there(repo: Repo) -> None:
    """A commit made by a slow clock."""
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-03-05", card=repo.entry(version="1.1"))
    repo.commit("2026-02-05", card=repo.entry(version="1.2"))
    assert standing(repo, "2026-06-01")[1] == ("1.1", "superseded", "1.2", "2026-03-05")


def test_a_draft_is_written_until_it_is_done(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry(status="draft"))
    repo.commit("2026-02-05", card=repo.entry(text="台面没有水渍"))
    (past,) = versions(read_versions(repo.root), dt.date(2026, 6, 1)).by_entry["DEMO-CARD"]
    assert not past.rewritten


def test_a_text_changed_under_one_number_is_said(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(text="台面没有水渍"))
    repo.commit("2026-02-06", card=repo.entry(text="台面没有水渍") + "\n")
    (past,) = versions(read_versions(repo.root), dt.date(2026, 6, 1)).by_entry["DEMO-CARD"]
    assert past.rewritten and past.published == dt.date(2026, 1, 5)


def test_a_version_that_says_nothing_new_but_in_its_records_is_known(repo: Repo) -> None:
    record = "changes:\n  - {version: 1.1, date: 2026-02-05, reason: need, summary: 换个说法, approved_by: keeper}\n"
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="1.1", changes=record))
    repo.commit("2026-03-05", card=repo.entry(version="1.2", changes=record, text="台面没有水渍"))
    repo.commit("2026-04-05", card=repo.entry(version="1.3", changes=record, text="台面没有水渍", status="pilot"))
    made = versions(read_versions(repo.root), dt.date(2026, 6, 1)).by_entry["DEMO-CARD"]
    assert [past.only_recorded for past in made] == [False, True, False, False]


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
    assert current_texts("没有", texts, dt.date(2026, 5, 31)) == texts


def test_without_a_repository_the_build_goes_on(outer: Repo) -> None:
    reason = read_versions(outer.root.parent)
    made = versions(reason, dt.date(2026, 6, 1))
    assert (made.paths(), made.remarks) == ([], (reason,))
    texts = {
        "standards/a.md": outer.entry(),
        "standards/b.md": outer.entry("DEMO-SOON", effective="2026-07-01"),
    }
    alone = today_alone(check(texts, as_of=dt.date(2026, 6, 1)), str(reason))
    assert [(past.entry.id, past.state, past.published) for past in alone.all()] == [
        ("DEMO-CARD", "current", None),
        ("DEMO-SOON", "announced", None),
    ]
