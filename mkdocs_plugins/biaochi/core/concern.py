"""Whom an entry concerns: the roles that it names, and those that act as one to which it gives something to do.

An entry for all sectors can only name roles that all have (service staff, the manager on duty). ``roles.yml`` tells who that is
in a sector: a bank's teller is of its service staff, its operations supervisor the manager on duty.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from biaochi.core.model import Checklist, Entry, Process, Script, Training
from biaochi.core.vocabulary import COMMON

if TYPE_CHECKING:
    from biaochi.core.model import Catalogue, Role


def assigned(entry: Entry) -> frozenset[str]:
    """The roles that an entry gives something to do. What a role says is not among it: greeting at a door is not for the phone."""
    roles: set[str | None] = set()
    if isinstance(entry, Process):
        roles.update([entry.accountable, *(step.role for step in entry.steps), *(tier.role for tier in entry.tiers)])
    elif isinstance(entry, Checklist) and entry.when is not None and not isinstance(entry.when, str):
        roles.add(entry.when.by)
    return frozenset(role for role in roles if role)


def named(entry: Entry) -> frozenset[str]:
    """The roles that an entry names: those that have to know it, to learn, to say or to do something."""
    own = entry.audience if isinstance(entry, Training) else (entry.role,) if isinstance(entry, Script) and entry.role else ()
    return assigned(entry).union(entry.roles, own)


def concerns(role: Role, entry: Entry) -> bool:
    """Whether an entry concerns a role: it names it, or gives something to do to one that it acts as. Who else has to know it,
    the entry itself says."""
    return role.id in named(entry) or (bool(role.acts_as) and not assigned(entry).isdisjoint(acted(role, entry)))


def concerned(entry: Entry, catalogue: Catalogue) -> frozenset[str]:
    """The roles that an entry concerns."""
    given = assigned(entry)
    return named(entry).union(role.id for role in catalogue.roles.values() if role.acts_as and not given.isdisjoint(acted(role, entry)))


def entries_by_role(catalogue: Catalogue) -> Mapping[str, Sequence[Entry]]:
    """Role → the entries that concern it, in the catalogue's order; gathered once for the pages of all roles."""
    return catalogue.once("entries by role", _gathered)


def _gathered(catalogue: Catalogue) -> Mapping[str, Sequence[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in catalogue.entries.values():
        for role in concerned(entry, catalogue):
            found.setdefault(role, []).append(entry)
    return found


def workplaces(catalogue: Catalogue, entries: Iterable[Entry]) -> Mapping[str, frozenset[str]]:
    """Role → the sectors where it works: the one that ``roles.yml`` names, else those of the entries that name it."""
    found: dict[str, set[str]] = {}
    for entry in entries:
        for role in named(entry) if entry.sector else ():
            found.setdefault(role, set()).add(entry.sector or "")
    told = {role.id: {role.sector} for role in catalogue.roles.values() if role.sector}
    return {role: frozenset(sectors) for role, sectors in {**found, **told}.items()}


def acted(role: Role, entry: Entry) -> frozenset[str]:
    """What a role is as far as an entry goes: itself, and whom it acts as, in what holds for all sectors and in its own."""
    return frozenset({role.id, *(role.acts_as if entry.sector in (COMMON, role.sector) else ())})


def stand_ins(general: str, roles: Mapping[str, Role], beside: Role) -> list[Role]:
    """Who is meant by a role's name where another role works: in its sector those of its own department, else all; none where
    the sector has that role itself."""
    there = [role for role in roles.values() if general in role.acts_as and role.sector == beside.sector]
    return [role for role in there if role.department == beside.department] or there


def across(general: str, roles: Mapping[str, Role]) -> Mapping[str, list[Role]]:
    """Who acts as a role, by sector, in the order of the registry."""
    found: dict[str, list[Role]] = {}
    for role in roles.values():
        if general in role.acts_as:
            found.setdefault(role.sector, []).append(role)
    return found
