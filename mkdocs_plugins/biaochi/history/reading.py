"""The histories of a repository's entries: one pass over git, and what has been read before is not read again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from biaochi.core.slotted import dataclass
from biaochi.core.values import Version, day
from biaochi.history.repository import Repository, blobs_of
from biaochi.history.versions import Head, History, histories, read_head

KEPT = "biaochi-history.json"
"""Heads by blob, in git's own folder: a blob never changes, so what was read of it stays true, and no commit can bring a
file of this name with heads that were never there."""
_SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Read:
    """A repository's history up to ``head``."""

    repository: Repository
    head: str
    history: History

    def texts(self, blobs: set[str]) -> dict[str, str]:
        """The texts of blobs."""
        return {name: text for name, text in self.repository.blobs(blobs).items() if text is not None}


def read_history(root: Path, revision: str = "HEAD") -> Read:
    """The history of the main line up to ``revision``; what was read of it is kept for the next time.

    Raises :class:`NoHistory` where there is no git, no repository or no such revision.
    """
    repository = Repository.at(root)
    head = repository.commit(revision)
    steps = repository.main_line(head)
    cache = repository.folder() / KEPT
    known = _load(cache)
    wanted = {
        file.blob
        for step in steps
        for file in step.files
        if file.blob and file.path.endswith(".md") and file.blob not in known
    }
    texts = repository.blobs(wanted)

    def head_of(path: str, blob: str) -> Head | str:
        if blob not in known:
            known[blob] = read_head(path, texts.get(blob))
        return known[blob]

    found = histories(steps, head_of, repository.boundary())
    if wanted:
        _store(cache, known, blobs_of(steps))
    remarks = list(found.remarks)
    if repository.shallow:
        remarks.insert(0, "这是浅克隆：更早的版本与它们的发布日期不在这里（运行“git fetch --unshallow”）")
    return Read(repository, head, History(found.entries, tuple(remarks)))


def _load(cache: Path) -> dict[str, Head | str]:
    try:
        written = json.loads(cache.read_text(encoding="utf-8"))
        if written["schema"] != _SCHEMA:
            return {}
        return {blob: _unpack(row) for blob, row in written["heads"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _store(cache: Path, known: dict[str, Head | str], used: set[str]) -> None:
    rows = {blob: _pack(head) for blob, head in sorted(known.items()) if blob in used}
    try:
        fresh = cache.with_suffix(".new")
        fresh.write_text(json.dumps({"schema": _SCHEMA, "heads": rows}, ensure_ascii=False), encoding="utf-8")
        fresh.replace(cache)
    except OSError:
        # A cache that cannot be kept costs time, nothing else.
        return


def _pack(head: Head | str) -> Any:
    if isinstance(head, str):
        return head
    return [
        head.id,
        str(head.version),
        head.status,
        str(head.effective or ""),
        [str(v) for v in head.records],
    ]


def _unpack(row: Any) -> Head | str:
    if isinstance(row, str):
        return row
    name, version, status, effective, records = row
    found = Version.parse(version)
    assert found is not None
    return Head(name, found, status, day(effective), tuple(v for r in records if (v := Version.parse(r))))
