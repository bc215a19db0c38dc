"""What changed lately, as the home page and a role's page tell it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from operator import itemgetter

from biaochi.core import vocabulary as words
from biaochi.core.check import Outcome
from biaochi.core.concern import concerns, entries_by_role
from biaochi.core.model import Change, Entry, Role
from biaochi.core.slotted import dataclass
from biaochi.core.values import Version
from biaochi.pages.filters import in_order
from biaochi.pages.news import News
from biaochi.pages.past import Past
from biaochi.pages.people import current
from biaochi.pages.settings import Settings


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that changed: the day it was published (without a history the record's own, and ``recorded``), the day
    there was last something to tell about it, and what the record says. ``redline`` is the page that shows it;
    ``only_recorded``: there is but the record to see; ``alike`` and ``apart``: the same text under earlier numbers."""

    date: dt.date
    told: dt.date
    entry: Entry
    version: str
    record: Change | None
    redline: str | None = None
    effective: dt.date | None = None
    recorded: bool = False
    only_recorded: bool = False
    alike: tuple[Past, ...] = ()
    apart: tuple[str, ...] = ()

    @property
    def first(self) -> bool:
        """Whether there was nothing before it."""
        return self.redline is None and self.record is None and not self.only_recorded


def changed(outcome: Outcome, news: Sequence[News], settings: Settings, role: Role | None = None) -> list[Changed]:
    """What changed, of a ``role`` what concerns it, newest first: from the published versions, announced ones too;
    without a history, from the records of what holds or held. Drafts are no news; what took effect after it was published is
    news again that day."""
    if news:
        published = [
            Changed(
                n.date, n.told, n.past.entry, n.past.version, n.past.record, n.redline, n.past.effective,
                only_recorded=n.past.only_recorded, alike=n.alike, apart=n.apart,
            )
            for n in news
            if (role is None or concerns(role, n.past.entry)) and n.past.state != "draft"
        ]
        return sorted(published, key=lambda c: -c.told.toordinal())
    records = [
        Changed(record.date, _told(record.date, record.effective, outcome.as_of), entry, str(record.version or ""), record, None, record.effective, True)
        for entry in (outcome.catalogue.entries.values() if role is None else entries_by_role(outcome.catalogue).get(role.id, ()))
        if current(entry, outcome, settings) or entry.retired
        for record in entry.changes
        if record.date is not None and record.date <= outcome.as_of
    ]
    return sorted(records, key=lambda c: (-c.told.toordinal(), c.entry.id, c.version))


def days(changes: Sequence[Changed]) -> list[list[Changed]]:
    """What there is to tell of an entry on a day, together: whoever reads one version of that day reads the others with it."""
    found: dict[tuple[dt.date, str], list[Changed]] = {}
    for change in changes:
        found.setdefault((change.told, change.entry.id), []).append(change)
    return list(found.values())


def headlines(changes: Sequence[Changed]) -> list[Changed]:
    """Each entry's newest change: the newest day first, of a day what asks most of the reader, then in turn from every sector,
    what is everybody's before all."""
    newest: dict[str, Changed] = {}
    for change in changes:
        newest.setdefault(change.entry.id, change)
    places = {sector: place for place, sector in enumerate(in_order(change.entry.sector for change in changes))} | {words.COMMON: -1}
    kinds = list(words.KIND)
    turns: Counter[tuple[dt.date, int, str | None]] = Counter()
    ranked = []
    for change in sorted(newest.values(), key=lambda c: (kinds.index(c.entry.kind), c.entry.id)):
        turn = change.told, _weight(change), change.entry.sector
        ranked.append(((-change.told.toordinal(), turn[1], turns[turn], places.get(turn[2] or "", len(places))), change))
        turns[turn] += 1
    return [change for _, change in sorted(ranked, key=itemgetter(0))]


def _weight(change: Changed) -> int:
    """A changed requirement (a new major version), a new entry, other words, a record alone."""
    version = Version.parse(change.version)
    if change.first or version == Version(1, 0):
        return 1
    if change.only_recorded:
        return 3
    return 2 if version is None or version.minor else 0


def _told(date: dt.date, effective: dt.date | None, today: dt.date) -> dt.date:
    return max(date, effective) if effective and effective <= today else date
