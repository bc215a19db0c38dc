"""From git's history to the pages' versions: what each version said, and where it stands today."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from biaochi.core.build import build
from biaochi.core.diff import content_hash
from biaochi.core.model import Entry
from biaochi.history.changed import NoHistory
from biaochi.history.reading import CACHE, Read, read_history
from biaochi.history.versions import EntryHistory, Published
from biaochi.pages.past import Past, Versions

log = logging.getLogger("mkdocs.plugins.biaochi")


def read_versions(root: Path) -> Read | None:
    """The history of what is checked out; ``None``, said once, where there is none."""
    try:
        return read_history(root, cache=root / CACHE)
    except NoHistory as error:
        log.info("没有版本历史：%s。网站照常生成，只有今天的版本。", error)
        return None


def current_texts(read: Read | None, texts: Mapping[str, str], as_of: dt.date) -> dict[str, str]:
    """The texts as they hold today: where a file's newest version is only announced, the one before stands in its place."""
    shown = dict(texts)
    if read is None:
        return shown
    entries = build({path: text for path, text in texts.items() if path.endswith(".md")}).catalogue.entries
    wanted: dict[str, Published] = {}
    for name, entry in entries.items():
        history = read.history.entries.get(name)
        if history is None or entry.version is None or history.announced(as_of) is None:
            continue
        held = history.current(as_of)
        if held is not None and held.version < entry.version:
            wanted[entry.path] = held
    found = read.texts({held.blob for held in wanted.values()})
    for path, held in wanted.items():
        if held.blob in found:
            shown[path] = found[held.blob]
    return shown


def versions(read: Read | None, as_of: dt.date) -> Versions:
    """Every version of every entry, with where it stands on this day."""
    if read is None:
        return Versions()
    blobs = {blob for history in read.history.entries.values() for v in history.versions for blob in v.blobs}
    texts = read.texts(blobs)
    made = {name: _of_entry(history, texts, as_of) for name, history in read.history.entries.items()}
    return Versions({name: found for name, found in made.items() if found}, read.history.remarks)


def _entry(published: Published, blob: str, texts: Mapping[str, str], name: str) -> Entry | None:
    text = texts.get(blob)
    return build({published.path: text}).catalogue.entries.get(name) if text is not None else None


def _of_entry(history: EntryHistory, texts: Mapping[str, str], as_of: dt.date) -> tuple[Past, ...]:
    current, announced = history.current(as_of), history.announced(as_of)
    found: list[Past] = []
    for published in history.versions:
        entry = _entry(published, published.blob, texts, history.id)
        if entry is None:
            continue
        earlier = (_entry(published, blob, texts, history.id) for blob in published.blobs[:-1])
        now = content_hash(entry)
        rewritten = any(other is not None and content_hash(other) != now for other in earlier)
        state, successor, until = _state(published, history, current, announced)
        found.append(
            Past(
                entry,
                str(published.version),
                state,
                published.date,
                published.effective,
                successor,
                until,
                None,
                rewritten,
            )
        )
    return tuple(
        replace(past, previous=found[index - 1].version) if index else past
        for index, past in enumerate(found)
    )


def _state(
    published: Published, history: EntryHistory, current: Published | None, announced: Published | None
) -> tuple[str, str | None, dt.date | None]:
    """(state, the version in its place, since when)."""
    if published.withdrawn is not None:
        return "withdrawn", None, published.withdrawn
    if published is current:
        return "current", None, None
    if published is announced:
        return "announced", None, None
    if published.status == "retired":
        return "retired", None, None
    newer = next((v for v in history.versions if v.version > published.version and v.withdrawn is None), None)
    if newer is not None and newer is not announced:
        if newer.status == "retired":
            return "retired", None, newer.date
        last = current if current is not None and current.version > published.version else newer
        starts = [day for day in (newer.effective, newer.date) if day is not None]
        return "superseded", str(last.version), max(starts) if starts and newer.date else None
    if history.gone is not None:
        return "gone", None, history.gone
    return "draft", None, None
