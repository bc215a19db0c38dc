"""Where results are kept: out of reach of commits, and apart for each handbook of a repository."""

from __future__ import annotations

import subprocess
from pathlib import Path

from biaochi.history.kept import kept_folder


def test_in_a_repository_no_commit_can_bring_a_file_there(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    inner = tmp_path / "books" / "hotel"
    inner.mkdir(parents=True)
    folders = {kept_folder(tmp_path), kept_folder(inner)}
    assert len(folders) == 2
    assert all((tmp_path / ".git").resolve() in folder.resolve().parents for folder in folders)


def test_without_a_repository_it_stands_beside_the_content(tmp_path: Path) -> None:
    assert kept_folder(tmp_path) == tmp_path / ".biaochi"
