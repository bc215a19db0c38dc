"""From git's history to the pages' versions: what each version said, and where it stands today."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from dataclasses import replace
from pathlib import Path

from biaochi.core.build import Parsed, build
from biaochi.core.check import Outcome
from biaochi.core.diff import content_hash
from biaochi.core.diff.content import canonical
from biaochi.core.links import split_cross_link
from biaochi.core.model import Entry
from biaochi.history.git import NoHistory
from biaochi.history.reading import Read, read_history
from biaochi.history.versions import UNKNOWN, EntryHistory, Published
from biaochi.pages.past import Past, Versions


def read_versions(root: Path) -> Read | str:
    """The history of what is checked out; else why there is none."""
    try:
        return read_history(root)
    except NoHistory as error:
        return f"没有版本历史：{error}。网站照常生成，只有今天的版本，没有发布日期。"


def current_texts(
    read: Read | str, texts: Mapping[str, str], as_of: dt.date, parsed: MutableMapping[str, Parsed] | None = None
) -> dict[str, str]:
    """The texts as they hold today: where a file's newest version is only announced, the one before stands in its place.

    ``parsed`` is what each text gave the last time, for whoever builds from them anyway.
    """
    shown = dict(texts)
    if isinstance(read, str):
        return shown
    entries = build({path: text for path, text in texts.items() if path.endswith(".md")}, parsed).catalogue.entries
    wanted: dict[str, Published] = {}
    for name, entry in entries.items():
        history = read.history.entries.get(name)
        held = history.current(as_of) if history is not None and entry.version is not None else None
        if held is not None and entry.version is not None and held.version < entry.version:
            wanted[entry.path] = held
    found = read.texts({held.blob for held in wanted.values()})
    for path, held in wanted.items():
        if held.blob in found:
            shown[path] = found[held.blob]
    return shown


def coming(read: Read | str, as_of: dt.date) -> dict[str, str]:
    """What papers say of the next version of an entry that holds today: ``2027-01-15 起用新版 2.0``."""
    if isinstance(read, str):
        return {}
    found = {}
    for name, history in read.history.entries.items():
        announced = history.announced(as_of)
        if announced and history.current(as_of) is not None:
            soonest = announced[0]
            what = "废止" if soonest.status == "retired" else f"用新版 {soonest.version}"
            found[name] = f"{soonest.effective} 起{what}"
    return found


def versions(read: Read | str, as_of: dt.date) -> Versions:
    """Every version of every entry, with where it stands on this day, and what the history could not tell."""
    if isinstance(read, str):
        return Versions(remarks=(read,))
    blobs = {blob for history in read.history.entries.values() for v in history.versions for blob in v.blobs}
    texts = read.texts(blobs)
    made = {name: _of_entry(history, texts, as_of) for name, history in read.history.entries.items()}
    return Versions(_beside(made, made), read.history.remarks)


def versions_of(read: Read | str, entries: Iterable[Entry], as_of: dt.date) -> Versions:
    """The versions of these entries only."""
    if isinstance(read, str):
        return _alone(entries, as_of, read)
    made = _of_entries(read, [entry.id for entry in entries], as_of)
    others = {name for found in made.values() for past in found for name in _named(past, found)}
    return Versions(_beside(made, {**made, **_of_entries(read, others - made.keys(), as_of)}), read.history.remarks)


def _of_entries(read: Read, names: Iterable[str], as_of: dt.date) -> dict[str, tuple[Past, ...]]:
    histories = [read.history.entries[name] for name in names if name in read.history.entries]
    texts = read.texts({blob for history in histories for v in history.versions for blob in v.blobs})
    return {history.id: _of_entry(history, texts, as_of) for history in histories}


def _beside(made: Mapping[str, tuple[Past, ...]], others: Mapping[str, tuple[Past, ...]]) -> dict[str, tuple[Past, ...]]:
    """Those of these entries that have versions, with what each refers to as it stood then."""
    told = {}
    for name, found in made.items():
        if found:
            stood = ({other: _stood(others[other], past.published) for other in _named(past, found) if others.get(other)} for past in found)
            told[name] = tuple(replace(past, beside=beside) if beside else past for past, beside in zip(found, stood, strict=True))
    return told


def _named(past: Past, versions: Sequence[Past]) -> set[str]:
    """The entries that a version refers to; none of the only one there is, where that holds: nothing but the entry's own page
    shows it."""
    if len(versions) == 1 and past.state == "current":
        return set()
    mentioned = {split[0] for link in past.entry.body.cross_links() if (split := split_cross_link(link))}
    return mentioned.union(reference.entry for reference in past.entry.references if reference.entry)


def _stood(versions: Sequence[Past], day: dt.date | None) -> Entry:
    """An entry as it was on a day; as it was at first where the history begins later."""
    before = [past for past in versions if day and past.published and past.published <= day]
    return (before or versions[:1])[-1].entry


def today_alone(outcome: Outcome, reason: str) -> Versions:
    """What stands today as the only version there is, where there is no history: papers carry its address all the same."""
    return _alone(outcome.catalogue.entries.values(), outcome.as_of, reason)


def _alone(entries: Iterable[Entry], as_of: dt.date, reason: str) -> Versions:
    made = {
        entry.id: (Past(entry, str(entry.version), _standing(entry, as_of), None, entry.starts),)
        for entry in entries
        if entry.version is not None
    }
    return Versions(made, (reason,))


def _standing(entry: Entry, as_of: dt.date) -> str:
    if entry.retired:
        return "retired"
    if not entry.in_force:
        return "draft"
    return "announced" if entry.announced(as_of) else "current"


def _entry(published: Published, blob: str, texts: Mapping[str, str], name: str) -> Entry | None:
    text = texts.get(blob)
    return build({published.path: text}).catalogue.entries.get(name) if text is not None else None


def _of_entry(history: EntryHistory, texts: Mapping[str, str], as_of: dt.date) -> tuple[Past, ...]:
    current = history.current(as_of)
    found: list[Past] = []
    standing: Entry | None = None
    for published in history.versions:
        entry = _entry(published, published.blob, texts, history.id)
        if entry is None:
            continue
        state, successor, until = _state(published, history, current, as_of)
        found.append(
            Past(
                entry,
                str(published.version),
                state,
                published.date,
                published.effective,
                successor=successor,
                until=until if until != UNKNOWN else None,
                previous=str(standing.version) if standing is not None else None,
                rewritten=_rewritten(published, entry, texts),
                only_recorded=standing is not None and _says_as_much(standing, entry),
                holds=str(current.version) if current is not None else None,
                holds_since=current.since if current is not None else None,
            )
        )
        if published.withdrawn is None:
            standing = entry
    return tuple(found)


def _says_as_much(older: Entry, newer: Entry) -> bool:
    """Whether two versions differ in their records alone."""
    return (
        older.status == newer.status
        and canonical(older.waivers) == canonical(newer.waivers)
        and content_hash(older) == content_hash(newer)
    )


def _rewritten(published: Published, entry: Entry, texts: Mapping[str, str]) -> bool:
    """Whether main carried another text under the number while it was in force: a draft is written until it is done."""
    earlier = (_entry(published, blob, texts, entry.id) for blob in published.blobs[:-1])
    now = content_hash(entry)
    return any(other is not None and other.in_force and content_hash(other) != now for other in earlier)


def _state(
    published: Published, history: EntryHistory, current: Published | None, as_of: dt.date
) -> tuple[str, str | None, dt.date | None]:
    """(state, the version that took its place, since when)."""
    if published.withdrawn is not None:
        return "withdrawn", None, published.withdrawn
    if published is current:
        return "current", None, None
    if published in history.announced(as_of):
        return "announced", None, None
    if history.gone is not None:
        return "gone", None, history.gone
    if published.status == "retired":
        return "retired", None, published.since
    after = history.after(published, as_of)
    if after is None:
        return "draft", None, None
    if after.status not in ("in-force", "retired"):
        # The entry went back to the workshop: what was in force no longer is.
        return ("withdrawn", None, after.since) if published.status == "in-force" else ("draft", None, None)
    # A clock set wrong dates the successor's commit before this one's; nothing is replaced before it is there.
    known = after.since is not None and published.date is not None
    since = max(after.since, published.date) if known else after.since  # type: ignore[type-var]
    return ("retired", None, since) if after.status == "retired" else ("superseded", str(after.version), since)
