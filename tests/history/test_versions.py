"""The versions of every entry, told from repositories with a known history."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path
from typing import Any

import pytest

from biaochi.core.values import Version
from biaochi.history.git import NoHistory
from biaochi.history.reading import KEPT, read_history
from biaochi.history.repository import Repository

Repo = Any


def told(root: Path, name: str = "DEMO-CARD") -> list[tuple[str, str | None, str | None]]:
    """(version, published, withdrawn) of an entry."""
    found = read_history(root).history.entries[name].versions
    return [(str(v.version), v.date and str(v.date), v.withdrawn and str(v.withdrawn)) for v in found]


def test_a_version_is_published_when_main_first_carries_it(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="1.1", title="卡"))
    repo.commit("2026-03-05", card=repo.entry(version="1.1", title="柜台小卡"))
    assert told(repo.root) == [("1.0", "2026-01-05", None), ("1.1", "2026-02-05", None)]
    history = read_history(repo.root)
    newest = history.history.entries["DEMO-CARD"].versions[-1]
    assert len(newest.blobs) == 2
    assert "柜台小卡" in history.texts({newest.blob})[newest.blob]


def test_an_entry_is_followed_by_its_id(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=None, moved=repo.entry())
    repo.commit("2026-03-05", moved=repo.entry(version="2.0"))
    assert told(repo.root) == [("1.0", "2026-01-05", None), ("2.0", "2026-03-05", None)]
    assert read_history(repo.root).history.entries["DEMO-CARD"].versions[0].path == "standards/moved.md"


def test_a_merge_publishes_on_its_own_day(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.git("checkout", "-q", "-b", "work")
    repo.commit("2026-01-20", card=repo.entry(version="1.1"))
    repo.commit("2026-01-25", card=repo.entry(version="1.2"))
    repo.git("checkout", "-q", "main")
    repo.commit("2026-01-28", other=repo.entry("DEMO-OTHER"))
    repo.git("merge", "-q", "--no-ff", "work", "-m", "merge", date="2026-02-01")
    assert told(repo.root) == [("1.0", "2026-01-05", None), ("1.2", "2026-02-01", None)]


def test_a_rebased_branch_counts_from_the_committers_day(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.git("checkout", "-q", "-b", "work")
    repo.commit("2026-01-20", card=repo.entry(version="1.1"))
    repo.git("checkout", "-q", "main")
    repo.commit("2026-02-10", other=repo.entry("DEMO-OTHER"))
    repo.git("checkout", "-q", "work")
    repo.git("rebase", "-q", "main", date="2026-02-20")
    repo.git("checkout", "-q", "main")
    repo.git("merge", "-q", "--ff-only", "work")
    assert told(repo.root) == [("1.0", "2026-01-05", None), ("1.1", "2026-02-20", None)]


def test_a_reverted_version_is_withdrawn_and_may_come_back(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="2.0", text="台面没有水渍"))
    repo.git("revert", "--no-edit", "HEAD", date="2026-02-08")
    assert told(repo.root) == [("1.0", "2026-01-05", None), ("2.0", "2026-02-05", "2026-02-08")]
    history = read_history(repo.root).history.entries["DEMO-CARD"]
    current = history.current(dt.date(2026, 6, 1))
    assert current is not None and str(current.version) == "1.0"
    repo.commit("2026-03-01", card=repo.entry(version="2.0", text="台面没有水渍"))
    assert told(repo.root)[1] == ("2.0", "2026-02-05", None)


def test_a_file_with_two_ids_over_time(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry("DEMO-NEW"))
    entries = read_history(repo.root).history.entries
    assert told(repo.root) == [("1.0", "2026-01-05", None)]
    assert told(repo.root, "DEMO-NEW") == [("1.0", "2026-02-05", None)]
    assert (entries["DEMO-CARD"].gone, entries["DEMO-CARD"].carried) == (dt.date(2026, 2, 5), None)
    assert entries["DEMO-CARD"].current(dt.date(2026, 6, 1)) is None


def test_a_retired_entry_has_no_current_version(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="1.1", status="retired"))
    history = read_history(repo.root).history.entries["DEMO-CARD"]
    assert [v.status for v in history.versions] == ["in-force", "retired"]
    assert history.current(dt.date(2026, 6, 1)) is None


def test_a_broken_commit_is_skipped_and_said(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-01-10", card=repo.entry(version="1.1").replace("title: 柜台卡", "title: [柜台卡"))
    repo.commit("2026-01-15", card=repo.entry(version="1.1"))
    assert told(repo.root) == [("1.0", "2026-01-05", None), ("1.1", "2026-01-15", None)]
    (remark,) = read_history(repo.root).history.remarks
    assert "2026-01-10" in remark and "standards/card.md" in remark


def test_announced_and_current(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="2.0", effective="2026-06-01"))
    history = read_history(repo.root).history.entries["DEMO-CARD"]
    before, on = dt.date(2026, 5, 31), dt.date(2026, 6, 1)
    for day, current, announced in ((before, "1.0", ["2.0"]), (on, "2.0", [])):
        held = history.current(day)
        assert held is not None and str(held.version) == current
        assert [str(v.version) for v in history.announced(day)] == announced


def test_a_day_is_written_as_the_gate_wants_it(repo: Repo) -> None:
    """A week's day is a date to Python, and none to the gate: it announces nothing."""
    repo.commit("2026-02-01", card=repo.entry(version="1.0", effective="2026-W10-1"))
    assert read_history(repo.root).history.entries["DEMO-CARD"].versions[0].effective is None


