"""The versions that an entry had: what is known of each, and where its page is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from types import MappingProxyType
from typing import Any

from biaochi.core.diff.content import content_hash, record_of
from biaochi.core.model import Catalogue, Change, Entry
from biaochi.core.slotted import dataclass

_NONE: MappingProxyType[str, Any] = MappingProxyType({})

STATES = {
    "current": "现行有效", "announced": "已公布", "superseded": "已被替代", "withdrawn": "已撤回", "retired": "已废止",
    "gone": "条目已不在", "draft": "未生效",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Past:
    """One version of an entry.

    ``published`` is ``None`` where the history does not reach back; ``until`` is the day another version took its place,
    ``successor`` that version; ``previous`` the version before that still stands; ``rewritten``: main changed its text
    under one number; ``only_recorded``: nothing but change records sets it apart from the version before; ``holds`` is the version that holds today, ``holds_since`` since when; ``beside`` are the entries that
    it refers to as they stood when it was published, where the history knows them: it says what was said then, and no edit
    of theirs concerns its page.
    """

    entry: Entry
    version: str
    state: str
    published: dt.date | None
    effective: dt.date | None
    successor: str | None = None
    until: dt.date | None = None
    previous: str | None = None
    rewritten: bool = False
    only_recorded: bool = False
    holds: str | None = None
    holds_since: dt.date | None = None
    beside: Mapping[str, Entry] = field(default_factory=lambda: _NONE)

    @property
    def path(self) -> str:
        """``v/HTL-CHECKIN/2.0/index.md``: the permanent address."""
        return version_path(self.entry.id, self.version)

    @property
    def redline_path(self) -> str | None:
        """Where it is compared with the version before."""
        return f"v/{self.entry.id}/{self.version}/from-{self.previous}.md" if self.previous else None

    @property
    def told_path(self) -> str | None:
        """Where it is compared with the version before, if there is anything to see."""
        return None if self.only_recorded else self.redline_path

    @property
    def label(self) -> str:
        """Where it stands, in Chinese."""
        return STATES[self.state]

    @property
    def record(self) -> Change | None:
        """The version's change record."""
        return record_of(self.entry, self.entry.version)

    @property
    def hash(self) -> str:
        """The short content hash, as printed on paper."""
        return content_hash(self.entry)


@dataclass(frozen=True, slots=True)
class Versions:
    """All versions by entry, oldest first, and what the history could not tell."""

    by_entry: Mapping[str, Sequence[Past]] = field(default_factory=lambda: MappingProxyType({}))
    remarks: tuple[str, ...] = ()

    def all(self) -> Iterator[Past]:
        """Every version of every entry."""
        return (past for versions in self.by_entry.values() for past in versions)

    def paths(self) -> list[str]:
        """Every page that :func:`biaochi.pages.version_pages.version_pages` makes."""
        redlines = [path for past in self.all() if (path := past.redline_path)]
        return [*(past.path for past in self.all()), *redlines]

    def get(self, entry: str, version: str | None) -> Past | None:
        """One version."""
        return next((past for past in self.by_entry.get(entry, ()) if past.version == version), None)


def version_path(entry: str, version: str) -> str:
    """The page of one version."""
    return f"v/{entry}/{version}/index.md"


def with_entry(catalogue: Catalogue, entry: Entry, beside: Mapping[str, Entry] = _NONE) -> Catalogue:
    """Today's registries around one entry as it was, with those beside it."""
    return replace(catalogue, entries=MappingProxyType({**beside, entry.id: entry}))
