"""Repositories made for the tests: every commit on a day of its own, nothing taken from the machine's settings."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

ENTRY = """---
id: {id}
kind: checklist
title: {title}
version: {version}
status: {status}
owner: keeper
effective: {effective}
review_by: 2030-01-01
sector: common
use: counter
when: 每班开始前
paper: A6
items:
  - {{id: tidy, text: {text}, type: yes-no, pass: 是}}
{changes}---

开班前打勾。
"""


def entry(
    id_: str = "DEMO-CARD",
    version: str = "1.0",
    *,
    title: str = "柜台卡",
    status: str = "in-force",
    effective: str = "2026-01-01",
    text: str = "台面没有杂物",
    changes: str = "",
) -> str:
    """A small checklist."""
    return ENTRY.format(
        id=id_, version=version, title=title, status=status, effective=effective, text=text, changes=changes
    )


class Repo:
    """A repository under ``root``."""

    entry = staticmethod(entry)

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, date: str = "2026-01-01") -> str:
        stamp = f"{date}T12:00:00+0000"
        environment = {
            "PATH": os.environ["PATH"], "HOME": str(self.root), "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.com", "GIT_AUTHOR_DATE": stamp,
            "GIT_COMMITTER_NAME": "c", "GIT_COMMITTER_EMAIL": "c@example.com", "GIT_COMMITTER_DATE": stamp,
        }  # fmt: skip
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, env=environment, check=True, capture_output=True, text=True
        )
        return done.stdout.strip()

    def write(self, **files: str | None) -> None:
        """Files by name below ``standards/`` (``a`` is ``a.md``); ``None`` takes one away."""
        for name, text in files.items():
            path = self.root / "standards" / f"{name}.md"
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")

    def commit(self, date: str, **files: str | None) -> str:
        """Write, and commit on a day."""
        self.write(**files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", date, date=date)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """An empty repository."""
    return Repo(tmp_path / "repo")


@pytest.fixture
def outer(tmp_path: Path) -> Repo:
    """Another one."""
    return Repo(tmp_path / "outer")
