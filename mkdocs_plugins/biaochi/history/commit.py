"""The commit that a publication is made from: it names the edition."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from biaochi.core.slotted import dataclass
from biaochi.history.git import NoHistory, run


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its short hash, and the day it was committed (in the committer's own time zone)."""

    short: str
    date: dt.date

    def __str__(self) -> str:
        return f"{self.short}（{self.date.isoformat()}）"


def head(root: Path) -> Commit | None:
    """The commit checked out at ``root``; ``None`` where there is no repository, no commit or no git."""
    try:
        short, _, day = run(root, "log", "-1", "--format=%h%x00%cd", "--date=short", "--abbrev=10").strip().partition("\0")
        return Commit(short, dt.date.fromisoformat(day))
    except (NoHistory, OSError, ValueError):
        return None
