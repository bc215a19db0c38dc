"""What a change makes stale: papers to print again, trainings to give again."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from biaochi.core.concern import concerned, workplaces
from biaochi.core.diff.change import UNSAID, Change
from biaochi.core.links import Graph
from biaochi.core.model import Catalogue, Checklist, Entry, Process, Script, Site, Training
from biaochi.core.slotted import dataclass
from biaochi.core.vocabulary import COMMON

_NOT_ON_PAPER = UNSAID | frozenset(
    {
        "review-pushed",
        "review-renewed",
        "review-advanced",
        "pilot-changed",
        "basis-changed",
        "waiver-added",
        "waiver-extended",
        "waiver-shortened",
        "waiver-ended",
    }
)
_WHO_AND_WHEN = frozenset({"effective-moved", "owner-changed", "role-added", "role-dropped", "link-added", "link-dropped"})
_EXPLAINED = frozenset({"prose-changed"})
"""These stand on an entry's own paper; what a checklist asks of the entry does not depend on them."""
_NOT_TAUGHT = _NOT_ON_PAPER | {
    "title-changed",
    "owner-changed",
    "effective-moved",
    "source-changed",
    "benchmark-changed",
    "field-changed",
    "link-added",
    "link-dropped",
    "order-changed",
    "prose-changed",
    "promise-retouched",
    "metric-renamed",
    "review-interval-shortened",
    "review-interval-lengthened",
    "channel-added",
}


@dataclass(frozen=True, slots=True)
class Reprint:
    """One paper to print again: a ``sheet`` or a ``poster`` (by its entry) or a ``handbook`` (by role, sector or ``all``), and why."""

    what: str
    id: str
    title: str
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retrain:
    """One role to be trained again: the trainings that teach it, the sites where it works, and why."""

    role: str
    name: str
    trainings: tuple[str, ...]
    scripts: tuple[str, ...]
    sites: tuple[str, ...]
    because: tuple[str, ...]


def _worked_at(site: Site, entry: Entry, workplace: AbstractSet[str]) -> bool:
    """Whether a role that works in these sectors works by an entry at a site. What is common reaches it where it works:
    everywhere, if nothing but common entries tells of it."""
    if entry.id in site.without:
        return False
    if entry.sector != COMMON:
        return site.sector in ("", entry.sector)
    own = workplace - {COMMON}
    return not own or site.sector in ("", COMMON, *own)


def touched(changes: Iterable[Change], silent: frozenset[str]) -> tuple[str, ...]:
    """The entries with a change that matters, in order."""
    return tuple(sorted({change.entry for change in changes if change.kind not in silent}))


def reprints(
    changes: Iterable[Change], before: Catalogue, after: Catalogue, graph: Graph
) -> tuple[Reprint, ...]:
    """Posters of ladders and plans of which more changed than how they are explained; sheets of changed checklists and of those
    that check an entry of which more changed than who works by it, since when and how it is explained; then the handbooks that
    hold one."""
    changes = tuple(changes)
    changed = touched(changes, _NOT_ON_PAPER)
    asked = frozenset(touched(changes, _NOT_ON_PAPER | _WHO_AND_WHEN | _EXPLAINED))
    known = [
        (name, entry) for name in changed if (entry := after.entries.get(name) or before.entries.get(name))
    ]
    sheets: dict[str, list[str]] = {}
    for name, entry in known:
        if isinstance(entry, Checklist):
            sheets.setdefault(name, []).append(name)
        relations = (*graph.incoming.get(name, ()), *graph.outgoing.get(name, ())) if name in asked else ()
        for relation in relations:
            other = (
                relation.source
                if relation.type == "checks"
                else relation.target
                if relation.type == "checklists"
                else ""
            )
            if other != name and isinstance(after.entries.get(other), Checklist):
                sheets.setdefault(other, []).append(name)
    posted = frozenset(touched(changes, _NOT_ON_PAPER | _EXPLAINED))
    found = [
        Reprint("poster", name, f"{_title(name, before, after)}（海报）", (name,))
        for name, entry in known
        if name in posted and isinstance(entry, Process) and entry.posted
    ]
    found += [
        Reprint("sheet", name, _title(name, before, after), tuple(sorted(set(why))))
        for name, why in sorted(sheets.items())
    ]
    books: dict[tuple[str, str], set[str]] = {}
    for name, entry in known:
        books.setdefault(("all", "全册"), set()).add(name)
        if entry.sector:
            books.setdefault((f"sector-{entry.sector}", f"{after.sector_name(entry.sector)}分册"), set()).add(
                name
            )
        for state in (before.entries.get(name), after.entries.get(name)):
            for role in _readers(state, after, graph) if state else ():
                books.setdefault((f"role-{role}", after.role_book(role)), set()).add(name)
    found.extend(
        Reprint("handbook", book, title, tuple(sorted(why))) for (book, title), why in sorted(books.items())
    )
    return tuple(found)


def _readers(entry: Entry, catalogue: Catalogue, graph: Graph) -> frozenset[str]:
    """The roles whose handbook holds an entry: those it concerns; a ladder stands behind each process that leads to it."""
    if not isinstance(entry, Process) or not entry.tiers:
        return concerned(entry, catalogue)
    ties = (relation.source for relation in graph.incoming.get(entry.id, ()) if relation.type == "related")
    leading = (found for name in ties if isinstance(found := catalogue.entries.get(name), Process))
    return concerned(entry, catalogue).union(*(concerned(each, catalogue) for each in leading))


def _title(name: str, before: Catalogue, after: Catalogue) -> str:
    entry = after.entries.get(name) or before.entries.get(name)
    return (entry.title if entry else "") or name


def retrainings(
    changes: Iterable[Change], before: Catalogue, after: Catalogue, graph: Graph
) -> tuple[Retrain, ...]:
    """The roles that a changed entry concerns, with the trainings, scripts and sites of each; where nothing changed but who
    has to know it, those that have to now."""
    changes = tuple(changes)
    news = frozenset(touched(changes, _NOT_TAUGHT | {"role-added", "role-dropped"}))
    came = {(change.entry, change.after) for change in changes if change.kind == "role-added"}
    roles: dict[str, dict[str, set[str]]] = {}
    workplace = workplaces(after, after.entries.values())
    for name in touched(changes, _NOT_TAUGHT):
        states = [state for state in (before.entries.get(name), after.entries.get(name)) if state is not None]
        concerned_roles = frozenset[str]().union(*(concerned(state, after) for state in states))
        relations = (*graph.incoming.get(name, ()), *graph.outgoing.get(name, ()))
        ends = [end for relation in relations for end in (relation.source, relation.target) if end != name]
        others = [after.entries[end] for end in dict.fromkeys(ends) if end in after.entries]
        for role in sorted(concerned_roles):
            if name not in news and (name, after.role_name(role)) not in came:
                continue
            row = roles.setdefault(role, {"why": set(), "trainings": set(), "scripts": set(), "sites": set()})
            row["why"].add(name)
            row["trainings"].update(
                o.id for o in (*others, *states) if isinstance(o, Training) and role in o.audience
            )
            row["scripts"].update(
                o.id for o in (*others, *states) if isinstance(o, Script) and o.role == role
            )
            for state in states:
                where = workplace.get(role, frozenset())
                row["sites"].update(s.id for s in after.sites.values() if _worked_at(s, state, where))
    return tuple(
        Retrain(
            role,
            after.role_name(role),
            *(tuple(sorted(row[key])) for key in ("trainings", "scripts", "sites", "why")),
        )
        for role, row in sorted(roles.items())
    )


__all__ = ["Reprint", "Retrain", "reprints", "retrainings"]
