"""The commit that a publication is made from: it names the edition."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path

from biaochi.core.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its short hash, and the day it was committed (in the committer's own time zone)."""

    short: str
    date: dt.date

    def __str__(self) -> str:
        return f"{self.short}（{self.date.isoformat()}）"


def head(root: Path) -> Commit | None:
    """The commit checked out at ``root``; ``None`` where there is no repository, no commit or no git."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%h%x00%cd", "--date=short", "--abbrev=10"]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=20, check=True)
        short, _, day = answer.stdout.strip().partition("\0")
        return Commit(short, dt.date.fromisoformat(day))
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
