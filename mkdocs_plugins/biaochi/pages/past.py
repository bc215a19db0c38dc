"""Every version of every entry as a page of its own, and the redlines between neighbours."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from biaochi.core.check import Outcome
from biaochi.core.diff import Change, compare_entries
from biaochi.core.diff.content import content_hash, record_of
from biaochi.core.diff.phrases import Line, Piece, redline, redline_bodies
from biaochi.core.frozen import dataclass
from biaochi.core.links import Graph
from biaochi.core.model import Catalogue, Entry
from biaochi.core.model import Change as Record
from biaochi.core.values import split_reference
from biaochi.pages.deferred import Deferred
from biaochi.pages.entry import EntryView
from biaochi.pages.links import SiteLinks
from biaochi.pages.page import Page
from biaochi.pages.render import render, trusted
from biaochi.pages.settings import Settings
from biaochi.pages.view import View, reference_title

_NONE: MappingProxyType[str, Any] = MappingProxyType({})
_EMPTY = Graph(_NONE, _NONE, _NONE, _NONE)

STATES = {
    "current": "现行有效", "announced": "已公布", "superseded": "已被替代", "withdrawn": "已撤回", "retired": "已废止",
    "gone": "条目已不在", "draft": "未生效",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Past:
    """One version of an entry.

    ``published`` is ``None`` where the history does not reach back; ``until`` is the day another version took its place,
    ``successor`` that version; ``previous`` the version before that still stands; ``rewritten``: main changed its text
    under one number; ``holds`` is the version that holds today, ``holds_since`` since when; ``beside`` are the entries that
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
    def label(self) -> str:
        """Where it stands, in Chinese."""
        return STATES[self.state]

    @property
    def record(self) -> Record | None:
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
        """Every page that :func:`version_pages` makes."""
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


def version_pages(
    versions: Versions, outcome: Outcome, links: SiteLinks, settings: Settings
) -> Iterator[Deferred]:
    """The page of each version, and of each redline with the version before."""
    for past in versions.all():
        title = f"{past.entry.title or past.entry.id} {past.version}"
        yield Deferred(past.path, title, None, partial(_version_page, past, versions, outcome, links, settings))
        older = versions.get(past.entry.id, past.previous)
        if older is not None and past.redline_path:
            title = f"{past.entry.id} {older.version} → {past.version}"
            make = partial(_redline_page, past.redline_path, title, older, past, outcome, links, settings)
            yield Deferred(past.redline_path, title, None, make)


def _redline_page(
    path: str, title: str, older: Past, past: Past, outcome: Outcome, links: SiteLinks, settings: Settings
) -> Page:
    view = View(outcome, links.seen_from(path), settings)
    html = render("redline", view=view, r=redlined(older, past, outcome.catalogue))
    return Page(path, title, html, (), None, title, staff=False)


def _version_page(
    past: Past, versions: Versions, outcome: Outcome, links: SiteLinks, settings: Settings
) -> Page:
    own = replace(outcome, catalogue=with_entry(outcome.catalogue, past.entry, past.beside), graph=_EMPTY)
    seen = links.seen_from(past.path)
    view = EntryView(past.entry, own, seen, settings, printed=True)
    text = ""
    if not _shown(past, outcome):
        text = render("entry", view=view, e=past.entry, body=trusted(view.body().html), findings=(), waived=(), standing=past.label)
    html = render(
        "version", view=view, past=past, text=trusted(text), states=STATES, others=versions.by_entry[past.entry.id],
        latest=links.seen_from(past.path).entry(past.entry.id),
        later=_later(past, versions),
    )  # fmt: skip
    title = f"{past.entry.title or past.entry.id} {past.version}"
    return Page(
        past.path, title, html, (), None, f"{past.entry.id} {past.version} {STATES[past.state]}", staff=False
    )


def _shown(past: Past, outcome: Outcome) -> bool:
    """Whether the entry's own page shows this version: then it is not said twice."""
    held = outcome.catalogue.entries.get(past.entry.id)
    return past.state == "current" and held is not None and (held is past.entry or content_hash(held) == past.hash)


def _later(past: Past, versions: Versions) -> list[Past]:
    """The versions after this one that came into force and still stand."""
    known = list(versions.by_entry[past.entry.id])
    return [other for other in known[known.index(past) + 1 :] if other.state in ("current", "superseded")]


@dataclass(frozen=True, slots=True)
class Row:
    """One change of values: its kind and direction, what changed, and the texts redlined where both are prose."""

    change: Change
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Redlined:
    """A comparison of two versions, ready to be shown."""

    older: Past
    newer: Past
    rows: tuple[Row, ...]
    lines: tuple[Line, ...]

    @property
    def only_recorded(self) -> bool:
        """Whether nothing but the records of changes differs."""
        return not self.lines and all(row.change.kind == "record-rewritten" for row in self.rows)


_PROSE = ("prose-", "dialogue-")
_SHORT = 12
"""Signs of a value that is read at a glance."""


def redlined(older: Past, newer: Past, catalogue: Catalogue) -> Redlined:
    """Values as values, clauses with the direction they took; then the whole body by phrase."""
    before, after = with_entry(catalogue, older.entry), with_entry(catalogue, newer.entry)
    changes = [_titled(change, older, newer, catalogue) for change in compare_entries(older.entry, newer.entry, before, after)]
    rows = [Row(c, _pieces(c)) for c in _gathered(changes) if not c.kind.startswith(_PROSE)]
    lines = tuple(redline_bodies(older.entry.body, newer.entry.body))
    return Redlined(older, newer, tuple(rows), lines if any(line.changed for line in lines) else ())


def _titled(change: Change, older: Past, newer: Past, catalogue: Catalogue) -> Change:
    """A change of what an entry refers to, with titles: its ids are for those who write."""
    before, after = _titles(change.before, older, catalogue), _titles(change.after, newer, catalogue)
    return replace(change, before=before, after=after)


def _titles(value: str, past: Past, catalogue: Catalogue) -> str:
    found = split_reference(value)
    if found is None or found[0] not in past.beside:
        return value
    entry, _, clause, metric = found
    return reference_title(with_entry(catalogue, past.entry, past.beside), entry, clause, metric)


def _gathered(changes: Iterable[Change]) -> list[Change]:
    """Twenty roles that come to know an entry are one row: what is only added or only taken away, of one thing, by name."""
    found: list[Change] = []
    for change in changes:
        last = found[-1] if found else None
        if last and _only_named(change) and _only_named(last) and _same(change) == _same(last):
            found[-1] = replace(last, before=_listed(last.before, change.before), after=_listed(last.after, change.after))
        else:
            found.append(change)
    return found


def _listed(*names: str) -> str:
    return "、".join(name for name in names if name)


def _same(change: Change) -> tuple[object, ...]:
    return change.kind, change.direction, change.what, change.subject, bool(change.before), bool(change.after)


def _only_named(change: Change) -> bool:
    """Whether there is but one side, of names."""
    return bool(change.before) != bool(change.after) and all(len(name) <= _SHORT for name in (change.before + change.after).split("、"))


def _pieces(change: Change) -> tuple[Piece, ...]:
    """Long texts are redlined; short values stand side by side."""
    if len(change.before) > _SHORT and len(change.after) > _SHORT:
        return redline(change.before, change.after)
    return ()
