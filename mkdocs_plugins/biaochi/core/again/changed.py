"""What changed since the notes were made, and what that could concern: judged again, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeAlias

from biaochi.core.again.notes import (
    Notes,
    Watch,
    described,
    digest,
    other_rows,
    outcome,
    packed,
    registered,
    touched,
)
from biaochi.core.again.partial import Around, Entries
from biaochi.core.build import Built, build, rank
from biaochi.core.check import Outcome
from biaochi.core.diagnostics import Finding
from biaochi.core.judging import WHOLE_RULES
from biaochi.core.links import Graph, resolve
from biaochi.core.model import Catalogue
from biaochi.core.rules.scene import Whole
from biaochi.core.traced import ALL

_FEW = 40


class Again:
    """One check of what changed since the notes were made."""

    def __init__(self, texts: Mapping[str, str], as_of: dt.date, notes: Notes) -> None:
        self.texts, self.as_of, self.notes = texts, as_of, notes
        self.before: dict[str, Notes] = notes["files"]
        """What was noted of each file, in the order of the entries."""

    def run(self, findings: list[Finding]) -> tuple[Outcome, Notes] | None:
        """The outcome and the new notes; ``None`` where everything has to be checked anew."""
        texts, before = self.texts, self.before
        there = {path for path in texts if path.endswith(".md")}
        built = {
            path: build({path: texts[path]}) for path in sorted(there) if path not in before or before[path]["hash"] != digest(texts[path])
        }
        if not all(_readable(each) for each in built.values()):
            return None
        places = {path: _place(each) for path, each in built.items()}
        # Those that are another entry now, or at another place among the entries, went as one and came as another.
        came = {path for path, place in places.items() if path not in before or place != (before[path]["id"], before[path].get("place"))}
        went = before.keys() - there | (came & before.keys())
        order = self._order(came, went, places)
        if order is None:
            return None
        registries = build({path: text for path, text in texts.items() if not path.endswith(".md")})
        now = registered(registries.catalogue)
        rows = other_rows(self.notes["registries"], now)
        if registries.catalogue.unread or any(not rows.isdisjoint(asked) for asked in self.notes["rows"].values()):
            return None
        paths = {row["id"]: path for path, row in before.items() if row["id"] and path not in went}
        paths |= {id_: path for path, (id_, _) in places.items() if id_}
        entries = Entries(order, paths, texts)
        for each in built.values():
            entries.made.update(each.catalogue.entries)
        catalogue = replace(registries.catalogue, entries=entries, paths=dict.fromkeys(there) | {path: id_ for id_, path in paths.items()})
        files = {path: row for path, row in before.items() if path not in went}
        for path, each in built.items():
            said = [[owner, packed(finding)] for owner, finding in each.findings]
            entry = next(iter(each.catalogue.entries.values()), None)
            if entry is None:
                files[path] = {"hash": digest(texts[path]), "id": None, "touches": [], "said": said}
            else:
                touches = touched(resolve(catalogue, [entry]))[entry.id]
                files[path] = {**described(entry, texts[path], touches), "said": said}
        if came or went:
            pages = sorted(path for path, row in files.items() if row["id"] is None)
            files = {path: files[path] for path in [*(paths[id_] for id_ in order), *pages]}
        drilling = any(row.get("drills") for row in files.values())
        if drilling != any(row.get("drills") for row in before.values()):
            return None
        graph = Around(catalogue, order, files).graph(drilling)
        whole = Whole(catalogue, graph, self.as_of)
        judged = [path for path in built if path in came or not self._retitled(path, files)]
        concerned = self._concerned(judged, came, went, rows, files)
        if len(concerned) > max(_FEW, len(files) / 2):
            return None  # reading one after the other takes longer than all together
        for path in concerned:
            self._judge(path, files, catalogue, graph)
        if not built and not went and not rows:
            waiving = (entries[row["id"]] for row in before.values() if row.get("waives"))
            return outcome(self.notes, findings, registries.findings, whole, waiving), self.notes
        watch = Watch(catalogue, graph, self.as_of)
        notes: Notes = {"key": self.notes["key"], "order": order, "files": files, "registries": now}
        notes["whole"], notes["rows"] = self._compared([*judged, *(went - came)], files, order, catalogue, watch)
        waiving = (entries[row["id"]] for row in files.values() if row.get("waives"))
        return outcome(notes, findings, registries.findings, whole, waiving), notes

    def _order(self, came: set[str], went: set[str], places: Mapping[str, _Place]) -> list[str] | None:
        """The ids of all entries in their order; ``None`` where two have one, or none is left."""
        if not came and not went:
            return list(self.notes["order"])
        found = [(row["id"], row.get("place")) for path, row in self.before.items() if path not in went]
        ranked = sorted(rank(place[0], place[1], id_) for id_, place in (*found, *(places[path] for path in came)) if id_ and place)
        order = [one[-1] for one in ranked]
        return order if order and len(set(order)) == len(order) else None

    def _noted(self, paths: Iterable[str], files: Mapping[str, Notes]) -> list[Notes]:
        """What was noted of some files, before and now."""
        return [rows[path] for path in paths for rows in (self.before, files) if path in rows]

    def _retitled(self, path: str, files: dict[str, Notes]) -> bool:
        """Whether but the title of an entry is another, and no rule looks at it: what was found is what there is."""
        was, now = self.before[path], files[path]
        if now.get("untitled") is None or now["untitled"] != was.get("untitled"):
            return False
        files[path] = {**was, **now}
        return True

    def _concerned(
        self, changed: list[str], came: set[str], went: set[str], rows: set[str], files: Mapping[str, Notes]
    ) -> list[str]:
        """The files to be judged: those that changed, and those that asked for something that is other now."""
        noted = self._noted([*changed, *(went - came)], files)
        ids = {row["id"] for row in noted} - {None}
        ends = ids.union(*(row["touches"] for row in noted))
        moved = {row["id"] for row in self._noted(came | went, files)}
        if moved:
            # Who refers to an entry has a relation more, or less.
            ends |= {row["id"] for row in files.values() if not moved.isdisjoint(row["touches"])}
        # A file that another entry stands in now leads elsewhere.
        ways = (self.before.keys() ^ files.keys()) | came | went
        ids, ends, ways = ({*found, ALL} if found else found for found in (ids, ends, ways))
        known, asked = set(changed), (("reads", ids), ("around", ends), ("ways", ways), ("rows", rows))
        return changed + [
            path
            for path, row in files.items()
            if path not in known and any(not other.isdisjoint(row[what]) for what, other in asked)
        ]

    def _judge(self, path: str, files: dict[str, Notes], catalogue: Catalogue, graph: Graph) -> None:
        row = files[path] = dict(files[path])
        if row["id"] is not None:
            Watch(catalogue, graph, self.as_of).judge(catalogue.entries[row["id"]], row)
            return
        (page,) = build({path: self.texts[path]}).catalogue.pages
        Watch(replace(catalogue, pages=(page,)), graph, self.as_of).judge(page, row)

    def _compared(
        self, changed: Sequence[str], files: Mapping[str, Notes], order: list[str], catalogue: Catalogue, watch: Watch
    ) -> tuple[dict[str, list[Any]], dict[str, list[str]]]:
        """What rules over the whole catalogue find, those entries compared again that a changed one is compared with; and the
        rows of registries they asked for."""
        result: dict[str, list[Any]] = {}
        asked: dict[str, list[str]] = dict(self.notes["rows"])
        for rule in WHOLE_RULES:
            kept: list[Any] = self.notes["whole"][rule.code]
            moved = self._moved(rule.code, changed, files, kept)
            if rule.groups is None:
                kept, _ = watch.compare(rule, {})
            elif moved:
                shared = [row for row in files.values() if not moved.isdisjoint(row.get("groups", {}).get(rule.code, ()))]
                again = {row["id"] for row in (*shared, *self._noted(changed, files))}
                wider = _keys(rule.code, shared)
                ids = {row["id"] for row in files.values() if not wider.isdisjoint(row.get("groups", {}).get(rule.code, ()))}
                some = MappingProxyType({id_: catalogue.entries[id_] for id_ in order if id_ in ids})
                found, rows = watch.compare(rule, some)
                kept = [pair for pair in kept if pair[0] not in again] + [pair for pair in found if pair[0] in again]
                asked[rule.code] = sorted({*asked[rule.code], *rows})
            result[rule.code] = kept
        return result, asked


    def _moved(self, code: str, changed: Sequence[str], files: Mapping[str, Notes], kept: Sequence[Any]) -> set[str]:
        """The keys under which other things are compared now, or what was found may stand elsewhere."""
        rows = [(self.before.get(path, {}).get("groups", {}).get(code, {}), files.get(path, {}).get("groups", {}).get(code, {})) for path in changed]
        held = set[str]().union(*(side for row in rows for side in row))
        moved = {key for was, now in rows for key in was.keys() | now.keys() if was.get(key) is None or was.get(key) != now.get(key)}
        found = {owner for owner, _ in kept}
        return moved | held & _keys(code, (row for side in (self.before, files) for row in side.values() if row["id"] in found))


_Place: TypeAlias = tuple[str | None, Sequence[Any] | None]
"""The id of what stands in a file, and its sector and kind; ``None`` for a page that is no entry."""


def _readable(built: Built) -> bool:
    """Whether there is one entry in a file, or one informative page."""
    catalogue = built.catalogue
    return not catalogue.unread and len(catalogue.entries) + len(catalogue.pages) == 1


def _place(built: Built) -> _Place:
    entry = next(iter(built.catalogue.entries.values()), None)
    return (None, None) if entry is None else (entry.id, [entry.sector, entry.kind])


def _keys(code: str, rows: Iterable[Notes]) -> set[str]:
    return {key for row in rows for key in row.get("groups", {}).get(code, ())}
