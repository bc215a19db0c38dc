"""The published versions as news, and what those that staff began to work by lately make stale."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from biaochi.core.check import Outcome
from biaochi.core.diff import Change, Reprint, Retrain, compare_entries, reprints, retrainings
from biaochi.core.diff.change import KINDS, NEUTRAL, UNSAID
from biaochi.core.model import Catalogue
from biaochi.core.slotted import dataclass
from biaochi.core.values import Version
from biaochi.pages.past import Past, Versions, with_entry

DAYS = 90
"""How far back the lists of what to print and teach again go."""
Row = TypeVar("Row", Reprint, Retrain)
_FIRST = Version(1, 0)
_WORKED_BY = ("current", "superseded", "retired")


@dataclass(frozen=True, slots=True)
class News:
    """One published text with what changed in it. ``older`` is the version before it, where the history has one; ``alike`` are
    the versions that had the same text from the same day on before it was numbered anew, oldest first, and ``apart`` what sets
    it apart from them."""

    past: Past
    changes: tuple[Change, ...]
    older: Past | None = None
    alike: tuple[Past, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def date(self) -> dt.date:
        """The day it was published."""
        assert self.past.published is not None
        return self.past.published

    @property
    def told(self) -> dt.date:
        """The day there was last something to tell: announced, then in effect."""
        return self.date if self.past.state == "announced" else max(self.date, self.past.effective or self.date)

    @property
    def first(self) -> Past:
        """The version that brought the text."""
        return self.alike[0] if self.alike else self.past

    @property
    def brought(self) -> dt.date:
        """The day the text was published, under whatever number."""
        return self.first.published or self.date

    @property
    def began(self) -> dt.date:
        """The day the text began, or will begin, to hold: what was announced long ago is printed on its day."""
        return max(self.brought, self.past.effective or self.brought)

    @property
    def redline(self) -> str | None:
        """The page that shows what the text changed."""
        return self.first.told_path


def news(versions: Versions, outcome: Outcome) -> list[News]:
    """The published texts, newest first, also of those that an entry had published on one day; what was published after
    today is not news yet."""
    found: list[News] = []
    for past in versions.all():
        if past.published is None or past.published > outcome.as_of:
            continue
        older = versions.get(past.entry.id, past.previous)
        before = with_entry(outcome.catalogue, older.entry) if older else None
        after = with_entry(outcome.catalogue, past.entry)
        changes = compare_entries(older.entry, past.entry, before, after) if older and before else []
        made = News(past, tuple(changes), older)
        last = found[-1] if found else None
        if last is not None and last.past is older and _alike(made):
            found[-1] = replace(last, past=past, alike=(*last.alike, last.past), apart=_apart(last, changes))
        else:
            found.append(made)
    found.reverse()  # an entry's versions came oldest first
    return sorted(found, key=lambda n: (-n.date.toordinal(), n.past.entry.id))


def _alike(n: News) -> bool:
    """Whether it has nothing to say but its number."""
    return n.older is not None and n.older.effective == n.past.effective and all(c.kind in UNSAID for c in n.changes)


def _apart(last: News, changes: Sequence[Change]) -> tuple[str, ...]:
    filed = [change.what for change in changes if change.kind == "filing-changed"]
    return tuple(dict.fromkeys((*filed, *last.apart, "变更记录")))


@dataclass(frozen=True, slots=True)
class Stale:
    """What to print and whom to teach again; of the entries that are causes, those that are new, those of which the history
    does not have the text before, and the day each of them began to hold last."""

    papers: tuple[Reprint, ...]
    people: tuple[Retrain, ...]
    new: frozenset[str]
    unseen: frozenset[str]
    began: Mapping[str, dt.date]

    def since(self, because: Iterable[str]) -> dt.date:
        """The last of these days: whoever printed and taught after it has done it."""
        return max(self.began[entry] for entry in because)

    def parted(self, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
        """Those because of something that was worked by before, and those for new entries alone."""
        fresh = [row for row in rows if self.new.issuperset(row.because)]
        return [row for row in rows if row not in fresh], fresh


def stale(every: Sequence[News], outcome: Outcome) -> Stale:
    """What the texts that began to hold lately make stale, over today's relations. A text that the history has nothing before
    is told by its records: what they say changed was printed and taught, or should have been."""
    intake = min((n.brought for n in every), default=dt.date.max)
    fresh = [(n, found) for n in every if (found := _fresh(n, outcome, intake))]
    changes = [change for _, found in fresh for change in found]
    before = _earlier([n for n, _ in fresh], outcome.catalogue)
    told = [change for n, found in fresh if n.older is None for change in found]
    new = frozenset(change.entry for change in told if change.kind == "entry-added")
    began: dict[str, dt.date] = {}
    for n, _ in fresh:
        days = [n.began] if n.older is not None else [day for _, day in _days(n, intake) if _lately(day, outcome)]
        began[n.past.entry.id] = max([*days, began.get(n.past.entry.id, dt.date.min)])
    return Stale(
        reprints(changes, before, outcome.catalogue, outcome.graph),
        retrainings(changes, before, outcome.catalogue, outcome.graph),
        new,
        frozenset(change.entry for change in told) - new,
        began,
    )


def _fresh(n: News, outcome: Outcome, intake: dt.date) -> tuple[Change, ...]:
    """What changed for staff lately by a text, as far as the history or else its records tell."""
    if n.older is not None:
        return n.changes if n.past.state != "announced" and _lately(n.began, outcome) else ()
    return _told(n, outcome, intake) if n.past.state in _WORKED_BY else ()


def _lately(day: dt.date, outcome: Outcome) -> bool:
    return (outcome.as_of - day).days <= DAYS


def _earlier(fresh: Sequence[News], catalogue: Catalogue) -> Catalogue:
    return replace(
        catalogue, entries=MappingProxyType({n.past.entry.id: n.past.entry for n in reversed(fresh)})
    )


def _told(n: News, outcome: Outcome, intake: dt.date) -> tuple[Change, ...]:
    """What the records of a text with nothing before it say of lately, as the changes that they must have been."""
    home, entry = n.past.entry.home, n.past.entry.id
    kinds = dict.fromkeys(_kind(n, version) for version, day in _days(n, intake) if _lately(day, outcome))
    return tuple(Change(entry, home.path, home.line, kind, KINDS[kind].direction or NEUTRAL, "", "", "") for kind in kinds)


def _kind(n: News, version: Version) -> str:
    """MAJOR rises where what is asked changes, MINOR where it does not."""
    if n.past.entry.retired and version == n.past.entry.version:
        return "entry-retired"
    return "entry-added" if version <= _FIRST else "prose-changed" if version.minor else "requirement-changed"


def _days(n: News, intake: dt.date) -> Iterator[tuple[Version, dt.date]]:
    """Each version that the records know up to this one, with the day it began to hold by its own account. What came into
    the handbook after everything else held there no sooner."""
    own = n.past.entry.version
    records = {record.version: record for record in n.past.entry.changes}
    for version in {*records, own}:
        if version is None or own is None or version > own:
            continue
        record = records.get(version)
        if record is not None and record.effective:
            day = record.effective
        else:
            written = [record.date if record else None, n.past.effective if version == own else None]
            day = max((found for found in written if found), default=n.brought)
        yield version, max(day, n.brought) if version == own and n.brought > intake else day
