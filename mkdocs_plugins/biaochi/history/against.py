"""What a change is compared with: the state where it left the main line, and what that line ever carried."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from biaochi.core.build import build
from biaochi.core.diff import content_hash
from biaochi.core.rules.ver import Before
from biaochi.core.values import Version
from biaochi.history.changed import NoHistory
from biaochi.history.reading import CACHE, Read, read_history
from biaochi.history.versions import Head, read_head


@dataclass(frozen=True, slots=True)
class Against:
    """``base`` is the commit compared with; ``before`` its state; ``remarks`` are what the history could not tell."""

    base: str
    before: Before
    remarks: tuple[str, ...]


def against(root: Path, revision: str, texts: Mapping[str, str]) -> Against:
    """Where ``texts`` (the work tree's) left the main line ``revision``.

    Raises :class:`NoHistory` where that cannot be told: no such revision, no common ancestor, a shallow clone, whose
    history cannot show which versions and ids were used before.
    """
    read = read_history(root, revision, root / CACHE)
    repository = read.repository
    if repository.shallow:
        raise NoHistory(
            "这是浅克隆，看不到用过的版本和编号；先运行“git fetch --unshallow”（或取全部历史：fetch-depth: 0）"
        )
    base = repository.merge_base(read.head, repository.commit("HEAD"))
    old = repository.texts(base)
    catalogue = build(old).catalogue
    changed = {path: text for path, text in texts.items() if old.get(path) != text and path.endswith(".md")}
    heads = [head for path, text in changed.items() if isinstance(head := read_head(path, text), Head)]
    ever = frozenset(name for name, known in read.history.entries.items() if known.versions)
    return Against(base, Before(catalogue, _carried(heads, read), ever), read.history.remarks)


def _carried(heads: list[Head], read: Read) -> dict[str, dict[Version, frozenset[str]]]:
    """The content hashes that main carried under the versions at hand."""
    wanted = {
        (head.id, found.version): found
        for head in heads
        if head.id in read.history.entries
        for found in read.history.entries[head.id].versions
    }
    texts = read.texts({blob for found in wanted.values() for blob in found.blobs})
    carried: dict[str, dict[Version, frozenset[str]]] = {}
    for (name, version), found in wanted.items():
        hashes = set()
        for blob in found.blobs:
            entry = build({found.path: texts[blob]}).catalogue.entries.get(name) if blob in texts else None
            if entry is not None:
                hashes.add(content_hash(entry))
        carried.setdefault(name, {})[version] = frozenset(hashes)
    return carried
