"""Which files changed since a revision."""

from __future__ import annotations

from pathlib import Path

from biaochi.history.git import run
from biaochi.history.repository import Repository


def changed_paths(root: Path, revision: str) -> frozenset[str]:
    """Files below ``root`` that differ from the merge base with ``revision``, the work tree's and new ones included
    (POSIX paths relative to ``root``). Raises :class:`NoHistory`."""
    repository = Repository.at(root)
    base = repository.merge_base(repository.commit(revision), repository.commit("HEAD"))
    changed = run(root, "diff", "--name-only", "-z", "--relative", base)
    new = run(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(path for path in (changed + new).split("\0") if path)