def test_versions_are_numbers(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry(version="1.9"))
    repo.commit("2026-02-05", card=repo.entry(version="1.10"))
    assert [v for v, _, _ in told(repo.root)] == ["1.9", "1.10"]
    held = read_history(repo.root).history.entries["DEMO-CARD"].current(dt.date(2026, 6, 1))
    assert held is not None and held.version == Version(1, 10)


def test_a_shallow_clone_shows_no_wrong_date(repo: Repo, tmp_path: Path) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="1.1"))
    repo.commit("2026-03-05", card=repo.entry(version="1.2"))
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "-q", "--depth", "2", f"file://{repo.root}", str(clone)],
        check=True,
        capture_output=True,
    )
    assert told(clone) == [("1.1", None, None), ("1.2", "2026-03-05", None)]
    assert "浅克隆" in read_history(clone).history.remarks[0]


def test_a_rewritten_history_is_said(repo: Repo) -> None:
    records = "changes:\n" + "".join(
        f"  - {{version: {v}, date: 2026-01-0{n}, reason: audit, summary: 改, approved_by: keeper}}\n"
        for n, v in enumerate(("1.0", "1.1", "1.2"), 1)
    )
    repo.commit("2026-01-05", card=repo.entry(version="1.2", changes=records))
    (remark,) = read_history(repo.root).history.remarks
    assert "DEMO-CARD 1.0、1.1" in remark


def test_no_repository_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoHistory, match="不是 git 仓库"):
        read_history(tmp_path)


@pytest.mark.parametrize(
    "name", ["--output=x", "-1", "a..b", "main;ls", "main\nx", "", " ", "a" * 300, ":/x", "@{-1"]
)
def test_hostile_names_are_refused(repo: Repo, name: str) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    with pytest.raises(NoHistory):
        Repository.at(repo.root).commit(name)


def test_a_handbook_below_the_top_of_its_repository(outer: Repo) -> None:
    path = outer.root / "books" / "a" / "standards" / "card.md"
    path.parent.mkdir(parents=True)
    path.write_text(outer.entry(), encoding="utf-8")
    outer.commit("2026-01-05")
    root = outer.root / "books" / "a"
    assert told(root) == [("1.0", "2026-01-05", None)]
    assert list(Repository.at(root).texts("HEAD")) == ["standards/card.md"]


def test_what_was_read_is_kept(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    repo.commit("2026-02-05", card=repo.entry(version="1.1", effective="2026-06-01"))
    first, second = (read_history(repo.root).history for _ in range(2))
    kept = repo.root / ".git" / KEPT
    assert first == second and kept.is_file()
    kept.write_text("{", encoding="utf-8")
    assert read_history(repo.root).history == first


def test_what_was_read_is_kept_where_no_commit_can_write(repo: Repo) -> None:
    repo.commit("2026-01-05", card=repo.entry())
    read_history(repo.root)
    assert repo.git("status", "--porcelain") == ""
