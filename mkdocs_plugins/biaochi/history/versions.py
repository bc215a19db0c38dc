"""The published versions of every entry, told from the main line: pure over steps and texts.

A version is published on the committer's day of the first main-line commit that carried it; its text is that of the last
main-line commit that left the entry at that version. An entry is followed by its id, whatever its file is called. A
commit whose file cannot be read changes nothing and is said; a version that main left for an older one is withdrawn.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import field

from biaochi.core.frontmatter import Map, Scalar, Sequence, parse
from biaochi.core.slotted import dataclass
from biaochi.core.values import ENTRY_ID, Version, day
from biaochi.history.repository import Step


@dataclass(frozen=True, slots=True)
class Head:
    """What the front matter of an entry says about its version. ``effective`` is the version's own day."""

    id: str
    version: Version
    status: str
    effective: dt.date | None
    records: tuple[Version, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """One version of an entry.

    ``date`` is ``None`` where the history does not reach back to its publication; ``blobs`` are the texts main carried
    under it, the last one being the version's text (``path`` is where that stood); ``withdrawn`` is the day main left it
    for an older one.
    """

    version: Version
    status: str
    effective: dt.date | None
    date: dt.date | None
    commit: str
    path: str
    blobs: tuple[str, ...]
    withdrawn: dt.date | None = None

    @property
    def blob(self) -> str:
        """The version's text."""
        return self.blobs[-1]

    @property
    def since(self) -> dt.date | None:
        """The day it began to hold: published, and its own day come; ``None`` where the publication is not known."""
        return self.date if self.date is None or self.effective is None else max(self.date, self.effective)

    def in_effect(self, as_of: dt.date) -> bool:
        """Whether its day has come."""
        return self.effective is None or self.effective <= as_of


@dataclass(frozen=True, slots=True)
class EntryHistory:
    """All versions of an entry, oldest first; ``carried`` is the one main has now, ``gone`` the day it lost the id.

    ``missing`` are versions that the entry's own change records name and the history does not hold.
    """

    id: str
    versions: tuple[Published, ...]
    carried: Version | None
    gone: dt.date | None = None
    missing: tuple[Version, ...] = ()

    def get(self, version: Version | None) -> Published | None:
        """One version."""
        return next((found for found in self.versions if found.version == version), None)

    def current(self, as_of: dt.date) -> Published | None:
        """The newest version that main carries whose day has come; ``None`` where none has, or the entry is gone."""
        standing = reversed(self._standing(as_of))
        return next((v for v in standing if v.status == "in-force" and v.in_effect(as_of)), None)

    def announced(self, as_of: dt.date) -> tuple[Published, ...]:
        """The versions whose day is still ahead and will come: no newer one takes effect before it. One that retires the
        entry is among them."""
        found: list[Published] = []
        for version in reversed(self._standing(as_of)):
            if version.status in ("in-force", "retired") and not version.in_effect(as_of):
                soonest = found[-1].effective if found else None
                if soonest is None or (version.effective is not None and version.effective < soonest):
                    found.append(version)
        return tuple(reversed(found))

    def after(self, published: Published, as_of: dt.date) -> Published | None:
        """The version that took the place of another, or the one that retired its entry."""
        newer = [v for v in self._standing(as_of) if v.version > published.version and v.in_effect(as_of)]
        soonest = min((v.since or dt.date.min for v in newer), default=None)
        # Of those that began on one day the newest held.
        return next((v for v in reversed(newer) if (v.since or dt.date.min) == soonest), None)

    def _standing(self, as_of: dt.date) -> list[Published]:
        if self.carried is None or self.gone is not None:
            return []
        last = self.get(self.carried)
        if last is not None and last.status != "in-force" and last.in_effect(as_of):
            # Draft again, or retired: nothing older is in force either. Until its day, what is to be retired holds.
            return [last]
        return [v for v in self.versions if v.withdrawn is None and v.version <= self.carried]


@dataclass(frozen=True, slots=True)
class History:
    """The histories of all entries by id, and what could not be read (in Chinese, once each)."""

    entries: Mapping[str, EntryHistory]
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class _Version:
    head: Head
    date: dt.date | None
    commit: str
    path: str
    blobs: list[str]
    withdrawn: dt.date | None = None


@dataclass(slots=True)
class _Entry:
    versions: dict[Version, _Version] = field(default_factory=dict)
    carried: Version | None = None
    gone: dt.date | None = None


UNKNOWN = dt.date.max
"""The day of what happened nobody knows when (a commit made by a clock that was no clock)."""

NO_ENTRY = "没有条目"
"""What :func:`read_head` says of a page that is no entry: no fault."""


def read_head(path: str, text: str | None) -> Head | str:
    """The head of an entry's text; else why there is none."""
    if text is None:
        return "不是 UTF-8 文字"
    document = parse(path, text)
    if document.front is None or document.broken:
        return document.findings[0].message if document.findings else NO_ENTRY
    front = document.front
    if "kind" not in front.entries:
        return NO_ENTRY if "id" not in front.entries else "有 id 没有 kind"
    name, written = _raw(front, "id"), _raw(front, "version")
    version = Version.parse(written) if written else None
    if not name or not ENTRY_ID.fullmatch(name):
        return "没有可用的 id"
    if version is None:
        return f"版本号“{(written or '')[:20]}”读不了"
    records = [item for item in _items(front, "changes") if isinstance(item, Map)]
    known = [(Version.parse(_raw(record, "version") or ""), record) for record in records]
    own = next((day(_raw(record, "effective")) for found, record in known if found == version), None)
    effective = own or day(_raw(front, "effective"))
    return Head(
        name, version, _raw(front, "status") or "", effective, tuple(v for v, _ in known if v is not None)
    )


def _raw(map_: Map, name: str) -> str | None:
    node = map_.entries.get(name)
    return node.raw.strip() if isinstance(node, Scalar) else None


def _items(map_: Map, name: str) -> tuple[object, ...]:
    node = map_.entries.get(name)
    return node.items if isinstance(node, Sequence) else ()


def histories(
    steps: Iterable[Step], head_of: Callable[[str, str], Head | str], boundary: Collection[str] = ()
) -> History:
    """Go along the main line, oldest step first.

    ``head_of(path, blob)`` reads a text's head; commits of ``boundary`` are where a shallow clone was cut: what they
    carry was published nobody knows when.
    """
    line = _Line(head_of, frozenset(boundary))
    for step in steps:
        line.take(step)
    return line.history()


class _Line:
    """What is known of every entry while the main line is gone along."""

    def __init__(self, head_of: Callable[[str, str], Head | str], boundary: frozenset[str]) -> None:
        self.head_of, self.boundary = head_of, boundary
        self.entries: dict[str, _Entry] = {}
        self.at: dict[str, tuple[Head, str]] = {}
        """Path → what stands there now."""
        self.paths: dict[str, set[str]] = {}
        self.remarks: list[str] = []

    def take(self, step: Step) -> None:
        affected: set[str] = set()
        for file in step.files:
            if not file.path.endswith(".md"):
                continue
            head = self.head_of(file.path, file.blob) if file.blob is not None else NO_ENTRY
            if isinstance(head, str) and head != NO_ENTRY:
                self.remarks.append(f"{_dated(step)} 里 {file.path} 读不了（{head}），略过")
                continue
            before = self.at.pop(file.path, None)
            if before is not None:
                affected.add(before[0].id)
                self.paths[before[0].id].discard(file.path)
            if isinstance(head, Head) and file.blob is not None:
                affected.add(head.id)
                self.at[file.path] = head, file.blob
                self.paths.setdefault(head.id, set()).add(file.path)
        for name in sorted(affected):
            self.settle(name, step)

    def settle(self, name: str, step: Step) -> None:
        """Note what a step left an entry at."""
        paths = sorted(self.paths.get(name, ()))
        entry = self.entries.setdefault(name, _Entry())
        if not paths:
            entry.gone, entry.carried = step.date or UNKNOWN, None
            return
        if len(paths) > 1:
            self.remarks.append(f"{_dated(step)} 里 {name} 有两份：{paths[0]}、{paths[1]}，按前一份")
        head, blob = self.at[paths[0]]
        entry.gone, entry.carried = None, head.version
        known = entry.versions.get(head.version)
        if known is None:
            day = None if step.commit in self.boundary else step.date
            entry.versions[head.version] = _Version(head, day, step.commit, paths[0], [blob])
        else:
            known.head, known.path, known.withdrawn = head, paths[0], None
            if known.blobs[-1] != blob:
                known.blobs.append(blob)
        for version, other in entry.versions.items():
            if version > head.version and other.withdrawn is None:
                other.withdrawn = step.date or UNKNOWN

    def history(self) -> History:
        found = {name: _frozen(name, entry) for name, entry in sorted(self.entries.items())}
        missing = [f"{name} {'、'.join(map(str, h.missing))}" for name, h in found.items() if h.missing]
        if missing:
            shown = "；".join(missing[:5]) + (f" 等 {len(missing)} 个条目" if len(missing) > 5 else "")
            self.remarks.append(f"变更记录里有、提交历史里没有的版本：{shown}（历史改写过，或在别处写成）")
        return History(found, tuple(self.remarks))


def _dated(step: Step) -> str:
    return f"{step.date or '日期不明'} 的提交 {step.commit[:10]}"


def _frozen(name: str, entry: _Entry) -> EntryHistory:
    versions = tuple(
        Published(
            v,
            own.head.status,
            own.head.effective,
            own.date,
            own.commit,
            own.path,
            tuple(own.blobs),
            own.withdrawn,
        )
        for v, own in sorted(entry.versions.items())
    )
    newest = entry.versions.get(entry.carried) if entry.carried is not None else None
    named = newest.head.records if newest else ()
    missing = tuple(
        sorted(v for v in named if v not in entry.versions and newest and v < newest.head.version)
    )
    return EntryHistory(name, versions, entry.carried, entry.gone, missing)
