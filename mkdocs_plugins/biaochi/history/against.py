"""What a change is compared with: the state where it left the main line, and what that line ever carried."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

from biaochi.core.build import build
from biaochi.core.diff import content_hash
from biaochi.core.model import Catalogue, Entry
from biaochi.core.rules.ver_scene import Before
from biaochi.core.slotted import dataclass
from biaochi.core.values import Version
from biaochi.history.git import NoHistory
from biaochi.history.reading import Read, read_history
from biaochi.history.versions import NO_ENTRY, Head, Published, read_head


@dataclass(frozen=True, slots=True)
class Against:
    """``base`` is the commit compared with; ``before`` its state; ``remarks`` are what the history could not tell."""

    base: str
    before: Before
    remarks: tuple[str, ...]


def against(root: Path, revision: str, texts: Mapping[str, str], as_of: dt.date) -> Against:
    """Where ``texts`` (the work tree's) left the main line ``revision``, as things stand on ``as_of``.

    Raises :class:`NoHistory` where that cannot be told: no such revision, no common ancestor, a shallow clone, whose
    history cannot show which versions and ids were used before.
    """
    read = read_history(root, revision)
    repository = read.repository
    if repository.shallow:
        raise NoHistory(
            "这是浅克隆，看不到用过的版本和编号；先运行“git fetch --unshallow”（或取全部历史：fetch-depth: 0）"
        )
    base = repository.merge_base(read.head, repository.commit("HEAD"))
    old = repository.texts(base)
    catalogue = build(_mended(old, read)).catalogue
    changed = {path: text for path, text in texts.items() if old.get(path) != text and path.endswith(".md")}
    heads = [head for path, text in changed.items() if isinstance(head := read_head(path, text), Head)]
    ever = frozenset(name for name, known in read.history.entries.items() if known.versions)
    before = Before(catalogue, _carried(heads, read), ever, _held(catalogue, heads, read, as_of))
    return Against(base, before, read.history.remarks)


def _mended(old: Mapping[str, str], read: Read) -> Mapping[str, str]:
    """The texts of the base, with the last readable one in the place of an entry's file that cannot be read there: what
    it said is what a change of it is measured by."""
    broken = {path for path, text in old.items() if path.endswith(".md") and _unreadable(path, text)}
    if not broken:
        return old
    last = {
        found.path: found.blob
        for known in read.history.entries.values()
        if (found := known.get(known.carried)) is not None and found.path in broken
    }
    texts = read.texts(set(last.values()))
    return {**old, **{path: texts[blob] for path, blob in last.items() if blob in texts}}


def _unreadable(path: str, text: str) -> bool:
    head = read_head(path, text)
    return isinstance(head, str) and head != NO_ENTRY


def _held(catalogue: Catalogue, heads: list[Head], read: Read, as_of: dt.date) -> dict[str, Entry]:
    """What holds today of the changed entries that the base only announces."""
    held: dict[str, Published] = {}
    for name in {head.id for head in heads}:
        entry, known = catalogue.entries.get(name), read.history.entries.get(name)
        if entry is None or entry.version is None or known is None or not entry.announced(as_of):
            continue
        standing = [v for v in known.versions if v.withdrawn is None and v.version < entry.version]
        found = next((v for v in reversed(standing) if v.status == "in-force" and v.in_effect(as_of)), None)
        if found is not None:
            held[name] = found
    texts = read.texts({found.blob for found in held.values()})
    made = {name: build({v.path: texts[v.blob]}).catalogue for name, v in held.items() if v.blob in texts}
    return {name: own.entries[name] for name, own in made.items() if name in own.entries}


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
