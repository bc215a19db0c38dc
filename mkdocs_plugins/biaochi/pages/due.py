"""What falls due when, and who sees to it: reviews, drills, actions of improvements, waivers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from biaochi.core.check import Outcome
from biaochi.core.model import Entry, Improvement, Process, Script
from biaochi.core.rules.days import after
from biaochi.core.slotted import dataclass

SOON = dt.timedelta(days=90)

WHAT = {"review": "复审", "script": "话术评审", "drill": "演练", "action": "改进行动", "waiver": "豁免到期"}
"""What falls due → how it is called."""


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that falls due: on which day, of which entry, which of :data:`WHAT`, and who sees to it. ``told`` says
    more, ``fragment`` is where on the entry's page."""

    day: dt.date
    entry: Entry
    what: str
    owner: str | None
    told: str = ""
    fragment: str | None = None

    @property
    def name(self) -> str:
        """How it is called."""
        return WHAT[self.what]


def due(outcome: Outcome, owner: str | None = None) -> list[Due]:
    """Everything that falls due, also what is overdue, soonest first; of one ``owner``, where one is given."""
    found = [d for d in _waivers(outcome) if owner in (None, d.owner)]
    for entry in outcome.catalogue.entries.values():
        # Who sees to it is asked first: then a role's page looks at no day that is not its own.
        if owner is None or owner in _owners(entry):
            found += [d for d in _of_entry(entry) if owner in (None, d.owner)]
    return sorted(found, key=lambda d: (d.day, d.entry.id, d.what, d.told))


def _owners(entry: Entry) -> tuple[str | None, ...]:
    if isinstance(entry, Process):
        return entry.owner, entry.accountable
    if isinstance(entry, Improvement):
        return entry.owner, *(action.owner for action in entry.actions)
    return (entry.owner,)


def _of_entry(entry: Entry) -> Iterator[Due]:
    if entry.retired:
        return
    if entry.review_by:
        yield Due(entry.review_by, entry, "review", entry.owner)
    if isinstance(entry, Script) and entry.in_force and entry.last_reviewed and entry.review_every:
        yield Due(after(entry.last_reviewed, entry.review_every), entry, "script", entry.owner)
    elif isinstance(entry, Process) and entry.plan and entry.plan.last_drill and entry.plan.drill_every:
        yield Due(after(entry.plan.last_drill, entry.plan.drill_every), entry, "drill", entry.accountable or entry.owner, "", "plan")
    elif isinstance(entry, Improvement):
        for action in entry.actions:
            if action.due and not action.done:
                yield Due(action.due, entry, "action", action.owner, action.does, "actions")


def _waivers(outcome: Outcome) -> Iterator[Due]:
    """One a waiver, whatever number of findings it silences."""
    found = {}
    for waived in outcome.waived:
        entry, waiver = outcome.catalogue.entries.get(waived.diagnostic.entry or ""), waived.waiver
        if entry and waiver.until:
            found[entry.id, waiver.rule, waiver.until] = Due(
                waiver.until, entry, "waiver", entry.owner, f"{waived.diagnostic.code} {waiver.reason}", "waivers"
            )
    yield from found.values()
